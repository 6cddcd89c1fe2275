import { setTimeout as sleep } from 'node:timers/promises';
import { timeApiList } from '../api-list.ts';
import type { ListLength } from '../bench-engines.ts';
import type { BenchWindow } from '../bench-window.ts';
import type { Series } from '../figure.ts';
import type { FigureName } from '../goal.ts';
import { quantile } from '../statistic.ts';
import { openApp, openEmpty } from './scenario.ts';
import type { Bench, Scenario } from './scenario.ts';

const START_NAMES = ['start.paint', 'start.rows50', 'start.rows500'] as const;
const MEMORY_NAMES = ['idle.pss', 'idle.pss500'] as const;

/** The first round is dropped: it fills the page cache and makes the state directories. */
const ROUNDS = 1 + 8;

/** Rests between the last paint and the look at memory, the same on both sides. */
const SETTLE_MS = 8000;

/** Single requests vary more than starts; each round notes the median of these. */
const LISTS_PER_ROUND = 5;

const BYTES_PER_MB = 1_000_000;

/** Everything one start shows; memory is absent where it was not asked for. */
interface Round {
  readonly emptyMs: number;
  readonly paintMs: number;
  readonly rows50Ms: number;
  readonly rows500Ms: number;
  readonly list500Ms: number;
  readonly emptyMb: number;
  readonly pss50Mb: number;
  readonly pss500Mb: number;
}

/** Starts the empty window, the app, the app on to 50 and the app on to 500 containers, in turns. */
export const startScenario: Scenario = {
  names: [...START_NAMES, ...MEMORY_NAMES],
  measure: async (bench, wanted) => {
    const rounds: Round[] = [];
    for (let index = 0; index < ROUNDS; index += 1) {
      const round = await measureRound(bench, wanted, index % 2 === 0);
      if (index > 0) rounds.push(round);
      bench.say(`start round ${index} of ${ROUNDS - 1}: ${describe(round)}`);
    }
    return toSeries(rounds).filter(({ name }) => wanted.has(name));
  },
};

/** @param is500First a start right after another one is slower, whatever it shows: they take turns in that place */
async function measureRound(
  bench: Bench,
  wanted: ReadonlySet<FigureName>,
  is500First: boolean,
): Promise<Round> {
  const hasMemory = MEMORY_NAMES.some((name) => wanted.has(name));
  const has500 = wanted.has('start.rows500') || wanted.has('idle.pss500');
  const empty = await measureEmpty(openEmpty(bench), hasMemory);
  const paintMs = await measurePaint(bench);
  const measure500 = async (): Promise<Start | undefined> =>
    has500 ? await measureApp(bench, 500, hasMemory) : undefined;
  const early500 = is500First ? await measure500() : undefined;
  const at50 = await measureApp(bench, 50, hasMemory);
  const at500 = early500 ?? (await measure500());
  return {
    emptyMs: empty.readyMs,
    emptyMb: empty.pssMb,
    paintMs,
    rows50Ms: at50.rowsMs,
    pss50Mb: at50.pssMb,
    rows500Ms: at500?.rowsMs ?? 0,
    pss500Mb: at500?.pssMb ?? 0,
    list500Ms: has500 ? await medianListMs(bench, 500) : 0,
  };
}

async function measureEmpty(
  window: BenchWindow,
  hasMemory: boolean,
): Promise<{ readonly readyMs: number; readonly pssMb: number }> {
  await using _ = window;
  const readyMs = await window.reached('ready-to-show');
  return { readyMs, pssMb: await settledPssMb(window, hasMemory) };
}

/**
 * A start of its own: a click on its way to the list would change what is painted first. What the page has drawn
 * counts when Electron, too, says that there is a picture to show.
 */
async function measurePaint(bench: Bench): Promise<number> {
  await using window = openApp(bench, await bench.engines.withContainers(50));
  return Math.max(await window.reached('paint'), await window.reached('ready-to-show'));
}

/** One start on to the list. */
interface Start {
  readonly rowsMs: number;
  readonly pssMb: number;
}

async function measureApp(bench: Bench, length: ListLength, hasMemory: boolean): Promise<Start> {
  const engine = await bench.engines.withContainers(length);
  await using window = openApp(bench, engine, { rows: length });
  const rowsMs = await window.reached('rows');
  return { rowsMs, pssMb: await settledPssMb(window, hasMemory) };
}

async function settledPssMb(window: BenchWindow, hasMemory: boolean): Promise<number> {
  if (!hasMemory) return 0;
  await sleep(SETTLE_MS);
  return window.pssBytes() / BYTES_PER_MB;
}

async function medianListMs(bench: Bench, length: ListLength): Promise<number> {
  const { socketPath } = await bench.engines.withContainers(length);
  return quantile(await timeApiList(socketPath, length, LISTS_PER_ROUND), 0.5);
}

function toSeries(rounds: readonly Round[]): readonly Series[] {
  const all = (field: keyof Round): number[] => rounds.map((round) => round[field]);
  const emptyMs = all('emptyMs');
  return [
    { name: 'start.paint', ours: all('paintMs'), reference: emptyMs },
    { name: 'start.rows50', ours: all('rows50Ms'), reference: emptyMs },
    {
      name: 'start.rows500',
      ours: all('rows500Ms'),
      reference: rounds.map(({ rows50Ms, list500Ms }) => rows50Ms + 2 * list500Ms),
    },
    { name: 'idle.pss', ours: all('pss50Mb'), reference: all('emptyMb') },
    { name: 'idle.pss500', ours: all('pss500Mb'), reference: all('pss50Mb') },
  ];
}

function describe(round: Round): string {
  return Object.entries(round)
    .filter(([, value]) => value !== 0)
    .map(([field, value]) => `${field} ${Number(value).toFixed(1)}`)
    .join(', ');
}
