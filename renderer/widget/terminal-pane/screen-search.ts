import { SearchAddon, type ISearchOptions } from '@xterm/addon-search';
import type { Terminal } from '@xterm/xterm';
import { isWished } from './color-wish.ts';
import type { Found } from './screen-events.ts';
import { FOUND_COLORS } from './terminal-theme.ts';

/** What to look for. */
export interface ScreenQuery {
  readonly text: string;
  readonly isRegex: boolean;
  readonly isCaseSensitive: boolean;
}

/** Looks for texts in a terminal and marks where they are. */
export class ScreenSearch {
  readonly #terminal: Terminal;
  readonly #addon = new SearchAddon();
  #query: ScreenQuery | undefined;

  constructor(terminal: Terminal, onFound: (found: Found) => void) {
    this.#terminal = terminal;
    terminal.loadAddon(this.#addon);
    this.#addon.onDidChangeResults(({ resultCount, resultIndex }) =>
      onFound({ count: resultCount, index: resultIndex }),
    );
  }

  /** Looks for a text, forwards (1) or backwards (-1) from where the last one was found. */
  find(query: ScreenQuery, by: 1 | -1): void {
    this.#query = query;
    if (by === 1) this.#addon.findNext(query.text, optionsOf(query));
    else this.#addon.findPrevious(query.text, optionsOf(query));
  }

  /** Marks keep the colours that they were made with: makes them anew, at the same place. */
  takeColors(): void {
    this.#addon.clearDecorations();
    const query = this.#query;
    if (query === undefined) return;
    this.#addon.findPrevious(query.text, { ...optionsOf(query), incremental: true });
  }

  /** Its marks go. */
  end(): void {
    this.#query = undefined;
    this.#addon.clearDecorations();
    this.#terminal.clearSelection();
  }
}

function optionsOf({ isRegex, isCaseSensitive }: ScreenQuery): ISearchOptions {
  const { match, active } = isWished('dark') ? FOUND_COLORS.dark : FOUND_COLORS.light;
  return {
    regex: isRegex,
    caseSensitive: isCaseSensitive,
    decorations: {
      matchBackground: match,
      activeMatchBackground: active,
      matchOverviewRuler: match,
      activeMatchColorOverviewRuler: active,
    },
  };
}
