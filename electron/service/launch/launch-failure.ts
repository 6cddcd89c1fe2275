import type { Launch } from '../../../shared/contract/launch.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { Failure } from '../../../shared/ipc/failure.ts';

/** The launch is in a state that forbids the action; `what` ends the sentence. */
export function launchConflict(launch: Launch, what: string): AppError {
  return new AppError({
    code: 'conflict',
    message: `"${launch.name}" ${what}.`,
    subject: launch.id,
  });
}

/** No launch has this id. */
export function launchNotFound(launchId: string): AppError {
  return new AppError({
    code: 'not-found',
    message: 'This launch does not exist any more.',
    subject: launchId,
  });
}

/** Why a launch of a former run is not taken up. */
export const cutShortElsewhere: Failure = {
  code: 'interrupted',
  message: 'Berth ended before this launch was done, and another engine is connected now.',
  hint: 'Remove it, or restart it to launch on this engine.',
};
