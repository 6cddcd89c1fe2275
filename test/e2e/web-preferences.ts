import type { ElectronApplication } from '@playwright/test';

/** The preferences that every page of the app was really made with. */
export async function webPreferences(
  app: ElectronApplication,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return await app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((page) => {
      // Electron has it for its own tests and leaves it out of its types.
      const read: unknown = Reflect.get(page, 'getLastWebPreferences');
      return typeof read === 'function' ? { ...Reflect.apply(read, page, []) } : {};
    }),
  );
}
