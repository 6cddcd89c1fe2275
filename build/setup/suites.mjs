import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { checkoutDirectory } from './directories.mjs';
import { electronNodeEnvironment } from './electron-node.mjs';
import { runProcess } from './run-process.mjs';
import { say } from './say.mjs';
import { countPlaywright, countVitest, judgeSuite } from './suite-count.mjs';

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {readonly string[]} command a script below node_modules and its arguments
 * @property {(report: string) => { readonly args: readonly string[], readonly env: NodeJS.ProcessEnv }} reporting
 *   what makes the runner write its JSON report to that file, beside its lines for people
 * @property {(report: unknown) => import('./suite-count.mjs').SuiteCount} count
 */

/** @type {Pick<Suite, 'reporting' | 'count'>} */
const VITEST = {
  reporting: (report) => ({
    args: ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    env: {},
  }),
  count: countVitest,
};

/** @type {Suite} */
export const UNIT_SUITE = { name: 'unit', command: ['vitest/vitest.mjs', 'run'], ...VITEST };

/** @type {Suite} */
export const E2E_SUITE = {
  name: 'e2e',
  command: ['@playwright/test/cli.js', 'test', '--config', 'test/e2e/playwright.config.ts'],
  reporting: (report) => ({
    args: ['--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  }),
  count: countPlaywright,
};

/**
 * Every folder of test/ that holds Vitest suites, each on its own; the rig first, since the others stand on it.
 * @param {string} [root]
 * @returns {readonly Suite[]}
 */
export const folderSuites = (root = checkoutDirectory) =>
  readdirSync(path.join(root, 'test'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && holdsSuite(path.join(root, 'test', entry.name)))
    .map((entry) => entry.name)
    .toSorted((a, b) => Number(b === 'rig') - Number(a === 'rig') || a.localeCompare(b))
    .map((name) => ({
      name,
      command: [
        'vitest/vitest.mjs',
        'run',
        '--config=build/vitest-suites.config.ts',
        `--dir=test/${name}`,
      ],
      ...VITEST,
    }));

/** @param {string} folder */
const holdsSuite = (folder) =>
  readdirSync(folder, { recursive: true }).some((name) => String(name).endsWith('.test.ts'));

/**
 * Runs one suite under Electron's own Node, streams what it says, and counts its report.
 * @param {Suite} suite
 * @param {string} executable Electron
 * @param {{ readonly env?: NodeJS.ProcessEnv, readonly args?: readonly string[] }} [options]
 */
export const runSuite = async (suite, executable, options = {}) => {
  const folder = path.join(checkoutDirectory, '.cache', 'report');
  const report = path.join(folder, `${suite.name}.json`);
  mkdirSync(folder, { recursive: true });
  // An old report must not speak for a run that wrote none.
  rmSync(report, { force: true });
  const [script = '', ...args] = suite.command;
  const reporting = suite.reporting(report);
  const file = path.join(checkoutDirectory, 'node_modules', script);
  if (!existsSync(file)) say(`${file} is missing`);
  const startMs = Date.now();
  const { code } = await runProcess(
    executable,
    [file, ...args, ...reporting.args, ...(options.args ?? [])],
    {
      cwd: checkoutDirectory,
      env: electronNodeEnvironment({ ...options.env, ...reporting.env }),
      show: true,
    },
  );
  const result = judgeSuite(report, suite.count, code);
  const seconds = ((Date.now() - startMs) / 1000).toFixed(1);
  say(
    `${suite.name}: ${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped in ${seconds} s`,
  );
  return { ...result, failures: result.failures.map((failure) => `${suite.name}: ${failure}`) };
};
