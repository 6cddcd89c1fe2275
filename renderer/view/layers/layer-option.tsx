// What a layer is takes more than an option element can show.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { memo } from 'react';
import type { ImageLayer } from '../../../shared/contract/image-layers.ts';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import { formatCount } from '../../../shared/value/count.ts';
import { chooseLayer } from '../../store/layer/layer-view-store.ts';
import { classNames } from '../../widget/class-names.ts';
import { Skeleton } from '../../widget/skeleton/skeleton.tsx';
import { Spinner } from '../../widget/spinner/spinner.tsx';
import style from './layer-list.module.css';
import { layerLabel, numberOf } from './layer-words.ts';
import { instructionLine } from './instruction-words.ts';

interface LayerOptionProps {
  readonly id: string;
  readonly layer: ImageLayer;
  /** Of the largest layer. */
  readonly sharePct: number;
  readonly isChosen: boolean;
  readonly isCurrent: boolean;
}

/** One layer of the list. */
export const LayerOption = memo(function LayerOption(props: LayerOptionProps): React.JSX.Element {
  const { id, layer, sharePct, isChosen, isCurrent } = props;
  const { position } = layer;
  const { keyword, words } = instructionLine(layer.instruction ?? '');
  const isKnown = words !== '';
  return (
    // The keys are those of the list, which keeps the focus.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      aria-label={layerLabel(layer, isKnown ? `${keyword} ${words}`.trim() : '')}
      className={classNames(
        style['option'],
        isChosen && style['chosen'],
        isCurrent && style['current'],
      )}
      onClick={(event) => {
        if (position !== undefined) chooseLayer(position, event.shiftKey);
      }}
    >
      <span className={style['number']}>{position === undefined ? '' : numberOf(position)}</span>
      <span className={style['instruction']}>
        {isKnown ? (
          <>
            {keyword !== '' && <b>{keyword} </b>}
            {words}
          </>
        ) : (
          <UnknownInstruction isWaiting={layer.status === 'waiting'} />
        )}
      </span>
      <span className={style['size']}>
        {layer.status === 'waiting' ? <Spinner /> : formatByteSize(layer.sizeBytes)}
      </span>
      <span className={style['track']} aria-hidden="true">
        {layer.sizeBytes > 0 && (
          <span className={style['bar']} style={{ width: `max(2px, ${sharePct}%)` }} />
        )}
      </span>
      <LayerCounts layer={layer} />
    </div>
  );
});

function UnknownInstruction({ isWaiting }: { readonly isWaiting: boolean }): React.JSX.Element {
  if (isWaiting) return <Skeleton widthPx={150} />;
  return <span className={style['faint']}>No instruction known</span>;
}

function LayerCounts({ layer }: { readonly layer: ImageLayer }): React.JSX.Element {
  const { status, changes } = layer;
  if (status === 'damaged') {
    return (
      <span className={style['damaged']} data-tip={layer.problem?.message}>
        <TriangleAlert size={12} aria-hidden="true" /> Damaged
      </span>
    );
  }
  if (changes === undefined) return <span className={style['counts']} />;
  const { addedCount, changedCount, removedCount } = changes;
  return (
    <span className={style['counts']} aria-hidden="true">
      {addedCount > 0 && <span className={style['added']}>A {formatCount(addedCount)}</span>}
      {changedCount > 0 && <span className={style['changed']}>M {formatCount(changedCount)}</span>}
      {removedCount > 0 && <span className={style['removed']}>D {formatCount(removedCount)}</span>}
      {addedCount + changedCount + removedCount === 0 && (
        <span className={style['faint']}>No files</span>
      )}
    </span>
  );
}
