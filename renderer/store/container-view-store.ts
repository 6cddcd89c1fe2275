import { create } from 'zustand';

/** Which column the table is ordered by. */
export interface ContainerSorting {
  readonly key: 'name' | 'image' | 'state' | 'created';
  readonly isDescending: boolean;
}

interface ContainerViewState {
  readonly filter: string;
  readonly isOnlyRunning: boolean;
  /** Absent: running first, then newest. */
  readonly sorting: ContainerSorting | undefined;
  readonly currentId: string | undefined;
}

/** How the table of containers is looked at; kept while other screens are shown. */
export const useContainerViewStore = create<ContainerViewState>()(() => ({
  filter: '',
  isOnlyRunning: false,
  sorting: undefined,
  currentId: undefined,
}));

/** Shows only what holds every word of a text. */
export function setContainerFilter(filter: string): void {
  useContainerViewStore.setState({ filter });
}

/** Leaves out what does not run. */
export function setOnlyRunning(isOnlyRunning: boolean): void {
  useContainerViewStore.setState({ isOnlyRunning });
}

/** Makes a row the current one. */
export function selectContainer(currentId: string): void {
  useContainerViewStore.setState({ currentId });
}

/** Orders by a column; the same one again turns the order round, and then gives it up. */
export function sortContainersBy(key: ContainerSorting['key']): void {
  useContainerViewStore.setState(({ sorting }) => {
    if (sorting?.key !== key) return { sorting: { key, isDescending: false } };
    return { sorting: sorting.isDescending ? undefined : { key, isDescending: true } };
  });
}
