import { useTerminalPanelStore } from '../../store/terminal-panel-store.ts';

/** Whether a dialog gives the keyboard back to what had it: no terminal has it, or is about to take it. */
export function isFocusFree(): boolean {
  return !useTerminalPanelStore.getState().wantsFocus && !isInTerminals();
}

function isInTerminals(): boolean {
  return document.activeElement?.closest('section[aria-label=Terminals]') !== null;
}
