import { expect, test } from 'vitest';
import { parseAnsiLine, PLAIN } from './parse-ansi.ts';

const parse = (raw: string) => parseAnsiLine(raw, PLAIN);

test('a plain line stays one text, tabs included', () => {
  expect(parse('a\tb <b>c</b>')).toEqual({ line: { text: 'a\tb <b>c</b>' }, endLook: PLAIN });
});

test('colours become looks and a reset ends them', () => {
  expect(parse('\u001b[1;31mERROR\u001b[0m: no').line).toEqual({
    text: 'ERROR: no',
    spans: [
      { text: 'ERROR', look: { isBold: true, color: 1 } },
      { text: ': no', look: PLAIN },
    ],
  });
});

test('a look that is not reset goes on in the next line', () => {
  const { endLook } = parse('\u001b[92mgreen');
  expect(parseAnsiLine('still', endLook).line.spans).toEqual([
    { text: 'still', look: { color: 10 } },
  ]);
});

test.each([
  ['\u001b[38;5;9mx', 9],
  ['\u001b[38;5;196mx', 'rgb(255 0 0)'],
  ['\u001b[38;5;244mx', 'rgb(128 128 128)'],
  ['\u001b[38;2;1;2;300mx', 'rgb(1 2 255)'],
  ['\u001b[48;5;12;33mx', 3],
])('%j has the colour %s', (raw, color) => {
  expect(parse(raw).line.spans?.[0]?.look.color).toBe(color);
});

test.each([
  ['\u001b]0;evil title\u0007shown', 'shown'],
  ['\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\', 'link'],
  ['\u001b[2J\u001b[Hshown', 'shown'],
  ['\u001b[?25lshown\u001b[?25h', 'shown'],
  ['\u001bPq#0\u001b\\shown', 'shown'],
  ['\u001b(Bshown\u001b', 'shown'],
  ['a\u0007\u0008\u0000b\u009b', 'ab'],
])('%j shows %j', (raw, text) => {
  expect(parse(raw).line.text).toBe(text);
});

test('a carriage return overwrites, as progress bars expect; one at the end does not', () => {
  expect(parse(' 10%\r 55%\r100%').line.text).toBe('100%');
  expect(parse('done\r').line.text).toBe('done');
});
