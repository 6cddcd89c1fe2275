import { expect, it } from 'vitest';
import { testContainer } from '../../../shared/value/test-container.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import { findNamed } from './find-named.ts';

const container = (id: string, name: string) => testContainer(1, { id: id.padEnd(64, '0'), name });

// The third is named as the first one's id begins.
const ALL = [container('abc1', 'web'), container('abd2', 'db'), container('fff3', 'abc')];

it.each([
  ['web', 'web'],
  ['abc1', 'web'],
  ['abd', 'db'],
  ['f', 'abc'],
  ['abc', 'abc'],
  [`abc1${'0'.repeat(60)}`, 'web'],
])('takes “%s” for %s', (word, name) => {
  expect(findNamed(ALL, word).name).toBe(name);
});

it.each([
  ['we', 'not-found', 'There is no container “we”.'],
  ['', 'not-found', 'There is no container “”.'],
  ['ab', 'conflict', '“ab” is the beginning of 2 container IDs.'],
])('takes “%s” for none: %s', (word, code, message) => {
  const find = (): unknown => findNamed(ALL, word);
  expect(find).toThrow(AppError);
  expect(find).toThrow(
    expect.objectContaining({ failure: expect.objectContaining({ code, message }) }),
  );
});
