import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { engineJson } from '../../rig/engine-request.ts';
import type { RigEngine } from '../../rig/engine.ts';
import { busyboxImage } from '../../rig/images.ts';
import type { BenchWindow } from '../bench-window.ts';
import type { Series } from '../figure.ts';
import { requestsUntil } from '../flood-script.ts';
import { checkVisible, installKit } from '../page-script.ts';
import { installTerminalKit, interruptFlood, openTerminalOf } from '../terminal-script.ts';
import { openApp } from './scenario.ts';
import type { Bench, Scenario } from './scenario.ts';

const CONTAINERS = 50;
const NAME = 'bench-mixed-flood';

const COLORED_LINE =
  '\\033[90m2026-11-21 12:00:00.000\\033[0m \\033[1;32mINFO\\033[0m \\033[36mtrain\\033[0m ' +
  'epoch \\033[33m7\\033[0m loss \\033[38;2;255;120;0m0.0421\\033[0m';

/** Everything but lines of plain text, each without an end of its own. */
const FLOODS = [
  { what: 'random bytes', command: 'cat /dev/urandom' },
  { what: 'a coloured log', command: `yes "$(printf "${COLORED_LINE}")"` },
  { what: 'one line', command: 'tr "\\0" x < /dev/zero' },
] as const;

/** The first flood fills the scrollback and compiles the code; the growth is counted from behind it. */
const WARM_BYTES = 30_000_000;
const FLOOD_BYTES = 300_000_000;
const FLOOD_WITHIN_MS = 300_000;
const LOOK_PAUSE_MS = 5_000;
const REQUEST_PAUSE_MS = 50;
const INTERRUPT_AFTER_MS = 2_000;

/** What a terminal answered to random bytes waits in the shell's line: it is thrown away first. */
const FRESH_LINE = '\u0003\u0015';

const BYTES_PER_MB = 1e6;
const BUDGET_MAIN_MB = 20;
const BUDGET_WINDOW_MB = 100;
const BUDGET_INTERRUPT_MS = 1000;

const createdSchema = z.object({ Id: z.string() });

/** What one kind of flood cost. */
interface Cost {
  readonly mainMb: number;
  readonly windowMb: number;
  readonly stoppedMs: number;
}

/** What floods cost that are no lines of plain text; the worst of them counts. */
export const mixedFloodScenario: Scenario = {
  names: ['terminal.heaps', 'terminal.windows', 'terminal.interrupts'],
  measure: async (bench, wanted) => {
    const engine = await bench.engines.withContainers(CONTAINERS);
    const containerId = await startContainer(engine);
    await using window = openApp(bench, engine, { rows: CONTAINERS + 1, state: 'mixed-flood' });
    await window.reached('rows');
    await window.evaluate(installKit, undefined);
    await window.evaluate(installTerminalKit, undefined);
    await window.evaluate(openTerminalOf, NAME);
    const costs: Cost[] = [];
    for (const [index, flood] of FLOODS.entries()) {
      costs.push(await measureOne(bench, window, { ...flood, containerId, index }));
    }
    await window.evaluate(checkVisible, undefined);
    await engineJson(engine.socketPath, `/containers/${containerId}?force=1`, { method: 'DELETE' });
    const worst = (of: (cost: Cost) => number): readonly number[] => [
      Math.max(0, ...costs.map(of)),
    ];
    const series: readonly Series[] = [
      { name: 'terminal.heaps', ours: worst((cost) => cost.mainMb), reference: [BUDGET_MAIN_MB] },
      {
        name: 'terminal.windows',
        ours: worst((cost) => cost.windowMb),
        reference: [BUDGET_WINDOW_MB],
      },
      {
        name: 'terminal.interrupts',
        ours: worst((cost) => cost.stoppedMs),
        reference: [BUDGET_INTERRUPT_MS],
      },
    ];
    return series.filter(({ name }) => wanted.has(name));
  },
};

async function startContainer(engine: RigEngine): Promise<string> {
  const { socketPath } = engine;
  const body = JSON.stringify({
    Image: await busyboxImage(engine),
    Cmd: ['sleep', '3600'],
    HostConfig: { Init: true },
  });
  const path = `/containers/create?name=${NAME}`;
  const { Id: id } = createdSchema.parse(
    await engineJson(socketPath, path, { method: 'POST', body }),
  );
  await engineJson(socketPath, `/containers/${id}/start`, { method: 'POST' });
  return id;
}

interface OneFlood {
  readonly what: string;
  readonly command: string;
  readonly containerId: string;
  /** Tells its marks from those of the others. */
  readonly index: number;
}

/** Floods for so many bytes, looks at both processes meanwhile, then floods without an end and stops it. */
async function measureOne(
  { say }: Bench,
  window: BenchWindow,
  { what, command, containerId, index }: OneFlood,
): Promise<Cost> {
  const flood = async (bytes: number, mark: string): Promise<void> => {
    const asked = {
      containerId,
      command: `${FRESH_LINE}${command} | head -c ${bytes}; printf "\\033c"; echo ${mark}""-end`,
      line: `${mark}-end`,
      pauseMs: REQUEST_PAUSE_MS,
      withinMs: FLOOD_WITHIN_MS,
    };
    await window.evaluate(requestsUntil, asked, FLOOD_WITHIN_MS);
  };
  await flood(WARM_BYTES, `warm-${index}`);
  const before = await window.look();
  const startMs = performance.now();
  let isOver = false;
  const flooding = flood(FLOOD_BYTES, `flood-${index}`).finally(() => (isOver = true));
  let [mainMb, windowMb] = [0, 0];
  while (!isOver) {
    await Promise.race([flooding, sleep(LOOK_PAUSE_MS)]);
    const now = await window.look();
    mainMb = Math.max(mainMb, (now.mainBytes - before.mainBytes) / BYTES_PER_MB);
    windowMb = Math.max(windowMb, (now.windowBytes - before.windowBytes) / BYTES_PER_MB);
  }
  await flooding;
  const speed = FLOOD_BYTES / BYTES_PER_MB / ((performance.now() - startMs) / 1000);
  const stoppedMs = await window.evaluate(interruptFlood, {
    command: `${FRESH_LINE}sh -c 'trap : INT; ${command}; printf "\\033c"; echo stopped""-${index}'`,
    line: `stopped-${index}`,
    afterMs: INTERRUPT_AFTER_MS,
  });
  say(
    `${what}: ${speed.toFixed(1)} MB/s, main +${mainMb.toFixed(1)} MB, window +${windowMb.toFixed(1)} MB, ` +
      `Ctrl-C ${stoppedMs.toFixed(0)} ms`,
  );
  return { mainMb, windowMb, stoppedMs };
}
