/**
 * How much xterm gets at once, in bytes. It looks at the clock only between two writes, and a few hundred bytes can
 * cost it milliseconds: 32 KiB of resets held it for a second as one write, for 55 ms in pieces of this size.
 * Ordinary text is drawn as fast either way.
 */
const PIECE_BYTES = 512;

/** Bytes in pieces that a terminal can pause between; views, not copies. At least one, were it empty. */
export function writePieces(bytes: Uint8Array): readonly Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.byteLength; at += PIECE_BYTES) {
    pieces.push(bytes.subarray(at, at + PIECE_BYTES));
  }
  return pieces.length === 0 ? [bytes] : pieces;
}
