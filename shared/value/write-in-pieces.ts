/**
 * How much xterm gets at once, in bytes. It looks at the clock only between two writes, and a few hundred bytes can
 * cost it milliseconds: 32 KiB of resets held it for a second as one write, for 55 ms in pieces of this size.
 * Ordinary text is drawn as fast either way.
 */
const PIECE_BYTES = 512;

/** Writes bytes in pieces that the terminal can pause between; `onDone` follows the last. Views, not copies. */
export function writeInPieces(
  terminal: { readonly write: (piece: Uint8Array, onDone?: () => void) => void },
  bytes: Uint8Array,
  onDone: () => void,
): void {
  let at = 0;
  for (; at + PIECE_BYTES < bytes.byteLength; at += PIECE_BYTES) {
    terminal.write(bytes.subarray(at, at + PIECE_BYTES));
  }
  terminal.write(bytes.subarray(at), onDone);
}
