import { useEffect, useRef } from 'react';
import type { Session } from '../../../shared/contract/terminal.ts';
import { offerCommands, type PaletteCommand } from '../../store/palette-store.ts';
import { askTerminalOptions } from '../../store/terminal-options-store.ts';
import { chooseRecording, saveTerminalText, stopRecording } from '../../store/recording-store.ts';
import { toggleScreenReader } from '../../store/terminal-settings-store.ts';
import {
  bringTerminalBack,
  closeTerminal,
  moveTerminalToWindow,
  openTerminal,
} from '../../store/terminal-store.ts';
import type { TerminalCommand } from './terminal-keys.ts';
import type { MenuDialog } from './tools-menu.tsx';

interface OfferedScope {
  readonly active: Session | undefined;
  readonly run: (command: TerminalCommand) => void;
  readonly onDialog: (dialog: MenuDialog) => void;
}

const COMMANDS: readonly (readonly [TerminalCommand, string, string?])[] = [
  ['split-right', 'Split terminal to the right', 'Ctrl+Shift+D'],
  ['split-down', 'Split terminal downwards', 'Ctrl+Shift+E'],
  ['find', 'Find in terminal', 'Ctrl+Shift+F'],
  ['clear', 'Clear terminal', 'Ctrl+Shift+K'],
  ['select-all', 'Select all in terminal', 'Ctrl+Shift+A'],
  ['next', 'Next terminal', 'Ctrl+PageDown'],
  ['previous', 'Previous terminal', 'Ctrl+PageUp'],
  ['move-right', 'Move terminal to the right', 'Ctrl+Shift+PageDown'],
  ['move-left', 'Move terminal to the left', 'Ctrl+Shift+PageUp'],
  ['larger', 'Larger terminal text', 'Ctrl+='],
  ['smaller', 'Smaller terminal text', 'Ctrl+-'],
  ['usual-size', 'Usual terminal text', 'Ctrl+0'],
];

/** Puts what the panel can do into the command palette, for as long as the panel is there. */
export function useOfferedCommands(scope: OfferedScope): void {
  const latest = useRef(scope);
  useEffect(() => {
    latest.current = scope;
  });
  useEffect(() => offerCommands(() => commandsOf(latest.current)), []);
}

function commandsOf({ active, run, onDialog }: OfferedScope): readonly PaletteCommand[] {
  const refusal = active === undefined ? 'There is no terminal' : undefined;
  const withActive = (go: (session: Session) => void) => (): void => {
    if (active !== undefined) go(active);
  };
  return [
    { label: 'New terminal', refusal, run: withActive((session) => void openTerminal(session)) },
    {
      label: 'New terminal with options…',
      refusal,
      run: withActive((session) => askTerminalOptions(session, true)),
    },
    {
      label: 'Rename terminal…',
      keys: 'F2',
      refusal,
      run: withActive(() => onDialog('rename')),
    },
    { label: 'Close terminal', refusal, run: withActive((session) => void closeTerminal(session)) },
    ...COMMANDS.map(([command, label, keys]) => ({
      label,
      keys,
      refusal,
      run: () => run(command),
    })),
    ...(active === undefined ? [] : sessionCommands(active, onDialog)),
    { label: 'Play a recording…', run: () => void chooseRecording() },
    { label: 'Terminal settings', run: () => onDialog('settings') },
    { label: 'Switch the terminals’ screen reader on or off', run: () => toggleScreenReader() },
  ];
}

function sessionCommands(
  active: Session,
  onDialog: (dialog: MenuDialog) => void,
): readonly PaletteCommand[] {
  return [
    active.isInOwnWindow
      ? { label: 'Bring terminal back', run: () => void bringTerminalBack(active) }
      : {
          label: 'Move terminal to its own window',
          run: () => void moveTerminalToWindow(active),
        },
    { label: 'Save terminal’s text…', run: () => void saveTerminalText(active) },
    active.recording?.kind === 'running'
      ? { label: 'Stop recording terminal', run: () => void stopRecording(active) }
      : { label: 'Record terminal…', run: () => onDialog('record') },
  ];
}
