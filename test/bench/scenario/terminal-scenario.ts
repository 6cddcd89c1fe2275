import { z } from 'zod';
import { engineJson } from '../../rig/engine-request.ts';
import type { RigEngine } from '../../rig/engine.ts';
import { busyboxImage } from '../../rig/images.ts';
import type { BenchWindow } from '../bench-window.ts';
import { PtyReference } from '../pty-reference.ts';
import { checkVisible, frameTimes, installKit } from '../page-script.ts';
import { quantile } from '../statistic.ts';
import {
  attachAnew,
  countBetweenMarks,
  echoTimes,
  floodAndInterrupt,
  installTerminalKit,
  openSecondTerminal,
  openTerminalOf,
  typeUntil,
} from '../terminal-script.ts';
import type { Series } from '../figure.ts';
import type { FigureName } from '../goal.ts';
import { openApp } from './scenario.ts';
import type { Bench, Scenario } from './scenario.ts';

const CONTAINERS = 50;
const NAME = 'bench-terminal';

/** Lines of an ordinary length: a terminal's line discipline is slow with short ones. */
const LINE = '0123456789'.repeat(8).slice(1);
const FILE_BYTES = 50_000_000;
const FILE_LINES = FILE_BYTES / (LINE.length + 1);
/** A terminal sends a carriage return with every line's end. */
const SENT_BYTES = FILE_BYTES + FILE_LINES;
const BYTES_PER_MB = 1e6;

/** The first round of every series is dropped. */
const ROUNDS = 1 + 5;
const LOSS_RUNS = 10;
/** Files in the last, long run: 1 GB. */
const LONG_RUN_FILES = 20;
/** It takes a minute and a half on two cores. */
const LOSS_TIMEOUT_MS = 240_000;
const FLOOD_MS = 2500;
const KEYS = 40;
const IDLE_FRAMES = 60;
const TALL_LINES = 5_100;
const BUDGET_FRAME_MS = 100;
const BUDGET_INTERRUPT_MS = 1000;
const BUDGET_ATTACH_MS = 100;

const createdSchema = z.object({ Id: z.string() });

/** What all measurements here share. */
interface Place {
  readonly bench: Bench;
  readonly window: BenchWindow;
  readonly reference: PtyReference;
  readonly containerId: string;
}

type Measure = (place: Place) => Promise<readonly Series[]>;

/** Terminals beside `docker exec` under a terminal of its own, and floods against budgets. */
export const terminalScenario: Scenario = {
  names: [
    'terminal.throughput',
    'terminal.loss',
    'terminal.frame',
    'terminal.echo',
    'terminal.echo95',
    'terminal.interrupt',
    'terminal.attach',
  ],
  measure: async (bench, wanted) => {
    const engine = await bench.engines.withContainers(CONTAINERS);
    const containerId = await startContainer(engine);
    await using window = openApp(bench, engine, { rows: CONTAINERS + 1, state: 'terminal' });
    await window.reached('rows');
    await window.evaluate(installKit, undefined);
    await window.evaluate(installTerminalKit, undefined);
    const reference = new PtyReference(engine.dockerHost, containerId);
    const place: Place = { bench, window, reference, containerId };
    const series: Series[] = [];
    const isWanted = (...names: readonly FigureName[]): boolean =>
      names.some((name) => wanted.has(name));
    const run = async (measure: Measure): Promise<void> => {
      try {
        series.push(...(await measure(place)).filter(({ name }) => wanted.has(name)));
      } catch (error) {
        // The others are not thrown away.
        bench.say(String(error));
      }
    };
    // First: it reads a session by itself, and a window that shows one would take it over.
    if (isWanted('terminal.loss')) await run(measureLoss);
    await window.evaluate(openTerminalOf, NAME);
    if (isWanted('terminal.echo', 'terminal.echo95')) await run(measureEcho);
    if (isWanted('terminal.frame', 'terminal.interrupt')) await run(measureFlood);
    if (isWanted('terminal.throughput')) await run(measureThroughput);
    if (isWanted('terminal.attach')) await run(measureAttach);
    await window.evaluate(checkVisible, undefined);
    await engineJson(engine.socketPath, `/containers/${containerId}?force=1`, { method: 'DELETE' });
    return series;
  },
};

/** Starts a container with a file of 50 MB. */
async function startContainer(engine: RigEngine): Promise<string> {
  const { socketPath } = engine;
  const script = `yes ${LINE} | head -c ${FILE_BYTES} > /flood; exec sleep 3600`;
  const body = JSON.stringify({
    Image: await busyboxImage(engine),
    Cmd: ['sh', '-c', script],
    HostConfig: { Init: true },
  });
  const created = await engineJson(socketPath, `/containers/create?name=${NAME}`, {
    method: 'POST',
    body,
  });
  const { Id: id } = createdSchema.parse(created);
  await engineJson(socketPath, `/containers/${id}/start`, { method: 'POST' });
  return id;
}

const measureLoss: Measure = async ({ bench, window, containerId }) => {
  const lostBytes: number[] = [];
  const count = async (files: number, runs: number): Promise<void> => {
    for (let run = 0; run < runs; run += 1) {
      const commands = [`cat${' /flood'.repeat(files)}`];
      const startMs = performance.now();
      const asked = { containerId, commands };
      const [bytes = 0] = await window.evaluate(countBetweenMarks, asked, LOSS_TIMEOUT_MS);
      const seconds = (performance.now() - startMs) / 1000;
      const lost = Math.abs(files * SENT_BYTES - bytes);
      const speed = (files * FILE_BYTES) / BYTES_PER_MB / seconds;
      bench.say(
        `loss: ${files * 50} MB in ${seconds.toFixed(1)} s, ${speed.toFixed(1)} MB/s, ${lost} bytes lost`,
      );
      lostBytes.push(lost);
    }
  };
  await count(1, LOSS_RUNS);
  await count(LONG_RUN_FILES, 1);
  const sum = lostBytes.reduce((total, lost) => total + lost, 0);
  const sentBytes = (LOSS_RUNS + LONG_RUN_FILES) * SENT_BYTES;
  // One figure of all runs: a median would forgive a loss in four of ten.
  const series = { ours: [sum / BYTES_PER_MB], reference: [sentBytes / BYTES_PER_MB] };
  return [{ name: 'terminal.loss', ...series }];
};

const measureThroughput: Measure = async ({ bench, window, reference }) => {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const line = `end-${round}`;
    const command = `cat /flood; echo en""d-${round}`;
    const oursMs = await window.evaluate(typeUntil, { command, line });
    const theirsMs = await reference.timeOf(command, `end-${round}`);
    const speed = (ms: number): number => FILE_BYTES / BYTES_PER_MB / (ms / 1000);
    bench.say(
      `throughput ${round} of ${ROUNDS - 1}: ${speed(oursMs).toFixed(1)} MB/s, ` +
        `docker exec ${speed(theirsMs).toFixed(1)} MB/s`,
    );
    if (round === 0) continue;
    ours.push(speed(oursMs));
    theirs.push(speed(theirsMs));
  }
  return [{ name: 'terminal.throughput', ours, reference: theirs }];
};

const measureEcho: Measure = async ({ bench, window, reference }) => {
  const ours: number[][] = [];
  const theirs: number[][] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const frameMs = quantile(await window.evaluate(frameTimes, IDLE_FRAMES), 0.5);
    const oursMs = await window.evaluate(echoTimes, KEYS);
    const theirsMs = await reference.echoTimes(KEYS);
    bench.say(
      `echo ${round} of ${ROUNDS - 1}: p50 ${quantile(oursMs, 0.5).toFixed(1)} ms, docker exec ` +
        `${quantile(theirsMs, 0.5).toFixed(1)} ms, frame ${frameMs.toFixed(1)} ms`,
    );
    if (round === 0) continue;
    ours.push(oursMs);
    theirs.push(theirsMs.map((timeMs) => timeMs + frameMs));
  }
  const at = (all: readonly number[][], share: number): number[] =>
    all.map((times) => quantile(times, share));
  return [
    { name: 'terminal.echo', ours: at(ours, 0.5), reference: at(theirs, 0.5) },
    { name: 'terminal.echo95', ours: at(ours, 0.95), reference: at(theirs, 0.95) },
  ];
};

const measureFlood: Measure = async ({ bench, window }) => {
  const framesMs: number[] = [];
  const promptsMs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { longestFrameMs, promptMs } = await window.evaluate(floodAndInterrupt, FLOOD_MS);
    bench.say(
      `flood ${round} of ${ROUNDS - 1}: longest frame ${longestFrameMs.toFixed(0)} ms, ` +
        `Ctrl-C to prompt ${promptMs.toFixed(0)} ms`,
    );
    if (round === 0) continue;
    framesMs.push(longestFrameMs);
    promptsMs.push(promptMs);
  }
  return [
    { name: 'terminal.frame', ours: framesMs, reference: framesMs.map(() => BUDGET_FRAME_MS) },
    {
      name: 'terminal.interrupt',
      ours: promptsMs,
      reference: promptsMs.map(() => BUDGET_INTERRUPT_MS),
    },
  ];
};

const measureAttach: Measure = async ({ bench, window }) => {
  // Full lines, whatever the width: the last column stays empty, so that none is broken.
  const command = (round: number): string =>
    'w=$(stty size | cut -d" " -f2); l=$(head -c $((w - 1)) /dev/zero | tr "\\0" x); ' +
    `clear; yes $l | head -n ${TALL_LINES}; echo ta""ll-${round}`;
  await window.evaluate(typeUntil, { command: command(0), line: 'tall-0' });
  await window.evaluate(openSecondTerminal, 'tall-0');
  const ours: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const asked = { command: command(round), line: `tall-${round}` };
    const attachMs = await window.evaluate(attachAnew, asked);
    bench.say(`attach ${round} of ${ROUNDS}: ${attachMs.toFixed(0)} ms`);
    if (round > 1) ours.push(attachMs);
  }
  return [{ name: 'terminal.attach', ours, reference: ours.map(() => BUDGET_ATTACH_MS) }];
};
