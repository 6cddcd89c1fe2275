import { FitAddon } from '@xterm/addon-fit';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal, type IDisposable } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { countCells } from '../../../shared/value/character-width.ts';
import { writeInPieces } from '../../../shared/value/write-in-pieces.ts';
import { AnnouncementBound } from './announcement-bound.ts';
import type { Drawing } from './choose-drawing.ts';
import { followColorWishes } from './color-wish.ts';
import { markedText, seenColors } from './marked-text.ts';
import { measureGpu } from './measure-gpu.ts';
import { ScreenDrawing } from './screen-drawing.ts';
import { NO_EVENTS, type ScreenEvents } from './screen-events.ts';
import { optionsOf, type ScreenLook } from './screen-look.ts';
import { ScreenSearch, type ScreenQuery } from './screen-search.ts';
import { swallowQueries } from './swallow-queries.ts';
import style from './terminal-pane.module.css';
import { readPalette } from './terminal-theme.ts';

/** A size in character cells. */
export interface CellSize {
  readonly columns: number;
  readonly rows: number;
}

interface ScreenOptions {
  /** The accessible name of what takes the keys. */
  readonly label: string;
  readonly look: ScreenLook;
  readonly onResize: (size: CellSize) => void;
  /** Told what draws it whenever that changes. */
  readonly onDrawing?: (drawing: Drawing) => void;
  /** Its size where it is not that of its place; it takes no keys then, as what it shows is over. */
  readonly size?: CellSize;
}

/**
 * Bytes given to the parser that it has not taken yet. With less than a few chunks it would sleep between them
 * (browsers hold back chained timers for 4 ms); this many are drawn in 4 ms, so that Ctrl-C is still felt at once.
 */
const AHEAD_BYTES = 64 * 1024;

/** Nobody sees a page that is not drawn within it. */
const DRAWN_WITHIN_MS = 100;

/** Empties the terminal in the order of what was written: CAN ends a half sequence, RIS resets. */
const RESET = Uint8Array.of(0x18, 0x1b, 0x63);

/** An element for a screen: as large as what it is put into. */
export function makeScreenPlace(): HTMLElement {
  const place = document.createElement('div');
  place.className = style['pane'] ?? '';
  return place;
}

/** A terminal in an element. Dispose it. */
export class TerminalScreen {
  readonly #terminal: Terminal;
  readonly #fit = new FitAddon();
  readonly #search: ScreenSearch;
  readonly #drawing: ScreenDrawing;
  readonly #announcements = new AnnouncementBound();
  readonly #host: HTMLElement;
  readonly #controller = new AbortController();
  readonly #observer: ResizeObserver;
  readonly #isFitted: boolean;
  #look: ScreenLook;
  #events = NO_EVENTS;
  #aheadBytes = 0;
  #frame = 0;

  /** @param host where it is drawn; part of the page, as letters are measured in it */
  constructor(host: HTMLElement, { label, look, onResize, onDrawing, size }: ScreenOptions) {
    this.#host = host;
    this.#look = look;
    this.#isFitted = size === undefined;
    const terminal = new Terminal({
      // The widths of characters and the marks of a search are behind this.
      allowProposedApi: true,
      ...optionsOf(look, host),
      ...(size !== undefined && { cols: size.columns, rows: size.rows, disableStdin: true }),
      logLevel: 'off',
      linkHandler: { activate: (_event, url) => this.#events.onLink(url) },
    });
    this.#terminal = terminal;
    terminal.loadAddon(this.#fit);
    terminal.loadAddon(new WebLinksAddon((_event, url) => this.#events.onLink(url)));
    countCells(terminal);
    swallowQueries(terminal.parser);
    terminal.attachCustomKeyEventHandler((event) => !this.#events.isOwnKey(event));
    terminal.open(host);
    this.setLabel(label);
    this.#announcements.watch(host);
    this.fit();
    terminal.onData((text) => this.#events.onText(text));
    terminal.onBinary((bytes) => {
      // Old mouse reports from beyond column 95 are no text; programs that go there ask for the newer form.
      if (/^[\0-\x7f]*$/.test(bytes)) this.#events.onText(bytes);
    });
    terminal.onResize(({ cols, rows }) => onResize({ columns: cols, rows }));
    this.#search = new ScreenSearch(terminal, (found) => this.#events.onFound(found));
    this.#observer = new ResizeObserver(() => this.#fitSoon());
    this.#observer.observe(host);
    this.#listen();
    this.#drawing = new ScreenDrawing({
      loadAddon: (addon) => terminal.loadAddon(addon),
      makeGpu: async () => new (await import('@xterm/addon-webgl')).WebglAddon(),
      measureGpu,
      onDrawing: (drawing) => onDrawing?.(drawing),
    });
    this.#drawing.choose(look.renderer);
  }

  /** The accessible name of what takes the keys. */
  setLabel(label: string): void {
    this.#terminal.textarea?.setAttribute('aria-label', label);
  }

  /** Whether anybody sees it: a hidden one gives back what it draws with. */
  setShown(isShown: boolean): void {
    this.#drawing.setShown(isShown);
  }

  /** Who hears of what happens at it from now on; nobody without one. */
  listenWith(events: ScreenEvents | undefined): void {
    this.#events = events ?? NO_EVENTS;
  }

  /** Takes the size of its place; nothing while it has none. */
  fit(): void {
    if (this.#isFitted && this.#host.isConnected) this.#fit.fit();
  }

  /** Takes a size of its own. */
  resizeTo({ columns, rows }: CellSize): void {
    this.#terminal.resize(columns, rows);
  }

  /** Its size as it is now. */
  get size(): CellSize {
    return { columns: this.#terminal.cols, rows: this.#terminal.rows };
  }

  /** Whether anything is marked. */
  get hasSelection(): boolean {
    return this.#terminal.hasSelection();
  }

  /** The marked text as it goes to the clipboard; empty where none is. */
  copied(): string {
    const { buffer, options } = this.#terminal;
    const colors = seenColors(readPalette(this.#host), options.minimumContrastRatio ?? 1);
    const range = this.#terminal.getSelectionPosition();
    const selection = this.#terminal.getSelection();
    return this.#events.onCopy(markedText(buffer.active, range, selection, colors));
  }

  /** Whether the program can tell a paste from keys. */
  get isPasteBracketed(): boolean {
    return this.#terminal.modes.bracketedPasteMode;
  }

  /** Draws bytes; settles when the parser can take more. */
  async write(bytes: Uint8Array): Promise<void> {
    this.#aheadBytes += bytes.byteLength;
    const isFull = this.#aheadBytes >= AHEAD_BYTES;
    await new Promise<void>((resolve) => {
      writeInPieces(this.#terminal, bytes, () => {
        this.#aheadBytes -= bytes.byteLength;
        resolve();
      });
      if (!isFull) resolve();
    });
  }

  /** Settles when what was written is on the page, or the page is not drawn now. */
  async drawn(): Promise<void> {
    await new Promise<void>((resolve) => {
      let drawing: IDisposable | undefined;
      const finish = (): void => {
        clearTimeout(late);
        drawing?.dispose();
        resolve();
      };
      const late = setTimeout(finish, DRAWN_WITHIN_MS);
      this.#terminal.write('', () => (drawing = this.#terminal.onRender(finish)));
    });
  }

  /** Empties it, with its scrollback. */
  reset(): void {
    this.#terminal.write(RESET);
  }

  /** Puts the keyboard into it. */
  focus(): void {
    this.#terminal.focus();
  }

  /** Gives text to the program as a paste. */
  paste(text: string): void {
    this.#terminal.paste(text);
  }

  /** Marks everything. */
  selectAll(): void {
    this.#terminal.selectAll();
  }

  /** Takes everything above the current line off the screen. */
  clear(): void {
    this.#terminal.clear();
  }

  /** Looks for a text, forwards (1) or backwards (-1) from where the last one was found. */
  find(query: ScreenQuery, by: 1 | -1): void {
    this.#search.find(query, by);
  }

  /** Ends a search: its marks go. */
  endFind(): void {
    this.#search.end();
  }

  /** Changes how it looks; the page's colours are taken anew. */
  setLook(look: ScreenLook): void {
    this.#look = look;
    const { options } = this.#terminal;
    const wanted = optionsOf(look, this.#host);
    const isSameText =
      options.fontSize === wanted.fontSize && options.fontFamily === wanted.fontFamily;
    this.#terminal.options = wanted;
    this.#announcements.watch(this.#host);
    if (!isSameText) this.#fitSoon();
    this.#drawing.choose(look.renderer);
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#observer.disconnect();
    this.#controller.abort();
    this.#announcements.dispose();
    this.#drawing.dispose();
    this.#terminal.dispose();
  }

  #listen(): void {
    const { signal } = this.#controller;
    const onWish = (): void => {
      // Off the page it has no colours to take; it is given its look again when it is shown.
      if (this.#host.isConnected) this.setLook(this.#look);
      this.#search.takeColors();
    };
    followColorWishes(onWish, signal);
    // Before the terminal hears of it: what is pasted is looked at first.
    const takePaste = (event: ClipboardEvent): void => {
      event.preventDefault();
      event.stopPropagation();
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (text !== '') this.#events.onPaste(text);
    };
    this.#host.addEventListener('paste', takePaste, { signal, capture: true });
    const giveCopy = (event: ClipboardEvent): void => {
      if (!this.hasSelection) return;
      event.preventDefault();
      event.stopPropagation();
      event.clipboardData?.setData('text/plain', this.copied());
    };
    this.#host.addEventListener('copy', giveCopy, { signal, capture: true });
    const keepToProgram = (event: MouseEvent): void => {
      // The button is the program's where it asked for the mouse, and the window's with Shift, as elsewhere.
      if (this.#terminal.modes.mouseTrackingMode !== 'none' && !event.shiftKey)
        event.preventDefault();
    };
    this.#host.addEventListener('contextmenu', keepToProgram, { signal });
    this.#host.addEventListener('focusin', () => this.#events.onFocus(), { signal });
  }

  /** Once per drawn frame: a panel that is dragged changes its size more often. */
  #fitSoon(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.fit());
  }
}
