import { expect, it } from 'vitest';
import { changeStarts, comparisonLines } from './comparison-lines.ts';
import { hexDump } from './hex-dump.ts';
import { prettyJson, textLines } from './text-lines.ts';
import { visibleParts } from './visible-text.ts';

it('shows what could make a line look like another one', () => {
  expect(visibleParts('a\u202eb\u001b[0m\t\r').map(({ text }) => text)).toEqual([
    'a',
    'U+202E',
    'b',
    'ESC',
    '[0m\t',
    'CR',
  ]);
  expect(visibleParts('plain')).toEqual([{ text: 'plain', isMark: false }]);
});

it('cuts a text into lines, and a long line into several', () => {
  expect(textLines('one\r\ntwo\n')).toEqual([
    { number: 1, text: 'one' },
    { number: 2, text: 'two' },
  ]);
  const lines = textLines('x'.repeat(4_500));
  expect(lines.map(({ number, text }) => [number, text.length])).toEqual([
    [1, 2_000],
    [undefined, 2_000],
    [undefined, 500],
  ]);
});

it('lays out JSON, and nothing else', () => {
  expect(prettyJson('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
  expect(prettyJson('{"a":')).toBeUndefined();
  expect(prettyJson('"a"')).toBeUndefined();
});

it('writes bytes as numbers and characters', () => {
  expect(hexDump(Uint8Array.from([0x41, 0, 0xff]))).toMatch(/^000000 {2}41 00 ff .* A··$/);
});

it('numbers the lines of a comparison on both sides, and finds where changes begin', () => {
  const lines = comparisonLines([
    { beforeLine: 10, afterLine: 11, lines: [' a', '-b', '-c', '+d', ' e', '+f'] },
  ]);
  expect(
    lines.map(({ kind, beforeNumber, afterNumber }) => [kind, beforeNumber, afterNumber]),
  ).toEqual([
    ['head', undefined, undefined],
    ['same', 10, 11],
    ['removed', 11, undefined],
    ['removed', 12, undefined],
    ['added', undefined, 12],
    ['same', 13, 13],
    ['added', undefined, 14],
  ]);
  expect(changeStarts(lines)).toEqual([2, 6]);
});
