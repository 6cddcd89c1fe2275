import type { ContainerState } from '../contract/container.ts';

/** Whether a container of this state has files and no process, for now. */
export function hasStopped(state: ContainerState): boolean {
  return state === 'exited' || state === 'created' || state === 'dead';
}
