import Ban from 'lucide-react/icons/ban';
import Equal from 'lucide-react/icons/equal';
import { useRef, useState } from 'react';
import type { ComparedPath, PathChange } from '../../../shared/contract/comparison.ts';
import type { FileVersion } from '../../../shared/contract/layer-file.ts';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import { formatCount } from '../../../shared/value/count.ts';
import {
  cancelComparison,
  compareFilesAgain,
  filterCompared,
  toggleChange,
  useComparisonStore,
  type PathsCompared,
} from '../../store/comparison-store.ts';
import { compareFiles, viewFile, type FileSubject } from '../../store/layer/file-viewer-store.ts';
import { lastValueOf } from '../../store/loadable.ts';
import { Button } from '../../widget/button/button.tsx';
import { CheckToggle } from '../../widget/check-toggle/check-toggle.tsx';
import type { Column } from '../../widget/data-grid/column.ts';
import { DataGrid } from '../../widget/data-grid/data-grid.tsx';
import { EmptyState } from '../../widget/empty-state/empty-state.tsx';
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import { ProgressBar } from '../../widget/progress-bar/progress-bar.tsx';
import { SearchField } from '../../widget/search-field/search-field.tsx';
import style from './compare-screen.module.css';
import {
  CHANGE_LETTERS,
  CHANGE_TIPS,
  CHANGE_WORDS,
  deltaWords,
  pathLabel,
  pathWords,
} from './compare-words.ts';

const CHANGES: readonly PathChange[] = ['added', 'removed', 'changed', 'touched'];

/** Which files only one of the two has, and which differ. */
export function ComparedFilesTab(): React.JSX.Element {
  const { paths, text, changes } = useComparisonStore();
  const known = lastValueOf(paths);
  if (paths.kind === 'failed') {
    return (
      <div className={style['note']}>
        {paths.failure.code === 'cancelled' ? (
          <EmptyState
            icon={<Ban size={22} />}
            title="Reading was cancelled"
            actions={
              <Button look="primary" onPress={() => void compareFilesAgain()}>
                Read again
              </Button>
            }
          >
            Layers that were read are kept: they are not read again.
          </EmptyState>
        ) : (
          <FailureNote lead="The files could not be compared." failure={paths.failure}>
            <Button onPress={() => void compareFilesAgain()}>Try again</Button>
          </FailureNote>
        )}
      </div>
    );
  }
  if (known === undefined) return <ReadingBoth />;
  return (
    <>
      <div className={style['toolbar']}>
        <SearchField
          label="Filter paths"
          hint="Filter by a part of the path"
          value={text}
          onChange={filterCompared}
        />
        {CHANGES.map((change) => (
          <span key={change} data-tip={CHANGE_TIPS[change]}>
            <CheckToggle isOn={changes.has(change)} onChange={() => toggleChange(change)}>
              {`${CHANGE_WORDS[change]} ${formatCount(known.totals[change].fileCount)}`}
            </CheckToggle>
          </span>
        ))}
      </div>
      <Paths paths={known} />
      <p className={style['foot']}>{footWords(known)}</p>
    </>
  );
}

function footWords({ rows, totalCount, totals }: PathsCompared): string {
  const { added, removed, changed } = totals;
  const sums = [
    `+${formatByteSize(added.afterBytes)} added`,
    `−${formatByteSize(removed.beforeBytes)} removed`,
    `${deltaWords(changed.beforeBytes, changed.afterBytes)} in changed files`,
  ].join(' · ');
  const cut =
    rows.length < totalCount
      ? ` · the ${formatCount(rows.length)} largest of ${formatCount(totalCount)}; filter for others`
      : '';
  return `${sums}${cut} · compared by size, kind and date, not by content`;
}

function ReadingBoth(): React.JSX.Element {
  const reading = useComparisonStore((store) => store.reading);
  const images = [...reading.values()];
  const readBytes = images.reduce((sum, image) => sum + (image?.readBytes ?? 0), 0);
  const expectedBytes = images.reduce((sum, image) => sum + (image?.expectedBytes ?? 0), 0);
  const canCancel = images.some((image) => image?.taskId !== undefined);
  const readyCount = images.filter((image) => image?.status === 'ready').length;
  return (
    <div className={style['reading']}>
      <div className={style['readingCard']}>
        <p>
          Which files there are is read out of the engine’s exports, once for each image; what was
          read before is known.
        </p>
        <ProgressBar
          label="Reading both images"
          donePct={readBytes === 0 ? undefined : (100 * readBytes) / Math.max(1, expectedBytes)}
        />
        <div className={style['readingFoot']}>
          <output>
            {readyCount} of {images.length} read
            {readBytes > 0 && `, ${formatByteSize(readBytes)} so far`}
          </output>
          {canCancel && <Button onPress={() => void cancelComparison()}>Cancel</Button>}
        </div>
      </div>
    </div>
  );
}

function numberCell(words: string): React.JSX.Element {
  return <span className={style['number']}>{words}</span>;
}

const COLUMNS: readonly Column<ComparedPath>[] = [
  {
    key: 'change',
    title: 'Change',
    track: '34px',
    hasSilentTitle: true,
    cellOf: ({ change }) => (
      <span data-change={change} className={style['letter']} data-tip={CHANGE_WORDS[change]}>
        {CHANGE_LETTERS[change]}
      </span>
    ),
  },
  {
    key: 'path',
    title: 'Path',
    track: 'minmax(200px, 1fr)',
    cellOf: (row) => <span className={style['path']}>{pathWords(row)}</span>,
  },
  {
    key: 'before',
    title: 'First',
    track: '96px',
    isNumber: true,
    hiddenBelowPx: 640,
    cellOf: ({ change, beforeBytes }) =>
      numberCell(change === 'added' ? '' : formatByteSize(beforeBytes)),
  },
  {
    key: 'after',
    title: 'Second',
    track: '96px',
    isNumber: true,
    hiddenBelowPx: 640,
    cellOf: ({ change, afterBytes }) =>
      numberCell(change === 'removed' ? '' : formatByteSize(afterBytes)),
  },
  {
    key: 'delta',
    title: 'Difference',
    track: '112px',
    isNumber: true,
    cellOf: ({ beforeBytes, afterBytes }) => numberCell(deltaWords(beforeBytes, afterBytes)),
  },
];

function Paths({ paths }: { readonly paths: PathsCompared }): React.JSX.Element {
  const grid = useRef<HTMLDivElement>(null);
  const [currentId, setCurrentId] = useState<string>();
  const open = (path: string): void => {
    const row = paths.rows.find((each) => each.path === path);
    if (row !== undefined) openPath(row);
  };
  return (
    <div className={style['grid']}>
      <DataGrid
        ref={grid}
        label="Different files"
        columns={COLUMNS}
        rows={paths.rows}
        idOf={({ path }) => path}
        labelOf={pathLabel}
        currentId={currentId ?? paths.rows[0]?.path}
        sorting={undefined}
        onSort={nothing}
        onSelect={setCurrentId}
        onOpen={open}
        onMenu={open}
        onDelete={nothing}
        empty={
          <EmptyState icon={<Equal size={22} />} title="No such difference">
            Of what is chosen above, both have the same.
          </EmptyState>
        }
      />
    </div>
  );
}

/** Nothing here is sorted otherwise or removed. */
function nothing(): void {
  // Said above.
}

/** Shows what a file holds, or in what its two versions differ. */
function openPath({ path, before, after, beforeBytes, afterBytes }: ComparedPath): void {
  const subject = (version: FileVersion, sizeBytes: number): FileSubject => ({
    ...version,
    path,
    kind: 'file',
    sizeBytes,
  });
  const one = before && subject(before, beforeBytes);
  const other = after && subject(after, afterBytes);
  if (one !== undefined && other !== undefined) compareFiles(one, other);
  else if (other !== undefined) viewFile(other);
  else if (one !== undefined) viewFile(one);
}
