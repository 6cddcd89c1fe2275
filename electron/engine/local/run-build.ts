import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { BuildCommand } from './build-command.ts';
import { toBuildFailure } from './build-failure.ts';
import { BuildProgress } from './build-progress.ts';
import { toolPath } from './host-packages.ts';
import type { RecipeProgress } from './local-recipe.ts';

/** apt's error is within the last lines; its surroundings help a person. */
const KEPT_LINE_COUNT = 200;

/** How long mmdebstrap of an ordinary user may take to remove its own files. */
const TERM_GRACE_MS = 8_000;

/**
 * Closes what the program would inherit, then becomes it. Chromium leaves files open for children,
 * and a Debian shell cannot redirect to the numbers above 9 that mmdebstrap would get. Perl, because
 * both build tools need it anyway.
 */
const CLOSE_INHERITED_FILES = [
  'use POSIX ();',
  'opendir(my $open, "/proc/self/fd") or die;',
  'my @inherited = grep { /^\\d+$/ && $_ > 2 } readdir $open;',
  'closedir $open;',
  'POSIX::close($_) for @inherited;',
  'exec { $ARGV[0] } @ARGV or die "cannot run $ARGV[0]: $!";',
].join(' ');

type Child = ChildProcessByStdio<null, Readable, Readable>;

/**
 * Runs a build and yields the tar that it writes. Ends normally only when the program ended with
 * success; whatever else happens, no process of it is left.
 */
export async function* runBuild(
  command: BuildCommand,
  options: {
    /** Everything temporary goes in here; the caller removes it. */
    readonly folder: string;
    readonly signal: AbortSignal;
    readonly onProgress: (progress: RecipeProgress) => void;
  },
): AsyncGenerator<Uint8Array, void, undefined> {
  const { signal } = options;
  const child = spawn('perl', ['-e', CLOSE_INHERITED_FILES, command.file, ...command.args], {
    // A group of its own: one signal ends the tool and all that it started.
    detached: true,
    cwd: options.folder,
    env: environment(options.folder),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = waitForExit(child);
  const lines = followLines(child.stderr, command, options.onProgress);
  const stop = (): void => endGroup(child, command.isContained);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    for await (const chunk of child.stdout) {
      if (chunk instanceof Uint8Array) yield chunk;
    }
    const reason = await exit;
    if (signal.aborted) throw cancelled();
    if (reason !== 'exit code 0') throw toBuildFailure(lines, reason);
  } catch (error) {
    throw signal.aborted ? cancelled() : error;
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
    child.stdout.destroy();
    await exit;
  }
}

function cancelled(): AppError {
  return new AppError({ code: 'cancelled', message: 'Making the image was cancelled.' });
}

/** The user's own settings do not reach into the image; a proxy must. */
function environment(folder: string): NodeJS.ProcessEnv {
  const proxies = Object.entries(process.env).filter(([name]) =>
    /^(?:https?|no)_proxy$/i.test(name),
  );
  return {
    ...Object.fromEntries(proxies),
    PATH: toolPath(),
    LC_ALL: 'C',
    HOME: folder,
    TMPDIR: folder,
    DEBIAN_FRONTEND: 'noninteractive',
  };
}

function waitForExit(child: Child): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) =>
      resolve(code === null ? `signal ${signal}` : `exit code ${code}`),
    );
  });
}

function followLines(
  stderr: Readable,
  command: BuildCommand,
  onProgress: (progress: RecipeProgress) => void,
): readonly string[] {
  const lines: string[] = [];
  const progress = new BuildProgress(command.aptPlanCount);
  onProgress(progress.state());
  createInterface({ input: stderr }).on('line', (line) => {
    lines.push(line);
    if (lines.length > KEPT_LINE_COUNT) lines.shift();
    const state = progress.read(line);
    if (state !== undefined) onProgress(state);
  });
  return lines;
}

/** Ends the whole group. The kill after the grace is unconditional: a group that is gone ignores it. */
function endGroup(child: Child, isContained: boolean): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  signalGroup(child.pid, isContained ? 'SIGKILL' : 'SIGTERM');
  if (isContained) return;
  const pid = child.pid;
  const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), TERM_GRACE_MS);
  void once(child, 'close').finally(() => clearTimeout(timer));
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group ended by itself in the meantime.
  }
}
