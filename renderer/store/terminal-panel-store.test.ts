import { beforeEach, expect, test } from 'vitest';
import type { Session } from '../../shared/contract/terminal.ts';
import {
  keepChoice,
  moveTerminal,
  orderSessions,
  showTerminal,
  stepTerminal,
  toggleTerminals,
  useTerminalPanelStore,
  zoomTerminals,
} from './terminal-panel-store.ts';

const session = (id: string): Session => ({
  id,
  containerId: 'c'.repeat(64),
  containerName: id,
  image: 'busybox:1',
  shell: '/bin/sh',
  title: '',
  name: '',
  state: { kind: 'running' },
  startedAtMs: 0,
  size: { columns: 80, rows: 24 },
});
const [a, b, c] = [session('a'), session('b'), session('c')];
const first = useTerminalPanelStore.getState();
const state = (): typeof first => useTerminalPanelStore.getState();

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
  moveTerminal([a, b, c], 'a', -1);
  moveTerminal([a, b, c], 'a', 1);
  const ids = orderSessions([a, b, c], state().order).map(({ id }) => id);
  expect(ids).toEqual(['b', 'a', 'c']);
  const passed = [1, 1, 1, -1].map((by) => {
    stepTerminal([a, b, c], by === 1 ? 1 : -1);
    return state().activeId;
  });
  expect(passed).toEqual(['c', 'b', 'a', 'b']);
});

test('a session that came later stands after the ones that were moved', () => {
  moveTerminal([a, b], 'a', 1);
  expect(orderSessions([a, b, c], state().order)).toEqual([b, a, c]);
});

test('a panel that is shown takes the keyboard', () => {
  toggleTerminals();
  expect(state()).toMatchObject({ isOpen: true, wantsFocus: true });
  toggleTerminals();
  expect(state()).toMatchObject({ isOpen: false, wantsFocus: false });
});

test('the text has a smallest and a largest size, and finds back', () => {
  for (let press = 0; press < 60; press += 1) zoomTerminals(1);
  expect(state().fontSizePx).toBe(32);
  for (let press = 0; press < 60; press += 1) zoomTerminals(-1);
  expect(state().fontSizePx).toBe(8);
  zoomTerminals(0);
  expect(state().fontSizePx).toBe(13);
});
