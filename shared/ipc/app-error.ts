import type { Failure } from './failure.ts';

/** A failure on its way up inside one process. Expected failures are thrown as this and nothing else. */
export class AppError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'AppError';
    this.failure = failure;
  }
}
