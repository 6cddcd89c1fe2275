import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { LaunchTemplate } from '../template/launch-template.ts';
import { createContainer } from './create-container.ts';
import type { FoundImage, LaunchJob } from './launch-job.ts';
import { LAUNCH_LABEL } from './launch-labels.ts';

const OWN_ID = 'a'.repeat(64);
const NEW_ID = 'b'.repeat(64);

/** A job at an engine where the first name is taken, and our container is listed from some look on. */
function jobWithTakenName(options: { readonly isNew: boolean; readonly listedFromLook: number }): {
  job: LaunchJob;
  created: string[];
} {
  const created: string[] = [];
  let lookCount = 0;
  const engine = {
    createContainer: async ({ name }: { name: string }): Promise<string> => {
      if (name === 'starter-1') throw new AppError({ code: 'conflict', message: 'Taken.' });
      created.push(name);
      return NEW_ID;
    },
    listContainers: async (): Promise<unknown[]> => {
      lookCount += 1;
      const isListed = lookCount >= options.listedFromLook;
      return isListed ? [{ id: OWN_ID, labels: { [LAUNCH_LABEL]: 'launch-1' } }] : [];
    },
    getArchive: () => {
      throw new AppError({ code: 'not-found', message: 'No token yet.' });
    },
    putArchive: async (): Promise<void> => undefined,
  };
  const job = {
    launchId: 'launch-1',
    isNew: options.isNew,
    engine,
    signal: new AbortController().signal,
    nextName: async (attempt: number) => `starter-${attempt + 1}`,
  } as unknown as LaunchJob;
  return { job, created };
}

const template = { id: 'starter', port: 8888, env: {} } as unknown as LaunchTemplate;
const image = { reference: 'x:1', user: '1000', entrypoint: [] } as unknown as FoundImage;

describe('createContainer', () => {
  it('takes the container that an earlier life of the app was still creating', async () => {
    const { job, created } = jobWithTakenName({ isNew: false, listedFromLook: 3 });
    const { containerId } = await createContainer(job, template, image);
    expect(containerId).toBe(OWN_ID);
    expect(created).toEqual([]);
  });

  it('gives a new launch another name when somebody else has it', async () => {
    const { job, created } = jobWithTakenName({ isNew: true, listedFromLook: 99 });
    const { containerId } = await createContainer(job, template, image);
    expect(containerId).toBe(NEW_ID);
    expect(created).toEqual(['starter-2']);
  });
});
