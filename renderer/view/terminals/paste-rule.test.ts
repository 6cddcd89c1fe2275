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

test('no control passes but tab and line breaks, whatever the program can tell', () => {
  const codes = [...Array(0x20).keys(), ...Array.from({ length: 0x21 }, (_, at) => 0x7f + at)];
  for (const code of codes.filter((each) => ![0x09, 0x0a, 0x0d].includes(each))) {
    for (const isPasteBracketed of [true, false]) {
      const { text, reasons } = checkPaste(`a${String.fromCharCode(code)}b`, isPasteBracketed);
      expect({ code, text, count: reasons.length }).toEqual({ code, text: 'ab', count: 1 });
    }
  }
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
