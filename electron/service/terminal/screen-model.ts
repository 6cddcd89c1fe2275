import type { SerializeAddon } from '@xterm/addon-serialize';
import type { Terminal } from '@xterm/headless';
import type { Unicode11Addon } from '@xterm/addon-unicode11';
import type { TerminalSize } from '../../../shared/contract/terminal.ts';
import { writeInPieces } from '../../../shared/value/write-in-pieces.ts';
import { ModeMemory } from './mode-memory.ts';
import { toTerminalClass } from './to-terminal-class.ts';

/** The window keeps as many: about 8 MB at 200 columns, only where they are filled. */
const SCROLLBACK_LINES = 5_000;

/**
 * What the model may be behind. It works in slices between other events: with one piece in hand and
 * one waiting it never runs dry, and more would only be memory.
 */
const MAX_BEHIND_BYTES = 128 * 1024;

/** What draws a screen without a window. */
export interface ScreenParts {
  readonly Terminal: typeof Terminal;
  readonly SerializeAddon: typeof SerializeAddon;
  readonly Unicode11Addon: typeof Unicode11Addon;
}

let parts: Promise<ScreenParts> | undefined;

/** Loaded with the first terminal: half of the sessions of the app never open one. */
export async function loadScreenParts(): Promise<ScreenParts> {
  parts ??= (async () => {
    const [headless, { SerializeAddon }, { Unicode11Addon }] = await Promise.all([
      import('@xterm/headless'),
      import('@xterm/addon-serialize'),
      import('@xterm/addon-unicode11'),
    ]);
    return { Terminal: toTerminalClass(headless), SerializeAddon, Unicode11Addon };
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

  /** @param onReply is told what a terminal answers to the program's questions */
  constructor(
    { Terminal, SerializeAddon, Unicode11Addon }: ScreenParts,
    { columns, rows }: TerminalSize,
    onReply: (text: string) => void,
  ) {
    this.#terminal = new Terminal({
      cols: columns,
      rows,
      scrollback: SCROLLBACK_LINES,
      allowProposedApi: true,
    });
    this.#serializer = new SerializeAddon();
    this.#terminal.loadAddon(this.#serializer);
    // As in the window: both must agree on how wide a character is, or the same bytes draw two screens.
    this.#terminal.loadAddon(new Unicode11Addon());
    this.#terminal.unicode.activeVersion = '11';
    this.#terminal.onData(onReply);
    this.#modes = new ModeMemory(this.#terminal);
  }

  /** Whether a program has taken over the whole screen, after everything written before. */
  async isAlternate(): Promise<boolean> {
    await new Promise<void>((resolve) => this.#terminal.write('', resolve));
    return this.#terminal.buffer.active.type === 'alternate';
  }

  /** Resolves when there is room for more. */
  async write(bytes: Uint8Array): Promise<void> {
    this.#behindBytes += bytes.byteLength;
    writeInPieces(this.#terminal, bytes, () => {
      this.#behindBytes -= bytes.byteLength;
      if (this.#behindBytes >= MAX_BEHIND_BYTES) return;
      for (const resolve of this.#waiting.splice(0)) resolve();
    });
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
    return await new Promise((resolve) => {
      // Taken inside the callback: what was written later is not parsed yet then.
      this.#terminal.write('', () => {
        resolve(new TextEncoder().encode(this.#serializer.serialize() + this.#modes.restore()));
      });
    });
  }

  dispose(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
    this.#terminal.dispose();
  }
}
