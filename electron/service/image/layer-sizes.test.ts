import { expect, it } from 'vitest';
import { layerSizes } from './layer-sizes.ts';

/** The newest first, as the engine tells it. */
const steps = (...all: readonly (readonly [string, number])[]) =>
  all.map(([createdBy, sizeBytes]) => ({ createdBy, sizeBytes, comment: '' })).toReversed();

it('a step with bytes is a layer', () => {
  const history = steps(['ADD file', 5], ['CMD ["sh"]', 0], ['RUN make', 7]);
  expect(layerSizes(history, 2)).toEqual([5, 7]);
});

it('a step without bytes may be one: the instruction tells', () => {
  const history = steps(
    ['/bin/sh -c #(nop) ADD file:1 in /', 5],
    ['/bin/sh -c #(nop)  ENV A=1', 0],
    ['/bin/sh -c mkdir /w', 0],
    ['WORKDIR /w', 0],
    ['COPY . . # buildkit', 9],
    ['EXPOSE map[80/tcp:{}]', 0],
  );
  expect(layerSizes(history, 4)).toEqual([5, 0, 0, 9]);
});

it('an image that was imported has one step and one layer', () => {
  expect(layerSizes(steps(['', 0]), 1)).toEqual([0]);
});

it('a history that does not tell is no guess', () => {
  expect(layerSizes(steps(['RUN a', 5]), 2)).toBeUndefined();
  expect(layerSizes(steps(['RUN a', 5], ['RUN b', 0], ['RUN c', 0]), 2)).toBeUndefined();
  expect(layerSizes([], 3)).toBeUndefined();
});
