// The app's own locked views in an otherwise empty window, so that hostile pages need no container.
import { app, BrowserWindow } from 'electron';
import { lockEveryPage } from '../../../electron/window/navigation-lock.ts';
import { NotebookViews } from '../../../electron/window/notebook-view.ts';

const BOUNDS = { x: 0, y: 0, width: 800, height: 500 } as const;

app.enableSandbox();
lockEveryPage();
const views = new NotebookViews();

void app.whenReady().then(async () => {
  const window = new BrowserWindow({ width: 800, height: 600 });
  await window.loadURL('about:blank');
  const show = (containerId: string, address: string): void =>
    views.show({
      containerId,
      address,
      token: `token-of-${containerId}`,
      webContentsId: window.webContents.id,
      bounds: BOUNDS,
    });
  // Playwright's calls into this process see what is global.
  Reflect.set(globalThis, 'harness', { show, close: views.close });
});
