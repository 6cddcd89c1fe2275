import headless from '@xterm/headless';
import { expect, test } from 'vitest';
import { swallowQueries } from './swallow-queries.ts';

const ESC = '\u001b';
const QUERIES = [
  '[c',
  '[0c',
  '[>c',
  '[=c',
  '[5n',
  '[6n',
  '[?6n',
  '[?996n',
  '[4$p',
  '[?1$p',
  '[?2004$p',
  '[x',
  '[14t',
  '[18t',
  '[21t',
  '[>q',
  '[?u',
  `P$qm${ESC}\\`,
  `P$qr${ESC}\\`,
  `P+q544e${ESC}\\`,
  ']4;1;?\u0007',
  ']10;?\u0007',
  ']11;?\u0007',
  ']12;?\u0007',
] as const;

/** What a terminal answers to a program; the window's parser is the same as this one's. */
async function repliesTo(text: string, isSwallowing: boolean): Promise<string> {
  const terminal = new headless.Terminal({ allowProposedApi: true });
  if (isSwallowing) swallowQueries(terminal.parser);
  let replies = '';
  terminal.onData((reply) => (replies += reply));
  await new Promise<void>((resolve) => terminal.write(text, resolve));
  terminal.dispose();
  return replies;
}

test.each(QUERIES)('%j is not answered by the window', async (query) => {
  expect(await repliesTo(`${ESC}${query}`, true)).toBe('');
});

test('without this the same questions are answered', async () => {
  const answered = await Promise.all(
    QUERIES.map(async (query) => (await repliesTo(`${ESC}${query}`, false)) !== ''),
  );
  expect(answered.filter(Boolean).length).toBeGreaterThan(8);
});
