import GitCompare from 'lucide-react/icons/git-compare-arrows';
import {
  lazy,
  Suspense,
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { ImageList } from '../../../shared/contract/image.ts';
import { useIsEngineLive } from '../../store/engine-store.ts';
import { saveImages } from '../../store/image-archive.ts';
import { askImageRemoval } from '../../store/image-removal-store.ts';
import { holdImages, refreshImages, useImageStore } from '../../store/image-store.ts';
import { markOnly, useImageViewStore } from '../../store/image-view-store.ts';
import { lastValueOf } from '../../store/loadable.ts';
import { comparedImages, goTo } from '../../store/place-store.ts';
import { formatPlural } from '../../../shared/value/count.ts';
import { Button } from '../../widget/button/button.tsx';
import type { MenuPlace } from '../../widget/data-grid/grid-behaviour.ts';
import { Skeleton } from '../../widget/skeleton/skeleton.tsx';
import { EngineGate } from '../engine/engine-gate.tsx';
import { ListFailure } from '../engine/list-failure.tsx';
import { nameLines, visibleLines, type ImageLine, type NameLine } from './image-lines.ts';
import { ImagesHead } from './images-head.tsx';
import style from './images-screen.module.css';
import { ImagesTable } from './images-table.tsx';

const ImageMenu = lazy(async () => ({ default: (await import('./image-menu.tsx')).ImageMenu }));

interface OpenMenu {
  readonly key: string;
  readonly at: MenuPlace;
}

/** Every image of the engine, live. */
export function ImagesScreen(): React.JSX.Element {
  useEffect(holdImages, []);
  const list = useImageStore((store) => store.list);
  const known = lastValueOf(list);
  const visible = useVisibleLines(known);
  const all = useMemo(() => known && nameLines(known.images), [known]);
  const grid = useRef<HTMLDivElement>(null);
  const [menu, setMenu] = useState<OpenMenu>();
  const openMenu = useCallback((key: string, at: MenuPlace) => setMenu({ key, at }), []);
  const menuLine = menu === undefined ? undefined : all?.find(({ key }) => key === menu.key);
  return (
    <div className={style['screen']}>
      <ImagesHead
        list={known}
        shownCount={visible?.filter(({ kind }) => kind === 'name').length}
        allCount={all?.length}
        onLeaveFilter={() => grid.current?.focus()}
      />
      <EngineGate hasLastValue={known !== undefined}>
        <div className={style['content']}>
          <ListFailure
            list={list}
            lead="The list of images could not be read."
            onReadAgain={refreshImages}
          />
          <MarkedBar lines={all ?? []} />
          <div className={style['table']}>
            {visible === undefined ? (
              list.kind !== 'failed' && <TableSkeleton />
            ) : (
              <ImagesTable
                gridRef={grid}
                lines={visible}
                hasAny={all !== undefined && all.length > 0}
                menuKey={menu?.key}
                onMenu={openMenu}
              />
            )}
          </div>
        </div>
      </EngineGate>
      {menu !== undefined && menuLine !== undefined && (
        <Suspense fallback={null}>
          <ImageMenu
            line={menuLine}
            at={menu.at}
            onClose={() => setMenu(undefined)}
            returnFocusTo={() => grid.current}
          />
        </Suspense>
      )}
    </div>
  );
}

/** The lines that the table shows now; typing in the filter never waits for them. */
function useVisibleLines(list: ImageList | undefined): readonly ImageLine[] | undefined {
  const filter = useDeferredValue(useImageViewStore((view) => view.filter));
  const isOnlyUnused = useImageViewStore((view) => view.isOnlyUnused);
  const isByFamily = useImageViewStore((view) => view.isByFamily);
  const sorting = useImageViewStore((view) => view.sorting);
  return useMemo(
    () => list && visibleLines(list, { filter, isOnlyUnused, isByFamily, sorting }),
    [list, filter, isOnlyUnused, isByFamily, sorting],
  );
}

/** What can be done with the marked ones; marks of what is gone count for nothing. */
function MarkedBar({ lines }: { readonly lines: readonly NameLine[] }): React.JSX.Element | null {
  const marked = useImageViewStore((view) => view.marked);
  const isLive = useIsEngineLive();
  const names = lines
    .filter(({ key }) => marked.has(key))
    .map(({ image, reference }) => ({ imageId: image.id, reference }));
  if (names.length === 0) return null;
  return (
    <section aria-label="Marked images" className={style['marked']}>
      <output>{formatPlural(names.length, 'image')} marked</output>
      <Button look="quiet" onPress={() => markOnly([])}>
        Clear marks
      </Button>
      <CompareButton imageIds={names.map(({ imageId }) => imageId)} isLive={isLive} />
      <Button
        refusal={isLive ? undefined : 'The engine is not connected'}
        onPress={() => void saveImages(names.map(({ reference }) => reference))}
      >
        Save marked
      </Button>
      <Button
        look="danger"
        refusal={isLive ? undefined : 'The engine is not connected'}
        onPress={() => void askImageRemoval({ kind: 'names', names })}
      >
        Remove marked
      </Button>
    </section>
  );
}

interface CompareButtonProps {
  readonly imageIds: readonly string[];
  readonly isLive: boolean;
}

/** Compares the two that are marked; the one that was made first stands first. */
function CompareButton({ imageIds, isLive }: CompareButtonProps): React.JSX.Element {
  const images = useImageStore(({ list }) => lastValueOf(list)?.images) ?? [];
  const marked = images
    .filter(({ id }) => imageIds.includes(id))
    .toSorted((a, b) => (a.createdAtMs ?? 0) - (b.createdAtMs ?? 0));
  const [before, after] = marked;
  const refusal = isLive ? 'Mark two images to compare them' : 'The engine is not connected';
  return (
    <Button
      icon={<GitCompare size={14} aria-hidden="true" />}
      refusal={isLive && marked.length === 2 ? undefined : refusal}
      onPress={() => before && after && goTo(comparedImages(before.id, after.id))}
    >
      Compare
    </Button>
  );
}

/** Widths that look like names and tags, in CSS pixels. */
const WIDTHS_PX = [190, 150, 210, 170, 140, 200, 160, 180] as const;

/** The table before its first list: same head, same rows, nothing in them. */
function TableSkeleton(): React.JSX.Element {
  return (
    <output aria-busy="true" className={style['skeleton']} aria-label="Reading the list of images">
      <div className={style['skeletonHead']} />
      {WIDTHS_PX.map((namePx) => (
        <div key={namePx} className={style['skeletonRow']}>
          <Skeleton widthPx={14} />
          <Skeleton widthPx={namePx} />
          <Skeleton widthPx={60} />
          <Skeleton widthPx={56} />
          <Skeleton widthPx={56} />
          <Skeleton widthPx={80} />
        </div>
      ))}
    </output>
  );
}
