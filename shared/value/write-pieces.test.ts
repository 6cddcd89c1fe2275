import { expect, test } from 'vitest';
import { writePieces } from './write-pieces.ts';

test.each([0, 1, 511, 512, 513, 5_000])('%i bytes come whole and in order', (byteLength) => {
  const bytes = Uint8Array.from({ length: byteLength }, (_, index) => index % 251);
  const pieces = writePieces(bytes);
  expect(pieces.flatMap((piece) => [...piece])).toEqual([...bytes]);
  expect(pieces).toHaveLength(Math.max(1, Math.ceil(byteLength / 512)));
});
