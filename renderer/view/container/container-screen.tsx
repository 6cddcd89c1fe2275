import { Tabs } from '@base-ui/react/tabs';
import ArrowLeft from 'lucide-react/icons/arrow-left';
import Unlink from 'lucide-react/icons/unlink';
import { useEffect } from 'react';
import type { Container } from '../../../shared/contract/container.ts';
import { shortId } from '../../../shared/value/short-id.ts';
import {
  closeContainerDetail,
  openContainerDetail,
  useContainerDetailStore,
} from '../../store/container-detail-store.ts';
import { useContainerStore } from '../../store/container-store.ts';
import { useEngineStore } from '../../store/engine-store.ts';
import { lastValueOf } from '../../store/loadable.ts';
import { CONTAINER_TABS, goTo, replacePlace, type ContainerTab } from '../../store/place-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { IconButton } from '../../widget/button/icon-button.tsx';
import { EmptyState } from '../../widget/empty-state/empty-state.tsx';
import { ScreenHead } from '../../widget/screen-head/screen-head.tsx';
import { StateMark } from '../../widget/state-mark/state-mark.tsx';
import { stateWords } from '../containers/container-words.ts';
import { EngineGate } from '../engine/engine-gate.tsx';
import { useWayBack } from '../frame/use-way-back.ts';
import { ContainerActions } from './container-actions.tsx';
import style from './container-screen.module.css';
import { InspectTab } from './inspect-tab.tsx';
import { LogsTab } from './logs-tab.tsx';
import { OverviewTab } from './overview-tab.tsx';

const TAB_WORDS: Readonly<Record<ContainerTab, string>> = {
  overview: 'Overview',
  logs: 'Logs',
  inspect: 'Inspect',
};

interface ContainerScreenProps {
  readonly id: string;
  readonly tab: ContainerTab;
}

/** One container's page. */
export function ContainerScreen({ id, tab }: ContainerScreenProps): React.JSX.Element {
  const connectedAtMs = useEngineStore(({ state }) =>
    state.kind === 'connected' ? state.connectedAtMs : undefined,
  );
  useEffect(() => {
    if (connectedAtMs !== undefined) void openContainerDetail(id);
  }, [id, connectedAtMs]);
  useEffect(() => closeContainerDetail, []);
  useWayBack('containers');
  const detail = useContainerDetailStore((store) => store.detail);
  const list = useContainerStore((store) => store.list);
  const listed = lastValueOf(list)?.find((row) => row.id === id);
  const known = lastValueOf(detail);
  const row = listed ?? known?.container;
  const isGone = list.kind === 'ready' && listed === undefined;
  return (
    <div className={style['screen']}>
      <ScreenHead
        title={row?.name ?? shortId(id)}
        before={
          <IconButton
            label="Back to Containers"
            icon={<ArrowLeft size={16} aria-hidden="true" />}
            onPress={() => goTo({ screen: 'containers' })}
          />
        }
        beside={row !== undefined && <HeadState row={row} isGone={isGone} />}
      >
        {row !== undefined && !isGone && <ContainerActions row={row} />}
      </ScreenHead>
      <EngineGate hasLastValue={row !== undefined}>
        {row === undefined && isGone ? <Gone /> : <ContainerTabs id={id} tab={tab} row={row} />}
      </EngineGate>
    </div>
  );
}

interface HeadStateProps {
  readonly row: Container;
  readonly isGone: boolean;
}

function HeadState({ row, isGone }: HeadStateProps): React.JSX.Element {
  const pending = useContainerStore((store) => store.pending.get(row.id));
  if (isGone) return <StateMark tone="idle">Removed</StateMark>;
  const { tone, word, isMoving } = stateWords(row.state, pending);
  return (
    <StateMark tone={tone} isMoving={isMoving}>
      {word}
    </StateMark>
  );
}

interface ContainerTabsProps extends ContainerScreenProps {
  readonly row: Container | undefined;
}

function ContainerTabs({ id, tab, row }: ContainerTabsProps): React.JSX.Element {
  const detail = useContainerDetailStore((store) => store.detail);
  return (
    <Tabs.Root
      value={tab}
      className={style['tabs']}
      onValueChange={(value) => {
        const chosen = CONTAINER_TABS.find((name) => name === value);
        if (chosen !== undefined) replacePlace({ screen: 'container', id, tab: chosen });
      }}
    >
      <Tabs.List activateOnFocus className={style['tabList']} aria-label="Container">
        {CONTAINER_TABS.map((name) => (
          <Tabs.Tab key={name} value={name} className={style['tab']}>
            {TAB_WORDS[name]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="overview" tabIndex={-1} className={style['panel']}>
        <OverviewTab id={id} detail={detail} row={row} />
      </Tabs.Panel>
      <Tabs.Panel value="logs" tabIndex={-1} className={style['panel']}>
        <LogsTab key={id} id={id} state={row?.state} />
      </Tabs.Panel>
      <Tabs.Panel value="inspect" tabIndex={-1} className={style['panel']}>
        <InspectTab id={id} detail={detail} />
      </Tabs.Panel>
    </Tabs.Root>
  );
}

function Gone(): React.JSX.Element {
  return (
    <EmptyState
      icon={<Unlink size={22} />}
      title="This container is gone"
      actions={
        <Button look="primary" onPress={() => goTo({ screen: 'containers' })}>
          Back to Containers
        </Button>
      }
    >
      The engine has no container with this ID any more.
    </EmptyState>
  );
}
