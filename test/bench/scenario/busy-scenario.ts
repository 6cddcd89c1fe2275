import { z } from 'zod';
import { engineJson } from '../../rig/engine-request.ts';
import type { RigEngine } from '../../rig/engine.ts';
import { busyboxImage } from '../../rig/images.ts';
import { readLogSlowly } from '../page-flow.ts';
import { quantile } from '../statistic.ts';
import { openApp } from './scenario.ts';
import type { Scenario } from './scenario.ts';

const FLOW_BYTES = 128 * 1024 * 1024;

/** A line's length with its end: as many lines as the log can be asked for at once must hold it all. */
const LINE_BYTES = 4096;

/** About a terminal's pace; the engine can send several times as much. */
const READER_BYTES_PER_SECOND = 25_000_000;

const BUDGET_MS = 50;
const PERCENTILE = 0.95;

/** The first round is dropped. */
const ROUNDS = 1 + 5;

const createdSchema = z.object({ Id: z.string() });
const waitedSchema = z.object({ StatusCode: z.literal(0) });

/** How long a request takes while a log of 128 MiB flows into a slow reader in the same window. */
export const busyScenario: Scenario = {
  names: ['ipc.busy'],
  measure: async (bench) => {
    const engine = await bench.engines.withContainers(50);
    const id = await writeLog(engine);
    await using window = openApp(bench, engine, { rows: 50 });
    await window.reached('rows');
    const ours: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const { receivedBytes, requestsMs, elapsedMs } = await window.evaluate(readLogSlowly, {
        id,
        tailLines: FLOW_BYTES / LINE_BYTES,
        bytesPerSecond: READER_BYTES_PER_SECOND,
      });
      if (receivedBytes < FLOW_BYTES) throw new Error(`only ${receivedBytes} bytes came`);
      const p95Ms = quantile(requestsMs, PERCENTILE);
      bench.say(
        `busy round ${round} of ${ROUNDS - 1}: ${requestsMs.length} requests in ` +
          `${(elapsedMs / 1000).toFixed(1)} s, p95 ${p95Ms.toFixed(1)} ms`,
      );
      if (round > 0) ours.push(p95Ms);
    }
    await engineJson(engine.socketPath, `/containers/${id}`, { method: 'DELETE' });
    return [{ name: 'ipc.busy', ours, reference: ours.map(() => BUDGET_MS) }];
  },
};

/** Runs a container that prints 128 MiB and ends; returns its id. */
async function writeLog(engine: RigEngine): Promise<string> {
  const { socketPath } = engine;
  const body = JSON.stringify({
    Image: await busyboxImage(engine),
    Cmd: ['sh', '-c', `yes "$LINE" | head -n ${FLOW_BYTES / LINE_BYTES}`],
    Env: [`LINE=${'.'.repeat(LINE_BYTES - 1)}`],
  });
  const path = '/containers/create?name=bench-log';
  const created = await engineJson(socketPath, path, { method: 'POST', body });
  const { Id: id } = createdSchema.parse(created);
  await engineJson(socketPath, `/containers/${id}/start`, { method: 'POST' });
  waitedSchema.parse(await engineJson(socketPath, `/containers/${id}/wait`, { method: 'POST' }));
  return id;
}
