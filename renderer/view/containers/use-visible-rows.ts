import { useDeferredValue, useMemo } from 'react';
import type { Container } from '../../../shared/contract/container.ts';
import { useContainerViewStore } from '../../store/container-view-store.ts';
import { visibleRows } from './visible-rows.ts';

/** The rows that the table shows now; typing in the filter never waits for them. */
export function useVisibleRows(
  rows: readonly Container[] | undefined,
): readonly Container[] | undefined {
  const filter = useDeferredValue(useContainerViewStore((view) => view.filter));
  const isOnlyRunning = useContainerViewStore((view) => view.isOnlyRunning);
  const sorting = useContainerViewStore((view) => view.sorting);
  return useMemo(
    () => rows && visibleRows(rows, { filter, isOnlyRunning, sorting }),
    [rows, filter, isOnlyRunning, sorting],
  );
}
