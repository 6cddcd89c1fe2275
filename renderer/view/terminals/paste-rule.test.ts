import { expect, test } from 'vitest';
import { checkPaste } from './paste-rule.ts';

test('one plain line goes at once', () => {
  expect(checkPaste('ls -la\t/tmp', false)).toEqual({ text: 'ls -la\t/tmp', reasons: [] });
  expect(checkPaste('größe 日本語 👩‍💻', false).reasons).toEqual([]);
});

test.each(['a\nb', 'a\r\nb', 'a\rb', 'a\n'])('%j asks, unless the program can tell it', (text) => {
  expect(checkPaste(text, false)).toEqual({
    text,
    reasons: [expect.stringContaining('line breaks')],
  });
  expect(checkPaste(text, true)).toEqual({ text, reasons: [] });
});

test.each([
  ['ls\u001b[201~\nrm x', 'ls[201~\nrm x'],
  ['a\0b', 'ab'],
  ['a\u0003b', 'ab'],
  ['a\u007fb', 'ab'],
  ['a\u009b1mb', 'a1mb'],
])('%j asks even of a program that can tell, and loses its controls', (pasted, text) => {
  expect(checkPaste(pasted, true)).toEqual({
    text,
    reasons: [expect.stringContaining('1 control character,')],
  });
});

test('what cannot be seen asks and is left out', () => {
  expect(checkPaste('rm \u202egpj.x\u200b', true)).toEqual({
    text: 'rm gpj.x',
    reasons: [expect.stringContaining('2 invisible characters')],
  });
});

test('a long text asks, counted in bytes', () => {
  expect(checkPaste('x'.repeat(5120), true).reasons).toEqual([]);
  expect(checkPaste('x'.repeat(5121), true).reasons).toEqual(['It is long: 1 line.']);
  expect(checkPaste('é'.repeat(2561), true).reasons).toHaveLength(1);
  expect(checkPaste('\u001b'.repeat(1_000_000), true)).toMatchObject({ text: '' });
});
