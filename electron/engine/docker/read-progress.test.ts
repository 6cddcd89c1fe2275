import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/ipc/app-error.ts';
import { readEvents, readImportedId, readPull } from './read-progress.ts';

async function* linesOf(...lines: readonly (object | string)[]): AsyncGenerator<Uint8Array> {
  for (const line of lines) {
    yield Buffer.from(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`);
  }
}

async function read<T>(items: AsyncIterable<T>): Promise<{ items: T[]; failure: unknown }> {
  const all: T[] = [];
  try {
    for await (const item of items) all.push(item);
    return { items: all, failure: undefined };
  } catch (error) {
    if (error instanceof AppError) return { items: all, failure: error.failure };
    throw error;
  }
}

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('readPull', () => {
  it('translates what engines of both kinds write', async () => {
    const { items } = await read(
      readPull(
        linesOf(
          { status: 'Pulling from lab/x', id: '1' },
          { status: 'Pulling fs layer', progressDetail: {}, id: 'a' },
          { status: 'Waiting', progressDetail: {}, id: 'a' },
          {
            status: 'Downloading',
            progressDetail: { current: 1, total: 9 },
            id: 'a',
            progress: '[>',
          },
          { status: 'Verifying Checksum', progressDetail: {}, id: 'a' },
          { status: 'Download complete', progressDetail: {}, id: 'a' },
          { status: 'Extracting', progressDetail: { current: 4, units: 's' }, id: 'a' },
          { status: 'Extracting', progressDetail: { current: 9, total: 9 }, id: 'a' },
          { status: 'Pull complete', progressDetail: {}, id: 'a' },
          { status: 'Already exists', progressDetail: {}, id: 'b' },
          { status: 'constructor', id: 'c' },
          { progress: 'no status' },
          { status: `Digest: ${DIGEST}` },
          { status: 'Status: Downloaded newer image for lab/x:1' },
        ),
      ),
    );
    const layer = { kind: 'layer', id: 'a' };
    expect(items).toEqual([
      { kind: 'message', text: 'Pulling from lab/x' },
      { ...layer, phase: 'waiting', text: 'Pulling fs layer' },
      { ...layer, phase: 'waiting', text: 'Waiting' },
      { ...layer, phase: 'downloading', text: 'Downloading', currentBytes: 1, totalBytes: 9 },
      { ...layer, phase: 'verifying', text: 'Verifying Checksum' },
      { ...layer, phase: 'downloaded', text: 'Download complete' },
      { ...layer, phase: 'extracting', text: 'Extracting' },
      { ...layer, phase: 'extracting', text: 'Extracting', currentBytes: 9, totalBytes: 9 },
      { ...layer, phase: 'complete', text: 'Pull complete' },
      { ...layer, id: 'b', phase: 'present', text: 'Already exists' },
      { ...layer, id: 'c', phase: 'other', text: 'constructor' },
      { kind: 'message', text: `Digest: ${DIGEST}` },
      { kind: 'done', isNewer: true, digest: DIGEST },
    ]);
  });

  it('is not done when an error follows the last status', async () => {
    const status = { status: 'Status: Image is up to date for lab/x:1' };
    const { items, failure } = await read(
      readPull(linesOf(status, { error: 'no space left on device' })),
    );
    expect(items).toEqual([]);
    expect(failure).toMatchObject({ code: 'disk-full' });
  });

  it('is interrupted without its last status', async () => {
    const { failure } = await read(readPull(linesOf({ status: `Digest: ${DIGEST}` })));
    expect(failure).toMatchObject({ code: 'interrupted' });
  });
});

describe('readImportedId', () => {
  it('takes the id and nothing else', async () => {
    expect(await readImportedId(linesOf({ status: 'Importing' }, { status: DIGEST }))).toBe(DIGEST);
    await expect(readImportedId(linesOf({ status: 'sha256:short' }))).rejects.toThrow(AppError);
  });
});

describe('readEvents', () => {
  const event = (kind: string, action: string, id: unknown = 'x') => ({
    Type: kind,
    Action: action,
    Actor: { ID: id, Attributes: {} },
  });

  it('passes on what lists show, asks for lists where it cannot read, and ends as a cut', async () => {
    const { items, failure } = await read(
      readEvents(
        linesOf(
          event('container', 'start'),
          event('container', 'exec_create: sh -c true'),
          event('container', 'health_status: healthy'),
          event('network', 'connect'),
          event('image', 'pull', 'lab/x:1'),
          event('container', 'die', 5),
          'garbage',
          event('container', 'destroy'),
        ),
      ),
    );
    expect(items).toEqual([
      { kind: 'container', action: 'start', id: 'x' },
      { kind: 'container', action: 'health_status', id: 'x' },
      { kind: 'image', action: 'pull', id: 'lab/x:1' },
      { kind: 'resync' },
      { kind: 'resync' },
      { kind: 'container', action: 'destroy', id: 'x' },
    ]);
    expect(failure).toMatchObject({ code: 'interrupted' });
  });
});
