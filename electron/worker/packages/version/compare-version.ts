import type { PackageType, VersionRelation } from '../../../../shared/contract/package.ts';
import { compareApk } from './compare-apk.ts';
import { compareConda } from './compare-conda.ts';
import { compareDeb } from './compare-deb.ts';
import { comparePep440 } from './compare-pep440.ts';
import { compareRpm } from './compare-rpm.ts';
import { compareSemver } from './compare-semver.ts';

/** No version is longer, and patterns take time by the length of what they are given. */
const MAX_VERSION = 256;

/** Less than zero where `a` comes first; undefined where a version is not one of this ecosystem. */
export function compareVersions(type: PackageType, a: string, b: string): number | undefined {
  if (a.length > MAX_VERSION || b.length > MAX_VERSION) return undefined;
  switch (type) {
    case 'deb':
      return compareDeb(a, b);
    case 'apk':
      return compareApk(a, b);
    case 'rpm':
      return compareRpm(a, b);
    case 'pypi':
      return comparePep440(a, b);
    case 'conda':
      return compareConda(a, b);
    case 'npm':
      return compareSemver(a, b);
  }
}

/** Whether a version stands so to another; undefined where they cannot be compared. */
export function isRelated(
  type: PackageType,
  version: string,
  relation: VersionRelation,
  to: string,
): boolean | undefined {
  const order = compareVersions(type, version, to);
  if (order === undefined) return undefined;
  switch (relation) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '=':
      return order === 0;
    case '>=':
      return order >= 0;
    case '>':
      return order > 0;
    case '!=':
      return order !== 0;
  }
}
