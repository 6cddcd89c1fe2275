import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import type { HttpSink } from '../http-sink.ts';
import { desktopEnvironment } from '../open-package.ts';

/** Opens an empty window that shows the app's own locked views. */
export async function openHarness(): Promise<ElectronApplication> {
  const electron = process.env['BERTH_TEST_ELECTRON'];
  if (electron === undefined) throw new Error('start these tests with: npm run e2e');
  const app = await _electron.launch({
    executablePath: electron,
    args: [fileURLToPath(new URL('.', import.meta.url))],
    env: desktopEnvironment(),
    chromiumSandbox: true,
  });
  await app.firstWindow();
  return app;
}

/** Shows the page of a server as the notebook of a container. */
export async function showNotebook(
  app: ElectronApplication,
  containerId: string,
  server: HttpSink,
): Promise<Page> {
  const [page] = await Promise.all([
    app.waitForEvent('window'),
    app.evaluate(
      (_electron, [id, address]) => {
        Reflect.get(globalThis, 'harness').show(id, address);
      },
      [containerId, `${server.origin}/`] as const,
    ),
  ]);
  await page.waitForLoadState('load');
  return page;
}

/** Shows the same page with no lock at all. */
export async function showUnlocked(app: ElectronApplication, server: HttpSink): Promise<Page> {
  const [page] = await Promise.all([
    app.waitForEvent('window'),
    app.evaluate(async ({ BrowserWindow }, address) => {
      const webPreferences = { partition: `free-${process.hrtime.bigint()}` };
      await new BrowserWindow({ webPreferences }).loadURL(address);
    }, `${server.origin}/`),
  ]);
  await page.waitForLoadState('load');
  return page;
}
