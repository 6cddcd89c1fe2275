import { expect, it } from 'vitest';
import { NameGlob } from './name-glob.ts';

const fits = (glob: string, name: string): boolean => {
  const bytes = Buffer.from(name);
  return new NameGlob(Buffer.from(glob)).fits(bytes, 0, bytes.length);
};

it.each([
  ['*', '', true],
  ['*.py', 'a.py', true],
  ['*.py', 'a.pyc', false],
  ['a*b*c', 'aXbXbXc', true],
  ['a*b*c', 'aXbXcX', false],
  ['?', 'a', true],
  ['?', '', false],
  ['[a-c]x', 'bx', true],
  ['[!a-c]x', 'bx', false],
  ['[]]', ']', true],
  ['[', '[', true],
  ['lib*.so.[0-9]', 'libcudart.so.1', true],
  ['é*', 'éa', true],
] as const)('%s and %s: %s', (glob, name, expected) => {
  expect(fits(glob, name)).toBe(expected);
});

it('is not slowed by stars that never fit', () => {
  const name = Buffer.alloc(4_096, 'a');
  const glob = new NameGlob(Buffer.from(`${'a*'.repeat(200)}b`));
  expect(glob.fits(name, 0, name.length)).toBe(false);
});
