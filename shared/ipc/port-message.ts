import type { Failure } from './failure.ts';

/** What travels from the main process to the reader on a stream's port. */
export type DownMessage =
  /** Comes first: the most that the reader may grant at once, as the stream's contract counts it. */
  | { readonly kind: 'open'; readonly window: number }
  | { readonly kind: 'item'; readonly item: unknown }
  | { readonly kind: 'end' }
  | { readonly kind: 'fail'; readonly failure: Failure };

/** What travels from the reader to the main process. Checked there: the reader is not trusted. */
export interface UpMessage {
  readonly kind: 'credit';
  /** How many more units, as the stream's contract counts them, may be sent: a positive whole number. */
  readonly amount: number;
}

/** The one channel for requests: `(domain, method, input)`, answered by a `Reply`. */
export const REQUEST_CHANNEL = 'ipc:request';
/** The one channel that opens streams: `(nonce, domain, method, input)`, answered by a port. */
export const OPEN_CHANNEL = 'ipc:open';
