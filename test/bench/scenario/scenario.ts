import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RigEngine } from '../../rig/engine.ts';
import type { BenchEngines } from '../bench-engines.ts';
import { openBenchWindow } from '../bench-window.ts';
import type { BenchWindow } from '../bench-window.ts';
import type { Series } from '../figure.ts';
import type { FigureName } from '../goal.ts';

/** What every measurement works with. */
export interface Bench {
  readonly engines: BenchEngines;
  /** A directory of this run alone; removed at its end. */
  readonly scratchDirectory: string;
  readonly say: (line: string) => void;
}

/** Figures that are measured together because they share a state that is costly to reach. */
export interface Scenario {
  readonly names: readonly FigureName[];
  /** Measures those figures of `names` that are wanted. */
  readonly measure: (bench: Bench, wanted: ReadonlySet<FigureName>) => Promise<readonly Series[]>;
}

const CHECKOUT_DIRECTORY = fileURLToPath(new URL('../../..', import.meta.url));
const EMPTY_DIRECTORY = fileURLToPath(new URL('../empty-window', import.meta.url));

/** Opens the built app on this engine. */
export function openApp(
  bench: Bench,
  engine: RigEngine,
  options: { readonly rows?: number; readonly state?: string } = {},
): BenchWindow {
  return openBenchWindow({
    appDirectory: CHECKOUT_DIRECTORY,
    stateDirectory: join(bench.scratchDirectory, options.state ?? 'app'),
    env: {
      DOCKER_HOST: engine.dockerHost,
      DOCKER_CONFIG: join(bench.scratchDirectory, 'docker-config'),
    },
    ...(options.rows === undefined ? {} : { rows: options.rows }),
  });
}

/** Opens the empty window: what Electron itself costs. */
export function openEmpty(bench: Bench): BenchWindow {
  return openBenchWindow({
    appDirectory: EMPTY_DIRECTORY,
    stateDirectory: join(bench.scratchDirectory, 'empty'),
    env: {},
  });
}
