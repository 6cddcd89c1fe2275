import { isElsewhere } from '../../store/own-terminal.ts';
import { noteDrawing } from '../../store/terminal-drawing-store.ts';
import { TerminalScreenLine } from '../../store/terminal-screen-line.ts';
import { useTerminalSettings } from '../../store/terminal-settings-store.ts';
import { useTerminalStore } from '../../store/terminal-store.ts';
import { makeScreenPlace, TerminalScreen } from '../../widget/terminal-pane/terminal-screen.ts';

/** A session's screen with the way to its session, shown or not. */
export interface KeptScreen {
  /** What it is drawn in; moved to wherever it is shown. */
  readonly place: HTMLElement;
  readonly screen: TerminalScreen;
  readonly line: TerminalScreenLine;
}

/**
 * Hidden screens that stay as they are, with the place they were scrolled to and what was marked in them. A full
 * one holds 12 MB at 5,000 lines of 200 columns; those with more lines are kept in smaller number.
 */
const MAX_HIDDEN = 8;
const MAX_HIDDEN_LINES = MAX_HIDDEN * 5_000;

/** Every session's screen that was looked at lately; the one longest out of sight is first. */
const kept = new Map<string, KeptScreen>();
const shown = new Set<string>();

// A session that is gone or that another window shows needs no screen here.
useTerminalStore.subscribe(({ sessions }) => {
  for (const id of kept.keys()) {
    const session = sessions?.find((one) => one.id === id);
    if (sessions !== undefined && (session === undefined || isElsewhere(session))) drop(id);
  }
});

/** Shows a session's screen in an element, as it was left where it was shown before. */
export function showScreen(sessionId: string, label: string, host: HTMLElement): KeptScreen {
  shown.add(sessionId);
  const known = kept.get(sessionId);
  if (known === undefined) return makeScreen(sessionId, label, host);
  host.append(known.place);
  known.screen.setLook(useTerminalSettings.getState());
  known.screen.setShown(true);
  known.screen.fit();
  known.line.show();
  return known;
}

/** Takes a session's screen off the page; it stays for a while, and draws what comes. */
export function hideScreen(sessionId: string): void {
  shown.delete(sessionId);
  const screen = kept.get(sessionId);
  if (screen === undefined) return;
  screen.place.remove();
  screen.screen.setShown(false);
  screen.line.hide();
  kept.delete(sessionId);
  kept.set(sessionId, screen);
  const limit = Math.min(
    MAX_HIDDEN,
    Math.floor(MAX_HIDDEN_LINES / useTerminalSettings.getState().scrollbackLines),
  );
  const hidden = [...kept.keys()].filter((id) => !shown.has(id));
  for (const id of hidden.slice(0, Math.max(0, hidden.length - limit))) drop(id);
}

function makeScreen(sessionId: string, label: string, host: HTMLElement): KeptScreen {
  const place = makeScreenPlace();
  host.append(place);
  const screen = new TerminalScreen(place, {
    label,
    look: useTerminalSettings.getState(),
    onResize: (size) => made.line.resize(size),
    onDrawing: noteDrawing,
  });
  const made = { place, screen, line: new TerminalScreenLine(sessionId, screen) };
  kept.set(sessionId, made);
  return made;
}

function drop(sessionId: string): void {
  const screen = kept.get(sessionId);
  if (screen === undefined) return;
  kept.delete(sessionId);
  screen.line.dispose();
  screen.screen.dispose();
  screen.place.remove();
}
