import { app, shell, type Session, type WebContents } from 'electron';

/**
 * Locks every page that is ever made, ours and a notebook's: no new windows, no navigation away, no
 * embedded views, no permissions. Whoever needs an exception makes it in one place, by name.
 */
export function lockEveryPage(): void {
  app.on('web-contents-created', (_event, page) => {
    page.setWindowOpenHandler(() => ({ action: 'deny' }));
    page.on('will-attach-webview', (event) => event.preventDefault());
    page.on('will-frame-navigate', (event) => {
      if (isOwnPage(page)) event.preventDefault();
    });
  });
}

/** True for the app's own window; a notebook's view has rules of its own. */
function isOwnPage(page: WebContents): boolean {
  return page.getURL().startsWith('app://');
}

/** Hands an address to the user's browser: web addresses only, whatever was asked for. */
export function openExternally(url: string): void {
  const parsed = URL.parse(url);
  if (parsed?.protocol !== 'https:' && parsed?.protocol !== 'http:') return;
  void shell.openExternal(parsed.href);
}

/**
 * Denies every permission of a session, both when a page asks and when it only checks: without a
 * check handler a page reads the system clipboard unasked.
 * @param allowed permission names that are granted all the same
 */
export function denyPermissions(session: Session, allowed: ReadonlySet<string> = new Set()): void {
  session.setPermissionRequestHandler((_page, permission, answer) =>
    answer(allowed.has(permission)),
  );
  session.setPermissionCheckHandler((_page, permission) => allowed.has(permission));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
}
