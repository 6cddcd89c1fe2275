import { useMemo, useState } from 'react';
import { takeEarlyKeys, togglePalette, type PaletteCommand } from '../../store/palette-store.ts';
import { useTerminalPanelStore } from '../../store/terminal-panel-store.ts';
import { CommandPalette } from '../../widget/command-palette/command-palette.tsx';
import { useOverlay } from '../terminals/use-overlay.ts';
import { fuzzyMatch } from './fuzzy-match.ts';
import { paletteCommands } from './palette-commands.ts';

/** Nobody reads further; typing another letter is quicker. */
const SHOWN_COUNT = 60;

/** Everything that can be done, found by typing. What can be done is asked once, when it opens. */
export function Palette(): React.JSX.Element {
  const [typed, setTyped] = useState('');
  const commands = useMemo(() => paletteCommands(), []);
  const shown = useMemo(() => findCommands(commands, typed), [commands, typed]);
  useOverlay();
  return (
    <CommandPalette
      typed={typed}
      onType={setTyped}
      onReady={() => {
        const early = takeEarlyKeys();
        setTyped((before) => early + before);
      }}
      entries={shown}
      onClose={() => togglePalette(false)}
      onChoose={(command) => {
        togglePalette(false);
        // After the keyboard is back where it was: what it does may take it elsewhere.
        setTimeout(command.run);
      }}
      returnsFocus={() => !useTerminalPanelStore.getState().wantsFocus}
    />
  );
}

/** A command with the letters of its words that were typed. */
interface FoundCommand extends PaletteCommand {
  readonly places: readonly number[];
}

function findCommands(commands: readonly PaletteCommand[], typed: string): readonly FoundCommand[] {
  if (typed.trim() === '') {
    const open = commands.filter(({ refusal }) => refusal === undefined);
    return open.slice(0, SHOWN_COUNT).map((command) => ({ ...command, places: [] }));
  }
  return commands
    .flatMap((command) => {
      const match = fuzzyMatch(typed, command.label);
      return match === undefined ? [] : [{ ...command, ...match }];
    })
    .toSorted((a, b) => b.score - a.score)
    .slice(0, SHOWN_COUNT);
}
