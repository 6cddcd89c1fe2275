import { expect, test } from 'vitest';
import { writeInPieces } from './write-in-pieces.ts';

test.each([0, 1, 511, 512, 513, 5_000])('%i bytes come whole and in order', (byteLength) => {
  const bytes = Uint8Array.from({ length: byteLength }, (_, index) => index % 251);
  const pieces: Uint8Array[] = [];
  const doneAfter: number[] = [];
  const write = (piece: Uint8Array, onDone?: () => void): void => {
    pieces.push(piece);
    onDone?.();
  };
  writeInPieces({ write }, bytes, () => doneAfter.push(pieces.length));
  expect(pieces.flatMap((piece) => [...piece])).toEqual([...bytes]);
  expect(pieces).toHaveLength(Math.max(1, Math.ceil(byteLength / 512)));
  expect(doneAfter).toEqual([pieces.length]);
});

test('no piece begins inside of a character, wherever it lies', () => {
  // A rocket, a dash and an accented letter, as UTF-8.
  const text = [0xf0, 0x9f, 0x9a, 0x80, 0xe2, 0x80, 0x94, 0xc3, 0xa9];
  for (let shift = 0; shift < text.length; shift += 1) {
    const bytes = Uint8Array.from(Array.from({ length: 300 }, () => text).flat()).subarray(shift);
    const pieces: Uint8Array[] = [];
    writeInPieces({ write: (piece) => void pieces.push(piece) }, bytes, () => undefined);
    expect(pieces.flatMap((piece) => [...piece])).toEqual([...bytes]);
    expect(pieces.length).toBeGreaterThan(5);
    for (const [first = 0] of pieces.slice(1)) expect(first & 0xc0).not.toBe(0x80);
  }
});

test('what is no UTF-8 goes through as well', () => {
  const bytes = new Uint8Array(2_000).fill(0x80);
  let sizeBytes = 0;
  writeInPieces({ write: (piece) => void (sizeBytes += piece.byteLength) }, bytes, () => undefined);
  expect(sizeBytes).toBe(2_000);
});
