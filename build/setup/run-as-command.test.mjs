import { expect, it } from 'vitest';
import { isNodeRecentEnough } from './run-as-command.mjs';

it.each([
  ['20.19.0', true],
  ['20.18.3', false],
  ['18.20.0', false],
  ['24.15.0', true],
])('Node %s is recent enough: %s', (version, expected) => {
  expect(isNodeRecentEnough(version)).toBe(expected);
});
