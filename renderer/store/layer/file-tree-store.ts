import { create } from 'zustand';
import type { LayerView, TreeRow } from '../../../shared/contract/layer.ts';
import type { Failure } from '../../../shared/ipc/failure.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import { api } from '../../ipc/api.ts';
import { failureOf } from '../failure-of.ts';
import { notifyFailure } from '../notice-store.ts';
import {
  countLines,
  layOutLines,
  lineAt,
  PAGE_ROWS,
  rowAt,
  rowsOf,
  type LineRun,
  type OpenFolder,
  type OpenFolders,
} from './file-lines.ts';

/** Which files are shown, and how. */
export interface FileTreeView extends LayerView {
  readonly sort: 'size' | 'name';
  readonly minSizeBytes: number;
}

/** The row that the keyboard is at: where it stands, too, as its line may not have come. */
export interface CurrentRow {
  readonly folder: number;
  readonly index: number;
  readonly node: number;
}

interface FileTreeState {
  /** What is shown; absent before the first rows came. */
  readonly view: FileTreeView | undefined;
  readonly folders: OpenFolders;
  readonly runs: readonly LineRun[];
  readonly lineCount: number;
  readonly current: CurrentRow | undefined;
  /** Another view is on its way; what is shown is the one before. */
  readonly isChanging: boolean;
  /** Why the view that was asked for does not come. */
  readonly failure: Failure | undefined;
}

const EMPTY: FileTreeState = {
  view: undefined,
  folders: new Map(),
  runs: [],
  lineCount: 0,
  current: undefined,
  isChanging: false,
  failure: undefined,
};

/** The file tree of the chosen layers: folders that are open, with the rows that were in sight. */
export const useFileTreeStore = create<FileTreeState>()(() => EMPTY);

let wanted: { readonly key: string; readonly done: Promise<void> } | undefined;

/** Shows another view. What was open stays open where it is still there; what is shown stays until then. */
export async function showFileTree(view: FileTreeView): Promise<void> {
  const key = JSON.stringify(view);
  if (wanted?.key === key) return await wanted.done;
  const isSameImage = useFileTreeStore.getState().view?.imageId === view.imageId;
  if (!isSameImage) useFileTreeStore.setState(EMPTY);
  useFileTreeStore.setState({ isChanging: true, failure: undefined });
  const done = load(view, () => wanted?.key === key);
  wanted = { key, done };
  await done;
}

/** Asks for the same view once more, after it failed. */
export async function showFileTreeAgain(view: FileTreeView): Promise<void> {
  wanted = undefined;
  await showFileTree(view);
}

async function load(view: FileTreeView, isWanted: () => boolean): Promise<void> {
  const { folders: before, current } = useFileTreeStore.getState();
  const folders = new Map<number, OpenFolder>();
  const open = async (place: Omit<OpenFolder, 'totalCount' | 'pages'>): Promise<void> => {
    const folder = await readFolder(view, place);
    if (!isWanted()) return;
    folders.set(folder.node, folder);
    const toOpen = [...rowsOf(folder)].filter(
      ([, row]) => before.has(row.node) || (folder.totalCount === 1 && row.childCount > 0),
    );
    await Promise.all(toOpen.map(async ([index, row]) => await open(below(folder, index, row))));
  };
  try {
    await open({ node: 0, parent: undefined, index: 0, depth: 0, sizeBytes: 0 });
  } catch (thrown) {
    if (isWanted()) useFileTreeStore.setState({ isChanging: false, failure: failureOf(thrown) });
    return;
  }
  if (!isWanted()) return;
  useFileTreeStore.setState({
    view,
    isChanging: false,
    ...laidOut(folders),
    current: (current && findRow(folders, current.node)) ?? firstRow(folders),
  });
}

/** Opens a folder; does nothing while it is on its way. One that holds a single folder opens that too. */
export async function openFolder(folderNode: number, index: number): Promise<void> {
  const { view, folders } = useFileTreeStore.getState();
  const parent = folders.get(folderNode);
  const row = rowIn(folders, folderNode, index);
  if (view === undefined || parent === undefined || row === undefined) return;
  if (row.childCount === 0 || folders.has(row.node)) return;
  let folder: OpenFolder;
  try {
    folder = await readFolder(view, below(parent, index, row));
  } catch (thrown) {
    return notifyFailure(`Opening “${row.name}”`, failureOf(thrown));
  }
  useFileTreeStore.setState((now) => {
    if (now.view !== view || !now.folders.has(folderNode)) return {};
    return laidOut(new Map(now.folders).set(folder.node, folder));
  });
  const only = folder.totalCount === 1 ? rowAt(folder, 0) : undefined;
  if (only?.kind === 'directory') await openFolder(folder.node, 0);
}

/** Closes a folder, and with it everything that is open below. */
export function closeFolder(node: number): void {
  useFileTreeStore.setState(({ folders, current }) => {
    const closed = folders.get(node);
    if (closed?.parent === undefined) return {};
    const left = new Map(folders);
    const close = (gone: number): void => {
      left.delete(gone);
      for (const child of folders.values()) if (child.parent === gone) close(child.node);
    };
    close(node);
    const isInside = current !== undefined && !left.has(current.folder);
    const { parent, index } = closed;
    return { ...laidOut(left), current: isInside ? { folder: parent, index, node } : current };
  });
}

/** Makes a row the current one, once it is there. */
export async function selectFile(folder: number, index: number): Promise<void> {
  const { view, folders } = useFileTreeStore.getState();
  const holder = folders.get(folder);
  if (view === undefined || holder === undefined) return;
  if (rowAt(holder, index) === undefined) {
    await readPage(view, folder, Math.floor(index / PAGE_ROWS));
  }
  useFileTreeStore.setState((now) => {
    const row = rowIn(now.folders, folder, index);
    return row === undefined ? {} : { current: { folder, index, node: row.node } };
  });
}

const asked = new Map<string, Promise<void>>();

/** Asks for the rows of a stretch of lines that have not come yet. */
export function wantLines(first: number, last: number): void {
  const { view, folders, runs } = useFileTreeStore.getState();
  if (view === undefined) return;
  for (let place = first; place <= last; place += 1) {
    const line = lineAt(folders, runs, place);
    if (line === undefined || line.row !== undefined) continue;
    void readPage(view, line.folder.node, Math.floor(line.index / PAGE_ROWS));
  }
}

/** Reads one page of a folder's rows into the tree, once, however often it is asked for. */
async function readPage(view: FileTreeView, node: number, page: number): Promise<void> {
  const key = `${node} ${page} ${JSON.stringify(view)}`;
  const reading = asked.get(key) ?? fetchPage(view, node, page).finally(() => asked.delete(key));
  asked.set(key, reading);
  await reading;
}

async function fetchPage(view: FileTreeView, node: number, page: number): Promise<void> {
  const offset = page * PAGE_ROWS;
  const reply = await api.layer.children({ ...view, node, offset, limit: PAGE_ROWS });
  if (!reply.ok) return notifyFailure('Reading more files', reply.failure);
  useFileTreeStore.setState((now) => {
    const folder = now.folders.get(node);
    if (now.view !== view || folder === undefined) return {};
    const pages = new Map(folder.pages).set(page, reply.value.rows);
    return { folders: new Map(now.folders).set(node, { ...folder, pages }) };
  });
}

/**
 * Opens every folder above a path and makes it the current row.
 * @returns false when the view does not show it
 */
export async function revealPath(path: string): Promise<boolean> {
  let folder = 0;
  const names = path.split('/');
  for (const [depth, name] of names.entries()) {
    const index = await findName(folder, name);
    if (index === undefined) return false;
    if (depth === names.length - 1) {
      await selectFile(folder, index);
      return true;
    }
    await openFolder(folder, index);
    const row = rowIn(useFileTreeStore.getState().folders, folder, index);
    if (row === undefined) return false;
    folder = row.node;
  }
  return false;
}

/** Looks through a folder's rows, those too that have to be asked for. */
async function findName(node: number, name: string): Promise<number | undefined> {
  for (let page = 0; ; page += 1) {
    const { view, folders } = useFileTreeStore.getState();
    const folder = folders.get(node);
    if (view === undefined || folder === undefined || page * PAGE_ROWS >= folder.totalCount) {
      return undefined;
    }
    if (!folder.pages.has(page)) await readPage(view, node, page);
    const rows = useFileTreeStore.getState().folders.get(node)?.pages.get(page);
    if (rows === undefined) return undefined;
    const offset = rows.findIndex((row) => row.name === name);
    if (offset >= 0) return page * PAGE_ROWS + offset;
  }
}

async function readFolder(
  view: FileTreeView,
  place: Omit<OpenFolder, 'totalCount' | 'pages'>,
): Promise<OpenFolder> {
  const reply = await api.layer.children({
    ...view,
    node: place.node,
    offset: 0,
    limit: PAGE_ROWS,
  });
  if (!reply.ok) throw new AppError(reply.failure);
  const { rows, totalCount } = reply.value;
  const ownBytes = rows.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const sizeBytes = place.parent === undefined ? ownBytes : place.sizeBytes;
  return { ...place, sizeBytes, totalCount, pages: new Map([[0, rows]]) };
}

function below(
  { node, depth }: OpenFolder,
  index: number,
  row: TreeRow,
): Omit<OpenFolder, 'totalCount' | 'pages'> {
  return { node: row.node, parent: node, index, depth: depth + 1, sizeBytes: row.sizeBytes };
}

function laidOut(folders: OpenFolders): Pick<FileTreeState, 'folders' | 'runs' | 'lineCount'> {
  const runs = layOutLines(folders);
  return { folders, runs, lineCount: countLines(runs) };
}

function rowIn(folders: OpenFolders, node: number, index: number): TreeRow | undefined {
  const folder = folders.get(node);
  return folder && rowAt(folder, index);
}

function findRow(folders: OpenFolders, node: number): CurrentRow | undefined {
  for (const folder of folders.values()) {
    for (const [index, row] of rowsOf(folder)) {
      if (row.node === node) return { folder: folder.node, index, node };
    }
  }
  return undefined;
}

function firstRow(folders: OpenFolders): CurrentRow | undefined {
  const row = rowIn(folders, 0, 0);
  return row && { folder: 0, index: 0, node: row.node };
}
