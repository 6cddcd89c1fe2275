import type { LoadProgress, PullProgress } from '../image-engine.ts';
import type { NdjsonRecord } from './read-ndjson.ts';

type LayerPhase = Extract<PullProgress, { kind: 'layer' }>['phase'];

/** The engine's words for what it does with a layer. */
const PHASES: ReadonlyMap<string, LayerPhase> = new Map([
  ['Pulling fs layer', 'waiting'],
  ['Waiting', 'waiting'],
  ['Downloading', 'downloading'],
  ['Verifying Checksum', 'verifying'],
  ['Download complete', 'downloaded'],
  ['Extracting', 'extracting'],
  ['Pull complete', 'complete'],
  ['Already exists', 'present'],
]);

const NEWER = 'Status: Downloaded newer image for ';
const SAME = 'Status: Image is up to date for ';
const DIGEST = 'Digest: ';

/** One line of a pull. `digest` is what an earlier line told; `undefined` says nothing to show. */
export function toPullProgress(
  record: NdjsonRecord,
  digest: string | undefined,
): PullProgress | undefined {
  const text = typeof record['status'] === 'string' ? record['status'] : undefined;
  if (text === undefined) return undefined;
  const isNewer = text.startsWith(NEWER);
  if (isNewer || text.startsWith(SAME)) {
    return { kind: 'done', isNewer, ...(digest === undefined ? {} : { digest }) };
  }
  const id = record['id'];
  // The first line is `Pulling from NAME` and bears the tag as its id.
  if (typeof id !== 'string' || text.startsWith('Pulling from ')) return { kind: 'message', text };
  const phase = PHASES.get(text) ?? 'other';
  const isCounted = phase === 'downloading' || phase === 'extracting';
  return { kind: 'layer', id, phase, text, ...(isCounted ? bytesOf(record) : {}) };
}

/** The digest that this line tells, if it does. */
export function toPullDigest(record: NdjsonRecord): string | undefined {
  const text = record['status'];
  return typeof text === 'string' && text.startsWith(DIGEST)
    ? text.slice(DIGEST.length).trim()
    : undefined;
}

const LOADED = /^Loaded image(?: ID)?: (\S+)/;

/** One line of a load; `undefined` says nothing to show. */
export function toLoadProgress(record: NdjsonRecord): LoadProgress | undefined {
  const words = record['stream'] ?? record['status'];
  if (typeof words !== 'string') return undefined;
  const text = words.trim();
  const loaded = LOADED.exec(text)?.[1];
  return loaded === undefined ? { text } : { text, loaded };
}

function bytesOf(record: NdjsonRecord): { currentBytes?: number; totalBytes?: number } {
  const detail = record['progressDetail'];
  if (typeof detail !== 'object' || detail === null) return {};
  // Newer engines count some extractions in seconds and say so in `units`.
  if ('units' in detail && detail.units !== '') return {};
  const currentBytes = 'current' in detail ? detail.current : undefined;
  const totalBytes = 'total' in detail ? detail.total : undefined;
  return {
    ...(typeof currentBytes === 'number' ? { currentBytes } : {}),
    ...(typeof totalBytes === 'number' && totalBytes > 0 ? { totalBytes } : {}),
  };
}
