import { useEffect, useState, useSyncExternalStore } from 'react';
import { ContainerLog } from './log/container-log.ts';

/** Follows a container's log while the component is there; a component serves one container. */
export function useContainerLog(id: string): ContainerLog {
  const [log] = useState(() => new ContainerLog(id));
  useEffect(() => {
    log.restart();
    return () => log.dispose();
  }, [log]);
  return log;
}

/** Draws again when the log changed, at most once per frame. */
export function useLogVersion(log: ContainerLog): number {
  return useSyncExternalStore(log.subscribe, log.version);
}
