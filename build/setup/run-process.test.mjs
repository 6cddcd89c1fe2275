import { describe, expect, it } from 'vitest';
import { runProcess } from './run-process.mjs';

describe('a process', () => {
  it('gives its output and its exit code', async () => {
    const script = 'process.stdin.pipe(process.stdout); process.exitCode = 3';
    const result = await runProcess(process.execPath, ['-e', script], { input: 'hello' });
    expect(result).toMatchObject({ code: 3, stdout: 'hello', timedOut: false });
  });

  it('that does not exist or outlives its time is a result, not an exception', async () => {
    expect((await runProcess('/no/such/program', [])).code).toBe(127);
    const late = await runProcess(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      timeoutMs: 300,
    });
    expect(late).toMatchObject({ timedOut: true, code: 143 });
  });
});
