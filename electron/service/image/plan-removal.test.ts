import { describe, expect, it } from 'vitest';
import type { ImageChoice } from '../../../shared/contract/image.ts';
import { HELPER_LABEL } from '../helper/helper-labels.ts';
import { removalItems } from './plan-removal.ts';

const idOf = (number: number): string => `sha256:${String(number).padStart(64, '0')}`;
const user = { id: 'c'.repeat(64), name: 'web', state: 'exited' } as const;
const copy = { id: idOf(6), tags: [], digests: [], sizeBytes: 1, labels: { [HELPER_LABEL]: 'c' } };
const rows = [
  { id: idOf(1), tags: ['a:1', 'a:2'], digests: [`a@${idOf(7)}`], sizeBytes: 1 },
  { id: idOf(2), tags: ['used:1'], digests: [], sizeBytes: 1 },
  { id: idOf(3), tags: [], digests: [], sizeBytes: 1 },
  { id: idOf(4), tags: [], digests: [`old@${idOf(8)}`], sizeBytes: 1 },
  { id: idOf(5), tags: [], digests: [], sizeBytes: 1 },
].map((row) => ({ ...row, labels: {} }));
const users = new Map([
  [idOf(2), [user]],
  [idOf(5), [user]],
]);
const planned = (choice: ImageChoice) =>
  removalItems({ rows: [...rows, copy], users }, choice).map(({ reference, effect }) => [
    reference,
    effect,
  ]);
const name = (number: number, reference: string) => ({ imageId: idOf(number), reference });

describe('a removal by name', () => {
  it('leaves the image while it keeps a name, and takes it with the last', () => {
    expect(planned({ kind: 'names', names: [name(1, 'a:1')] })).toEqual([['a:1', 'untag']]);
    expect(planned({ kind: 'names', names: [name(1, 'a:2'), name(1, 'a:1')] })).toEqual([
      ['a:1', 'delete'],
      ['a:2', 'delete'],
    ]);
  });

  it('leaves what a container uses, running or not, and says which', () => {
    const names = [name(2, 'used:1'), name(3, idOf(3))];
    const items = removalItems({ rows, users }, { kind: 'names', names });
    expect(items).toEqual([
      { ...names[0], effect: 'stays', users: [user] },
      { ...names[1], effect: 'delete', users: [] },
    ]);
  });

  it('passes over names that went to another image or are gone', () => {
    expect(planned({ kind: 'names', names: [name(2, 'a:1'), name(9, 'a:1')] })).toEqual([]);
  });
});

describe('a prune', () => {
  it('takes what has no tag and no container, but no helper’s copy', () => {
    expect(planned({ kind: 'dangling' })).toEqual([
      [idOf(3), 'delete'],
      [`old@${idOf(8)}`, 'delete'],
    ]);
  });

  it('takes everything that no container uses where that is wished', () => {
    expect(planned({ kind: 'unused' }).map(([reference]) => reference)).toEqual([
      'a:1',
      'a:2',
      idOf(3),
      `old@${idOf(8)}`,
    ]);
  });
});
