import {
  CST,
  LineCounter,
  Parser,
  isMap,
  isNode,
  isScalar,
  parseDocument,
  type Document,
} from 'yaml';
import { AppError } from '../../../shared/ipc/app-error.ts';
import { LaunchFileSchema, laterKeys, type LaunchFile } from './launch-file-schema.ts';

/** A launch file of a person's hand has a few hundred bytes; this only keeps out attacks. */
export const MAX_FILE_BYTES = 256 * 1024;
const MAX_DEPTH = 20;
const MAX_ALIASES = 50;
/** Looking for duplicate keys takes a time that grows with the square of their number. */
const MAX_NODES = 4_000;

interface Place {
  readonly line: number;
  readonly col: number;
}

/** Reads one launch file. Fails with `invalid-input`, naming line and column. */
export function readLaunchFile(file: string, bytes: Uint8Array): LaunchFile {
  const text = decode(file, bytes);
  refuseBombs(file, text);
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
  });
  const fault = [...document.errors, ...document.warnings][0];
  if (fault !== undefined) throw invalid(file, fault.message, lines.linePos(fault.pos[0]));
  const parsed = LaunchFileSchema.safeParse(toValue(file, document));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  if (issue?.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    const reason = laterKeys.has(key)
      ? `The key "${key}" is not supported by this version.`
      : `The key "${key}" is unknown.`;
    throw invalid(file, reason, placeOf(document, lines, [...issue.path, key]));
  }
  const path = issue?.path ?? [];
  const name = path.map(String).join('.');
  const reason = `${name === '' ? 'The file' : `"${name}"`}: ${issue?.message ?? 'invalid'}`;
  throw invalid(file, reason, placeOf(document, lines, path));
}

function decode(file: string, bytes: Uint8Array): string {
  if (bytes.byteLength > MAX_FILE_BYTES) {
    throw invalid(file, 'The file is larger than 256 KiB.');
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw invalid(file, 'The file is not UTF-8 text.');
  }
  if (text.includes('\0')) throw invalid(file, 'The file holds a NUL character.');
  return text;
}

/** Measures nesting and size before anything recursive sees the text. */
function refuseBombs(file: string, text: string): void {
  let nodeCount = 0;
  const waiting: { readonly token: CST.Token; readonly depth: number }[] = [];
  for (const token of new Parser().parse(text)) waiting.push({ token, depth: 0 });
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { token, depth } = next;
    nodeCount += 1;
    if (depth > MAX_DEPTH) throw invalid(file, 'The file is nested deeper than 20 levels.');
    if (nodeCount > MAX_NODES) throw invalid(file, 'The file has too many entries.');
    for (const child of childrenOf(token)) waiting.push({ token: child, depth: depth + 1 });
  }
}

function* childrenOf(token: CST.Token): Generator<CST.Token> {
  if (token.type === 'document') {
    if (token.value !== undefined) yield token.value;
  } else if (CST.isCollection(token)) {
    for (const item of token.items) {
      if (item.key !== undefined && item.key !== null) yield item.key;
      if (item.value !== undefined) yield item.value;
    }
  }
}

function toValue(file: string, document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch {
    // The library throws a plain ReferenceError for too many or circular aliases.
    throw invalid(file, 'The file uses too many aliases.');
  }
}

/** Where a path of keys lies; where its last key is missing, where its parent lies. */
function placeOf(
  document: Document,
  lines: LineCounter,
  path: readonly PropertyKey[],
): Place | undefined {
  let node: unknown = document.contents;
  let offset = isNode(node) ? node.range?.[0] : undefined;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
      if (pair === undefined) break;
      if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else {
      node = document.getIn(path.slice(0, path.indexOf(key) + 1), true);
      if (isNode(node)) offset = node.range?.[0] ?? offset;
    }
  }
  return offset === undefined ? undefined : lines.linePos(offset);
}

function invalid(file: string, reason: string, place?: Place): AppError {
  const sentence = /[.!?]$/.test(reason) ? reason : `${reason}.`;
  return new AppError({
    code: 'invalid-input',
    message:
      place === undefined ? sentence : `Line ${place.line}, column ${place.col}: ${sentence}`,
    hint: 'Correct the file; it is read again when the catalogue is opened.',
    subject: file,
  });
}
