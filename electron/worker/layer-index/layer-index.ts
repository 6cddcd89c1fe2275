import type { LayerProblem, OddEntries } from '../../../shared/contract/image-layers.ts';
import type { NameList } from './name-table.ts';

/**
 * Everything that one layer's archive lists, in columns: row `n` tells of node `n` of a tree of paths.
 * A parent's row comes before its children's; row 0 is the root. About 45 bytes for a row.
 */
export interface LayerIndex {
  readonly names: NameList;
  readonly parents: Uint32Array;
  /** Number of the node's name; the root's means nothing. */
  readonly nameIds: Uint32Array;
  /** Those of `KIND`. */
  readonly kinds: Uint8Array;
  /** Those of `FLAG`. */
  readonly flags: Uint8Array;
  readonly sizesBytes: Float64Array;
  readonly modes: Uint16Array;
  readonly uids: Uint32Array;
  readonly gids: Uint32Array;
  readonly modifiedAtMs: Float64Array;
  /** Number of the name that a link leads to, plus one; 0 for none. */
  readonly links: Uint32Array;
  /** What its package metadata says, as `fromMetadataBytes` reads it. */
  readonly metadata: Uint8Array;
  readonly figures: LayerFigures;
}

/** What is known of a layer as a whole. */
export interface LayerFigures {
  readonly entryCount: number;
  /** Sum of its files' sizes, repeated ones too: what the engine counts and stores. */
  readonly sizeBytes: number;
  readonly problem?: LayerProblem;
  readonly oddEntries: readonly OddEntries[];
}

/**
 * Entries that are listed of one layer, and of one image. The largest images that are known have fewer;
 * beyond it the worker would need more than the 512 MB that it may have.
 */
export const MAX_ENTRIES = 2_000_000;
