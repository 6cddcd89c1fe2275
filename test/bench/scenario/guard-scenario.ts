import { OutputGuard } from '../../../electron/service/terminal/output-guard.ts';
import type { Scenario } from './scenario.ts';

const PIECE_BYTES = 32 * 1024;
const PIECES = 512;
const BYTES_PER_MB = 1e6;

/** The first rounds are dropped: the code is compiled while it runs. */
const WARM_ROUNDS = 3;
const ROUNDS = 7;

const BUDGET_MB_PER_SECOND = 200;

/** How fast the guard of terminals reads bytes that are no text at all; the same ones in every run. */
export const guardScenario: Scenario = {
  names: ['terminal.guard'],
  measure: async ({ say }) => {
    const pieces = randomPieces();
    const ours: number[] = [];
    for (let round = 0; round < WARM_ROUNDS + ROUNDS; round += 1) {
      const guard = new OutputGuard({ columns: 120, rows: 40 });
      const startMs = performance.now();
      for (const piece of pieces) guard.push(piece);
      const seconds = (performance.now() - startMs) / 1000;
      const speed = (PIECES * PIECE_BYTES) / BYTES_PER_MB / seconds;
      say(`guard ${round}: ${speed.toFixed(0)} MB/s of random bytes`);
      if (round >= WARM_ROUNDS) ours.push(speed);
    }
    return [{ name: 'terminal.guard', ours, reference: ours.map(() => BUDGET_MB_PER_SECOND) }];
  },
};

/** Marsaglia's xorshift with 32 bits. */
function randomPieces(): readonly Uint8Array[] {
  let state = 0x9e37_79b9;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 0xff;
  };
  return Array.from({ length: PIECES }, () => new Uint8Array(PIECE_BYTES).map(next));
}
