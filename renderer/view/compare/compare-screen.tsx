import { Tabs } from '@base-ui/react/tabs';
import ArrowLeft from 'lucide-react/icons/arrow-left';
import ArrowLeftRight from 'lucide-react/icons/arrow-left-right';
import ArrowRight from 'lucide-react/icons/arrow-right';
import { useEffect, useState } from 'react';
import type { ComparedFacts, Comparison } from '../../../shared/contract/comparison.ts';
import { formatPlural } from '../../../shared/value/count.ts';
import {
  closeComparison,
  openComparison,
  useComparisonStore,
} from '../../store/comparison-store.ts';
import { useEngineStore } from '../../store/engine-store.ts';
import { lastValueOf } from '../../store/loadable.ts';
import {
  goTo,
  hrefOf,
  replacePlace,
  type ComparedPlace,
  type Place,
} from '../../store/place-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { IconButton } from '../../widget/button/icon-button.tsx';
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import { ScreenHead } from '../../widget/screen-head/screen-head.tsx';
import { Skeleton } from '../../widget/skeleton/skeleton.tsx';
import { EngineGate } from '../engine/engine-gate.tsx';
import { useWayBack } from '../frame/use-way-back.ts';
import { ChangesTab } from './changes-tab.tsx';
import style from './compare-screen.module.css';
import { deltaWords, factWords } from './compare-words.ts';
import { ComparedFilesTab } from './compared-files-tab.tsx';
import { ComparedLayersTab } from './compared-layers-tab.tsx';
import { SettingsTab } from './settings-tab.tsx';

interface CompareScreenProps {
  readonly before: ComparedPlace;
  readonly after: ComparedPlace;
}

/** Two images or containers beside each other. */
export function CompareScreen({ before, after }: CompareScreenProps): React.JSX.Element {
  const connectedAtMs = useEngineStore(({ state }) =>
    state.kind === 'connected' ? state.connectedAtMs : undefined,
  );
  const key = JSON.stringify([before, after]);
  useEffect(() => {
    if (connectedAtMs !== undefined) void openComparison(before, after);
    // The key says what the two are; their objects are new with every address.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key, connectedAtMs]);
  useEffect(() => closeComparison, []);
  useWayBack('images');
  const comparison = useComparisonStore((store) => store.comparison);
  const known = lastValueOf(comparison);
  return (
    <div className={style['screen']}>
      <ScreenHead
        title="Compare"
        before={
          <IconButton
            label="Back to Images"
            icon={<ArrowLeft size={16} aria-hidden="true" />}
            onPress={() => goTo({ screen: 'images' })}
          />
        }
      >
        <Button
          icon={<ArrowLeftRight size={14} aria-hidden="true" />}
          onPress={() => replacePlace({ screen: 'compare', before: after, after: before })}
        >
          Swap
        </Button>
      </ScreenHead>
      <EngineGate hasLastValue={known !== undefined}>
        {known !== undefined ? (
          <Compared key={key} comparison={known} before={before} after={after} />
        ) : comparison.kind === 'failed' ? (
          <div className={style['note']}>
            <FailureNote lead="These two could not be compared." failure={comparison.failure}>
              <Button onPress={() => void openComparison(before, after)}>Try again</Button>
            </FailureNote>
          </div>
        ) : (
          <output aria-label="Reading both" className={style['skeleton']}>
            {[260, 320, 220, 300].map((widthPx) => (
              <Skeleton key={widthPx} widthPx={widthPx} />
            ))}
          </output>
        )}
      </EngineGate>
    </div>
  );
}

interface ComparedProps extends CompareScreenProps {
  readonly comparison: Comparison;
}

/** What is compared, each on a tab. Packages join here as one more. */
function Compared({ comparison, before, after }: ComparedProps): React.JSX.Element {
  const { settings, env, labels, beforeChanges, afterChanges } = comparison;
  const isSameImage = comparison.before.imageId === comparison.after.imageId;
  const containers = [
    { id: 'before', facts: comparison.before, changes: beforeChanges },
    { id: 'after', facts: comparison.after, changes: afterChanges },
  ].flatMap(({ id, facts, changes }) => (changes === null ? [] : [{ id, facts, changes }]));
  const differentCount = [...settings, ...env, ...labels].filter(
    (row) => row.before !== row.after,
  ).length;
  const [tab, setTab] = useState(isSameImage ? (containers.at(-1)?.id ?? 'settings') : 'files');
  return (
    <div className={style['compared']}>
      <header className={style['pair']}>
        <Subject facts={comparison.before} place={before} />
        <div className={style['between']}>
          <ArrowRight size={16} aria-hidden="true" />
          <b>{deltaWords(comparison.before.sizeBytes, comparison.after.sizeBytes)}</b>
          <span>{sharedWords(comparison)}</span>
        </div>
        <Subject facts={comparison.after} place={after} />
      </header>
      <Tabs.Root
        value={tab}
        className={style['tabs']}
        onValueChange={(value) => setTab(String(value))}
      >
        <Tabs.List activateOnFocus className={style['tabList']} aria-label="Comparison">
          {!isSameImage && <Tab value="files">Files</Tab>}
          {containers.map(({ id, facts, changes }) => (
            <Tab key={id} value={id}>
              Changed in {facts.name} <Count of={changes.totalCount} />
            </Tab>
          ))}
          <Tab value="settings">
            Settings <Count of={differentCount} />
          </Tab>
          <Tab value="layers">Layers</Tab>
        </Tabs.List>
        <Panel value="files">
          <ComparedFilesTab />
        </Panel>
        {containers.map(({ id, changes }) => (
          <Panel key={id} value={id}>
            <ChangesTab changes={changes} />
          </Panel>
        ))}
        <Panel value="settings">
          <SettingsTab comparison={comparison} />
        </Panel>
        <Panel value="layers">
          <ComparedLayersTab comparison={comparison} />
        </Panel>
      </Tabs.Root>
    </div>
  );
}

interface PartProps {
  readonly value: string;
  readonly children: React.ReactNode;
}

function Tab({ value, children }: PartProps): React.JSX.Element {
  return (
    <Tabs.Tab value={value} className={style['tab']}>
      {children}
    </Tabs.Tab>
  );
}

function Panel({ value, children }: PartProps): React.JSX.Element {
  return (
    <Tabs.Panel value={value} tabIndex={-1} className={style['panel']}>
      {children}
    </Tabs.Panel>
  );
}

function Count({ of }: { readonly of: number }): React.JSX.Element {
  return <span className={style['count']}>{of}</span>;
}

interface SubjectProps {
  readonly facts: ComparedFacts;
  readonly place: ComparedPlace;
}

function Subject({ facts, place }: SubjectProps): React.JSX.Element {
  const to: Place =
    place.kind === 'image'
      ? { screen: 'image', id: place.id, tab: 'layers' }
      : { screen: 'container', id: place.id, tab: 'overview' };
  return (
    <div className={style['subject']}>
      <a
        href={hrefOf(to)}
        onClick={(event) => {
          event.preventDefault();
          goTo(to);
        }}
      >
        {facts.name}
      </a>
      <span>{factWords(facts)}</span>
    </div>
  );
}

function sharedWords({ layers, before, after }: Comparison): string {
  if (before.imageId === after.imageId) return 'the same image';
  const sharedCount = layers.filter(({ isShared }) => isShared).length;
  return sharedCount === 0 ? 'no layer shared' : `${formatPlural(sharedCount, 'layer')} shared`;
}
