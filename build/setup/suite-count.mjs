import { readJson, valueAt } from './read-json.mjs';
import { listPlaywrightFailures, listVitestFailures } from './suite-failures.mjs';

/**
 * @typedef {object} SuiteCount
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {readonly string[]} failures each failed test's name and the start of its reason
 */

/** @type {SuiteCount} */
export const NOTHING = { passed: 0, failed: 0, skipped: 0, failures: [] };

/**
 * @param {SuiteCount} a
 * @param {SuiteCount} b
 * @returns {SuiteCount}
 */
export const addCounts = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
  failures: [...a.failures, ...b.failures],
});

/**
 * @param {unknown} report
 * @param {string[]} keys
 */
const numberAt = (report, ...keys) => {
  const found = valueAt(report, ...keys);
  return typeof found === 'number' ? found : 0;
};

/**
 * The count in a report of Vitest's JSON reporter.
 * @param {unknown} report
 * @returns {SuiteCount}
 */
export const countVitest = (report) => ({
  passed: numberAt(report, 'numPassedTests'),
  failed: numberAt(report, 'numFailedTests'),
  skipped: numberAt(report, 'numPendingTests') + numberAt(report, 'numTodoTests'),
  failures: listVitestFailures(report),
});

/**
 * The count in a report of Playwright's JSON reporter. A flaky test failed before it passed: it counts as
 * failed, because a test that needs two tries shows nothing.
 * @param {unknown} report
 * @returns {SuiteCount}
 */
export const countPlaywright = (report) => ({
  passed: numberAt(report, 'stats', 'expected'),
  failed: numberAt(report, 'stats', 'unexpected') + numberAt(report, 'stats', 'flaky'),
  skipped: numberAt(report, 'stats', 'skipped'),
  failures: listPlaywrightFailures(report),
});

/**
 * What a suite counts as, with its process's exit code: one that ended badly without a failed test (a file
 * that could not be loaded), left no report, or ran nothing has failed.
 * @param {string} reportFile
 * @param {(report: unknown) => SuiteCount} count
 * @param {number} exitCode
 * @returns {SuiteCount}
 */
export const judgeSuite = (reportFile, count, exitCode) => {
  const report = readJson(reportFile);
  if (report === undefined) return withFailure(NOTHING, 'it left no report');
  const counted = count(report);
  if (counted.failed > 0) return counted;
  if (exitCode !== 0) return withFailure(counted, `it ended with ${exitCode}`);
  if (counted.passed === 0) return withFailure(counted, 'it ran nothing');
  return counted;
};

/**
 * @param {SuiteCount} counted
 * @param {string} why
 * @returns {SuiteCount}
 */
const withFailure = (counted, why) => ({
  ...counted,
  failed: 1,
  failures: [...counted.failures, why],
});
