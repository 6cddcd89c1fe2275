import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { FailureCode } from '../../../shared/ipc/failure.ts';
import type { ImageEngine } from '../../engine/image-engine.ts';
import { MemoryEngine } from '../launch/memory-engine.ts';
import { TaskService } from '../task/task-service.ts';
import { loadArchive, saveArchive } from './image-archive.ts';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'berth-archive-'))));
afterEach(async () => await rm(folder, { recursive: true }));

const { signal } = new AbortController();
const task = () => new TaskService().start({ kind: 'save', title: 'Save', abort: () => undefined });
const engineWith = (calls: Partial<ImageEngine>): ImageEngine => ({
  ...new MemoryEngine().access.engine,
  ...calls,
});
const fails = (code: FailureCode) => new AppError({ code, message: `It failed with ${code}.` });

async function* parts(...all: readonly (Uint8Array | AppError)[]): AsyncGenerator<Uint8Array> {
  for (const part of all) {
    if (part instanceof AppError) throw part;
    yield part;
  }
}

describe('saving', () => {
  const save = async (...all: readonly (Uint8Array | AppError)[]) => {
    const engine = engineWith({ saveImages: () => parts(...all) });
    return await saveArchive(engine, ['x'], join(folder, 'x.tar'), task(), signal);
  };

  it('leaves a whole archive under its name', async () => {
    await save(Buffer.from('files'), Buffer.alloc(300), Buffer.alloc(2000));
    expect(await readdir(folder)).toEqual(['x.tar']);
    expect(await readFile(join(folder, 'x.tar'))).toHaveLength(2305);
  });

  it.each([
    ['stopped early', [Buffer.from('half of the files')], 'interrupted'],
    ['sent nothing', [], 'interrupted'],
    ['failed', [Buffer.alloc(4000), fails('engine-failed')], 'engine-failed'],
  ] as const)('leaves nothing where the engine %s', async (_what, all, code) => {
    await writeFile(join(folder, 'x.tar'), 'what was there');
    await expect(save(...all)).rejects.toMatchObject({ failure: { code } });
    expect(await readdir(folder)).toEqual(['x.tar']);
    expect(await readFile(join(folder, 'x.tar'), 'utf8')).toBe('what was there');
  });
});

describe('loading', () => {
  const load = async (text: string, loaded: readonly string[] | AppError) => {
    const path = join(folder, 'images.tar');
    await writeFile(path, text);
    const engine = engineWith({
      loadImages: async function* (tar) {
        for await (const _ of tar);
        if (loaded instanceof AppError) throw loaded;
        for (const name of loaded) yield { text: `Loaded image: ${name}`, loaded: name };
      },
    });
    return await loadArchive(engine, path, task(), signal);
  };

  it('says what came', async () => {
    expect(await load('x', ['a:1', 'b:2'])).toBe('2 images loaded: a:1, b:2');
  });

  it.each(['engine-failed', 'not-found', 'invalid-input'] as const)(
    'names an archive that is none, whatever the engine calls it (%s)',
    async (code) => {
      await expect(load('x', fails(code))).rejects.toMatchObject({
        failure: {
          code: 'invalid-input',
          message: expect.stringContaining('images.tar could not'),
        },
      });
    },
  );

  it('names an archive without images, and leaves other failures as they are', async () => {
    await expect(load('x', [])).rejects.toMatchObject({ failure: { code: 'invalid-input' } });
    await expect(load('x', fails('disk-full'))).rejects.toMatchObject({
      failure: { code: 'disk-full' },
    });
    const gone = loadArchive(
      engineWith({
        loadImages: async function* (tar) {
          for await (const _ of tar) yield { text: '' };
        },
      }),
      join(folder, 'gone.tar'),
      task(),
      signal,
    );
    await expect(gone).rejects.toMatchObject({ failure: { code: 'conflict' } });
  });
});
