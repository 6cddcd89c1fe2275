import { expect, it } from 'vitest';
import { familyTrunks } from './family-trunks.ts';

it('draws a line from each place to all that stand on it, and no further', () => {
  const family = [0, 1, 2, 2, 1, 2].map((depth) => ({ depth }));
  const words = familyTrunks(family).map((trunks) =>
    trunks.map(({ level, isEnd }) => `${level}${isEnd ? ' ends' : ''}`),
  );
  expect(words).toEqual([[], ['0'], ['0', '1'], ['0', '1 ends'], ['0 ends'], ['1 ends']]);
});
