import type { Image, ImageFamily, ImageList } from '../../../shared/contract/image.ts';
import { formatPlural } from '../../../shared/value/count.ts';
import { imageNames } from '../../../shared/value/image-names.ts';
import { splitTag } from '../../../shared/value/image-reference.ts';
import type { ImageSorting } from '../../store/image-view-store.ts';

/** One name of an image, as `docker images` lists it: an image with three tags is three lines. */
export interface NameLine {
  readonly kind: 'name';
  readonly key: string;
  readonly image: Image;
  /** `name:tag` or `name@sha256:…`; the id where it has no name. */
  readonly reference: string;
  /** Absent for an image without a name. */
  readonly repository: string | undefined;
  readonly tag: string | undefined;
  /** The digest in this repository. */
  readonly digest: string | undefined;
}

/** The head of a family, in the order by families. */
export interface FamilyLine {
  readonly kind: 'family';
  readonly key: string;
  /** Absent for those that share nothing. */
  readonly family: ImageFamily | undefined;
  readonly imageCount: number;
}

export type ImageLine = NameLine | FamilyLine;

/** What the table is asked to show. */
export interface LineChoice {
  readonly filter: string;
  readonly isOnlyUnused: boolean;
  readonly isByFamily: boolean;
  readonly sorting: ImageSorting | undefined;
}

const BY_NAME = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
/** Lines of each image object: an image that did not change keeps its lines, and so what is drawn of them. */
const linesOfImage = new WeakMap<Image, readonly NameLine[]>();
const haystacks = new WeakMap<NameLine, string>();

/** Every line of the images. */
export function nameLines(images: readonly Image[]): readonly NameLine[] {
  return images.flatMap((image) => {
    const known = linesOfImage.get(image) ?? linesOf(image);
    linesOfImage.set(image, known);
    return known;
  });
}

/** The lines that are to be seen, in their order. */
export function visibleLines(
  { images, families }: ImageList,
  { filter, isOnlyUnused, isByFamily, sorting }: LineChoice,
): readonly ImageLine[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = nameLines(images).filter(
    (line) =>
      (!isOnlyUnused || line.image.users.length === 0) &&
      words.every((word) => haystackOf(line).includes(word)),
  );
  const sorted = sorting === undefined ? chosen : chosen.toSorted(comparerOf(sorting));
  return isByFamily ? inFamilies(sorted, families) : sorted;
}

/** What a family's head says. */
export function familyWords({ family, imageCount }: FamilyLine): string {
  const count = formatPlural(imageCount, 'image');
  if (family === undefined) return `No shared layers: ${count}`;
  const { baseName, layerCount, imageCount: sharing } = family;
  const layers = formatPlural(layerCount, 'layer');
  const base = baseName === undefined ? `On ${layers}` : `On ${baseName}, ${layers}`;
  const all = sharing === imageCount ? count : `${count} here, ${sharing} in all`;
  return `${base}: ${all}`;
}

function linesOf(image: Image): readonly NameLine[] {
  return imageNames(image).map(({ reference }) => {
    const hasName = reference !== image.id;
    const { repository, tag } = splitTag(reference);
    const inRepository = image.digests.find((digest) => splitTag(digest).repository === repository);
    return {
      kind: 'name',
      key: `${image.id} ${reference}`,
      image,
      reference,
      repository: hasName ? repository : undefined,
      tag: hasName ? tag : undefined,
      digest: inRepository?.split('@')[1],
    };
  });
}

function haystackOf(line: NameLine): string {
  const known = haystacks.get(line);
  if (known !== undefined) return known;
  const { reference, digest, image } = line;
  const users = image.users.map(({ name }) => name);
  const dangling = image.tags.length === 0 ? 'dangling' : '';
  const haystack = [reference, digest, image.id, image.platform, dangling, ...users]
    .join('\n')
    .toLowerCase();
  haystacks.set(line, haystack);
  return haystack;
}

function inFamilies(
  lines: readonly NameLine[],
  families: readonly ImageFamily[],
): readonly ImageLine[] {
  const groups = new Map<string, NameLine[]>();
  for (const line of lines) {
    const key = line.image.familyKey ?? '';
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [line]);
    else known.push(line);
  }
  const heads: readonly (ImageFamily | undefined)[] = [...families, undefined];
  return heads.flatMap((family) => {
    const own = groups.get(family?.key ?? '') ?? [];
    if (own.length === 0) return [];
    const imageCount = new Set(own.map(({ image }) => image.id)).size;
    const head: FamilyLine = {
      kind: 'family',
      key: `family ${family?.key ?? ''}`,
      family,
      imageCount,
    };
    return [head, ...own];
  });
}

function comparerOf({ key, isDescending }: ImageSorting): (a: NameLine, b: NameLine) => number {
  const sign = isDescending ? -1 : 1;
  const byName = (a: NameLine, b: NameLine): number => BY_NAME.compare(a.reference, b.reference);
  switch (key) {
    case 'name':
      return (a, b) => sign * byName(a, b);
    case 'tag':
      return (a, b) => sign * BY_NAME.compare(a.tag ?? '', b.tag ?? '') || byName(a, b);
    case 'size':
      return (a, b) => sign * (a.image.sizeBytes - b.image.sizeBytes) || byName(a, b);
    case 'unique':
      return (a, b) => sign * (uniqueOf(a) - uniqueOf(b)) || byName(a, b);
    case 'created':
      return (a, b) => sign * (createdOf(a) - createdOf(b)) || byName(a, b);
    case 'users':
      return (a, b) => sign * (a.image.users.length - b.image.users.length) || byName(a, b);
  }
}

/** What was not counted stands below what was. */
function uniqueOf({ image }: NameLine): number {
  return image.uniqueBytes ?? -1;
}

function createdOf({ image }: NameLine): number {
  return image.createdAtMs ?? 0;
}
