import { create } from 'zustand';
import type { PackageType } from '../../../shared/contract/package.ts';

/** What the table of packages can be ordered by. */
export const PACKAGE_SORT_KEYS = ['name', 'type', 'layer', 'licence', 'size'] as const;
export type PackageSortKey = (typeof PACKAGE_SORT_KEYS)[number];

/** Which column the table is ordered by. */
export interface PackageSorting {
  readonly key: PackageSortKey;
  readonly isDescending: boolean;
}

interface PackageViewState {
  readonly filter: string;
  readonly type: PackageType | 'all';
  readonly groupBy: 'none' | 'layer' | 'type';
  /** Packages that a later layer removed are listed too. */
  readonly hasRemoved: boolean;
  readonly sorting: PackageSorting;
  readonly currentKey: string | undefined;
}

/** How packages are looked at; the same from one image to the next. */
export const usePackageViewStore = create<PackageViewState>()(() => ({
  filter: '',
  type: 'all',
  groupBy: 'none',
  hasRemoved: false,
  sorting: { key: 'name', isDescending: false },
  currentKey: undefined,
}));

/** Changes what is shown. */
export function setPackageView(change: Partial<Omit<PackageViewState, 'sorting'>>): void {
  usePackageViewStore.setState(change);
}

/** Makes a row the current one. */
export function selectPackage(currentKey: string): void {
  usePackageViewStore.setState({ currentKey });
}

/** Orders by a column; the same one again turns the order round. The largest size comes first. */
export function sortPackagesBy(key: string): void {
  const known = PACKAGE_SORT_KEYS.find((other) => other === key);
  if (known === undefined) return;
  usePackageViewStore.setState(({ sorting }) => ({
    sorting: {
      key: known,
      isDescending: sorting.key === known ? !sorting.isDescending : known === 'size',
    },
  }));
}
