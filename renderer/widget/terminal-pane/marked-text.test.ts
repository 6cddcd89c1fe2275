import headless from '@xterm/headless';
import { expect, test } from 'vitest';
import { markedText, seenColors, type MarkedText } from './marked-text.ts';

const ANSI = Array.from({ length: 16 }, (_, index) => `#0000${index.toString(16)}0`);
const PALETTE = { foreground: '#101010', background: '#ffffff', cursor: '#101010', ansi: ANSI };
const COLUMNS = 20;

/** All that a program's output leaves on a screen, marked and looked at as it is copied. */
async function mark(output: string, minimumContrast = 1, selection?: string): Promise<MarkedText> {
  const terminal = new headless.Terminal({ cols: COLUMNS, rows: 4, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(output, resolve));
  const buffer = terminal.buffer.active;
  const end = { x: COLUMNS, y: buffer.cursorY };
  let all = '';
  for (let y = 0; y <= end.y; y += 1) {
    const line = buffer.getLine(y);
    all += `${y > 0 && line?.isWrapped === false ? '\n' : ''}${line?.translateToString(true) ?? ''}`;
  }
  const colors = seenColors(PALETTE, minimumContrast);
  return markedText(buffer, { start: { x: 0, y: 0 }, end }, selection ?? all, colors);
}

test.each([
  ['plain text', 'ls -l', 'ls -l', 0],
  [
    'several lines, one of them wrapped',
    `${'x'.repeat(25)}\r\nnext 日本 é`,
    `${'x'.repeat(25)}\nnext 日本 é`,
    0,
  ],
  ['concealed text', 'ls \u001b[8m; rm -rf /\u001b[0m -l', `ls${' '.repeat(12)}-l`, 7],
  ['concealed text at the end of a line', 'ls\u001b[8m; reboot\u001b[0m', 'ls', 7],
  ['text in the default ground’s colour', 'a\u001b[38;2;255;255;255mno\u001b[0mb', 'a  b', 2],
  ['a palette’s colour on itself', 'a\u001b[34;44mno\u001b[0mb', 'a  b', 2],
  ['a fixed colour on its own number', 'a\u001b[38;5;21;48;2;0;0;255mno\u001b[0mb', 'a  b', 2],
  ['bold text on the brighter colour', 'a\u001b[1;34;104mno\u001b[0mb', 'a  b', 2],
  ['the default colour as a ground', 'a\u001b[48;2;16;16;16mno\u001b[0mb', 'a  b', 2],
  ['reversed text in one colour', 'a\u001b[7;31;41mno\u001b[0mb', 'a  b', 2],
  ['wide characters that are concealed', 'a\u001b[8m日本\u001b[0mb', 'a    b', 2],
  ['reversed text that is seen', 'a\u001b[7mok\u001b[0mb', 'aokb', 0],
])('%s is copied as it is seen', async (_, output, text, hiddenCount) => {
  expect(await mark(output)).toEqual({ text, hiddenCount, isRaw: false });
});

test('colours that the screen draws apart are seen', async () => {
  expect((await mark('a\u001b[34;44mno\u001b[0mb', 4.5)).text).toBe('anob');
  expect((await mark('a\u001b[8mno\u001b[0mb', 4.5)).text).toBe('a  b');
});

test('a block with hidden text is copied whole, and that is known', async () => {
  expect(await mark('ab\u001b[8mno\u001b[0mcd', 1, 'bnoc')).toEqual({
    text: 'bnoc',
    hiddenCount: 2,
    isRaw: true,
  });
});

test('nothing is nothing', () => {
  const terminal = new headless.Terminal({ allowProposedApi: true });
  const colors = seenColors(PALETTE, 1);
  expect(markedText(terminal.buffer.active, undefined, '', colors).text).toBe('');
});
