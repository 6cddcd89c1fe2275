import { expect, test } from 'vitest';
import { ariaChord, chordOf, commandChord, writeChord, type KeyPress } from './key-chord.ts';

const PLAIN: KeyPress = {
  key: 'f',
  code: 'KeyF',
  ctrlKey: false,
  shiftKey: false,
  altKey: false,
  metaKey: false,
};

test.each([
  [PLAIN, 'F'],
  [{ ...PLAIN, ctrlKey: true, shiftKey: true, key: 'F' }, 'Ctrl+Shift+F'],
  [{ ...PLAIN, shiftKey: true, metaKey: true }, 'Shift+Cmd+F'],
  [{ ...PLAIN, ctrlKey: true, altKey: true, key: 'PageDown' }, 'Ctrl+Alt+PageDown'],
  [{ ...PLAIN, ctrlKey: true, key: '+' }, 'Ctrl++'],
  // A German keyboard writes a dead circumflex there.
  [{ ...PLAIN, ctrlKey: true, key: 'Dead', code: 'Backquote' }, 'Ctrl+`'],
])('%o is %s', (press, chord) => expect(chordOf(press)).toBe(chord));

test.each([
  ['Ctrl+`', 'Ctrl+`', '⌃`'],
  ['Shift+Cmd+P', 'Shift+Cmd+P', '⇧⌘P'],
  ['Cmd++', 'Cmd++', '⌘+'],
  ['F1', 'F1', 'F1'],
])('%s is written as %s, and as %s on a Mac', (chord, other, mac) => {
  expect(writeChord(chord, false)).toBe(other);
  expect(writeChord(chord, true)).toBe(mac);
});

test('the key for commands is the platform’s own', () => {
  expect(commandChord('1', false)).toBe('Ctrl+1');
  expect(writeChord(commandChord('1', true), true)).toBe('⌘1');
});

test('who listens to the page hears the keys’ long names', () => {
  expect(ariaChord('Ctrl+Shift+F')).toBe('Control+Shift+F');
  expect(ariaChord('Shift+Cmd+P')).toBe('Shift+Meta+P');
});
