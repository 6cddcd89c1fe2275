import path from 'node:path';
import { checkoutDirectory } from './directories.mjs';
import { electronNodeEnvironment } from './electron-node.mjs';
import { runAsCommand } from './run-as-command.mjs';
import { runScript } from './run-foreground.mjs';
import { runProcess } from './run-process.mjs';
import { testEnvironment } from './test-environment.mjs';

/** `npm run bench`: the performance budget; stdout is left to the script, whose `--json` prints only JSON. */
await runAsCommand(import.meta.url, async (args) => {
  const environment = await testEnvironment();
  try {
    const { executable, env } = environment;
    const code = await runScript(executable, 'test/bench/run-bench.ts', args, env);
    // What a whole run writes is held to the same format as everything else.
    const formatter = path.join(checkoutDirectory, 'node_modules/oxfmt/bin/oxfmt');
    await runProcess(executable, [formatter, 'README.md', 'bench/results'], {
      cwd: checkoutDirectory,
      env: electronNodeEnvironment({}),
    });
    return code;
  } finally {
    environment.stop();
  }
});
