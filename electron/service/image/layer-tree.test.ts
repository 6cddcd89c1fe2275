import { describe, expect, it } from 'vitest';
import { LayerTree } from './layer-tree.ts';

const tree = new LayerTree(
  new Map([
    ['debian', ['d']],
    ['cuda', ['d', 'c']],
    ['torch', ['d', 'c', 't']],
    ['torch-copy', ['d', 'c', 't']],
    ['jax', ['d', 'c', 'j']],
    // The same digest on another layer is another layer.
    ['odd', ['x', 'c']],
    ['empty', []],
  ]),
);
const freedBy = (...ids: readonly string[]) => Object.fromEntries(tree.freedBy(ids));

describe('what goes', () => {
  it('is nothing where another image has every layer', () => {
    expect(freedBy('torch')).toEqual({ torch: [] });
    expect(freedBy('debian', 'cuda')).toEqual({ debian: [], cuda: [] });
  });

  it('is what only the chosen ones have, each layer once', () => {
    expect(freedBy('jax')).toEqual({ jax: [2] });
    expect(freedBy('torch', 'torch-copy')).toEqual({ torch: [2], 'torch-copy': [] });
    expect(freedBy('torch-copy', 'jax', 'torch', 'cuda')).toEqual({
      'torch-copy': [1, 2],
      jax: [2],
      torch: [],
      cuda: [],
    });
    expect(freedBy('odd', 'empty')).toEqual({ odd: [0, 1], empty: [] });
  });

  it('is nothing for an image that is not there', () => {
    expect(freedBy('gone')).toEqual({ gone: [] });
  });
});

describe('a family', () => {
  it('reaches as far as all of it agree, and names who is exactly that', () => {
    expect(tree.families()).toEqual([
      { key: 'd', imageCount: 5, sharedLayerCount: 1, baseIds: ['debian'] },
    ]);
    const withoutBase = new LayerTree(
      new Map([
        ['torch', ['d', 'c', 't']],
        ['jax', ['d', 'c', 'j']],
      ]),
    );
    expect(withoutBase.families()).toEqual([
      { key: 'd', imageCount: 2, sharedLayerCount: 2, baseIds: [] },
    ]);
  });

  it('of two equal images is all of them', () => {
    const equal = new LayerTree(new Map(['a', 'b'].map((id) => [id, ['d', 'c']])));
    expect(equal.families()).toEqual([
      { key: 'd', imageCount: 2, sharedLayerCount: 2, baseIds: ['a', 'b'] },
    ]);
  });
});

it('two images share their common beginning', () => {
  expect(tree.sharedCount('torch', 'jax')).toBe(2);
  expect(tree.sharedCount('torch', 'torch-copy')).toBe(3);
  expect(tree.sharedCount('odd', 'jax')).toBe(0);
  expect(tree.sharedCount('debian', 'jax')).toBe(1);
});
