import { AppError } from '../../shared/ipc/app-error.ts';
import type { Failure } from '../../shared/ipc/failure.ts';

/** What a caught value says: the failure it carries, or a defect of ours. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof AppError) return thrown.failure;
  return {
    code: 'internal',
    message: 'Something in Berth broke.',
    hint: 'Try again. If it stays, report it with the details.',
    cause: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown),
  };
}
