import { expect, it } from 'vitest';
import { AppError } from '../../../shared/ipc/app-error.ts';
import { openLink } from './open-link.ts';

it.each([
  ['https://example.org/a?b=c#d', 'https://example.org/a?b=c#d'],
  [' HTTP://Example.ORG', 'http://example.org/'],
  ['http://[::1]:8888/lab', 'http://[::1]:8888/lab'],
])('opens %j as %j', async (text, opened) => {
  const urls: string[] = [];
  await openLink(text, async (url) => void urls.push(url));
  expect(urls).toEqual([opened]);
});

it.each([
  'file:///etc/passwd',
  'javascript:alert(1)',
  'mailto:a@example.org',
  'vscode://file/x',
  'smb://host/share',
  '/etc/passwd',
  '--help',
  'https://',
  '',
])('refuses %j', async (text) => {
  const opening = openLink(text, async () => expect.unreachable());
  await expect(opening).rejects.toBeInstanceOf(AppError);
});
