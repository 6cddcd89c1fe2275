import { describe, expect, it } from 'vitest';
import { joinLayers } from './image-tree.ts';
import { readLayer } from './image-maker.ts';
import { summarise } from './image-summary.ts';
import { PathSearch } from './search-paths.ts';
import { tar } from './tar-maker.ts';

const NAMES = ['a', 'ab', 'AB.py', 'b.py', 'lib', 'x1', 'x2', 'é', 'aab'] as const;
const PARTS = [
  ...NAMES,
  '*',
  '**',
  '*.py',
  'a*',
  '?b',
  'x[0-9]',
  'x[!1]',
  '*a*b*',
  'none',
] as const;

function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A pattern as a regular expression over whole paths, which is slow and plain. */
function toRegExp(pattern: string): RegExp {
  const one = (part: string): string =>
    part
      .replaceAll(/[.]/g, '\\.')
      .replaceAll('[!', '[^')
      .replaceAll('*', '[^/]*')
      .replaceAll('?', '[^/]');
  if (!pattern.includes('/')) {
    const glob = /[*?[]/.test(pattern) ? pattern : `*${pattern}*`;
    return new RegExp(`^(?:.*/)?${one(glob)}$`, 'iu');
  }
  const parts = pattern.split('/').filter((part) => part !== '');
  const isAllBelow = parts.at(-1) === '**';
  const text = parts
    .slice(0, isAllBelow ? -1 : undefined)
    .map((part, index) => {
      const isLast = index === parts.length - 1;
      return part === '**' ? '(?:[^/]+/)*' : `${one(part)}${isLast ? '' : '/'}`;
    })
    .join('');
  return new RegExp(`^${text}${isAllBelow ? '.+' : ''}$`, 'iu');
}

describe('a search', () => {
  it('finds what a slow and plain one finds, whatever the pattern', async () => {
    const next = randomFrom(11);
    const pick = <Value>(values: readonly Value[]): Value => values[next(values.length)] as Value;
    const paths = new Set<string>();
    for (let count = 0; count < 250; count += 1) {
      const parts = Array.from({ length: 1 + next(4) }, () => pick(NAMES));
      // A folder stays one.
      const isFree = !parts.some((_, depth) => paths.has(parts.slice(0, depth).join('/')));
      if (isFree) paths.add(parts.join('/'));
    }
    const tree = joinLayers([await readLayer(tar([...paths].map((path) => ({ path }))))]);
    const search = new PathSearch(tree, summarise(tree).whole);
    const everything = search.search('/**', 10_000).rows.map(({ path }) => path);
    expect(new Set(everything)).toEqual(
      new Set([...paths].flatMap((path) => prefixesOf(path.split('/')))),
    );
    let foundCount = 0;
    for (let count = 0; count < 400; count += 1) {
      const parts = Array.from({ length: 1 + next(4) }, () => pick(PARTS));
      const pattern = parts.length === 1 ? pick(parts) : parts.join('/');
      if (pattern === '**') continue;
      const wanted = toRegExp(pattern);
      const expected = everything.filter((path) => wanted.test(path)).toSorted();
      const { rows, totalCount } = search.search(pattern, 10_000);
      const found = rows.map(({ path }) => path).toSorted();
      expect({ pattern, found, totalCount }).toEqual({
        pattern,
        found: expected,
        totalCount: expected.length,
      });
      foundCount += totalCount;
    }
    expect(foundCount).toBeGreaterThan(1_000);
  });
});

function prefixesOf(parts: readonly string[]): string[] {
  return parts.map((_, depth) => parts.slice(0, depth + 1).join('/'));
}
