// A list of layers is more than an option element can show: bars, counts, marks.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { useEffect, useId, useMemo, useRef, type KeyboardEvent, type RefObject } from 'react';
import type { ImageLayer, ImageLayers } from '../../../shared/contract/image-layers.ts';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import { formatPlural } from '../../../shared/value/count.ts';
import { orderLayers } from '../../store/layer/layer-order.ts';
import {
  chooseLayer,
  chooseLayers,
  setLayerView,
  useLayerViewStore,
} from '../../store/layer/layer-view-store.ts';
import { nextRow } from '../../widget/data-grid/next-row.ts';
import { Segmented } from '../../widget/segmented/segmented.tsx';
import { Skeleton } from '../../widget/skeleton/skeleton.tsx';
import { LayerOption } from './layer-option.tsx';
import style from './layer-list.module.css';
import { useChosenRange } from './use-chosen-range.ts';

const ORDERS = [
  { value: 'size', label: 'Largest', tip: 'The largest layer first' },
  { value: 'build', label: 'Build order', tip: 'As they were built, the base first' },
] as const;

interface LayerListProps {
  /** Absent before anything is known of it. */
  readonly image: ImageLayers | undefined;
}

/** The layers, each as long as it is large. */
export function LayerList({ image }: LayerListProps): React.JSX.Element {
  const order = useLayerViewStore((store) => store.order);
  const layers = image?.layers ?? [];
  const ordered = useMemo(() => orderLayers(image?.layers ?? [], order), [image, order]);
  const totalBytes = layers.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return (
    <section className={style['pane']} aria-label="Layers of the image">
      <header className={style['head']}>
        <span className={style['total']}>
          {image === undefined
            ? 'Layers'
            : `${formatPlural(layers.length, 'layer')} · ${formatByteSize(totalBytes)}`}
        </span>
        <Segmented
          label="Order of the layers"
          choices={ORDERS}
          value={order}
          onChange={(value) => setLayerView({ order: value })}
        />
      </header>
      {image === undefined ? <ListSkeleton /> : <Options image={image} ordered={ordered} />}
    </section>
  );
}

interface OptionsProps {
  readonly image: ImageLayers;
  readonly ordered: readonly ImageLayer[];
}

function Options({ image, ordered }: OptionsProps): React.JSX.Element {
  const list = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const chosen = useChosenRange(image);
  const active = useLayerViewStore(({ anchor, range }) =>
    range === undefined ? undefined : anchor === range.from ? range.to : range.from,
  );
  const current = active ?? chosen?.from;
  const largestBytes = Math.max(1, ...ordered.map(({ sizeBytes }) => sizeBytes));
  useInSight(list, current === undefined ? undefined : `${prefix}-${current}`);
  return (
    <div
      ref={list}
      role="listbox"
      aria-label="Layers"
      aria-multiselectable="true"
      aria-activedescendant={current === undefined ? undefined : `${prefix}-${current}`}
      tabIndex={0}
      className={style['list']}
      onKeyDown={(event) => onKey(event, ordered, current)}
    >
      {ordered.map((layer) => (
        <LayerOption
          key={layer.key}
          id={`${prefix}-${layer.position ?? layer.key}`}
          layer={layer}
          sharePct={(layer.sizeBytes / largestBytes) * 100}
          isChosen={isIn(layer, chosen)}
          isCurrent={layer.position !== undefined && layer.position === current}
        />
      ))}
    </div>
  );
}

function isIn(
  { position }: ImageLayer,
  range: { readonly from: number; readonly to: number } | undefined,
): boolean {
  return (
    range !== undefined && position !== undefined && position >= range.from && position <= range.to
  );
}

function onKey(
  event: KeyboardEvent<HTMLElement>,
  ordered: readonly ImageLayer[],
  current: number | undefined,
): void {
  if (event.altKey) return;
  if ((event.ctrlKey || event.metaKey) && event.key === 'a') {
    event.preventDefault();
    return chooseLayers({ from: 0, to: ordered.length - 1 });
  }
  if (event.ctrlKey || event.metaKey) return;
  const index = ordered.findIndex(({ position }) => position === current);
  const next = ordered[nextRow(event.key, index, ordered.length, PAGE_LAYERS) ?? -1];
  if (next?.position === undefined) return;
  event.preventDefault();
  chooseLayer(next.position, event.shiftKey);
}

/** How far Page Up and Page Down go. */
const PAGE_LAYERS = 8;

/** Keeps the current layer in sight when another becomes current. */
function useInSight(list: RefObject<HTMLElement | null>, id: string | undefined): void {
  useEffect(() => {
    if (id === undefined) return;
    list.current?.querySelector(`[id="${id}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [list, id]);
}

function ListSkeleton(): React.JSX.Element {
  return (
    <div aria-hidden="true" className={style['skeleton']}>
      {[210, 160, 240, 130, 190, 170].map((widthPx) => (
        <div key={widthPx} className={style['skeletonRow']}>
          <Skeleton widthPx={widthPx} />
          <Skeleton widthPx={widthPx * 0.6} heightPx={4} />
        </div>
      ))}
    </div>
  );
}
