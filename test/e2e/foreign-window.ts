import type { ElectronApplication, Page } from '@playwright/test';

/**
 * Opens a further window from inside the main process, as a defect of ours might: none of the main
 * window's locks is on it, which shows that a battery of attacks can succeed where nothing stops it.
 * @param options `withPreload`: it gets the bridge into the main process, as the main window does
 */
export async function openForeignWindow(
  app: ElectronApplication,
  url: string,
  options: { readonly withPreload?: boolean } = {},
): Promise<Page> {
  const [page] = await Promise.all([
    app.waitForEvent('window'),
    app.evaluate(
      async ({ BrowserWindow }, { target, withPreload }) => {
        const [main] = BrowserWindow.getAllWindows();
        const read: unknown = main && Reflect.get(main.webContents, 'getLastWebPreferences');
        const own = typeof read === 'function' ? Reflect.apply(read, main?.webContents, []) : {};
        const preload: string | undefined = own.preload;
        const window = new BrowserWindow({
          webPreferences: {
            sandbox: true,
            contextIsolation: true,
            // Away from the main window's session, whose pages cannot navigate.
            partition: `foreign-${process.hrtime.bigint()}`,
            ...(withPreload && preload !== undefined && { preload }),
          },
        });
        // A page that never ends loading is of no interest here.
        await window.loadURL(target).catch(() => undefined);
      },
      { target: url, withPreload: options.withPreload === true },
    ),
  ]);
  await page.waitForLoadState('load').catch(() => undefined);
  return page;
}
