import { expect, test } from 'vitest';
import { LineBuffer } from './line-buffer.ts';

function textsOf(buffer: LineBuffer): readonly (string | undefined)[] {
  return Array.from({ length: buffer.lineCount }, (_, i) => buffer.lineAt(i)?.text);
}

test('lines come out whole however the text was cut', () => {
  const buffer = new LineBuffer(10);
  for (const piece of ['one\ntw', 'o', '\n', '\nthree']) buffer.push(piece);
  expect(textsOf(buffer)).toEqual(['one', 'two', '', 'three']);
});

test('the oldest give way, and are counted', () => {
  const buffer = new LineBuffer(3);
  buffer.push('1\n2\n3\n4\n5\n');
  expect(textsOf(buffer)).toEqual(['3', '4', '5']);
  expect(buffer.droppedCount).toBe(2);
  buffer.push('6');
  expect(textsOf(buffer)).toEqual(['3', '4', '5', '6']);
});

test('a colour that began in a dropped line still holds', () => {
  const buffer = new LineBuffer(1);
  buffer.push('\u001b[31mred\nstill red\n');
  expect(buffer.lineAt(0)?.spans?.[0]?.look.color).toBe(1);
});

test('an endless line is cut into several', () => {
  const buffer = new LineBuffer(10);
  buffer.push('x'.repeat(40_000));
  expect(buffer.lineCount).toBe(3);
  buffer.push(`${'y'.repeat(20_000)}\n`);
  expect(textsOf(buffer).join('')).toHaveLength(60_000);
});

test('after a clear nothing is left and counting starts again', () => {
  const buffer = new LineBuffer(2);
  buffer.push('1\n2\n3\nopen');
  buffer.clear();
  expect(buffer.lineCount).toBe(0);
  expect(buffer.droppedCount).toBe(0);
  buffer.push('new\n');
  expect(textsOf(buffer)).toEqual(['new']);
});
