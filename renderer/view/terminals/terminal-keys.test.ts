import { expect, test } from 'vitest';
import { commandOf, type KeyPress } from './terminal-keys.ts';

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

test.each([
  [control('`', 'Backquote'), 'toggle'],
  // A German keyboard writes a dead circumflex there.
  [control('Dead', 'Backquote'), 'toggle'],
  [control('PageDown'), 'next'],
  [control('PageUp'), 'previous'],
  [controlShift('PageDown'), 'move-right'],
  [controlShift('PageUp'), 'move-left'],
  [controlShift('C'), 'copy'],
  [controlShift('f'), 'find'],
  [control('='), 'larger'],
  [controlShift('+'), 'larger'],
  [control('-'), 'smaller'],
  [control('0'), 'usual-size'],
  [{ ...NO_KEY, key: 'c', metaKey: true }, 'copy'],
  [controlShift('D'), 'split-right'],
  [controlShift('E'), 'split-down'],
  [controlShift('ArrowLeft'), 'pane-left'],
  [{ ...NO_KEY, key: 'ArrowUp', metaKey: true, shiftKey: true }, 'pane-up'],
  [{ ...NO_KEY, key: 'd', metaKey: true }, 'split-right'],
  [controlShift('P'), 'palette'],
  [{ ...NO_KEY, key: 'p', metaKey: true, shiftKey: true }, 'palette'],
  [{ ...NO_KEY, key: 'F1' }, 'palette'],
] as const)('%o is %s', (press, command) => {
  expect(commandOf(press)).toBe(command);
});

test.each(['c', 'd', 'z', 'f', 'r', 'w', 'a', 'k', 'v', '1'])('Ctrl+%s is the program’s', (key) =>
  expect(commandOf(control(key))).toBeUndefined(),
);

test('keys with Alt, with both of Control and Command, or with neither are the program’s', () => {
  expect(commandOf({ ...controlShift('C'), altKey: true })).toBeUndefined();
  expect(commandOf({ ...controlShift('C'), metaKey: true })).toBeUndefined();
  expect(commandOf({ ...NO_KEY, key: 'PageDown' })).toBeUndefined();
  expect(commandOf({ ...NO_KEY, key: 'F2' })).toBeUndefined();
});
