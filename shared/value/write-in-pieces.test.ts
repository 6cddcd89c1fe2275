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
