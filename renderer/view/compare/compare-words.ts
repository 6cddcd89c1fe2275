import type {
  ComparedFacts,
  ComparedPath,
  PathChange,
} from '../../../shared/contract/comparison.ts';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import { formatDateTime } from '../../../shared/value/clock-time.ts';
import { formatCount, formatPlural } from '../../../shared/value/count.ts';

/** The letter beside a path. */
export const CHANGE_LETTERS: Readonly<Record<PathChange, string>> = {
  added: 'A',
  removed: 'D',
  changed: 'M',
  touched: '~',
};

/** What became of a path. */
export const CHANGE_WORDS: Readonly<Record<PathChange, string>> = {
  added: 'Added',
  removed: 'Removed',
  changed: 'Changed',
  touched: 'Same size',
};

/** What each kind of change means, for a tip. */
export const CHANGE_TIPS: Readonly<Record<PathChange, string>> = {
  added: 'Only the second has it',
  removed: 'Only the first has it',
  changed: 'Both have it, and it differs in size, kind or target',
  touched:
    'Both have it with the same size; date, owner or rights differ, and its content was not looked at',
};

/** A difference with its sign. */
export function deltaWords(beforeBytes: number, afterBytes: number): string {
  const deltaBytes = afterBytes - beforeBytes;
  if (deltaBytes === 0) return '±0';
  return `${deltaBytes > 0 ? '+' : '−'}${formatByteSize(Math.abs(deltaBytes))}`;
}

/** One of the two in a few words. */
export function factWords({ platform, sizeBytes, layerCount, createdAtMs }: ComparedFacts): string {
  return [
    platform,
    formatByteSize(sizeBytes),
    formatPlural(layerCount, 'layer'),
    ...(createdAtMs === undefined ? [] : [`made ${formatDateTime(createdAtMs)}`]),
  ].join(' · ');
}

/** A row for who does not see it. */
export function pathLabel(row: ComparedPath): string {
  const { path, change, isFolder, fileCount, beforeBytes, afterBytes } = row;
  const folder = isFolder ? [`folder of ${formatPlural(fileCount, 'file')}`] : [];
  const delta = deltaWords(beforeBytes, afterBytes);
  return [`/${path}`, ...folder, CHANGE_WORDS[change].toLowerCase(), delta].join(', ');
}

/** A path as it stands in the table: a folder with how much is in it. */
export function pathWords({ path, isFolder, fileCount }: ComparedPath): string {
  return isFolder ? `/${path}/ (${formatCount(fileCount)})` : `/${path}`;
}
