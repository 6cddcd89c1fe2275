import { chordOf, isMac, type KeyPress } from '../../widget/key-chord/key-chord.ts';

const COMMANDS = [
  'toggle',
  'palette',
  'next',
  'previous',
  'move-right',
  'move-left',
  'split-right',
  'split-down',
  'pane-left',
  'pane-right',
  'pane-up',
  'pane-down',
  'copy',
  'find',
  'select-all',
  'clear',
  'larger',
  'smaller',
  'usual-size',
] as const;

/** What keys do in the panel; all other keys go to the program. */
export type TerminalCommand = (typeof COMMANDS)[number];

/** A step from pane to pane. */
export type PaneStep = Extract<TerminalCommand, `pane-${string}`>;

type Chords = readonly [string, ...string[]];
type Keyboard = Readonly<Record<TerminalCommand, Chords>>;

/** The keys of each command; the first is the one that is shown. Ctrl with a letter is the shell's. */
const KEYBOARD: Keyboard = {
  toggle: ['Ctrl+`'],
  palette: ['F1', 'Ctrl+Shift+P'],
  next: ['Ctrl+PageDown'],
  previous: ['Ctrl+PageUp'],
  'move-right': ['Ctrl+Shift+PageDown'],
  'move-left': ['Ctrl+Shift+PageUp'],
  'split-right': ['Ctrl+Shift+D'],
  'split-down': ['Ctrl+Shift+E'],
  'pane-left': ['Ctrl+Shift+ArrowLeft'],
  'pane-right': ['Ctrl+Shift+ArrowRight'],
  'pane-up': ['Ctrl+Shift+ArrowUp'],
  'pane-down': ['Ctrl+Shift+ArrowDown'],
  copy: ['Ctrl+Shift+C'],
  find: ['Ctrl+Shift+F'],
  'select-all': ['Ctrl+Shift+A'],
  clear: ['Ctrl+Shift+K'],
  // With Shift where plus lies above another character.
  larger: ['Ctrl+=', 'Ctrl++', 'Ctrl+Shift++'],
  smaller: ['Ctrl+-'],
  'usual-size': ['Ctrl+0'],
};

/** A Mac's own keys. Ctrl with a letter or a sign is the shell's there too, with Shift as well. */
const MAC_KEYBOARD: Keyboard = {
  ...KEYBOARD,
  palette: ['Shift+Cmd+P', 'F1'],
  // With Shift, brackets write braces.
  next: ['Shift+Cmd+]', 'Shift+Cmd+}', 'Ctrl+PageDown'],
  previous: ['Shift+Cmd+[', 'Shift+Cmd+{', 'Ctrl+PageUp'],
  'split-right': ['Cmd+D'],
  'split-down': ['Cmd+E'],
  'pane-left': ['Shift+Cmd+ArrowLeft'],
  'pane-right': ['Shift+Cmd+ArrowRight'],
  'pane-up': ['Shift+Cmd+ArrowUp'],
  'pane-down': ['Shift+Cmd+ArrowDown'],
  copy: ['Cmd+C'],
  find: ['Cmd+F'],
  'select-all': ['Cmd+A'],
  clear: ['Cmd+K'],
  larger: ['Cmd+=', 'Cmd++', 'Shift+Cmd++'],
  smaller: ['Cmd+-'],
  'usual-size': ['Cmd+0'],
};

/** The keys of a command that menus, tips and the palette show. */
export function keysOf(command: TerminalCommand, onMac = isMac): string {
  return (onMac ? MAC_KEYBOARD : KEYBOARD)[command][0];
}

const BY_CHORD = byChord(KEYBOARD);
const BY_MAC_CHORD = byChord(MAC_KEYBOARD);

/** The command of a key; undefined where it is the program's. */
export function commandOf(press: KeyPress, onMac = isMac): TerminalCommand | undefined {
  return (onMac ? BY_MAC_CHORD : BY_CHORD).get(chordOf(press));
}

/** Whether a command goes from pane to pane: with one pane its keys are the program's. */
export function isPaneStep(command: TerminalCommand | undefined): command is PaneStep {
  return command?.startsWith('pane-') === true;
}

/** Whether a command is about tabs and panes, which only the panel has. */
export function needsTabs(command: TerminalCommand): boolean {
  return /^(next|previous|move|split|pane)/.test(command);
}

function byChord(keyboard: Keyboard): ReadonlyMap<string, TerminalCommand> {
  return new Map(
    COMMANDS.flatMap((command) => keyboard[command].map((chord) => [chord, command] as const)),
  );
}
