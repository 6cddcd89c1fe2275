import { create } from 'zustand';

interface PaletteState {
  readonly isOpen: boolean;
}

export const usePaletteStore = create<PaletteState>()(() => ({ isOpen: false }));

let early = '';
let keeping = new AbortController();

/** Shows or hides the command palette. */
export function togglePalette(isOpen = !usePaletteStore.getState().isOpen): void {
  keeping.abort();
  if (isOpen) keepEarlyKeys();
  usePaletteStore.setState({ isOpen });
}

/** What was typed before the palette had the keyboard; from now on it takes the keys itself. */
export function takeEarlyKeys(): string {
  keeping.abort();
  const taken = early;
  early = '';
  return taken;
}

/** The palette has to be loaded, drawn and given the keyboard: what is typed meanwhile is not meant for a shell. */
function keepEarlyKeys(): void {
  early = '';
  keeping = new AbortController();
  const keep = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') return togglePalette(false);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.key.length === 1) early += event.key;
  };
  window.addEventListener('keydown', keep, { signal: keeping.signal, capture: true });
}

/** Something that can be done now, by its words. */
export interface PaletteCommand {
  /** What it does, as it is typed: `Stop web-1`. */
  readonly label: string;
  readonly run: () => void;
  /** The chord that does the same. */
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
