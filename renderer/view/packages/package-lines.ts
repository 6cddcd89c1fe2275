import type { ImagePackage, ImagePackages, PackageType } from '../../../shared/contract/package.ts';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import { formatPlural } from '../../../shared/value/count.ts';
import type { PackageSorting } from '../../store/package/package-view-store.ts';
import { instructionLine } from '../layers/instruction-words.ts';
import { numberOf } from '../layers/layer-words.ts';
import { TYPE_WORDS } from './package-words.ts';

/** A line of the table: a package, or the head of a group. */
export type PackageLine =
  | { readonly kind: 'package'; readonly key: string; readonly each: ImagePackage }
  | { readonly kind: 'group'; readonly key: string; readonly words: string };

/** What the table is asked to show. */
export interface PackageChoice {
  readonly filter: string;
  readonly type: PackageType | 'all';
  readonly groupBy: 'none' | 'layer' | 'type';
  readonly hasRemoved: boolean;
  readonly sorting: PackageSorting;
}

const BY_NAME = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** The packages that are to be seen, in their order. */
export function visiblePackages(
  { packages }: ImagePackages,
  { filter, type, hasRemoved, sorting }: PackageChoice,
): readonly ImagePackage[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = packages.filter(
    (each) =>
      (hasRemoved || each.isPresent) &&
      (type === 'all' || each.type === type) &&
      words.every((word) => haystackOf(each).includes(word)),
  );
  return chosen.toSorted(comparerOf(sorting));
}

/** The same as lines, with heads where they are grouped. */
export function packageLines(
  image: ImagePackages,
  visible: readonly ImagePackage[],
  groupBy: PackageChoice['groupBy'],
): readonly PackageLine[] {
  if (groupBy === 'none') return visible.map(lineOf);
  const groups = new Map<string, ImagePackage[]>();
  for (const each of visible) {
    const key = groupBy === 'layer' ? String(each.position) : each.type;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [each]);
    else known.push(each);
  }
  const keys = [...groups.keys()].toSorted((a, b) => BY_NAME.compare(a, b));
  return keys.flatMap((key) => {
    const own = groups.get(key) ?? [];
    const [first] = own;
    if (first === undefined) return [];
    const title = groupBy === 'layer' ? layerTitle(image, first.position) : TYPE_WORDS[first.type];
    const head: PackageLine = { kind: 'group', key: `group ${key}`, words: groupWords(title, own) };
    return [head, ...own.map(lineOf)];
  });
}

/** The lines as text for a table elsewhere. */
export function packagesText(image: ImagePackages, visible: readonly ImagePackage[]): string {
  const rows = visible.map((each) =>
    [
      each.name,
      each.version,
      TYPE_WORDS[each.type],
      numberOf(each.position),
      instructionOf(image, each.position),
      each.licences.join(', '),
      each.sizeBytes ?? '',
    ].join('\t'),
  );
  const head = ['Name', 'Version', 'Type', 'Layer', 'Instruction', 'Licence', 'Bytes'].join('\t');
  return [head, ...rows].join('\n');
}

/** What made a layer, on one line; empty where nothing is known. */
export function instructionOf({ layers }: ImagePackages, position: number): string {
  const { keyword, words } = instructionLine(layers[position]?.instruction ?? '');
  return `${keyword} ${words}`.trim();
}

function lineOf(each: ImagePackage): PackageLine {
  return { kind: 'package', key: each.key, each };
}

function layerTitle(image: ImagePackages, position: number): string {
  const instruction = instructionOf(image, position);
  const title = `Layer ${numberOf(position)}`;
  return instruction === '' ? title : `${title}, ${instruction.slice(0, 160)}`;
}

function groupWords(title: string, own: readonly ImagePackage[]): string {
  const sumBytes = own.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
  const size = sumBytes === 0 ? '' : `, ${formatByteSize(sumBytes)}`;
  return `${formatPlural(own.length, 'package')}${size} · ${title}`;
}

const haystacks = new WeakMap<ImagePackage, string>();

function haystackOf(each: ImagePackage): string {
  const known = haystacks.get(each);
  if (known !== undefined) return known;
  const { name, version, type, licences, source, location } = each;
  const haystack = [name, version, TYPE_WORDS[type], type, ...licences, source?.name, location]
    .join('\n')
    .toLowerCase();
  haystacks.set(each, haystack);
  return haystack;
}

function comparerOf({ key, isDescending }: PackageSorting) {
  const sign = isDescending ? -1 : 1;
  const byName = (a: ImagePackage, b: ImagePackage): number => BY_NAME.compare(a.name, b.name);
  return (a: ImagePackage, b: ImagePackage): number => {
    switch (key) {
      case 'name':
        return sign * byName(a, b);
      case 'type':
        return sign * BY_NAME.compare(TYPE_WORDS[a.type], TYPE_WORDS[b.type]) || byName(a, b);
      case 'layer':
        return sign * (a.position - b.position) || byName(a, b);
      case 'licence':
        return sign * BY_NAME.compare(a.licences.join(), b.licences.join()) || byName(a, b);
      case 'size':
        return sign * ((a.sizeBytes ?? -1) - (b.sizeBytes ?? -1)) || byName(a, b);
    }
  };
}
