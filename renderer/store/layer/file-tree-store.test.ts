import { beforeEach, expect, test, vi } from 'vitest';
import type { TreeRow } from '../../../shared/contract/layer.ts';
import type { FileTreeView } from './file-tree-store.ts';

interface Entry {
  readonly node: number;
  readonly name: string;
  readonly sizeBytes: number;
  readonly children?: readonly Entry[];
}

const children = vi.hoisted(() => vi.fn());
vi.mock('../../ipc/api.ts', () => ({ api: { layer: { children } } }));

const store = await import('./file-tree-store.ts');
const { lineAt } = await import('./file-lines.ts');
const { useNoticeStore } = await import('../notice-store.ts');

const file = (node: number, name: string, sizeBytes = 1): Entry => ({ node, name, sizeBytes });
const ROOT: Entry = {
  node: 0,
  name: '',
  sizeBytes: 0,
  children: [
    { node: 1, name: 'usr', sizeBytes: 9, children: [file(4, 'b', 3), file(5, 'a', 6)] },
    {
      node: 2,
      name: 'opt',
      sizeBytes: 4,
      children: [{ node: 6, name: 'deep', sizeBytes: 4, children: [file(7, 'x', 4)] }],
    },
    {
      node: 3,
      name: 'many',
      sizeBytes: 1,
      children: Array.from({ length: 700 }, (_, i) => file(1000 + i, `f${i}`, 700 - i)),
    },
  ],
};

function find(entry: Entry, node: number): Entry | undefined {
  if (entry.node === node) return entry;
  for (const child of entry.children ?? []) {
    const found = find(child, node);
    if (found !== undefined) return found;
  }
  return undefined;
}

const toRow = ({ node, name, sizeBytes, children: below = [] }: Entry): TreeRow => ({
  node,
  name,
  kind: below.length > 0 ? 'directory' : 'file',
  mark: 'added',
  sizeBytes,
  removedBytes: 0,
  childCount: below.length,
  flags: [],
});

const VIEW: FileTreeView = {
  imageId: `sha256:${'1'.repeat(64)}`,
  from: 0,
  to: 0,
  show: 'all',
  sort: 'size',
  minSizeBytes: 0,
};

interface Asked {
  readonly node: number;
  readonly sort: string;
  readonly minSizeBytes: number;
  readonly offset: number;
  readonly limit: number;
}

/** Names as the tree shows them, indented; a dot for what did not come. */
function shown(): readonly string[] {
  const { folders, runs, lineCount } = store.useFileTreeStore.getState();
  return Array.from({ length: Math.min(lineCount, 20) }, (_, place) => {
    const line = lineAt(folders, runs, place);
    return `${' '.repeat(line?.folder.depth ?? 0)}${line?.row?.name ?? '.'}`;
  });
}

const state = () => store.useFileTreeStore.getState();
let imageCount = 0;
const freshView = (): FileTreeView => ({
  ...VIEW,
  imageId: `sha256:${String((imageCount += 1)).padStart(64, '0')}`,
});

beforeEach(() => {
  useNoticeStore.setState({ notices: [] });
  children.mockReset();
  children.mockImplementation(async ({ node, sort, minSizeBytes, offset, limit }: Asked) => {
    const all = (find(ROOT, node)?.children ?? [])
      .filter(({ sizeBytes }) => sizeBytes >= minSizeBytes)
      .toSorted((a, b) => (sort === 'size' ? b.sizeBytes - a.sizeBytes : a.name < b.name ? -1 : 1));
    const rows = all.slice(offset, offset + limit).map(toRow);
    return { ok: true, value: { rows, totalCount: all.length } };
  });
});

test('folders open and close, and a folder that holds one folder alone opens that too', async () => {
  await store.showFileTree(freshView());
  expect(shown()).toEqual(['usr', 'opt', 'many']);
  await store.openFolder(0, 1);
  expect(shown()).toEqual(['usr', 'opt', ' deep', '  x', 'many']);
  await store.openFolder(0, 0);
  expect(shown()).toEqual(['usr', ' a', ' b', 'opt', ' deep', '  x', 'many']);
  await store.selectFile(6, 0);
  store.closeFolder(2);
  expect(shown()).toEqual(['usr', ' a', ' b', 'opt', 'many']);
  expect(state().current).toEqual({ folder: 0, index: 1, node: 2 });
  store.closeFolder(0);
  expect(shown()).toHaveLength(5);
});

test('another order or filter keeps open what is still there, and the current row', async () => {
  const view = freshView();
  await store.showFileTree(view);
  await store.openFolder(0, 0);
  await store.selectFile(1, 0);
  await store.showFileTree({ ...view, sort: 'name' });
  expect(shown()).toEqual(['many', 'opt', 'usr', ' a', ' b']);
  expect(state().current).toEqual({ folder: 1, index: 0, node: 5 });
  await store.showFileTree({ ...view, minSizeBytes: 5 });
  expect(shown()).toEqual(['usr', ' a']);
});

test('a long folder comes page by page, each asked for once', async () => {
  await store.showFileTree(freshView());
  await store.openFolder(0, 2);
  expect(state().lineCount).toBe(703);
  const calls = children.mock.calls.length;
  store.wantLines(600, 620);
  store.wantLines(605, 625);
  expect(children.mock.calls.length).toBe(calls + 1);
  await vi.waitFor(() =>
    expect(lineAt(state().folders, state().runs, 610)?.row?.name).toBe('f607'),
  );
  await store.selectFile(3, 699);
  expect(state().current).toMatchObject({ folder: 3, index: 699, node: 1699 });
});

test('a path is found however far down it lies', async () => {
  await store.showFileTree(freshView());
  expect(await store.revealPath('opt/deep/x')).toBe(true);
  expect(state().current).toMatchObject({ folder: 6, node: 7 });
  expect(await store.revealPath('many/f650')).toBe(true);
  expect(state().current).toMatchObject({ folder: 3, index: 650 });
  expect(await store.revealPath('usr/nothing')).toBe(false);
  expect(await store.revealPath('nothing/x')).toBe(false);
});

test('of two views asked for at once the later one is shown', async () => {
  const view = freshView();
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const answer = children.getMockImplementation();
  children.mockImplementationOnce(async (input: Asked) => {
    await held;
    return await answer?.(input);
  });
  const first = store.showFileTree(view);
  await store.showFileTree({ ...view, sort: 'name' });
  release();
  await first;
  expect(state().view?.sort).toBe('name');
  expect(shown()).toEqual(['many', 'opt', 'usr']);
});

test('what fails says why, and is asked for again', async () => {
  const view = freshView();
  const failed = { ok: false, failure: { code: 'not-found', message: 'It is gone.' } };
  children.mockResolvedValueOnce(failed);
  await store.showFileTree(view);
  expect(state()).toMatchObject({ isChanging: false, failure: { code: 'not-found' } });
  await store.showFileTreeAgain(view);
  expect(state().failure).toBeUndefined();
  children.mockResolvedValueOnce(failed);
  await store.openFolder(0, 0);
  expect(shown()).toEqual(['usr', 'opt', 'many']);
  expect(useNoticeStore.getState().notices).toHaveLength(1);
});
