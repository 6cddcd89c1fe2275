import { AppError } from '../../../shared/ipc/app-error.ts';

/**
 * Opens an address that a program printed, read anew: what the system is told to open is what the
 * parser understood, and only pages, never files, mails or programs. Fails with `invalid-input`.
 */
export async function openLink(
  text: string,
  openExternal: (url: string) => Promise<void>,
): Promise<void> {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new AppError({
      code: 'invalid-input',
      message: 'Only web addresses are opened.',
      hint: 'Copy it, and open it where it belongs.',
      subject: text.slice(0, 256),
    });
  }
  await openExternal(url.href);
}
