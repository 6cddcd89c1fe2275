import { monitorEventLoopDelay } from 'node:perf_hooks';
import { OutputGuard } from '../../../electron/service/terminal/output-guard.ts';
import { readOutput } from '../../../electron/service/terminal/plain-output.ts';
import { loadScreenParts, ScreenModel } from '../../../electron/service/terminal/screen-model.ts';
import type { Series } from '../figure.ts';
import type { Bench, Scenario } from './scenario.ts';

const PIECE_BYTES = 32 * 1024;
const PIECES = 512;
const BYTES_PER_MB = 1e6;

/** The first rounds are dropped: the code is compiled while it runs. */
const WARM_ROUNDS = 3;
const ROUNDS = 7;

const BUDGET_MB_PER_SECOND = 200;

/** Drawn for the longest stall: ten seeds of 2 MB. */
const NOISES = 10;
const NOISE_PIECES = 64;
const BUDGET_STALL_MS = 200;
const NS_PER_MS = 1e6;
const SIZE = { columns: 120, rows: 40 };

/** What text and bytes that are none do to terminals; the same ones in every run. */
export const guardScenario: Scenario = {
  names: ['terminal.text', 'terminal.guard', 'terminal.noise'],
  measure: async (bench, wanted) => {
    const series: Series[] = [];
    if (wanted.has('terminal.text')) series.push(measureText(bench));
    if (wanted.has('terminal.guard')) series.push(measureGuard(bench));
    if (wanted.has('terminal.noise')) series.push(await measureNoise(bench));
    return series;
  },
};

/** How fast text passes the guard: a log with colours, accents and wide characters. */
function measureText({ say }: Bench): Series {
  const line =
    '\u001B[32m12:00:01 INFO\u001B[0m epoch 3 of 10, Größe 0.1234, 損失 0.5678: resumed\r\n';
  const whole = new TextEncoder().encode(line.repeat(Math.ceil(PIECE_BYTES / line.length)));
  const pieces = Array.from({ length: PIECES }, () => whole.slice(0, PIECE_BYTES));
  const ours: number[] = [];
  for (let round = 0; round < WARM_ROUNDS + ROUNDS; round += 1) {
    const guard = new OutputGuard(SIZE);
    const speed = speedOf(pieces, (piece) => guard.push(piece));
    say(`guard ${round}: ${speed.toFixed(0)} MB/s of text`);
    if (round >= WARM_ROUNDS) ours.push(speed);
  }
  return { name: 'terminal.text', ours, reference: ours.map(() => BUDGET_MB_PER_SECOND) };
}

/**
 * How fast random bytes pass the guard. No processor guesses what such a byte is, so that each waits for the one before it:
 * the guard's table alone, walked without writing anything, makes 300 MB/s on two cores that are not busy, and the
 * platform's own decoder, which replaces what is no text and knows no terminal, 40 MB/s.
 */
function measureGuard({ say }: Bench): Series {
  const pieces = randomPieces(1, PIECES);
  const ours: number[] = [];
  for (let round = 0; round < WARM_ROUNDS + ROUNDS; round += 1) {
    const guard = new OutputGuard(SIZE);
    const speed = speedOf(pieces, (piece) => guard.push(piece));
    say(`guard ${round}: ${speed.toFixed(0)} MB/s of random bytes`);
    if (round >= WARM_ROUNDS) ours.push(speed);
  }
  return { name: 'terminal.guard', ours, reference: ours.map(() => BUDGET_MB_PER_SECOND) };
}

/** Megabytes in a second. */
function speedOf(pieces: readonly Uint8Array[], take: (piece: Uint8Array) => Uint8Array): number {
  const startMs = performance.now();
  for (const piece of pieces) take(piece);
  return (PIECES * PIECE_BYTES) / BYTES_PER_MB / ((performance.now() - startMs) / 1000);
}

/** For how long nothing else happens in a process that draws them behind the guard. */
async function measureNoise({ say }: Bench): Promise<Series> {
  const parts = await loadScreenParts();
  const ours: number[] = [];
  for (let seed = 1; seed <= NOISES; seed += 1) {
    const pieces = randomPieces(seed, NOISE_PIECES);
    const guard = new OutputGuard(SIZE);
    const screen = new ScreenModel(parts, SIZE, {
      onReply: () => undefined,
      onBell: () => undefined,
      look: { scrollbackLines: 5_000, palette: undefined },
    });
    const lag = monitorEventLoopDelay({ resolution: 1 });
    lag.enable();
    for (const piece of pieces) await screen.write(readOutput(guard.push(piece)));
    await screen.snapshot();
    lag.disable();
    screen.dispose();
    ours.push(lag.max / NS_PER_MS);
    say(`noise ${seed}: longest stall ${ours.at(-1)?.toFixed(0)} ms`);
  }
  // The worst of all: a median would forgive one that freezes.
  return { name: 'terminal.noise', ours: [Math.max(...ours)], reference: [BUDGET_STALL_MS] };
}

/** Marsaglia's xorshift with 32 bits. */
function randomPieces(seed: number, count: number): readonly Uint8Array[] {
  let state = seed * 0x9e37_79b9;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 0xff;
  };
  return Array.from({ length: count }, () => new Uint8Array(PIECE_BYTES).map(next));
}
