import { create } from 'zustand';
import type { Session } from '../../shared/contract/terminal.ts';

interface TerminalPanelState {
  readonly isOpen: boolean;
  readonly heightPx: number;
  readonly fontSizePx: number;
  /** Whether the terminal speaks to screen readers; off, it need not build the text twice. */
  readonly isScreenReaderOn: boolean;
  /** The session whose tab is chosen. */
  readonly activeId: string | undefined;
  /** The user's order of sessions; those that are not in it stand after them. */
  readonly order: readonly string[];
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

const DEFAULT_FONT_PX = 13;
const SMALLEST_FONT_PX = 8;
const LARGEST_FONT_PX = 32;

const hasPage = typeof window !== 'undefined';

export const useTerminalPanelStore = create<TerminalPanelState>()(() => ({
  isOpen: read('session', 'isOpen') === 'true',
  heightPx: Math.max(MIN_HEIGHT_PX, readNumber('heightPx', DEFAULT_HEIGHT_PX)),
  fontSizePx: within(readNumber('fontSizePx', DEFAULT_FONT_PX)),
  isScreenReaderOn: read('local', 'isScreenReaderOn') === 'true',
  activeId: read('session', 'activeId'),
  order: read('session', 'order')?.split(' ') ?? [],
  wantsFocus: false,
  overlayCount: 0,
}));

// What a window looks like lasts as long as the window does; what suits a person lasts longer.
if (hasPage) {
  useTerminalPanelStore.subscribe((state) => {
    save('session', 'isOpen', String(state.isOpen));
    save('session', 'activeId', state.activeId ?? '');
    save('session', 'order', state.order.join(' '));
    save('local', 'heightPx', String(state.heightPx));
    save('local', 'fontSizePx', String(state.fontSizePx));
    save('local', 'isScreenReaderOn', String(state.isScreenReaderOn));
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

/** Chooses a session's tab; `wantsFocus` puts the keyboard into its terminal. */
export function chooseTerminal(activeId: string, wantsFocus: boolean): void {
  useTerminalPanelStore.setState({ activeId, wantsFocus });
}

/** Shows a session that was just opened. */
export function showTerminal(activeId: string): void {
  useTerminalPanelStore.setState({ isOpen: true, activeId, wantsFocus: true });
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

/** Makes the text larger (1), smaller (-1) or as it was at first (0). */
export function zoomTerminals(by: 1 | -1 | 0): void {
  useTerminalPanelStore.setState(({ fontSizePx }) => ({
    fontSizePx: by === 0 ? DEFAULT_FONT_PX : within(fontSizePx + by),
  }));
}

/** Switches the text for screen readers on or off. */
export function toggleScreenReader(): void {
  useTerminalPanelStore.setState(({ isScreenReaderOn }) => ({
    isScreenReaderOn: !isScreenReaderOn,
  }));
}

/** Sessions in the user's order. */
export function orderSessions(
  sessions: readonly Session[],
  order: readonly string[],
): readonly Session[] {
  const rankOf = ({ id }: Session): number => {
    const rank = order.indexOf(id);
    return rank < 0 ? order.length : rank;
  };
  return sessions.toSorted((a, b) => rankOf(a) - rankOf(b));
}

/** Moves a session's tab one place to the right (1) or to the left (-1). */
export function moveTerminal(sessions: readonly Session[], id: string, by: 1 | -1): void {
  useTerminalPanelStore.setState(({ order }) => {
    const ids = orderSessions(sessions, order).map((session) => session.id);
    const from = ids.indexOf(id);
    const to = from + by;
    if (from < 0 || to < 0 || to >= ids.length) return {};
    return { order: ids.toSpliced(from, 1).toSpliced(to, 0, id) };
  });
}

/** Chooses the tab after (1) or before (-1) the chosen one, round the ends; its terminal takes the keyboard. */
export function stepTerminal(sessions: readonly Session[], by: 1 | -1): void {
  const { activeId, order } = useTerminalPanelStore.getState();
  const ids = orderSessions(sessions, order).map(({ id }) => id);
  const next = ids.at((ids.indexOf(activeId ?? '') + by) % ids.length);
  if (next !== undefined) chooseTerminal(next, true);
}

/**
 * Keeps the chosen tab one that exists: the neighbour of one that went, the newest where none was chosen.
 * One that was opened a moment ago and is not listed yet stays chosen.
 */
export function keepChoice(before: readonly Session[] | undefined, now: readonly Session[]): void {
  const { activeId, order, isOpen } = useTerminalPanelStore.getState();
  if (before === undefined && now.length > 0 && read('session', 'isOpen') === undefined) {
    useTerminalPanelStore.setState({ isOpen: true });
  }
  if (activeId !== undefined && now.some(({ id }) => id === activeId)) return;
  const wasListed = before?.some(({ id }) => id === activeId) ?? true;
  if (activeId !== undefined && !wasListed) return;
  const index = orderSessions(before ?? [], order).findIndex(({ id }) => id === activeId);
  const left = orderSessions(now, order);
  const next = index < 0 ? left.at(-1) : left[Math.min(index, left.length - 1)];
  useTerminalPanelStore.setState({ activeId: next?.id, wantsFocus: isOpen && index >= 0 });
}

function within(fontSizePx: number): number {
  return Math.min(LARGEST_FONT_PX, Math.max(SMALLEST_FONT_PX, fontSizePx));
}

type Lifetime = 'session' | 'local';

function storageOf(lifetime: Lifetime): Storage | undefined {
  if (!hasPage) return undefined;
  return lifetime === 'session' ? window.sessionStorage : window.localStorage;
}

function read(lifetime: Lifetime, name: string): string | undefined {
  const text = storageOf(lifetime)?.getItem(`terminals.${name}`);
  return text === null || text === '' ? undefined : text;
}

function readNumber(name: string, otherwise: number): number {
  const value = Number(read('local', name) ?? Number.NaN);
  return Number.isFinite(value) ? value : otherwise;
}

function save(lifetime: Lifetime, name: string, text: string): void {
  storageOf(lifetime)?.setItem(`terminals.${name}`, text);
}
