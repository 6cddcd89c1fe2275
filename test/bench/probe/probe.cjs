// Goes into the main process of every measured app, the empty window too, by Electron's own `-r` switch:
// so both sides of a comparison carry the same load, and neither needs a debugging port.
const { app, BrowserWindow, ipcMain, session } = require('electron');
const path = require('node:path');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

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

const LAG_RESOLUTION_MS = 5;
const NS_PER_MS = 1e6;
let lag;

/** What the main process and the window hold, and how late the main process was (p99) since it was asked last. */
const look = ({ id }) => {
  // A timer's tick counts as its whole time, late or not.
  const lagMs = lag === undefined ? 0 : lag.percentile(99) / NS_PER_MS - LAG_RESOLUTION_MS;
  lag?.disable();
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  const page = app.getAppMetrics().find(({ type }) => type === 'Tab');
  const windowBytes = page.memory.workingSetSize * 1024;
  lag = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS });
  lag.enable();
  process.send?.({
    kind: 'answer',
    id,
    ok: true,
    value: { mainBytes: heapUsed + arrayBuffers, windowBytes, lagMs },
  });
};

process.on('message', (message) => {
  if (message.kind === 'look') look(message);
  if (message.kind === 'evaluate') void evaluate(message);
  if (message.kind === 'quit') app.quit();
});
// Who measures has gone: nobody would end this window any more.
process.on('disconnect', () => app.exit(1));
