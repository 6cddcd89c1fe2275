import { describe, expect, it } from 'vitest';
import { parsePackageQuery } from './parse-package-query.ts';

describe('what is looked for', () => {
  it.each([
    ['torch', { name: 'torch' }],
    [' libssl* ', { name: 'libssl*' }],
    ['torch<2.6', { name: 'torch', version: { relation: '<', version: '2.6' } }],
    ['torch <= 2.6', { name: 'torch', version: { relation: '<=', version: '2.6' } }],
    ['torch == 2.5.1+cu121', { name: 'torch', version: { relation: '=', version: '2.5.1+cu121' } }],
    ['@types/node ≥ 20', { name: '@types/node', version: { relation: '>=', version: '20' } }],
    ['bash != 1:5.2-1', { name: 'bash', version: { relation: '!=', version: '1:5.2-1' } }],
    ['torch <', { name: 'torch' }],
    ['torch !', { name: 'torch' }],
  ])('is read from %j', (text, query) => {
    expect(parsePackageQuery(text)).toEqual({ kind: 'query', query });
  });

  it.each(['< 2.6', 'torch 2.6', 'torch ~= 2.6', 'torch < 2 6', `${'x'.repeat(300)}`])(
    'is not guessed from %j',
    (text) => {
      expect(parsePackageQuery(text)).toMatchObject({ kind: 'unclear' });
    },
  );

  it('is nothing where nothing is typed', () => {
    expect(parsePackageQuery('  ')).toEqual({ kind: 'empty' });
  });
});
