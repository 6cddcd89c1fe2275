import { runAsCommand } from './run-as-command.mjs';
import { runScript } from './run-foreground.mjs';
import { testEnvironment } from './test-environment.mjs';

/**
 * Takes the pictures of docs/screenshots anew: `node build/setup/screenshots.mjs`. The folder with all of
 * them, the documentation's and the rest, is its one line of output.
 */
await runAsCommand(import.meta.url, async (args) => {
  const environment = await testEnvironment();
  try {
    return await runScript(
      environment.executable,
      'test/e2e/screenshots.ts',
      args,
      environment.env,
    );
  } finally {
    environment.stop();
  }
});
