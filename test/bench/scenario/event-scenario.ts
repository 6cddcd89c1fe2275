import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { engineJson, openEngineRequest } from '../../rig/engine-request.ts';
import type { RigEngine } from '../../rig/engine.ts';
import { busyboxImage } from '../../rig/images.ts';
import { timeApiList } from '../api-list.ts';
import type { BenchWindow } from '../bench-window.ts';
import { checkVisible, frameTimes, installKit, rowSays } from '../page-script.ts';
import { quantile } from '../statistic.ts';
import { openApp } from './scenario.ts';
import type { Bench, Scenario } from './scenario.ts';

const CONTAINERS = 50;

/** The first round is dropped. */
const ROUNDS = 1 + 8;

/** The list may be as late as it takes to ask for it, and three frames to show it. */
const FRAMES = 3;
const IDLE_FRAMES = 60;

/** Between rounds, so that the end of one container is not shown while the next one starts. */
const REST_MS = 1000;

const createdSchema = z.object({ Id: z.string() });
const eventSchema = z.object({ timeNano: z.number() });

/** From the engine's own time of a start event to the painted row that says so. */
export const eventScenario: Scenario = {
  names: ['rows.event'],
  measure: async (bench) => {
    const engine = await bench.engines.withContainers(CONTAINERS);
    await using window = openApp(bench, engine, { rows: CONTAINERS });
    await window.reached('rows');
    await window.evaluate(installKit, undefined);
    await busyboxImage(engine);
    const ours: number[] = [];
    const reference: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const lagMs = await measureLag(bench, engine, window, round);
      const [listMs = 0] = await timeApiList(engine.socketPath, CONTAINERS, 1);
      const frameMs = quantile(await window.evaluate(frameTimes, IDLE_FRAMES), 0.5);
      if (round === 0) continue;
      ours.push(lagMs);
      reference.push(listMs + FRAMES * frameMs);
    }
    await window.evaluate(checkVisible, undefined);
    return [{ name: 'rows.event', ours, reference }];
  },
};

async function measureLag(
  bench: Bench,
  engine: RigEngine,
  window: BenchWindow,
  round: number,
): Promise<number> {
  const name = `bench-event-${round}`;
  const { socketPath } = engine;
  const body = JSON.stringify({ Image: await busyboxImage(engine), Cmd: ['sleep', '600'] });
  const path = `/containers/create?name=${name}`;
  const { Id: id } = createdSchema.parse(
    await engineJson(socketPath, path, { method: 'POST', body }),
  );
  await window.evaluate(rowSays, { name, word: 'created' });
  await sleep(REST_MS);
  const startedAtMs = nextStartEvent(socketPath, id);
  const shownAtMs = window.evaluate(rowSays, { name, word: 'running' });
  await engineJson(socketPath, `/containers/${id}/start`, { method: 'POST' });
  const lagMs = (await shownAtMs) - (await startedAtMs);
  bench.say(`start event ${round} of ${ROUNDS - 1}: its row after ${lagMs.toFixed(1)} ms`);
  await engineJson(socketPath, `/containers/${id}?force=1`, { method: 'DELETE' });
  await sleep(REST_MS);
  return lagMs;
}

/** The engine's own time of the next start of this container, in milliseconds since 1970. */
async function nextStartEvent(socketPath: string, id: string): Promise<number> {
  const filters = JSON.stringify({ container: [id], event: ['start'] });
  const path = `/events?${new URLSearchParams({ filters }).toString()}`;
  const response = await openEngineRequest(socketPath, path);
  try {
    let text = '';
    for await (const chunk of response) {
      text += String(chunk);
      if (text.includes('\n')) return eventSchema.parse(JSON.parse(text)).timeNano / 1e6;
    }
    throw new Error('the engine ended its events');
  } finally {
    response.destroy();
  }
}
