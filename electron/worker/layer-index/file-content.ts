import { isUtf8 } from 'node:buffer';
import { MAX_SHOWN_BYTES, type FileContent } from '../../../shared/contract/layer-file.ts';
import { imageFacts } from './image-facts.ts';

/** Of what is no text so many first bytes are shown. */
const HEAD_BYTES = 4_096;
/** So far it is looked for what no text has. */
const SNIFFED_BYTES = 16_384;
/** The most pixels that are unpacked: 160 MB of memory. */
const MAX_PIXELS = 40_000_000;
/** Of the other bytes a text has at most this share of control characters. */
const MAX_CONTROL_SHARE = 0.02;

/**
 * Tells what bytes are, by themselves: a name says nothing that one could rely on.
 * @param bytes the file's beginning
 * @param isWhole whether that is all of it
 */
export function fileContent(bytes: Uint8Array, isWhole: boolean): FileContent {
  const image = imageFacts(bytes);
  if (image !== undefined) {
    const { mediaType, widthPx, heightPx } = image;
    if (widthPx < 1 || heightPx < 1) return binary(bytes, 'image-damaged');
    const isSmall = isWhole && widthPx * heightPx <= MAX_PIXELS;
    if (!isSmall) return binary(bytes, 'image-too-large');
    return { kind: 'image', mediaType, widthPx, heightPx, bytes: bytes.slice() };
  }
  return textContent(bytes, isWhole) ?? binary(bytes);
}

/** Whether bytes are a text, and which; undefined for anything else. */
export function textContent(
  bytes: Uint8Array,
  isWhole: boolean,
): Extract<FileContent, { kind: 'text' }> | undefined {
  const [a, b, c] = bytes;
  if (a === 0xff && b === 0xfe) return utf16(bytes.subarray(2), 'utf-16le');
  if (a === 0xfe && b === 0xff) return utf16(bytes.subarray(2), 'utf-16be');
  const isMarked = a === 0xef && b === 0xbb && c === 0xbf;
  const body = isMarked ? bytes.subarray(3) : bytes;
  const sniffed = body.subarray(0, SNIFFED_BYTES);
  if (sniffed.includes(0)) {
    const encoding = utf16Order(sniffed);
    return encoding === undefined ? undefined : utf16(body, encoding);
  }
  if (isUtf8(isWhole ? body : withoutCutCharacter(body))) {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(body, { stream: !isWhole });
    return controlShare(sniffed) > MAX_CONTROL_SHARE
      ? undefined
      : { kind: 'text', encoding: 'utf-8', text };
  }
  if (controlShare(sniffed) > 0) return undefined;
  return { kind: 'text', encoding: 'latin-1', text: Buffer.from(body).toString('latin1') };
}

function binary(
  bytes: Uint8Array,
  because?: Extract<FileContent, { kind: 'binary' }>['because'],
): FileContent {
  const head = bytes.slice(0, HEAD_BYTES);
  return { kind: 'binary', head, ...(because !== undefined && { because }) };
}

function utf16(
  bytes: Uint8Array,
  encoding: 'utf-16le' | 'utf-16be',
): Extract<FileContent, { kind: 'text' }> {
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes, { stream: true });
  return { kind: 'text', encoding, text };
}

/** Most texts are mostly of the first 256 characters, so that every other byte is nothing. */
function utf16Order(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes.length < 4) return undefined;
  const zeros = [0, 0];
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = zeros;
  const half = bytes.length / 2;
  if (even === 0 && odd > half * 0.7 && isPlain(bytes, 0)) return 'utf-16le';
  if (odd === 0 && even > half * 0.7 && isPlain(bytes, 1)) return 'utf-16be';
  return undefined;
}

/** Whether every other byte is what a text would have. */
function isPlain(bytes: Uint8Array, from: number): boolean {
  return controlShare(bytes.filter((_, at) => at % 2 === from)) <= MAX_CONTROL_SHARE;
}

/** Tabs, ends of lines and pages, and the escape of coloured output are of texts. */
const TEXT_CONTROLS: ReadonlySet<number> = new Set([0x08, 0x09, 0x0a, 0x0c, 0x0d, 0x1b]);

function controlShare(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) {
    if ((byte < 0x20 && !TEXT_CONTROLS.has(byte)) || byte === 0x7f) count += 1;
  }
  return bytes.length === 0 ? 0 : count / bytes.length;
}

/** What is cut off after so many bytes may end within a character. */
function withoutCutCharacter(bytes: Uint8Array): Uint8Array {
  const least = Math.max(0, Math.min(bytes.length, MAX_SHOWN_BYTES) - 3);
  for (let end = bytes.length; end > least; end--) {
    if (((bytes[end - 1] ?? 0) & 0xc0) !== 0x80) {
      // A leading byte without all that follows it.
      return (bytes[end - 1] ?? 0) >= 0x80 ? bytes.subarray(0, end - 1) : bytes;
    }
  }
  return bytes;
}
