import { lazy, Suspense, useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import type { Session } from '../../../shared/contract/terminal.ts';
import { markFocusTaken, useTerminalPanelStore } from '../../store/terminal-panel-store.ts';
import { TerminalScreenLine } from '../../store/terminal-screen-line.ts';
import type { Found, TerminalScreen } from '../../widget/terminal-pane/terminal-screen.ts';
import { LinkDialog } from './link-dialog.tsx';
import { PasteDialog } from './paste-dialog.tsx';
import { checkPaste, type PasteCheck } from './paste-rule.ts';
import { SessionEnd } from './session-end.tsx';
import { TerminalFind } from './terminal-find.tsx';
import { commandOf } from './terminal-keys.ts';
import style from './terminals-panel.module.css';

// The terminal's own code is as large as the rest of the window; it comes with the first terminal.
const TerminalPane = lazy(async () => ({
  default: (await import('../../widget/terminal-pane/terminal-pane.tsx')).TerminalPane,
}));

interface TerminalViewProps {
  readonly session: Session;
  /** Told the screen when it is there, and undefined when it goes. */
  readonly onScreen: (screen: TerminalScreen | undefined) => void;
  readonly isFinding: boolean;
  readonly onFindEnd: () => void;
}

/** One session's screen, and above it what became of its shell. */
export function TerminalView({
  session,
  onScreen,
  isFinding,
  onFindEnd,
}: TerminalViewProps): React.JSX.Element {
  const { fontSizePx, isScreenReaderOn } = useTerminalPanelStore();
  // Its own and not the panel's: that one may still be the screen of the tab before.
  const [screen, setScreen] = useState<TerminalScreen>();
  const takeScreen = useCallback(
    (made: TerminalScreen | undefined) => {
      setScreen(made);
      onScreen(made);
    },
    [onScreen],
  );
  const { asked, onPaste, onPasteEnd } = usePaste(screen);
  const [link, setLink] = useState<string>();
  const [found, setFound] = useState<Found>();
  const line = useLine(session.id, screen);
  const type = useTyping(session, line);
  useFocus(screen);
  return (
    <div className={style['view']}>
      <SessionEnd session={session} />
      {isFinding && screen !== undefined && (
        <TerminalFind screen={screen} found={found} onClose={onFindEnd} />
      )}
      <div className={style['screen']}>
        <Suspense fallback={null}>
          <TerminalPane
            label={`Terminal in ${session.containerName}`}
            fontSizePx={fontSizePx}
            isScreenReaderOn={isScreenReaderOn}
            onScreen={takeScreen}
            events={{
              onText: type,
              onResize: (size) => line.current?.resize(size),
              onPaste,
              onLink: setLink,
              isOwnKey: (event) => commandOf(event) !== undefined,
              onFound: setFound,
            }}
          />
        </Suspense>
      </div>
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

/** Draws the session on the screen for as long as both are there. */
function useLine(
  sessionId: string,
  screen: TerminalScreen | undefined,
): RefObject<TerminalScreenLine | undefined> {
  const line = useRef<TerminalScreenLine>(undefined);
  useEffect(() => {
    if (screen === undefined) return;
    const made = new TerminalScreenLine(sessionId);
    line.current = made;
    void made.follow(screen);
    return () => {
      line.current = undefined;
      made.dispose();
    };
  }, [sessionId, screen]);
  return line;
}

/** More than anybody types while a shell starts. */
const EARLY_LIMIT_CHARACTERS = 4096;

/** Sends what is typed to a shell that runs; to one that starts, as soon as it runs; to none else. */
function useTyping(
  { state }: Session,
  line: RefObject<TerminalScreenLine | undefined>,
): (text: string) => void {
  const early = useRef('');
  useEffect(() => {
    if (state.kind === 'starting') return;
    const text = early.current;
    early.current = '';
    if (state.kind === 'running' && text !== '') line.current?.type(text);
  }, [state.kind, line]);
  return (text) => {
    if (state.kind === 'running') line.current?.type(text);
    else if (state.kind === 'starting') {
      early.current = (early.current + text).slice(0, EARLY_LIMIT_CHARACTERS);
    }
  };
}

/** Takes the keyboard where it was promised to the terminal. */
function useFocus(screen: TerminalScreen | undefined): void {
  const wantsFocus = useTerminalPanelStore((store) => store.wantsFocus);
  useEffect(() => {
    if (screen === undefined || !wantsFocus) return;
    screen.focus();
    markFocusTaken();
  }, [screen, wantsFocus]);
}
