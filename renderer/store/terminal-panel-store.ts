import { create } from 'zustand';
import type { Session } from '../../shared/contract/terminal.ts';
import { hasPage, keep, readKept } from './kept-value.ts';
import {
  arrangeTabs,
  keepSessions,
  neighbourOf,
  readTabs,
  sessionsIn,
  shareSplit,
  singleTab,
  splitBeside,
  tabOf,
  type PaneDirection,
  type SplitAxis,
  type SplitPath,
  type TerminalTab,
} from './terminal-layout.ts';

interface TerminalPanelState {
  readonly isOpen: boolean;
  readonly heightPx: number;
  /** The session that has or gets the keyboard; its tab is the chosen one. */
  readonly activeId: string | undefined;
  /** The user's order of tabs, and their panes; sessions that are in none have tabs after them. */
  readonly tabs: readonly TerminalTab[];
  /** True until the terminal has taken the keyboard that it was promised. */
  readonly wantsFocus: boolean;
  /** Dialogs and menus of the panel that are open: a notebook's page, which lies above them all, gives way. */
  readonly overlayCount: number;
}

/** What a code editor's panel has; about fourteen lines. */
export const DEFAULT_HEIGHT_PX = 296;
/** Three lines and the tabs. */
export const MIN_HEIGHT_PX = 120;
/** What the screen above keeps. */
export const SCREEN_ABOVE_PX = 160;

export const useTerminalPanelStore = create<TerminalPanelState>()(() => ({
  isOpen: readKept('window', 'isOpen') === 'true',
  heightPx: readHeight(),
  activeId: readKept('window', 'activeId'),
  tabs: readTabs(readKept('window', 'tabs')),
  wantsFocus: false,
  overlayCount: 0,
}));

// What a window looks like lasts as long as the window does; what suits a person lasts longer.
if (hasPage) {
  useTerminalPanelStore.subscribe((state) => {
    keep('window', 'isOpen', String(state.isOpen));
    keep('window', 'activeId', state.activeId ?? '');
    keep('window', 'tabs', JSON.stringify(state.tabs));
    keep('good', 'heightPx', String(state.heightPx));
  });
}

/** Shows or hides the panel; the sessions go on. A panel that is shown takes the keyboard. */
export function toggleTerminals(isOpen = !useTerminalPanelStore.getState().isOpen): void {
  useTerminalPanelStore.setState({ isOpen, wantsFocus: isOpen });
}

/** Gives the panel a height; the window keeps room for the screen above. */
export function resizeTerminals(heightPx: number): void {
  const largestPx = Math.max(MIN_HEIGHT_PX, window.innerHeight - SCREEN_ABOVE_PX);
  const whole = Math.round(Math.min(largestPx, Math.max(MIN_HEIGHT_PX, heightPx)));
  useTerminalPanelStore.setState({ heightPx: whole });
}

/** Chooses a session, and its tab with it; `wantsFocus` puts the keyboard into its terminal. */
export function chooseTerminal(activeId: string, wantsFocus: boolean): void {
  const before = useTerminalPanelStore.getState();
  if (before.activeId === activeId && before.wantsFocus === wantsFocus) return;
  useTerminalPanelStore.setState(({ tabs }) => ({
    activeId,
    wantsFocus,
    tabs: activate(tabs, activeId),
  }));
}

/** Where a new session comes to stand: beside or below one that is there. */
export interface Beside {
  readonly sessionId: string;
  readonly axis: SplitAxis;
}

/** Shows a session that was just opened, in a tab of its own or in the one of another. */
export function showTerminal(activeId: string, beside?: Beside): void {
  useTerminalPanelStore.setState(({ tabs }) => {
    const shown = { isOpen: true, wantsFocus: true, activeId };
    if (beside === undefined) return shown;
    const { sessionId, axis } = beside;
    // The list may have known it first, and given it a tab of its own.
    const others = keepSessions(tabs, (id) => id !== activeId);
    const isListed = tabOf(others, sessionId) !== undefined;
    const all = isListed ? others : [...others, singleTab(sessionId)];
    const split = splitBeside(all, sessionId, axis, activeId);
    return { ...shown, tabs: activate(split, activeId) };
  });
}

/** The terminal has the keyboard now. */
export function markFocusTaken(): void {
  useTerminalPanelStore.setState({ wantsFocus: false });
}

/** The keyboard back to the terminal, as after a dialog. */
export function focusTerminal(): void {
  useTerminalPanelStore.setState({ wantsFocus: true });
}

/** Says that a dialog or menu of the panel opened (1) or closed (-1). */
export function countOverlay(by: 1 | -1): void {
  useTerminalPanelStore.setState(({ overlayCount }) => ({ overlayCount: overlayCount + by }));
}

/** The panel's tabs in the user's order, with the sessions that there are. */
export function tabsOf(
  sessions: readonly Session[],
  tabs: readonly TerminalTab[],
): readonly TerminalTab[] {
  return arrangeTabs(
    sessions.map(({ id }) => id),
    tabs,
  );
}

/** Moves a session's tab to a place among the tabs, counted from 0. */
export function moveTab(sessions: readonly Session[], id: string, to: number): void {
  useTerminalPanelStore.setState(({ tabs }) => {
    const all = tabsOf(sessions, tabs);
    const tab = tabOf(all, id);
    if (tab === undefined || to < 0 || to >= all.length) return {};
    const rest = all.filter((other) => other !== tab);
    return { tabs: rest.toSpliced(to, 0, tab) };
  });
}

/** Moves a session's tab one place to the right (1) or to the left (-1). */
export function stepTab(sessions: readonly Session[], id: string, by: 1 | -1): void {
  const all = tabsOf(sessions, useTerminalPanelStore.getState().tabs);
  const from = all.findIndex((tab) => tabOf([tab], id) !== undefined);
  if (from >= 0) moveTab(sessions, id, from + by);
}

/** Chooses the tab after (1) or before (-1) the chosen one, round the ends; its terminal takes the keyboard. */
export function stepTerminal(sessions: readonly Session[], by: 1 | -1): void {
  const { activeId, tabs } = useTerminalPanelStore.getState();
  const all = tabsOf(sessions, tabs);
  const from = all.findIndex((tab) => tabOf([tab], activeId) !== undefined);
  const next = all.at((from + by) % all.length);
  if (next !== undefined) chooseTerminal(next.activeId, true);
}

/** Puts the keyboard into the pane beside the chosen one. */
export function stepPane(direction: PaneDirection): void {
  const { activeId, tabs } = useTerminalPanelStore.getState();
  const tab = tabOf(tabs, activeId);
  if (tab === undefined || activeId === undefined) return;
  const next = neighbourOf(tab.panes, activeId, direction);
  if (next !== undefined) chooseTerminal(next, true);
}

/** Changes what the first side of a split has. */
export function resizePanes(tabId: string, path: SplitPath, sharePct: number): void {
  useTerminalPanelStore.setState(({ tabs }) => ({ tabs: shareSplit(tabs, tabId, path, sharePct) }));
}

/**
 * Keeps the chosen session one that exists: the neighbour of one that went, the newest where none was chosen.
 * One that was opened a moment ago and is not listed yet stays chosen.
 */
export function keepChoice(before: readonly Session[] | undefined, now: readonly Session[]): void {
  const { activeId, tabs, isOpen } = useTerminalPanelStore.getState();
  if (before === undefined && now.length > 0 && readKept('window', 'isOpen') === undefined) {
    useTerminalPanelStore.setState({ isOpen: true });
  }
  const isThere = (id: string): boolean => now.some((session) => session.id === id);
  const hasGone = (id: string): boolean =>
    !isThere(id) && (before?.some((session) => session.id === id) ?? true);
  const all = tabsOf(before ?? [], tabs);
  const kept = keepSessions(tabs, (id) => !hasGone(id));
  const fresh = now.filter(({ id }) => tabOf(kept, id) === undefined);
  // Titles change ten times a second; what is kept of the window changes with its sessions alone.
  if (fresh.length > 0 || tabs.some(({ panes }) => sessionsIn(panes).some(hasGone))) {
    useTerminalPanelStore.setState({ tabs: [...kept, ...fresh.map(({ id }) => singleTab(id))] });
  }
  if (activeId !== undefined && !hasGone(activeId)) return;
  const left = tabsOf(now, keepSessions(all, isThere));
  const index = all.findIndex((tab) => tabOf([tab], activeId) !== undefined);
  const next = index < 0 ? left.at(-1) : nextTab(left, all[index], index);
  useTerminalPanelStore.setState({ activeId: next?.activeId, wantsFocus: isOpen && index >= 0 });
}

/** The same tab where other panes of it are left, else the one that comes to stand in its place. */
function nextTab(
  left: readonly TerminalTab[],
  gone: TerminalTab | undefined,
  index: number,
): TerminalTab | undefined {
  return left.find(({ id }) => id === gone?.id) ?? left[Math.min(index, left.length - 1)];
}

/** The tabs, with a session as the one that its tab gives the keyboard to. */
function activate(tabs: readonly TerminalTab[], activeId: string): readonly TerminalTab[] {
  return tabs.map((tab) => (tabOf([tab], activeId) === undefined ? tab : { ...tab, activeId }));
}

function readHeight(): number {
  const heightPx = Number(readKept('good', 'heightPx') ?? Number.NaN);
  return Number.isFinite(heightPx) ? Math.max(MIN_HEIGHT_PX, heightPx) : DEFAULT_HEIGHT_PX;
}
