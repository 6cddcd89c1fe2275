import { expect, test } from 'vitest';
import { findLines } from './find-lines.ts';
import { LineBuffer } from './line-buffer.ts';

test('lines are found whatever the case, and keep their number when others give way', () => {
  const buffer = new LineBuffer(3);
  buffer.push('Error one\nfine\nan ERROR\n');
  expect(findLines(buffer, 'error')).toEqual([0, 2]);
  buffer.push('more\n');
  expect(findLines(buffer, 'error')).toEqual([2]);
});

test('nothing is looked for, nothing is found', () => {
  const buffer = new LineBuffer(3);
  buffer.push('x\n');
  expect(findLines(buffer, '')).toEqual([]);
});
