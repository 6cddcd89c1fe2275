/** A stretch of a line: as it is, or a character that a screen would not show, by its number. */
export interface TextPart {
  readonly text: string;
  readonly isMark: boolean;
}

/**
 * Controls, marks of direction and characters without width: what could make a text look like another one. A
 * tab is what it is.
 */
const HIDDEN =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class -- these are what is looked for
  /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u00ad\u061c\u115f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/g;

/** Cuts a line so that what cannot be seen is seen. */
export function visibleParts(line: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const found of line.matchAll(HIDDEN)) {
    if (found.index > from) parts.push({ text: line.slice(from, found.index), isMark: false });
    parts.push({ text: markOf(found[0]), isMark: true });
    from = found.index + 1;
  }
  if (from < line.length) parts.push({ text: line.slice(from), isMark: false });
  return parts;
}

/** Controls by the names that ASCII gives them, the others by their numbers. */
function markOf(character: string): string {
  const code = character.charCodeAt(0);
  if (code === 0x7f) return 'DEL';
  return CONTROLS[code] ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

const CONTROLS =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
    ' ',
  );
