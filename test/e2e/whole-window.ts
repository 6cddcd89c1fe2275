import type { ElectronApplication } from '@playwright/test';
import { writeFile } from 'node:fs/promises';

/**
 * Saves a picture of the window as a person sees it. A notebook's own page lies in a view above the app's page, and a
 * picture of one page never shows the other, so both are taken and laid over each other.
 */
export async function saveWholeWindow(electron: ElectronApplication, file: string): Promise<void> {
  const base64 = await electron.evaluate(async ({ BrowserWindow, nativeImage, screen }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error('there is no window');
    const { scaleFactor } = screen.getPrimaryDisplay();
    const whole = await window.webContents.capturePage();
    const { width, height } = whole.getSize();
    const pixels = whole.toBitmap({ scaleFactor });
    for (const view of window.contentView.children) {
      if (!('webContents' in view) || view.webContents === window.webContents) continue;
      const { x, y } = view.getBounds();
      const inner = await (view as Electron.WebContentsView).webContents.capturePage();
      const size = inner.getSize();
      const source = inner.toBitmap({ scaleFactor });
      // Four bytes a pixel, row by row.
      for (let row = 0; row < Math.min(size.height, height - y); row += 1) {
        const columns = Math.min(size.width, width - x);
        const from = row * size.width * 4;
        source.copy(pixels, ((y + row) * width + x) * 4, from, from + columns * 4);
      }
    }
    return nativeImage.createFromBitmap(pixels, { width, height }).toPNG().toString('base64');
  });
  await writeFile(file, Buffer.from(base64, 'base64'));
}
