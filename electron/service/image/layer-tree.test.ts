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
  it('is of those whose nearest common ground is the same, and names who is exactly that', () => {
    expect(tree.families()).toEqual([
      { key: 'd', imageCount: 5, layerCount: 1, baseIds: ['debian'], memberIds: ['debian'] },
      { key: 'd c', imageCount: 4, layerCount: 2, baseIds: ['cuda'], memberIds: ['cuda', 'jax'] },
      {
        key: 'd c t',
        imageCount: 2,
        layerCount: 3,
        baseIds: ['torch', 'torch-copy'],
        memberIds: ['torch', 'torch-copy'],
      },
    ]);
  });

  it('needs no image that is its base', () => {
    const withoutBase = new LayerTree(
      new Map([
        ['torch', ['d', 'c', 't']],
        ['jax', ['d', 'c', 'j']],
      ]),
    );
    expect(withoutBase.families()).toEqual([
      { key: 'd c', imageCount: 2, layerCount: 2, baseIds: [], memberIds: ['torch', 'jax'] },
    ]);
  });
});

it('two images share their common beginning', () => {
  expect(tree.sharedCount('torch', 'jax')).toBe(2);
  expect(tree.sharedCount('torch', 'torch-copy')).toBe(3);
  expect(tree.sharedCount('odd', 'jax')).toBe(0);
  expect(tree.sharedCount('debian', 'jax')).toBe(1);
});

it('shows a family from its lowest layer up, and where an image stands in it', () => {
  expect(tree.places('jax')).toEqual([
    { depth: 0, belowCount: 0, layerCount: 1, imageIds: ['debian'], isOwn: true },
    { depth: 1, belowCount: 1, layerCount: 1, imageIds: ['cuda'], isOwn: true },
    { depth: 2, belowCount: 2, layerCount: 1, imageIds: ['torch', 'torch-copy'], isOwn: false },
    { depth: 2, belowCount: 2, layerCount: 1, imageIds: ['jax'], isOwn: true },
  ]);
  expect(tree.places('odd')).toEqual([
    { depth: 0, belowCount: 0, layerCount: 2, imageIds: ['odd'], isOwn: true },
  ]);
  expect(tree.places('empty')).toEqual([]);
});
