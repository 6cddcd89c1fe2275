import { rmSync } from 'node:fs';
import path from 'node:path';
import { checkoutDirectory } from './directories.mjs';
import { ensureDependencies } from './ensure-dependencies.mjs';
import { ensureDisplay } from './ensure-display.mjs';
import { ensureElectron } from './ensure-electron.mjs';
import { ensureEngine } from './ensure-engine.mjs';
import { ensureSystemPackages } from './ensure-system-packages.mjs';
import { runAsCommand } from './run-as-command.mjs';
import { runForeground } from './run-foreground.mjs';

/** `npm run dev`: the app from its sources, rebuilt and reloaded as they change. */
await runAsCommand(import.meta.url, async (args) => {
  await ensureSystemPackages(['window']);
  await ensureDependencies();
  await ensureElectron();
  // It writes its own bundles to out/, so the next start has to build again.
  rmSync(path.join(checkoutDirectory, 'out', '.berth-stamp'), { force: true });
  const engine = await ensureEngine(args);
  const display = await ensureDisplay();
  const bin = path.join(
    checkoutDirectory,
    'node_modules',
    'electron-vite',
    'bin',
    'electron-vite.js',
  );
  const sandboxFlag =
    process.platform === 'linux' && process.getuid?.() === 0 ? ['--noSandbox'] : [];
  try {
    return await runForeground(
      process.execPath,
      [
        bin,
        'dev',
        '--config',
        'build/electron.vite.config.ts',
        '--watch',
        ...sandboxFlag,
        '--',
        ...args,
      ],
      { cwd: checkoutDirectory, env: { ...process.env, ...engine.env, ...display.env } },
    );
  } finally {
    display.stop();
    await engine.stop();
  }
});
