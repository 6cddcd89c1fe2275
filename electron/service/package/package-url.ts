import type { ImagePackage, ImagePackages } from '../../../shared/contract/package.ts';

type System = ImagePackages['system'];

/** A package's URL, as other tools know it by. Source: the package-url specification and its list of types. */
export function packageUrl(each: ImagePackage, system: System): string {
  const { type, name, version, architecture } = each;
  switch (type) {
    case 'pypi':
      return url('pypi', [name.toLowerCase().replaceAll(/[-_.]+/g, '-')], version, {});
    case 'npm':
      return url('npm', name.split('/'), version, {});
    case 'conda':
      return url('conda', [name], version, { subdir: architecture });
    case 'deb':
    case 'apk':
      return url(type, [distributionOf(each, system), name], version, {
        arch: architecture,
        distro: releaseOf(system),
      });
    case 'rpm': {
      const [, epoch, rest = version] = /^(\d+):(.*)$/.exec(version) ?? [];
      return url(type, [distributionOf(each, system), name], rest, {
        arch: architecture,
        distro: releaseOf(system),
        epoch,
      });
    }
  }
}

const USUAL = { deb: 'debian', apk: 'alpine', rpm: 'redhat' } as const;

function distributionOf({ type }: ImagePackage, system: System): string {
  const usual = type === 'deb' || type === 'apk' || type === 'rpm' ? USUAL[type] : '';
  return (system?.id ?? usual).toLowerCase();
}

function releaseOf(system: System): string | undefined {
  return system?.versionId === undefined ? undefined : `${system.id}-${system.versionId}`;
}

function url(
  type: string,
  path: readonly string[],
  version: string,
  qualifiers: Readonly<Record<string, string | undefined>>,
): string {
  const pairs = Object.entries(qualifiers)
    .filter(([, value]) => value !== undefined && value !== '')
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${encoded(value ?? '')}`);
  const query = pairs.length === 0 ? '' : `?${pairs.join('&')}`;
  return `pkg:${type}/${path.map(encoded).join('/')}@${encoded(version)}${query}`;
}

function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll('%3A', ':');
}
