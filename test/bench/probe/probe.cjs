// Goes into the main process of every measured app, the empty window too, by Electron's own `-r` switch:
// so both sides of a comparison carry the same load, and neither needs a debugging port.
const { app, BrowserWindow, ipcMain, session } = require('electron');
const path = require('node:path');

const mark = (name, atMs) => process.send?.({ kind: 'mark', name, atMs });

app.on('browser-window-created', (_event, window) => {
  window.once('ready-to-show', () => mark('ready-to-show', Date.now()));
});
void app.whenReady().then(() => {
  mark('app-ready', Date.now());
  const filePath = path.join(__dirname, 'page-probe.cjs');
  session.defaultSession.registerPreloadScript({ type: 'frame', filePath });
});
ipcMain.on('bench:mark', (_event, name, atMs) => mark(name, atMs));

/** Runs a script in the page as if the user had clicked, and answers with what it returned. */
const evaluate = async ({ id, script }) => {
  try {
    const [window] = BrowserWindow.getAllWindows();
    const value = await window.webContents.executeJavaScript(script, true);
    process.send?.({ kind: 'answer', id, ok: true, value });
  } catch (error) {
    process.send?.({ kind: 'answer', id, ok: false, value: String(error?.stack ?? error) });
  }
};

process.on('message', (message) => {
  if (message.kind === 'evaluate') void evaluate(message);
  if (message.kind === 'quit') app.quit();
});
// Who measures has gone: nobody would end this window any more.
process.on('disconnect', () => app.exit(1));
