import { useEffect, useState, useSyncExternalStore } from 'react';
import { ContainerLog } from './log/container-log.ts';

/** Follows a container's log while the component is there; undefined for the first moment. */
export function useContainerLog(id: string): ContainerLog | undefined {
  const [log, setLog] = useState<ContainerLog>();
  useEffect(() => {
    const opened = new ContainerLog(id);
    setLog(opened);
    return () => opened.dispose();
  }, [id]);
  return log;
}

/** Draws again when the log changed, at most once per frame. */
export function useLogVersion(log: ContainerLog): number {
  return useSyncExternalStore(log.subscribe, log.version);
}
