import { setTimeout as sleep } from 'node:timers/promises';
import type { ContainerDetail } from '../../../shared/contract/container.ts';
import type { SessionState } from '../../../shared/contract/terminal.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { Failure } from '../../../shared/ipc/failure.ts';
import type { ShellChoice } from '../../../shared/value/shell-choice.ts';
import type { ContainerEngine } from '../../engine/container-engine.ts';
import type { ExecConnection } from '../../engine/container-exec.ts';
import { NO_SUCH_SHELL } from './shell-command.ts';

/** A shell dies a moment before the engine books its container's end; killed shells wait for that. */
const CONTAINER_END_WITHIN_MS = 800;
const POLL_MS = 50;

/** From here on an exit code names a signal. */
const FIRST_SIGNAL_CODE = 128;

/** What an engine answers for a program that it could not start. */
const NOT_STARTED_CODES: readonly (number | undefined)[] = [126, 127];

/** A shell that has come to its end, with what is known of its container from before. */
export interface EndedShell {
  readonly engine: ContainerEngine;
  readonly connection: ExecConnection;
  readonly containerId: string;
  /** When the container was started that the shell ran in. */
  readonly containerStartedAtMs: number | undefined;
}

/** What became of a shell that has ended. */
type ShellEnd = Extract<SessionState, { readonly kind: 'ended' }>;

/** Why a shell ended, asked of the engine. Fails when the engine cannot be asked. */
export async function endOf(shell: EndedShell): Promise<ShellEnd> {
  const { exitCode } = await statusOf(shell.connection);
  const isKilled = exitCode === undefined || exitCode >= FIRST_SIGNAL_CODE;
  const container = await containerAfter(shell, isKilled);
  const isContainerRunning = container?.container.state === 'running';
  return {
    kind: 'ended',
    ...(exitCode !== undefined && { exitCode }),
    reason: reasonOf(container, shell.containerStartedAtMs, exitCode),
    isContainerRunning,
  };
}

/** Why there is no shell: `words` is all that came in its place. */
export async function refusalOf(
  connection: ExecConnection,
  words: string,
  choice: ShellChoice,
): Promise<Failure> {
  const { exitCode } = await statusOf(connection);
  const cause = words.trim() === '' ? `exit code ${exitCode ?? 'unknown'}` : words.trim();
  const refused = refusedChoice(choice, cause);
  if (refused !== undefined) return { code: 'invalid-input', ...refused, cause };
  const isMissing =
    NOT_STARTED_CODES.includes(exitCode) || /exec failed|no such file|not found/i.test(words);
  if (!isMissing) {
    return { code: 'engine-failed', message: 'The shell ended before it began.', cause };
  }
  return {
    code: 'tool-missing',
    message: 'This container’s image has no shell that could be opened.',
    hint: 'Its image has no /bin/sh, as images that hold a single program do. A helper brings one along.',
    cause,
  };
}

const OTHER_CHOICE = 'Choose one by “Terminal with options…”';

/** Which part of the choice, or of what the container itself says, it does not have; by the engine's words. */
function refusedChoice(
  { shell, user, directory }: ShellChoice,
  words: string,
): Pick<Failure, 'message' | 'hint'> | undefined {
  if (shell !== undefined && words.startsWith(NO_SUCH_SHELL)) {
    return { message: `There is no ${shell} in this container.`, hint: 'Choose another shell.' };
  }
  if (/unable to find (?:user|group)|no matching entries/i.test(words)) {
    return {
      message:
        user === undefined
          ? 'The container’s own user is not known in it any more.'
          : `This container has no user or group “${user}”.`,
      hint: `${user === undefined ? OTHER_CHOICE : 'Choose another user'}; a number needs no name.`,
    };
  }
  if (/\bc(?:hdir|wd)\b/i.test(words)) {
    return {
      message: `The shell cannot begin in ${directory === undefined ? 'the container’s own directory' : `“${directory}”`}.`,
      hint: `${directory === undefined ? OTHER_CHOICE : 'Choose a directory'} that is in this container and that the user may enter.`,
    };
  }
  return undefined;
}

/** The way to a shell was cut. */
export function connectionCut(cause: string): Failure {
  return {
    code: 'interrupted',
    message: 'The connection to the engine was cut.',
    hint: 'Whether the shell still runs is unknown. Reconnect opens a new one.',
    cause,
  };
}

async function statusOf(connection: ExecConnection): Promise<{ readonly exitCode?: number }> {
  try {
    const { exitCode } = await connection.inspect();
    return exitCode === undefined ? {} : { exitCode };
  } catch (error) {
    // It goes with its container.
    if (isNotFound(error)) return {};
    throw error;
  }
}

async function containerAfter(
  { engine, containerId, containerStartedAtMs }: EndedShell,
  isKilled: boolean,
): Promise<ContainerDetail | undefined> {
  const untilMs = performance.now() + (isKilled ? CONTAINER_END_WITHIN_MS : 0);
  for (;;) {
    try {
      const detail = await engine.inspectContainer(containerId);
      const isSame = detail.startedAtMs === containerStartedAtMs;
      const isRunning = detail.container.state === 'running';
      if (!isRunning || !isSame || performance.now() >= untilMs) return detail;
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
    await sleep(POLL_MS);
  }
}

function reasonOf(
  detail: ContainerDetail | undefined,
  startedAtMs: number | undefined,
  exitCode: number | undefined,
): string {
  if (detail === undefined) return 'The container was removed.';
  if (detail.container.state !== 'running') {
    if (detail.isOomKilled) return 'The container ran out of memory and was killed.';
    if (detail.exitCode === undefined) return 'The container stopped.';
    return `The container stopped (exit code ${detail.exitCode}).`;
  }
  if (detail.startedAtMs !== startedAtMs) return 'The container was restarted.';
  return exitCode === undefined ? 'The shell ended.' : `The shell ended with code ${exitCode}.`;
}

function isNotFound(error: unknown): boolean {
  return error instanceof AppError && error.failure.code === 'not-found';
}
