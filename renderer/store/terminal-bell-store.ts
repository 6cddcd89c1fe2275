import { create } from 'zustand';
import type { Session } from '../../shared/contract/terminal.ts';

interface TerminalBellState {
  /** How many bells of a session somebody saw. */
  readonly seen: ReadonlyMap<string, number>;
}

type Ringing = Pick<Session, 'id' | 'bellCount'>;

export const useTerminalBells = create<TerminalBellState>()(() => ({ seen: new Map() }));

/** Says that all bells of these sessions up to now were seen. */
export function markBellsSeen(sessions: readonly Ringing[]): void {
  const { seen } = useTerminalBells.getState();
  const unseen = sessions.filter((session) => isUnseen(session, { seen }));
  if (unseen.length === 0) return;
  useTerminalBells.setState({
    seen: new Map([...seen, ...unseen.map(({ id, bellCount }) => [id, bellCount] as const)]),
  });
}

/** Whether a session rang since somebody looked. */
export function isUnseen({ id, bellCount }: Ringing, { seen }: TerminalBellState): boolean {
  return bellCount > (seen.get(id) ?? 0);
}
