import type { Container } from '../../../shared/contract/container.ts';
import type { EngineNotice, EngineState } from '../../../shared/contract/engine.ts';
import { testContainer, testDetail } from '../../../shared/value/test-container.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { FailureCode } from '../../../shared/ipc/failure.ts';
import type { ContainerEngine, OutputChunk } from '../../engine/container-engine.ts';
import type { ImageDetail, PullProgress } from '../../engine/image-engine.ts';
import type { ContainerSpec } from '../../engine/container-spec.ts';
import type { EngineAccess } from './engine-access.ts';

interface MemoryContainer {
  row: Container;
  readonly files: Map<string, Uint8Array>;
  readonly spec: ContainerSpec;
}

/** An engine for tests: containers and images in memory, and gates that hold a call back. */
export class MemoryEngine {
  readonly images = new Map<string, ImageDetail>();
  readonly containers = new Map<string, MemoryContainer>();
  /** Every call that changes something, in order. */
  readonly calls: string[] = [];
  readonly gates = new Map<string, Promise<void>>();
  /** Calls that fail, by name. */
  readonly failures = new Map<string, FailureCode>();
  logText = '';
  state: EngineState = { kind: 'connecting' };
  readonly #listeners = new Set<(notice: EngineNotice) => void>();
  #count = 0;

  /** What services are given. */
  get access(): EngineAccess {
    const state = (): EngineState => this.state;
    const engine = this.#toEngine();
    return {
      get state() {
        return state();
      },
      engine,
      notices: (signal) => this.#notices(signal),
    };
  }

  tell(notice: EngineNotice): void {
    for (const listener of this.#listeners) listener(notice);
  }

  /** A container's state changes from outside, as by the Docker CLI. */
  set(id: string, change: Partial<Container>): void {
    const found = this.#container(id);
    found.row = { ...found.row, ...change };
    this.tell({ kind: 'container', action: 'die', id });
  }

  /** A container goes from outside. */
  drop(id: string): void {
    this.containers.delete(id);
    this.tell({ kind: 'container', action: 'destroy', id });
  }

  #list(label: string | undefined): readonly Container[] {
    const rows = [...this.containers.values()].map(({ row }) => row);
    const [key = '', value] = label?.split('=') ?? [];
    const isMeant = (own: string | undefined): boolean =>
      value === undefined ? own !== undefined : own === value;
    return label === undefined ? rows : rows.filter(({ labels }) => isMeant(labels[key]));
  }

  #toEngine(): ContainerEngine {
    return {
      listContainers: async ({ label } = {}) => this.#list(label),
      findContainer: async (id) => this.containers.get(id)?.row,
      inspectContainer: async (id) => this.#inspect(id),
      createContainer: async (spec) => await this.#create(spec),
      startContainer: async (id) => {
        await this.#enter('start');
        this.#count += 1;
        const hostPort = 40_000 + this.#count;
        const { row, spec } = this.#container(id);
        const ports = (spec.ports ?? []).map((port) => ({ ...port, hostPort }));
        this.set(id, { ...row, state: 'running', ports });
      },
      stopContainer: async (id) => {
        await this.#enter('stop');
        this.set(id, { state: 'exited', ports: [] });
      },
      removeContainer: async (id) => {
        await this.#enter('remove');
        if (!this.containers.has(id)) throw failed('not-found');
        this.drop(id);
      },
      putArchive: async (id, _path, tar) => {
        await this.#enter('put');
        if (tar instanceof Uint8Array) this.#container(id).files.set('/run/berth/token', tar);
      },
      getArchive: (id, path) => this.#file(id, path),
      inspectImage: async (reference) => {
        const image = this.images.get(reference);
        if (image === undefined) throw failed('not-found');
        return image;
      },
      distribution: async () => {
        await this.#enter('distribution');
        return { digest: 'sha256:0', platforms: [] };
      },
      pullImage: (reference, options) => this.#pull(reference, options?.signal),
      importImage: async (tar, { reference, changes }) =>
        await this.#import(tar, reference, changes),
      containerLogs: () => this.#log(),
      ...ABSENT,
    };
  }

  async #enter(call: string): Promise<void> {
    this.calls.push(call);
    await this.gates.get(call);
    const code = this.failures.get(call);
    if (code !== undefined) throw failed(code);
  }

  #container(id: string): MemoryContainer {
    const found = this.containers.get(id);
    if (found === undefined) throw failed('not-found');
    return found;
  }

  async #create(spec: ContainerSpec): Promise<string> {
    await this.#enter('create');
    const name = spec.name ?? '';
    if ([...this.containers.values()].some(({ row }) => row.name === name))
      throw failed('conflict');
    this.#count += 1;
    const row = testContainer(this.#count, {
      name,
      image: spec.image,
      state: 'created',
      createdAtMs: 1_000,
      labels: { ...spec.labels },
    });
    const { id } = row;
    this.containers.set(id, { row, files: new Map(), spec });
    return id;
  }

  #inspect(id: string): Awaited<ReturnType<ContainerEngine['inspectContainer']>> {
    const { row } = this.#container(id);
    return testDetail(row, row.state === 'exited' ? { exitCode: 3 } : {});
  }

  async *#file(id: string, path: string): AsyncGenerator<Uint8Array> {
    const file = this.#container(id).files.get(path);
    if (file === undefined) throw failed('not-found');
    yield file;
  }

  async *#pull(reference: string, signal?: AbortSignal): AsyncGenerator<PullProgress> {
    this.calls.push('pull');
    yield {
      kind: 'layer',
      id: 'a',
      phase: 'downloading',
      currentBytes: 5,
      totalBytes: 10,
      text: '',
    };
    await Promise.race([this.gates.get('pull'), aborted(signal)]);
    if (signal?.aborted === true) throw failed('cancelled');
    const code = this.failures.get('pull');
    if (code !== undefined) throw failed(code);
    this.images.set(reference, memoryImage());
    yield { kind: 'done', isNewer: true };
  }

  async #import(
    tar: AsyncIterable<Uint8Array>,
    reference: string,
    changes: readonly string[] = [],
  ): Promise<string> {
    this.calls.push('import');
    for await (const _chunk of tar);
    const label = changes.find((change) => change.startsWith('LABEL dev.berth.recipe='));
    const hash = label?.split('=')[1] ?? '';
    this.images.set(reference, memoryImage({ 'dev.berth.recipe': hash }));
    return 'sha256:0';
  }

  async *#log(): AsyncGenerator<OutputChunk> {
    yield { stream: 'stderr', bytes: new TextEncoder().encode(this.logText) };
  }

  async *#notices(signal: AbortSignal): AsyncGenerator<EngineNotice> {
    const queue: EngineNotice[] = [{ kind: 'state', state: this.state }];
    let wake = (): void => undefined;
    const listener = (notice: EngineNotice): void => {
      queue.push(notice);
      wake();
    };
    this.#listeners.add(listener);
    signal.addEventListener('abort', () => wake());
    while (!signal.aborted) {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) yield next;
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (queue.length > 0 || signal.aborted) resolve();
      });
    }
    this.#listeners.delete(listener);
  }
}

/** An image as an engine describes one. */
export function memoryImage(labels: Readonly<Record<string, string>> = {}): ImageDetail {
  return {
    id: 'sha256:0',
    tags: [],
    digests: [],
    sizeBytes: 1,
    os: 'linux',
    architecture: 'amd64',
    variant: '',
    layerCount: 1,
    layers: ['sha256:0'],
    labels,
    command: [],
    entrypoint: ['/usr/bin/tini', '--'],
    env: [],
    exposedPorts: [],
    user: '1000',
    workingDirectory: '/',
    inspectText: '{}',
  };
}

function failed(code: FailureCode): AppError {
  return new AppError({ code, message: `It failed with ${code}.` });
}

async function aborted(signal?: AbortSignal): Promise<never> {
  return await new Promise((_resolve, reject) => {
    if (signal?.aborted === true) reject(failed('cancelled'));
    signal?.addEventListener('abort', () => reject(failed('cancelled')));
  });
}

function absent(): never {
  throw new Error('The test engine has no such call.');
}

/** What no test asks of it. */
const ABSENT = {
  listImages: absent,
  ping: absent,
  version: absent,
  info: absent,
  restartContainer: absent,
  containerSizes: absent,
  commitContainer: absent,
  listVolumesOf: absent,
  containerChanges: absent,
  previewRemoval: absent,
  removeImage: absent,
  imageUsage: absent,
  imageHistory: absent,
  tagImage: absent,
  saveImages: absent,
  loadImages: absent,
  events: absent,
  startExec: absent,
  attachContainer: absent,
  runningExecs: absent,
  listProcesses: absent,
} as const;
