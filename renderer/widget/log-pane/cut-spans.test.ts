import { expect, test } from 'vitest';
import { cutSpans } from './cut-spans.ts';

const textsOf = (pieces: ReturnType<typeof cutSpans>) =>
  pieces.map(({ text, isMatch }) => (isMatch ? `[${text}]` : text));

test('a line without a match is one piece', () => {
  expect(textsOf(cutSpans({ text: 'hello' }, ''))).toEqual(['hello']);
  expect(textsOf(cutSpans({ text: 'hello' }, 'z'))).toEqual(['hello']);
});

test('every match is its own piece, whatever the case', () => {
  expect(textsOf(cutSpans({ text: 'An error, an ERROR' }, 'error'))).toEqual([
    'An ',
    '[error]',
    ', an ',
    '[ERROR]',
  ]);
});

test('a match across two looks is cut at the change and loses nothing', () => {
  const line = {
    text: 'warning',
    spans: [
      { text: 'warn', look: { color: 3 } },
      { text: 'ing', look: {} },
    ],
  };
  const pieces = cutSpans(line, 'rni');
  expect(textsOf(pieces)).toEqual(['wa', '[rn]', '[i]', 'ng']);
  expect(pieces.map(({ look }) => look.color)).toEqual([3, 3, undefined, undefined]);
});
