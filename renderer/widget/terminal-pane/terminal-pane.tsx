import { useEffect, useRef } from 'react';
import style from './terminal-pane.module.css';
import { TerminalScreen, type ScreenEvents } from './terminal-screen.ts';

interface TerminalPaneProps {
  /** The accessible name of what takes the keys. */
  readonly label: string;
  readonly fontSizePx: number;
  readonly isScreenReaderOn: boolean;
  readonly events: ScreenEvents;
  /** Told the screen when it is there, and undefined when it goes. */
  readonly onScreen: (screen: TerminalScreen | undefined) => void;
}

/** A terminal of the size of its place. What it shows is written to its screen. */
export function TerminalPane(props: TerminalPaneProps): React.JSX.Element {
  const { label, fontSizePx, isScreenReaderOn, onScreen } = props;
  const host = useRef<HTMLDivElement>(null);
  const screen = useRef<TerminalScreen>(undefined);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    if (host.current === null) return;
    const made = new TerminalScreen(host.current, {
      label: latest.current.label,
      fontSizePx: latest.current.fontSizePx,
      isScreenReaderOn: latest.current.isScreenReaderOn,
      events: {
        onText: (text) => latest.current.events.onText(text),
        onResize: (size) => latest.current.events.onResize(size),
        onPaste: (text) => latest.current.events.onPaste(text),
        onLink: (url) => latest.current.events.onLink(url),
        isOwnKey: (event) => latest.current.events.isOwnKey(event),
        onFound: (found) => latest.current.events.onFound(found),
      },
    });
    screen.current = made;
    onScreen(made);
    return () => {
      screen.current = undefined;
      onScreen(undefined);
      made.dispose();
    };
  }, [onScreen, label]);
  useEffect(() => screen.current?.setFontSize(fontSizePx), [fontSizePx]);
  useEffect(() => screen.current?.setScreenReader(isScreenReaderOn), [isScreenReaderOn]);
  return <div ref={host} className={style['pane']} />;
}
