import { beforeAll, describe, expect, it } from 'vitest';
import { countCells } from '../../../shared/value/character-width.ts';
import { readOutput, type TerminalOutput } from './plain-output.ts';
import { loadScreenParts, ScreenModel, type ScreenParts } from './screen-model.ts';

const SIZE = { columns: 40, rows: 10 };

let parts: ScreenParts;

beforeAll(async () => {
  parts = await loadScreenParts();
});

const modelOf = (onReply: (text: string) => void = () => undefined): ScreenModel =>
  new ScreenModel(parts, SIZE, {
    onReply,
    onBell: () => undefined,
    look: { scrollbackLines: 5_000, palette: undefined },
  });

const encode = (text: string): TerminalOutput => readOutput(new TextEncoder().encode(text));

/** A terminal that has drawn these bytes. */
const drawn = async (...pieces: readonly (string | Uint8Array)[]) => {
  const terminal = new parts.Terminal({
    cols: SIZE.columns,
    rows: SIZE.rows,
    scrollback: 5000,
    allowProposedApi: true,
  });
  // As the window has it: the model must count the cells of a character as the window does.
  countCells(terminal);
  for (const piece of pieces) await new Promise<void>((done) => terminal.write(piece, done));
  return terminal;
};

const linesOf = ({ buffer: { active } }: Awaited<ReturnType<typeof drawn>>): readonly string[] =>
  Array.from({ length: active.length }, (_, y) => active.getLine(y)?.translateToString(true) ?? '');

describe('a snapshot', () => {
  it.each([
    ['text', 'one\r\ntwo'],
    ['scrollback', Array.from({ length: 200 }, (_, i) => `line ${i}`).join('\r\n')],
    ['wrapped lines', 'x'.repeat(95)],
    ['colours', '\u001B[1;31mred\u001B[0m \u001B[38;2;1;2;3mtrue\u001B[48;5;99mback'],
    ['wide and combined characters', '日本 e\u0301 🚀 end'],
    ['an emoji at the edge', `${'x'.repeat(39)}🚀y`],
    ['a cursor in the middle', 'hello\r\nworld\u001B[1;3H'],
    ['an alternate screen', 'shell\u001B[?1049h\u001B[2;2Heditor'],
    ['a scroll region', '\u001B[3;6rtext\u001B[4;5H'],
  ])('draws %s again', async (_name, text) => {
    const model = modelOf();
    await model.write(encode(text));
    const [reference, again] = [await drawn(text), await drawn(await model.snapshot())];
    expect(linesOf(again)).toEqual(linesOf(reference));
    expect(again.buffer.active.type).toBe(reference.buffer.active.type);
    expect([again.buffer.active.cursorX, again.buffer.active.cursorY]).toEqual([
      reference.buffer.active.cursorX,
      reference.buffer.active.cursorY,
    ]);
    // What comes next falls where it would have fallen.
    const next = '\u001B[7mnext\r\n\n\n\n\n\nlast\u001B[?1049lback';
    for (const terminal of [reference, again]) {
      await new Promise<void>((done) => terminal.write(next, done));
    }
    expect(linesOf(again)).toEqual(linesOf(reference));
  });

  it.each([
    ['\u001B[?25l', '\u001B[?25l'],
    ['\u001B[?1002h\u001B[?1006h', '\u001B[?1006h'],
    ['\u001B[4 q', '\u001B[4 q'],
    ['\u001B[?2004h', '\u001B[?2004h'],
  ])('brings back the mode %j', async (sent, expected) => {
    const model = modelOf();
    await model.write(encode(`text${sent}`));
    expect(new TextDecoder().decode(await model.snapshot())).toContain(expected);
    const reset = modelOf();
    await reset.write(encode(`text${sent}\u001B[?25h\u001Bc`));
    expect(new TextDecoder().decode(await reset.snapshot())).not.toContain(expected);
  });

  it('holds what was written before it and nothing of what comes after', async () => {
    const model = modelOf();
    const pieces = Array.from({ length: 300 }, (_, i) => `${i}\r\n`);
    let snapshot: Promise<Uint8Array> | undefined;
    for (const [index, piece] of pieces.entries()) {
      void model.write(encode(piece));
      if (index === 149) snapshot = model.snapshot();
    }
    const text = new TextDecoder().decode(await snapshot);
    expect(text).toContain('\r\n149\r\n');
    expect(text).not.toContain('150');
  });
});

it('answers what a program asks', async () => {
  const replies: string[] = [];
  const model = modelOf((text) => replies.push(text));
  await model.write(encode('ab\u001B[6n\u001B[c\u001B[?2026$p'));
  await model.snapshot();
  expect(replies).toEqual(['\u001B[1;3R', '\u001B[?1;2c', '\u001B[?2026;2$y']);
});

it('holds the writer back when it is behind, and goes on', async () => {
  const model = modelOf();
  let isTaken = false;
  // Nothing of this may be left out: each line is set in its place.
  const big = encode('\u001B[2;1H0123456789\r\n'.repeat(20_000));
  const writing = model.write(big).then(() => (isTaken = true));
  await Promise.resolve();
  expect(isTaken).toBe(false);
  await writing;
  expect(await model.isAlternate()).toBe(false);
});

it('its text is whole lines, scrolled off or not, without what is empty at their ends', async () => {
  const screen = modelOf();
  await screen.write(
    readOutput(new TextEncoder().encode(`first\r\n${'long '.repeat(40)}end\r\n\r\nlast  `)),
  );
  expect(await screen.text()).toBe(`first\n${'long '.repeat(40)}end\n\nlast\n`);
  screen.dispose();
});

it('a program that has the whole screen is saved below what was there before', async () => {
  const screen = modelOf();
  const write = async (text: string): Promise<void> => await screen.write(encode(text));
  await write('before\r\n\u001B[?1049h\u001B[Hin the editor');
  expect(await screen.text()).toMatch(/^before\n+in the editor\n$/);
  await write('\u001B[?1049l');
  expect(await screen.text()).toBe('before\n');
  screen.dispose();
});

it('a flood of bells is one bell', async () => {
  let bells = 0;
  const screen = new ScreenModel(parts, SIZE, {
    onReply: () => undefined,
    onBell: () => (bells += 1),
    look: { scrollbackLines: 100, palette: undefined },
  });
  await screen.write(encode('\u0007'.repeat(50)));
  await screen.snapshot();
  expect(bells).toBe(1);
  screen.dispose();
});
