import { ensureDisplay } from './ensure-display.mjs';
import { ensureEngine } from './ensure-engine.mjs';
import { runAsCommand } from './run-as-command.mjs';
import { runScript } from './run-foreground.mjs';
import { ensureApp } from './start.mjs';

/** `npm run demo`: the main job by itself, on the same engine and with the same set-up as `npm start`. */
await runAsCommand(import.meta.url, async (args) => {
  const { executable } = await ensureApp();
  const engine = await ensureEngine(args);
  const display = await ensureDisplay();
  try {
    return await runScript(executable, 'test/demo/run-demo.ts', args, {
      ...engine.env,
      ...display.env,
    });
  } finally {
    display.stop();
    await engine.stop();
  }
});
