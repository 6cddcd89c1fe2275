import { AppError } from '../../../shared/ipc/app-error.ts';

/** What the system says of a disk that takes no more. */
const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** One plain sentence for a file that cannot be written or read. */
export function fileReason(error: unknown): string {
  const code = codeOf(error);
  if (FULL.has(code)) return 'The disk is full.';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return 'It may not be written there.';
  if (code === 'ENOENT') return 'The file or its folder is not there.';
  return 'The file could not be written or read.';
}

/** The failure of a file that a person chose. */
export function fileFailure(error: unknown, path: string): AppError {
  if (error instanceof AppError) return error;
  return new AppError({
    code: FULL.has(codeOf(error)) ? 'disk-full' : 'conflict',
    message: fileReason(error),
    hint: 'Choose another place.',
    subject: path,
    cause: String(error),
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
