import { useEffect, useState, type ReactNode } from 'react';
import { silentSinceMs, useEngineStore } from '../../store/engine-store.ts';
import { EngineBanner } from './engine-banner.tsx';
import style from './engine-gate.module.css';
import { EnginePage } from './engine-page.tsx';

/** A connection that takes longer gets words; a shorter one only the screen's own skeleton. */
const PATIENCE_MS = 1000;

interface EngineGateProps {
  /** True where the screen has something to show from when the engine answered. */
  readonly hasLastValue: boolean;
  readonly children: ReactNode;
}

/**
 * What a screen shows of the engine: itself while the engine answers, what it last knew under a
 * banner after a loss, and the engine's own page where nothing was ever known.
 */
export function EngineGate({ hasLastValue, children }: EngineGateProps): React.JSX.Element {
  const kind = useEngineStore(({ state }) => state.kind);
  const wasConnected = useEngineStore((store) => silentSinceMs(store) !== undefined);
  const isSlow = useIsSlow(kind === 'connecting');
  if (kind === 'connected' || (kind === 'connecting' && !isSlow)) {
    return <div className={style['live']}>{children}</div>;
  }
  if (!hasLastValue || !wasConnected) return <EnginePage />;
  return (
    <div className={style['live']}>
      <EngineBanner />
      <div className={style['old']}>{children}</div>
    </div>
  );
}

function useIsSlow(isWaiting: boolean): boolean {
  const sinceMs = useEngineStore((store) => store.sinceMs);
  const [slowSinceMs, setSlowSinceMs] = useState<number>();
  useEffect(() => {
    if (!isWaiting) return;
    const leftMs = PATIENCE_MS - (Date.now() - sinceMs);
    const timer = setTimeout(() => setSlowSinceMs(sinceMs), leftMs);
    return () => clearTimeout(timer);
  }, [isWaiting, sinceMs]);
  return isWaiting && slowSinceMs === sinceMs;
}
