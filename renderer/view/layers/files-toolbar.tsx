import ListTree from 'lucide-react/icons/list-tree';
import LayoutDashboard from 'lucide-react/icons/layout-dashboard';
import { useId, type KeyboardEvent } from 'react';
import { setLayerView, useLayerViewStore } from '../../store/layer/layer-view-store.ts';
import {
  chooseFound,
  searchPaths,
  usePathSearchStore,
} from '../../store/layer/path-search-store.ts';
import { nextRow } from '../../widget/data-grid/next-row.ts';
import { SearchField } from '../../widget/search-field/search-field.tsx';
import { Segmented } from '../../widget/segmented/segmented.tsx';
import style from './files-pane.module.css';
import { showInTree } from './show-in-tree.ts';

const SHOWN = [
  { value: 'changes', label: 'Changes', tip: 'Only what the chosen layers did' },
  { value: 'all', label: 'All files', tip: 'Everything that is there after the chosen layers' },
] as const;

const PICTURES = [
  { value: 'tree', label: 'Tree', icon: <ListTree size={15} aria-hidden="true" /> },
  { value: 'map', label: 'Map of sizes', icon: <LayoutDashboard size={15} aria-hidden="true" /> },
] as const;

/** Decimal, as sizes are shown; each step leaves a tenth. */
const LEAST_SIZES = [
  [0, 'Any size'],
  [10_000, '10 kB and up'],
  [100_000, '100 kB and up'],
  [1_000_000, '1 MB and up'],
  [10_000_000, '10 MB and up'],
  [100_000_000, '100 MB and up'],
] as const;

/** How far Page Up and Page Down go among the results. */
const PAGE_RESULTS = 10;

/** How the files are shown, and the search through every layer. */
export function FilesToolbar({ imageId }: { readonly imageId: string }): React.JSX.Element {
  const { show, picture, minSizeBytes } = useLayerViewStore();
  const pattern = usePathSearchStore((store) => store.pattern);
  const isSearching = pattern.trim() !== '';
  const sizeId = useId();
  return (
    <div className={style['toolbar']}>
      <SearchField
        label="Search all layers"
        hint="Search all layers: name or *.so"
        value={pattern}
        onChange={(typed) => searchPaths(imageId, typed)}
        onKeyDown={onSearchKey}
      />
      {!isSearching && (
        <div className={style['ways']}>
          <label htmlFor={sizeId} className="visually-hidden">
            Smallest size
          </label>
          {picture === 'tree' && (
            <select
              id={sizeId}
              className={style['select']}
              value={minSizeBytes}
              onChange={(event) =>
                setLayerView({ minSizeBytes: Number(event.currentTarget.value) })
              }
            >
              {LEAST_SIZES.map(([bytes, words]) => (
                <option key={bytes} value={bytes}>
                  {words}
                </option>
              ))}
            </select>
          )}
          <Segmented
            label="Files that are shown"
            choices={SHOWN}
            value={show}
            onChange={(value) => setLayerView({ show: value })}
          />
          <Segmented
            label="Picture"
            choices={PICTURES}
            value={picture}
            onChange={(value) => setLayerView({ picture: value })}
          />
        </div>
      )}
    </div>
  );
}

/** The results follow the arrow keys while the field keeps the keyboard; Enter goes to one in the tree. */
function onSearchKey(event: KeyboardEvent<HTMLInputElement>): void {
  const { found, chosen } = usePathSearchStore.getState();
  const rows = found?.rows ?? [];
  if (event.key === 'Home' || event.key === 'End') return;
  if (event.key === 'Enter') {
    const row = rows[chosen];
    if (row !== undefined) void showInTree(row);
    return;
  }
  const next = nextRow(event.key, chosen, rows.length, PAGE_RESULTS);
  if (next === undefined) return;
  event.preventDefault();
  chooseFound(next);
}
