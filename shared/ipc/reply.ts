import type { Failure } from './failure.ts';

/**
 * What a request answers. An envelope, because Electron keeps only the message of a thrown error
 * and loses its code.
 */
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };
