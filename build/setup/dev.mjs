import { once } from 'node:events';
import { watch } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkoutDirectory } from './directories.mjs';
import { ensureBuild } from './ensure-build.mjs';
import { forwardSignals } from './forward-signals.mjs';
import { runAsCommand } from './run-as-command.mjs';
import { say } from './say.mjs';
import { SetupError } from './setup-error.mjs';
import { spawnTied } from './spawn-tied.mjs';
import { ensureSession, sandboxFlags } from './start.mjs';

/** What goes into the bundles. */
const WATCHED = ['shared', 'electron', 'renderer', path.join('build', 'catalogue')];

/** An editor writes a file in several strokes, and a checkout many files. */
const SETTLE_MS = 150;

/**
 * `npm run dev`: builds and opens the app, and does so again after every change of its sources. There is
 * no development server: pages come from `app://` as they do for users, under the same policy. What was
 * under way goes on, since the app takes it up again at its start.
 * @param {readonly string[]} args handed to the app
 */
const dev = async (args) => {
  const session = await ensureSession(args);
  const changed = watchSources();
  try {
    for (;;) {
      const app = spawnTied(
        session.executable,
        [checkoutDirectory, ...sandboxFlags(args), ...args],
        { env: { ...process.env, ...session.env }, stdio: ['ignore', 'inherit', 'inherit'] },
      );
      const stopForwarding = forwardSignals(app);
      const ended = once(app, 'exit').then(([code]) => Number(code ?? 1));
      const code = await Promise.race([ended, rebuilt(changed)]);
      stopForwarding();
      if (code !== undefined) return code;
      app.kill();
      await ended;
    }
  } finally {
    await session.stop();
  }
};

/**
 * Resolves when a change was built; one that cannot be built is shown, and the app stays as it is.
 * @param {() => Promise<void>} changed
 * @returns {Promise<undefined>}
 */
const rebuilt = async (changed) => {
  for (;;) {
    await changed();
    try {
      await ensureBuild();
      return undefined;
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      say(error.message);
    }
  }
};

/** @returns {() => Promise<void>} resolves after the next change, once it has settled */
const watchSources = () => {
  let wake = () => {};
  for (const folder of WATCHED) {
    watch(path.join(checkoutDirectory, folder), { recursive: true }, () => wake());
  }
  return async () => {
    await new Promise((resolve) => (wake = () => resolve(undefined)));
    await sleep(SETTLE_MS);
  };
};

await runAsCommand(import.meta.url, async (args) => {
  const code = await dev(args);
  // The watchers would keep this process alive.
  process.exit(code);
});
