import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { engineRequest, openEngineRequest } from '../../rig/engine-request.ts';
import type { RigEngine } from '../../rig/engine.ts';
import { jupyterImage } from '../../rig/images.ts';
import { mustRun } from '../../rig/rig-process.ts';
import { installFollow, readLayers } from '../image-flow.ts';
import { runReading, type Reading, type ReadingJob } from '../layer-reading.ts';
import { filesLayer, streamedImage } from '../made-image.ts';
import type { Series } from '../figure.ts';
import type { FigureName } from '../goal.ts';
import { openApp } from './scenario.ts';
import type { Bench, Scenario } from './scenario.ts';

/** The first round of every series is dropped. */
const ROUNDS = 1 + 3;
/** Each takes a minute and more. */
const LARGE_ROUNDS = 1 + 2;

const LARGE = 'bench-large:1';
const LARGE_LAYERS = 30;
const FILES_PER_LAYER = 170;
const FILE_BYTES = 1_000_000;
/** As `LARGE` with one small layer on top. */
const SHARED = 'bench-shared:1';

const BYTES_PER_MB = 1e6;
const BUDGET_FIRST_MS = 1000;
const BUDGET_AGAIN_MS = 150;
const BUDGET_RESIDENT_MB = 512;
const BUDGET_MAIN_MB = 20;
/** It takes half a minute on two cores. */
const SAVE_TIMEOUT_MS = 300_000;

const LARGE_FIGURES = [
  'layers.large',
  'layers.first',
  'layers.again',
  'layers.shared',
  'layers.memory',
  'layers.main',
  'layers.disk',
] as const satisfies readonly FigureName[];

/** An image's layers read by our worker, beside `docker save` of the same image into nothing. */
export const layerScenario: Scenario = {
  names: ['layers.index', ...LARGE_FIGURES],
  measure: async (bench, wanted) => {
    const series: Series[] = [];
    if (wanted.has('layers.index')) series.push(await measureNotebook(bench));
    if (LARGE_FIGURES.some((name) => wanted.has(name))) series.push(...(await measureLarge(bench)));
    return series.filter(({ name }) => wanted.has(name));
  },
};

async function measureNotebook(bench: Bench): Promise<Series> {
  const engine = await bench.engines.withContainers(50);
  const image = await jupyterImage(engine);
  const { ours, reference } = await inTurns(bench, engine, image, ROUNDS);
  return { name: 'layers.index', ours: ours.map(({ totalMs }) => totalMs), reference };
}

async function measureLarge(bench: Bench): Promise<readonly Series[]> {
  const engine = await bench.engines.withContainers(50);
  await loadLarge(bench, engine);
  const firstByteMs = await timeToFirstByte(engine, LARGE);
  const cacheDirectory = await freshCache(bench);
  const { ours, reference } = await inTurns(bench, engine, LARGE, LARGE_ROUNDS);
  const job = jobOf(engine, LARGE, cacheDirectory);
  const read = await runReading(job);
  const again: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) again.push((await runReading(job)).totalMs);
  const shared = await measureShared(bench, engine, cacheDirectory);
  const mainMb = await growthOfMain(bench, engine);
  await engineRequest(engine.socketPath, `/images/${LARGE}?force=1`, { method: 'DELETE' });
  const rest = [...ours, read].map(({ writtenBytes, indexBytes }) =>
    Math.max(0, (writtenBytes - indexBytes) / BYTES_PER_MB),
  );
  const resident = Math.max(...ours.map(({ residentBytes }) => residentBytes)) / BYTES_PER_MB;
  return [
    { name: 'layers.large', ours: ours.map(({ totalMs }) => totalMs), reference },
    {
      name: 'layers.first',
      ours: ours.map(({ firstLayerMs }) => firstLayerMs),
      reference: [firstByteMs + BUDGET_FIRST_MS],
    },
    { name: 'layers.again', ours: again.slice(1), reference: [BUDGET_AGAIN_MS] },
    shared,
    // The worst of all, as a median would forgive one.
    { name: 'layers.memory', ours: [resident], reference: [BUDGET_RESIDENT_MB] },
    { name: 'layers.main', ours: [mainMb], reference: [BUDGET_MAIN_MB] },
    {
      name: 'layers.disk',
      ours: [Math.max(...rest)],
      reference: ours.map(({ readBytes }) => readBytes / BYTES_PER_MB),
    },
  ];
}

/** What the index saves does not save the engine: it sends everything again. */
async function measureShared(
  bench: Bench,
  engine: RigEngine,
  cacheDirectory: string,
): Promise<Series> {
  const id = (await docker(engine, 'create', LARGE, 'none')).trim();
  await docker(engine, 'cp', join(import.meta.dirname, 'layer-scenario.ts'), `${id}:/data/top`);
  await docker(engine, 'commit', id, SHARED);
  await docker(engine, 'rm', id);
  const ours = await runReading(jobOf(engine, SHARED, cacheDirectory));
  const referenceMs = await saveIntoNothing(engine, SHARED);
  bench.say(
    `one new layer of ${ours.layerCount}: ${seconds(ours.totalMs)} s, ` +
      `${(ours.readBytes / BYTES_PER_MB).toFixed(0)} MB sent again, docker save ${seconds(referenceMs)} s`,
  );
  await docker(engine, 'rmi', SHARED);
  return { name: 'layers.shared', ours: [ours.totalMs], reference: [referenceMs] };
}

/** How much more the main process holds after the app has read the image. */
async function growthOfMain(bench: Bench, engine: RigEngine): Promise<number> {
  await using window = openApp(bench, engine, { rows: 50, state: 'layers' });
  await window.reached('rows');
  await window.evaluate(installFollow, undefined);
  const before = await window.look();
  await window.evaluate(readLayers, LARGE, 300_000);
  const after = await window.look();
  return (after.mainBytes - before.mainBytes) / BYTES_PER_MB;
}

async function inTurns(
  bench: Bench,
  engine: RigEngine,
  image: string,
  rounds: number,
): Promise<{ readonly ours: readonly Reading[]; readonly reference: readonly number[] }> {
  const ours: Reading[] = [];
  const reference: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const cacheDirectory = await freshCache(bench);
    const reading = await runReading(jobOf(engine, image, cacheDirectory));
    await rm(cacheDirectory, { recursive: true });
    const referenceMs = await saveIntoNothing(engine, image);
    bench.say(
      `layers of ${image}, round ${round} of ${rounds - 1}: first after ${seconds(reading.firstLayerMs)} s, ` +
        `all ${reading.layerCount} after ${seconds(reading.totalMs)} s, ${reading.entryCount} entries, ` +
        `${(reading.residentBytes / BYTES_PER_MB).toFixed(0)} MB held; docker save ${seconds(referenceMs)} s`,
    );
    if (round === 0) continue;
    ours.push(reading);
    reference.push(referenceMs);
  }
  return { ours, reference };
}

function jobOf(engine: RigEngine, image: string, cacheDirectory: string): ReadingJob {
  const from = { kind: 'engine', socketPath: engine.socketPath } as const;
  return { cacheDirectory, image, from, questions: 0 };
}

function freshCache(bench: Bench): Promise<string> {
  return mkdtemp(join(bench.scratchDirectory, 'layers-'));
}

async function loadLarge(bench: Bench, engine: RigEngine): Promise<void> {
  const startMs = performance.now();
  const layers = Array.from({ length: LARGE_LAYERS }, (_, position) =>
    filesLayer(position, FILES_PER_LAYER, FILE_BYTES),
  );
  const { archive, described } = streamedImage(layers, LARGE);
  const answer = await engineRequest(engine.socketPath, '/images/load', {
    method: 'POST',
    body: Readable.from(archive()),
    contentType: 'application/x-tar',
  });
  if (answer.status !== 200 || answer.text.includes('"error"')) throw new Error(answer.text);
  bench.say(
    `image of ${(described.sizeBytes / BYTES_PER_MB).toFixed(0)} MB loaded in ${seconds(performance.now() - startMs)} s`,
  );
}

async function saveIntoNothing(engine: RigEngine, image: string): Promise<number> {
  const startMs = performance.now();
  const script = 'set -o pipefail; docker -H "$1" save "$2" | cat > /dev/null';
  await mustRun('bash', ['-c', script, 'bench', engine.dockerHost, image], {
    timeoutMs: SAVE_TIMEOUT_MS,
  });
  return performance.now() - startMs;
}

async function timeToFirstByte(engine: RigEngine, image: string): Promise<number> {
  const startMs = performance.now();
  const answer = await openEngineRequest(engine.socketPath, `/images/${image}/get`);
  await once(answer, 'readable');
  const firstMs = performance.now() - startMs;
  answer.destroy();
  return firstMs;
}

function docker(engine: RigEngine, ...words: readonly string[]): Promise<string> {
  return mustRun('docker', ['-H', engine.dockerHost, ...words]);
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}
