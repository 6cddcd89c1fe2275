/** What a file of an image tells of packages, by its path. */
export type MetadataRole =
  | 'dpkg'
  | 'dpkg-part'
  | 'apk'
  | 'rpm-sqlite'
  | 'rpm-other'
  | 'python'
  | 'python-record'
  | 'conda'
  | 'npm'
  | 'copyright'
  | 'cuda'
  | 'library'
  | 'system';

/** Paths from the root without a slash in front, as each program writes them. */
const PATTERNS: readonly (readonly [MetadataRole, RegExp])[] = [
  ['dpkg', /^var\/lib\/dpkg\/status$/],
  ['dpkg-part', /^var\/lib\/dpkg\/status\.d\/[^/]+(?<!\.md5sums)$/],
  ['apk', /^(?:usr\/)?lib\/apk\/db\/installed$/],
  ['rpm-sqlite', /^(?:var\/lib|usr\/lib\/sysimage|usr\/share)\/rpm\/rpmdb\.sqlite$/],
  ['rpm-other', /^(?:var\/lib|usr\/lib\/sysimage|usr\/share)\/rpm\/Packages(?:\.db)?$/],
  ['python-record', /\.dist-info\/RECORD$/],
  ['python', /(?:\.dist-info\/METADATA|(?:\.egg-info|\/EGG-INFO)\/PKG-INFO|\.egg-info)$/],
  ['conda', /(?:^|\/)conda-meta\/[^/]+\.json$/],
  ['npm', /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/@][^/]*\/package\.json$/],
  ['copyright', /^usr\/share\/doc\/[^/]+\/copyright$/],
  ['cuda', /^usr\/local\/cuda[^/]*\/version\.(?:json|txt)$/],
  ['library', /(?:^|\/)lib(?:cudart|cudnn|nccl|nvinfer)\.so\.\d+(?:\.\d+){1,3}$/],
  ['system', /^(?:etc|usr\/lib)\/os-release$/],
];

/** Which part a path plays; undefined for all that tells nothing. */
export function metadataRole(path: string): MetadataRole | undefined {
  return PATTERNS.find(([, pattern]) => pattern.test(path))?.[0];
}

/** How such paths end, so that nearly all others are passed over by a glance at their last bytes. */
const ENDINGS = [
  '/status',
  '/installed',
  '/rpmdb.sqlite',
  '/Packages',
  '/Packages.db',
  '/METADATA',
  '/RECORD',
  '/PKG-INFO',
  '.egg-info',
  '.json',
  '/copyright',
  '/version.txt',
  '/os-release',
].map((ending) => Buffer.from(ending));

const PART_FOLDER = Buffer.from('/dpkg/status.d/');
const LIBRARY_MARK = Buffer.from('.so.');
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;
/** A library's version after `.so.` is shorter. */
const MAX_VERSION_BYTES = 20;

/** By the last byte of a path: the endings that it may have. */
const BY_LAST_BYTE: readonly (readonly Buffer[])[] = Array.from({ length: 256 }, (_, byte) =>
  ENDINGS.filter((ending) => ending.at(-1) === byte),
);

/** Whether it is worth making a text of this path and asking `metadataRole`. */
export function mayBeMetadata(path: Uint8Array, length: number): boolean {
  const last = path[length - 1] ?? 0;
  for (const ending of BY_LAST_BYTE[last] ?? []) {
    if (isAt(path, length - ending.length, ending)) return true;
  }
  if (last >= DIGIT_0 && last <= DIGIT_9) {
    const first = Math.max(0, length - MAX_VERSION_BYTES - LIBRARY_MARK.length);
    for (let at = length - LIBRARY_MARK.length; at >= first; at--) {
      if (isAt(path, at, LIBRARY_MARK)) return true;
    }
  }
  // `var/lib/dpkg/status.d/`, with or without a dot or a slash in front.
  return isAt(path, 7, PART_FOLDER) || isAt(path, 8, PART_FOLDER) || isAt(path, 9, PART_FOLDER);
}

function isAt(path: Uint8Array, start: number, wanted: Uint8Array): boolean {
  if (start < 0) return false;
  for (let index = wanted.length - 1; index >= 0; index--) {
    if (path[start + index] !== wanted[index]) return false;
  }
  return true;
}
