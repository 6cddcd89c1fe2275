import { useEffect, useRef } from 'react';
import { useTerminalSettings } from '../../store/terminal-settings-store.ts';
import type { ScreenEvents } from '../../widget/terminal-pane/screen-events.ts';
import { hideScreen, showScreen, type KeptScreen } from './screen-shelf.ts';
import style from './terminals-panel.module.css';

interface SessionScreenProps {
  readonly sessionId: string;
  /** The accessible name of what takes the keys. */
  readonly label: string;
  readonly events: ScreenEvents;
  /** Told the screen when it is there, and undefined when it goes. */
  readonly onScreen: (screen: KeptScreen | undefined) => void;
}

/** A session's screen, of the size of its place. */
export function SessionScreen(props: SessionScreenProps): React.JSX.Element {
  const { sessionId, label, onScreen } = props;
  const host = useRef<HTMLDivElement>(null);
  const kept = useRef<KeptScreen>(undefined);
  const latest = useRef(props);
  const look = useTerminalSettings();
  useEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    if (host.current === null) return;
    const shown = showScreen(sessionId, latest.current.label, host.current);
    kept.current = shown;
    shown.screen.listenWith({
      onText: (text) => latest.current.events.onText(text),
      onPaste: (text) => latest.current.events.onPaste(text),
      onCopy: (marked) => latest.current.events.onCopy(marked),
      onLink: (url) => latest.current.events.onLink(url),
      isOwnKey: (event) => latest.current.events.isOwnKey(event),
      onFound: (found) => latest.current.events.onFound(found),
      onFocus: () => latest.current.events.onFocus(),
    });
    onScreen(shown);
    return () => {
      kept.current = undefined;
      onScreen(undefined);
      shown.screen.listenWith(undefined);
      hideScreen(sessionId);
    };
  }, [onScreen, sessionId]);
  // A container may be renamed; whoever types in it goes on typing.
  useEffect(() => kept.current?.screen.setLabel(label), [label]);
  useEffect(() => kept.current?.screen.setLook(look), [look]);
  return <div ref={host} className={style['screen']} />;
}
