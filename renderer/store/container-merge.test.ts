import { expect, test } from 'vitest';
import type { Container } from '../../shared/contract/container.ts';
import { mergeContainers, replaceContainer } from './container-merge.ts';
import { testContainer } from '../../shared/value/test-container.ts';

const rows = [testContainer(1), testContainer(3)];

test('rows that did not change keep their objects, and so does the list', () => {
  expect(mergeContainers(rows, structuredClone(rows))).toBe(rows);
  const merged = mergeContainers(rows, [testContainer(1, { state: 'exited' }), testContainer(3)]);
  expect(merged[0]?.state).toBe('exited');
  expect(merged[1]).toBe(rows[1]);
});

test.each<readonly [string, Partial<Container>]>([
  ['ports', { ports: [{ containerPort: 80, protocol: 'tcp', hostPort: 8080 }] }],
  ['labels', { labels: { a: 'b' } }],
  ['statusText', { statusText: 'Up 4 hours' }],
  ['name', { name: 'renamed' }],
])('a change of %s is seen', (_, differing) => {
  expect(mergeContainers(rows, [testContainer(1, differing), testContainer(3)])).not.toBe(rows);
});

test('a list in another order is another list, of the same objects', () => {
  const turned = mergeContainers(rows, structuredClone(rows).toReversed());
  expect(turned).toEqual([rows[1], rows[0]]);
  expect(turned[0]).toBe(rows[1]);
});

test('one row is replaced, put in by its age, or taken out', () => {
  const added = replaceContainer(rows, testContainer(2).id, testContainer(2));
  expect(added.map(({ name }) => name)).toEqual(['box-1', 'box-2', 'box-3']);
  expect(replaceContainer(rows, testContainer(9).id, testContainer(9)).at(-1)?.name).toBe('box-9');
  expect(replaceContainer(rows, testContainer(1).id, null)).toEqual([rows[1]]);
  expect(replaceContainer(rows, testContainer(1).id, testContainer(1))).toBe(rows);
  expect(replaceContainer(rows, testContainer(7).id, null)).toBe(rows);
});
