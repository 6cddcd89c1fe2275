import { expect, test } from 'vitest';
import { testContainer } from '../../../shared/value/test-container.ts';
import { visibleRows, type RowChoice } from './visible-rows.ts';

const rows = [
  testContainer(1, { name: 'web-10', state: 'exited', image: 'nginx:1' }),
  testContainer(2, { name: 'web-9', image: 'redis:7', labels: { team: 'Vision' } }),
  testContainer(3, { name: 'API', state: 'paused', image: 'alpine:3' }),
  testContainer(4, { name: 'db', image: 'postgres:16' }),
];
const all: RowChoice = { filter: '', isOnlyRunning: false, sorting: undefined };
const namesFor = (choice: Partial<RowChoice>) =>
  visibleRows(rows, { ...all, ...choice }).map(({ name }) => name);

test('what runs comes first, then the newest', () => {
  expect(namesFor({})).toEqual(['web-9', 'db', 'web-10', 'API']);
});

test.each([
  ['web', ['web-9', 'web-10']],
  ['WEB redis', ['web-9']],
  ['team=vision', ['web-9']],
  ['postgres', ['db']],
  [testContainer(3).id, ['API']],
  ['web postgres', []],
])('the filter %j leaves %j', (filter, names) => {
  expect(namesFor({ filter })).toEqual(names);
});

test('only what runs', () => {
  expect(namesFor({ isOnlyRunning: true })).toEqual(['web-9', 'db']);
});

test.each([
  ['name', ['API', 'db', 'web-9', 'web-10']],
  ['image', ['API', 'web-10', 'db', 'web-9']],
  ['state', ['web-9', 'db', 'API', 'web-10']],
  ['created', ['db', 'API', 'web-9', 'web-10']],
] as const)('by %s, upwards and downwards', (key, names) => {
  expect(namesFor({ sorting: { key, isDescending: false } })).toEqual(names);
  const downwards = namesFor({ sorting: { key, isDescending: true } });
  expect(downwards.at(0)).toBe(key === 'state' ? 'web-10' : names.at(-1));
});
