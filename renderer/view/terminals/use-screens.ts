import { useCallback, useState } from 'react';
import type { TerminalScreen } from '../../widget/terminal-pane/terminal-screen.ts';

interface Screens {
  /** The screens that are seen, by session. */
  readonly screens: ReadonlyMap<string, TerminalScreen>;
  readonly onScreen: (sessionId: string, screen: TerminalScreen | undefined) => void;
}

/** Knows the screen of each terminal that is seen. */
export function useScreens(): Screens {
  const [screens, setScreens] = useState<ReadonlyMap<string, TerminalScreen>>(new Map());
  const onScreen = useCallback((sessionId: string, screen: TerminalScreen | undefined) => {
    setScreens((before) => {
      const now = new Map(before);
      if (screen === undefined) now.delete(sessionId);
      else now.set(sessionId, screen);
      return now;
    });
  }, []);
  return { screens, onScreen };
}
