import type { ContainerDetail } from '../../../shared/contract/container.ts';
import type { EngineNotice, EngineState } from '../../../shared/contract/engine.ts';
import { testContainer, testDetail } from '../../../shared/value/test-container.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { Failure } from '../../../shared/ipc/failure.ts';
import type { ContainerEngine } from '../../engine/container-engine.ts';
import type { ExecConnection, ExecSpec, ExecStatus } from '../../engine/container-exec.ts';
import type { EngineAccess } from '../launch/engine-access.ts';

/** The one container of a `MemoryShells`. */
export const CONTAINER_ID = 'c'.repeat(64);

/** A program on a terminal that a test plays. */
export class MemoryExec {
  readonly spec: ExecSpec;
  readonly resizes: string[] = [];
  readonly written: string[] = [];
  status: ExecStatus = { isRunning: true };
  /** How many pieces its client has taken. */
  takenCount = 0;
  isDisposed = false;
  readonly #queue: Uint8Array[] = [];
  #cut: AppError | undefined;
  #wake: () => void = () => undefined;

  constructor(spec: ExecSpec) {
    this.spec = spec;
  }

  /** The session's secret, as the shell was given it. */
  get secret(): string {
    return this.spec.command[4] ?? '';
  }

  says(text: string | Uint8Array): void {
    this.#queue.push(typeof text === 'string' ? new TextEncoder().encode(text) : text);
    this.#wake();
  }

  /** What the real one says first. */
  announces(path = '/bin/bash', processId = 42): void {
    this.says(`\u001B]7733;${this.secret};${processId};${path}\u0007`);
  }

  ends(exitCode?: number): void {
    this.status = { isRunning: false, exitCode };
    this.#wake();
  }

  isCut(): void {
    this.#cut = new AppError({ code: 'interrupted', message: 'Cut.', cause: 'test' });
    this.#wake();
  }

  get connection(): ExecConnection {
    return {
      output: this.#output(),
      write: async (bytes) => void this.written.push(new TextDecoder().decode(bytes)),
      resize: async (columns, rows) => void this.resizes.push(`${columns}x${rows}`),
      inspect: async () => this.status,
      dispose: () => {
        this.isDisposed = true;
        this.isCut();
      },
    };
  }

  async *#output(): AsyncGenerator<Uint8Array> {
    for (;;) {
      for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
        this.takenCount += 1;
        yield next;
      }
      if (this.#cut !== undefined) throw this.#cut;
      if (!this.status.isRunning) return;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

/** An engine with one container in which a test plays the shells. */
export class MemoryShells {
  /** Shells and what was sent to end them, oldest first. */
  readonly execs: MemoryExec[] = [];
  readonly calls: string[] = [];
  detail: ContainerDetail | undefined = runningContainer();
  refusal: Failure | undefined;
  state: EngineState = {
    kind: 'connected',
    address: { url: 'unix:///x', source: 'default' },
    version: '',
    apiVersion: '',
    name: '',
    operatingSystem: '',
    connectedAtMs: 0,
  };
  /** What a signal does to the shell: it ends by default. */
  onSignal: (signal: string) => void = () => this.shell.ends(129);
  readonly #tells = new Set<(notice: EngineNotice) => void>();

  /** The newest shell. */
  get shell(): MemoryExec {
    const shell = this.execs.findLast(({ spec }) => !isSignal(spec));
    if (shell === undefined) throw new Error('no shell was started');
    return shell;
  }

  /** The container changes from outside. */
  set(change: Partial<ContainerDetail> & { readonly state?: 'running' | 'exited' | 'paused' }) {
    const { state = 'running', ...rest } = change;
    const before = this.detail ?? runningContainer();
    this.detail = { ...before, ...rest, container: { ...before.container, state } };
  }

  tell(action: string): void {
    for (const tell of this.#tells) tell({ kind: 'container', action, id: CONTAINER_ID });
  }

  tellState(state: EngineState): void {
    for (const tell of this.#tells) tell({ kind: 'state', state });
  }

  get access(): EngineAccess {
    const state = (): EngineState => this.state;
    const engine: ContainerEngine = {
      inspectContainer: async () => {
        if (this.detail !== undefined) return this.detail;
        throw new AppError({ code: 'not-found', message: 'No such container.' });
      },
      findContainer: async () => this.detail?.container,
      startContainer: async () => {
        this.calls.push('start');
        this.set({ state: 'running', startedAtMs: (this.detail?.startedAtMs ?? 0) + 1 });
      },
      startExec: async (_id, spec) => this.#start(spec),
      attachContainer: async () => this.#start({ command: [], env: [], columns: 0, rows: 0 }),
      runningExecs: absent,
      listProcesses: absent,
      ping: absent,
      version: absent,
      info: absent,
      listContainers: async () => (this.detail === undefined ? [] : [this.detail.container]),
      createContainer: absent,
      stopContainer: absent,
      restartContainer: absent,
      removeContainer: absent,
      containerLogs: absent,
      containerSizes: absent,
      commitContainer: absent,
      listVolumesOf: absent,
      containerChanges: absent,
      previewRemoval: absent,
      putArchive: absent,
      getArchive: absent,
      inspectImage: absent,
      pullImage: absent,
      importImage: absent,
      removeImage: absent,
      imageUsage: absent,
      imageHistory: absent,
      tagImage: absent,
      saveImages: absent,
      loadImages: absent,
      distribution: absent,
      listImages: absent,
      events: absent,
    };
    return {
      get state() {
        return state();
      },
      engine,
      notices: (signal) => this.#notices(signal),
    };
  }

  #start(spec: ExecSpec): ExecConnection {
    if (this.refusal !== undefined) throw new AppError(this.refusal);
    const exec = new MemoryExec(spec);
    this.execs.push(exec);
    if (isSignal(spec)) {
      this.calls.push(`kill ${spec.command.slice(4).join(' ')}`);
      exec.ends(0);
      this.onSignal(spec.command[4] ?? '');
    }
    return exec.connection;
  }

  async *#notices(signal: AbortSignal): AsyncGenerator<EngineNotice> {
    while (!signal.aborted) {
      yield await new Promise<EngineNotice>((resolve) => {
        const tell = (notice: EngineNotice): void => {
          this.#tells.delete(tell);
          resolve(notice);
        };
        this.#tells.add(tell);
        signal.addEventListener('abort', () => tell({ kind: 'resync' }));
      });
    }
  }
}

function isSignal({ command }: ExecSpec): boolean {
  return command[2]?.includes('kill -s') === true;
}

function runningContainer(): ContainerDetail {
  const row = testContainer(1, { id: CONTAINER_ID, name: 'lab', image: 'lab:1' });
  return testDetail(row, { startedAtMs: 1 });
}

function absent(): never {
  throw new Error('The test engine has no such call.');
}
