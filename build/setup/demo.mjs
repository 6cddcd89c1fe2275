import { runAsCommand } from './run-as-command.mjs';
import { runScript } from './run-foreground.mjs';
import { ensureSession } from './start.mjs';

/** `npm run demo`: the main job by itself, on the same engine and with the same set-up as `npm start`. */
await runAsCommand(import.meta.url, async (args) => {
  const session = await ensureSession(args);
  try {
    return await runScript(session.executable, 'test/demo/run-demo.ts', args, session.env);
  } finally {
    await session.stop();
  }
});
