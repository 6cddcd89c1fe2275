import { expect, it } from 'vitest';
import type { ImageLayers } from '../../../shared/contract/image-layers.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import { TaskService } from '../task/task-service.ts';
import { LayerService, type LayerWorker } from './layer-service.ts';

const IMAGE_ID = `sha256:${'a'.repeat(64)}`;

function snapshot(status: ImageLayers['status'], readBytes: number): ImageLayers {
  return {
    status,
    image: 'a:1',
    imageId: IMAGE_ID,
    readBytes,
    expectedBytes: 100,
    layers: [],
    history: [],
  };
}

/** A worker that says what a test wants, when it wants. */
class ScriptedWorker implements LayerWorker {
  readonly streams: { readonly image: unknown; readonly signal: AbortSignal }[] = [];
  readonly #waiting: ((step: ImageLayers | 'end' | Error) => void)[] = [];

  readonly ask = async (): Promise<unknown> => ({ rows: [], totalCount: 0 });
  readonly dispose = (): void => undefined;

  async *stream(_method: string, input: unknown, signal: AbortSignal): AsyncGenerator<unknown> {
    this.streams.push({ image: input, signal });
    for (;;) {
      const step = await new Promise<ImageLayers | 'end' | Error>((resolve, reject) => {
        this.#waiting.push(resolve);
        signal.addEventListener('abort', () => reject(new Error('given up')));
      });
      if (step === 'end') return;
      if (step instanceof Error) throw step;
      yield step;
    }
  }

  async say(step: ImageLayers | 'end' | Error): Promise<void> {
    await expect.poll(() => this.#waiting.length).toBeGreaterThan(0);
    this.#waiting.shift()?.(step);
  }
}

function made() {
  const worker = new ScriptedWorker();
  const tasks = new TaskService();
  const chooser = { toWrite: async () => undefined, toRead: async () => undefined };
  const service = new LayerService({ worker, tasks, chooser, enginePlace: () => 'there' });
  return { worker, tasks, service };
}

async function last(items: AsyncIterable<ImageLayers>): Promise<ImageLayers | undefined> {
  let newest: ImageLayers | undefined;
  for await (const item of items) newest = item;
  return newest;
}

it('reads once for all who look, and goes on when nobody does', async () => {
  const { worker, tasks, service } = made();
  const looking = new AbortController();
  const first = last(service.open('a:1', looking.signal));
  const second = last(service.open('a:1', new AbortController().signal));
  await worker.say(snapshot('reading', 10));
  looking.abort();
  await first;
  await worker.say(snapshot('reading', 50));
  await expect.poll(() => tasks.list()[0]).toMatchObject({ status: 'running', donePct: 50 });
  await worker.say(snapshot('ready', 100));
  await worker.say('end');
  expect(await second).toMatchObject({ status: 'ready', taskId: tasks.list()[0]?.id });
  expect(worker.streams).toHaveLength(1);
  expect(tasks.list()).toMatchObject([{ kind: 'read-layers', status: 'done' }]);
});

it('is no task where everything was remembered', async () => {
  const { worker, tasks, service } = made();
  const opened = last(service.open('a:1', new AbortController().signal));
  await worker.say(snapshot('ready', 0));
  await worker.say('end');
  expect(await opened).toMatchObject({ status: 'ready' });
  expect(tasks.list()).toEqual([]);
});

it('ends with its task, and begins anew after that', async () => {
  const { worker, tasks, service } = made();
  const opened = last(service.open('a:1', new AbortController().signal));
  await worker.say(snapshot('reading', 10));
  await expect.poll(() => tasks.list().length).toBe(1);
  tasks.cancel(tasks.list()[0]?.id ?? '');
  await expect(opened).rejects.toMatchObject({ failure: { code: 'cancelled' } });
  expect(worker.streams[0]?.signal.aborted).toBe(true);
  expect(tasks.list()).toMatchObject([{ status: 'cancelled' }]);
  void last(service.open('a:1', new AbortController().signal));
  await expect.poll(() => worker.streams.length).toBe(2);
});

it('is interrupted, not done, where the engine was cut off', async () => {
  const { worker, tasks, service } = made();
  const opened = last(service.open('a:1', new AbortController().signal));
  await worker.say(snapshot('reading', 10));
  await worker.say(new AppError({ code: 'interrupted', message: 'Cut.' }));
  await expect(opened).rejects.toMatchObject({ failure: { code: 'interrupted' } });
  expect(tasks.list()).toMatchObject([{ status: 'interrupted' }]);
  const again = last(service.open('a:1', new AbortController().signal));
  await worker.say(snapshot('reading', 10));
  await worker.say('end');
  await expect(again).rejects.toMatchObject({ failure: { code: 'interrupted' } });
});
