import { app, BrowserWindow, dialog, webContents } from 'electron';
import { join } from 'node:path';
import type { FileChooser } from '../service/recording/recording-service.ts';

/** Asks by the desktop's own dialogs, in front of the window that wants it. */
export const fileChooser: FileChooser = {
  toWrite: async (webContentsId, suggestedName, { name, extension }) => {
    const window = windowOf(webContentsId);
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      defaultPath: join(app.getPath('documents'), suggestedName),
      filters: [{ name, extensions: [extension] }],
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    return canceled || filePath === '' ? undefined : filePath;
  },
  toRead: async (webContentsId, { name, extension }) => {
    const { canceled, filePaths } = await dialog.showOpenDialog(windowOf(webContentsId), {
      filters: [{ name, extensions: [extension] }],
      properties: ['openFile'],
    });
    return canceled ? undefined : filePaths[0];
  },
};

function windowOf(webContentsId: number): BrowserWindow {
  const page = webContents.fromId(webContentsId);
  const window = page === undefined ? null : BrowserWindow.fromWebContents(page);
  if (window === null) throw new Error('the window that asked is gone');
  return window;
}
