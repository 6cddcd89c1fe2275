import * as z from 'zod';
import type { StatedPackage } from './layer-metadata.ts';
import { paragraphsOf } from './parse-paragraphs.ts';
import { optional } from './parse-system-packages.ts';
import { statedBytes, statedText } from './stated-text.ts';

const MAX_LICENCES = 20;

/** A Python distribution's `METADATA` or `PKG-INFO`; its long description does not matter. */
export function parsePython(text: string): StatedPackage | undefined {
  const [fields] = paragraphsOf(text.replace(/^\s+/, ''));
  const name = statedText(fields?.get('Name'));
  const version = statedText(fields?.get('Version'));
  if (fields === undefined || name === undefined || version === undefined) return undefined;
  const licences = pythonLicences(fields, text);
  return { name, version, ...(licences.length > 0 && { licences }) };
}

/** The expression counts most, then the field if it is one line, then the classifiers. */
function pythonLicences(fields: ReadonlyMap<string, string>, text: string): string[] {
  const expression = statedText(fields.get('License-Expression'));
  if (expression !== undefined) return [expression];
  const field = statedText(fields.get('License'));
  // Some put a whole licence's text there; its first line is its name, or nothing to speak of.
  if (field !== undefined && field.length <= 60 && field !== 'UNKNOWN') return [field];
  const licences = new Set<string>();
  for (const line of headOf(text).split('\n')) {
    if (!line.startsWith('Classifier: License ::')) continue;
    const licence = statedText(line.slice(line.lastIndexOf('::') + 2));
    if (licence !== undefined && licence !== 'OSI Approved') licences.add(licence);
  }
  return [...licences].slice(0, MAX_LICENCES);
}

function headOf(text: string): string {
  const end = text.search(/\r?\n\r?\n/);
  return end < 0 ? text : text.slice(0, end);
}

/** The sum of what a distribution's `RECORD` lists. */
export function parseRecord(text: string): number | undefined {
  let sumBytes = 0;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, end);
    const bytes = /^,(\d{1,15})\r?$/.exec(line.slice(Math.max(0, line.lastIndexOf(','))))?.[1];
    if (bytes !== undefined) sumBytes += Number(bytes);
    start = end + 1;
  }
  return Number.isSafeInteger(sumBytes) && sumBytes > 0 ? sumBytes : undefined;
}

const CondaSchema = z.looseObject({
  name: z.string(),
  version: z.string(),
  license: z.unknown().optional(),
  subdir: z.unknown().optional(),
  paths_data: z.unknown().optional(),
});
/** A record of `conda-meta`. */
export function parseConda(text: string): StatedPackage | undefined {
  const record = CondaSchema.safeParse(parseJson(text)).data;
  const name = statedText(record?.name);
  const version = statedText(record?.version);
  if (record === undefined || name === undefined || version === undefined) return undefined;
  const licence = statedText(record.license);
  return {
    name,
    version,
    ...optional('architecture', statedText(record.subdir)),
    ...(licence !== undefined && { licences: [licence] }),
    ...optional('sizeBytes', condaBytes(record.paths_data)),
  };
}

/** The sum of what it lists; by hand, since a list may have a million entries. */
function condaBytes(data: unknown): number | undefined {
  const paths: unknown = typeof data === 'object' && data !== null && 'paths' in data && data.paths;
  if (!Array.isArray(paths)) return undefined;
  const list: readonly unknown[] = paths;
  let sumBytes = 0;
  for (const path of list) {
    if (typeof path !== 'object' || path === null || !('size_in_bytes' in path)) continue;
    sumBytes += statedBytes(path.size_in_bytes) ?? 0;
  }
  return sumBytes === 0 ? undefined : statedBytes(sumBytes);
}

const LicenceSchema = z.union([z.string(), z.looseObject({ type: z.string() })]);
const NpmSchema = z.looseObject({
  name: z.string(),
  version: z.string(),
  license: z.unknown().optional(),
  licenses: z.unknown().optional(),
});

/** The `package.json` of an installed npm package. */
export function parseNpm(text: string): StatedPackage | undefined {
  const record = NpmSchema.safeParse(parseJson(text)).data;
  const name = statedText(record?.name);
  const version = statedText(record?.version);
  if (record === undefined || name === undefined || version === undefined) return undefined;
  const several = z.array(LicenceSchema).max(MAX_LICENCES).safeParse(record.licenses).data ?? [];
  const one = LicenceSchema.safeParse(record.license).data;
  const licences = [...(one === undefined ? [] : [one]), ...several].flatMap(
    (licence) => statedText(typeof licence === 'string' ? licence : licence.type) ?? [],
  );
  return { name, version, ...(licences.length > 0 && { licences }) };
}

const CudaSchema = z.looseObject({ cuda: z.looseObject({ version: z.string() }) });

/** The version that a CUDA toolkit's own `version.json` or `version.txt` states. */
export function parseCuda(text: string): string | undefined {
  const stated = CudaSchema.safeParse(parseJson(text)).data?.cuda.version;
  return statedText(stated ?? /CUDA Version (\d[\d.]*)/.exec(text.slice(0, 1_000))?.[1]);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
