import { expect, test } from 'vitest';
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
  type TerminalTab,
} from './terminal-layout.ts';

/** `a` over `b`, both left of `c`, which stands left of `d`. */
function fourPanes(): TerminalTab {
  const beside = splitBeside([singleTab('a')], 'a', 'row', 'c');
  const below = splitBeside(beside, 'a', 'column', 'b');
  const [tab] = splitBeside(below, 'c', 'row', 'd');
  if (tab === undefined) throw new Error('no tab');
  return tab;
}

test('a split puts the new session beside the old one, and a tab knows all of its sessions', () => {
  const tab = fourPanes();
  expect(sessionsIn(tab.panes)).toEqual(['a', 'b', 'c', 'd']);
  expect(tabOf([singleTab('x'), tab], 'd')).toBe(tab);
  expect(tabOf([tab], undefined)).toBeUndefined();
});

test('one goes from pane to pane in four directions, and stays at the edges', () => {
  const { panes } = fourPanes();
  expect(neighbourOf(panes, 'a', 'right')).toBe('c');
  expect(neighbourOf(panes, 'a', 'down')).toBe('b');
  expect(neighbourOf(panes, 'b', 'up')).toBe('a');
  expect(neighbourOf(panes, 'b', 'right')).toBe('c');
  expect(neighbourOf(panes, 'c', 'left')).toBe('a');
  expect(neighbourOf(panes, 'c', 'right')).toBe('d');
  expect(neighbourOf(panes, 'd', 'left')).toBe('c');
  expect(neighbourOf(panes, 'd', 'right')).toBeUndefined();
  expect(neighbourOf(panes, 'a', 'left')).toBeUndefined();
  expect(neighbourOf(panes, 'b', 'down')).toBeUndefined();
});

test('a pane that goes leaves its place to the other, and its keyboard to the nearest', () => {
  const tab = { ...fourPanes(), activeId: 'b' };
  const [left] = keepSessions([tab], (id) => id !== 'b');
  expect(left).toMatchObject({ id: 'a', activeId: 'c' });
  expect(left?.panes).toMatchObject({ axis: 'row', first: { sessionId: 'a' } });
  const [last] = keepSessions([tab], (id) => id === 'd');
  expect(last).toEqual({ id: 'a', panes: { kind: 'pane', sessionId: 'd' }, activeId: 'd' });
  expect(keepSessions([tab], () => false)).toEqual([]);
});

test('sessions that are in no tab get one each, at the end', () => {
  const tabs = arrangeTabs(['a', 'x', 'd', 'y'], [singleTab('gone'), fourPanes()]);
  expect(tabs.map(({ panes }) => sessionsIn(panes))).toEqual([['a', 'd'], ['x'], ['y']]);
});

test('a share is kept between its ends, and belongs to one split', () => {
  const [wide] = shareSplit([fourPanes()], 'a', [], 97);
  expect(wide?.panes).toMatchObject({ sharePct: 90, first: { sharePct: 50 } });
  const [inner] = shareSplit([fourPanes()], 'a', ['first'], 33.4);
  expect(inner?.panes).toMatchObject({ sharePct: 50, first: { sharePct: 33 } });
});

test('what was kept is read again, and nothing else is', () => {
  const tabs = [fourPanes(), singleTab('x')];
  expect(readTabs(JSON.stringify(tabs))).toEqual(tabs);
  for (const text of [undefined, '', '{', '[1]', '[{"id":"a","activeId":"a","panes":{}}]']) {
    expect(readTabs(text)).toEqual([]);
  }
  const pane = { kind: 'pane', sessionId: 'a' };
  let panes: unknown = pane;
  for (let depth = 0; depth < 80; depth += 1) {
    panes = { kind: 'split', axis: 'row', sharePct: 50, first: panes, second: pane };
  }
  expect(readTabs(JSON.stringify([{ id: 'a', activeId: 'a', panes }]))).toEqual([]);
});
