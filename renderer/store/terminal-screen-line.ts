import type { TerminalSize } from '../../shared/contract/terminal.ts';
import { api } from '../ipc/api.ts';
import { followStream } from './follow-stream.ts';
import { notifyFailure } from './notice-store.ts';

/** What draws a session's screen. */
export interface ScreenSink {
  readonly size: TerminalSize;
  /** Empties it: the whole screen comes again. */
  readonly reset: () => void;
  /** Settles when more may come. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** Settles when what was written is on the page. */
  readonly drawn: () => Promise<void>;
}

/** A request takes at most 256 Ki characters; this leaves room and keeps one paste from holding up the channel. */
const WRITE_LIMIT_CHARACTERS = 64 * 1024;

/**
 * What a hidden screen draws before it is let go, and filled anew when it is shown: as much as replaces all
 * 5,000 lines of 100 characters. A flood in a hidden tab then costs the visible one 15 ms, once.
 */
const HIDDEN_LIMIT_BYTES = 512 * 1024;

/** The way between one session and the screen that shows it, hidden or not. Dispose it. */
export class TerminalScreenLine {
  readonly #sessionId: string;
  readonly #sink: ScreenSink;
  #controller = new AbortController();
  /** What it still takes while nobody looks; undefined while somebody does. */
  #hiddenBytes: number | undefined;
  /** Typed while a write is under way; undefined while none is. */
  #typed: string | undefined;
  /** The size to tell once the one under way is told; undefined while there is none. */
  #nextSize: TerminalSize | undefined;
  #isResizing = false;

  /** Draws the session's screen and all that comes, until disposed; a cut stream is opened again. */
  constructor(sessionId: string, sink: ScreenSink) {
    this.#sessionId = sessionId;
    this.#sink = sink;
    void this.#follow();
  }

  /** Nobody looks: what comes is still drawn, until there is so much of it that all else is gone. */
  hide(): void {
    this.#hiddenBytes = HIDDEN_LIMIT_BYTES;
  }

  /** Somebody looks again; a screen that was let go is filled anew. */
  show(): void {
    this.#hiddenBytes = undefined;
    if (!this.#controller.signal.aborted) return;
    this.#controller = new AbortController();
    void this.#follow();
  }

  /** Sends keys and pastes in their order. What is refused is not sent later. */
  type(text: string): void {
    if (this.#typed !== undefined) {
      this.#typed += text;
      return;
    }
    this.#typed = text;
    void this.#sendTyped();
  }

  /** Tells the size; of many the last one counts, and one request is under way at a time. */
  resize(size: TerminalSize): void {
    this.#nextSize = size;
    if (!this.#isResizing) void this.#sendSizes();
  }

  /** Stops drawing; what was typed is still sent. */
  dispose(): void {
    this.#controller.abort();
  }

  async #follow(): Promise<void> {
    const controller = this.#controller;
    let isFirst = true;
    await followStream({
      open: (signal) => {
        isFirst = true;
        this.#sink.reset();
        const input = { sessionId: this.#sessionId, size: this.#sink.size, mayShorten: true };
        return api.terminal.attach(input, signal);
      },
      onItem: async (bytes) => {
        await this.#sink.write(bytes);
        // The screen, where its scrollback is long: that comes behind it and takes much longer to draw.
        if (isFirst) await this.#sink.drawn();
        isFirst = false;
        if (this.#hiddenBytes === undefined) return;
        this.#hiddenBytes -= bytes.byteLength;
        if (this.#hiddenBytes <= 0) controller.abort();
      },
      signal: controller.signal,
    });
  }

  async #sendTyped(): Promise<void> {
    while (this.#typed !== undefined && this.#typed !== '') {
      const text = this.#typed.slice(0, cutAt(this.#typed));
      this.#typed = this.#typed.slice(text.length);
      const reply = await api.terminal.write({ sessionId: this.#sessionId, text });
      if (reply.ok) continue;
      // The bar over an ended session says it already.
      const isTold = reply.failure.code === 'conflict' || reply.failure.code === 'not-found';
      if (!isTold) notifyFailure('Typing into the terminal', reply.failure);
      break;
    }
    this.#typed = undefined;
  }

  async #sendSizes(): Promise<void> {
    this.#isResizing = true;
    while (this.#nextSize !== undefined) {
      const size = this.#nextSize;
      this.#nextSize = undefined;
      // A session that ended takes no size; its successor is told at its start.
      await api.terminal.resize({ sessionId: this.#sessionId, size });
    }
    this.#isResizing = false;
  }
}

/** Where a text may be cut: never between the two halves of one character. */
function cutAt(text: string): number {
  if (text.length <= WRITE_LIMIT_CHARACTERS) return text.length;
  const last = text.charCodeAt(WRITE_LIMIT_CHARACTERS - 1);
  const isFirstHalf = last >= 0xd800 && last <= 0xdbff;
  return isFirstHalf ? WRITE_LIMIT_CHARACTERS - 1 : WRITE_LIMIT_CHARACTERS;
}
