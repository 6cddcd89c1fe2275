import { Tabs } from '@base-ui/react/tabs';
import CircleAlert from 'lucide-react/icons/circle-alert';
import CircleStop from 'lucide-react/icons/circle-stop';
import SquareTerminal from 'lucide-react/icons/square-terminal';
import X from 'lucide-react/icons/x';
import type { Session } from '../../../shared/contract/terminal.ts';
import { focusTerminal } from '../../store/terminal-panel-store.ts';
import { closeTerminal } from '../../store/terminal-store.ts';
import { classNames } from '../../widget/class-names.ts';
import { Spinner } from '../../widget/spinner/spinner.tsx';
import { stateWord, tabWords } from './terminal-words.ts';
import style from './terminals-panel.module.css';

interface TerminalTabsProps {
  readonly sessions: readonly Session[];
  readonly activeId: string | undefined;
  readonly onRename: (session: Session) => void;
}

/** One tab per session. */
export function TerminalTabs({
  sessions,
  activeId,
  onRename,
}: TerminalTabsProps): React.JSX.Element {
  return (
    <Tabs.List activateOnFocus aria-label="Terminals" className={style['tabList']}>
      {sessions.map((session) => (
        <div
          key={session.id}
          role="presentation"
          className={classNames(style['tabBox'], session.id === activeId && style['active'])}
          onAuxClick={(event) => {
            if (event.button === 1) void closeTerminal(session);
          }}
        >
          <SessionTab session={session} onRename={onRename} />
          {/* For the mouse. The keyboard has Delete, and all have the button at the end of the bar. */}
          <button
            type="button"
            tabIndex={-1}
            aria-hidden="true"
            className={style['tabClose']}
            data-tip="Close"
            onClick={() => void closeTerminal(session)}
          >
            <X size={13} />
          </button>
        </div>
      ))}
    </Tabs.List>
  );
}

interface SessionTabProps {
  readonly session: Session;
  readonly onRename: (session: Session) => void;
}

function SessionTab({ session, onRename }: SessionTabProps): React.JSX.Element {
  const words = tabWords(session);
  const state = stateWord(session.state);
  return (
    <Tabs.Tab
      value={session.id}
      className={style['tab']}
      data-tip={`${words} (${state}): ${session.image}`}
      onClick={() => focusTerminal()}
      onDoubleClick={() => onRename(session)}
      onKeyDown={(event) => {
        if (event.key === 'F2') onRename(session);
        else if (event.key === 'Delete') void closeTerminal(session);
      }}
    >
      <StateIcon session={session} />
      <span className={style['tabText']}>{words}</span>
      {state !== 'running' && <span className="visually-hidden">, {state}</span>}
    </Tabs.Tab>
  );
}

function StateIcon({ session }: { readonly session: Session }): React.JSX.Element {
  switch (session.state.kind) {
    case 'starting':
      return <Spinner />;
    case 'running':
      return <SquareTerminal size={14} aria-hidden="true" />;
    case 'ended':
      return <CircleStop size={14} aria-hidden="true" />;
    case 'failed':
      return <CircleAlert size={14} aria-hidden="true" className={style['failed']} />;
  }
}
