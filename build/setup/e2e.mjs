import { runAsCommand } from './run-as-command.mjs';
import { E2E_SUITE, runSuite } from './suites.mjs';
import { testEnvironment } from './test-environment.mjs';

/** `npm run e2e`: the real window driven from outside; arguments go to Playwright (a file, `-g TITLE`). */
await runAsCommand(import.meta.url, async (args) => {
  const environment = await testEnvironment();
  try {
    const { failed } = await runSuite(E2E_SUITE, environment.executable, {
      env: environment.env,
      args,
    });
    return failed === 0 ? 0 : 1;
  } finally {
    environment.stop();
  }
});
