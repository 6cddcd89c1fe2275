/** Whether this is a Mac, whose keys are named and used differently. */
export const isMac = globalThis.navigator?.userAgent.includes('Macintosh') ?? false;

/** A key as far as commands go. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'
>;

/**
 * Keys that are pressed together, as `Ctrl+Alt+Shift+Cmd+F` without those that are not: modifiers in this order, then
 * the character that is written, as a capital, or the key's name.
 */
export function chordOf({ key, code, ctrlKey, altKey, shiftKey, metaKey }: KeyPress): string {
  const modifiers = [
    ctrlKey && 'Ctrl+',
    altKey && 'Alt+',
    shiftKey && 'Shift+',
    metaKey && 'Cmd+',
  ].filter((modifier) => modifier !== false);
  // By its place: on many keyboards it needs another key to write it.
  const name = code === 'Backquote' ? '`' : key.length === 1 ? key.toUpperCase() : key;
  return modifiers.join('') + name;
}

/** A key with the platform's own for commands: Cmd on a Mac, where Ctrl is the shell's, else Ctrl. */
export function commandChord(key: string, onMac = isMac): string {
  return `${onMac ? 'Cmd' : 'Ctrl'}+${key}`;
}

const MAC_SIGNS: Readonly<Record<string, string>> = {
  Ctrl: '⌃',
  Alt: '⌥',
  Shift: '⇧',
  Cmd: '⌘',
};

/** A chord as the platform's menus write it: `Ctrl+Shift+F`, `⇧⌘F`. */
export function writeChord(chord: string, onMac = isMac): string {
  if (!onMac) return chord;
  return chord.replaceAll(/(Ctrl|Alt|Shift|Cmd)\+/g, (_all, name: string) => MAC_SIGNS[name] ?? '');
}

/** A chord for `aria-keyshortcuts`, which has names of its own. */
export function ariaChord(chord: string): string {
  return chord.replace('Ctrl+', 'Control+').replace('Cmd+', 'Meta+');
}
