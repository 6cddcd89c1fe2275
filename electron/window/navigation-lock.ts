import { app, session, type Session, type WebContents } from 'electron';

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

/** A port that nothing listens on and only root could. */
const DEAD_PROXY = 'http://127.0.0.1:1';

/**
 * Keeps what is no request, and so passes every policy and filter, off the network: WebRTC and WebTransport
 * obey the proxy, and here it is one that is not there.
 * @param exceptHost `host:port` of the one server that the page may reach
 */
export async function cutOff(page: WebContents, exceptHost?: string): Promise<void> {
  page.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  // Without the first rule every address of this machine would go round the proxy.
  const proxyBypassRules = exceptHost === undefined ? '<-loopback>' : `<-loopback>;${exceptHost}`;
  await page.session.setProxy({ proxyRules: DEAD_PROXY, proxyBypassRules });
}
