import type { RecordedEvent } from '../../shared/contract/recording.ts';
import type { TerminalSize } from '../../shared/contract/terminal.ts';
import { countUntil, timelineOf, type CastTimeline } from './cast-timeline.ts';

/** Where a recording is drawn. */
export interface CastSink {
  readonly reset: () => void;
  readonly resizeTo: (size: TerminalSize) => void;
  /** Settles when more may come. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
}

/** What a player does now. */
export interface CastPosition {
  readonly isPlaying: boolean;
  readonly atMs: number;
  readonly durationMs: number;
}

interface CastPlayerOptions {
  readonly events: readonly RecordedEvent[];
  /** The size that it begins with. */
  readonly size: TerminalSize;
  readonly sink: CastSink;
  readonly onChange: (position: CastPosition) => void;
  /** Replaced in tests. */
  readonly nowMs?: () => number;
}

/** How often the time moves on: what an eye takes for motion. */
const TICK_MS = 40;

/** Plays a recording on a screen. Dispose it. */
export class CastPlayer {
  readonly #options: CastPlayerOptions;
  readonly #nowMs: () => number;
  readonly #encoder = new TextEncoder();
  #timeline: CastTimeline;
  #speed = 1;
  #atMs = 0;
  #drawnCount = 0;
  /** The clock when the time of now was right; undefined while it stands. */
  #sinceMs: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isDrawing = false;
  #mustReset = false;
  #isDisposed = false;

  constructor(options: CastPlayerOptions) {
    this.#options = options;
    this.#nowMs = options.nowMs ?? (() => performance.now());
    this.#timeline = timelineOf(options.events);
    void this.#draw();
  }

  /** Goes on, or from the beginning where it was at its end. */
  play(): void {
    if (this.#sinceMs !== undefined) return;
    if (this.#atMs >= this.#timeline.durationMs) this.seek(0);
    this.#sinceMs = this.#nowMs();
    this.#tick();
  }

  pause(): void {
    this.#advance();
    this.#sinceMs = undefined;
    clearTimeout(this.#timer);
    this.#tell();
  }

  /** Goes to a time; what was drawn later is taken back by drawing all anew. */
  seek(atMs: number): void {
    if (this.#sinceMs !== undefined) this.#sinceMs = this.#nowMs();
    this.#atMs = Math.min(this.#timeline.durationMs, Math.max(0, atMs));
    if (countUntil(this.#timeline, this.#atMs) < this.#drawnCount) this.#mustReset = true;
    void this.#draw();
    this.#tell();
  }

  setSpeed(speed: number): void {
    this.#advance();
    this.#speed = speed;
  }

  /** Shortens pauses; what is on the screen stays. */
  setLongestPause(longestPauseMs: number | undefined): void {
    this.#advance();
    this.#timeline = timelineOf(this.#options.events, longestPauseMs);
    this.#atMs = this.#timeline.timesMs[this.#drawnCount - 1] ?? 0;
    this.#tell();
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
  }

  #tick(): void {
    this.#advance();
    void this.#draw();
    if (this.#atMs >= this.#timeline.durationMs) this.#sinceMs = undefined;
    else if (!this.#isDisposed) this.#timer = setTimeout(() => this.#tick(), TICK_MS);
    this.#tell();
  }

  #advance(): void {
    if (this.#sinceMs === undefined) return;
    const nowMs = this.#nowMs();
    // A screen that is behind is waited for.
    if (!this.#isDrawing) {
      this.#atMs += (nowMs - this.#sinceMs) * this.#speed;
      this.#atMs = Math.min(this.#timeline.durationMs, this.#atMs);
    }
    this.#sinceMs = nowMs;
  }

  #tell(): void {
    this.#options.onChange({
      isPlaying: this.#sinceMs !== undefined,
      atMs: this.#atMs,
      durationMs: this.#timeline.durationMs,
    });
  }

  /** Draws up to the time of now, one piece after the other; of many calls one draws. */
  async #draw(): Promise<void> {
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    const { events, sink, size } = this.#options;
    while (!this.#isDisposed) {
      if (this.#mustReset) {
        this.#mustReset = false;
        this.#drawnCount = 0;
        sink.reset();
        sink.resizeTo(size);
      }
      if (this.#drawnCount >= countUntil(this.#timeline, this.#atMs)) break;
      const event = events[this.#drawnCount];
      this.#drawnCount += 1;
      if (event?.kind === 'resize') sink.resizeTo(event.size);
      else if (event !== undefined) await sink.write(this.#encoder.encode(event.text));
    }
    this.#isDrawing = false;
  }
}
