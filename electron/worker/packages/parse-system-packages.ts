import type { StatedPackage } from './layer-metadata.ts';
import { paragraphsOf } from './parse-paragraphs.ts';
import { statedBytes, statedText } from './stated-text.ts';

type Fields = ReadonlyMap<string, string>;

/** dpkg counts an installed package in these. */
const DPKG_SIZE_UNIT_BYTES = 1024;

/**
 * Packages of dpkg's `status`, or of one file of `status.d`, where images without dpkg keep them. What was removed
 * and left its configuration behind is not installed.
 */
export function parseDpkg(text: string, maxCount: number): StatedPackage[] {
  return packagesOf(text, maxCount, (fields) => {
    const state = fields.get('Status')?.split(/\s+/)[2] ?? 'installed';
    if (state === 'config-files' || state === 'not-installed') return undefined;
    const name = statedText(fields.get('Package'));
    const version = statedText(fields.get('Version'));
    if (name === undefined || version === undefined) return undefined;
    return {
      name,
      version,
      ...optional('architecture', statedText(fields.get('Architecture'))),
      ...optional('source', dpkgSource(fields.get('Source'), name, version)),
      ...optional(
        'sizeBytes',
        statedBytes(fields.get('Installed-Size') ?? '', DPKG_SIZE_UNIT_BYTES),
      ),
    };
  });
}

/** Packages of apk's `installed`. */
export function parseApk(text: string, maxCount: number): StatedPackage[] {
  return packagesOf(text, maxCount, (fields) => {
    const name = statedText(fields.get('P'));
    const version = statedText(fields.get('V'));
    if (name === undefined || version === undefined) return undefined;
    const origin = statedText(fields.get('o'));
    const licence = statedText(fields.get('L'));
    return {
      name,
      version,
      ...optional('architecture', statedText(fields.get('A'))),
      ...(origin !== undefined && origin !== name && { source: { name: origin, version } }),
      ...(licence !== undefined && { licences: [licence] }),
      ...optional('sizeBytes', statedBytes(fields.get('I') ?? '')),
    };
  });
}

function packagesOf(
  text: string,
  maxCount: number,
  toPackage: (fields: Fields) => StatedPackage | undefined,
): StatedPackage[] {
  const packages: StatedPackage[] = [];
  for (const fields of paragraphsOf(text)) {
    const stated = toPackage(fields);
    if (stated === undefined) continue;
    packages.push(stated);
    // One more than may be says that there are more.
    if (packages.length > maxCount) break;
  }
  return packages;
}

/** `name` or `name (version)`, where it differs from the package itself. */
function dpkgSource(
  field: string | undefined,
  name: string,
  version: string,
): StatedPackage['source'] {
  const match = /^(\S+)(?:\s+\(([^)]+)\))?$/.exec((field ?? '').slice(0, 512));
  if (match === null) return undefined;
  const source = { name: statedText(match[1]) ?? name, version: statedText(match[2]) ?? version };
  return source.name === name && source.version === version ? undefined : source;
}

/** A field that is there only where it has a value. */
export function optional<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): Partial<Record<Key, Value>> {
  const field: Partial<Record<Key, Value>> = {};
  if (value !== undefined) field[key] = value;
  return field;
}

const MAX_LICENCES = 30;

/** Licences of a Debian `copyright` file in its machine-readable form; none for one in plain words. */
export function parseCopyright(text: string): string[] {
  if (!/^Format:/im.test(text.slice(0, 2_000))) return [];
  const licences = new Set<string>();
  for (const fields of paragraphsOf(text)) {
    const licence = statedText(fields.get('License'));
    if (licence !== undefined) licences.add(licence);
    if (licences.size === MAX_LICENCES) break;
  }
  return [...licences];
}

/** The distribution's own words of `os-release`. */
export function parseSystem(
  text: string,
): { readonly id: string; readonly versionId?: string; readonly name?: string } | undefined {
  const fields = new Map<string, string>();
  for (const line of text.slice(0, 16_384).split('\n')) {
    const [, key, value] = /^([A-Z_]+)=["']?(.*?)["']?\s*$/.exec(line.slice(0, 512)) ?? [];
    if (key !== undefined && value !== undefined) fields.set(key, value);
  }
  const id = statedText(fields.get('ID'));
  if (id === undefined) return undefined;
  return {
    id,
    ...optional('versionId', statedText(fields.get('VERSION_ID'))),
    ...optional('name', statedText(fields.get('PRETTY_NAME'))),
  };
}
