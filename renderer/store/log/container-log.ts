import type { Failure } from '../../../shared/ipc/failure.ts';
import { api } from '../../ipc/api.ts';
import { failureOf } from '../failure-of.ts';
import { LineBuffer } from './line-buffer.ts';

/** Lines kept: about 10 MB of ordinary lines, and more than a person scrolls through. */
const CAPACITY_LINES = 50_000;
/** Lines asked for at first: enough for context, and there within a blink. */
const TAIL_LINES = 5000;
/** Work at one go before the window may paint: half a frame. */
const SLICE_MS = 8;

/** What is known of the stream. `ended` says that the engine closed it, not why. */
export type LogState =
  | { readonly kind: 'opening' }
  | { readonly kind: 'following' }
  | { readonly kind: 'ended' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Follows one container's log, from the first `restart` for as long as somebody looks at it. */
export class ContainerLog {
  readonly lines = new LineBuffer(CAPACITY_LINES);
  readonly #id: string;
  readonly #listeners = new Set<() => void>();
  #controller: AbortController | undefined;
  #state: LogState = { kind: 'opening' };
  #version = 0;
  #frame: number | undefined;

  constructor(id: string) {
    this.#id = id;
  }

  get state(): LogState {
    return this.#state;
  }

  /** Grows with every change that a frame shows. */
  readonly version = (): number => this.#version;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Reads the log anew: its last lines, then what follows. */
  restart(): void {
    this.#controller?.abort();
    const controller = new AbortController();
    this.#controller = controller;
    this.lines.clear();
    this.#setState({ kind: 'opening' });
    void this.#follow(controller.signal);
  }

  /** Empties the view; the container's own log stays. */
  clear(): void {
    this.lines.clear();
    this.#touch();
  }

  dispose(): void {
    this.#controller?.abort();
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }

  async #follow(signal: AbortSignal): Promise<void> {
    // One decoder for the whole stream: a character may lie across two chunks.
    const decoder = new TextDecoder();
    let sliceStartMs = performance.now();
    try {
      const input = { id: this.#id, tailLines: TAIL_LINES, follow: true };
      for await (const bytes of api.container.logs(input, signal)) {
        if (signal.aborted) return;
        if (this.#state.kind !== 'following') this.#setState({ kind: 'following' });
        this.lines.push(decoder.decode(bytes, { stream: true }));
        this.#touch();
        if (performance.now() - sliceStartMs < SLICE_MS) continue;
        await new Promise((resolve) => setTimeout(resolve));
        sliceStartMs = performance.now();
      }
      if (signal.aborted) return;
      this.lines.push(decoder.decode());
      this.#setState({ kind: 'ended' });
    } catch (thrown) {
      if (!signal.aborted) this.#setState({ kind: 'failed', failure: failureOf(thrown) });
    }
  }

  #setState(state: LogState): void {
    this.#state = state;
    this.#touch();
  }

  /** Tells the listeners once per frame, however much came. */
  #touch(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#version += 1;
      for (const listener of this.#listeners) listener();
    });
  }
}
