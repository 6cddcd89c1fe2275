import { useRef } from 'react';
import Download from 'lucide-react/icons/download';
import FolderOpen from 'lucide-react/icons/folder-open';
import PackageSearch from 'lucide-react/icons/package-search';
import Trash2 from 'lucide-react/icons/trash-2';
import type { ImageList } from '../../../shared/contract/image.ts';
import { formatCount } from '../../../shared/value/count.ts';
import { useEngineStore, useIsEngineLive } from '../../store/engine-store.ts';
import { loadImages } from '../../store/image-archive.ts';
import { askPull } from '../../store/image-pull-store.ts';
import { askImageRemoval } from '../../store/image-removal-store.ts';
import {
  setByFamily,
  setImageFilter,
  setOnlyUnused,
  useImageViewStore,
} from '../../store/image-view-store.ts';
import { goTo } from '../../store/place-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { CheckToggle } from '../../widget/check-toggle/check-toggle.tsx';
import { ScreenHead } from '../../widget/screen-head/screen-head.tsx';
import { SearchField } from '../../widget/search-field/search-field.tsx';
import { useFindKey } from '../../widget/search-field/use-find-key.ts';
import { totalWords } from './image-words.ts';

interface ImagesHeadProps {
  /** Absent before the first list. */
  readonly list: ImageList | undefined;
  readonly shownCount: number | undefined;
  readonly allCount: number | undefined;
  readonly onLeaveFilter: () => void;
}

/** Title, count, filter and what can be done with all images. */
export function ImagesHead(props: ImagesHeadProps): React.JSX.Element {
  const { list, shownCount, allCount, onLeaveFilter } = props;
  const filter = useImageViewStore((view) => view.filter);
  const isOnlyUnused = useImageViewStore((view) => view.isOnlyUnused);
  const isByFamily = useImageViewStore((view) => view.isByFamily);
  const field = useRef<HTMLInputElement>(null);
  useFindKey(field);
  const isAbsent = useEngineStore(
    ({ state }) => state.kind !== 'connected' && state.kind !== 'connecting',
  );
  return (
    <ScreenHead
      title="Images"
      beside={
        <output aria-label="Count">
          {list === undefined
            ? ''
            : shownCount === allCount
              ? totalWords(list)
              : `${formatCount(shownCount ?? 0)} of ${formatCount(allCount ?? 0)}`}
        </output>
      }
    >
      {(list !== undefined || !isAbsent) && (
        <>
          <CheckToggle isOn={isByFamily} onChange={setByFamily}>
            By base
          </CheckToggle>
          <CheckToggle isOn={isOnlyUnused} onChange={setOnlyUnused}>
            Only unused
          </CheckToggle>
          <SearchField
            ref={field}
            label="Filter images"
            hint="Filter by name, digest or ID"
            value={filter}
            onChange={setImageFilter}
            onKeyDown={(event) => {
              const isWayOut = event.key === 'Escape' && filter === '';
              if (event.key !== 'Enter' && event.key !== 'ArrowDown' && !isWayOut) return;
              event.preventDefault();
              onLeaveFilter();
            }}
          />
          <PackagesButton />
          <PruneButton />
          <LoadButton />
          <PullButton />
        </>
      )}
    </ScreenHead>
  );
}

function PackagesButton(): React.JSX.Element {
  return (
    <Button
      icon={<PackageSearch size={14} aria-hidden="true" />}
      tip="Find a package in all images"
      onPress={() => goTo({ screen: 'packages' })}
    >
      Packages
    </Button>
  );
}

function PruneButton(): React.JSX.Element {
  const isLive = useIsEngineLive();
  return (
    <Button
      icon={<Trash2 size={14} aria-hidden="true" />}
      refusal={isLive ? undefined : 'The engine is not connected'}
      tip="Remove what nothing needs; first it says what that is"
      onPress={() => void askImageRemoval({ kind: 'dangling' })}
    >
      Prune
    </Button>
  );
}

function LoadButton(): React.JSX.Element {
  const isLive = useIsEngineLive();
  return (
    <Button
      icon={<FolderOpen size={14} aria-hidden="true" />}
      refusal={isLive ? undefined : 'The engine is not connected'}
      tip="Load images from an archive"
      onPress={() => void loadImages()}
    >
      Load
    </Button>
  );
}

function PullButton(): React.JSX.Element {
  const isLive = useIsEngineLive();
  return (
    <Button
      look="primary"
      icon={<Download size={14} aria-hidden="true" />}
      refusal={isLive ? undefined : 'The engine is not connected'}
      onPress={() => askPull()}
    >
      Pull
    </Button>
  );
}
