import type { PackageQuery, VersionRelation } from '../../../shared/contract/package.ts';

/** What a typed text asks for. */
export type ParsedQuery =
  | { readonly kind: 'empty' }
  | { readonly kind: 'query'; readonly query: PackageQuery }
  /** It cannot be meant so; `because` says what to type instead. */
  | { readonly kind: 'unclear'; readonly because: string };

const RELATIONS: Readonly<Record<string, VersionRelation>> = {
  '<': '<',
  '<=': '<=',
  '≤': '<=',
  '=': '=',
  '==': '=',
  '>=': '>=',
  '≥': '>=',
  '>': '>',
  '!=': '!=',
  '≠': '!=',
};

/** The most that a name or a version may have; the contract asks no more. */
const MAX_NAME = 256;
const MAX_VERSION = 128;

/** Reads `torch`, `torch < 2.6`, `libssl*>=3.0`. A relation without its version counts as a name alone. */
export function parsePackageQuery(text: string): ParsedQuery {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'empty' };
  const [, name = '', relation = '', version = ''] =
    /^([^\s<>=!~≤≥≠]+)\s*([<>=!~≤≥≠]*)\s*(.*)$/.exec(trimmed) ?? [];
  if (name === '') return unclear('Begin with a package’s name, as in torch < 2.6.');
  if (name.length > MAX_NAME || version.length > MAX_VERSION) {
    return unclear('No package has a name or a version as long as this.');
  }
  if (relation === '') {
    if (version === '') return { kind: 'query', query: { name } };
    return unclear('A name has no spaces. Put <, <=, =, >=, > or != before a version.');
  }
  return withVersion(name, relation, version);
}

function withVersion(name: string, relation: string, version: string): ParsedQuery {
  const known = RELATIONS[relation];
  const isUnfinished = version === '' && (known !== undefined || relation === '!');
  if (isUnfinished) return { kind: 'query', query: { name } };
  if (known === undefined) return unclear('A version is compared by <, <=, =, >=, > or !=.');
  if (/\s/.test(version)) return unclear('A version has no spaces.');
  return { kind: 'query', query: { name, version: { relation: known, version } } };
}

function unclear(because: string): ParsedQuery {
  return { kind: 'unclear', because };
}
