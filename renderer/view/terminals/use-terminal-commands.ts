import type { KeyboardEvent } from 'react';
import type { Session } from '../../../shared/contract/terminal.ts';
import type { PaneDirection } from '../../store/terminal-layout.ts';
import { stepPane, stepTab, stepTerminal } from '../../store/terminal-panel-store.ts';
import { zoomTerminals } from '../../store/terminal-settings-store.ts';
import { splitTerminal } from '../../store/terminal-store.ts';
import { copyText } from '../../widget/copy-button/copy-text.ts';
import type { TerminalScreen } from '../../widget/terminal-pane/terminal-screen.ts';
import {
  commandOf,
  isPaneStep,
  needsTabs,
  type PaneStep,
  type TerminalCommand,
} from './terminal-keys.ts';

interface CommandScope {
  /** In the order of their tabs. */
  readonly sessions: readonly Session[];
  readonly active: Session | undefined;
  readonly screen: TerminalScreen | undefined;
  /** Whether the chosen tab has panes to go between. */
  readonly isSplit: boolean;
  /** Whether it has a window of its own, without tabs. */
  readonly isAlone?: boolean;
  readonly onFind: () => void;
}

interface TerminalCommands {
  readonly run: (command: TerminalCommand) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** What the panel's keys and its menu do. */
export function useTerminalCommands(scope: CommandScope): TerminalCommands {
  const run = (command: TerminalCommand): void => runCommand(command, scope);
  return {
    run,
    onKeyDown: (event) => {
      const command = commandOf(event);
      // The window itself shows and hides the panel and the palette.
      if (command === undefined || command === 'toggle' || command === 'palette') return;
      if (isPaneStep(command) && !scope.isSplit) return;
      if (scope.isAlone === true && needsTabs(command)) return;
      const isText = event.target instanceof HTMLInputElement;
      // In a field of the panel, copying and marking mean the field.
      if (isText && (command === 'copy' || command === 'select-all')) return;
      event.preventDefault();
      event.stopPropagation();
      run(command);
    },
  };
}

const DIRECTIONS: Readonly<Record<PaneStep, PaneDirection>> = {
  'pane-left': 'left',
  'pane-right': 'right',
  'pane-up': 'up',
  'pane-down': 'down',
};

function runCommand(
  command: TerminalCommand,
  { sessions, active, screen, onFind }: CommandScope,
): void {
  switch (command) {
    case 'toggle':
    case 'palette':
      return;
    case 'next':
      return stepTerminal(sessions, 1);
    case 'previous':
      return stepTerminal(sessions, -1);
    case 'move-right':
      return active && stepTab(sessions, active.id, 1);
    case 'move-left':
      return active && stepTab(sessions, active.id, -1);
    case 'split-right':
      return void (active && splitTerminal(active, 'row'));
    case 'split-down':
      return void (active && splitTerminal(active, 'column'));
    case 'pane-left':
    case 'pane-right':
    case 'pane-up':
    case 'pane-down':
      return stepPane(DIRECTIONS[command]);
    case 'copy':
      if (screen?.hasSelection === true) void copyText(screen.copied());
      return;
    case 'find':
      return active && onFind();
    case 'select-all':
      return screen?.selectAll();
    case 'clear':
      return screen?.clear();
    case 'larger':
      return zoomTerminals(1);
    case 'smaller':
      return zoomTerminals(-1);
    case 'usual-size':
      return zoomTerminals(0);
  }
}
