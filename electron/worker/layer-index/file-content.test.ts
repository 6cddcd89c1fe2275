import { describe, expect, it } from 'vitest';
import { fileContent } from './file-content.ts';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('a text', () => {
  it.each([
    ['utf-8', Buffer.from('naïve\n')],
    ['utf-8', Buffer.from('\ufeffnaïve\n')],
    ['utf-16le', Buffer.from('\ufeffnaïve\n', 'utf16le')],
    ['utf-16le', Buffer.from('naïve\n', 'utf16le')],
    ['utf-16be', Buffer.from('\ufeffnaïve\n', 'utf16le').swap16()],
    ['latin-1', Buffer.from('naïve\n', 'latin1')],
  ])('is told by its bytes as %s', (encoding, body) => {
    expect(fileContent(body, true)).toEqual({ kind: 'text', encoding, text: 'naïve\n' });
  });

  it('may be cut within a character', () => {
    const body = Buffer.from('ab€').subarray(0, 4);
    expect(fileContent(body, false)).toEqual({ kind: 'text', encoding: 'utf-8', text: 'ab' });
    expect(fileContent(body, true)).toMatchObject({ encoding: 'latin-1' });
  });

  it('may be empty, or a vector image', () => {
    expect(fileContent(bytes(), true)).toMatchObject({ kind: 'text', text: '' });
    expect(fileContent(Buffer.from('<svg onload="x()"/>'), true)).toMatchObject({ kind: 'text' });
  });
});

describe('anything else', () => {
  it('is its first bytes', () => {
    expect(fileContent(bytes(0x7f, 0x45, 0x4c, 0x46, 1, 0, 0, 0), true)).toMatchObject({
      kind: 'binary',
    });
    expect(fileContent(bytes(0x80, 1, 2, 3), true)).toMatchObject({ kind: 'binary' });
  });
});

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ', 'base64');

describe('an image', () => {
  it('is told by its bytes, with its size', () => {
    expect(fileContent(PNG, true)).toMatchObject({
      kind: 'image',
      mediaType: 'image/png',
      widthPx: 1,
      heightPx: 1,
    });
    const gif = Buffer.from('GIF89a\x02\0\x03\0');
    expect(fileContent(gif, true)).toMatchObject({ widthPx: 2, heightPx: 3 });
    const jpeg = Buffer.from('ffd8ffe00004aabbffc0001108000500070300', 'hex');
    expect(fileContent(jpeg, true)).toMatchObject({ widthPx: 7, heightPx: 5 });
    const webp = Buffer.from(
      `${'52494646'}00000000${'57454250565038580a000000'}00000000630000310000`,
      'hex',
    );
    expect(fileContent(webp, true)).toMatchObject({ widthPx: 100, heightPx: 50 });
  });

  it('is not unpacked where it is too large, cut or damaged', () => {
    const huge = Buffer.from(PNG);
    huge.writeUInt32BE(60_000, 16);
    huge.writeUInt32BE(60_000, 20);
    expect(fileContent(huge, true)).toMatchObject({ because: 'image-too-large' });
    expect(fileContent(PNG, false)).toMatchObject({ because: 'image-too-large' });
    expect(fileContent(PNG.subarray(0, 18), true)).toMatchObject({ because: 'image-damaged' });
  });
});
