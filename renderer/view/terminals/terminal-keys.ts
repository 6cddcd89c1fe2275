/** A step from pane to pane. */
export type PaneStep = 'pane-left' | 'pane-right' | 'pane-up' | 'pane-down';

/** What keys do in the panel; all other keys go to the program. */
export type TerminalCommand =
  | 'toggle'
  | 'palette'
  | 'next'
  | 'previous'
  | 'move-right'
  | 'move-left'
  | 'split-right'
  | 'split-down'
  | PaneStep
  | 'copy'
  | 'find'
  | 'select-all'
  | 'clear'
  | 'larger'
  | 'smaller'
  | 'usual-size';

/** A key as far as commands go. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'
>;

const CONTROL: Readonly<Record<string, TerminalCommand>> = {
  PageDown: 'next',
  PageUp: 'previous',
  '=': 'larger',
  '+': 'larger',
  '-': 'smaller',
  '0': 'usual-size',
};

const CONTROL_SHIFT: Readonly<Record<string, TerminalCommand>> = {
  PageDown: 'move-right',
  PageUp: 'move-left',
  // Where plus lies above another character.
  '+': 'larger',
  C: 'copy',
  F: 'find',
  A: 'select-all',
  K: 'clear',
  P: 'palette',
  D: 'split-right',
  E: 'split-down',
  ArrowLeft: 'pane-left',
  ArrowRight: 'pane-right',
  ArrowUp: 'pane-up',
  ArrowDown: 'pane-down',
};

/** A Mac's own keys for the same; Control goes to the program there. */
const COMMAND: Readonly<Record<string, TerminalCommand>> = {
  c: 'copy',
  f: 'find',
  a: 'select-all',
  k: 'clear',
  d: 'split-right',
  e: 'split-down',
  '=': 'larger',
  '+': 'larger',
  '-': 'smaller',
  '0': 'usual-size',
};

/** A Mac's own keys with Shift. */
const COMMAND_SHIFT: Readonly<Record<string, TerminalCommand>> = {
  p: 'palette',
  ArrowLeft: 'pane-left',
  ArrowRight: 'pane-right',
  ArrowUp: 'pane-up',
  ArrowDown: 'pane-down',
};

/** Whether a command goes from pane to pane: with one pane its keys are the program's. */
export function isPaneStep(command: TerminalCommand | undefined): command is PaneStep {
  return command?.startsWith('pane-') === true;
}

/** The command of a key; undefined where it is the program's. */
export function commandOf({
  key,
  code,
  ctrlKey,
  shiftKey,
  altKey,
  metaKey,
}: KeyPress): TerminalCommand | undefined {
  if (key === 'F1' && !altKey && !ctrlKey && !metaKey && !shiftKey) return 'palette';
  if (altKey || ctrlKey === metaKey) return undefined;
  if (metaKey)
    return (shiftKey ? COMMAND_SHIFT : COMMAND)[key.length === 1 ? key.toLowerCase() : key];
  // By its place: on many keyboards it needs another key to write it.
  if (code === 'Backquote' && !shiftKey) return 'toggle';
  return shiftKey ? CONTROL_SHIFT[key.length === 1 ? key.toUpperCase() : key] : CONTROL[key];
}
