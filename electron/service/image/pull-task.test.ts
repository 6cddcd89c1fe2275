import { expect, it } from 'vitest';
import { parseImageReference } from '../../../shared/value/image-reference.ts';
import { MemoryEngine, memoryImage } from '../launch/memory-engine.ts';
import { TaskService } from '../task/task-service.ts';
import { presentLayers } from './plan-pull.ts';
import { pullAsTask } from './pull-task.ts';

const pulled = async (prepare: (memory: MemoryEngine, cancel: AbortController) => void) => {
  const memory = new MemoryEngine();
  const cancel = new AbortController();
  const tasks = new TaskService();
  const reference = parseImageReference('lab/x');
  if (reference === undefined) throw new Error('no reference');
  prepare(memory, cancel);
  const task = tasks.start({ kind: 'pull', title: 'Pull', abort: () => cancel.abort() });
  const options = { signal: cancel.signal };
  await pullAsTask(memory.access.engine, task, { reference, options });
  return tasks.list()[0];
};

it('is done when the engine says so', async () => {
  expect(await pulled(() => undefined)).toMatchObject({ status: 'done', detail: 'Pulled' });
});

it('fails as the registry does', async () => {
  const task = await pulled((memory) => memory.failures.set('pull', 'registry-denied'));
  expect(task).toMatchObject({ status: 'failed', failure: { code: 'registry-denied' } });
});

it('is cancelled where it was cancelled', async () => {
  const task = await pulled((memory, cancel) => {
    memory.gates.set('pull', new Promise(() => undefined));
    setTimeout(() => cancel.abort(), 10);
  });
  expect(task).toMatchObject({ status: 'cancelled' });
});

it('is interrupted where the answer was cut and the engine has nothing new', async () => {
  const task = await pulled((memory) => {
    memory.images.set('lab/x:latest', memoryImage());
    memory.failures.set('pull', 'interrupted');
  });
  expect(task).toMatchObject({ status: 'interrupted', failure: { code: 'interrupted' } });
});

it('is done where the answer was cut and the engine has it nevertheless', async () => {
  const task = await pulled((memory) => {
    let release = (): void => undefined;
    memory.gates.set('pull', new Promise((resolve) => (release = resolve)));
    memory.failures.set('pull', 'interrupted');
    setTimeout(() => {
      memory.images.set('lab/x:latest', memoryImage());
      release();
    }, 10);
  });
  expect(task).toMatchObject({ status: 'done' });
  expect(task?.detail).toContain('cut');
});

it('a layer is here only with all that lies below it', () => {
  expect(presentLayers(['a', 'b', 'c'], [['a', 'b', 'x'], ['c']])).toBe(2);
  expect(presentLayers(['a', 'b'], [['b']])).toBe(0);
  expect(presentLayers(['a'], [])).toBe(0);
});
