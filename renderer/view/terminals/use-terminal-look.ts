import { useEffect } from 'react';
import { useTerminalSettings } from '../../store/terminal-settings-store.ts';
import { tellTerminalLook } from '../../store/terminal-store.ts';
import { readPalette } from '../../widget/terminal-pane/terminal-theme.ts';

/** Tells the main process how terminals are drawn, now and whenever light and dark or a setting changes. */
export function useTerminalLook(): void {
  const scrollbackLines = useTerminalSettings((store) => store.scrollbackLines);
  useEffect(() => {
    const tell = (): void => void tellTerminalLook(readPalette(document.body), scrollbackLines);
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', tell);
    tell();
    return () => dark.removeEventListener('change', tell);
  }, [scrollbackLines]);
}
