import type {
  HistoryStep,
  ImageLayer,
  LayerProblem,
} from '../../../shared/contract/image-layers.ts';
import type { LayerIndex } from './layer-index.ts';

type Changes = NonNullable<ImageLayer['changes']>;

/** A layer that has not been read yet. */
export function waitingRow(position: number, diffId: string): ImageLayer {
  return {
    key: keyOf(position),
    position,
    diffId,
    status: 'waiting',
    isFromCache: false,
    sizeBytes: 0,
    entryCount: 0,
    oddEntries: [],
  };
}

/** A layer that was read, whose place is not known yet. */
export function unplacedRow(path: string, index: LayerIndex): ImageLayer {
  return { key: path, ...figuresOf(index), isFromCache: false };
}

/** A layer that was read, in its place. */
export function placedRow(
  position: number,
  diffId: string,
  index: LayerIndex,
  isFromCache: boolean,
): ImageLayer {
  return { key: keyOf(position), position, diffId, ...figuresOf(index), isFromCache };
}

/** The same with what is known once all layers are. */
export function completed(
  row: ImageLayer,
  changes: Changes | undefined,
  history: readonly HistoryStep[],
): ImageLayer {
  const step = history.find(({ position }) => position !== undefined && position === row.position);
  return {
    ...row,
    ...(changes !== undefined && { changes }),
    // An import has no instruction, and says so in its comment.
    ...(step !== undefined && { instruction: step.instruction || step.comment }),
    ...(step?.createdAtMs !== undefined && { createdAtMs: step.createdAtMs }),
  };
}

function figuresOf({ figures }: LayerIndex) {
  const { problem, sizeBytes, entryCount, oddEntries } = figures;
  return {
    status: statusOf(problem),
    sizeBytes,
    entryCount,
    ...(problem !== undefined && { problem }),
    oddEntries: [...oddEntries],
  };
}

function statusOf(problem: LayerProblem | undefined): ImageLayer['status'] {
  return problem === undefined ? 'ready' : 'damaged';
}

function keyOf(position: number): string {
  return `layer-${position}`;
}
