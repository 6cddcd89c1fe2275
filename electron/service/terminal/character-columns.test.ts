import { readFile } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';
import { OutputGuard } from './output-guard.ts';
import { readOutput } from './plain-output.ts';
import { loadScreenParts, ScreenModel, type ScreenParts } from './screen-model.ts';

const CASES_URL = new URL('../../../test/fixture/character-width/cases.tsv', import.meta.url);
const SIZE = { columns: 120, rows: 24 };
const ASK_CURSOR = '\u001B[6n';

let parts: ScreenParts;

beforeAll(async () => {
  parts = await loadScreenParts();
});

const modelOf = (size = SIZE, onReply: (text: string) => void = () => undefined): ScreenModel =>
  new ScreenModel(parts, size, {
    onReply,
    onBell: () => undefined,
    look: { scrollbackLines: 5_000, palette: undefined },
  });

/** Draws what a program writes, as a session does. */
const draw = async (model: ScreenModel, text: string): Promise<void> => {
  const bytes = new TextEncoder().encode(text);
  await model.write(readOutput(new OutputGuard(SIZE).push(bytes)));
};

/** Texts and how many columns the C library gave them. */
async function readCases() {
  const lines = (await readFile(CASES_URL, 'ascii')).trimEnd().split('\n');
  return lines.map((line) => {
    const [points = '', columns = ''] = line.split('\t');
    const codePoints = points.split(' ').map((point) => Number.parseInt(point, 16));
    return { points, text: String.fromCodePoint(...codePoints), columns: Number(columns) };
  });
}

it('the cursor stands where programs think, in 99.5 % of 3,000 texts of all scripts', async () => {
  const cases = await readCases();
  const replies: string[] = [];
  const model = modelOf(SIZE, (reply) => replies.push(reply));
  await draw(model, cases.map(({ text }) => `\r\n${text}${ASK_CURSOR}`).join(''));
  await model.snapshot();
  expect(replies).toHaveLength(3_000);
  const others = cases.filter(({ columns }, index) => {
    const column = /;(\d+)R$/.exec(replies[index] ?? '')?.[1];
    return Number(column) !== columns + 1;
  });
  expect(
    others.length / cases.length,
    others.map(({ points }) => points).join('\n'),
  ).toBeLessThanOrEqual(0.005);
});

it('the same texts are the same screen for whoever attaches anew', async () => {
  const cases = await readCases();
  const model = modelOf();
  await draw(model, cases.map(({ text }) => `${text}|\r\n`).join(''));
  const again = modelOf();
  await again.write(readOutput(await model.snapshot()));
  expect(await again.text()).toBe(await model.text());
  expect(new TextDecoder().decode(await again.snapshot())).toBe(
    new TextDecoder().decode(await model.snapshot()),
  );
});

it.each([
  ['fits into the last two columns, and the next one goes below', `${'x'.repeat(8)}日|`, '2;2R'],
  ['goes below where one column is left', `${'x'.repeat(9)}日`, '2;3R'],
  ['goes below as a picture does', `${'x'.repeat(9)}\u{1F680}`, '2;3R'],
  ['takes its marks with it', `${'x'.repeat(9)}日\u0301\u0302`, '2;3R'],
])('a wide character at the edge %s', async (_what, text, cursor) => {
  const replies: string[] = [];
  const model = modelOf({ columns: 10, rows: 5 }, (reply) => replies.push(reply));
  await draw(model, `${text}${ASK_CURSOR}`);
  const snapshot = await model.snapshot();
  expect(replies).toEqual([`\u001B[${cursor}`]);
  const again = modelOf({ columns: 10, rows: 5 });
  await again.write(readOutput(snapshot));
  expect(await again.text()).toBe(await model.text());
});
