import { engineRequest } from '../rig/engine-request.ts';
import { startEngine } from '../rig/engine.ts';
import type { RigEngine } from '../rig/engine.ts';
import { manyContainers } from '../rig/images.ts';

/** The lengths of list that are measured. */
export type ListLength = 50 | 500 | 5000;

/** As on a busy workstation: most containers are kept, some run. */
const RUNNING = 10;

/** Starts real engines with real containers, each when it is first asked for. Dispose it. */
export class BenchEngines implements AsyncDisposable {
  readonly #engines = new Map<ListLength, Promise<RigEngine>>();
  readonly #readyAtMs = new Map<ListLength, number>();
  readonly #say: (line: string) => void;

  /** What the engines say of themselves, e.g. `28.5.2`; empty before the first was started. */
  version = '';

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  /** The engine with this many containers, of which ten run. */
  withContainers(length: ListLength): Promise<RigEngine> {
    const present = this.#engines.get(length);
    if (present !== undefined) return present;
    const engine = this.#start(length);
    this.#engines.set(length, engine);
    return engine;
  }

  /** When the containers of this engine were all made and started, by `performance.now()`. */
  readyAtMs(length: ListLength): number {
    return this.#readyAtMs.get(length) ?? performance.now();
  }

  /** Ends the engine again when it is not needed any more; a list of 5,000 costs the machine something. */
  async release(length: ListLength): Promise<void> {
    const engine = this.#engines.get(length);
    this.#engines.delete(length);
    await (await engine)?.dispose();
  }

  async dispose(): Promise<void> {
    for (const length of this.#engines.keys()) await this.release(length).catch(() => undefined);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose();
  }

  async #start(length: ListLength): Promise<RigEngine> {
    const startMs = performance.now();
    const engine = await startEngine({ version: '28.5' });
    try {
      const ids = await manyContainers(engine, length);
      for (const id of ids.slice(0, RUNNING)) {
        await engineRequest(engine.socketPath, `/containers/${id}/start`, { method: 'POST' });
      }
    } catch (error) {
      await engine.dispose();
      throw error;
    }
    this.version = engine.version;
    this.#readyAtMs.set(length, performance.now());
    const seconds = ((performance.now() - startMs) / 1000).toFixed(0);
    this.#say(`engine ${engine.version} with ${length} containers, made in ${seconds} s`);
    return engine;
  }
}
