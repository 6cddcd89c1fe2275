import SquareTerminal from 'lucide-react/icons/square-terminal';
import { Tabs } from '@base-ui/react/tabs';
import { useState } from 'react';
import type { Session } from '../../../shared/contract/terminal.ts';
import { goTo } from '../../store/place-store.ts';
import {
  chooseTerminal,
  orderSessions,
  useTerminalPanelStore,
} from '../../store/terminal-panel-store.ts';
import { useTerminalStore } from '../../store/terminal-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { EmptyState } from '../../widget/empty-state/empty-state.tsx';
import type { TerminalScreen } from '../../widget/terminal-pane/terminal-screen.ts';
import { PanelDivider } from './panel-divider.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import { TerminalTabs } from './terminal-tabs.tsx';
import { TerminalTools } from './terminal-tools.tsx';
import { TerminalView } from './terminal-view.tsx';
import style from './terminals-panel.module.css';
import { useOfferedCommands } from './use-offered-commands.ts';
import { useTerminalCommands } from './use-terminal-commands.ts';

/** Terminals in containers. They go on when the panel is hidden, and whatever screen is above it. */
export function TerminalsPanel(): React.JSX.Element {
  const sessions = useTerminalStore((store) => store.sessions);
  const { heightPx, order, activeId } = useTerminalPanelStore();
  const [screen, setScreen] = useState<TerminalScreen>();
  const [findingId, setFindingId] = useState<string>();
  const [renaming, setRenaming] = useState<Session>();
  const ordered = orderSessions(sessions ?? [], order);
  const active = ordered.find(({ id }) => id === activeId);
  const { run, onKeyDown } = useTerminalCommands({
    sessions: ordered,
    active,
    screen,
    onFind: () => setFindingId(activeId),
  });
  useOfferedCommands({ active, run, onRename: setRenaming });
  return (
    // Keys come here from the tabs, the tools and the terminal itself.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      aria-label="Terminals"
      className={style['panel']}
      style={{ height: heightPx }}
      onKeyDown={onKeyDown}
    >
      <PanelDivider heightPx={heightPx} />
      <Tabs.Root
        value={active?.id ?? null}
        className={style['tabs']}
        onValueChange={(id) => chooseTerminal(String(id), false)}
      >
        <div className={style['head']}>
          <TerminalTabs sessions={ordered} activeId={active?.id} onRename={setRenaming} />
          <TerminalTools active={active} screen={screen} onCommand={run} onRename={setRenaming} />
        </div>
        {active !== undefined && (
          <Tabs.Panel key={active.id} value={active.id} tabIndex={-1} className={style['content']}>
            <TerminalView
              session={active}
              onScreen={setScreen}
              isFinding={findingId === active.id}
              onFindEnd={() => setFindingId(undefined)}
            />
          </Tabs.Panel>
        )}
      </Tabs.Root>
      {sessions?.length === 0 && <NoTerminals />}
      {renaming !== undefined && (
        <RenameDialog session={renaming} onClose={() => setRenaming(undefined)} />
      )}
    </section>
  );
}

function NoTerminals(): React.JSX.Element {
  return (
    <div className={style['empty']}>
      <EmptyState
        icon={<SquareTerminal size={22} />}
        title="No terminals"
        actions={<Button onPress={() => goTo({ screen: 'containers' })}>Choose a container</Button>}
      >
        Press Terminal in the row of a container that runs. Its shell goes on when this panel is
        hidden or the window is loaded again.
      </EmptyState>
    </div>
  );
}
