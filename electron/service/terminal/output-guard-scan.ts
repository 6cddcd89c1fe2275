/** BEL, BS, HT, LF, VT, FF, CR, SO and SI. The rest does nothing, or makes the terminal answer. */
export function isKeptControl(byte: number): boolean {
  return byte >= 0x07 && byte <= 0x0f;
}

/**
 * Where the bytes end that a string of no use may have: its end, CAN, SUB, an escape, or what may be C1. Parts of other
 * characters need no care: as such a string's text, they are nothing.
 */
export function endOfSwallowed(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.byteLength && ENDS_SWALLOWED[bytes[at] ?? 0] === 0) at += 1;
  return at;
}

const ENDS_SWALLOWED = new Uint8Array(256);
for (const byte of [0x07, 0x18, 0x1a, 0x1b, 0xc2]) ENDS_SWALLOWED[byte] = 1;

/** Behind a whole control sequence of few bytes that sets colours, most of all there are; 0 where it is another one. */
export function endOfStyle(bytes: Uint8Array, escape: number): number {
  if (bytes[escape + 1] !== 0x5b) return 0;
  const last = escape + MAX_STYLE_BYTES;
  for (let at = escape + 2; at < last; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x6d) return at + 1;
    if (byte < 0x30 || byte > 0x3b) return 0;
  }
  return 0;
}

/** `CSI 38;2;255;255;255;48;2;255;255;255 m` and some more. */
const MAX_STYLE_BYTES = 48;

/** Where the final byte stands of a whole 7-bit control sequence; -1 for every other, and one with oddities. */
export function endOfCsiBody(bytes: Uint8Array, escape: number): number {
  if (bytes[escape + 1] !== 0x5b) return -1;
  const from = escape + 2;
  const prefix = bytes[from] ?? 0;
  const parametersEnd = endOfRange(
    bytes,
    prefix >= 0x3c && prefix <= 0x3f ? from + 1 : from,
    0x30,
    0x3b,
  );
  const end = endOfRange(bytes, parametersEnd, 0x20, 0x2f);
  const final = bytes[end] ?? 0;
  return final >= 0x40 && final <= 0x7e ? end : -1;
}

function endOfRange(bytes: Uint8Array, from: number, lowest: number, highest: number): number {
  let at = from;
  for (; at < bytes.byteLength; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < lowest || byte > highest) return at;
  }
  return at;
}
