import Ellipsis from 'lucide-react/icons/ellipsis';
import Layers from 'lucide-react/icons/layers';
import SearchX from 'lucide-react/icons/search-x';
import Trash2 from 'lucide-react/icons/trash-2';
import { useEffect, useMemo, type ReactNode, type RefObject } from 'react';
import { useIsEngineLive } from '../../store/engine-store.ts';
import { askPull } from '../../store/image-pull-store.ts';
import { askImageRemoval } from '../../store/image-removal-store.ts';
import {
  IMAGE_SORT_KEYS,
  markOnly,
  selectImage,
  setImageFilter,
  setOnlyUnused,
  sortImagesBy,
  toggleMark,
  useImageViewStore,
} from '../../store/image-view-store.ts';
import { goTo, imagePlace, usePlaceStore } from '../../store/place-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { IconButton } from '../../widget/button/icon-button.tsx';
import type { Column } from '../../widget/data-grid/column.ts';
import { DataGrid } from '../../widget/data-grid/data-grid.tsx';
import type { MenuPlace } from '../../widget/data-grid/grid-behaviour.ts';
import { EmptyState } from '../../widget/empty-state/empty-state.tsx';
import {
  CreatedCell,
  DigestCell,
  MarkCell,
  PlatformCell,
  RepositoryCell,
  SizeCell,
  TagCell,
  UniqueCell,
  UsersCell,
} from './image-cells.tsx';
import { familyWords, type ImageLine, type NameLine } from './image-lines.ts';
import { lineLabel } from './image-words.ts';
import style from './images-screen.module.css';

// Made once: thousands of rows share them.
const MORE_ICON = <Ellipsis size={15} aria-hidden="true" />;
const REMOVE_ICON = <Trash2 size={14} aria-hidden="true" />;

interface ImagesTableProps {
  readonly gridRef: RefObject<HTMLDivElement | null>;
  readonly lines: readonly ImageLine[];
  /** True where the engine has images, whatever the filter leaves. */
  readonly hasAny: boolean;
  /** The line whose menu is open. */
  readonly menuKey: string | undefined;
  readonly onMenu: (key: string, at: MenuPlace) => void;
}

/** The table itself. */
export function ImagesTable(props: ImagesTableProps): React.JSX.Element {
  const { gridRef, lines, hasAny, menuKey, onMenu } = props;
  const sorting = useImageViewStore((view) => view.sorting);
  const currentKey = useImageViewStore((view) => view.currentKey);
  const isLive = useIsEngineLive();
  useFocusOnReturn(gridRef);
  const columns = useMemo(() => columnsOf(menuKey, onMenu), [menuKey, onMenu]);
  return (
    <DataGrid
      ref={gridRef}
      label="Images"
      columns={columns}
      rows={lines}
      idOf={keyOf}
      labelOf={lineLabel}
      headOf={headOf}
      currentId={currentKey}
      sorting={sorting}
      onSort={sortBy}
      onSelect={selectImage}
      onOpen={(key) => open(lines, key)}
      onMenu={onMenu}
      onMark={(key) => mark(lines, key)}
      onMarkAll={() => markOnly(names(lines).map(keyOf))}
      onDelete={(key) => {
        if (isLive) remove(lines, key);
      }}
      empty={hasAny ? <NothingFits /> : <NothingThere />}
    />
  );
}

/** Who comes back from an image's page goes on at its row. */
function useFocusOnReturn(grid: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    if (usePlaceStore.getState().before?.screen === 'image') {
      grid.current?.focus({ preventScroll: true });
    }
  }, [grid]);
}

const keyOf = (line: ImageLine): string => line.key;

function headOf(line: ImageLine): string | undefined {
  return line.kind === 'family' ? familyWords(line) : undefined;
}

function names(lines: readonly ImageLine[]): readonly NameLine[] {
  return lines.filter((line) => line.kind === 'name');
}

function open(lines: readonly ImageLine[], key: string): void {
  const line = names(lines).find((other) => other.key === key);
  if (line !== undefined) goTo(imagePlace(line.image.id));
}

/** The head of a family stands for all of its lines. */
function mark(lines: readonly ImageLine[], key: string): void {
  const at = lines.findIndex((line) => line.key === key);
  if (lines[at]?.kind !== 'family') return toggleMark(key);
  const rest = lines.slice(at + 1);
  const end = rest.findIndex(({ kind }) => kind === 'family');
  const own = rest.slice(0, end < 0 ? rest.length : end).map(keyOf);
  const { marked } = useImageViewStore.getState();
  markOnly(own.every((other) => marked.has(other)) ? [] : own);
}

/** The marked lines where the current one is among them, and else that one alone. */
function remove(lines: readonly ImageLine[], key: string): void {
  const { marked } = useImageViewStore.getState();
  const meant = names(lines).filter((line) =>
    marked.has(key) ? marked.has(line.key) : line.key === key,
  );
  if (meant.length === 0) return;
  void askImageRemoval({
    kind: 'names',
    names: meant.map(({ image, reference }) => ({ imageId: image.id, reference })),
  });
}

function sortBy(key: string): void {
  const known = IMAGE_SORT_KEYS.find((other) => other === key);
  if (known !== undefined) sortImagesBy(known);
}

type Drawing = (line: NameLine, isCurrent: boolean) => ReactNode;

/** A column of what names alone have: a family's head is drawn across all of them. */
function column(
  key: string,
  title: string,
  track: string,
  cellOf: Drawing,
  more: Partial<Column<ImageLine>> = {},
): Column<ImageLine> {
  return {
    key,
    title,
    track,
    cellOf: (line, isCurrent) => (line.kind === 'name' ? cellOf(line, isCurrent) : null),
    ...more,
  };
}

const SORTS = { isSortable: true } as const;

const FACT_COLUMNS: readonly Column<ImageLine>[] = [
  column(
    'mark',
    'Mark',
    '30px',
    (line, isCurrent) => <MarkCell line={line} isCurrent={isCurrent} />,
    {
      hasSilentTitle: true,
    },
  ),
  column(
    'name',
    'Repository',
    'minmax(150px, 2fr)',
    (line) => <RepositoryCell line={line} />,
    SORTS,
  ),
  column('tag', 'Tag', 'minmax(96px, 1.5fr)', (line) => <TagCell line={line} />, SORTS),
  column('digest', 'Digest', '118px', (line) => <DigestCell line={line} />, {
    hiddenBelowPx: 1100,
  }),
  column('size', 'Size', '90px', (line) => <SizeCell line={line} />, { ...SORTS, isNumber: true }),
  column('unique', 'Unique', '96px', (line) => <UniqueCell line={line} />, {
    ...SORTS,
    isNumber: true,
    hiddenBelowPx: 620,
  }),
  column('created', 'Created', '124px', (line) => <CreatedCell line={line} />, {
    ...SORTS,
    hiddenBelowPx: 760,
  }),
  column('users', 'In use by', 'minmax(104px, 1fr)', (line) => <UsersCell line={line} />, {
    ...SORTS,
    hiddenBelowPx: 540,
  }),
  column('platform', 'Platform', '110px', (line) => <PlatformCell line={line} />, {
    hiddenBelowPx: 880,
  }),
];

function columnsOf(
  menuKey: string | undefined,
  onMenu: (key: string, at: MenuPlace) => void,
): readonly Column<ImageLine>[] {
  const actions = column(
    'actions',
    'Actions',
    '56px',
    (line, isCurrent) => (
      <ActionCell
        line={line}
        isCurrent={isCurrent}
        onMenu={onMenu}
        isMenuOpen={menuKey === line.key}
      />
    ),
    { hasSilentTitle: true },
  );
  return [...FACT_COLUMNS, actions];
}

interface ActionCellProps {
  readonly line: NameLine;
  readonly isCurrent: boolean;
  readonly onMenu: (key: string, at: Element) => void;
  readonly isMenuOpen: boolean;
}

function ActionCell({ line, isCurrent, onMenu, isMenuOpen }: ActionCellProps): React.JSX.Element {
  const isLive = useIsEngineLive();
  const name = { imageId: line.image.id, reference: line.reference };
  return (
    <div className={style['actions']} onDoubleClick={(event) => event.stopPropagation()}>
      <IconButton
        label="Remove"
        icon={REMOVE_ICON}
        refusal={isLive ? undefined : 'The engine is not connected'}
        isTabStop={isCurrent}
        onPress={() => void askImageRemoval({ kind: 'names', names: [name] })}
      />
      <IconButton
        label="Actions"
        icon={MORE_ICON}
        tip="More actions"
        isTabStop={isCurrent}
        opensMenu
        isMenuOpen={isMenuOpen}
        onPress={(event) => onMenu(line.key, event.currentTarget)}
      />
    </div>
  );
}

function NothingThere(): React.JSX.Element {
  return (
    <EmptyState
      icon={<Layers size={22} />}
      title="No images yet"
      actions={
        <Button look="primary" onPress={() => askPull()}>
          Pull an image
        </Button>
      }
    >
      Launch a notebook, or pull an image, here or with <code>docker pull</code>.
    </EmptyState>
  );
}

function NothingFits(): React.JSX.Element {
  const filter = useImageViewStore((view) => view.filter);
  return (
    <EmptyState
      icon={<SearchX size={22} />}
      title={filter === '' ? 'Every image is in use' : `Nothing matches “${filter}”`}
      actions={
        <Button
          onPress={() => {
            setImageFilter('');
            setOnlyUnused(false);
          }}
        >
          {filter === '' ? 'Show all' : 'Clear filter'}
        </Button>
      }
    >
      {filter === ''
        ? 'Containers, running or not, were made from each of them.'
        : 'Every word must be part of the name, digest, ID, platform or a container’s name.'}
    </EmptyState>
  );
}
