import { useEffect } from 'react';
import type { Efficiency, ImageLayers } from '../../../shared/contract/image-layers.ts';
import type { WastedPath } from '../../../shared/contract/layer.ts';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import { formatCount, formatPlural } from '../../../shared/value/count.ts';
import {
  showHiddenPaths,
  useHiddenPathStore,
  type HiddenPaths,
} from '../../store/layer/hidden-path-store.ts';
import { lastValueOf } from '../../store/loadable.ts';
import { Button } from '../../widget/button/button.tsx';
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import style from './efficiency-block.module.css';
import { scoreWords } from './efficiency-words.ts';
import { numberOf } from './layer-words.ts';
import { showInTree } from './show-in-tree.ts';

interface EfficiencyBlockProps {
  readonly image: ImageLayers;
}

/** What the image ships without anybody being able to see it. */
export function EfficiencyBlock({ image }: EfficiencyBlockProps): React.JSX.Element | null {
  const { imageId, efficiency } = image;
  useEffect(() => void showHiddenPaths(imageId), [imageId]);
  const paths = useHiddenPathStore((store) => store.paths);
  const known = lastValueOf(paths);
  if (efficiency === undefined) return null;
  return (
    <section aria-label="Efficiency" className={style['block']}>
      <header className={style['head']}>
        <h3>Efficiency</h3>
        <span className={style['soft']}>
          {known === undefined ? '' : formatPlural(known.totalCount, 'hidden path')}
        </span>
      </header>
      <Figures efficiency={efficiency} />
      {paths.kind === 'failed' && (
        <div className={style['note']}>
          <FailureNote failure={paths.failure}>
            <Button onPress={() => void showHiddenPaths(imageId)}>Read again</Button>
          </FailureNote>
        </div>
      )}
      {known !== undefined && <Paths paths={known} />}
    </section>
  );
}

function Figures({ efficiency }: { readonly efficiency: Efficiency }): React.JSX.Element {
  const { scorePct, hiddenBytes, wastedBytes } = efficiency;
  return (
    <dl className={style['figures']}>
      <div data-tip="As dive counts it: the smallest size of each path against the sum of all its sizes.">
        <dt>Score</dt>
        <dd className={style[toneOf(scorePct)]}>{scoreWords(scorePct)}</dd>
      </div>
      <div data-tip="Bytes of files that a later layer replaced or deleted: they ship, and nobody sees them.">
        <dt>Hidden</dt>
        <dd>{formatByteSize(hiddenBytes)}</dd>
      </div>
      <div data-tip="As dive counts it: all sizes of the paths that more than one layer has.">
        <dt>Wasted (dive)</dt>
        <dd>{formatByteSize(wastedBytes)}</dd>
      </div>
    </dl>
  );
}

/** The lowest score that dive lets pass in its own check. */
const GOOD_PCT = 90;
/** Below it a quarter and more of what is shipped is for nothing. */
const FAIR_PCT = 75;

function toneOf(scorePct: number): 'good' | 'fair' | 'poor' {
  if (scorePct >= GOOD_PCT) return 'good';
  return scorePct >= FAIR_PCT ? 'fair' : 'poor';
}

function Paths({ paths }: { readonly paths: HiddenPaths }): React.JSX.Element {
  const { rows, totalCount } = paths;
  if (rows.length === 0) {
    return <p className={style['none']}>Every file that is shipped can be seen.</p>;
  }
  return (
    <ul className={style['list']} aria-label="Paths that nobody can see">
      {rows.map((row) => (
        <HiddenPathRow key={row.node} row={row} />
      ))}
      {totalCount > rows.length && (
        <li className={style['more']}>
          and {formatCount(totalCount - rows.length)} more, each of{' '}
          {formatByteSize(rows.at(-1)?.hiddenBytes ?? 0)} at most
        </li>
      )}
    </ul>
  );
}

function HiddenPathRow({ row }: { readonly row: WastedPath }): React.JSX.Element {
  const { path, hiddenBytes, isPresent, positions } = row;
  const split = path.lastIndexOf('/') + 1;
  return (
    <li>
      <button
        type="button"
        className={style['path']}
        data-tip={path}
        onClick={() => void showInTree({ path, positions })}
      >
        <span className={style['name']}>
          <span className={style['folder']}>{path.slice(0, split)}</span>
          <span className={style['base']}>{path.slice(split)}</span>
        </span>
        <span className={style['size']}>{formatByteSize(hiddenBytes)}</span>
        <span className={style['story']}>
          {isPresent ? 'Replaced' : 'Deleted'}, {layersWords(positions)}
        </span>
      </button>
    </li>
  );
}

/** `layers 4, 9 and 12`. */
function layersWords(positions: readonly number[]): string {
  const numbers = positions.map(numberOf);
  if (numbers.length <= 1) return `layer ${numbers.join('')}`;
  const last = numbers.at(-1) ?? '';
  return `layers ${numbers.slice(0, -1).join(', ')} and ${last}`;
}
