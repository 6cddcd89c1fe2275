const LINE_BYTES = 16;

/** Bytes as `hexdump -C` writes them: where, what, and the characters among them. */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += LINE_BYTES) {
    const part = bytes.subarray(at, at + LINE_BYTES);
    const numbers = [...part].map((byte) => byte.toString(16).padStart(2, '0'));
    const hex = [numbers.slice(0, 8).join(' '), numbers.slice(8).join(' ')].join('  ');
    const text = [...part]
      .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·'))
      .join('');
    lines.push(`${at.toString(16).padStart(6, '0')}  ${hex.padEnd(LINE_BYTES * 3)}  ${text}`);
  }
  return lines.join('\n');
}
