import { timeApiList } from '../api-list.ts';
import type { Series } from '../figure.ts';
import { checkVisible, frameTimes, installKit, scrollTimes, switchToList } from '../page-script.ts';
import { quantile } from '../statistic.ts';
import { openApp } from './scenario.ts';
import type { Scenario } from './scenario.ts';

const CONTAINERS = 5000;

/** The first round is dropped: code is compiled and pages are faulted in. */
const ROUNDS = 1 + 7;

/** The whole list goes by in two seconds: 42 rows a frame, so no row is ever drawn twice. */
const SCROLL_FRAMES = 120;

/** A list of 5,000: coming to it from another screen, and scrolling through all of it. */
export const listScenario: Scenario = {
  names: ['rows.5000', 'scroll.p95'],
  measure: async (bench, wanted) => {
    const engine = await bench.engines.withContainers(CONTAINERS);
    const switches = { ours: [] as number[], reference: [] as number[] };
    const scrolls = { ours: [] as number[], reference: [] as number[] };
    await using window = openApp(bench, engine, { rows: CONTAINERS });
    await window.reached('rows');
    await window.evaluate(installKit, undefined);
    for (let round = 0; round < ROUNDS; round += 1) {
      if (wanted.has('rows.5000')) {
        switches.ours.push(await window.evaluate(switchToList, CONTAINERS));
        switches.reference.push(...(await timeApiList(engine.socketPath, CONTAINERS, 1)));
      }
      if (wanted.has('scroll.p95')) {
        const idle = await window.evaluate(frameTimes, SCROLL_FRAMES);
        const input = { containers: CONTAINERS, frames: SCROLL_FRAMES };
        const times = await window.evaluate(scrollTimes, input);
        scrolls.ours.push(quantile(times, 0.95));
        scrolls.reference.push(quantile(idle, 0.5));
      }
      bench.say(
        `list round ${round} of ${ROUNDS - 1}: switch ${switches.ours.at(-1)?.toFixed(1) ?? '–'} ms, ` +
          `scroll p95 ${scrolls.ours.at(-1)?.toFixed(1) ?? '–'} ms`,
      );
    }
    await window.evaluate(checkVisible, undefined);
    await window.dispose();
    await bench.engines.release(CONTAINERS);
    const all: readonly Series[] = [
      { name: 'rows.5000', ...dropFirst(switches) },
      { name: 'scroll.p95', ...dropFirst(scrolls) },
    ];
    return all.filter(({ name }) => wanted.has(name));
  },
};

function dropFirst(sides: Omit<Series, 'name'>): Omit<Series, 'name'> {
  return { ours: sides.ours.slice(1), reference: sides.reference.slice(1) };
}
