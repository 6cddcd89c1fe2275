import type { Failure } from '../../shared/ipc/failure.ts';

/** Something that comes from the main process, at every point of its life. */
export type Loadable<T> =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading'; readonly lastValue?: T }
  | { readonly kind: 'ready'; readonly value: T }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly lastValue?: T };

export const IDLE = { kind: 'idle' } as const;

/** The newest value that was seen, however old; undefined before the first. */
export function lastValueOf<T>(loadable: Loadable<T>): T | undefined {
  switch (loadable.kind) {
    case 'idle':
      return undefined;
    case 'ready':
      return loadable.value;
    case 'loading':
    case 'failed':
      return loadable.lastValue;
  }
}

/** The same, being asked for again; a value that is already here stays visible. */
export function toLoading<T>(loadable: Loadable<T>): Loadable<T> {
  const lastValue = lastValueOf(loadable);
  return lastValue === undefined ? { kind: 'loading' } : { kind: 'loading', lastValue };
}

/** The same after a failed attempt; a value that is already here stays visible. */
export function toFailed<T>(loadable: Loadable<T>, failure: Failure): Loadable<T> {
  const lastValue = lastValueOf(loadable);
  return lastValue === undefined
    ? { kind: 'failed', failure }
    : { kind: 'failed', failure, lastValue };
}
