import { AppError } from '../../../shared/ipc/app-error.ts';
import type { Failure } from '../../../shared/ipc/failure.ts';
import type { ContainerEngine } from '../../engine/container-engine.ts';
import { readLogTail } from './log-tail.ts';
import { maskToken } from './mask-token.ts';

type Explanation = Pick<Failure, 'message' | 'hint'> & Partial<Pick<Failure, 'code'>>;

/** First match counts. Matched against the engine's words and the log's last lines. */
const KNOWN: readonly { readonly pattern: RegExp; readonly explanation: Explanation }[] = [
  {
    pattern: /No space left on device|ENOSPC/i,
    explanation: {
      code: 'disk-full',
      message: "The engine's disk is full.",
      hint: 'Remove images or containers that you no longer need, then restart the launch.',
    },
  },
  {
    pattern: /exec format error/i,
    explanation: {
      message: 'The image is made for another kind of processor.',
      hint: 'Choose an image for this machine’s architecture.',
    },
  },
  {
    pattern: /Running as root is not recommended/i,
    explanation: {
      message: 'Jupyter refuses to run as root in this image.',
      hint: 'Add --allow-root to the command in the template.',
    },
  },
  {
    pattern:
      /executable file not found|exec \S+ failed: No such file|No such file or directory.*(?:jupyter|start-notebook)|No module named '?(?:notebook|jupyter|jupyterlab)/i,
    explanation: {
      message: 'This image has no Jupyter, or not under the name that the template starts.',
      hint: 'Correct the image or the command in the template.',
    },
  },
  {
    pattern: /Address already in use|port is already allocated/i,
    explanation: {
      code: 'port-in-use',
      message: 'The port that the notebook wants is taken.',
      hint: 'Restart the launch: the engine then picks another one.',
    },
  },
  {
    pattern: /Permission denied/i,
    explanation: {
      message: 'The notebook may not read or write something that it needs.',
      hint: 'The last lines of its log, behind Details, name it.',
    },
  },
];

/** What is known of the container behind a failure. */
export interface FailedContainer {
  readonly engine: ContainerEngine;
  readonly containerId: string;
  readonly token?: string | undefined;
}

/**
 * Makes a failure tell why: how the container ended, a cure where its text is known, and the last
 * lines of its log behind Details. Never fails itself.
 */
export async function explainFailure(
  error: unknown,
  container?: FailedContainer,
): Promise<Failure> {
  const failure = toFailure(error);
  if (container === undefined || failure.code === 'cancelled') return failure;
  const { engine, containerId, token } = container;
  const [log, ending] = await Promise.all([
    readLogTail(engine, containerId, token),
    readEnding(engine, containerId),
  ]);
  const cause = [failure.cause, ending?.words, log].filter(Boolean).join('\n');
  const known = KNOWN.find(({ pattern }) => pattern.test(cause))?.explanation;
  const memory: Explanation | undefined = ending?.isOutOfMemory
    ? {
        message: 'The notebook ran out of memory and was ended.',
        hint: 'Close what else uses memory, then restart the launch.',
      }
    : undefined;
  const told = memory ?? known;
  const exit = ending?.exitText === undefined ? '' : ` It ended with ${ending.exitText}.`;
  return {
    ...failure,
    ...told,
    message: `${told?.message ?? failure.message}${exit}`,
    subject: containerId,
    ...(cause !== '' && { cause: maskToken(cause, token) }),
  };
}

/** Any error as a failure; what nobody expected is a defect of ours. */
export function toFailure(error: unknown): Failure {
  if (error instanceof AppError) return error.failure;
  const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: 'internal', message: 'Something went wrong in Berth.', cause };
}

interface Ending {
  readonly words: string;
  readonly isOutOfMemory: boolean;
  /** Absent while it runs or never ran. */
  readonly exitText?: string;
}

async function readEnding(
  engine: ContainerEngine,
  containerId: string,
): Promise<Ending | undefined> {
  try {
    const { container, exitCode, isOomKilled, startError } =
      await engine.inspectContainer(containerId);
    const hasEnded = container.state === 'exited' && exitCode !== undefined;
    return {
      words: startError,
      isOutOfMemory: isOomKilled,
      ...(hasEnded && { exitText: `exit code ${exitCode}` }),
    };
  } catch {
    // It is gone; the first failure says what happened.
    return undefined;
  }
}
