import { AppError } from '../../../shared/ipc/app-error.ts';

/** The failure of a start that says that there is no shell; undefined for every other. */
export function noShellInImage(error: unknown, image: string): AppError | undefined {
  if (!(error instanceof AppError)) return undefined;
  const { cause, message } = error.failure;
  const words = cause ?? message;
  if (!/exec: "?\/bin\/sh|no such file|not found/i.test(words)) return undefined;
  return new AppError({
    code: 'tool-missing',
    message: `${image} has no shell either.`,
    hint: 'Choose another image for the helper.',
    subject: image,
    cause: words,
  });
}

/** A helper that may not see its target's files. */
export function filesClosed(name: string, words: string): AppError {
  return new AppError({
    code: 'engine-permission-denied',
    message: `The engine does not let a helper see the files of ${name}.`,
    hint: 'It needs the right to trace other processes, which a rootless engine, separate users or a security profile may forbid.',
    subject: name,
    cause: words,
  });
}
