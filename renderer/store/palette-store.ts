import { create } from 'zustand';

interface PaletteState {
  readonly isOpen: boolean;
}

export const usePaletteStore = create<PaletteState>()(() => ({ isOpen: false }));

/** Shows or hides the command palette. */
export function togglePalette(isOpen = !usePaletteStore.getState().isOpen): void {
  usePaletteStore.setState({ isOpen });
}

/** Something that can be done now, by its words. */
export interface PaletteCommand {
  /** What it does, as it is typed: `Stop web-1`. */
  readonly label: string;
  readonly run: () => void;
  /** The keys that do the same, as they are written: `Ctrl+1`. */
  readonly keys?: string | undefined;
  /** Why it cannot be done now. */
  readonly refusal?: string | undefined;
}

type CommandSource = () => readonly PaletteCommand[];
const sources = new Set<CommandSource>();

/** Lets a part of the window that is there now put its own commands into the palette; the answer takes them out. */
export function offerCommands(source: CommandSource): () => void {
  sources.add(source);
  return () => void sources.delete(source);
}

/** What the parts of the window offer now. */
export function offeredCommands(): readonly PaletteCommand[] {
  return [...sources].flatMap((source) => source());
}
