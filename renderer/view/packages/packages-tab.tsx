import { useDeferredValue, useEffect, useMemo } from 'react';
import type { ImagePackages } from '../../../shared/contract/package.ts';
import type { Failure } from '../../../shared/ipc/failure.ts';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import { formatCount, formatPlural } from '../../../shared/value/count.ts';
import { useEngineStore } from '../../store/engine-store.ts';
import { openLayers, useLayerStore } from '../../store/layer-store.ts';
import { lastValueOf } from '../../store/loadable.ts';
import { openPackages, usePackageStore } from '../../store/package/package-store.ts';
import { usePackageViewStore } from '../../store/package/package-view-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import { Skeleton } from '../../widget/skeleton/skeleton.tsx';
import { ReadingPane } from '../layers/reading-pane.tsx';
import { GpuStrip } from './gpu-strip.tsx';
import { PackageGaps } from './package-gaps.tsx';
import { packageLines, visiblePackages } from './package-lines.ts';
import { PackagesTable } from './packages-table.tsx';
import { PackagesToolbar } from './packages-toolbar.tsx';
import style from './packages.module.css';

/** What each layer of an image brought: packages by their own metadata. */
export function PackagesTab({ image }: { readonly image: string }): React.JSX.Element {
  const connectedAtMs = useEngineStore(({ state }) =>
    state.kind === 'connected' ? state.connectedAtMs : undefined,
  );
  useEffect(() => {
    if (connectedAtMs !== undefined) openLayers(image);
  }, [image, connectedAtMs]);
  const layers = useLayerStore((store) => store.layers);
  const imageId = layers.kind === 'ready' ? layers.value.imageId : undefined;
  useEffect(() => {
    if (imageId !== undefined) void openPackages(imageId);
  }, [imageId]);
  const packages = usePackageStore((store) =>
    store.imageId === imageId && imageId !== undefined ? store.packages : undefined,
  );
  if (layers.kind === 'failed') {
    return <Failed failure={layers.failure} onAgain={() => openLayers(image)} />;
  }
  if (imageId === undefined) return <ReadingPane name={image} image={lastValueOf(layers)} />;
  const known = packages && lastValueOf(packages);
  if (known !== undefined) return <PackagesPane image={known} />;
  if (packages?.kind === 'failed') {
    return <Failed failure={packages.failure} onAgain={() => void openPackages(imageId)} />;
  }
  return <PackagesSkeleton />;
}

function PackagesPane({ image }: { readonly image: ImagePackages }): React.JSX.Element {
  const filter = useDeferredValue(usePackageViewStore((view) => view.filter));
  const type = usePackageViewStore((view) => view.type);
  const groupBy = usePackageViewStore((view) => view.groupBy);
  const hasRemoved = usePackageViewStore((view) => view.hasRemoved);
  const sorting = usePackageViewStore((view) => view.sorting);
  const visible = useMemo(
    () => visiblePackages(image, { filter, type, groupBy, hasRemoved, sorting }),
    [image, filter, type, groupBy, hasRemoved, sorting],
  );
  const lines = useMemo(() => packageLines(image, visible, groupBy), [image, visible, groupBy]);
  const presentCount = image.packages.filter(({ isPresent }) => isPresent).length;
  const sumBytes = visible.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
  const isAll = visible.length === presentCount;
  return (
    <section aria-label="Packages" className={style['pane']}>
      <PackagesToolbar image={image} visible={visible} />
      <div className={style['summary']}>
        <output aria-label="Count of packages">
          {isAll
            ? formatPlural(presentCount, 'package')
            : `${formatCount(visible.length)} of ${formatPlural(presentCount, 'package')}`}
          {sumBytes > 0 && `, ${formatByteSize(sumBytes)} by their own account`}
        </output>
        {image.system?.name !== undefined && (
          <span className={style['system']}>{image.system.name}</span>
        )}
        <GpuStrip facts={image.gpu} />
      </div>
      <PackageGaps gaps={image.gaps} />
      <div className={style['table']}>
        <PackagesTable image={image} lines={lines} />
      </div>
    </section>
  );
}

interface FailedProps {
  readonly failure: Failure;
  readonly onAgain: () => void;
}

function Failed({ failure, onAgain }: FailedProps): React.JSX.Element {
  return (
    <div className={style['alone']}>
      <FailureNote lead="The packages could not be read." failure={failure}>
        <Button onPress={onAgain}>Read again</Button>
      </FailureNote>
    </div>
  );
}

function PackagesSkeleton(): React.JSX.Element {
  return (
    <output aria-busy="true" aria-label="Reading the packages" className={style['skeleton']}>
      {[180, 130, 220, 160, 200, 150].map((widthPx) => (
        <Skeleton key={widthPx} widthPx={widthPx} />
      ))}
    </output>
  );
}
