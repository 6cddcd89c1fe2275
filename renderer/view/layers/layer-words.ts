import type { ImageLayer, ImageLayers } from '../../../shared/contract/image-layers.ts';
import type { ChangeMark, PathEvent, TreeRow } from '../../../shared/contract/layer.ts';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import { formatCount, formatPlural } from '../../../shared/value/count.ts';
import { formatElapsed } from '../../../shared/value/duration.ts';
import type { LayerRange } from '../../store/layer/layer-view-store.ts';

/** The letter beside a path; none for what did not change. */
export const MARK_LETTERS: Readonly<Record<ChangeMark, string>> = {
  added: 'A',
  changed: 'M',
  removed: 'D',
  unchanged: '',
};

/** The mark as a word, for who does not see it. */
export const MARK_WORDS: Readonly<Record<ChangeMark, string>> = {
  added: 'added',
  changed: 'changed',
  removed: 'deleted',
  unchanged: '',
};

/** A layer's number as a person counts: the base is 1. */
export function numberOf(position: number): string {
  return formatCount(position + 1);
}

/** What is chosen: `Layer 4`, `Layers 4 to 9`, `All 14 layers`. */
export function rangeWords({ from, to }: LayerRange, layerCount: number): string {
  if (from === to) return `Layer ${numberOf(from)}`;
  if (from === 0 && to === layerCount - 1) return `All ${formatPlural(layerCount, 'layer')}`;
  return `Layers ${numberOf(from)} to ${numberOf(to)}`;
}

/** The layer for who does not see it: its number, what made it, its size, what it did. */
export function layerLabel(layer: ImageLayer, instruction: string): string {
  const { position, changes } = layer;
  const words = [
    position === undefined ? 'Layer' : `Layer ${numberOf(position)}`,
    ...(instruction === '' ? [] : [instruction]),
    layer.status === 'waiting' ? 'being read' : formatByteSize(layer.sizeBytes),
  ];
  if (layer.status === 'damaged') words.push('damaged');
  if (changes !== undefined) {
    words.push(
      `${formatCount(changes.addedCount)} added`,
      `${formatCount(changes.changedCount)} changed`,
      `${formatCount(changes.removedCount)} deleted`,
    );
  }
  return words.join(', ');
}

/** How much came of how much, how fast, and for how long still. */
export function readingWords(
  { readBytes, expectedBytes }: Pick<ImageLayers, 'readBytes' | 'expectedBytes'>,
  bytesPerS: number | undefined,
): string {
  if (readBytes === 0) {
    return expectedBytes > 0
      ? `The engine prepares about ${formatByteSize(expectedBytes)}`
      : 'The engine prepares the image';
  }
  const words = [
    expectedBytes > 0
      ? `${formatByteSize(readBytes)} of about ${formatByteSize(Math.max(readBytes, expectedBytes))}`
      : formatByteSize(readBytes),
  ];
  if (bytesPerS !== undefined && bytesPerS > 0) {
    words.push(`${formatByteSize(bytesPerS)}/s`);
    const leftS = (expectedBytes - readBytes) / bytesPerS;
    if (leftS >= 1) words.push(`about ${formatElapsed(leftS * 1000)} left`);
  }
  return words.join(' · ');
}

const EVENT_WORDS: Readonly<Record<PathEvent['change'], string>> = {
  added: 'Added',
  changed: 'Changed',
  removed: 'Deleted',
};

/** What one layer did to a path: `Added in 4`. */
export function eventWords({ change, position }: PathEvent): string {
  return `${EVENT_WORDS[change]} in ${numberOf(position)}`;
}

/** Permissions as `ls` writes them: `rwxr-xr-x`. */
export function modeWords(mode: number): string {
  const special = [mode & 0o4000, mode & 0o2000, mode & 0o1000];
  const [set, sticky] = ['s', 't'];
  return [6, 3, 0]
    .map((shift, index) => {
      const bits = (mode >> shift) & 7;
      const isSpecial = (special[index] ?? 0) !== 0;
      const mark = index === 2 ? sticky : set;
      const run = (bits & 1) !== 0;
      const last = isSpecial ? (run ? mark : mark.toUpperCase()) : run ? 'x' : '-';
      return `${(bits & 4) !== 0 ? 'r' : '-'}${(bits & 2) !== 0 ? 'w' : '-'}${last}`;
    })
    .join('');
}

/** A row's size: what went is a loss. */
export function sizeWords({
  mark,
  sizeBytes,
  kind,
}: Pick<TreeRow, 'mark' | 'sizeBytes' | 'kind'>): string {
  if (sizeBytes === 0 && kind !== 'file' && kind !== 'directory') return '';
  return mark === 'removed' && sizeBytes > 0
    ? `−${formatByteSize(sizeBytes)}`
    : formatByteSize(sizeBytes);
}

/** A row for who does not see it. */
export function fileLabel(row: TreeRow): string {
  const kind = row.kind === 'directory' ? 'folder' : row.kind === 'file' ? '' : row.kind;
  return [row.name, kind, MARK_WORDS[row.mark], formatByteSize(row.sizeBytes)]
    .filter((word) => word !== '')
    .join(', ');
}
