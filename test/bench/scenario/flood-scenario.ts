import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { engineJson } from '../../rig/engine-request.ts';
import type { RigEngine } from '../../rig/engine.ts';
import { busyboxImage } from '../../rig/images.ts';
import type { BenchWindow } from '../bench-window.ts';
import type { Series } from '../figure.ts';
import type { FigureName } from '../goal.ts';
import { openTerminals, requestsUntil } from '../flood-script.ts';
import { checkVisible, installKit } from '../page-script.ts';
import { quantile } from '../statistic.ts';
import { floodAndInterrupt, installTerminalKit, openTerminalOf } from '../terminal-script.ts';
import { openApp } from './scenario.ts';
import type { Bench, Scenario } from './scenario.ts';

const CONTAINERS = 50;
const NAME = 'bench-flood';
/** Lines of an ordinary length: a terminal's line discipline is slow with short ones. */
const LINE = '0123456789'.repeat(8).slice(1);

/** What the container does. */
const IDLE = 'sleep 3600';
/** What floods; its shell has `yes` built in and keeps its own name. */
const FLOOD = 'sh /flood';
/** Waits for all others. */
const FLOOD_SCRIPT = `until [ -e /go ]; do sleep 0.1; done; exec yes ${LINE}`;

/** The first flood fills the scrollback and compiles the code; the growth is counted from behind it. */
const WARM_BYTES = 50_000_000;
const FLOOD_BYTES = 1_000_000_000;
const FLOOD_WITHIN_MS = 300_000;
const LOOK_PAUSE_MS = 5_000;
const REQUEST_PAUSE_MS = 50;
const FLOOD_MS = 1_000;

const TERMINALS = 8;
const SPAN_MS = 4_000;
/** The first round of every series is dropped. */
const ROUNDS = 1 + 5;

const BYTES_PER_MB = 1e6;
const BUDGET_MAIN_MB = 20;
const BUDGET_WINDOW_MB = 100;
const BUDGET_REQUEST_MS = 100;
const BUDGET_SHARE_PERCENT = 5;
const BUDGET_LAG_MS = 50;

const createdSchema = z.object({ Id: z.string() });
const topSchema = z.object({
  Titles: z.array(z.string()),
  Processes: z.array(z.array(z.string())),
});

const LONG_NAMES = ['terminal.heap', 'terminal.window', 'terminal.busy'] as const;
const MANY_NAMES = ['terminal.share', 'terminal.lag'] as const;

/** What floods cost whoever else works here: one of 1 GB, and eight at once. */
export const floodScenario: Scenario = {
  names: [...LONG_NAMES, ...MANY_NAMES],
  measure: async (bench, wanted) => {
    const engine = await bench.engines.withContainers(CONTAINERS);
    const containerId = await startContainer(engine);
    await using window = openApp(bench, engine, { rows: CONTAINERS + 1, state: 'flood' });
    await window.reached('rows');
    await window.evaluate(installKit, undefined);
    await window.evaluate(installTerminalKit, undefined);
    await window.evaluate(openTerminalOf, NAME);
    const isWanted = (names: readonly FigureName[]): boolean =>
      names.some((name) => wanted.has(name));
    const series: Series[] = [];
    if (isWanted(LONG_NAMES)) series.push(...(await measureLong(bench, window, containerId)));
    if (isWanted(MANY_NAMES)) {
      series.push(...(await measureMany(bench, window, { engine, containerId })));
    }
    await window.evaluate(checkVisible, undefined);
    await engineJson(engine.socketPath, `/containers/${containerId}?force=1`, { method: 'DELETE' });
    return series.filter(({ name }) => wanted.has(name));
  },
};

async function startContainer(engine: RigEngine): Promise<string> {
  const { socketPath } = engine;
  const body = JSON.stringify({
    Image: await busyboxImage(engine),
    Cmd: ['sh', '-c', `echo '${FLOOD_SCRIPT}' > /flood; exec ${IDLE}`],
    HostConfig: { Init: true },
  });
  const path = `/containers/create?name=${NAME}`;
  const { Id: id } = createdSchema.parse(
    await engineJson(socketPath, path, { method: 'POST', body }),
  );
  await engineJson(socketPath, `/containers/${id}/start`, { method: 'POST' });
  return id;
}

/** One flood of 1 GB, looked at from its own tab. */
async function measureLong(
  { say }: Bench,
  window: BenchWindow,
  containerId: string,
): Promise<readonly Series[]> {
  const flood = async (bytes: number, line: string): Promise<readonly number[]> => {
    const command = `yes ${LINE} | head -c ${bytes}; echo; echo ${line.replace('-', '""-')}`;
    const times = { pauseMs: REQUEST_PAUSE_MS, withinMs: FLOOD_WITHIN_MS };
    const asked = { containerId, command, line, ...times };
    return await window.evaluate(requestsUntil, asked, FLOOD_WITHIN_MS);
  };
  await flood(WARM_BYTES, 'warm-end');
  const before = await window.look();
  const startMs = performance.now();
  let isOver = false;
  const flooding = flood(FLOOD_BYTES, 'flood-end').finally(() => (isOver = true));
  const grown: { readonly main: number; readonly window: number }[] = [];
  for (;;) {
    await Promise.race([flooding, sleep(LOOK_PAUSE_MS)]);
    const now = await window.look();
    grown.push({
      main: (now.mainBytes - before.mainBytes) / BYTES_PER_MB,
      window: (now.windowBytes - before.windowBytes) / BYTES_PER_MB,
    });
    if (isOver) break;
  }
  const requestsMs = await flooding;
  const p95Ms = quantile(requestsMs, 0.95);
  const main = Math.max(...grown.map((one) => one.main));
  const page = Math.max(...grown.map((one) => one.window));
  const seconds = (performance.now() - startMs) / 1000;
  const { promptMs } = await window.evaluate(floodAndInterrupt, FLOOD_MS);
  say(
    `1 GB in ${seconds.toFixed(0)} s: main +${main.toFixed(1)} MB, window +${page.toFixed(1)} MB, ` +
      `${requestsMs.length} requests p95 ${p95Ms.toFixed(1)} ms, then Ctrl-C ${promptMs.toFixed(0)} ms`,
  );
  return [
    { name: 'terminal.heap', ours: [Math.max(0, main)], reference: [BUDGET_MAIN_MB] },
    { name: 'terminal.window', ours: [Math.max(0, page)], reference: [BUDGET_WINDOW_MB] },
    { name: 'terminal.busy', ours: [p95Ms], reference: [BUDGET_REQUEST_MS] },
  ];
}

/** Eight at once, one of them seen. What each writes is counted by the kernel, in the writing process. */
async function measureMany(
  { say }: Bench,
  window: BenchWindow,
  { engine, containerId }: { readonly engine: RigEngine; readonly containerId: string },
): Promise<readonly Series[]> {
  await window.evaluate(openTerminals, { count: TERMINALS, command: `exec ${FLOOD}` });
  const [inside] = await processesOf(engine, containerId, IDLE);
  await writeFile(`/proc/${inside}/root/go`, '');
  await sleep(SPAN_MS);
  const writers = await processesOf(engine, containerId, FLOOD);
  if (writers.length !== TERMINALS) throw new Error(`${writers.length} floods`);
  const shares: number[] = [];
  const lagsMs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await window.look();
    const before = await Promise.all(writers.map(writtenBytes));
    await sleep(SPAN_MS);
    const after = await Promise.all(writers.map(writtenBytes));
    const { lagMs } = await window.look();
    const written = after.map((bytes, index) => bytes - (before[index] ?? 0));
    const all = written.reduce((sum, bytes) => sum + bytes, 0);
    const percent = written.map((bytes) => (100 * bytes) / all);
    say(
      `eight floods ${round} of ${ROUNDS - 1}: ${(all / BYTES_PER_MB / (SPAN_MS / 1000)).toFixed(1)} MB/s, ` +
        `shares ${percent.map((share) => share.toFixed(1)).join(' ')} %, main's lag p99 ${lagMs.toFixed(1)} ms`,
    );
    if (round === 0) continue;
    shares.push(Math.min(...percent));
    lagsMs.push(lagMs);
  }
  return [
    { name: 'terminal.share', ours: shares, reference: shares.map(() => BUDGET_SHARE_PERCENT) },
    { name: 'terminal.lag', ours: lagsMs, reference: lagsMs.map(() => BUDGET_LAG_MS) },
  ];
}

/** The processes of a container with this command line, by the machine's own numbers. */
async function processesOf(
  { socketPath }: RigEngine,
  containerId: string,
  command: string,
): Promise<readonly string[]> {
  const top = topSchema.parse(await engineJson(socketPath, `/containers/${containerId}/top`));
  const column = top.Titles.indexOf('PID');
  const own = top.Processes.filter((process) => process.at(-1) === command);
  return own.map((process) => process[column] ?? '');
}

async function writtenBytes(pid: string): Promise<number> {
  const text = await readFile(`/proc/${pid}/io`, 'utf8');
  return Number(/^wchar: (\d+)$/m.exec(text)?.[1]);
}
