import { app, session, shell, type Session } from 'electron';

/**
 * Locks every page that is ever made, ours and a notebook's: no new windows, no navigation away, no
 * embedded views. Notebooks' views, which have sessions of their own, have their own navigation rules.
 */
export function lockEveryPage(): void {
  app.on('web-contents-created', (_event, page) => {
    page.setWindowOpenHandler(() => ({ action: 'deny' }));
    page.on('will-attach-webview', (event) => event.preventDefault());
    page.on('will-frame-navigate', (event) => {
      // By the session and not by the address: a page gets to `about:blank` without being asked about.
      if (page.session === session.defaultSession) event.preventDefault();
    });
  });
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
export function denyPermissions(of: Session, allowed: ReadonlySet<string> = new Set()): void {
  of.setPermissionRequestHandler((_page, permission, answer) => answer(allowed.has(permission)));
  of.setPermissionCheckHandler((_page, permission) => allowed.has(permission));
  of.setDevicePermissionHandler(() => false);
  of.setDisplayMediaRequestHandler((_request, answer) => answer({}));
}
