import { expect, test } from 'vitest';
import type { Image, ImageList } from '../../../shared/contract/image.ts';
import { familyWords, visibleLines, type LineChoice } from './image-lines.ts';

const idOf = (number: number): string => `sha256:${number.toString(16).padStart(64, '0')}`;

function image(number: number, differing: Partial<Image> = {}): Image {
  return {
    id: idOf(number),
    tags: [`image-${number}:1`],
    digests: [],
    sizeBytes: number,
    users: [],
    createdAtMs: 1000 - number,
    ...differing,
  };
}

const web = { id: 'c'.repeat(64), name: 'web', state: 'running' } as const;
const list: ImageList = {
  images: [
    image(1, { tags: ['nginx:1', 'localhost:5000/nginx:1'], users: [web], familyKey: 'base' }),
    image(2, { tags: [], digests: [`redis@${idOf(9)}`], familyKey: 'base', uniqueBytes: 7 }),
    image(3, { tags: [], platform: 'linux/arm64' }),
    image(4, { tags: ['image-10:1'], digests: [`image-10@${idOf(8)}`], uniqueBytes: 3 }),
  ],
  families: [{ key: 'base', baseName: 'debian:12', imageCount: 3, layerCount: 1 }],
  usage: { kind: 'counting' },
  unreadCount: 0,
};
const all: LineChoice = { filter: '', isOnlyUnused: false, isByFamily: false, sorting: undefined };
const shown = (choice: Partial<LineChoice>) =>
  visibleLines(list, { ...all, ...choice }).map((line) =>
    line.kind === 'family' ? familyWords(line) : line.reference,
  );

test('an image has one line for each of its names, and one where it has none', () => {
  expect(shown({})).toEqual([
    'nginx:1',
    'localhost:5000/nginx:1',
    `redis@${idOf(9)}`,
    idOf(3),
    'image-10:1',
  ]);
  const [, ported, byDigest, nameless, tagged] = visibleLines(list, all);
  expect(ported).toMatchObject({ repository: 'localhost:5000/nginx', tag: '1' });
  expect(byDigest).toMatchObject({ repository: 'redis', tag: undefined, digest: idOf(9) });
  expect(nameless).toMatchObject({ repository: undefined, tag: undefined, digest: undefined });
  expect(tagged).toMatchObject({ repository: 'image-10', tag: '1', digest: idOf(8) });
});

test.each([
  ['nginx local', ['localhost:5000/nginx:1']],
  ['WEB', ['nginx:1', 'localhost:5000/nginx:1']],
  ['dangling', [`redis@${idOf(9)}`, idOf(3)]],
  ['arm64', [idOf(3)]],
  [idOf(8), ['image-10:1']],
  ['nothing like it', []],
])('the filter %j leaves %j', (filter, references) => {
  expect(shown({ filter })).toEqual(references);
});

test('only what no container uses', () => {
  expect(shown({ isOnlyUnused: true })).toEqual([`redis@${idOf(9)}`, idOf(3), 'image-10:1']);
});

test('families stand together, and what shares nothing comes last', () => {
  expect(shown({ isByFamily: true })).toEqual([
    'On debian:12, 1 layer: 2 images here, 3 in all',
    'nginx:1',
    'localhost:5000/nginx:1',
    `redis@${idOf(9)}`,
    'No shared layers: 2 images',
    idOf(3),
    'image-10:1',
  ]);
});

test.each([
  ['name', ['image-10:1', 'localhost:5000/nginx:1', 'nginx:1']],
  ['unique', ['image-10:1', `redis@${idOf(9)}`]],
  ['created', ['image-10:1', idOf(3), `redis@${idOf(9)}`]],
  ['size', ['localhost:5000/nginx:1', 'nginx:1', `redis@${idOf(9)}`, idOf(3), 'image-10:1']],
  ['users', ['localhost:5000/nginx:1', 'nginx:1']],
] as const)('ordered by %s', (key, references) => {
  const upwards = shown({ sorting: { key, isDescending: false } });
  const isIn = (reference: string): boolean => references.some((other) => other === reference);
  expect(upwards.filter(isIn)).toEqual(references);
  const downwards = shown({ sorting: { key, isDescending: true } });
  if (key === 'size') expect(downwards.at(0)).toBe('image-10:1');
});
