import { AppError } from '../../../shared/ipc/app-error.ts';
import type { Failure } from '../../../shared/ipc/failure.ts';

/** What a terminal does not take in its present state. */
export function refused(message: string, hint: string): AppError {
  return new AppError({ code: 'conflict', message, hint });
}

/** What went wrong, whatever was thrown. */
export function failureOf(error: unknown): Failure {
  if (error instanceof AppError) return error.failure;
  const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: 'internal', message: 'Berth could not go on with this terminal.', cause };
}
