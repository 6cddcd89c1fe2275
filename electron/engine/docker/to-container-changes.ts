import * as z from 'zod';
import type { FileChange } from '../container-engine.ts';
import { checkShape } from './check-shape.ts';

/** The engine's numbers for what became of a path. Source: `GET /containers/{id}/changes` of the Docker Engine API. */
const CHANGES: readonly FileChange['change'][] = ['changed', 'added', 'removed'];

// Where nothing was changed the engine writes `null`.
const ChangesSchema = z
  .array(z.looseObject({ Path: z.string(), Kind: z.number().int().min(0).max(2) }))
  .nullable();

/** Reads what a container changed in its files. Fails with `engine-protocol`. */
export function toContainerChanges(reply: unknown): readonly FileChange[] {
  const changes = checkShape(ChangesSchema, reply, 'the changes') ?? [];
  return changes.map(({ Path: path, Kind: kind }) => ({
    path,
    change: CHANGES[kind] ?? 'changed',
  }));
}
