import type { ElectronApplication, Page } from '@playwright/test';

/**
 * Opens a further window from inside the main process, as a defect of ours might: none of the main
 * window's locks is on it, which shows that a battery of attacks can succeed where nothing stops it.
 * @param options `withPreload`: it gets the bridge into the main process, as the main window does;
 *   `inMainSession`: it shares the main window's session, whose pages cannot navigate
 */
export async function openForeignWindow(
  app: ElectronApplication,
  url: string,
  options: { readonly withPreload?: boolean; readonly inMainSession?: boolean } = {},
): Promise<Page> {
  const [page] = await Promise.all([
    app.waitForEvent('window'),
    app.evaluate(
      async ({ app: electron, BrowserWindow }, { target, withPreload, inMainSession }) => {
        const preload = `${electron.getAppPath()}/out/preload/preload.cjs`;
        const window = new BrowserWindow({
          webPreferences: {
            sandbox: true,
            contextIsolation: true,
            ...(!inMainSession && { partition: `foreign-${process.hrtime.bigint()}` }),
            ...(withPreload && { preload }),
          },
        });
        // A page that never ends loading is of no interest here.
        await window.loadURL(target).catch(() => undefined);
      },
      {
        target: url,
        withPreload: options.withPreload === true,
        inMainSession: options.inMainSession === true,
      },
    ),
  ]);
  await page.waitForLoadState('load').catch(() => undefined);
  return page;
}
