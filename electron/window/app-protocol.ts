import { protocol } from 'electron';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, posix, relative, sep } from 'node:path';
import { CONTENT_SECURITY_POLICY } from './content-security.ts';

/** Must run before the app is ready: gives our pages an origin of their own. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

const MIME_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/**
 * How long a script's bytes, which this thread hands over piece by piece, and the first picture get before other work:
 * with 0 that picture comes 100 ms later where starting takes a second, and with 45 the rows come no later.
 */
const HAND_OVER_MS = 45;

/**
 * Serves the window's files at `app://ui/`: those that lie in `directory` now, and nothing else.
 * The list is made once and a request only looks up in it, so no path can leave the directory.
 * `onFirstScript` is called once, when the first script was handed over: the page can draw its first picture then.
 */
export function serveAppScheme(directory: string, onFirstScript: () => void): void {
  const files = listFiles(directory);
  let isFirst = true;
  protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    const file =
      url.host === 'ui' && request.method === 'GET' ? files.get(url.pathname) : undefined;
    if (file === undefined) return new Response(null, { status: 404, headers: HEADERS });
    const type = MIME_TYPES[extname(file)] ?? 'application/octet-stream';
    const bytes = await readFile(file);
    if (isFirst && extname(file) === '.js') {
      isFirst = false;
      setTimeout(onFirstScript, HAND_OVER_MS);
    }
    return new Response(bytes, { headers: { ...HEADERS, 'content-type': type } });
  });
}

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
} as const;

/** URL path to file, for every regular file below `directory`; links are left out. */
export function listFiles(directory: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !(extname(entry.name) in MIME_TYPES)) continue;
    const file = join(entry.parentPath, entry.name);
    const path = relative(directory, file).split(sep).join(posix.sep);
    files.set(`/${encodeURI(path)}`, file);
  }
  return files;
}
