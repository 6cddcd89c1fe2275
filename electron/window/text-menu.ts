import { Menu, type BrowserWindow } from 'electron';

/**
 * The menu of the right mouse button where text can be typed, terminals included. It is the system's own: a page can
 * neither open it nor read the clipboard by it.
 */
export function offerTextMenu(window: BrowserWindow): void {
  window.webContents.on('context-menu', (_event, { isEditable, editFlags, x, y }) => {
    if (!isEditable) return;
    const menu = Menu.buildFromTemplate([
      { role: 'cut', visible: editFlags.canCut },
      { role: 'copy', enabled: editFlags.canCopy },
      { role: 'paste', enabled: editFlags.canPaste },
    ]);
    menu.popup({ window, x, y });
  });
}
