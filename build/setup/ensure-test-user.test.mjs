import { expect, it } from 'vitest';
import { parseUser, quote } from './ensure-test-user.mjs';
import { runProcess } from './run-process.mjs';

it('finds a user by its whole name', () => {
  const passwd = 'berth-tester:x:1:2::/:/bin/sh\nberth-test:x:999:995::/h:/bin/sh\n';
  expect(parseUser(passwd, 'berth-test')).toEqual({ uid: 999, gid: 995 });
  expect(parseUser(passwd, 'berth')).toBeUndefined();
});

it.runIf(process.platform !== 'win32')('quotes any text as one word of the shell', async () => {
  const text = `a b'c"d $HOME \\ é`;
  expect((await runProcess('sh', ['-c', `printf %s ${quote(text)}`])).stdout).toBe(text);
});
