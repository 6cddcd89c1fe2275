import { isUtf8 } from 'node:buffer';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** What a screen would not show as it is: controls, marks of direction, and characters without width. */
const HIDDEN =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class -- these are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]|[\u{e0000}-\u{e007f}]/gu;

/** One name of an archive as a screen may show it: what it could not show comes as `\x1b` or `\u202e`. */
export function toShownName(bytes: Uint8Array): string {
  return escapeHidden(isUtf8(bytes) ? decoder.decode(bytes) : escapeBytes(bytes));
}

/** The same for a text of someone else. */
export function escapeHidden(text: string): string {
  return text.replace(HIDDEN, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x100 ? byteEscape(code) : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** Bytes as characters of the same numbers. */
export function latin1Of(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
}

function escapeBytes(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte < 0x80 ? String.fromCharCode(byte) : byteEscape(byte);
  return text;
}

function byteEscape(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}
