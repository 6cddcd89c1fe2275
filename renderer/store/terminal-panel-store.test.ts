import { beforeEach, expect, test } from 'vitest';
import type { Session } from '../../shared/contract/terminal.ts';
import { sessionsIn } from './terminal-layout.ts';
import {
  chooseTerminal,
  keepChoice,
  moveTab,
  showTerminal,
  stepPane,
  stepTab,
  stepTerminal,
  tabsOf,
  toggleTerminals,
  useTerminalPanelStore,
} from './terminal-panel-store.ts';

const session = (id: string): Session => ({
  id,
  kind: 'shell',
  isReadOnly: false,
  containerId: 'c'.repeat(64),
  containerName: id,
  image: 'busybox:1',
  shell: '/bin/sh',
  title: '',
  name: '',
  state: { kind: 'running' },
  startedAtMs: 0,
  size: { columns: 80, rows: 24 },
  bellCount: 0,
  isInOwnWindow: false,
});
const [a, b, c] = [session('a'), session('b'), session('c')];
const first = useTerminalPanelStore.getState();
const state = (): typeof first => useTerminalPanelStore.getState();
const shown = (sessions: readonly Session[]): readonly (readonly string[])[] =>
  tabsOf(sessions, state().tabs).map(({ panes }) => sessionsIn(panes));

beforeEach(() => useTerminalPanelStore.setState(first, true));

test('after a reload, sessions that go on are shown with the newest chosen', () => {
  keepChoice(undefined, [a, b]);
  expect(state()).toMatchObject({ isOpen: true, activeId: 'b' });
});

test('without sessions the panel stays away', () => {
  keepChoice(undefined, []);
  expect(state()).toMatchObject({ isOpen: false, activeId: undefined });
});

test('a session that was opened stays chosen until the list knows it', () => {
  keepChoice(undefined, [a]);
  showTerminal('b');
  keepChoice([a], [a]);
  expect(state().activeId).toBe('b');
  keepChoice([a], [a, b]);
  expect(state().activeId).toBe('b');
});

test('a session that goes leaves its place to the one after it, the last to the one before', () => {
  useTerminalPanelStore.setState({ isOpen: true, activeId: 'b' });
  keepChoice([a, b, c], [a, c]);
  expect(state()).toMatchObject({ activeId: 'c', wantsFocus: true });
  keepChoice([a, c], [a]);
  expect(state().activeId).toBe('a');
  keepChoice([a], []);
  expect(state().activeId).toBeUndefined();
});

test('one that was not chosen goes without a change', () => {
  useTerminalPanelStore.setState({ isOpen: true, activeId: 'b' });
  keepChoice([a, b], [b]);
  expect(state()).toMatchObject({ activeId: 'b', wantsFocus: false });
});

test('tabs are stepped through round the ends, in the order that they were moved to', () => {
  useTerminalPanelStore.setState({ activeId: 'a' });
  stepTab([a, b, c], 'a', -1);
  stepTab([a, b, c], 'a', 1);
  expect(shown([a, b, c])).toEqual([['b'], ['a'], ['c']]);
  const passed = [1, 1, 1, -1].map((by) => {
    stepTerminal([a, b, c], by === 1 ? 1 : -1);
    return state().activeId;
  });
  expect(passed).toEqual(['c', 'b', 'a', 'b']);
});

test('a tab is moved to any place, and a session that came later stands after them', () => {
  moveTab([a, b], 'a', 1);
  expect(shown([a, b, c])).toEqual([['b'], ['a'], ['c']]);
  moveTab([a, b, c], 'c', 0);
  expect(shown([a, b, c])).toEqual([['c'], ['b'], ['a']]);
  moveTab([a, b, c], 'c', 3);
  expect(shown([a, b, c])).toEqual([['c'], ['b'], ['a']]);
});

test('a session that was opened beside another shares its tab before the list knows it', () => {
  useTerminalPanelStore.setState({ activeId: 'a' });
  showTerminal('c', { sessionId: 'a', axis: 'row' });
  expect(shown([a, b])).toEqual([['a'], ['b']]);
  keepChoice([a, b], [a, b]);
  keepChoice([a, b], [a, b, c]);
  expect(shown([a, b, c])).toEqual([['a', 'c'], ['b']]);
  expect(state().activeId).toBe('c');
  stepPane('left');
  expect(state()).toMatchObject({ activeId: 'a', wantsFocus: true });
  stepTerminal([a, b, c], 1);
  stepTerminal([a, b, c], 1);
  expect(state().activeId).toBe('a');
});

test('a session that the list knew first comes to stand beside the other all the same', () => {
  keepChoice([a, b], [a, b, c]);
  showTerminal('c', { sessionId: 'a', axis: 'row' });
  expect(shown([a, b, c])).toEqual([['a', 'c'], ['b']]);
});

test('a pane that goes leaves the keyboard to the other one in its tab', () => {
  useTerminalPanelStore.setState({ isOpen: true, activeId: 'a' });
  showTerminal('c', { sessionId: 'a', axis: 'column' });
  keepChoice([a, b], [a, b, c]);
  keepChoice([a, b, c], [a, b]);
  expect(state()).toMatchObject({ activeId: 'a', wantsFocus: true });
  expect(shown([a, b])).toEqual([['a'], ['b']]);
});

test('a tab remembers which of its panes had the keyboard', () => {
  showTerminal('c', { sessionId: 'a', axis: 'row' });
  keepChoice([a, b], [a, b, c]);
  chooseTerminal('a', true);
  chooseTerminal('b', true);
  stepTerminal([a, b, c], -1);
  expect(state().activeId).toBe('a');
});

test('a panel that is shown takes the keyboard', () => {
  toggleTerminals();
  expect(state()).toMatchObject({ isOpen: true, wantsFocus: true });
  toggleTerminals();
  expect(state()).toMatchObject({ isOpen: false, wantsFocus: false });
});
