/** One line as it is drawn: a long one is drawn as several. */
export interface TextLine {
  /** From 1; absent for what goes on from the line above. */
  readonly number: number | undefined;
  readonly text: string;
}

/** No line that is read is longer; one of a packed script may have millions of characters. */
const MAX_LINE_CHARACTERS = 2_000;

/** Cuts a text into lines. What ends a line is no part of it, and the last end begins no line. */
export function textLines(text: string): readonly TextLine[] {
  const lines: TextLine[] = [];
  const all = text.split(/\r?\n/);
  if (all.at(-1) === '') all.pop();
  for (const [index, line] of all.entries()) {
    lines.push({ number: index + 1, text: line.slice(0, MAX_LINE_CHARACTERS) });
    for (let at = MAX_LINE_CHARACTERS; at < line.length; at += MAX_LINE_CHARACTERS) {
      lines.push({ number: undefined, text: line.slice(at, at + MAX_LINE_CHARACTERS) });
    }
  }
  return lines;
}

/** The length of the longest line, in characters. */
export function longestLine(lines: readonly Pick<TextLine, 'text'>[]): number {
  let longest = 0;
  for (const { text } of lines) longest = Math.max(longest, text.length);
  return longest;
}

/** A text of JSON with a line for each member; undefined for what is none. */
export function prettyJson(text: string): string | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return undefined;
  }
}
