import type { RequestQueue } from '../../service/app/request-queue.ts';
import type { DomainHandlers } from '../handler-types.ts';

/** Serves the domain `app`. */
export function appHandlers(requests: RequestQueue): DomainHandlers<'app'> {
  return { requests: (_input, { signal }) => requests.take(signal) };
}
