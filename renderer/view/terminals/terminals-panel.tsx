import { Tabs } from '@base-ui/react/tabs';
import { useState } from 'react';
import type { Session } from '../../../shared/contract/terminal.ts';
import { isElsewhere } from '../../store/own-terminal.ts';
import { tabOf, type TerminalTab } from '../../store/terminal-layout.ts';
import {
  chooseTerminal,
  DEFAULT_HEIGHT_PX,
  MIN_HEIGHT_PX,
  resizeTerminals,
  SCREEN_ABOVE_PX,
  tabsOf,
  useTerminalPanelStore,
} from '../../store/terminal-panel-store.ts';
import { useTerminalStore } from '../../store/terminal-store.ts';
import { Divider } from '../../widget/divider/divider.tsx';
import type { TerminalScreen } from '../../widget/terminal-pane/terminal-screen.ts';
import { InOwnWindow } from './in-own-window.tsx';
import { NoTerminals } from './no-terminals.tsx';
import { TerminalDialog } from './terminal-dialog.tsx';
import { TerminalPanes } from './terminal-panes.tsx';
import { TerminalTabs } from './terminal-tabs.tsx';
import { TerminalTools } from './terminal-tools.tsx';
import { TerminalView } from './terminal-view.tsx';
import type { MenuDialog } from './tools-menu.tsx';
import style from './terminals-panel.module.css';
import { useScreens } from './use-screens.ts';
import { useTerminalLook } from './use-terminal-look.ts';
import { useOfferedCommands } from './use-offered-commands.ts';
import { useTerminalCommands } from './use-terminal-commands.ts';

/** One press of an arrow key on the panel's edge: about a line. */
const STEP_PX = 20;

/** Terminals in containers. They go on when the panel is hidden, and whatever screen is above it. */
export function TerminalsPanel(): React.JSX.Element {
  const { heightPx, activeId } = useTerminalPanelStore();
  const { sessions, all, tabs, tab, active } = usePanelTabs();
  const { screens, onScreen } = useScreens();
  const [findingId, setFindingId] = useState<string>();
  const [dialog, setDialog] = useState<MenuDialog>();
  useTerminalLook();
  const screen = screens.get(activeId ?? '');
  const { run, onKeyDown } = useTerminalCommands({
    sessions: all,
    active,
    screen,
    isSplit: tab?.panes.kind === 'split',
    onFind: () => setFindingId(activeId),
  });
  useOfferedCommands({ active, run, onDialog: setDialog });
  return (
    // Keys come here from the tabs, the tools and the terminal itself.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      aria-label="Terminals"
      className={style['panel']}
      style={{ height: heightPx }}
      onKeyDown={onKeyDown}
    >
      <PanelEdge heightPx={heightPx} />
      <Tabs.Root
        value={tab?.id ?? null}
        className={style['tabs']}
        onValueChange={(id) => chooseTab(tabs, String(id))}
      >
        <div className={style['head']}>
          <TerminalTabs
            tabs={tabs}
            sessions={all}
            activeTabId={tab?.id}
            onRename={({ id }) => {
              chooseTerminal(id, false);
              setDialog('rename');
            }}
          />
          <TerminalTools active={active} screen={screen} onCommand={run} onDialog={setDialog} />
        </div>
        {tab !== undefined && active !== undefined && (
          <TabContent
            tab={tab}
            sessions={all}
            activeId={active.id}
            onScreen={onScreen}
            findingId={findingId}
            onFindEnd={() => setFindingId(undefined)}
          />
        )}
      </Tabs.Root>
      {sessions?.length === 0 && <NoTerminals />}
      <TerminalDialog dialog={dialog} active={active} onClose={() => setDialog(undefined)} />
    </section>
  );
}

/** The edge between the screen above and the panel. */
function PanelEdge({ heightPx }: { readonly heightPx: number }): React.JSX.Element {
  return (
    <Divider
      label="Height of the terminals"
      axis="column"
      value={heightPx}
      unit="px"
      min={MIN_HEIGHT_PX}
      max={Math.max(MIN_HEIGHT_PX, window.innerHeight - SCREEN_ABOVE_PX)}
      usual={DEFAULT_HEIGHT_PX}
      step={STEP_PX}
      isOfSecond
      onMove={resizeTerminals}
    />
  );
}

/** What there is to be shown; `sessions` is undefined until the main process told. */
function usePanelTabs() {
  const sessions = useTerminalStore((store) => store.sessions);
  const { tabs: kept, activeId } = useTerminalPanelStore();
  const all = sessions ?? [];
  const tabs = tabsOf(all, kept);
  const active = all.find(({ id }) => id === activeId);
  return { sessions, all, tabs, tab: tabOf(tabs, activeId), active };
}

function chooseTab(tabs: readonly TerminalTab[], tabId: string): void {
  const chosen = tabs.find(({ id }) => id === tabId);
  if (chosen !== undefined) chooseTerminal(chosen.activeId, false);
}

interface TabContentProps {
  readonly tab: TerminalTab;
  readonly sessions: readonly Session[];
  readonly activeId: string;
  readonly onScreen: (sessionId: string, screen: TerminalScreen | undefined) => void;
  readonly findingId: string | undefined;
  readonly onFindEnd: () => void;
}

function TabContent({
  tab,
  sessions,
  activeId,
  onScreen,
  findingId,
  onFindEnd,
}: TabContentProps): React.JSX.Element {
  return (
    <Tabs.Panel key={tab.id} value={tab.id} tabIndex={-1} className={style['content']}>
      <TerminalPanes
        tab={tab}
        sessions={sessions}
        activeId={activeId}
        view={(session) =>
          isElsewhere(session) ? (
            <InOwnWindow key={session.id} session={session} />
          ) : (
            <TerminalView
              key={session.id}
              session={session}
              isSplit={tab.panes.kind === 'split'}
              onScreen={onScreen}
              isFinding={findingId === session.id}
              onFindEnd={onFindEnd}
            />
          )
        }
      />
    </Tabs.Panel>
  );
}
