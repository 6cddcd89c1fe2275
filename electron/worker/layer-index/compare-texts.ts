import { structuredPatch } from 'diff';
import type { FileComparison } from '../../../shared/contract/layer-file.ts';

/** Lines around a difference, as `diff -u` has them. */
const CONTEXT_LINES = 3;
/** Texts that differ in more lines than these have nothing to do with each other. */
const MAX_EDITS = 20_000;
/** So long nobody minds to wait, and nobody else can ask the worker meanwhile. */
const MAX_MS = 3_000;

/** In what two texts differ, line by line. */
export function compareTexts(before: string, after: string): FileComparison['result'] {
  if (before === after) return { kind: 'same' };
  const patch = structuredPatch('', '', before, after, undefined, undefined, {
    context: CONTEXT_LINES,
    maxEditLength: MAX_EDITS,
    timeout: MAX_MS,
  });
  if (patch === undefined) return { kind: 'bytes', because: 'too-different' };
  let addedCount = 0;
  let removedCount = 0;
  const hunks = patch.hunks.map(({ oldStart, newStart, lines }) => {
    for (const line of lines) {
      if (line.startsWith('+')) addedCount += 1;
      if (line.startsWith('-')) removedCount += 1;
    }
    return { beforeLine: oldStart, afterLine: newStart, lines };
  });
  return { kind: 'text', hunks, addedCount, removedCount };
}
