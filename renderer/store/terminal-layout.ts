/** How two panes lie: beside each other, or one above the other. */
export type SplitAxis = 'row' | 'column';

/** Where one may go from a pane. */
export type PaneDirection = 'left' | 'right' | 'up' | 'down';

/** The panes of a tab: one, or a place shared by two, each of which may be shared again. */
export type PaneTree =
  | { readonly kind: 'pane'; readonly sessionId: string }
  | {
      readonly kind: 'split';
      readonly axis: SplitAxis;
      /** What the first has of the place. */
      readonly sharePct: number;
      readonly first: PaneTree;
      readonly second: PaneTree;
    };

/** One tab of the panel. */
export interface TerminalTab {
  /** The session that it was made for, which may have gone since. */
  readonly id: string;
  readonly panes: PaneTree;
  /** The session that had the keyboard last in it. */
  readonly activeId: string;
}

/** The way from a tab's whole place to a split in it. */
export type SplitPath = readonly ('first' | 'second')[];

/** What each side of a divider keeps. */
export const MIN_SHARE_PCT = 10;
const HALF_PCT = 50;

/** Every session of a tree, from left to right and from top to bottom. */
export function sessionsIn(tree: PaneTree): readonly string[] {
  if (tree.kind === 'pane') return [tree.sessionId];
  return [...sessionsIn(tree.first), ...sessionsIn(tree.second)];
}

/** The tab that a session is in. */
export function tabOf(
  tabs: readonly TerminalTab[],
  sessionId: string | undefined,
): TerminalTab | undefined {
  return tabs.find(({ panes }) => sessionId !== undefined && sessionsIn(panes).includes(sessionId));
}

/** A tab with one pane. */
export function singleTab(sessionId: string): TerminalTab {
  return { id: sessionId, panes: { kind: 'pane', sessionId }, activeId: sessionId };
}

/** The tabs with the sessions that there are: those that went are left out, new ones stand at the end. */
export function arrangeTabs(
  sessionIds: readonly string[],
  tabs: readonly TerminalTab[],
): readonly TerminalTab[] {
  const kept = keepSessions(tabs, (id) => sessionIds.includes(id));
  const placed = new Set(kept.flatMap(({ panes }) => sessionsIn(panes)));
  return [...kept, ...sessionIds.filter((id) => !placed.has(id)).map(singleTab)];
}

/** The tabs without the sessions that are not kept; what they leave goes to their neighbours. */
export function keepSessions(
  tabs: readonly TerminalTab[],
  isKept: (sessionId: string) => boolean,
): readonly TerminalTab[] {
  return tabs.flatMap((tab) => {
    const panes = prune(tab.panes, isKept);
    if (panes === undefined) return [];
    const left = sessionsIn(panes);
    if (left.includes(tab.activeId)) return [{ ...tab, panes }];
    const index = sessionsIn(tab.panes).indexOf(tab.activeId);
    return [{ ...tab, panes, activeId: left[Math.min(index, left.length - 1)] ?? tab.id }];
  });
}

/** The tabs with a new session beside or below another one. */
export function splitBeside(
  tabs: readonly TerminalTab[],
  sessionId: string,
  axis: SplitAxis,
  newId: string,
): readonly TerminalTab[] {
  return tabs.map((tab) => ({ ...tab, panes: splitPane(tab.panes, sessionId, axis, newId) }));
}

/** The tabs with the share of one split changed. */
export function shareSplit(
  tabs: readonly TerminalTab[],
  tabId: string,
  path: SplitPath,
  sharePct: number,
): readonly TerminalTab[] {
  const share = Math.round(Math.min(100 - MIN_SHARE_PCT, Math.max(MIN_SHARE_PCT, sharePct)));
  return tabs.map((tab) =>
    tab.id === tabId ? { ...tab, panes: withShare(tab.panes, path, share) } : tab,
  );
}

/** The session beside another one in a direction; undefined at the edge. */
export function neighbourOf(
  tree: PaneTree,
  sessionId: string,
  direction: PaneDirection,
): string | undefined {
  if (tree.kind === 'pane') return undefined;
  const isForward = direction === 'right' || direction === 'down';
  const axis: SplitAxis = direction === 'left' || direction === 'right' ? 'row' : 'column';
  const isInFirst = sessionsIn(tree.first).includes(sessionId);
  const within = neighbourOf(isInFirst ? tree.first : tree.second, sessionId, direction);
  if (within !== undefined) return within;
  if (tree.axis !== axis || isInFirst !== isForward) return undefined;
  const ids = sessionsIn(isForward ? tree.second : tree.first);
  // The nearer edge of what lies there; of several at this edge the first.
  return isForward ? ids[0] : nearestBack(tree.first, axis);
}

function nearestBack(tree: PaneTree, axis: SplitAxis): string {
  if (tree.kind === 'pane') return tree.sessionId;
  return nearestBack(tree.axis === axis ? tree.second : tree.first, axis);
}

function prune(tree: PaneTree, isKept: (sessionId: string) => boolean): PaneTree | undefined {
  if (tree.kind === 'pane') return isKept(tree.sessionId) ? tree : undefined;
  const first = prune(tree.first, isKept);
  const second = prune(tree.second, isKept);
  if (first === undefined || second === undefined) return first ?? second;
  return { ...tree, first, second };
}

function splitPane(tree: PaneTree, sessionId: string, axis: SplitAxis, newId: string): PaneTree {
  if (tree.kind === 'split') {
    const { first, second } = tree;
    return {
      ...tree,
      first: splitPane(first, sessionId, axis, newId),
      second: splitPane(second, sessionId, axis, newId),
    };
  }
  if (tree.sessionId !== sessionId) return tree;
  const second: PaneTree = { kind: 'pane', sessionId: newId };
  return { kind: 'split', axis, sharePct: HALF_PCT, first: tree, second };
}

function withShare(tree: PaneTree, [step, ...rest]: SplitPath, sharePct: number): PaneTree {
  if (tree.kind === 'pane') return tree;
  if (step === undefined) return { ...tree, sharePct };
  return { ...tree, [step]: withShare(tree[step], rest, sharePct) };
}

/** There are 64 terminals at most: no tree that was written here is deeper. */
const MAX_DEPTH = 64;

/** Tabs from the text that they were kept as; what is no such text is none. */
export function readTabs(text: string | undefined): readonly TerminalTab[] {
  if (text === undefined) return [];
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every(isTab) ? value : [];
  } catch {
    return [];
  }
}

function isTab(value: unknown): value is TerminalTab {
  if (typeof value !== 'object' || value === null) return false;
  if (!('id' in value && 'activeId' in value && 'panes' in value)) return false;
  return (
    typeof value.id === 'string' && typeof value.activeId === 'string' && isTree(value.panes, 0)
  );
}

function isTree(value: unknown, depth: number): value is PaneTree {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return false;
  if ('sessionId' in value) {
    return typeof value.sessionId === 'string' && 'kind' in value && value.kind === 'pane';
  }
  return 'kind' in value && value.kind === 'split' && isSplit(value, depth);
}

function isSplit(value: object, depth: number): boolean {
  if (!('axis' in value && 'sharePct' in value && 'first' in value && 'second' in value)) {
    return false;
  }
  const { axis, sharePct, first, second } = value;
  const isShared = (axis === 'row' || axis === 'column') && typeof sharePct === 'number';
  return isShared && isTree(first, depth + 1) && isTree(second, depth + 1);
}
