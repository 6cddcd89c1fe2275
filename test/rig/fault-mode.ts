/** Which requests a fault of the HTTP layer meets: tested against the request's path with its query. */
interface RequestFilter {
  readonly path: RegExp;
  /** Without it every method. */
  readonly method?: string;
}

/** Lets everything through unchanged. */
interface PassMode {
  readonly kind: 'pass';
}

/**
 * Faults of the connection. They change the answer's bytes and know nothing of HTTP, so they work under TLS too. Byte
 * positions count from the first byte of the answer to what the client sent last.
 */
type ByteMode =
  /** Nothing listens: the socket's file is there and refuses. */
  | { readonly kind: 'refuse' }
  /** The socket's file is not there; on tcp the same as `refuse`. */
  | { readonly kind: 'absent' }
  /** The connection is accepted, and nothing is ever read or answered. */
  | { readonly kind: 'hang' }
  /** The peer vanishes without a word: after so many bytes nothing moves, and no end is reported. */
  | { readonly kind: 'half-open'; readonly afterBytes: number }
  /** Every piece of the answer comes this much later, plus up to `jitterMs` by chance. */
  | { readonly kind: 'delay'; readonly delayMs: number; readonly jitterMs?: number }
  | { readonly kind: 'rate'; readonly bytesPerSecond: number }
  /** One byte at a time, through the headers or through the whole answer. */
  | { readonly kind: 'drip'; readonly intervalMs: number; readonly part: 'headers' | 'all' }
  /** Two reads instead of one, with the seam before this byte. */
  | { readonly kind: 'split'; readonly atByte: number }
  /** Reads of exactly this size. */
  | { readonly kind: 'chop'; readonly sizeBytes: number }
  /** What comes within the window comes in one read. */
  | { readonly kind: 'coalesce'; readonly windowMs: number }
  /** The connection is closed in an orderly way after so many bytes. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** The connection is reset after so many bytes; tcp only, a unix socket knows no reset. */
  | { readonly kind: 'reset'; readonly afterBytes: number }
  /** One byte of every answer is another one. */
  | { readonly kind: 'corrupt'; readonly atByte: number };

/** Faults of the HTTP layer; requests that the filter does not meet pass. */
export type HttpMode =
  /** An answer of the proxy's own instead of the engine's. */
  | (RequestFilter & {
      readonly kind: 'reply';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: string;
    })
  /** The engine's JSON, changed; `headers` replace the engine's own. */
  | (RequestFilter & {
      readonly kind: 'rewrite-json';
      readonly rewrite: (value: unknown) => unknown;
      readonly headers?: Readonly<Record<string, string>>;
    })
  /** A stream of lines (events): each is dropped, doubled, swapped with its follower or late, with these probabilities. */
  | (RequestFilter & {
      readonly kind: 'lines';
      readonly drop?: number;
      readonly duplicate?: number;
      readonly reorder?: number;
      readonly delayMs?: number;
    })
  /** An answer of status 200 that repeats the text until the client goes away. */
  | (RequestFilter & { readonly kind: 'endless'; readonly text: string });

/** What the fault proxy does at the moment. */
export type FaultMode = PassMode | ByteMode | HttpMode;

/** An error as the engine itself would word it: a status and a JSON body with a message. */
export function engineError(
  status: 400 | 401 | 403 | 404 | 409 | 429 | 500 | 502 | 503,
  path: RegExp,
  message = `injected ${status}`,
): HttpMode {
  return {
    kind: 'reply',
    path,
    status,
    headers: { 'content-type': 'application/json' },
    body: `${JSON.stringify({ message })}\n`,
  };
}

/** Tells the layer at which a mode works; `pass` is at home in both. */
export function layerOf(mode: FaultMode): 'any' | 'bytes' | 'http' {
  switch (mode.kind) {
    case 'pass':
      return 'any';
    case 'reply':
    case 'rewrite-json':
    case 'lines':
    case 'endless':
      return 'http';
    default:
      return 'bytes';
  }
}
