import { expect, it } from 'vitest';
import { listPlaywrightFailures, listVitestFailures } from './suite-failures.mjs';

it('names every failed test, with the start of its reason', () => {
  const vitest = {
    numFailedTests: 1,
    testResults: [
      {
        name: 'a.test.ts',
        status: 'failed',
        assertionResults: [
          { status: 'passed', fullName: 'is fine' },
          {
            status: 'failed',
            fullName: 'adds',
            failureMessages: ['\u001b[31mexpected 2\u001b[39m'],
          },
        ],
      },
      { name: 'b.test.ts', status: 'failed', message: 'no such import', assertionResults: [] },
    ],
  };
  expect(listVitestFailures(vitest)).toEqual([
    'a.test.ts › adds\n    expected 2',
    'b.test.ts\n    no such import',
  ]);
  const failed = { status: 'unexpected', results: [{ errors: [{ message: 'timed out' }] }] };
  const playwright = {
    errors: [{ message: 'no display' }],
    suites: [
      {
        specs: [
          { title: 'opens', file: 'a.spec.ts', tests: [{ status: 'expected', results: [] }] },
        ],
        suites: [{ specs: [{ title: 'closes', file: 'a.spec.ts', tests: [failed] }] }],
      },
    ],
  };
  expect(listPlaywrightFailures(playwright)).toEqual([
    'outside of a test\n    no display',
    'a.spec.ts › closes\n    timed out',
  ]);
});
