import type { MetadataContent, StatedPackage } from './layer-metadata.ts';
import type { MetadataRole } from './metadata-role.ts';
import { parseConda, parseCuda, parseNpm, parsePython } from './parse-language-packages.ts';
import { parseApk, parseCopyright, parseDpkg, parseSystem } from './parse-system-packages.ts';
import { readRpmDatabase } from './read-rpm-database.ts';
import { toText } from './stated-text.ts';

/** What a file says; undefined where it is of no use. Never fails: a hostile file is a gap at most. */
export function parseMetadata(
  role: MetadataRole,
  path: string,
  body: Uint8Array,
  maxCount: number,
): MetadataContent | undefined {
  switch (role) {
    case 'dpkg':
    case 'dpkg-part':
      return packages('deb', path, parseDpkg(toText(body), maxCount));
    case 'apk':
      return packages('apk', path, parseApk(toText(body), maxCount));
    case 'rpm-sqlite':
      return rpm(path, body, maxCount);
    case 'python':
      return one('pypi', path, parsePython(toText(body)));
    case 'conda':
      return one('conda', path, parseConda(toText(body)));
    case 'npm':
      return one('npm', path, parseNpm(toText(body)));
    case 'copyright': {
      const licences = parseCopyright(toText(body));
      if (licences.length === 0) return undefined;
      return { kind: 'licences', name: path.split('/').at(-2) ?? '', licences };
    }
    case 'cuda': {
      const version = parseCuda(toText(body));
      if (version === undefined) return undefined;
      return { kind: 'component', component: 'CUDA', version, evidence: 'version-file' };
    }
    case 'system': {
      const system = parseSystem(toText(body));
      return system === undefined ? undefined : { kind: 'system', ...system };
    }
    case 'rpm-other':
    case 'library':
    case 'python-record':
      return undefined;
  }
}

const COMPONENTS = {
  cudart: 'CUDA',
  cudnn: 'cuDNN',
  nccl: 'NCCL',
  nvinfer: 'TensorRT',
} as const;

/** What a library's name alone tells. */
export function libraryContent(path: string): MetadataContent | undefined {
  const match = /lib(cudart|cudnn|nccl|nvinfer)\.so\.(\d+(?:\.\d+){1,3})$/.exec(path);
  const name = match?.[1];
  const version = match?.[2];
  if (version === undefined) return undefined;
  for (const [known, component] of Object.entries(COMPONENTS)) {
    if (known === name) return { kind: 'component', component, version, evidence: 'library' };
  }
  return undefined;
}

/** The folder or file that stands for a Python distribution: `x/foo-1.0.dist-info`. */
export function distributionOf(path: string): string {
  return path.replace(/\/(?:METADATA|PKG-INFO|RECORD)$/, '');
}

/** The folder that a path lies in; empty for the root. */
function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

function packages(
  type: 'deb' | 'apk' | 'rpm',
  path: string,
  list: readonly StatedPackage[],
): MetadataContent {
  // Every file of `status.d` is a part of one database.
  const location = path.replace(/\/status\.d\/.*$/, '/status.d');
  return { kind: 'packages', type, location, packages: [...list] };
}

function one(
  type: 'pypi' | 'conda' | 'npm',
  path: string,
  stated: StatedPackage | undefined,
): MetadataContent | undefined {
  return stated && { kind: 'packages', type, location: locationOf(type, path), packages: [stated] };
}

/** Where a package is that has a file of its own: two versions there are one package that changed. */
export function locationOf(type: 'pypi' | 'conda' | 'npm', path: string): string {
  switch (type) {
    case 'pypi':
      return folderOf(distributionOf(path));
    case 'conda':
      return folderOf(folderOf(path));
    case 'npm':
      return folderOf(path);
  }
}

function rpm(path: string, body: Uint8Array, maxCount: number): MetadataContent {
  const read = readRpmDatabase(body, maxCount);
  if (read !== undefined) return packages('rpm', path, read);
  const message = 'This RPM database is damaged, so its packages are not listed.';
  return { kind: 'gap', code: 'broken', message };
}
