import type { ImagePackage, PackageType } from '../../../shared/contract/package.ts';
import { numberOf } from '../layers/layer-words.ts';

/** Who installed it, in one word. */
export const TYPE_WORDS: Readonly<Record<PackageType, string>> = {
  deb: 'Debian',
  apk: 'Alpine',
  rpm: 'RPM',
  pypi: 'Python',
  conda: 'conda',
  npm: 'npm',
};

/** What happened to it after it came: `was 7.88-1 in layer 2`, `removed in layer 5`; empty where nothing did. */
export function pastWords({ events, isPresent, version }: ImagePackage): string {
  const last = events.at(-1);
  if (!isPresent && last !== undefined) return `removed in layer ${numberOf(last.position)}`;
  const before = events.findLast(
    (event) => event.version !== version && event.change !== 'removed',
  );
  return before === undefined ? '' : `was ${before.version} in layer ${numberOf(before.position)}`;
}

/** Everything that happened to it, a line for each layer. */
export function lifeWords({ events, location }: ImagePackage): string {
  const words = { added: 'Added', changed: 'Changed', removed: 'Removed' } as const;
  const lines = events.map(
    ({ change, version, position }) =>
      `${words[change]} in layer ${numberOf(position)}: ${version}`,
  );
  return [...lines, `Stated in /${location}`].join('\n');
}

/** A row for who does not see it. */
export function packageLabel(each: ImagePackage): string {
  return [
    each.name,
    each.version,
    TYPE_WORDS[each.type],
    `layer ${numberOf(each.position)}`,
    pastWords(each),
  ]
    .filter((word) => word !== '')
    .join(', ');
}
