import type { Container, ContainerState } from '../../../shared/contract/container.ts';
import type { ContainerSorting } from '../../store/container-view-store.ts';

/** What the table is asked to show. */
export interface RowChoice {
  readonly filter: string;
  readonly isOnlyRunning: boolean;
  readonly sorting: ContainerSorting | undefined;
}

/** Where a state stands when rows are ordered by it: what is alive comes first. */
const STATE_RANK: Readonly<Record<ContainerState, number>> = {
  running: 0,
  restarting: 1,
  paused: 2,
  removing: 3,
  created: 4,
  exited: 5,
  dead: 6,
};

const BY_NAME = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
/** What a filter looks through, per row object: rows that did not change are not joined again. */
const haystacks = new WeakMap<Container, string>();

/** The rows that are to be seen, in their order. */
export function visibleRows(
  rows: readonly Container[],
  { filter, isOnlyRunning, sorting }: RowChoice,
): readonly Container[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const chosen =
    words.length === 0 && !isOnlyRunning
      ? rows
      : rows.filter(
          (row) =>
            (!isOnlyRunning || row.state === 'running') &&
            words.every((word) => haystackOf(row).includes(word)),
        );
  return chosen.toSorted(sorting === undefined ? byDefault : comparerOf(sorting));
}

function byDefault(a: Container, b: Container): number {
  return Number(a.state !== 'running') - Number(b.state !== 'running') || byAge(a, b);
}

function byAge(a: Container, b: Container): number {
  return b.createdAtMs - a.createdAtMs;
}

function comparerOf({
  key,
  isDescending,
}: ContainerSorting): (a: Container, b: Container) => number {
  const sign = isDescending ? -1 : 1;
  switch (key) {
    case 'name':
      return (a, b) => sign * BY_NAME.compare(a.name, b.name);
    case 'image':
      return (a, b) => sign * BY_NAME.compare(a.image, b.image) || byAge(a, b);
    case 'state':
      return (a, b) => sign * (STATE_RANK[a.state] - STATE_RANK[b.state]) || byAge(a, b);
    case 'created':
      return (a, b) => sign * (a.createdAtMs - b.createdAtMs);
  }
}

function haystackOf(row: Container): string {
  const known = haystacks.get(row);
  if (known !== undefined) return known;
  const labels = Object.entries(row.labels).map(([key, value]) => `${key}=${value}`);
  const haystack = [row.name, row.image, row.id, ...labels].join('\n').toLowerCase();
  haystacks.set(row, haystack);
  return haystack;
}
