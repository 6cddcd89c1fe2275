import { stripVTControlCharacters } from 'node:util';
import { stringAt, valueAt } from './read-json.mjs';

/** Lines of a reason that are kept: the sentence, what was expected, and what came. */
const REASON_LINES = 12;

/**
 * The failed tests in a report of Vitest's JSON reporter; a file that could not be loaded counts as one.
 * @param {unknown} report
 * @returns {readonly string[]}
 */
export const listVitestFailures = (report) =>
  listAt(report, 'testResults').flatMap((file) => {
    const name = stringAt(file, 'name') ?? 'a file';
    const failed = listAt(file, 'assertionResults').filter(
      (test) => stringAt(test, 'status') === 'failed',
    );
    if (failed.length === 0 && stringAt(file, 'status') === 'failed')
      return [describe(name, stringAt(file, 'message'))];
    return failed.map((test) =>
      describe(
        `${name} › ${stringAt(test, 'fullName') ?? ''}`,
        listAt(test, 'failureMessages').join('\n'),
      ),
    );
  });

/**
 * The failed tests in a report of Playwright's JSON reporter, flaky ones among them, and what went wrong
 * outside of any test.
 * @param {unknown} report
 * @returns {readonly string[]}
 */
export const listPlaywrightFailures = (report) => [
  ...listAt(report, 'errors').map((error) =>
    describe('outside of a test', stringAt(error, 'message')),
  ),
  ...listAt(report, 'suites').flatMap(listSpecFailures),
];

/**
 * @param {unknown} suite
 * @returns {readonly string[]}
 */
const listSpecFailures = (suite) => [
  ...listAt(suite, 'specs').flatMap((spec) =>
    listAt(spec, 'tests')
      .filter((test) => ['unexpected', 'flaky'].includes(stringAt(test, 'status') ?? ''))
      .map((test) =>
        describe(
          `${stringAt(spec, 'file') ?? ''} › ${stringAt(spec, 'title') ?? ''}`,
          listAt(test, 'results')
            .flatMap((result) => listAt(result, 'errors'))
            .map((error) => stringAt(error, 'message') ?? '')
            .join('\n'),
        ),
      ),
  ),
  ...listAt(suite, 'suites').flatMap(listSpecFailures),
];

/**
 * @param {unknown} value
 * @param {string} key
 * @returns {readonly unknown[]}
 */
const listAt = (value, key) => {
  const found = valueAt(value, key);
  return Array.isArray(found) ? found : [];
};

/**
 * @param {string} name
 * @param {string | undefined} reason
 */
const describe = (name, reason = 'it gave no reason') => {
  const lines = stripVTControlCharacters(reason).split('\n').slice(0, REASON_LINES);
  return [name, ...lines.map((line) => `    ${line}`)].join('\n');
};
