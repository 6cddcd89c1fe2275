import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

/** A process as it is written down for a later run to find. */
export const processSchema = z.object({ pid: z.number().int(), startTicks: z.number() }).readonly();

/**
 * A process that cannot be mistaken for another one that got the same number later.
 * `startTicks` is the start time since boot in clock ticks, field 22 of `/proc/<pid>/stat`.
 */
export type ProcessIdentity = z.infer<typeof processSchema>;

/** What a command that was run to its end left behind. */
export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How often `/proc` is asked whether a process has gone: fine enough for a test, far from a busy loop. */
const POLL_INTERVAL_MS = 20;

/** Enough for the longest thing a rig command prints (a package listing); a log never comes this way. */
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;

/** The system's administrative folders are missing from PATH in many non-login root shells. */
export const RIG_PATH = `/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`;

/** The environment of everything the rig starts: nothing of the test runner's own leaks into it. */
export function rigEnvironment(): Record<string, string> {
  const environment: Record<string, string> = { PATH: RIG_PATH, LC_ALL: 'C.UTF-8', HOME: '/root' };
  for (const name of ['http_proxy', 'https_proxy', 'no_proxy', 'TMPDIR']) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}

function readStat(
  pid: number,
): { readonly state: string; readonly startTicks: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the program's name in parentheses and may itself hold spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? 'X', startTicks: Number(fields[19]) };
  } catch {
    return undefined;
  }
}

/** Names the live process that has this number now, or nothing. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  const stat = readStat(pid);
  return stat === undefined ? undefined : { pid, startTicks: stat.startTicks };
}

/**
 * Tells whether this very process still runs. A zombie has ended once it is down to one thread: until then its other
 * threads hold the sockets open.
 */
export function isAlive(identity: ProcessIdentity): boolean {
  const stat = readStat(identity.pid);
  if (stat === undefined || stat.startTicks !== identity.startTicks) return false;
  return (stat.state !== 'Z' && stat.state !== 'X') || countThreads(identity.pid) > 1;
}

function countThreads(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/task`).length;
  } catch {
    return 0;
  }
}

/** Sends a signal to this very process; does nothing when it has ended. */
export function signalProcess(identity: ProcessIdentity, signal: NodeJS.Signals): void {
  if (!isAlive(identity)) return;
  try {
    process.kill(identity.pid, signal);
  } catch {
    // It ended between the look and the signal.
  }
}

/** Waits until the process has ended; false when the time is over first. */
export async function waitForEnd(identity: ProcessIdentity, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (isAlive(identity)) {
    if (performance.now() > deadline) return false;
    await sleep(POLL_INTERVAL_MS);
  }
  return true;
}

/** Ends a process by its number: SIGTERM (and SIGCONT, should it be paused), then SIGKILL after the grace. */
export async function endProcess(identity: ProcessIdentity, graceMs: number): Promise<void> {
  signalProcess(identity, 'SIGTERM');
  signalProcess(identity, 'SIGCONT');
  if (await waitForEnd(identity, graceMs)) return;
  signalProcess(identity, 'SIGKILL');
  await waitForEnd(identity, graceMs);
}

/** Every process whose argument list satisfies the test; the arguments are those of `/proc/<pid>/cmdline`. */
export function findProcesses(test: (arguments_: readonly string[]) => boolean): ProcessIdentity[] {
  const found: ProcessIdentity[] = [];
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    let arguments_: string[];
    try {
      arguments_ = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    } catch {
      continue;
    }
    const identity = test(arguments_) ? identifyProcess(pid) : undefined;
    if (identity !== undefined) found.push(identity);
  }
  return found;
}

/** The direct children of a process. */
export function childrenOf(identity: ProcessIdentity): ProcessIdentity[] {
  try {
    return readFileSync(`/proc/${identity.pid}/task/${identity.pid}/children`, 'utf8')
      .split(' ')
      .filter((field) => field !== '')
      .map((field) => identifyProcess(Number(field)))
      .filter((child) => child !== undefined);
  } catch {
    return [];
  }
}

/** Runs a command to its end; a failing command is a result, not an exception. */
export function runCommand(
  file: string,
  arguments_: readonly string[],
  options: { readonly timeoutMs?: number; readonly signal?: AbortSignal } = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    execFile(
      file,
      [...arguments_],
      {
        env: rigEnvironment(),
        maxBuffer: MAX_OUTPUT_BYTES,
        timeout: options.timeoutMs ?? 60_000,
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      },
      (error, stdout, stderr) => {
        const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
        resolve({ exitCode, stdout, stderr: stderr === '' ? (error?.message ?? '') : stderr });
      },
    );
  });
}

/** Runs a command that must succeed and returns what it printed. */
export async function mustRun(
  file: string,
  arguments_: readonly string[],
  options: { readonly timeoutMs?: number } = {},
): Promise<string> {
  const result = await runCommand(file, arguments_, options);
  if (result.exitCode === 0) return result.stdout;
  const line = [file, ...arguments_].join(' ');
  throw new Error(`${line} ended with ${result.exitCode}: ${result.stderr.trim().slice(-2000)}`);
}

/** Reads JSON that another process may have been writing; what is not JSON is nothing. */
export function parseJsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
