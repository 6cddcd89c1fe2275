import type { SerializeAddon } from '@xterm/addon-serialize';
import type { IBuffer, Terminal } from '@xterm/headless';
import type { TerminalPalette, TerminalSize } from '../../../shared/contract/terminal.ts';
import { countCells } from '../../../shared/value/character-width.ts';
import { writeInPieces } from '../../../shared/value/write-in-pieces.ts';
import { ColorAnswers } from './color-answers.ts';
import { ModeMemory } from './mode-memory.ts';
import { OutputBacklog } from './output-backlog.ts';
import type { TerminalOutput } from './plain-output.ts';
import { SessionReader, type ShorteningRule } from './session-reader.ts';
import { serializeScreen } from './serialize-screen.ts';
import { toTerminalClass } from './to-terminal-class.ts';

/**
 * What the model may be behind. It works in slices between other events: with one piece in hand and
 * one waiting it never runs dry, and more would only be memory.
 */
const MAX_BEHIND_BYTES = 128 * 1024;

/**
 * Plain output is drawn once it pauses or trickles: so much per look is drawn in 5 ms. A flood is drawn when it is
 * over, or somebody wants to see it: 50 MB of it cost a second of a core otherwise, to show nothing to nobody.
 */
const LOOK_INTERVAL_MS = 50;
const TRICKLE_BYTES = 64 * 1024;

/** From here on a snapshot is drawn in one picture: all that go by meanwhile take as long as the drawing. */
const LONG_SNAPSHOT_BYTES = 64 * 1024;
const HOLD = new TextEncoder().encode('\u001B[?2026h');
const SHOW = new TextEncoder().encode('\u001B[?2026l');

/** Empties the screen that came first. No reset: that would empty what is shown, held or not. */
const OVER_IT = new TextEncoder().encode('\u001B[m\u001B[H\u001B[2J');

/** Two bells within it are one to anybody; a flood of them is cheap. */
const BELL_INTERVAL_MS = 100;

/** How much of a flood is kept. */
export interface ScreenLimits {
  /** Lines that are never shortened away, besides those of the scrollback: more than any screen holds. */
  readonly spareLines: number;
  /** From here on a flood is shortened. */
  readonly shortenedBytes: number;
  /** The same for a reader: more than it draws in a frame, and so little that Ctrl-C is felt at once. */
  readonly readerBytes: number;
  /** What lines of ordinary length never reach; longer ones are drawn as they come. */
  readonly backlogBytes: number;
  /** A snapshot so long takes several frames to draw: what is seen of it comes first, and all of it behind. */
  readonly screenFirstBytes: number;
}

const LIMITS: ScreenLimits = {
  // The largest screen has 500 rows.
  spareLines: 600,
  shortenedBytes: 1024 * 1024,
  readerBytes: 128 * 1024,
  backlogBytes: 2 * 1024 * 1024,
  screenFirstBytes: 256 * 1024,
};

/** What draws a screen without a window. */
export interface ScreenParts {
  readonly Terminal: typeof Terminal;
  readonly SerializeAddon: typeof SerializeAddon;
}

/** How the window draws all terminals, as far as their screens here must know. */
export interface TerminalLook {
  /** The window keeps as many: at 5,000 about 8 MB at 200 columns, only where they are filled. */
  scrollbackLines: number;
  /** Nothing until a window told. */
  palette: TerminalPalette | undefined;
}

interface ScreenModelOptions {
  /** Is told what a terminal answers to the program's questions. */
  readonly onReply: (text: string) => void;
  readonly onBell: () => void;
  /** Read whenever a program asks. */
  readonly look: TerminalLook;
  /** Replaced in tests. */
  readonly limits?: ScreenLimits;
}

let parts: Promise<ScreenParts> | undefined;

/** Loaded with the first terminal: half of the sessions of the app never open one. */
export async function loadScreenParts(): Promise<ScreenParts> {
  parts ??= (async () => {
    const [headless, { SerializeAddon }] = await Promise.all([
      import('@xterm/headless'),
      import('@xterm/addon-serialize'),
    ]);
    return { Terminal: toTerminalClass(headless), SerializeAddon };
  })();
  return await parts;
}

/** The screen of a session as a terminal would show it, scrollback and all. */
export class ScreenModel {
  readonly #terminal: Terminal;
  readonly #serializer: SerializeAddon;
  readonly #modes: ModeMemory;
  #behindBytes = 0;
  readonly #waiting: (() => void)[] = [];
  readonly #limits: ScreenLimits;
  readonly #backlog = new OutputBacklog();
  #look: NodeJS.Timeout | undefined;
  #bytesSinceLook = 0;

  constructor(
    { Terminal, SerializeAddon }: ScreenParts,
    { columns, rows }: TerminalSize,
    { onReply, onBell, look, limits = LIMITS }: ScreenModelOptions,
  ) {
    this.#limits = limits;
    this.#terminal = new Terminal({
      cols: columns,
      rows,
      scrollback: look.scrollbackLines,
      allowProposedApi: true,
    });
    this.#serializer = new SerializeAddon();
    this.#terminal.loadAddon(this.#serializer);
    countCells(this.#terminal);
    this.#terminal.onData(onReply);
    let rangAtMs = -Infinity;
    this.#terminal.onBell(() => {
      const nowMs = performance.now();
      if (nowMs - rangAtMs < BELL_INTERVAL_MS) return;
      rangAtMs = nowMs;
      onBell();
    });
    new ColorAnswers(this.#terminal, () => look.palette, onReply);
    this.#modes = new ModeMemory(this.#terminal);
  }

  /** What may be left out for a reader that is behind. */
  get rule(): ShorteningRule {
    return {
      scrollsAsWhole: () => this.scrollsAsWhole,
      keptLines: this.#keptLines,
      shortenedBytes: this.#limits.readerBytes,
    };
  }

  /**
   * Whether line feeds at the bottom move the whole screen up into the scrollback, after everything written
   * that is not plain; false also while that is not known yet.
   */
  get scrollsAsWhole(): boolean {
    return this.#behindBytes === 0 && this.#modes.scrollsAsWhole;
  }

  /** How much of all output was never drawn, because nobody could have seen it. */
  get shortenedBytes(): number {
    return this.#backlog.droppedBytes;
  }

  /** Whether a program has taken over the whole screen, after everything written before. */
  async isAlternate(): Promise<boolean> {
    this.#drawBacklog();
    await new Promise<void>((resolve) => this.#terminal.write('', resolve));
    return this.#terminal.buffer.active.type === 'alternate';
  }

  /** Resolves when there is room for more. */
  async write({ bytes, plain }: TerminalOutput): Promise<void> {
    if (plain === undefined) {
      // It may ask for the cursor, or change what the text before it does: everything in its order.
      this.#drawBacklog();
      this.#draw(bytes);
    } else {
      this.#backlog.push(plain);
      this.#bytesSinceLook += bytes.byteLength;
      this.#look ??= setTimeout(() => this.#lookAtBacklog(), LOOK_INTERVAL_MS);
      this.#shortenBacklog();
    }
    if (this.#behindBytes < MAX_BEHIND_BYTES) return;
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Costs up to 10 ms with a full scrollback: every line is wrapped anew. */
  resize({ columns, rows }: TerminalSize): void {
    if (this.#terminal.cols === columns && this.#terminal.rows === rows) return;
    this.#terminal.resize(columns, rows);
  }

  /** Bytes that draw, on an empty terminal of this size, everything written before this call. */
  async snapshot(): Promise<Uint8Array> {
    return await this.#whenDrawn(() => this.#takeSnapshot());
  }

  /** Shows everything written before this call, then what it is given. */
  newReader(mayShorten: boolean): SessionReader {
    const first = this.#whenDrawn(() => this.#takePictures());
    return new SessionReader(first, mayShorten ? this.rule : undefined);
  }

  /** All its lines as text, everything written before this call included; a program's whole screen below them. */
  async text(): Promise<string> {
    const isAlternate = await this.isAlternate();
    const { normal, active } = this.#terminal.buffer;
    const lines = [...linesIn(normal), ...(isAlternate ? linesIn(active) : [])];
    return `${lines.join('\n').trimEnd()}\n`;
  }

  /** How many lines above the screen are kept from now on. */
  setScrollback(scrollbackLines: number): void {
    this.#terminal.options.scrollback = scrollbackLines;
  }

  dispose(): void {
    clearTimeout(this.#look);
    for (const resolve of this.#waiting.splice(0)) resolve();
    this.#terminal.dispose();
  }

  /** Taken inside the callback: what was written later is not parsed yet then. */
  async #whenDrawn<Taken>(take: () => Taken): Promise<Taken> {
    this.#drawBacklog();
    return await new Promise((resolve) => this.#terminal.write('', () => resolve(take())));
  }

  #takeSnapshot(): Uint8Array {
    const screen = serializeScreen(this.#terminal, this.#serializer);
    const modes = new TextEncoder().encode(this.#modes.restore());
    const parts =
      screen.byteLength > LONG_SNAPSHOT_BYTES ? [HOLD, screen, modes, SHOW] : [screen, modes];
    return new Uint8Array(Buffer.concat(parts));
  }

  /** One after another they draw the same as the last, and what is seen of it at once. */
  #takePictures(): readonly Uint8Array[] {
    const whole = this.#takeSnapshot();
    const isShort = whole.byteLength < this.#limits.screenFirstBytes;
    if (isShort || this.#terminal.buffer.active.type === 'alternate') return [whole];
    const screen = this.#serializer.serialize({ scrollback: 0, excludeModes: true });
    return [new TextEncoder().encode(screen), new Uint8Array(Buffer.concat([OVER_IT, whole]))];
  }

  get #keptLines(): number {
    return (this.#terminal.options.scrollback ?? 0) + this.#limits.spareLines;
  }

  #draw(bytes: Uint8Array): void {
    this.#behindBytes += bytes.byteLength;
    writeInPieces(this.#terminal, bytes, () => {
      this.#behindBytes -= bytes.byteLength;
      if (this.#behindBytes >= MAX_BEHIND_BYTES) return;
      for (const resolve of this.#waiting.splice(0)) resolve();
    });
  }

  #drawBacklog(): void {
    clearTimeout(this.#look);
    this.#look = undefined;
    this.#bytesSinceLook = 0;
    for (const bytes of this.#backlog.takeAll()) this.#draw(bytes);
  }

  #lookAtBacklog(): void {
    if (this.#bytesSinceLook < TRICKLE_BYTES) {
      this.#drawBacklog();
      return;
    }
    this.#bytesSinceLook = 0;
    this.#look = setTimeout(() => this.#lookAtBacklog(), LOOK_INTERVAL_MS);
  }

  #shortenBacklog(): void {
    const { shortenedBytes, backlogBytes } = this.#limits;
    if (this.#backlog.sizeBytes < shortenedBytes) return;
    if (this.scrollsAsWhole) {
      const styles = this.#backlog.dropScrolledAway(this.#keptLines);
      if (styles.byteLength > 0) this.#draw(styles);
    }
    while (this.#backlog.sizeBytes > backlogBytes) {
      this.#draw(this.#backlog.take(0) ?? new Uint8Array());
    }
  }
}

/** A buffer's lines; those that were too long for the screen as one. */
function linesIn(buffer: IBuffer): readonly string[] {
  const lines: string[] = [];
  for (let at = 0; at < buffer.length; at += 1) {
    const line = buffer.getLine(at);
    const isWhole = buffer.getLine(at + 1)?.isWrapped !== true;
    const text = line?.translateToString(isWhole) ?? '';
    if (line?.isWrapped === true) lines.push((lines.pop() ?? '') + text);
    else lines.push(text);
  }
  return lines;
}
