import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import type { Session } from '../../../shared/contract/terminal.ts';
import {
  chooseTerminal,
  markFocusTaken,
  useTerminalPanelStore,
} from '../../store/terminal-panel-store.ts';
import type { TerminalScreenLine } from '../../store/terminal-screen-line.ts';
import type { Found } from '../../widget/terminal-pane/screen-events.ts';
import type { TerminalScreen } from '../../widget/terminal-pane/terminal-screen.ts';
import { LinkDialog } from './link-dialog.tsx';
import { PasteDialog } from './paste-dialog.tsx';
import { checkPaste, type PasteCheck } from './paste-rule.ts';
import { BellMark } from './bell-mark.tsx';
import type { KeptScreen } from './screen-shelf.ts';
import { RecordingNote } from './recording-note.tsx';
import { SessionEnd } from './session-end.tsx';
import { TerminalFind } from './terminal-find.tsx';
import { commandOf, isPaneStep } from './terminal-keys.ts';
import style from './terminals-panel.module.css';
import { useFileDrop } from './use-file-drop.ts';

// The terminal's own code is as large as the rest of the window; it comes with the first terminal.
const SessionScreen = lazy(async () => ({
  default: (await import('./session-screen.tsx')).SessionScreen,
}));

interface TerminalViewProps {
  readonly session: Session;
  /** Whether there are other panes that one may go to. */
  readonly isSplit: boolean;
  /** Told the screen when it is there, and undefined when it goes. */
  readonly onScreen: (sessionId: string, screen: TerminalScreen | undefined) => void;
  readonly isFinding: boolean;
  readonly onFindEnd: () => void;
}

/** One session's screen, and above it what became of its shell. */
export function TerminalView({
  session,
  isSplit,
  onScreen,
  isFinding,
  onFindEnd,
}: TerminalViewProps): React.JSX.Element {
  const { id } = session;
  const [kept, setKept] = useState<KeptScreen>();
  const takeScreen = useCallback(
    (made: KeptScreen | undefined) => {
      setKept(made);
      onScreen(id, made?.screen);
    },
    [onScreen, id],
  );
  const { screen, line } = kept ?? {};
  const { asked, onPaste, onPasteEnd } = usePaste(screen);
  const [link, setLink] = useState<string>();
  const [found, setFound] = useState<Found>();
  const type = useTyping(session, line);
  const drop = useFileDrop((text) => {
    screen?.paste(text);
    chooseTerminal(id, true);
  });
  useFocus(id, screen);
  return (
    // Files are dropped by the mouse; the keyboard types and pastes paths.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={style['view']} {...drop.handlers}>
      <BellMark session={session} />
      <SessionEnd session={session} />
      <RecordingNote session={session} />
      {isFinding && screen !== undefined && (
        <TerminalFind screen={screen} found={found} onClose={onFindEnd} />
      )}
      {drop.isOver && <div className={style['drop']}>Drop to type the file’s path</div>}
      <Suspense fallback={null}>
        <SessionScreen
          sessionId={id}
          label={`Terminal in ${session.containerName}`}
          onScreen={takeScreen}
          events={{
            onText: type,
            onPaste,
            onLink: setLink,
            isOwnKey: (event) => {
              const command = commandOf(event);
              return command !== undefined && (isSplit || !isPaneStep(command));
            },
            onFound: setFound,
            onFocus: () => chooseTerminal(id, false),
          }}
        />
      </Suspense>
      {asked !== undefined && (
        <PasteDialog check={asked} onClose={onPasteEnd} onPaste={() => screen?.paste(asked.text)} />
      )}
      {link !== undefined && <LinkDialog link={link} onClose={() => setLink(undefined)} />}
    </div>
  );
}

interface Pasting {
  /** What waits for a yes. */
  readonly asked: PasteCheck | undefined;
  readonly onPaste: (pasted: string) => void;
  readonly onPasteEnd: () => void;
}

/** Pastes what may go at once; the rest is asked about. */
function usePaste(screen: TerminalScreen | undefined): Pasting {
  const [asked, setAsked] = useState<PasteCheck>();
  return {
    asked,
    onPaste: (pasted) => {
      if (screen === undefined) return;
      const check = checkPaste(pasted, screen.isPasteBracketed);
      if (check.reasons.length > 0) setAsked(check);
      else screen.paste(check.text);
    },
    onPasteEnd: () => setAsked(undefined),
  };
}

/** More than anybody types while a shell starts. */
const EARLY_LIMIT_CHARACTERS = 4096;

/** Sends what is typed to a shell that runs; to one that starts, as soon as it runs; to none else. */
function useTyping(
  { state, isReadOnly }: Session,
  line: TerminalScreenLine | undefined,
): (text: string) => void {
  const early = useRef('');
  useEffect(() => {
    if (state.kind === 'starting') return;
    const text = early.current;
    early.current = '';
    if (state.kind === 'running' && text !== '') line?.type(text);
  }, [state.kind, line]);
  return (text) => {
    if (isReadOnly) return;
    if (state.kind === 'running') line?.type(text);
    else if (state.kind === 'starting') {
      early.current = (early.current + text).slice(0, EARLY_LIMIT_CHARACTERS);
    }
  };
}

/** Takes the keyboard where it was promised to this terminal. */
function useFocus(sessionId: string, screen: TerminalScreen | undefined): void {
  const wantsFocus = useTerminalPanelStore(
    (store) => store.wantsFocus && store.activeId === sessionId,
  );
  useEffect(() => {
    if (screen === undefined || !wantsFocus) return;
    screen.focus();
    markFocusTaken();
  }, [screen, wantsFocus]);
}
