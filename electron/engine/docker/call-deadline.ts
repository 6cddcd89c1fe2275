/**
 * How long a call may take, by wall clock from its first byte out. A socket's own timeout is no
 * substitute: a byte now and then defeats it.
 */
export interface CallDeadline {
  readonly timeoutMs: number;
  /** What the time covers: the whole reply, or until its head for a reply that streams. */
  readonly covers: 'reply' | 'head';
}

/** A healthy engine answers a ping in under 10 ms; two seconds is a person's patience. */
const PING_MS = 2_000;
/** Reads take locks in the engine that a busy start or removal may hold for a few seconds. */
const READ_MS = 10_000;
/** Creating prepares a file system, removing deletes one: seconds on a slow disk. */
const CHANGE_MS = 30_000;
/** A start waits for network, mounts and the runtime's hooks. */
const START_MS = 60_000;
/** Added to a stop's own grace: the engine kills, waits and cleans up after it. */
const STOP_MARGIN_MS = 10_000;
/** The engine's grace for a stop that names none. */
const DEFAULT_GRACE_SECONDS = 10;
/** A stream's head comes at once; its body may then be silent for ever. */
const STREAM_HEAD_MS = 10_000;
/**
 * Pulls and look-ups answer only after the registry did, and the engine itself gives a registry up
 * after 15 s per attempt and address; its own error says more than our deadline could.
 */
const REGISTRY_MS = 60_000;
/** An engine copies all of an image aside before it begins to answer: 20 GB at the pace of a slow disk. */
const EXPORT_MS = 30 * 60_000;
/** The engine walks all files that a container has written to sum its size, or unpacks one piece of an upload. */
const HEAVY_MS = 60_000;

/** The engine adds up every layer, and before API 1.42 every container's and volume's files too. */
const USAGE_MS = 300_000;

/** An engine says its first word of a load when the whole archive has come: hours over a slow line. */
const LOAD_HEAD_MS = 24 * 3_600_000;

/** The engine packs and digests all that a container has written: at the 50 MB/s of a slow disk this is 30 GB. */
const COMMIT_MS = 600_000;

/** The deadline of one call; `path` is unversioned and carries its query. */
export function callDeadline(method: string, path: string): CallDeadline {
  const [route = '', query = ''] = path.split('?');
  if (route === '/_ping') return { timeoutMs: PING_MS, covers: 'reply' };
  if (method === 'GET' || method === 'HEAD') return readDeadline(route, query);
  // An archive is loaded while it is sent; without a wish for progress the head comes at the end.
  if (route === '/images/load') return { timeoutMs: LOAD_HEAD_MS, covers: 'head' };
  if (route === '/images/create') return { timeoutMs: REGISTRY_MS, covers: 'head' };
  if (/^\/containers\/[^/]+\/(stop|restart)$/.test(route)) {
    const graceSeconds = Number(new URLSearchParams(query).get('t') ?? DEFAULT_GRACE_SECONDS);
    const startMs = route.endsWith('/restart') ? START_MS : 0;
    return { timeoutMs: graceSeconds * 1000 + STOP_MARGIN_MS + startMs, covers: 'reply' };
  }
  if (/^\/containers\/[^/]+\/start$/.test(route)) return { timeoutMs: START_MS, covers: 'reply' };
  if (/^\/containers\/[^/]+\/archive$/.test(route)) return { timeoutMs: HEAVY_MS, covers: 'reply' };
  if (route === '/commit') return { timeoutMs: COMMIT_MS, covers: 'reply' };
  if (/\/(attach|start)$/.test(route)) return { timeoutMs: STREAM_HEAD_MS, covers: 'head' };
  return { timeoutMs: CHANGE_MS, covers: 'reply' };
}

function readDeadline(route: string, query: string): CallDeadline {
  if (/^\/images\/(?:.+\/)?get$/.test(route)) return { timeoutMs: EXPORT_MS, covers: 'head' };
  if (route === '/events' || /\/(logs|archive|export|stats|get)$/.test(route)) {
    return { timeoutMs: STREAM_HEAD_MS, covers: 'head' };
  }
  if (route.startsWith('/distribution/')) return { timeoutMs: REGISTRY_MS, covers: 'reply' };
  if (route === '/system/df') return { timeoutMs: USAGE_MS, covers: 'reply' };
  const isCounting =
    new URLSearchParams(query).get('size') !== null || /^\/containers\/[^/]+\/changes$/.test(route);
  return { timeoutMs: isCounting ? HEAVY_MS : READ_MS, covers: 'reply' };
}
