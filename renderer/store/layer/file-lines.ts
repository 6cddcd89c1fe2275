import type { TreeRow } from '../../../shared/contract/layer.ts';

/** How many rows are asked for at once: several screens full, and an answer of a few milliseconds. */
export const PAGE_ROWS = 250;

/** A folder that is open. */
export interface OpenFolder {
  readonly node: number;
  /** Absent for the root. */
  readonly parent: number | undefined;
  /** Its place among its parent's rows. */
  readonly index: number;
  /** Of its rows; 0 for the root's. */
  readonly depth: number;
  readonly totalCount: number;
  readonly sizeBytes: number;
  /** Rows that came, by the number of their page. */
  readonly pages: ReadonlyMap<number, readonly TreeRow[]>;
}

/** The open folders by their nodes; the root is always among them. */
export type OpenFolders = ReadonlyMap<number, OpenFolder>;

/** Lines of one folder that follow each other. */
export interface LineRun {
  readonly folder: number;
  /** The first one's place among its folder's rows. */
  readonly firstIndex: number;
  readonly count: number;
  /** The first one's place among all lines. */
  readonly start: number;
}

/** One line of the tree. */
export interface FileLine {
  readonly folder: OpenFolder;
  readonly index: number;
  /** Absent while it is on its way. */
  readonly row: TreeRow | undefined;
}

/**
 * The lines of a tree: a folder's rows in one run, cut where one of them is open. Their number follows the open
 * folders, whatever these hold.
 */
export function layOutLines(folders: OpenFolders): readonly LineRun[] {
  const openIn = new Map<number, OpenFolder[]>();
  for (const folder of folders.values()) {
    if (folder.parent === undefined) continue;
    const siblings = openIn.get(folder.parent);
    if (siblings === undefined) openIn.set(folder.parent, [folder]);
    else siblings.push(folder);
  }
  const runs: LineRun[] = [];
  let start = 0;
  const add = (folder: number, firstIndex: number, count: number): void => {
    if (count <= 0) return;
    runs.push({ folder, firstIndex, count, start });
    start += count;
  };
  const lay = ({ node, totalCount }: OpenFolder): void => {
    let firstIndex = 0;
    const opened = openIn.get(node) ?? [];
    for (const child of opened.toSorted((a, b) => a.index - b.index)) {
      add(node, firstIndex, child.index + 1 - firstIndex);
      lay(child);
      firstIndex = child.index + 1;
    }
    add(node, firstIndex, totalCount - firstIndex);
  };
  const root = folders.get(0);
  if (root !== undefined) lay(root);
  return runs;
}

/** How many lines there are. */
export function countLines(runs: readonly LineRun[]): number {
  const last = runs.at(-1);
  return last === undefined ? 0 : last.start + last.count;
}

/** The line at a place; undefined past the end. */
export function lineAt(
  folders: OpenFolders,
  runs: readonly LineRun[],
  place: number,
): FileLine | undefined {
  let [low, high] = [0, runs.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((runs[middle]?.start ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  const run = runs[low];
  if (run === undefined || place < run.start || place >= run.start + run.count) return undefined;
  const folder = folders.get(run.folder);
  if (folder === undefined) return undefined;
  const index = run.firstIndex + place - run.start;
  return { folder, index, row: rowAt(folder, index) };
}

/** Where the line of a folder's row stands; -1 when its folder is not open. */
export function placeOf(runs: readonly LineRun[], folder: number, index: number): number {
  const run = runs.find(
    ({ folder: node, firstIndex, count }) =>
      node === folder && index >= firstIndex && index < firstIndex + count,
  );
  return run === undefined ? -1 : run.start + index - run.firstIndex;
}

/** A row of a folder, if it came. */
export function rowAt({ pages }: OpenFolder, index: number): TreeRow | undefined {
  return pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS];
}

/** The rows of a folder that came, with their places. */
export function* rowsOf({ pages }: OpenFolder): Generator<readonly [number, TreeRow]> {
  for (const [page, rows] of pages) {
    for (const [offset, row] of rows.entries()) yield [page * PAGE_ROWS + offset, row];
  }
}
