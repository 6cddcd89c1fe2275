import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon, type ISearchOptions } from '@xterm/addon-search';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { writeInPieces } from '../../../shared/value/write-in-pieces.ts';
import { swallowQueries } from './swallow-queries.ts';
import { FOUND_COLORS, readTheme } from './terminal-theme.ts';

/** A size in character cells. */
export interface CellSize {
  readonly columns: number;
  readonly rows: number;
}

/** What happens at a screen. */
export interface ScreenEvents {
  /** Keys and mouse reports, as what goes to the program. */
  readonly onText: (text: string) => void;
  readonly onResize: (size: CellSize) => void;
  /** Somebody wants to paste this; nothing is pasted yet. */
  readonly onPaste: (text: string) => void;
  /** Somebody pressed a link. */
  readonly onLink: (url: string) => void;
  /** Keys that are the window's and not the program's. */
  readonly isOwnKey: (event: KeyboardEvent) => boolean;
  readonly onFound: (found: Found) => void;
}

/** What a search found. */
export interface Found {
  readonly count: number;
  /** Which one is shown; -1 where there are too many to count. */
  readonly index: number;
}

/** What to look for. */
export interface ScreenQuery {
  readonly text: string;
  readonly isRegex: boolean;
  readonly isCaseSensitive: boolean;
}

interface ScreenOptions {
  readonly label: string;
  readonly fontSizePx: number;
  readonly isScreenReaderOn: boolean;
  readonly events: ScreenEvents;
}

/** Lines above the screen that are kept: 8 MB at 200 columns, and the same as the main process keeps. */
const SCROLLBACK_LINES = 5000;

/**
 * Bytes given to the parser that it has not taken yet. With less than a few chunks it would sleep between them
 * (browsers hold back chained timers for 4 ms); this many are drawn in 4 ms, so that Ctrl-C is still felt at once.
 */
const AHEAD_BYTES = 64 * 1024;

/** Empties the terminal in the order of what was written: CAN ends a half sequence, RIS resets. */
const RESET = Uint8Array.of(0x18, 0x1b, 0x63);

/** Text meets this ratio to what is behind it, whatever colours a program chooses. */
const MINIMUM_CONTRAST = 4.5;

/** A terminal in an element. Dispose it. */
export class TerminalScreen {
  readonly #terminal: Terminal;
  readonly #fit = new FitAddon();
  readonly #search = new SearchAddon();
  readonly #host: HTMLElement;
  readonly #controller = new AbortController();
  readonly #observer: ResizeObserver;
  readonly #dark = window.matchMedia('(prefers-color-scheme: dark)');
  #aheadBytes = 0;
  #frame = 0;

  constructor(host: HTMLElement, { label, fontSizePx, isScreenReaderOn, events }: ScreenOptions) {
    this.#host = host;
    const terminal = new Terminal({
      // The widths of characters and the marks of a search are behind this.
      allowProposedApi: true,
      fontFamily: getComputedStyle(host).getPropertyValue('--font-mono'),
      fontSize: fontSizePx,
      theme: readTheme(host),
      scrollback: SCROLLBACK_LINES,
      minimumContrastRatio: MINIMUM_CONTRAST,
      screenReaderMode: isScreenReaderOn,
      logLevel: 'off',
      linkHandler: { activate: (_event, url) => events.onLink(url) },
    });
    this.#terminal = terminal;
    terminal.loadAddon(this.#fit);
    terminal.loadAddon(this.#search);
    terminal.loadAddon(new WebLinksAddon((_event, url) => events.onLink(url)));
    terminal.loadAddon(new Unicode11Addon());
    terminal.unicode.activeVersion = '11';
    swallowQueries(terminal.parser);
    terminal.attachCustomKeyEventHandler((event) => !events.isOwnKey(event));
    terminal.open(host);
    terminal.textarea?.setAttribute('aria-label', label);
    this.#fit.fit();
    terminal.onData(events.onText);
    terminal.onBinary((bytes) => {
      // Old mouse reports from beyond column 95 are no text; programs that go there ask for the newer form.
      if (/^[\0-\x7f]*$/.test(bytes)) events.onText(bytes);
    });
    terminal.onResize(({ cols, rows }) => events.onResize({ columns: cols, rows }));
    this.#search.onDidChangeResults(({ resultCount, resultIndex }) =>
      events.onFound({ count: resultCount, index: resultIndex }),
    );
    this.#observer = new ResizeObserver(() => this.#fitSoon());
    this.#observer.observe(host);
    this.#listen(events);
  }

  /** Its size as it is now. */
  get size(): CellSize {
    return { columns: this.#terminal.cols, rows: this.#terminal.rows };
  }

  /** The marked text; empty where none is. */
  get selection(): string {
    return this.#terminal.getSelection();
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
  find({ text, isRegex, isCaseSensitive }: ScreenQuery, by: 1 | -1): void {
    const { match, active } = this.#dark.matches ? FOUND_COLORS.dark : FOUND_COLORS.light;
    const options: ISearchOptions = {
      regex: isRegex,
      caseSensitive: isCaseSensitive,
      decorations: {
        matchBackground: match,
        activeMatchBackground: active,
        matchOverviewRuler: match,
        activeMatchColorOverviewRuler: active,
      },
    };
    if (by === 1) this.#search.findNext(text, options);
    else this.#search.findPrevious(text, options);
  }

  /** Ends a search: its marks go. */
  endFind(): void {
    this.#search.clearDecorations();
    this.#terminal.clearSelection();
  }

  /** Changes the size of its text. */
  setFontSize(fontSizePx: number): void {
    if (this.#terminal.options.fontSize === fontSizePx) return;
    this.#terminal.options.fontSize = fontSizePx;
    this.#fitSoon();
  }

  /** Switches the text for screen readers on or off. */
  setScreenReader(isOn: boolean): void {
    this.#terminal.options.screenReaderMode = isOn;
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#observer.disconnect();
    this.#controller.abort();
    this.#terminal.dispose();
  }

  #listen({ onPaste }: ScreenEvents): void {
    const { signal } = this.#controller;
    const onTheme = (): void => {
      this.#terminal.options.theme = readTheme(this.#host);
      // The marks of a search keep the colours they were made with.
      this.#search.clearDecorations();
    };
    this.#dark.addEventListener('change', onTheme, { signal });
    // Before the terminal hears of it: what is pasted is looked at first.
    const takePaste = (event: ClipboardEvent): void => {
      event.preventDefault();
      event.stopPropagation();
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (text !== '') onPaste(text);
    };
    this.#host.addEventListener('paste', takePaste, { signal, capture: true });
  }

  /** Once per drawn frame: a panel that is dragged changes its size more often. */
  #fitSoon(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#fit.fit());
  }
}
