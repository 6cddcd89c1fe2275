import { create } from 'zustand';

/** What the table of images can be ordered by. */
export const IMAGE_SORT_KEYS = ['name', 'tag', 'size', 'unique', 'created', 'users'] as const;
export type ImageSortKey = (typeof IMAGE_SORT_KEYS)[number];

/** Which column the table is ordered by. */
export interface ImageSorting {
  readonly key: ImageSortKey;
  readonly isDescending: boolean;
}

interface ImageViewState {
  readonly filter: string;
  readonly isOnlyUnused: boolean;
  /** Images with the same base stand together. */
  readonly isByFamily: boolean;
  /** Absent: newest first. */
  readonly sorting: ImageSorting | undefined;
  readonly currentKey: string | undefined;
  /** Keys of the rows that are marked for what is done to many. */
  readonly marked: ReadonlySet<string>;
}

/** How the table of images is looked at; kept while other screens are shown. */
export const useImageViewStore = create<ImageViewState>()(() => ({
  filter: '',
  isOnlyUnused: false,
  isByFamily: false,
  sorting: undefined,
  currentKey: undefined,
  marked: new Set(),
}));

/** Shows only what holds every word of a text. */
export function setImageFilter(filter: string): void {
  useImageViewStore.setState({ filter });
}

/** Leaves out what a container uses. */
export function setOnlyUnused(isOnlyUnused: boolean): void {
  useImageViewStore.setState({ isOnlyUnused });
}

/** Puts images with the same base together. */
export function setByFamily(isByFamily: boolean): void {
  useImageViewStore.setState({ isByFamily });
}

/** Makes a row the current one. */
export function selectImage(currentKey: string): void {
  useImageViewStore.setState({ currentKey });
}

/** Orders by a column; the same one again turns the order round, and then gives it up. */
export function sortImagesBy(key: ImageSortKey): void {
  useImageViewStore.setState(({ sorting }) => {
    if (sorting?.key !== key) return { sorting: { key, isDescending: false } };
    return { sorting: sorting.isDescending ? undefined : { key, isDescending: true } };
  });
}

/** Marks a row, or takes its mark away. */
export function toggleMark(key: string): void {
  useImageViewStore.setState(({ marked }) => {
    const next = new Set(marked);
    if (!next.delete(key)) next.add(key);
    return { marked: next };
  });
}

/** Marks exactly these rows. */
export function markOnly(keys: Iterable<string>): void {
  useImageViewStore.setState({ marked: new Set(keys) });
}
