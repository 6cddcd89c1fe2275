import { availableParallelism } from 'node:os';
import path from 'node:path';
import { checkoutDirectory } from './directories.mjs';
import { ensureDependencies } from './ensure-dependencies.mjs';
import { ensureElectron } from './ensure-electron.mjs';
import { runAsCommand } from './run-as-command.mjs';
import { runProcess } from './run-process.mjs';
import { say } from './say.mjs';
import { addCounts, NOTHING } from './suite-count.mjs';
import { runSuite, UNIT_SUITE } from './suites.mjs';

/**
 * What must hold of the source text: one tool each, with the bin script that npm would run.
 * @type {readonly { readonly name: string, readonly command: readonly string[] }[]}
 */
const STEPS = [
  { name: 'types', command: ['typescript/bin/tsc', '-b'] },
  {
    name: 'types against the oldest Electron',
    command: ['typescript/bin/tsc', '-p', 'build/tsconfig.electron-min.json'],
  },
  { name: 'lint', command: ['oxlint/bin/oxlint', '--type-aware', '--deny-warnings'] },
  { name: 'format', command: ['oxfmt/bin/oxfmt', '--check'] },
  { name: 'dead code', command: ['knip/bin/knip.js'] },
];

/**
 * The gate: every step and the unit tests; a step counts as one test.
 * @param {string} executable Electron, under whose Node the unit tests run
 */
export const check = async (executable) => {
  const waiting = [...STEPS];
  let counts = NOTHING;
  const work = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const isFine = await runStep(step);
      counts = addCounts(
        counts,
        isFine
          ? { ...NOTHING, passed: 1 }
          : { ...NOTHING, failed: 1, failures: [`check: ${step.name}`] },
      );
    }
  };
  // The tools use several cores themselves; more than two at once gains nothing on small machines.
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
  return addCounts(counts, await runSuite(UNIT_SUITE, executable));
};

/**
 * @param {{ readonly name: string, readonly command: readonly string[] }} step
 * @returns {Promise<boolean>}
 */
const runStep = async ({ name, command: [script = '', ...args] }) => {
  const startMs = Date.now();
  const { code, stdout, stderr } = await runProcess(
    process.execPath,
    [path.join(checkoutDirectory, 'node_modules', script), ...args],
    { cwd: checkoutDirectory },
  );
  const seconds = ((Date.now() - startMs) / 1000).toFixed(1);
  say(`${name}: ${code === 0 ? 'ok' : 'FAILED'} in ${seconds} s`);
  if (code !== 0) process.stderr.write(`${stdout}${stderr}\n`);
  return code === 0;
};

await runAsCommand(import.meta.url, async () => {
  const startMs = Date.now();
  await ensureDependencies();
  const { executable } = await ensureElectron();
  const { passed, failed, skipped } = await check(executable);
  say(`checked in ${((Date.now() - startMs) / 1000).toFixed(1)} s`);
  process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  return failed === 0 ? 0 : 1;
});
