import { useEffect } from 'react';
import { useTerminalSettings } from '../../store/terminal-settings-store.ts';
import { tellTerminalLook } from '../../store/terminal-store.ts';
import { followColorWishes } from '../../widget/terminal-pane/color-wish.ts';
import { readPalette } from '../../widget/terminal-pane/terminal-theme.ts';

/** Tells the main process how terminals are drawn, now and whenever the desktop's colours or a setting change. */
export function useTerminalLook(): void {
  const scrollbackLines = useTerminalSettings((store) => store.scrollbackLines);
  useEffect(() => {
    const tell = (): void => void tellTerminalLook(readPalette(document.body), scrollbackLines);
    const controller = new AbortController();
    followColorWishes(tell, controller.signal);
    tell();
    return () => controller.abort();
  }, [scrollbackLines]);
}
