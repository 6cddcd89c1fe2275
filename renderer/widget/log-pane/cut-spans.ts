import { type LogLine, type TextSpan } from './log-line.ts';

/** A stretch of a line that is drawn as one element. */
export interface Piece extends TextSpan {
  readonly isMatch: boolean;
}

/** A line in pieces: cut where its look changes and where what is looked for begins and ends. */
export function cutSpans(line: LogLine, query: string): readonly Piece[] {
  const spans = line.spans ?? [{ text: line.text, look: {} }];
  const matches = query === '' ? [] : matchesIn(line.text.toLowerCase(), query.toLowerCase());
  if (matches.length === 0) return spans.map((span) => ({ ...span, isMatch: false }));
  const pieces: Piece[] = [];
  let spanStart = 0;
  for (const { text, look } of spans) {
    let at = 0;
    while (at < text.length) {
      const position = spanStart + at;
      const match = matches.find(({ end }) => end > position);
      const isMatch = match !== undefined && match.start <= position;
      const boundary = match === undefined ? Infinity : isMatch ? match.end : match.start;
      const end = Math.min(text.length, boundary - spanStart);
      pieces.push({ text: text.slice(at, end), look, isMatch });
      at = end;
    }
    spanStart += text.length;
  }
  return pieces;
}

function matchesIn(text: string, wanted: string): readonly { start: number; end: number }[] {
  const matches: { start: number; end: number }[] = [];
  for (let start = text.indexOf(wanted); start >= 0;) {
    matches.push({ start, end: start + wanted.length });
    start = text.indexOf(wanted, start + wanted.length);
  }
  return matches;
}
