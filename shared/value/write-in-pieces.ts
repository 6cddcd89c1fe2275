/**
 * How much xterm gets at once, in bytes. It looks at the clock only between two writes, and a few hundred bytes can
 * cost it milliseconds: 32 KiB of resets held it for a second as one write, for 55 ms in pieces of this size.
 * Ordinary text is drawn as fast either way. No piece ends inside of a character: xterm loses one that it gets in two
 * parts where the second begins with 0x80, as the dash and the ellipsis do.
 */
const PIECE_BYTES = 512;
const MAX_CHARACTER_BYTES = 4;

/** Writes bytes in pieces that the terminal can pause between; `onDone` follows the last. Views, not copies. */
export function writeInPieces(
  terminal: { readonly write: (piece: Uint8Array, onDone?: () => void) => void },
  bytes: Uint8Array,
  onDone: () => void,
): void {
  let at = 0;
  while (at + PIECE_BYTES < bytes.byteLength) {
    const end = beginOfCharacter(bytes, at + PIECE_BYTES);
    terminal.write(bytes.subarray(at, end));
    at = end;
  }
  terminal.write(bytes.subarray(at), onDone);
}

/** Where the character begins that the byte at `at` belongs to; `at` where it is none of UTF-8. */
function beginOfCharacter(bytes: Uint8Array, at: number): number {
  for (let begin = at; begin > at - MAX_CHARACTER_BYTES; begin -= 1) {
    if (((bytes[begin] ?? 0) & 0xc0) !== 0x80) return begin;
  }
  return at;
}
