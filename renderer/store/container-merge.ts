import type { Container } from '../../shared/contract/container.ts';

/** The new rows in their order, where each unchanged one is the object that was there before. */
export function mergeContainers(
  before: readonly Container[],
  after: readonly Container[],
): readonly Container[] {
  const known = new Map(before.map((row) => [row.id, row]));
  let hasChanged = before.length !== after.length;
  const merged = after.map((row, index) => {
    const old = known.get(row.id);
    const kept = old !== undefined && isSameContainer(old, row) ? old : row;
    hasChanged ||= before[index] !== kept;
    return kept;
  });
  return hasChanged ? merged : before;
}

/** The rows with one of them replaced, added in its place by age, or taken out. */
export function replaceContainer(
  rows: readonly Container[],
  id: string,
  row: Container | null,
): readonly Container[] {
  const index = rows.findIndex((candidate) => candidate.id === id);
  const old = rows[index];
  if (row === null) return old === undefined ? rows : rows.toSpliced(index, 1);
  if (old === undefined) {
    const place = rows.findIndex(({ createdAtMs }) => createdAtMs <= row.createdAtMs);
    return rows.toSpliced(place < 0 ? rows.length : place, 0, row);
  }
  return isSameContainer(old, row) ? rows : rows.with(index, row);
}

function isSameContainer(a: Container, b: Container): boolean {
  return (
    a.state === b.state &&
    a.statusText === b.statusText &&
    a.name === b.name &&
    a.image === b.image &&
    a.imageId === b.imageId &&
    a.command === b.command &&
    a.createdAtMs === b.createdAtMs &&
    JSON.stringify(a.ports) === JSON.stringify(b.ports) &&
    JSON.stringify(a.labels) === JSON.stringify(b.labels)
  );
}
