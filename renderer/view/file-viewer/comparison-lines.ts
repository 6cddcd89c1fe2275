import type { TextHunk } from '../../../shared/contract/layer-file.ts';

/** One line of a comparison as it is drawn. */
export interface ComparisonLine {
  readonly kind: 'head' | 'same' | 'added' | 'removed' | 'note';
  readonly text: string;
  readonly beforeNumber?: number;
  readonly afterNumber?: number;
  /** The first line of a change. */
  readonly isStart: boolean;
}

/** A line of a packed script may have millions of characters; what a person compares is shorter. */
const MAX_LINE_CHARACTERS = 4_000;

/** Puts hunks one below the other, each under a head that says where it is. */
export function comparisonLines(hunks: readonly TextHunk[]): readonly ComparisonLine[] {
  return hunks.flatMap((hunk, at) => {
    let beforeNumber = hunk.beforeLine;
    let afterNumber = hunk.afterLine;
    let wasChange = false;
    const rows = hunk.lines.map((line): ComparisonLine => {
      const text = line.slice(1, MAX_LINE_CHARACTERS);
      const isChange = line.startsWith('+') || line.startsWith('-');
      const isStart = isChange && !wasChange;
      wasChange = isChange || (wasChange && line.startsWith('\\'));
      if (line.startsWith('+')) {
        return { kind: 'added', text, afterNumber: afterNumber++, isStart };
      }
      if (line.startsWith('-')) {
        return { kind: 'removed', text, beforeNumber: beforeNumber++, isStart };
      }
      if (line.startsWith('\\')) return { kind: 'note', text: 'No end of line here', isStart };
      const numbers = { beforeNumber: beforeNumber++, afterNumber: afterNumber++ };
      return { kind: 'same', text, ...numbers, isStart };
    });
    const isWholeFile = at === 0 && hunk.beforeLine <= 1 && hunk.afterLine <= 1;
    if (isWholeFile) return rows;
    const head: ComparisonLine = {
      kind: 'head',
      text: `Line ${hunk.beforeLine} before, ${hunk.afterLine} after`,
      isStart: false,
    };
    return [head, ...rows];
  });
}

/** Which lines begin a change. */
export function changeStarts(lines: readonly ComparisonLine[]): readonly number[] {
  return lines.flatMap(({ isStart }, at) => (isStart ? [at] : []));
}
