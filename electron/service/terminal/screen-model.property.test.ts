import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { setImmediate as turnOfLoop } from 'node:timers/promises';
import { OutputGuard } from './output-guard.ts';
import { readOutput, type TerminalOutput } from './plain-output.ts';
import {
  loadScreenParts,
  ScreenModel,
  type ScreenLimits,
  type ScreenParts,
} from './screen-model.ts';
import { SessionReader } from './session-reader.ts';

const SIZE = { columns: 24, rows: 6 };

/** So little that floods of a few lines are shortened, and so much that some are not. */
const SHORT = {
  spareLines: 8,
  shortenedBytes: 60,
  backlogBytes: 600,
  readerBytes: 50,
  screenFirstBytes: 0,
};
/** Draws everything, as a terminal does. */
const optionsOf = (limits: ScreenLimits, onReply: (text: string) => void = () => undefined) => ({
  onReply,
  onBell: () => undefined,
  look: { scrollbackLines: 10, palette: undefined },
  limits,
});
const WHOLE = { ...SHORT, spareLines: Infinity, shortenedBytes: Infinity, backlogBytes: Infinity };

let parts: ScreenParts;

beforeAll(async () => {
  parts = await loadScreenParts();
});

const style = fc.constantFrom(
  '',
  '0',
  '1',
  '31',
  '44',
  '7',
  '38;5;200',
  '48;2;1;2;3',
  '4:3',
  '0;32',
  '39;49',
  '>4;1',
);
const line = fc
  .tuple(
    fc.constantFrom('a', 'word word', '日本', 'e\u0301x', '🚀', '\tb', 'x'.repeat(30), ''),
    fc.option(style, { freq: 3 }),
    fc.constantFrom('\r\n', '\r\n', '\r\n', '\n', '\r', '\n\r'),
  )
  .map(([text, set, end]) => `${set === null ? '' : `\u001B[${set}m`}${text}${end}`);
const flood = fc
  .tuple(fc.array(line, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 30 }))
  .map(([lines, times]) => lines.join('').repeat(times));
/** What does more than go on with text. */
const other = fc.constantFrom(
  '\u001B[2;4r',
  '\u001B[r',
  '\u001B[?1049h',
  '\u001B[?1049l',
  '\u001B[3;3H',
  '\u001B[4h',
  '\u001B[?7l',
  '\u001B[?7h',
  '\u001B[20h',
  '\u001B(0',
  '\u000E',
  '\u000F',
  '\u001B7',
  '\u001B8',
  '\u001B[K',
  '\u001B[3b',
  '\u001Bc',
  '\u001B[!p',
  '\b\b',
  '\u001B]8;;http://a.b/\u001B\\',
  '\u001B]8;;\u001B\\',
  '\u001B[6n',
);
const step = fc.oneof({ weight: 3, arbitrary: flood }, { weight: 1, arbitrary: other });

/** Writes everything in pieces, as a session does, through a guard. */
async function* pieces(
  steps: readonly string[],
  pieceBytes: number,
): AsyncGenerator<TerminalOutput> {
  const guard = new OutputGuard(SIZE);
  for (const text of steps) {
    const bytes = new TextEncoder().encode(text);
    for (let at = 0; at < bytes.byteLength; at += pieceBytes) {
      yield readOutput(guard.push(bytes.subarray(at, at + pieceBytes)));
    }
    yield readOutput(new Uint8Array());
  }
}

const piece = fc.integer({ min: 1, max: 90 });

it(
  'a flood that is shortened leaves the same screen, scrollback, colours, modes and answers',
  { timeout: 60_000 },
  async () => {
    let shortenedCount = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), piece, async (steps, pieceBytes) => {
        const drawn = [];
        for (const limits of [SHORT, WHOLE]) {
          const replies: string[] = [];
          const model = new ScreenModel(
            parts,
            SIZE,
            optionsOf(limits, (text) => replies.push(text)),
          );
          let stepCount = 0;
          for await (const output of pieces(steps, pieceBytes)) {
            // Now and then everything so far is drawn, as it is where output pauses.
            if (output.bytes.byteLength > 0) await model.write(output);
            else if ((stepCount += 1) % 4 === 0) await model.isAlternate();
          }
          await model.write(readOutput(new TextEncoder().encode('\u001B[6nend\u001B8saved')));
          drawn.push({ text: new TextDecoder().decode(await model.snapshot()), replies });
          if (limits === SHORT && model.shortenedBytes > 0) shortenedCount += 1;
          model.dispose();
        }
        expect(drawn[0]).toEqual(drawn[1]);
      }),
      { numRuns: 60, seed: 11 },
    );
    expect(shortenedCount).toBeGreaterThan(15);
  },
);

it(
  'a reader that is behind draws the same in the end as one that gets every byte',
  { timeout: 60_000 },
  async () => {
    let savedBytes = 0;
    const run = fc.array(step, { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(run, piece, fc.nat({ max: 40 }), async (steps, pieceBytes, takenTurns) => {
        const model = new ScreenModel(parts, SIZE, optionsOf(SHORT));
        const whole = new ScreenModel(parts, SIZE, optionsOf(WHOLE));
        const window = new ScreenModel(parts, SIZE, optionsOf(WHOLE));
        const reader = new SessionReader(Promise.resolve([]), model.rule);
        const stop = new AbortController();
        let [givenBytes, readBytes, turns] = [0, 0, 0];
        const reading = (async () => {
          for await (const bytes of reader.read(stop.signal)) {
            readBytes += bytes.byteLength;
            await window.write(readOutput(bytes));
            // Late by some turns, so that it is behind.
            for (let turn = 0; turn < takenTurns; turn += 1) await turnOfLoop();
          }
        })();
        for await (const output of pieces([...steps, 'end'], pieceBytes)) {
          givenBytes += output.bytes.byteLength;
          await Promise.all([model.write(output), whole.write(output), reader.give(output)]);
          if ((turns += 1) % 3 === 0) await turnOfLoop();
          // What leaves nothing to be drawn: only then it is known how the terminal scrolls.
          if (output.bytes.byteLength === 0 && turns % 2 === 0) await model.isAlternate();
        }
        reader.end();
        await reading;
        savedBytes += givenBytes - readBytes;
        expect(new TextDecoder().decode(await window.snapshot())).toBe(
          new TextDecoder().decode(await whole.snapshot()),
        );
        for (const each of [model, whole, window]) each.dispose();
      }),
      { numRuns: 40, seed: 12 },
    );
    expect(savedBytes).toBeGreaterThan(1000);
  },
);

it(
  'the screen first and all of it behind draw the same as all of it alone',
  { timeout: 60_000 },
  async () => {
    let screenFirstCount = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const newModel = (): ScreenModel => new ScreenModel(parts, SIZE, optionsOf(WHOLE));
        const [model, once, twice] = [newModel(), newModel(), newModel()];
        for await (const output of pieces(steps, 90)) await model.write(output);
        const reader = model.newReader(false);
        await once.write(readOutput(await model.snapshot()));
        // What it has by now it still hands out.
        reader.end();
        let pictureCount = 0;
        for await (const bytes of reader.read(new AbortController().signal)) {
          pictureCount += 1;
          await twice.write(readOutput(bytes));
        }
        if (pictureCount === 2) screenFirstCount += 1;
        const drawn = async (each: ScreenModel): Promise<string> => {
          await each.write(readOutput(new TextEncoder().encode('\u001B[6nend\r\n\n\u001B8saved')));
          return new TextDecoder().decode(await each.snapshot());
        };
        expect(await drawn(twice)).toBe(await drawn(once));
        for (const each of [model, once, twice]) each.dispose();
      }),
      { numRuns: 60, seed: 13 },
    );
    expect(screenFirstCount).toBeGreaterThan(30);
  },
);
