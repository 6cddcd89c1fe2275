import { get } from 'node:http';

/** What one question to a notebook's server brought. */
export type ProbeResult =
  | { readonly kind: 'status'; readonly status: number }
  /** Nobody answered, or not in HTTP. */
  | { readonly kind: 'silent' };

/** Asks an address once. Never follows a redirect, never sends a token. */
export type ReadinessProbe = (url: string, signal: AbortSignal) => Promise<ProbeResult>;

/** A server that accepted and then said nothing for this long is asked anew. */
const TIMEOUT_MS = 2_000;

/** Asks by HTTP on a connection of its own: a kept one may belong to a server that is gone. */
export const probeHttp: ReadinessProbe = (url, signal) =>
  new Promise((resolve) => {
    const asked = get(
      url,
      { agent: false, signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]) },
      (answer) => {
        resolve({ kind: 'status', status: answer.statusCode ?? 0 });
        answer.destroy();
      },
    );
    asked.on('error', () => resolve({ kind: 'silent' }));
  });
