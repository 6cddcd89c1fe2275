import type { FileContent } from '../../../shared/contract/layer-file.ts';

/** What the head of an image says. */
export interface ImageFacts {
  readonly mediaType: Extract<FileContent, { kind: 'image' }>['mediaType'];
  /** 0 where it does not say. */
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Reads kind and size of an image from its first bytes; undefined for what is none that can be shown. */
export function imageFacts(bytes: Uint8Array): ImageFacts | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const start = view.toString('latin1', 0, 16);
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return { mediaType: 'image/png', ...pngSize(view) };
  if (/^GIF8[79]a/.test(start)) return { mediaType: 'image/gif', ...gifSize(view) };
  if (start.startsWith('\xff\xd8\xff')) return { mediaType: 'image/jpeg', ...jpegSize(view) };
  if (/^RIFF[^]{4}WEBPVP8/.test(start)) return { mediaType: 'image/webp', ...webpSize(view) };
  return undefined;
}

type Size = Pick<ImageFacts, 'widthPx' | 'heightPx'>;

const UNKNOWN: Size = { widthPx: 0, heightPx: 0 };

function pngSize(view: Buffer): Size {
  if (view.length < 24) return UNKNOWN;
  return { widthPx: view.readUInt32BE(16), heightPx: view.readUInt32BE(20) };
}

function gifSize(view: Buffer): Size {
  if (view.length < 10) return UNKNOWN;
  return { widthPx: view.readUInt16LE(6), heightPx: view.readUInt16LE(8) };
}

/** Goes from segment to segment until one begins a frame. */
function jpegSize(view: Buffer): Size {
  for (let at = 2; at + 9 <= view.length;) {
    if (view[at] !== 0xff) return UNKNOWN;
    const marker = view[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { heightPx: view.readUInt16BE(at + 5), widthPx: view.readUInt16BE(at + 7) };
    at += marker === 0xff ? 1 : 2 + view.readUInt16BE(at + 2);
  }
  return UNKNOWN;
}

function webpSize(view: Buffer): Size {
  if (view.length < 30) return UNKNOWN;
  switch (view.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return {
        widthPx: view.readUInt16LE(26) & 0x3fff,
        heightPx: view.readUInt16LE(28) & 0x3fff,
      };
    case 'VP8L': {
      const bits = view.readUInt32LE(21);
      return { widthPx: (bits & 0x3fff) + 1, heightPx: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { widthPx: view.readUIntLE(24, 3) + 1, heightPx: view.readUIntLE(27, 3) + 1 };
    default:
      return UNKNOWN;
  }
}
