import { expect, test } from 'vitest';
import { writeChord, type KeyPress } from '../../widget/key-chord/key-chord.ts';
import { commandOf, keysOf, needsTabs, type TerminalCommand } from './terminal-keys.ts';

const NO_KEY: KeyPress = {
  key: '',
  code: '',
  ctrlKey: false,
  shiftKey: false,
  altKey: false,
  metaKey: false,
};
const control = (key: string, code = ''): KeyPress => ({ ...NO_KEY, key, code, ctrlKey: true });
const controlShift = (key: string): KeyPress => ({ ...control(key), shiftKey: true });
const command = (key: string): KeyPress => ({ ...NO_KEY, key, metaKey: true });
const commandShift = (key: string): KeyPress => ({ ...command(key), shiftKey: true });
const f1 = { ...NO_KEY, key: 'F1' };

const EVERYWHERE = [
  [control('`', 'Backquote'), 'toggle'],
  // A German keyboard writes a dead circumflex there.
  [control('Dead', 'Backquote'), 'toggle'],
  [control('PageDown'), 'next'],
  [control('PageUp'), 'previous'],
  [controlShift('PageDown'), 'move-right'],
  [controlShift('PageUp'), 'move-left'],
  [f1, 'palette'],
] as const;

test.each([
  ...EVERYWHERE,
  [controlShift('C'), 'copy'],
  [controlShift('f'), 'find'],
  [control('='), 'larger'],
  [controlShift('+'), 'larger'],
  [control('-'), 'smaller'],
  [control('0'), 'usual-size'],
  [controlShift('D'), 'split-right'],
  [controlShift('E'), 'split-down'],
  [controlShift('ArrowLeft'), 'pane-left'],
  [controlShift('P'), 'palette'],
] as const)('%o is %s', (press, name) => expect(commandOf(press, false)).toBe(name));

test.each([
  ...EVERYWHERE,
  [command('c'), 'copy'],
  [command('f'), 'find'],
  [command('a'), 'select-all'],
  [command('k'), 'clear'],
  [command('='), 'larger'],
  [commandShift('+'), 'larger'],
  [command('-'), 'smaller'],
  [command('0'), 'usual-size'],
  [command('d'), 'split-right'],
  [commandShift('p'), 'palette'],
  [commandShift('}'), 'next'],
  [commandShift('{'), 'previous'],
  [commandShift('ArrowUp'), 'pane-up'],
] as const)('%o is %s on a Mac', (press, name) => expect(commandOf(press, true)).toBe(name));

test.each(['c', 'd', 'z', 'f', 'r', 'w', 'a', 'e', 'k', 'p', 'v', '1', '[', ']'])(
  'Ctrl+%s is the program’s everywhere',
  (key) => {
    expect(commandOf(control(key), false)).toBeUndefined();
    expect(commandOf(control(key), true)).toBeUndefined();
  },
);

test.each(['C', 'F', 'A', 'K', 'P', '_'])('Ctrl+Shift+%s is the program’s on a Mac', (key) =>
  expect(commandOf(controlShift(key), true)).toBeUndefined(),
);

test.each(['=', '-', '0'])('Ctrl+%s is the program’s on a Mac', (key) =>
  expect(commandOf(control(key), true)).toBeUndefined(),
);

test('the Windows key, keys with Alt, with both of Control and Command, or with neither are the program’s', () => {
  for (const press of [
    command('c'),
    { ...controlShift('C'), altKey: true },
    { ...controlShift('C'), metaKey: true },
    { ...NO_KEY, key: 'PageDown' },
    { ...NO_KEY, key: 'F2' },
  ]) {
    expect(commandOf(press, false)).toBeUndefined();
  }
  expect(commandOf({ ...command('c'), ctrlKey: true }, true)).toBeUndefined();
});

test.each<[TerminalCommand, string, string]>([
  ['toggle', 'Ctrl+`', '⌃`'],
  ['palette', 'F1', '⇧⌘P'],
  ['find', 'Ctrl+Shift+F', '⌘F'],
  ['split-right', 'Ctrl+Shift+D', '⌘D'],
  ['next', 'Ctrl+PageDown', '⇧⌘]'],
  ['larger', 'Ctrl+=', '⌘='],
])('the keys of %s are shown as %s, and as %s on a Mac', (name, other, mac) => {
  expect(writeChord(keysOf(name, false), false)).toBe(other);
  expect(writeChord(keysOf(name, true), true)).toBe(mac);
});

test('a window with one terminal alone leaves out what is about tabs and panes', () => {
  expect(needsTabs('split-down')).toBe(true);
  expect(needsTabs('move-left')).toBe(true);
  expect(needsTabs('find')).toBe(false);
});
