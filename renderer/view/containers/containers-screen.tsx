import { lazy, Suspense, useCallback, useRef, useState } from 'react';

import { refreshContainers, useContainerStore } from '../../store/container-store.ts';
import { lastValueOf } from '../../store/loadable.ts';
import type { MenuPlace } from '../../widget/data-grid/grid-behaviour.ts';
import { EngineGate } from '../engine/engine-gate.tsx';
import { ListFailure } from '../engine/list-failure.tsx';
import { ContainersHead } from './containers-head.tsx';
import style from './containers-screen.module.css';
import { ContainersTable } from './containers-table.tsx';
import { TableSkeleton } from './table-skeleton.tsx';
import { useVisibleRows } from './use-visible-rows.ts';

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
          <ListFailure
            list={list}
            lead="The list of containers could not be read."
            onReadAgain={() => void refreshContainers()}
          />
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
