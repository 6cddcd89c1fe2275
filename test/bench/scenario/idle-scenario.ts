import { setTimeout as sleep } from 'node:timers/promises';
import { openApp } from './scenario.ts';
import type { Scenario } from './scenario.ts';

/** The goal is one per cent of a core over a minute. */
const WINDOW_MS = 60_000;
const BUDGET_PCT = 1;
const WINDOWS = 5;

/** Starting up is not idling: caches are written and the heap is trimmed in this time. */
const SETTLE_MS = 15_000;

/**
 * A container's first minute is told in seconds, as `docker ps` does, and nobody leaves a list alone that was started a
 * moment ago: what runs must be older than that.
 */
const CONTAINER_AGE_MS = 65_000;

/** One window on a list of 50 of which ten run, looked at five times for a minute. */
export const idleScenario: Scenario = {
  names: ['idle.cpu'],
  measure: async (bench) => {
    const engine = await bench.engines.withContainers(50);
    await using window = openApp(bench, engine, { rows: 50 });
    await window.reached('rows');
    const ageMs = performance.now() - bench.engines.readyAtMs(50);
    await sleep(Math.max(SETTLE_MS, CONTAINER_AGE_MS - ageMs));
    const ours: number[] = [];
    for (let index = 1; index <= WINDOWS; index += 1) {
      const beforeMs = window.cpuMs();
      const startMs = performance.now();
      await sleep(WINDOW_MS);
      const elapsedMs = performance.now() - startMs;
      ours.push(((window.cpuMs() - beforeMs) / elapsedMs) * 100);
      bench.say(`idle minute ${index} of ${WINDOWS}: ${ours.at(-1)?.toFixed(2)} % of a core`);
    }
    return [{ name: 'idle.cpu', ours, reference: ours.map(() => BUDGET_PCT) }];
  },
};
