import * as z from 'zod';
import { AppError } from '../../../shared/ipc/app-error.ts';
import { protocolBroken } from './to-failure.ts';

/** The reply as its schema says, or a failure `engine-protocol` that names call and field. */
export function checkShape<T>(schema: z.ZodType<T>, reply: unknown, call: string): T {
  const checked = schema.safeParse(reply);
  if (checked.success) return checked.data;
  throw new AppError(protocolBroken(`${call}: ${z.prettifyError(checked.error)}`));
}

/** The engine writes `null` for an empty list. */
export function nullableList<T extends z.ZodType>(item: T) {
  return z
    .array(item)
    .nullish()
    .transform((list) => list ?? []);
}

/** The engine writes `null`, or nothing, for an empty text. */
export const optionalText = z
  .string()
  .nullish()
  .transform((text) => text ?? '');

/** Go's zero time stands for "never". */
export function toTimeMs(text: string): number | undefined {
  const timeMs = Date.parse(text);
  return Number.isNaN(timeMs) || text.startsWith('0001-') ? undefined : timeMs;
}
