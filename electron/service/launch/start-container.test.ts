import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { FailureCode } from '../../../shared/ipc/failure.ts';
import type { LaunchJob } from './launch-job.ts';
import { startContainer } from './start-container.ts';

/** A job whose engine refuses to start as often as told. */
function jobThatFails(code: FailureCode, times: number): { job: LaunchJob; starts: () => number } {
  let starts = 0;
  const engine = {
    startContainer: async (): Promise<void> => {
      starts += 1;
      if (starts <= times) throw new AppError({ code, message: 'Refused.' });
    },
  };
  const job = { engine, signal: new AbortController().signal } as unknown as LaunchJob;
  return { job, starts: () => starts };
}

describe('startContainer', () => {
  it('asks for another port when the engine picked one that is taken', async () => {
    const { job, starts } = jobThatFails('port-in-use', 3);
    await startContainer(job, 'c');
    expect(starts()).toBe(4);
  });

  it('gives up in the end, with the engine’s failure', async () => {
    const { job, starts } = jobThatFails('port-in-use', 99);
    await expect(startContainer(job, 'c')).rejects.toMatchObject({
      failure: { code: 'port-in-use' },
    });
    expect(starts()).toBe(5);
  });

  it('tries nothing else twice', async () => {
    const { job, starts } = jobThatFails('disk-full', 1);
    await expect(startContainer(job, 'c')).rejects.toThrow('Refused.');
    expect(starts()).toBe(1);
  });
});
