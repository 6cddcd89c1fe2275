import type { Failure } from '../../../shared/ipc/failure.ts';

/** A failure as text that a person can send on. */
export function failureReport(failure: Failure, lead?: string): string {
  const { code, message, hint, subject, cause } = failure;
  return [
    lead,
    message,
    hint,
    `Code: ${code}`,
    subject === undefined ? undefined : `Subject: ${subject}`,
    cause === undefined ? undefined : `\n${cause}`,
  ]
    .filter((line) => line !== undefined)
    .join('\n');
}
