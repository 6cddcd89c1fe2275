import type { EngineEvent } from '../container-engine.ts';
import type { NdjsonRecord } from './read-ndjson.ts';

/** What changes nothing that a list shows; health checks alone cause three of them per run. */
const SILENT_ACTIONS: ReadonlySet<string> = new Set([
  'exec_create',
  'exec_start',
  'exec_die',
  'exec_detach',
  'attach',
  'detach',
  'resize',
  'top',
  'archive-path',
  'extract-to-dir',
  'copy',
  'export',
  'commit',
]);

/** One line of `GET /events`; `undefined` for what needs no attention. */
export function toEngineEvent(record: NdjsonRecord): EngineEvent | undefined {
  const { Type: kind, Action: words, Actor: actor } = record;
  if (kind !== 'container' && kind !== 'image') {
    // The request asks for these two kinds only, so anything else is an event that was misread.
    return typeof kind === 'string' ? undefined : { kind: 'resync' };
  }
  const id = typeof actor === 'object' && actor !== null && 'ID' in actor ? actor.ID : undefined;
  if (typeof words !== 'string' || typeof id !== 'string') return { kind: 'resync' };
  // Some actions carry a detail, as in `health_status: healthy`.
  const action = words.split(':')[0] ?? words;
  return SILENT_ACTIONS.has(action) ? undefined : { kind, action, id };
}
