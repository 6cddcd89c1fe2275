import { AppError } from '../../shared/ipc/app-error.ts';
import type { Failure } from '../../shared/ipc/failure.ts';
import type { Logger } from '../log/logger.ts';

/**
 * The one place where something thrown becomes a `Failure`. What is not an `AppError` is a defect:
 * it is logged once with its stack, and the user gets no stack.
 */
export function toFailure(thrown: unknown, where: string, log: Logger): Failure {
  if (thrown instanceof AppError) return thrown.failure;
  if (thrown instanceof Error && thrown.name === 'AbortError') {
    return { code: 'cancelled', message: 'Cancelled.' };
  }
  log.error(`defect in ${where}`, thrown);
  return {
    code: 'internal',
    message: 'Berth made a mistake of its own.',
    hint: 'Try again. If it comes back, report it with the details below.',
    cause: `${where}: ${thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : 'unknown error'}`,
  };
}
