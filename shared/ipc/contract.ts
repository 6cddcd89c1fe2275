import type * as z from 'zod';

/** A question with one answer. */
export interface RequestContract<Input, Output> {
  readonly kind: 'request';
  /** Checked in the main process before any handler sees the value. */
  readonly input: z.ZodType<Input>;
  /** Checked in tests and development builds only: main is the trusted side. */
  readonly output: z.ZodType<Output>;
}

/**
 * What a stream does when its reader has granted no credit.
 * `wait`: the source is not read, so its socket fills and the producer blocks.
 * `latest`: only the newest item per key is kept.
 * `resync`: items are dropped and one `resyncItem` is sent in their place, after the newest item of
 * each key; items without a key may be lost.
 */
export type Overflow<Item> =
  | { readonly kind: 'wait' }
  | { readonly kind: 'latest'; readonly keyOf: (item: Item) => string }
  | {
      readonly kind: 'resync';
      readonly resyncItem: Item;
      readonly keyOf: (item: Item) => string | undefined;
    };

/** Many answers, at the reader's pace. */
export interface StreamContract<Input, Item> {
  readonly kind: 'stream';
  readonly input: z.ZodType<Input>;
  readonly item: z.ZodType<Item>;
  /** What one credit counts: bytes of a `Uint8Array` item, or items. */
  readonly unit: 'bytes' | 'items';
  /** The most that may be under way to the reader, in `unit`. */
  readonly window: number;
  readonly overflow: Overflow<Item>;
}

export type AnyRequest = RequestContract<unknown, unknown>;
export type AnyStream = StreamContract<unknown, unknown>;
/** Declares a request. */
export function request<Input, Output>(
  input: z.ZodType<Input>,
  output: z.ZodType<Output>,
): RequestContract<Input, Output> {
  return { kind: 'request', input, output };
}

/** Declares a stream. */
export function stream<Input, Item>(
  declaration: Omit<StreamContract<Input, Item>, 'kind'>,
): StreamContract<Input, Item> {
  return { kind: 'stream', ...declaration };
}
