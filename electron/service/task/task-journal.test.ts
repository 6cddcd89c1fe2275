import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TaskJournal } from './task-journal.ts';
import { TaskService } from './task-service.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-tasks-'));
  file = join(folder, 'tasks.json');
});
// A journal may still be writing when its test has seen enough.
afterEach(async () => await rm(folder, { recursive: true, maxRetries: 5 }));

const started = async () => {
  const tasks = new TaskService(new TaskJournal(file));
  await tasks.begin();
  return tasks;
};
const abort = (): void => undefined;

it('what ran when the app ended is listed as interrupted, once', async () => {
  const tasks = await started();
  tasks.start({ kind: 'pull', title: 'Pull a', abort });
  tasks.start({ kind: 'save', title: 'Save b', abort }).end({ status: 'done', detail: '' });
  tasks.start({ kind: 'pull', title: 'Pull c', abort }).update({ detail: '1 of 2', doneBytes: 5 });
  await tasks.written();

  const next = await started();
  expect(next.list()).toMatchObject([
    { title: 'Pull c', status: 'interrupted', failure: { code: 'interrupted' } },
    {
      title: 'Pull a',
      status: 'interrupted',
      failure: { hint: expect.stringMatching(/Pull again/) },
    },
  ]);
  await next.written();
  expect((await started()).list()).toEqual([]);
});

it('a journal that cannot be read or written costs nothing else', async () => {
  await writeFile(file, '{"version": 1, "running": [{"id": 7}]}');
  const tasks = await started();
  expect(tasks.list()).toEqual([]);
  // A file where a folder would have to be.
  const nowhere = new TaskService(new TaskJournal(join(file, 'tasks.json')));
  await nowhere.begin();
  nowhere.start({ kind: 'pull', title: 'Pull a', abort });
  await nowhere.written();
  expect(nowhere.list()).toHaveLength(1);
});

it('what the end of the app cancels is interrupted, not forgotten', async () => {
  const tasks = await started();
  const task = tasks.start({ kind: 'pull', title: 'Pull a', abort: () => undefined });
  await tasks.written();
  tasks.dispose();
  task.end({ status: 'cancelled', detail: 'Cancelled' });
  expect((await started()).list()).toMatchObject([{ title: 'Pull a', status: 'interrupted' }]);
});
