import { lazy, Suspense, useCallback, useRef, useState } from 'react';
import type { Container } from '../../../shared/contract/container.ts';
import { useContainerStore } from '../../store/container-store.ts';
import { lastValueOf, type Loadable } from '../../store/loadable.ts';
import type { MenuPlace } from '../../widget/data-grid/grid-behaviour.ts';
import { EngineGate } from '../engine/engine-gate.tsx';
import { ContainersHead } from './containers-head.tsx';
import style from './containers-screen.module.css';
import { ContainersTable } from './containers-table.tsx';
import { TableSkeleton } from './table-skeleton.tsx';
import { useVisibleRows } from './use-visible-rows.ts';
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import { refreshContainers } from '../../store/container-store.ts';
import { Button } from '../../widget/button/button.tsx';

const ContainerMenu = lazy(async () => ({
  default: (await import('./container-menu.tsx')).ContainerMenu,
}));

interface OpenMenu {
  readonly id: string;
  readonly at: MenuPlace;
}

/** Every container of the engine, live. */
export function ContainersScreen(): React.JSX.Element {
  const list = useContainerStore((store) => store.list);
  const rows = lastValueOf(list);
  const visible = useVisibleRows(rows);
  const grid = useRef<HTMLDivElement>(null);
  const [menu, setMenu] = useState<OpenMenu>();
  const openMenu = useCallback((id: string, at: MenuPlace) => setMenu({ id, at }), []);
  const menuRow = menu === undefined ? undefined : rows?.find(({ id }) => id === menu.id);
  return (
    <div className={style['screen']}>
      <ContainersHead
        shownCount={visible?.length}
        allCount={rows?.length}
        onLeaveFilter={() => grid.current?.focus()}
      />
      <EngineGate hasLastValue={rows !== undefined}>
        <div className={style['content']}>
          <ListFailure list={list} />
          <div className={style['table']}>
            {visible === undefined ? (
              list.kind !== 'failed' && <TableSkeleton />
            ) : (
              <ContainersTable
                gridRef={grid}
                rows={visible}
                hasAny={rows !== undefined && rows.length > 0}
                menuId={menu?.id}
                onMenu={openMenu}
              />
            )}
          </div>
        </div>
      </EngineGate>
      {menu !== undefined && menuRow !== undefined && (
        <Suspense fallback={null}>
          <ContainerMenu
            row={menuRow}
            at={menu.at}
            onClose={() => setMenu(undefined)}
            returnFocusTo={() => grid.current}
          />
        </Suspense>
      )}
    </div>
  );
}

/** A list that could not be read: the last one stays below, and this says that it is old. */
function ListFailure({
  list,
}: {
  readonly list: Loadable<readonly Container[]>;
}): React.JSX.Element | null {
  if (list.kind !== 'failed') return null;
  return (
    <div className={style['failure']}>
      <FailureNote lead="The list of containers could not be read." failure={list.failure}>
        <Button onPress={() => void refreshContainers()}>Read again</Button>
      </FailureNote>
    </div>
  );
}
