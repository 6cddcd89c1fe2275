import { useEffect, useState } from 'react';
import type { Session } from '../../../shared/contract/terminal.ts';
import { chooseTerminal, focusTerminal } from '../../store/terminal-panel-store.ts';
import { useTerminalStore } from '../../store/terminal-store.ts';
import { TipLayer } from '../../widget/tip/tip-layer.tsx';
import { Dialogs } from '../frame/dialogs.tsx';
import { NoticeStack } from '../notices/notice-stack.tsx';
import { usePaletteKeys } from '../palette/use-palette-keys.ts';
import { SessionWords } from './session-words.tsx';
import { TerminalDialog } from './terminal-dialog.tsx';
import { TerminalTools } from './terminal-tools.tsx';
import { TerminalView } from './terminal-view.tsx';
import style from './terminal-window.module.css';
import { stateWord, tabWords } from './terminal-words.ts';
import type { MenuDialog } from './tools-menu.tsx';
import { useOfferedCommands } from './use-offered-commands.ts';
import { useScreens } from './use-screens.ts';
import { useTerminalCommands } from './use-terminal-commands.ts';
import { useTerminalLook } from './use-terminal-look.ts';

/** A window that holds one terminal. */
export function TerminalWindow({
  sessionId,
}: {
  readonly sessionId: string;
}): React.JSX.Element | null {
  const sessions = useTerminalStore((store) => store.sessions);
  const session = sessions?.find(({ id }) => id === sessionId);
  useEffect(() => chooseTerminal(sessionId, true), [sessionId]);
  usePaletteKeys();
  useTerminalLook();
  return (
    <>
      {session !== undefined && <OneTerminal session={session} />}
      {sessions !== undefined && session === undefined && (
        <main className={style['gone']}>This terminal was closed.</main>
      )}
      <Dialogs />
      <NoticeStack />
      <TipLayer />
    </>
  );
}

function OneTerminal({ session }: { readonly session: Session }): React.JSX.Element {
  const { screens, onScreen } = useScreens();
  const [isFinding, setIsFinding] = useState(false);
  const [dialog, setDialog] = useState<MenuDialog>();
  const words = tabWords(session);
  const screen = screens.get(session.id);
  const { run, onKeyDown } = useTerminalCommands({
    sessions: [session],
    active: session,
    screen,
    isSplit: false,
    isAlone: true,
    onFind: () => setIsFinding(true),
  });
  useOfferedCommands({ active: session, isAlone: true, run, onDialog: setDialog });
  useEffect(() => {
    document.title = `${words} · Berth`;
  }, [words]);
  return (
    // Keys come here from the head and the terminal itself.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <main aria-label="Terminal" className={style['window']} onKeyDown={onKeyDown}>
      <header className={style['head']}>
        <h1 className={style['title']}>
          <SessionWords session={session} />
        </h1>
        <span className={style['state']}>{stateWord(session.state)}</span>
        <TerminalTools
          active={session}
          screen={screen}
          isAlone
          onCommand={run}
          onDialog={setDialog}
        />
      </header>
      <TerminalView
        session={session}
        isSplit={false}
        onScreen={onScreen}
        isFinding={isFinding}
        onFindEnd={() => {
          setIsFinding(false);
          focusTerminal();
        }}
      />
      <TerminalDialog dialog={dialog} active={session} onClose={() => setDialog(undefined)} />
    </main>
  );
}
