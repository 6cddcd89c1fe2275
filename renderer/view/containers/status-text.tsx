import { useCallback } from 'react';
import type { Container } from '../../../shared/contract/container.ts';
import { liveStatusText } from '../../../shared/value/live-status.ts';
import { containerObservedAtMs } from '../../store/container-store.ts';
import { useIsEngineLive } from '../../store/engine-store.ts';
import { LiveText } from '../../widget/live-text/live-text.tsx';

/** The engine's own sentence on a container (`Up 3 minutes`), kept up to date between two lists. */
export function StatusText({ row }: { readonly row: Container }): React.JSX.Element {
  const isLive = useIsEngineLive();
  const textAt = useCallback(
    (nowMs: number) =>
      isLive
        ? liveStatusText(row.statusText, nowMs - containerObservedAtMs(row.id))
        : row.statusText,
    [row, isLive],
  );
  return <LiveText textAt={textAt} />;
}
