import type { TerminalSize } from '../../../shared/contract/terminal.ts';

/** What becomes of a control sequence: it passes, it is dropped, or it passes with this as its first count. */
export type CsiVerdict = 'pass' | 'drop' | { readonly count: number };

/** Above every count that a program means; longer numbers are no different. */
const MAX_COUNT = 1_000_000_000;

const SEMICOLON = 0x3b;

/**
 * Judges a control sequence by its final byte and what stands before it.
 *
 * A count above the screen's size is cut to it where the effect is the same: lines and cells that are
 * moved, inserted or deleted. Emulators run a loop as often as they are told, and 2,147,483,647 lines
 * take minutes. A repetition (`b`) above the size of the screen is no drawing any more: dropped. Reports
 * about the window and changes of its size (`t`) are nothing that a container's program may ask for.
 */
export function judgeCsi(body: Uint8Array, final: number, size: TerminalSize): CsiVerdict {
  if (final === 0x74) return 'drop';
  const most = mostOf(String.fromCharCode(final), body, size);
  if (most === undefined) return 'pass';
  const count = firstCount(body);
  if (count <= most) return 'pass';
  return final === 0x62 ? 'drop' : { count: most };
}

/** Where the first parameter ends: at a separator, an intermediate, or the end. */
export function endOfFirstCount(body: Uint8Array): number {
  let at = 0;
  while (at < body.byteLength && isDigit(body[at] ?? 0)) at += 1;
  return at;
}

/** Whether a sequence with this final byte has a count that is limited, or is not for containers at all. */
export function isJudged(final: number): boolean {
  return JUDGED[final] === 1;
}

const JUDGED = new Uint8Array(0x80);
for (const final of '@AILMPSTXZbt}~') JUDGED[final.charCodeAt(0)] = 1;

function mostOf(final: string, body: Uint8Array, size: TerminalSize): number | undefined {
  const isPrivate = (body[0] ?? 0) > SEMICOLON;
  if (isPrivate) return undefined;
  const end = body.at(-1) ?? SEMICOLON;
  const intermediate = end < 0x30 ? String.fromCharCode(end) : '';
  switch (intermediate + final) {
    case 'L':
    case 'M':
    case 'S':
    case 'T':
      return size.rows;
    case '@':
    case 'P':
    case 'X':
    case 'Z':
    case 'I':
    case ' @':
    case ' A':
    case "'}":
    case "'~":
      return size.columns;
    case 'b':
      return Math.max(size.columns, size.rows);
    default:
      return undefined;
  }
}

function firstCount(body: Uint8Array): number {
  let count = 0;
  for (const byte of body.subarray(0, endOfFirstCount(body))) {
    count = Math.min(count * 10 + byte - 0x30, MAX_COUNT);
  }
  return count;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
