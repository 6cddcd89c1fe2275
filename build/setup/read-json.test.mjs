import { expect, it } from 'vitest';
import { stringAt } from './read-json.mjs';

it('reads a string at a path and nothing inherited', () => {
  expect(stringAt({ a: { b: 'c' } }, 'a', 'b')).toBe('c');
  expect(stringAt({ a: null }, 'a', 'b')).toBeUndefined();
  expect(stringAt({}, 'constructor', 'name')).toBeUndefined();
});
