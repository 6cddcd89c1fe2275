import type { LogLines } from '../../widget/log-pane/log-line.ts';

/** More than a person steps through; the count then says `10,000+`. */
export const MATCH_LIMIT_LINES = 10_000;

/**
 * The lines that hold a text, upper and lower case alike.
 * @returns their numbers since the last clear, so that dropped lines do not shift them
 */
export function findLines(lines: LogLines, query: string): readonly number[] {
  const wanted = query.toLowerCase();
  const found: number[] = [];
  if (wanted === '') return found;
  for (let i = 0; i < lines.lineCount && found.length < MATCH_LIMIT_LINES; i += 1) {
    if (lines.lineAt(i)?.text.toLowerCase().includes(wanted) === true) {
      found.push(lines.droppedCount + i);
    }
  }
  return found;
}
