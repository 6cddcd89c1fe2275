import { OutputGuard } from '../../../electron/service/terminal/output-guard.ts';
import { readOutput } from '../../../electron/service/terminal/plain-output.ts';
import { loadScreenParts, ScreenModel } from '../../../electron/service/terminal/screen-model.ts';
import type { Scenario } from './scenario.ts';

const SIZE = { columns: 120, rows: 40 };

/** Every control sequence whose count is how often something is done, or how far something goes. */
const FINALS = 'ABCDEFGILMPSTXZ`abde@'.split('');
const HUGE_COUNT = 2_147_483_647;
const MANY = 300;

/** The first round is dropped: the code is compiled while it runs. */
const ROUNDS = 1 + 5;

const BUDGET_ONE_MS = 50;
const BUDGET_MANY_MS = 500;

/** How long the worst of the huge counts takes, through the guard and on a screen that is full; once, and often. */
export const countScenario: Scenario = {
  names: ['terminal.count', 'terminal.counts'],
  measure: async ({ say }, wanted) => {
    const one: number[] = [];
    const many: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const worst = { one: await worstOf(1), many: await worstOf(MANY) };
      say(
        `counts ${round} of ${ROUNDS - 1}: ${worst.one.toFixed(2)} ms, ` +
          `${MANY} of them ${worst.many.toFixed(2)} ms`,
      );
      if (round === 0) continue;
      one.push(worst.one);
      many.push(worst.many);
    }
    const series = [
      { name: 'terminal.count', ours: one, reference: one.map(() => BUDGET_ONE_MS) },
      { name: 'terminal.counts', ours: many, reference: many.map(() => BUDGET_MANY_MS) },
    ] as const;
    return series.filter(({ name }) => wanted.has(name));
  },
};

/** The longest time that one of them takes, so often one after the other. */
async function worstOf(times: number): Promise<number> {
  const parts = await loadScreenParts();
  const encoder = new TextEncoder();
  let worstMs = 0;
  for (const final of FINALS) {
    const guard = new OutputGuard(SIZE);
    const model = new ScreenModel(parts, SIZE, {
      onReply: () => undefined,
      onBell: () => undefined,
      look: { scrollbackLines: 5_000, palette: undefined },
    });
    const draw = async (text: string): Promise<void> => {
      await model.write(readOutput(guard.push(encoder.encode(text))));
      // Answers behind everything that was written.
      await model.isAlternate();
    };
    await draw(`${'x'.repeat(SIZE.columns)}\r\n`.repeat(SIZE.rows));
    const startMs = performance.now();
    await draw(`\u001B[${HUGE_COUNT}${final}`.repeat(times));
    worstMs = Math.max(worstMs, performance.now() - startMs);
    model.dispose();
  }
  return worstMs;
}
