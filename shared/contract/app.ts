import * as z from 'zod';
import { stream } from '../ipc/contract.ts';

/** What was asked of the app from outside, by a command line. */
export const AppRequestSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('shell'),
    /** Name of a container, or the beginning of its id, as it was typed. */
    container: z.string(),
  }),
  z.object({
    kind: z.literal('layers'),
    /** Name or id of an image, as it was typed. */
    image: z.string(),
  }),
]);
export type AppRequest = Readonly<z.infer<typeof AppRequestSchema>>;

export const appContract = {
  /** What was asked from outside, from before this window too; each request goes to one window, once. */
  requests: stream({
    input: z.strictObject({}),
    item: AppRequestSchema,
    unit: 'items',
    window: 1,
    overflow: { kind: 'wait' },
  }),
} as const;
