import type { Failure } from '../../shared/ipc/failure.ts';

/** From the main process to a worker: begin a call, or give it up. */
export type WorkerCall =
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly method: string;
      readonly input: unknown;
    }
  | { readonly kind: 'cancel'; readonly id: number };

/** From a worker: items of a call in order, then its end or its failure. */
export type WorkerAnswer =
  | { readonly kind: 'item'; readonly id: number; readonly item: unknown }
  | { readonly kind: 'end'; readonly id: number }
  | { readonly kind: 'fail'; readonly id: number; readonly failure: Failure };
