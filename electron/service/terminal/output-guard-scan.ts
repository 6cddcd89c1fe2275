/** BEL, BS, HT, LF, VT, FF, CR, SO and SI. The rest does nothing, or makes the terminal answer. */
export function isKeptControl(byte: number): boolean {
  return byte >= 0x07 && byte <= 0x0f;
}

/** Where the printable ASCII and the controls end that are kept. */
export function endOfPlainAscii(bytes: Uint8Array, from: number): number {
  let at = from;
  for (; at < bytes.byteLength; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x20 ? !isKeptControl(byte) : byte > 0x7e) return at;
  }
  return at;
}

/** Where the printable ASCII ends. */
export function endOfPrintable(bytes: Uint8Array, from: number): number {
  return endOfRange(bytes, from, 0x20, 0x7e);
}

/** Whether there is a character in this part; controls do not begin a new cell for sure, it does. */
export function hasPrintable(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if ((bytes[at] ?? 0) >= 0x20) return true;
  return false;
}

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
