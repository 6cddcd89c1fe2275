// Only the lines in sight are in the document, each at its own place.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import FileX from 'lucide-react/icons/file-x';
import { useEffect, useId, useRef, useState, type MouseEvent } from 'react';
import {
  lineAt,
  placeOf,
  rowAt,
  type FileLine,
  type LineRun,
  type OpenFolders,
} from '../../store/layer/file-lines.ts';
import { selectFile, useFileTreeStore, wantLines } from '../../store/layer/file-tree-store.ts';
import { setLayerView } from '../../store/layer/layer-view-store.ts';
import {
  rowsInSight,
  useShowCurrent,
  type MenuPlace,
} from '../../widget/data-grid/grid-behaviour.ts';
import { RowSlots } from '../../widget/data-grid/row-slots.ts';
import { Button } from '../../widget/button/button.tsx';
import { EmptyState } from '../../widget/empty-state/empty-state.tsx';
import { Skeleton } from '../../widget/skeleton/skeleton.tsx';
import type { TreeRow } from '../../../shared/contract/layer.ts';
import { FileMenu } from './file-menu.tsx';
import { FileRow } from './file-row.tsx';
import { FileTreeHead } from './file-tree-head.tsx';
import style from './file-tree.module.css';
import { LINE_PX, treeKeys } from './file-tree-keys.ts';

/** Lines drawn beyond each edge: two wheel steps. */
const OVERSCAN_LINES = 6;

/** Chromium draws no element that is taller than 33,554,431 CSS pixels; more open lines than these are not reached. */
const MAX_LINES = Math.floor(33_000_000 / LINE_PX);

/** The files of the chosen layers: folders open where they are asked to, whatever they hold. */
export function FileTree(): React.JSX.Element {
  const { view, lineCount, isChanging } = useFileTreeStore();
  if (view === undefined) return isChanging ? <TreeSkeleton /> : <div />;
  return (
    <div className={style['frame']}>
      <FileTreeHead />
      {lineCount === 0 ? (
        <NoFiles minSizeBytes={view.minSizeBytes} show={view.show} />
      ) : (
        <LinesWithMenu />
      )}
    </div>
  );
}

interface OpenMenu {
  readonly row: TreeRow;
  readonly at: MenuPlace;
}

/** The lines, and beside them the menu: what is typed into that is not for the tree. */
function LinesWithMenu(): React.JSX.Element {
  const [menu, setMenu] = useState<OpenMenu>();
  const frame = useRef<HTMLDivElement>(null);
  return (
    <div ref={frame} className={style['withMenu']}>
      <Lines onMenu={openMenu(setMenu)} />
      {menu !== undefined && (
        <FileMenu
          {...menu}
          onClose={() => setMenu(undefined)}
          returnFocusTo={() => frame.current?.querySelector('[role=tree]') ?? null}
        />
      )}
    </div>
  );
}

/** Opens the menu of the line under the pointer, or of the current one where a key asks for it. */
function openMenu(show: (menu: OpenMenu) => void): (event: MouseEvent<HTMLElement>) => void {
  return (event) => {
    event.preventDefault();
    const { clientX: x, clientY: y, currentTarget, target } = event;
    const isByKey = x === 0 && y === 0;
    const element = isByKey
      ? currentTarget.querySelector('[role=treeitem][aria-selected=true]')
      : target instanceof Element && target.closest('[role=treeitem]');
    const { folders } = useFileTreeStore.getState();
    const [, folder = '', index = ''] = /-(\d+)-(\d+)$/.exec((element && element.id) || '') ?? [];
    const holder = folders.get(Number(folder));
    const row = holder && rowAt(holder, Number(index));
    if (!element || row === undefined) return;
    void selectFile(Number(folder), Number(index));
    show({ row, at: isByKey ? element : { x, y } });
  };
}

interface LinesProps {
  readonly onMenu: (event: MouseEvent<HTMLElement>) => void;
}

function Lines({ onMenu }: LinesProps): React.JSX.Element {
  const { folders, runs, lineCount, current, isChanging } = useFileTreeStore();
  const prefix = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [linesToDraw] = useState(rowsInSight);
  const [slots] = useState(() => new RowSlots());
  // The rule speaks for the React Compiler, which is not used here.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer({
    count: Math.min(lineCount, MAX_LINES),
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_PX,
    overscan: OVERSCAN_LINES,
    rangeExtractor: linesToDraw,
  });
  const items = virtualizer.getVirtualItems();
  const [first, last] = [items.at(0)?.index ?? 0, items.at(-1)?.index ?? -1];
  useEffect(() => wantLines(first, last), [first, last, runs]);
  const place = current === undefined ? -1 : placeOf(runs, current.folder, current.index);
  useShowCurrent(current === undefined ? undefined : String(current.node), place, (index) =>
    virtualizer.scrollToIndex(index),
  );
  const drawn = linesIn(folders, runs, items);
  const currentId = current === undefined ? '' : `${current.folder}-${current.index}`;
  return (
    <div
      ref={scroller}
      role="tree"
      aria-label="Files"
      aria-busy={isChanging}
      aria-activedescendant={drawn.has(currentId) ? `${prefix}-${currentId}` : undefined}
      tabIndex={0}
      className={style['tree']}
      onKeyDown={treeKeys}
      onContextMenu={onMenu}
    >
      <div role="none" className={style['lines']} style={{ height: virtualizer.getTotalSize() }}>
        {slots.assign([...drawn.keys()], virtualizer.isScrolling).map(({ id, slot }) => {
          const at = drawn.get(id);
          if (at === undefined) return null;
          const { row, folder, index } = at.line;
          return (
            <FileRow
              key={slot}
              domId={`${prefix}-${id}`}
              row={row}
              folder={folder.node}
              index={index}
              depth={folder.depth}
              setSize={folder.totalCount}
              folderBytes={folder.sizeBytes}
              isOpen={row !== undefined && folders.has(row.node)}
              isCurrent={at.place === place}
              topPx={at.place * LINE_PX}
            />
          );
        })}
      </div>
    </div>
  );
}

interface DrawnLine {
  readonly line: FileLine;
  readonly place: number;
}

/** The lines in sight by what tells them apart, from top to bottom. */
function linesIn(
  folders: OpenFolders,
  runs: readonly LineRun[],
  items: readonly VirtualItem[],
): ReadonlyMap<string, DrawnLine> {
  const drawn = new Map<string, DrawnLine>();
  for (const { index } of items) {
    const line = lineAt(folders, runs, index);
    if (line !== undefined) drawn.set(`${line.folder.node}-${line.index}`, { line, place: index });
  }
  return drawn;
}

interface NoFilesProps {
  readonly minSizeBytes: number;
  readonly show: 'changes' | 'all';
}

function NoFiles({ minSizeBytes, show }: NoFilesProps): React.JSX.Element {
  if (minSizeBytes > 0) {
    return (
      <EmptyState
        icon={<FileX size={22} />}
        title="Nothing here is so large"
        actions={<Button onPress={() => setLayerView({ minSizeBytes: 0 })}>Show any size</Button>}
      >
        Smaller files are hidden by the smallest size that is chosen above.
      </EmptyState>
    );
  }
  return show === 'changes' ? (
    <EmptyState
      icon={<FileX size={22} />}
      title="No file was changed here"
      actions={<Button onPress={() => setLayerView({ show: 'all' })}>Show all files</Button>}
    >
      What was chosen adds, changes and deletes nothing.
    </EmptyState>
  ) : (
    <EmptyState icon={<FileX size={22} />} title="There are no files">
      Up to here, this image is empty.
    </EmptyState>
  );
}

function TreeSkeleton(): React.JSX.Element {
  return (
    <output aria-label="Reading the files" className={style['skeleton']}>
      {[120, 180, 90, 150, 210, 130, 170].map((widthPx) => (
        <Skeleton key={widthPx} widthPx={widthPx} />
      ))}
    </output>
  );
}
