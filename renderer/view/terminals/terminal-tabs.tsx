import { Tabs } from '@base-ui/react/tabs';
import BellRing from 'lucide-react/icons/bell-ring';
import CircleAlert from 'lucide-react/icons/circle-alert';
import CircleStop from 'lucide-react/icons/circle-stop';
import Plug from 'lucide-react/icons/plug';
import SquareTerminal from 'lucide-react/icons/square-terminal';
import X from 'lucide-react/icons/x';
import type { Session } from '../../../shared/contract/terminal.ts';
import { formatPlural } from '../../../shared/value/count.ts';
import { isUnseen, useTerminalBells } from '../../store/terminal-bell-store.ts';
import { sessionsIn, type TerminalTab } from '../../store/terminal-layout.ts';
import { chooseTerminal, focusTerminal, moveTab } from '../../store/terminal-panel-store.ts';
import { closeTerminal } from '../../store/terminal-store.ts';
import { classNames } from '../../widget/class-names.ts';
import { Spinner } from '../../widget/spinner/spinner.tsx';
import { SessionWords } from './session-words.tsx';
import { stateWord, tabWords } from './terminal-words.ts';
import style from './terminal-tabs.module.css';
import { useTabDrag } from './use-tab-drag.ts';
import { useTabInView } from './use-tab-in-view.ts';

interface TerminalTabsProps {
  readonly tabs: readonly TerminalTab[];
  readonly sessions: readonly Session[];
  readonly activeTabId: string | undefined;
  readonly onRename: (session: Session) => void;
}

/** One tab for one or more terminals that are seen together. */
export function TerminalTabs({
  tabs,
  sessions,
  activeTabId,
  onRename,
}: TerminalTabsProps): React.JSX.Element {
  const { dropAt, handlersOf } = useTabDrag((from, to) => {
    const id = tabs[from]?.activeId;
    if (id === undefined) return;
    moveTab(sessions, id, to);
    chooseTerminal(id, true);
  });
  const { list, onWheel } = useTabInView(activeTabId);
  return (
    <Tabs.List
      ref={list}
      activateOnFocus
      aria-label="Terminals"
      className={style['tabList']}
      onWheel={onWheel}
    >
      {tabs.map((tab, index) => {
        const ids = sessionsIn(tab.panes);
        const inTab = sessions.filter(({ id }) => ids.includes(id));
        const session = inTab.find(({ id }) => id === tab.activeId);
        if (session === undefined) return null;
        const isLast = index === tabs.length - 1;
        return (
          <div
            key={tab.id}
            role="presentation"
            data-tab={tab.id}
            className={classNames(
              style['tabBox'],
              tab.id === activeTabId && style['active'],
              dropAt === index && style['dropBefore'],
              isLast && dropAt === tabs.length && style['dropAfter'],
            )}
            {...handlersOf(index)}
            onAuxClick={(event) => {
              if (event.button === 1) closeAll(inTab);
            }}
          >
            <SessionTab tab={tab} session={session} inTab={inTab} onRename={onRename} />
            <CloseButton inTab={inTab} />
          </div>
        );
      })}
    </Tabs.List>
  );
}

/** For the mouse. The keyboard has Delete, and all have the button at the end of the bar. */
function CloseButton({ inTab }: { readonly inTab: readonly Session[] }): React.JSX.Element {
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-hidden="true"
      className={style['tabClose']}
      data-tip={inTab.length > 1 ? `Close ${inTab.length} terminals` : 'Close'}
      onClick={() => closeAll(inTab)}
    >
      <X size={13} />
    </button>
  );
}

function closeAll(sessions: readonly Session[]): void {
  for (const session of sessions) void closeTerminal(session);
}

interface SessionTabProps {
  readonly tab: TerminalTab;
  /** The one of its terminals that has the keyboard. */
  readonly session: Session;
  readonly inTab: readonly Session[];
  readonly onRename: (session: Session) => void;
}

function SessionTab({ tab, session, inTab, onRename }: SessionTabProps): React.JSX.Element {
  const words = tabWords(session);
  const state = stateWord(session.state);
  const isRinging = useTerminalBells((store) => inTab.some((one) => isUnseen(one, store)));
  const isRecorded = inTab.some(({ recording }) => recording?.kind === 'running');
  const more = inTab.length > 1 ? `, ${formatPlural(inTab.length, 'terminal')}` : '';
  return (
    <Tabs.Tab
      value={tab.id}
      className={style['tab']}
      data-tip={`${words} (${state}): ${session.image}${more}`}
      onClick={() => focusTerminal()}
      onDoubleClick={() => onRename(session)}
      onKeyDown={(event) => {
        if (event.key === 'F2') onRename(session);
        else if (event.key === 'Delete') closeAll(inTab);
      }}
    >
      {isRinging ? (
        <BellRing size={14} aria-hidden="true" className={style['ringing']} />
      ) : (
        <StateIcon session={session} />
      )}
      <span className={style['tabText']}>
        <SessionWords session={session} />
      </span>
      {inTab.length > 1 && (
        <>
          <span aria-hidden="true" className={style['count']}>
            {inTab.length}
          </span>
          <span className="visually-hidden">{more}</span>
        </>
      )}
      {state !== 'running' && <span className="visually-hidden">, {state}</span>}
      {isRinging && <span className="visually-hidden">, bell</span>}
      {isRecorded && (
        <>
          <span aria-hidden="true" className={style['recordingMark']} />
          <span className="visually-hidden">, recording</span>
        </>
      )}
    </Tabs.Tab>
  );
}

function StateIcon({ session }: { readonly session: Session }): React.JSX.Element {
  switch (session.state.kind) {
    case 'starting':
      return <Spinner />;
    case 'running':
      return session.kind === 'attach' ? (
        <Plug size={14} aria-hidden="true" />
      ) : (
        <SquareTerminal size={14} aria-hidden="true" />
      );
    case 'ended':
      return <CircleStop size={14} aria-hidden="true" />;
    case 'failed':
      return <CircleAlert size={14} aria-hidden="true" className={style['failed']} />;
  }
}
