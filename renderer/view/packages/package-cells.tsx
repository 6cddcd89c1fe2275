import type { ImagePackage } from '../../../shared/contract/package.ts';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import { showLayer } from '../../store/package/package-store.ts';
import { classNames } from '../../widget/class-names.ts';
import { instructionLine } from '../layers/instruction-words.ts';
import { numberOf } from '../layers/layer-words.ts';
import { lifeWords, pastWords, TYPE_WORDS } from './package-words.ts';
import style from './packages.module.css';

interface CellProps {
  readonly each: ImagePackage;
}

/** The package's name; of one that is gone it is struck out. */
export function NameCell({ each }: CellProps): React.JSX.Element {
  return (
    <span
      className={classNames(style['name'], !each.isPresent && style['gone'])}
      data-tip={each.name}
    >
      {each.name}
    </span>
  );
}

/** The version, and the one before. */
export function VersionCell({ each }: CellProps): React.JSX.Element {
  const past = pastWords(each);
  return (
    <span data-tip={lifeWords(each)}>
      <span className={style['version']}>{each.version}</span>
      {past !== '' && (
        <span className={each.isPresent ? style['past'] : style['removed']}>{past}</span>
      )}
    </span>
  );
}

/** Who installed it. */
export function TypeCell({ each }: CellProps): React.JSX.Element {
  return <span className={style['soft']}>{TYPE_WORDS[each.type]}</span>;
}

interface LayerCellProps extends CellProps {
  readonly imageId: string;
  readonly instruction: string | undefined;
  readonly isCurrent: boolean;
}

/** The layer that brought it, which leads there. */
export function LayerCell(props: LayerCellProps): React.JSX.Element {
  const { each, imageId, instruction = '', isCurrent } = props;
  const { keyword, words } = instructionLine(instruction);
  const line = `${keyword} ${words}`.trim();
  return (
    <button
      type="button"
      className={style['layer']}
      tabIndex={isCurrent ? 0 : -1}
      aria-label={`Show layer ${numberOf(each.position)}`}
      data-tip={line === '' ? 'No instruction known' : line}
      onClick={() => showLayer(imageId, each.position)}
    >
      <span className={style['number']}>{numberOf(each.position)}</span>
      {line === '' ? (
        <span className={style['faint']}>No instruction known</span>
      ) : (
        <span className={style['instruction']}>
          {keyword !== '' && <b>{keyword} </b>}
          {words}
        </span>
      )}
    </button>
  );
}

/** What it may be used under, in its own words. */
export function LicenceCell({ each }: CellProps): React.JSX.Element {
  const words = each.licences.join(', ');
  if (words === '') {
    return (
      <span className={style['faint']} data-tip="Its metadata names no licence">
        –
      </span>
    );
  }
  return (
    <span className={style['soft']} data-tip={words}>
      {words}
    </span>
  );
}

/** What it takes, by its own account. */
export function SizeCell({ each }: CellProps): React.JSX.Element {
  if (each.sizeBytes === undefined) {
    return (
      <span className={style['unknown']} data-tip="Its metadata tells no size">
        –
      </span>
    );
  }
  return <span className={style['size']}>{formatByteSize(each.sizeBytes)}</span>;
}
