import { useEffect, useMemo, useState } from 'react';
import { findLines } from '../../store/log/find-lines.ts';
import type { LogLines } from '../../widget/log-pane/log-line.ts';

/** A running log is looked through again this often, and not with every line. */
const SEARCH_AGAIN_MS = 250;

/** A search in the log. */
export interface LogSearch {
  readonly query: string;
  readonly setQuery: (query: string) => void;
  /** Numbers of the lines that hold the text. */
  readonly found: readonly number[];
  /** Which of `found` is the current one; -1 before the first step. */
  readonly currentIndex: number;
  readonly currentLine: number | undefined;
  /** Goes to the next (1) or the one before (-1), round the ends. */
  readonly step: (by: 1 | -1) => void;
}

/** Looks for a text in lines that keep coming. */
export function useLogSearch(lines: LogLines, version: number): LogSearch {
  const [query, setQuery] = useState('');
  const [currentLine, setCurrentLine] = useState<number>();
  const tick = useThrottled(version);
  // The lines change under the same object; `tick` says when.
  // oxlint-disable-next-line react/exhaustive-deps
  const found = useMemo(() => findLines(lines, query), [lines, query, tick]);
  const currentIndex = currentLine === undefined ? -1 : found.indexOf(currentLine);
  return {
    query,
    setQuery: (next) => {
      setQuery(next);
      setCurrentLine(undefined);
    },
    found,
    currentIndex,
    currentLine: currentIndex < 0 ? undefined : currentLine,
    step: (by) => {
      if (found.length === 0) return;
      // The first step goes to the newest: that is where the eye is.
      const next = currentIndex < 0 ? found.length - 1 : currentIndex + by;
      setCurrentLine(found[(next + found.length) % found.length]);
    },
  };
}

function useThrottled(version: number): number {
  const [seen, setSeen] = useState(version);
  useEffect(() => {
    if (version === seen) return;
    const timer = setTimeout(() => setSeen(version), SEARCH_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [version, seen]);
  return seen;
}
