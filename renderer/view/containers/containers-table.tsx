import Box from 'lucide-react/icons/box';
import SearchX from 'lucide-react/icons/search-x';
import { useEffect, useMemo, type RefObject } from 'react';
import type { Container } from '../../../shared/contract/container.ts';
import { useContainerStore } from '../../store/container-store.ts';
import {
  selectContainer,
  setContainerFilter,
  setOnlyRunning,
  sortContainersBy,
  useContainerViewStore,
} from '../../store/container-view-store.ts';
import { useIsEngineLive } from '../../store/engine-store.ts';
import { lastValueOf } from '../../store/loadable.ts';
import { goTo, usePlaceStore } from '../../store/place-store.ts';
import { askRemoval } from '../../store/removal-store.ts';
import { Button } from '../../widget/button/button.tsx';
import type { Column } from '../../widget/data-grid/column.ts';
import { DataGrid } from '../../widget/data-grid/data-grid.tsx';
import type { MenuPlace } from '../../widget/data-grid/grid-behaviour.ts';
import { EmptyState } from '../../widget/empty-state/empty-state.tsx';
import { ActionCell } from './action-cell.tsx';
import {
  CreatedCell,
  ImageCell,
  NameCell,
  PortsCell,
  StateCell,
  StatusCell,
} from './container-cells.tsx';
import { imageWords, stateWords } from './container-words.ts';

interface ContainersTableProps {
  readonly gridRef: RefObject<HTMLDivElement | null>;
  readonly rows: readonly Container[];
  /** True where the engine has containers, whatever the filter leaves. */
  readonly hasAny: boolean;
  /** The row whose menu is open. */
  readonly menuId: string | undefined;
  readonly onMenu: (id: string, at: MenuPlace) => void;
}

/** The table itself. */
export function ContainersTable({
  gridRef,
  rows,
  hasAny,
  menuId,
  onMenu,
}: ContainersTableProps): React.JSX.Element {
  const sorting = useContainerViewStore((view) => view.sorting);
  const currentId = useContainerViewStore((view) => view.currentId);
  const isLive = useIsEngineLive();
  useFocusOnReturn(gridRef);
  const columns = useMemo(() => columnsOf(menuId, onMenu), [menuId, onMenu]);
  return (
    <DataGrid
      ref={gridRef}
      label="Containers"
      columns={columns}
      rows={rows}
      idOf={idOf}
      labelOf={labelOf}
      currentId={currentId}
      sorting={sorting}
      onSort={sortBy}
      onSelect={selectContainer}
      onOpen={open}
      onMenu={onMenu}
      onDelete={(id) => {
        if (isLive) remove(id);
      }}
      empty={hasAny ? <NothingFits /> : <NothingThere />}
    />
  );
}

/** Who comes back from a container's page goes on at its row. */
function useFocusOnReturn(grid: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    if (usePlaceStore.getState().before?.screen === 'container') {
      grid.current?.focus({ preventScroll: true });
    }
  }, [grid]);
}

const idOf = (row: Container): string => row.id;

/** Begins with the name, as everything that looks a row up relies on. */
function labelOf(row: Container): string {
  return `${row.name}, ${stateWords(row.state, undefined).word}, ${imageWords(row.image)}`;
}

function sortBy(key: string): void {
  if (key === 'name' || key === 'image' || key === 'state' || key === 'created') {
    sortContainersBy(key);
  }
}

function open(id: string): void {
  goTo({ screen: 'container', id, tab: 'overview' });
}

function remove(id: string): void {
  const row = lastValueOf(useContainerStore.getState().list)?.find((other) => other.id === id);
  if (row !== undefined) void askRemoval(id, row.name);
}

const FACT_COLUMNS: readonly Column<Container>[] = [
  {
    key: 'state',
    title: 'State',
    track: '104px',
    isSortable: true,
    cellOf: (row) => <StateCell row={row} />,
  },
  {
    key: 'name',
    title: 'Name',
    track: 'minmax(130px, 1.6fr)',
    isSortable: true,
    cellOf: (row) => <NameCell row={row} />,
  },
  {
    key: 'image',
    title: 'Image',
    track: 'minmax(120px, 1.8fr)',
    isSortable: true,
    hiddenBelowPx: 526,
    cellOf: (row) => <ImageCell row={row} />,
  },
  {
    key: 'ports',
    title: 'Ports',
    track: 'minmax(176px, 1.5fr)',
    hiddenBelowPx: 702,
    cellOf: (row) => <PortsCell row={row} />,
  },
  {
    key: 'status',
    title: 'Status',
    track: 'minmax(168px, 1.3fr)',
    hiddenBelowPx: 870,
    cellOf: (row) => <StatusCell row={row} />,
  },
  {
    key: 'created',
    title: 'Created',
    track: '124px',
    isSortable: true,
    hiddenBelowPx: 994,
    cellOf: (row) => <CreatedCell row={row} />,
  },
];

function columnsOf(
  menuId: string | undefined,
  onMenu: (id: string, at: MenuPlace) => void,
): readonly Column<Container>[] {
  const actions: Column<Container> = {
    key: 'actions',
    title: 'Actions',
    track: '134px',
    hasSilentTitle: true,
    cellOf: (row, isCurrent) => (
      <ActionCell row={row} isCurrent={isCurrent} onMenu={onMenu} isMenuOpen={menuId === row.id} />
    ),
  };
  return [...FACT_COLUMNS, actions];
}

function NothingThere(): React.JSX.Element {
  return (
    <EmptyState
      icon={<Box size={22} />}
      title="No containers yet"
      actions={
        <Button look="primary" onPress={() => goTo({ screen: 'notebooks' })}>
          Go to Notebooks
        </Button>
      }
    >
      Launch a notebook, or start one with <code>docker run</code>: it appears here by itself.
    </EmptyState>
  );
}

function NothingFits(): React.JSX.Element {
  const isOnlyRunning = useContainerViewStore((view) => view.isOnlyRunning);
  const filter = useContainerViewStore((view) => view.filter);
  return (
    <EmptyState
      icon={<SearchX size={22} />}
      title={filter === '' ? 'No container is running' : `Nothing matches “${filter}”`}
      actions={
        <Button
          onPress={() => {
            setContainerFilter('');
            setOnlyRunning(false);
          }}
        >
          {filter === '' ? 'Show all' : 'Clear filter'}
        </Button>
      }
    >
      {filter !== '' && isOnlyRunning
        ? 'Only running containers are looked through.'
        : filter !== ''
          ? 'Every word must be part of the name, image, ID or a label.'
          : 'All containers of this engine have ended.'}
    </EmptyState>
  );
}
