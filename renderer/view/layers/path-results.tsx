// A result is more than an option element can show, and the field keeps the focus.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { useEffect, useRef } from 'react';
import type { FoundPath } from '../../../shared/contract/layer.ts';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import { formatCount, formatPlural } from '../../../shared/value/count.ts';
import { chooseFound, usePathSearchStore } from '../../store/layer/path-search-store.ts';
import { classNames } from '../../widget/class-names.ts';
import { EmptyState } from '../../widget/empty-state/empty-state.tsx';
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import SearchX from 'lucide-react/icons/search-x';
import { FileIcon } from './file-icon.tsx';
import { numberOf } from './layer-words.ts';
import style from './path-results.module.css';
import { showInTree } from './show-in-tree.ts';

/** What a search through every layer found; arrow keys in its field move through it. */
export function PathResults(): React.JSX.Element {
  const { found, failure, isSearching } = usePathSearchStore();
  if (failure !== undefined) {
    return (
      <div className={style['alone']}>
        <FailureNote lead="The search could not be carried out." failure={failure} />
      </div>
    );
  }
  if (found === undefined) return <output className="visually-hidden">Searching</output>;
  const { rows, totalCount, pattern } = found;
  if (rows.length === 0) {
    if (isSearching) return <output className="visually-hidden">Searching</output>;
    return (
      <EmptyState icon={<SearchX size={22} />} title={`Nothing is called “${pattern}”`}>
        No layer has such a path. Try a part of the name, a pattern such as <code>*.so</code>, or a
        path such as <code>usr/**/bin/*</code>.
      </EmptyState>
    );
  }
  return (
    <div className={style['results']}>
      <output className={style['sum']}>
        {formatPlural(totalCount, 'path')} in all layers
        {totalCount > rows.length && `, the first ${formatCount(rows.length)} of them here`}
      </output>
      <ResultList rows={rows} />
    </div>
  );
}

function ResultList({ rows }: { readonly rows: readonly FoundPath[] }): React.JSX.Element {
  const chosen = usePathSearchStore((store) => store.chosen);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <div ref={list} role="listbox" aria-label="Found paths" tabIndex={-1} className={style['list']}>
      {rows.map((row, index) => (
        <Result key={row.node} row={row} index={index} isChosen={index === chosen} />
      ))}
    </div>
  );
}

interface ResultProps {
  readonly row: FoundPath;
  readonly index: number;
  readonly isChosen: boolean;
}

function Result({ row, index, isChosen }: ResultProps): React.JSX.Element {
  const { path, kind, sizeBytes, positions, isPresent } = row;
  const split = path.lastIndexOf('/') + 1;
  return (
    // The keys are those of the search field, which keeps the focus.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      role="option"
      aria-selected={isChosen}
      aria-label={[path, layerWords(positions), isPresent ? 'in the image' : 'deleted']
        .filter((word) => word !== '')
        .join(', ')}
      className={classNames(style['result'], isChosen && style['chosen'])}
      onPointerDown={() => chooseFound(index)}
      onClick={() => void showInTree(row)}
    >
      <FileIcon kind={kind} />
      <span className={style['path']}>
        <span className={style['folder']}>{path.slice(0, split)}</span>
        <span className={style['base']}>{path.slice(split)}</span>
      </span>
      <span className={style['layers']}>{layerWords(positions)}</span>
      <span className={isPresent ? style['present'] : style['gone']}>
        {isPresent ? 'In the image' : 'Deleted'}
      </span>
      <span className={style['size']}>{kind === 'file' ? formatByteSize(sizeBytes) : ''}</span>
    </div>
  );
}

/** More than these are counted. */
const MAX_NAMED = 3;

function layerWords(positions: readonly number[]): string {
  if (positions.length === 0) return '';
  if (positions.length > MAX_NAMED) return formatPlural(positions.length, 'layer');
  return `${positions.length === 1 ? 'Layer' : 'Layers'} ${positions.map(numberOf).join(', ')}`;
}
