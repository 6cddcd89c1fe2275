import ArrowLeftToLine from 'lucide-react/icons/arrow-left-to-line';
import Search from 'lucide-react/icons/search';
import Settings from 'lucide-react/icons/settings';
import { useEffect, useState } from 'react';
import type { Session } from '../../../shared/contract/terminal.ts';
import { useHelperStore } from '../../store/helper-store.ts';
import { chooseTerminal, focusTerminal } from '../../store/terminal-panel-store.ts';
import { bringTerminalBack, useTerminalStore } from '../../store/terminal-store.ts';
import { IconButton } from '../../widget/button/icon-button.tsx';
import { TipLayer } from '../../widget/tip/tip-layer.tsx';
import { NoticeStack } from '../notices/notice-stack.tsx';
import { HelperDialog } from './helper-dialog.tsx';
import { TerminalSettingsDialog } from './terminal-settings-dialog.tsx';
import { TerminalView } from './terminal-view.tsx';
import style from './terminal-window.module.css';
import { stateWord, tabWords } from './terminal-words.ts';
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
  const isAskingHelper = useHelperStore(({ asked }) => asked !== undefined);
  useTerminalLook();
  return (
    <>
      {session !== undefined && <OneTerminal session={session} />}
      {sessions !== undefined && session === undefined && (
        <main className={style['gone']}>This terminal was closed.</main>
      )}
      {isAskingHelper && <HelperDialog />}
      <NoticeStack />
      <TipLayer />
    </>
  );
}

function OneTerminal({ session }: { readonly session: Session }): React.JSX.Element {
  const { screens, onScreen } = useScreens();
  const [isFinding, setIsFinding] = useState(false);
  const [isSettingUp, setIsSettingUp] = useState(false);
  const words = tabWords(session);
  const { onKeyDown } = useTerminalCommands({
    sessions: [session],
    active: session,
    screen: screens.get(session.id),
    isSplit: false,
    isAlone: true,
    onFind: () => setIsFinding(true),
  });
  useEffect(() => {
    document.title = `${words} · Berth`;
  }, [words]);
  return (
    // Keys come here from the head and the terminal itself.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <main aria-label="Terminal" className={style['window']} onKeyDown={onKeyDown}>
      <header className={style['head']}>
        <h1 className={style['title']}>{words}</h1>
        <span className={style['state']}>{stateWord(session.state)}</span>
        <IconButton
          label="Find in terminal"
          tip="Find in terminal (Ctrl+Shift+F)"
          icon={<Search size={14} aria-hidden="true" />}
          onPress={() => setIsFinding(true)}
        />
        <IconButton
          label="Terminal settings"
          icon={<Settings size={14} aria-hidden="true" />}
          onPress={() => setIsSettingUp(true)}
        />
        <IconButton
          label="Bring back"
          tip="Bring back to the main window"
          icon={<ArrowLeftToLine size={14} aria-hidden="true" />}
          onPress={() => void bringTerminalBack(session)}
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
      {isSettingUp && <TerminalSettingsDialog onClose={() => setIsSettingUp(false)} />}
    </main>
  );
}
