import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countPlaywright, countVitest, judgeSuite } from './suite-count.mjs';
import { folderSuites } from './suites.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'berth-report-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** @param {object} report */
const write = (report) => {
  const file = path.join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(report));
  return file;
};

describe('a suite', () => {
  it('counts what its runner counted', () => {
    const vitest = write({
      numPassedTests: 5,
      numFailedTests: 0,
      numPendingTests: 1,
      numTodoTests: 1,
    });
    expect(judgeSuite(vitest, countVitest, 0)).toEqual({
      passed: 5,
      failed: 0,
      skipped: 2,
      failures: [],
    });
    const playwright = write({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 } });
    expect(judgeSuite(playwright, countPlaywright, 1)).toEqual({
      passed: 3,
      failed: 2,
      skipped: 2,
      failures: [],
    });
  });

  it('that ended badly without a failed test has failed', () => {
    const file = write({ numPassedTests: 5 });
    expect(judgeSuite(file, countVitest, 1)).toMatchObject({
      passed: 5,
      failed: 1,
      failures: ['it ended with 1'],
    });
  });

  it('that ran nothing or left no report has failed', () => {
    const file = write({ numPendingTests: 4 });
    expect(judgeSuite(file, countVitest, 0)).toMatchObject({
      failed: 1,
      skipped: 4,
      failures: ['it ran nothing'],
    });
    expect(judgeSuite(path.join(folder, 'none.json'), countVitest, 0)).toMatchObject({ failed: 1 });
  });
});

it('is every folder of test/ that holds tests, the rig first', () => {
  for (const name of [
    'contract/x.test.ts',
    'rig/deep/y.test.ts',
    'e2e/z.spec.ts',
    'fixture/a.json',
  ]) {
    const file = path.join(folder, 'test', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, '');
  }
  expect(folderSuites(folder).map(({ name }) => name)).toEqual(['rig', 'contract']);
});
