import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import type { Session } from '../../../shared/contract/terminal.ts';
import { notifyInfo } from '../../store/notice-store.ts';
import {
  chooseTerminal,
  markFocusTaken,
  useTerminalPanelStore,
} from '../../store/terminal-panel-store.ts';
import type { TerminalScreenLine } from '../../store/terminal-screen-line.ts';
import type { MarkedText } from '../../widget/terminal-pane/marked-text.ts';
import type { Found } from '../../widget/terminal-pane/screen-events.ts';
import type { TerminalScreen } from '../../widget/terminal-pane/terminal-screen.ts';
import { checkCopy } from './copy-rule.ts';
import { DropDialog } from './drop-dialog.tsx';
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
  const { dropped, onDropEnd, ...drop } = useDropping(id);
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
            onCopy: copySeen,
            onLink: setLink,
            isOwnKey: (event) => isWindowsKey(event, isSplit) || leads(event, session),
            onFound: setFound,
            onFocus: () => chooseTerminal(id, false),
          }}
        />
      </Suspense>
      <Asked
        paste={asked}
        onPasteEnd={onPasteEnd}
        dropped={dropped}
        onDropEnd={onDropEnd}
        onPaste={(text) => screen?.paste(text)}
      />
      {link !== undefined && <LinkDialog link={link} onClose={() => setLink(undefined)} />}
    </div>
  );
}

interface AskedProps {
  readonly paste: PasteCheck | undefined;
  readonly onPasteEnd: () => void;
  readonly dropped: readonly string[] | undefined;
  readonly onDropEnd: () => void;
  readonly onPaste: (text: string) => void;
}

/** What goes to the program only after a yes. */
function Asked({
  paste,
  onPasteEnd,
  dropped,
  onDropEnd,
  onPaste,
}: AskedProps): React.JSX.Element | null {
  if (paste !== undefined) {
    return <PasteDialog check={paste} onClose={onPasteEnd} onPaste={() => onPaste(paste.text)} />;
  }
  if (dropped === undefined) return null;
  return <DropDialog words={dropped} onType={onPaste} onClose={onDropEnd} />;
}

/** Whether a key is the window's and not the program's. */
function isWindowsKey(event: KeyboardEvent, isSplit: boolean): boolean {
  const command = commandOf(event);
  return command !== undefined && (isSplit || !isPaneStep(command));
}

/** Whether a key leads to the bar above, as no program is there that takes it. */
function leads(event: KeyboardEvent, { state }: Session): boolean {
  return (
    event.key === 'Tab' && !event.ctrlKey && (state.kind === 'ended' || state.kind === 'failed')
  );
}

/** Says how what is copied differs from what was marked. */
function copySeen(marked: MarkedText): string {
  const { text, notice } = checkCopy(marked);
  if (notice !== undefined) notifyInfo(notice.text, notice.detail);
  return text;
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

/** Files that are dropped on a terminal; what they would type waits for a yes. */
function useDropping(sessionId: string) {
  const [dropped, setDropped] = useState<readonly string[]>();
  const drop = useFileDrop((words) => {
    chooseTerminal(sessionId, false);
    setDropped(words);
  });
  return { ...drop, dropped, onDropEnd: () => setDropped(undefined) };
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
