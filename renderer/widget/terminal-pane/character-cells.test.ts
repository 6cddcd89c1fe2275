import { SerializeAddon } from '@xterm/addon-serialize';
import headless from '@xterm/headless';
import type { IBuffer, Terminal as WindowTerminal } from '@xterm/xterm';
import { beforeAll, expect, test, vi } from 'vitest';
import casesText from '../../../test/fixture/character-width/cases.tsv?raw';
import { countCells } from '../../../shared/value/character-width.ts';

const OPTIONS = { cols: 120, rows: 24, scrollback: 5000, allowProposedApi: true };

let Terminal: typeof WindowTerminal;

beforeAll(async () => {
  // All that it asks of a page until it is opened in one.
  vi.stubGlobal('window', globalThis);
  ({ Terminal } = await import('@xterm/xterm'));
});

/** As much of both kinds of terminals as is compared. */
interface Drawn {
  readonly buffer: { readonly active: IBuffer };
}

/** Every cell with its characters and width, a line each, and the cursor. */
function cellsOf({ buffer: { active } }: Drawn): readonly string[] {
  const lines = Array.from({ length: active.length }, (_, y) => {
    const line = active.getLine(y);
    const cells = Array.from({ length: OPTIONS.cols }, (__, x) => {
      const cell = line?.getCell(x);
      const chars = cell?.getChars() ?? '';
      return chars === '' && cell?.getWidth() === 1 ? '' : `${chars}/${cell?.getWidth()}`;
    });
    return `${String(line?.isWrapped)} ${cells.join(' ').trimEnd()}`;
  });
  return [...lines, `${active.cursorX} ${active.cursorY}`];
}

test('the window draws what the model has, cell by cell, at once and attached anew', async () => {
  const lines = casesText.trimEnd().split('\n');
  const text = lines
    .map((line) => (line.split('\t')[0] ?? '').split(' '))
    .map((points) => String.fromCodePoint(...points.map((point) => Number.parseInt(point, 16))))
    .join('|\r\n');
  const model = new headless.Terminal(OPTIONS);
  const serializer = new SerializeAddon();
  model.loadAddon(serializer);
  const [seen, attached] = [new Terminal(OPTIONS), new Terminal(OPTIONS)];
  for (const terminal of [model, seen, attached]) countCells(terminal);
  await new Promise<void>((done) => model.write(text, done));
  await new Promise<void>((done) => seen.write(text, done));
  await new Promise<void>((done) => attached.write(serializer.serialize(), done));
  const cells = cellsOf(model);
  expect(cells.length).toBeGreaterThan(3000);
  expect(cellsOf(seen)).toEqual(cells);
  expect(cellsOf(attached)).toEqual(cells);
});
