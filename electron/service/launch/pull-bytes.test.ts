import { describe, expect, it } from 'vitest';
import { PullBytes } from './pull-bytes.ts';

type Read = Parameters<PullBytes['read']>[0];

function read(...items: readonly Omit<Read, 'kind' | 'text'>[]): PullBytes {
  const bytes = new PullBytes();
  for (const item of items) bytes.read({ kind: 'layer', text: '', ...item });
  return bytes;
}

describe('the bytes of a pull', () => {
  it('have no total while the engine has not told every size', () => {
    const bytes = read(
      { id: 'a', phase: 'waiting' },
      { id: 'b', phase: 'downloading', currentBytes: 3, totalBytes: 10 },
    );
    expect(bytes.progress()).toEqual({ doneBytes: 3 });
    expect(bytes.detail()).toBe('Pulling: 0 of 2 layers');
  });

  it('do not fall back when a layer goes on to be unpacked', () => {
    const bytes = read(
      { id: 'a', phase: 'downloading', currentBytes: 9, totalBytes: 10 },
      { id: 'a', phase: 'extracting', currentBytes: 1, totalBytes: 40 },
      { id: 'b', phase: 'downloading', currentBytes: 2, totalBytes: 5 },
    );
    expect(bytes.progress()).toEqual({ doneBytes: 12, totalBytes: 15 });
    bytes.read({ kind: 'layer', text: '', id: 'a', phase: 'complete' });
    expect(bytes.detail()).toBe('Pulling: 1 of 2 layers');
  });

  it('leave out layers that were here', () => {
    const bytes = read(
      { id: 'a', phase: 'waiting' },
      { id: 'a', phase: 'present' },
      { id: 'b', phase: 'downloading', currentBytes: 5, totalBytes: 5 },
    );
    expect(bytes.progress()).toEqual({ doneBytes: 5, totalBytes: 5 });
  });
});
