import { closeSync, createReadStream, openSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { TarWalker } from '../../../electron/worker/layer-index/tar-walker.ts';
import { mustRun } from '../../rig/rig-process.ts';
import { runReading } from '../layer-reading.ts';
import { entriesLayer } from '../made-image.ts';
import type { Series } from '../figure.ts';
import type { Bench, Scenario } from './scenario.ts';

const ENTRIES = 1_000_000;
/** The first round is dropped. */
const WALK_ROUNDS = 1 + 3;
const QUESTION_ROUNDS = 6;
const READ_BYTES = 65_536;
const BUDGET_SEARCH_MS = 200;
const BUDGET_EXPAND_MS = 50;

/** What a million entries cost, without an engine. */
export const entriesScenario: Scenario = {
  names: ['layers.walk', 'layers.search', 'layers.expand'],
  measure: async (bench, wanted) => {
    const series: Series[] = [];
    if (wanted.has('layers.walk')) series.push(await measureWalk(bench));
    if (wanted.has('layers.search') || wanted.has('layers.expand')) {
      series.push(...(await measureQuestions(bench)));
    }
    return series.filter(({ name }) => wanted.has(name));
  },
};

/** Our reader of headers alone, beside `tar -tv`, both from a file that memory holds. */
async function measureWalk(bench: Bench): Promise<Series> {
  const file = join(bench.scratchDirectory, 'entries.tar');
  const descriptor = openSync(file, 'w');
  for (const piece of entriesLayer(ENTRIES)()) writeSync(descriptor, piece);
  closeSync(descriptor);
  const ours: number[] = [];
  const reference: number[] = [];
  for (let round = 0; round < WALK_ROUNDS; round += 1) {
    const oursMs = await walk(file);
    const startMs = performance.now();
    await mustRun('bash', ['-c', 'tar -tvf "$1" > /dev/null', 'bench', file]);
    const referenceMs = performance.now() - startMs;
    bench.say(`${ENTRIES} headers: ${oursMs.toFixed(0)} ms, tar -tv ${referenceMs.toFixed(0)} ms`);
    if (round === 0) continue;
    ours.push(oursMs);
    reference.push(referenceMs);
  }
  await rm(file);
  return { name: 'layers.walk', ours, reference };
}

async function walk(file: string): Promise<number> {
  let entries = 0;
  const walker = new TarWalker({
    onEntry: () => {
      entries += 1;
      return false;
    },
  });
  const startMs = performance.now();
  for await (const chunk of createReadStream(file, { highWaterMark: READ_BYTES })) {
    walker.push(chunk as Buffer);
  }
  const tookMs = performance.now() - startMs;
  if (entries !== ENTRIES || !walker.isEnded) throw new Error(`only ${entries} headers`);
  return tookMs;
}

async function measureQuestions(bench: Bench): Promise<readonly Series[]> {
  const reading = await runReading({
    cacheDirectory: await mkdtemp(join(bench.scratchDirectory, 'layers-')),
    image: 'bench-entries:1',
    from: { kind: 'made', entries: ENTRIES },
    questions: QUESTION_ROUNDS,
  });
  const { searchMs, expandMs, viewMs } = reading;
  bench.say(
    `${reading.entryCount} entries: first search ${searchMs[0]?.toFixed(0)} ms, worst ${Math.max(...searchMs).toFixed(0)} ms; ` +
      `layers chosen in ${viewMs.toFixed(0)} ms, worst folder ${Math.max(...expandMs).toFixed(0)} ms`,
  );
  // The worst, and the first is among them: it is the one that somebody waits for.
  return [
    { name: 'layers.search', ours: [Math.max(...searchMs)], reference: [BUDGET_SEARCH_MS] },
    { name: 'layers.expand', ours: [Math.max(...expandMs)], reference: [BUDGET_EXPAND_MS] },
  ];
}
