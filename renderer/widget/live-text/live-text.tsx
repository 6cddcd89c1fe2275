import { useCallback, useSyncExternalStore } from 'react';
import { subscribeClock } from './clock.ts';

interface LiveTextProps {
  /** The text at a time; only a changed one is drawn. */
  readonly textAt: (nowMs: number) => string;
}

/** A text that time changes, without its surroundings being drawn again. */
export function LiveText({ textAt }: LiveTextProps): React.JSX.Element {
  const snapshot = useCallback(() => textAt(Date.now()), [textAt]);
  return <>{useSyncExternalStore(subscribeClock, snapshot)}</>;
}
