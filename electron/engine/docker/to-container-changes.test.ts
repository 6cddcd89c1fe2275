import { expect, it } from 'vitest';
import { toContainerChanges } from './to-container-changes.ts';

it('reads what the engine counts as changes, and that there are none', () => {
  const reply = [
    { Path: '/etc', Kind: 0 },
    { Path: '/etc/new', Kind: 1 },
    { Path: '/old', Kind: 2 },
  ];
  expect(toContainerChanges(reply)).toEqual([
    { path: '/etc', change: 'changed' },
    { path: '/etc/new', change: 'added' },
    { path: '/old', change: 'removed' },
  ]);
  expect(toContainerChanges(null)).toEqual([]);
});

it.each([undefined, '', 5, {}, [null], [{ Path: '/a', Kind: 3 }]])('refuses %j', (reply) => {
  expect(() => toContainerChanges(reply)).toThrowError(
    expect.objectContaining({ failure: expect.objectContaining({ code: 'engine-protocol' }) }),
  );
});
