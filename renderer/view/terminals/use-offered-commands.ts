import { useEffect, useRef } from 'react';
import type { Session } from '../../../shared/contract/terminal.ts';
import { offerCommands, type PaletteCommand } from '../../store/palette-store.ts';
import { askHelper } from '../../store/helper-store.ts';
import { askTerminalOptions } from '../../store/terminal-options-store.ts';
import { chooseRecording, saveTerminalText, stopRecording } from '../../store/recording-store.ts';
import { toggleScreenReader } from '../../store/terminal-settings-store.ts';
import {
  bringTerminalBack,
  closeTerminal,
  moveTerminalToWindow,
  openTerminal,
  reconnectTerminal,
} from '../../store/terminal-store.ts';
import { keysOf, needsTabs, type TerminalCommand } from './terminal-keys.ts';
import type { MenuDialog } from './tools-menu.tsx';

interface OfferedScope {
  readonly active: Session | undefined;
  /** Whether it has a window of its own, without tabs and panes. */
  readonly isAlone?: boolean;
  readonly run: (command: TerminalCommand) => void;
  readonly onDialog: (dialog: MenuDialog) => void;
}

const COMMANDS: readonly (readonly [TerminalCommand, string])[] = [
  ['split-right', 'Split terminal to the right'],
  ['split-down', 'Split terminal downwards'],
  ['find', 'Find in terminal'],
  ['clear', 'Clear terminal'],
  ['select-all', 'Select all in terminal'],
  ['next', 'Next terminal'],
  ['previous', 'Previous terminal'],
  ['move-right', 'Move terminal to the right'],
  ['move-left', 'Move terminal to the left'],
  ['larger', 'Larger terminal text'],
  ['smaller', 'Smaller terminal text'],
  ['usual-size', 'Usual terminal text'],
];

/** Puts what can be done with terminals into the command palette, for as long as they are seen. */
export function useOfferedCommands(scope: OfferedScope): void {
  const latest = useRef(scope);
  useEffect(() => {
    latest.current = scope;
  });
  useEffect(() => offerCommands(() => commandsOf(latest.current)), []);
}

function commandsOf({ active, isAlone, run, onDialog }: OfferedScope): readonly PaletteCommand[] {
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
      refusal,
      run: withActive(() => onDialog('rename')),
    },
    { label: 'Close terminal', refusal, run: withActive((session) => void closeTerminal(session)) },
    ...COMMANDS.filter(([command]) => isAlone !== true || !needsTabs(command)).map(
      ([command, label]) => ({
        label,
        keys: keysOf(command),
        refusal,
        run: () => run(command),
      }),
    ),
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
    ...endCommands(active),
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

/** The ways on that the bar above a terminal without a program has. */
function endCommands(active: Session): readonly PaletteCommand[] {
  const { state } = active;
  if (state.kind !== 'ended' && state.kind !== 'failed') return [];
  const isStopped = state.kind === 'ended' && !state.isContainerRunning;
  const label = isStopped ? 'Start container and reconnect terminal' : 'Reconnect terminal';
  const hasNoShell = state.kind === 'failed' && state.failure.code === 'tool-missing';
  return [
    { label, run: () => void reconnectTerminal(active) },
    ...(hasNoShell
      ? [{ label: 'Open with a helper…', run: () => void askHelper(active, active) }]
      : []),
  ];
}
