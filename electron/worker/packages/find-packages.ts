import type {
  FoundPackage,
  ImagePackage,
  ImagePackages,
  PackageQuery,
} from '../../../shared/contract/package.ts';
import { normalName } from './join-packages.ts';
import { isRelated } from './version/compare-version.ts';

/** What one image has of what is looked for. */
export interface FoundInImage {
  readonly found: readonly FoundPackage[];
  /** Of that name, with versions that cannot be compared. */
  readonly incomparableCount: number;
}

/** Looks for packages that are still there in an image. */
export function findPackages(image: ImagePackages, query: PackageQuery): FoundInImage {
  const isNamed = nameTest(query.name);
  const found: FoundPackage[] = [];
  let incomparableCount = 0;
  for (const each of image.packages) {
    if (!each.isPresent || !isNamed(each)) continue;
    const { version } = query;
    const fits =
      version === undefined ||
      isRelated(each.type, each.version, version.relation, version.version);
    if (fits === undefined) incomparableCount += 1;
    if (fits !== true) continue;
    const instruction = image.layers[each.position]?.instruction;
    found.push({
      ...each,
      imageId: image.imageId,
      ...(instruction !== undefined && { instruction }),
    });
  }
  return { found, incomparableCount };
}

function nameTest(wanted: string): (named: Pick<ImagePackage, 'type' | 'name'>) => boolean {
  const lower = wanted.trim().toLowerCase();
  const parts = lower.split(/\*+/);
  return ({ type, name }) => {
    const own = name.toLowerCase();
    if (parts.length === 1) {
      return own === lower || normalName(type, own) === normalName(type, lower);
    }
    return fitsParts(own, parts);
  };
}

/** Whether a text has these parts in their order, the first at its start and the last at its end. */
function fitsParts(text: string, parts: readonly string[]): boolean {
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (text.length < first.length + last.length) return false;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const next = text.indexOf(part, at);
    if (next < 0 || next + part.length > end) return false;
    at = next + part.length;
  }
  return true;
}
