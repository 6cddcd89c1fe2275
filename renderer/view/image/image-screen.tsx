import { Tabs } from '@base-ui/react/tabs';
import ArrowLeft from 'lucide-react/icons/arrow-left';
import GitCompare from 'lucide-react/icons/git-compare-arrows';
import Save from 'lucide-react/icons/save';
import Tag from 'lucide-react/icons/tag';
import Trash2 from 'lucide-react/icons/trash-2';
import Unlink from 'lucide-react/icons/unlink';
import { useEffect } from 'react';
import type { Image, ImageDetail } from '../../../shared/contract/image.ts';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import { formatPlural } from '../../../shared/value/count.ts';
import { imageNames } from '../../../shared/value/image-names.ts';
import { askComparison } from '../../store/comparison-choice-store.ts';
import { useEngineStore, useIsEngineLive } from '../../store/engine-store.ts';
import {
  closeImageDetail,
  openImageDetail,
  useImageDetailStore,
} from '../../store/image-detail-store.ts';
import { saveImages } from '../../store/image-archive.ts';
import { askTag } from '../../store/image-tag-store.ts';
import { askImageRemoval } from '../../store/image-removal-store.ts';
import { holdImages, useImageStore } from '../../store/image-store.ts';
import { lastValueOf } from '../../store/loadable.ts';
import { goTo, IMAGE_TABS, replacePlace, type ImageTab } from '../../store/place-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { IconButton } from '../../widget/button/icon-button.tsx';
import { EmptyState } from '../../widget/empty-state/empty-state.tsx';
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import { ScreenHead } from '../../widget/screen-head/screen-head.tsx';
import { Skeleton } from '../../widget/skeleton/skeleton.tsx';
import { EngineGate } from '../engine/engine-gate.tsx';
import { useWayBack } from '../frame/use-way-back.ts';
import { referenceWords } from '../images/image-words.ts';
import { LayersTab } from '../layers/layers-tab.tsx';
import { PackagesTab } from '../packages/packages-tab.tsx';
import { HistoryTab } from './history-tab.tsx';
import style from './image-screen.module.css';
import { InspectTab } from './inspect-tab.tsx';
import { UsersTab } from './users-tab.tsx';

const TAB_WORDS: Readonly<Record<ImageTab, string>> = {
  layers: 'Layers',
  history: 'History',
  packages: 'Packages',
  users: 'Used by',
  inspect: 'Inspect',
};

interface ImageScreenProps {
  /** Without its algorithm. */
  readonly id: string;
  readonly tab: ImageTab;
}

/** One image's page. */
export function ImageScreen({ id: digits, tab }: ImageScreenProps): React.JSX.Element {
  const id = `sha256:${digits}`;
  const connectedAtMs = useEngineStore(({ state }) =>
    state.kind === 'connected' ? state.connectedAtMs : undefined,
  );
  useEffect(holdImages, []);
  const list = useImageStore((store) => store.list);
  const images = lastValueOf(list)?.images;
  // Which images there are decides the family and the names; what else is shown never changes.
  const stock = images?.map((image) => [image.id, ...image.tags].join(' ')).join('\n');
  useEffect(() => {
    if (connectedAtMs !== undefined) void openImageDetail(id);
  }, [id, connectedAtMs, stock]);
  useEffect(() => closeImageDetail, []);
  useWayBack('images');
  const detail = useImageDetailStore((store) => store.detail);
  const known = lastValueOf(detail);
  const row = images?.find((image) => image.id === id);
  const isGone = list.kind === 'ready' && row === undefined;
  return (
    <div className={style['screen']}>
      <ImageHead id={id} row={row} isGone={isGone} />
      <EngineGate hasLastValue={known !== undefined}>
        {isGone && known === undefined ? <Gone /> : <ImageTabs id={digits} tab={tab} row={row} />}
      </EngineGate>
    </div>
  );
}

interface ImageHeadProps {
  readonly id: string;
  readonly row: Image | undefined;
  readonly isGone: boolean;
}

function ImageHead({ id, row, isGone }: ImageHeadProps): React.JSX.Element {
  const detail = useImageDetailStore((store) => store.detail);
  const known = lastValueOf(detail);
  const tags = row?.tags ?? known?.tags ?? [];
  return (
    <ScreenHead
      title={referenceWords(tags[0] ?? id)}
      before={
        <IconButton
          label="Back to Images"
          icon={<ArrowLeft size={16} aria-hidden="true" />}
          onPress={() => goTo({ screen: 'images' })}
        />
      }
      beside={isGone ? 'Removed' : known && headWords(known, tags)}
    >
      {row !== undefined && <ImageActions image={row} />}
    </ScreenHead>
  );
}

function headWords(detail: ImageDetail, tags: readonly string[]): string {
  const others = tags.length > 1 ? [`also ${tags.slice(1).join(', ')}`] : [];
  const size = formatByteSize(detail.sizeBytes);
  return [detail.platform, size, formatPlural(detail.layerCount, 'layer'), ...others].join(' · ');
}

interface ImageTabsProps extends ImageScreenProps {
  readonly row: Image | undefined;
}

function ImageTabs({ id, tab, row }: ImageTabsProps): React.JSX.Element {
  return (
    <Tabs.Root
      value={tab}
      className={style['tabs']}
      onValueChange={(value) => {
        const chosen = IMAGE_TABS.find((name) => name === value);
        if (chosen !== undefined) replacePlace({ screen: 'image', id, tab: chosen });
      }}
    >
      <Tabs.List activateOnFocus className={style['tabList']} aria-label="Image">
        {IMAGE_TABS.map((name) => (
          <Tabs.Tab key={name} value={name} className={style['tab']}>
            {TAB_WORDS[name]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {IMAGE_TABS.map((name) => (
        <Tabs.Panel key={name} value={name} tabIndex={-1} className={style['panel']}>
          <TabContent id={`sha256:${id}`} tab={name} row={row} />
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  );
}

interface TabContentProps {
  readonly id: string;
  readonly tab: ImageTab;
  readonly row: Image | undefined;
}

function TabContent({ id, tab, row }: TabContentProps): React.JSX.Element {
  if (tab === 'layers') return <LayersTab image={id} />;
  if (tab === 'packages') return <PackagesTab image={id} />;
  return <DetailContent id={id} tab={tab} row={row} />;
}

interface DetailContentProps extends TabContentProps {
  readonly tab: Exclude<ImageTab, 'layers' | 'packages'>;
}

function DetailContent({ id, tab, row }: DetailContentProps): React.JSX.Element {
  const detail = useImageDetailStore((store) => store.detail);
  const known = lastValueOf(detail);
  if (known === undefined) {
    return detail.kind === 'failed' ? (
      <div className={style['note']}>
        <FailureNote lead="This image could not be read." failure={detail.failure}>
          <Button onPress={() => void openImageDetail(id)}>Read again</Button>
        </FailureNote>
      </div>
    ) : (
      <output aria-label="Reading this image" className={style['skeleton']}>
        {[180, 240, 210, 300, 190, 260].map((widthPx) => (
          <Skeleton key={widthPx} widthPx={widthPx} />
        ))}
      </output>
    );
  }
  switch (tab) {
    case 'history':
      return <HistoryTab detail={known} />;
    case 'users':
      return <UsersTab detail={known} users={row?.users} />;
    case 'inspect':
      return <InspectTab detail={known} />;
  }
}

/** What can be done with the image whose page this is. */
function ImageActions({ image }: { readonly image: Image }): React.JSX.Element {
  const refusal = useIsEngineLive() ? undefined : 'The engine is not connected';
  const [name] = imageNames(image);
  return (
    <>
      <Button
        icon={<GitCompare size={14} aria-hidden="true" />}
        refusal={refusal}
        onPress={() => askComparison({ kind: 'image', id: image.id.replace(/^sha256:/, '') })}
      >
        Compare
      </Button>
      <Button
        icon={<Tag size={14} aria-hidden="true" />}
        refusal={refusal}
        onPress={() => name && askTag(name)}
      >
        Tag
      </Button>
      <Button
        icon={<Save size={14} aria-hidden="true" />}
        refusal={refusal}
        onPress={() => void saveImages(imageNames(image).map(({ reference }) => reference))}
      >
        Save
      </Button>
      <RemoveButton image={image} refusal={refusal} />
    </>
  );
}

interface RemoveButtonProps {
  readonly image: Image;
  readonly refusal: string | undefined;
}

function RemoveButton({ image, refusal }: RemoveButtonProps): React.JSX.Element {
  return (
    <Button
      icon={<Trash2 size={14} aria-hidden="true" />}
      refusal={refusal}
      onPress={() => void askImageRemoval({ kind: 'names', names: [...imageNames(image)] })}
    >
      Remove
    </Button>
  );
}

function Gone(): React.JSX.Element {
  return (
    <EmptyState
      icon={<Unlink size={22} />}
      title="This image is gone"
      actions={
        <Button look="primary" onPress={() => goTo({ screen: 'images' })}>
          Back to Images
        </Button>
      }
    >
      The engine has no image with this ID any more.
    </EmptyState>
  );
}
