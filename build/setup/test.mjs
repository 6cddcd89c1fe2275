import { check } from './check.mjs';
import { runAsCommand } from './run-as-command.mjs';
import { say } from './say.mjs';
import { addCounts } from './suite-count.mjs';
import { E2E_SUITE, folderSuites, runSuite } from './suites.mjs';
import { testEnvironment } from './test-environment.mjs';

/**
 * `npm test`: sets up whatever is missing and runs everything, one suite after another, whether or not an
 * earlier one failed. What failed is said once more at the end; the last line is the sum.
 */
await runAsCommand(import.meta.url, async () => {
  const startMs = Date.now();
  const environment = await testEnvironment();
  try {
    let sum = await check(environment.executable);
    for (const suite of [...folderSuites(), E2E_SUITE]) {
      sum = addCounts(sum, await runSuite(suite, environment.executable, { env: environment.env }));
    }
    for (const failure of sum.failures) say(`FAILED ${failure}`);
    say(`everything ran in ${Math.round((Date.now() - startMs) / 1000)} s`);
    process.stdout.write(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped\n`);
    return sum.failed === 0 ? 0 : 1;
  } finally {
    environment.stop();
  }
});
