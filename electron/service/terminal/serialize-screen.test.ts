import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { countCells } from '../../../shared/value/character-width.ts';
import { loadScreenParts, type ScreenParts } from './screen-model.ts';
import { serializeScreen } from './serialize-screen.ts';

let parts: ScreenParts;

beforeAll(async () => {
  parts = await loadScreenParts();
});

const newTerminal = () => {
  const terminal = new parts.Terminal({
    cols: 20,
    rows: 5,
    scrollback: 60,
    allowProposedApi: true,
  });
  countCells(terminal);
  const serializer = new parts.SerializeAddon();
  terminal.loadAddon(serializer);
  const write = async (text: string): Promise<void> =>
    await new Promise((done) => terminal.write(text, done));
  return { terminal, serializer, write };
};

const line = fc.constantFrom(
  'plain text',
  'x'.repeat(20),
  'y'.repeat(45),
  '',
  '  indented  ',
  'a\tb',
  'gap\u001B[5Cend',
  '\u001B[31mred\u001B[0m and not',
  '\u001B[1;4mstyled ' + 'z'.repeat(30) + '\u001B[0m',
  '日本語 wide 日本語 wide 日本',
  'e\u0301 marks',
);
const rare = fc.constantFrom(
  '\u001B[44mblue\u001B[0m',
  '\u001B[7minverse\u001B[0m',
  '\u001B[41m\u001B[K\u001B[0m',
  '\u001B[?1049hother\u001B[2;2H',
  '\u001B[2;4r\u001B[3;1H',
  '\u001B[3A',
  '\u001B[1;3H',
);
const output = fc
  .array(fc.oneof({ weight: 30, arbitrary: line }, { weight: 1, arbitrary: rare }), {
    minLength: 8,
    maxLength: 90,
  })
  .map((lines) => lines.join('\r\n'));

it('draws the same as the serializer does of every cell', { timeout: 60_000 }, async () => {
  let shortCount = 0;
  await fc.assert(
    fc.asyncProperty(output, async (text) => {
      const { terminal, serializer, write } = newTerminal();
      await write(text);
      const fast = new TextDecoder().decode(serializeScreen(terminal, serializer, 4));
      const whole = serializer.serialize();
      if (fast !== whole) shortCount += 1;
      const again = await Promise.all(
        [fast, whole].map(async (bytes) => {
          const next = newTerminal();
          await next.write(bytes);
          // What comes next falls where it would have fallen.
          await next.write('next\r\n\n\u001B[?1049lback');
          return next.serializer.serialize();
        }),
      );
      expect(again[0]).toBe(again[1]);
    }),
    { numRuns: 150, seed: 5 },
  );
  expect(shortCount).toBeGreaterThan(0);
});
