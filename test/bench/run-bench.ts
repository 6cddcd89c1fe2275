import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BenchEngines } from './bench-engines.ts';
import { toFigure, toPrintable } from './figure.ts';
import type { MeasuredFigure } from './figure.ts';
import { FIGURE_NAMES, isFigureName } from './goal.ts';
import type { FigureName } from './goal.ts';
import { markdownTable, replaceBlock, textTable } from './figure-table.ts';
import { describeMachine, describeVersions, machineSlug } from './machine.ts';
import { busyScenario } from './scenario/busy-scenario.ts';
import { countScenario } from './scenario/count-scenario.ts';
import { entriesScenario } from './scenario/entries-scenario.ts';
import { eventScenario } from './scenario/event-scenario.ts';
import { floodScenario } from './scenario/flood-scenario.ts';
import { guardScenario } from './scenario/guard-scenario.ts';
import { idleScenario } from './scenario/idle-scenario.ts';
import { launchScenario } from './scenario/launch-scenario.ts';
import { layerScenario } from './scenario/layer-scenario.ts';
import { listScenario } from './scenario/list-scenario.ts';
import { pullScenario } from './scenario/pull-scenario.ts';
import { startScenario } from './scenario/start-scenario.ts';
import { terminalScenario } from './scenario/terminal-scenario.ts';

const CHECKOUT_DIRECTORY = fileURLToPath(new URL('../..', import.meta.url));

/** In the order of `FIGURE_NAMES`: the engine with 5,000 containers lives only as long as it is measured. */
const SCENARIOS = [
  startScenario,
  idleScenario,
  eventScenario,
  listScenario,
  launchScenario,
  busyScenario,
  terminalScenario,
  floodScenario,
  guardScenario,
  countScenario,
  layerScenario,
  entriesScenario,
  pullScenario,
] as const;

/** What a shell says of a program that was interrupted: 128 and the number of SIGINT. */
const EXIT_STOPPED = 130;

/** Standard output belongs to the result. */
function say(line: string): void {
  process.stderr.write(`bench: ${line}\n`);
}

function sayFailure(error: unknown): void {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

async function runBench(words: readonly string[]): Promise<number> {
  const isJson = words.includes('--json');
  const names = words.filter((word) => word !== '--json');
  const unknown = names.filter((name) => !isFigureName(name));
  if (unknown.length > 0) {
    say(`unknown: ${unknown.join(' ')}. Figures: ${FIGURE_NAMES.join(' ')}`);
    return 2;
  }
  const wanted = new Set(names.length > 0 ? names.filter(isFigureName) : FIGURE_NAMES);
  const { figures, engineVersion } = await measure(wanted);
  if (isJson) process.stdout.write(`${JSON.stringify(figures.map(toPrintable), undefined, 2)}\n`);
  else process.stdout.write(`${textTable(figures)}\n`);
  if (names.length === 0 && figures.length > 0) await save(figures, engineVersion);
  else say('not saved: bench/results holds whole runs');
  return figures.length === wanted.size ? 0 : 1;
}

async function measure(
  wanted: ReadonlySet<FigureName>,
): Promise<{ readonly figures: readonly MeasuredFigure[]; readonly engineVersion: string }> {
  const scratchDirectory = await mkdtemp(join(tmpdir(), 'berth-bench-'));
  await using engines = new BenchEngines(say);
  const stop = (): void => {
    // What is under way fails as its engine goes; that it was stopped is all there is to say.
    process.exitCode = EXIT_STOPPED;
    void engines.dispose().finally(() => process.exit(EXIT_STOPPED));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    const figures: MeasuredFigure[] = [];
    for (const scenario of SCENARIOS) {
      if (!scenario.names.some((name) => wanted.has(name))) continue;
      try {
        const series = await scenario.measure({ engines, scratchDirectory, say }, wanted);
        figures.push(...series.map(toFigure));
      } catch (error) {
        // What could not be measured is left out and said; the rest of a long run is not thrown away.
        if (process.exitCode === EXIT_STOPPED) throw error;
        sayFailure(error);
      }
    }
    return { figures: inOrder(figures), engineVersion: engines.version };
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    await rm(scratchDirectory, { recursive: true, force: true });
  }
}

function inOrder(figures: readonly MeasuredFigure[]): readonly MeasuredFigure[] {
  return figures.toSorted(
    (left, right) => FIGURE_NAMES.indexOf(left.name) - FIGURE_NAMES.indexOf(right.name),
  );
}

/** Writes the whole run, raw samples included, and the README's table; both name what could not be measured. */
async function save(figures: readonly MeasuredFigure[], engineVersion: string): Promise<void> {
  const machine = await describeMachine();
  const versions = await describeVersions(CHECKOUT_DIRECTORY, engineVersion);
  const date = new Date().toISOString();
  const directory = join(CHECKOUT_DIRECTORY, 'bench', 'results');
  const file = join(directory, `${date.slice(0, 10)}-${machineSlug(machine)}.json`);
  await mkdir(directory, { recursive: true });
  const missing = FIGURE_NAMES.filter((name) => figures.every((figure) => figure.name !== name));
  const run = { date, machine, versions, figures, missing };
  await writeFile(file, `${JSON.stringify(run, undefined, 2)}\n`);
  say(`saved ${file}`);
  const readmePath = join(CHECKOUT_DIRECTORY, 'README.md');
  const readme = await readFile(readmePath, 'utf8').catch(() => '');
  const caption =
    `Measured on ${date.slice(0, 10)}: ${machine.system}, ${machine.cores} cores (${machine.processor}), ` +
    `Electron ${versions.electron} as ${machine.user}, engine ${versions.engine}. Medians [range]; ` +
    'both sides of each line were taken in turns in one run.' +
    (missing.length > 0 ? ` Could not be measured in it: ${missing.join(', ')}.` : '');
  const written = replaceBlock(readme, `${markdownTable(figures)}\n\n${caption}`);
  if (written === undefined) say('README.md has no place for the table');
  else await writeFile(readmePath, written);
}

process.exitCode = await runBench(process.argv.slice(2)).catch((error: unknown) => {
  if (process.exitCode === EXIT_STOPPED) return EXIT_STOPPED;
  sayFailure(error);
  return 1;
});
