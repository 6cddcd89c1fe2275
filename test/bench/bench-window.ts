import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { treeCpuMs, treePssBytes } from './process-tree.ts';

/** What is opened, and how. */
export interface WindowOptions {
  /** The directory whose package.json names the app's main file. */
  readonly appDirectory: string;
  /** Electron's `userData`; the same one again is a second start of the same user. */
  readonly stateDirectory: string;
  readonly env: Readonly<Record<string, string>>;
  /** How many containers the list will hold; with it, the probe clicks on to the list by itself. */
  readonly rows?: number;
}

/** The moments that the probe reports of a start. */
export type MomentName = 'app-ready' | 'ready-to-show' | 'paint' | 'click' | 'rows';

const PROBE_FILE = fileURLToPath(new URL('probe/probe.cjs', import.meta.url));

/** Far above anything measured here: only an app that hangs or shows something else gets there. */
const TIMEOUT_MS = 60_000;

/** How long an app gets to close in good order before its processes are killed. */
const QUIT_GRACE_MS = 5000;

/** What is kept of the app's own output, for when it fails. */
const MAX_OUTPUT_CHARACTERS = 8000;

const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('mark'), name: z.string(), atMs: z.number() }),
  z.object({
    kind: z.literal('answer'),
    id: z.number(),
    ok: z.boolean(),
    value: z.unknown().optional(),
  }),
]);

const glanceSchema = z.object({
  mainBytes: z.number(),
  windowBytes: z.number(),
  lagMs: z.number(),
});

/** What the app's processes hold, the main one after collecting garbage, and the main one's lag (p99) since the last look. */
export type Glance = z.infer<typeof glanceSchema>;

interface Waiter {
  readonly isFor: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A started Electron app with the probe in it. Dispose it. */
export class BenchWindow implements AsyncDisposable {
  readonly #process: ChildProcess;
  readonly #spawnedAtMs: number;
  readonly #marks = new Map<string, number>();
  readonly #waiters = new Set<Waiter>();
  #lastId = 0;
  #output = '';

  constructor(child: ChildProcess, spawnedAtMs: number) {
    this.#process = child;
    this.#spawnedAtMs = spawnedAtMs;
    child.on('message', (message) => this.#receive(messageSchema.parse(message)));
    child.once('exit', (code, signal) => this.#fail(`the app ended (${code ?? signal})`));
    child.once('error', (error) => this.#fail(error.message));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output = `${this.#output}${text}`.slice(-MAX_OUTPUT_CHARACTERS);
      });
    }
    process.once('exit', this.#killAll);
  }

  /** Waits for a moment of the start and returns how long after the start it was, in milliseconds. */
  async reached(moment: MomentName): Promise<number> {
    const atMs = this.#marks.get(moment) ?? Number(await this.#wait(moment));
    return atMs - this.#spawnedAtMs;
  }

  /**
   * Runs a function in the page and returns what it resolved to. Only its text travels: it must use nothing from
   * outside but its argument, which must be JSON.
   */
  async evaluate<Argument, Result>(
    run: (argument: Argument) => Result | Promise<Result>,
    argument: Argument,
    timeoutMs = TIMEOUT_MS,
  ): Promise<Result> {
    this.#lastId += 1;
    const id = this.#lastId;
    const script = `(${String(run)})(${JSON.stringify(argument)})`;
    this.#process.send({ kind: 'evaluate', id, script });
    return (await this.#wait(`answer ${id}`, timeoutMs)) as Result;
  }

  /** Looks into the main process. */
  async look(): Promise<Glance> {
    this.#lastId += 1;
    const id = this.#lastId;
    this.#process.send({ kind: 'look', id });
    return glanceSchema.parse(await this.#wait(`answer ${id}`));
  }

  /** Processor time of the app's whole process tree since its start, in milliseconds. */
  cpuMs(): number {
    return treeCpuMs(this.#pid);
  }

  /** Memory (PSS) of the app's whole process tree in bytes. */
  pssBytes(): number {
    return treePssBytes(this.#pid);
  }

  /** Closes the app and waits until every process of it has gone. */
  async dispose(): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const hasEnded = once(this.#process, 'exit');
      if (this.#process.connected) this.#process.send({ kind: 'quit' });
      const deadline = setTimeout(this.#killAll, QUIT_GRACE_MS);
      await hasEnded;
      clearTimeout(deadline);
    }
    this.#killAll();
    process.off('exit', this.#killAll);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose();
  }

  get #pid(): number {
    return this.#process.pid ?? 0;
  }

  #receive(message: z.infer<typeof messageSchema>): void {
    if (message.kind === 'mark') {
      this.#marks.set(message.name, message.atMs);
      this.#settle(message.name, ({ resolve }) => resolve(message.atMs));
      return;
    }
    this.#settle(`answer ${message.id}`, ({ resolve, reject }) => {
      if (message.ok) resolve(message.value);
      else reject(new Error(`in the page: ${String(message.value)}`));
    });
  }

  #settle(what: string, settle: (waiter: Waiter) => void): void {
    for (const waiter of this.#waiters) {
      if (waiter.isFor !== what) continue;
      this.#waiters.delete(waiter);
      settle(waiter);
    }
  }

  #fail(why: string): void {
    for (const { isFor, reject } of this.#waiters) {
      reject(new Error(`${why} before "${isFor}"; its output:\n${this.#output}`));
    }
    this.#waiters.clear();
  }

  #wait(what: string, timeoutMs = TIMEOUT_MS): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const deadline = setTimeout(
        () => this.#fail(`nothing within ${timeoutMs / 1000} s`),
        timeoutMs,
      );
      const finish = <Value>(settle: (value: Value) => void) => {
        return (value: Value): void => {
          clearTimeout(deadline);
          settle(value);
        };
      };
      this.#waiters.add({ isFor: what, resolve: finish(resolve), reject: finish(reject) });
    });
  }

  /** The app leads a process group of its own, so nothing else can be hit. */
  readonly #killAll = (): void => {
    try {
      process.kill(-this.#pid, 'SIGKILL');
    } catch {
      // All of them have ended.
    }
  };
}

/** Starts an Electron app with the probe in it; time counts from just before its process is made. */
export function openBenchWindow(options: WindowOptions): BenchWindow {
  // As root Chromium has no sandbox to enable; both sides of every comparison run the same way.
  const sandboxArguments = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const arguments_ = [
    '-r',
    PROBE_FILE,
    options.appDirectory,
    `--user-data-dir=${options.stateDirectory}`,
    ...sandboxArguments,
  ];
  const { ELECTRON_RUN_AS_NODE: _, ...inherited } = process.env;
  const env = { ...inherited, ...options.env, BENCH_ROWS: String(options.rows ?? 0) };
  // The machine's own clock, as everywhere where two processes are compared: it is the only one they share.
  const spawnedAtMs = Date.now();
  const child = spawn(process.execPath, arguments_, {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  return new BenchWindow(child, spawnedAtMs);
}
