import { runAsCommand } from './run-as-command.mjs';
import { runScript } from './run-foreground.mjs';
import { testEnvironment } from './test-environment.mjs';

/** `npm run bench`: the performance budget; stdout is left to the script, whose `--json` prints only JSON. */
await runAsCommand(import.meta.url, async (args) => {
  const environment = await testEnvironment();
  try {
    return await runScript(
      environment.executable,
      'test/bench/run-bench.ts',
      args,
      environment.env,
    );
  } finally {
    environment.stop();
  }
});
