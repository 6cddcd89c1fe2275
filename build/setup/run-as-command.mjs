import { existsSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { say } from './say.mjs';
import { SetupError } from './setup-error.mjs';

/** The oldest Node that runs every tool of this project (type stripping is not needed, `require(esm)` is). */
const MIN_NODE = { major: 20, minor: 19 };

/** @param {string} version e.g. `20.19.0` */
export const isNodeRecentEnough = (version) => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > MIN_NODE.major || (major === MIN_NODE.major && minor >= MIN_NODE.minor);
};

/**
 * Runs `main` when its file is the one Node was started with, and turns its result into the exit code.
 * A `SetupError` is shown as its sentence; anything else is a defect and keeps its stack.
 * @param {string} moduleUrl the caller's `import.meta.url`
 * @param {(args: readonly string[]) => Promise<number | void>} main
 */
export const runAsCommand = async (moduleUrl, main) => {
  const started = process.argv[1];
  if (started === undefined || !existsSync(started)) return;
  if (realpathSync(started) !== realpathSync(fileURLToPath(moduleUrl))) return;
  if (!isNodeRecentEnough(process.versions.node)) {
    say(
      `Node ${MIN_NODE.major}.${MIN_NODE.minor} or newer is needed; this is ${process.versions.node}.`,
    );
    process.exit(1);
  }
  // A closed terminal must not stop the cleaning up: nobody is left to read the lines, that is all.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  try {
    process.exitCode = (await main(process.argv.slice(2))) ?? 0;
  } catch (error) {
    say(
      error instanceof SetupError
        ? error.message
        : String(error instanceof Error ? error.stack : error),
    );
    process.exitCode = 1;
  }
};
