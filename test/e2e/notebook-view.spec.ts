import { expect, test, type ElectronApplication } from '@playwright/test';
import { HttpSink } from './http-sink.ts';
import { notebookDepartures, notebookEscapes } from './notebook-escapes.ts';
import { openHarness, showNotebook, showUnlocked } from './notebook-harness/open-harness.ts';
import { askForEverything, PERMISSION_NAMES } from './permission-probes.ts';
import { processTree } from './process-tree.ts';
import { PATIENCE_MS, SETTLE_MS, succeedingEscapes, tryEscape } from './try-escapes.ts';
import { webPreferences } from './web-preferences.ts';

let app: ElectronApplication;
let home: HttpSink;
let sink: HttpSink;

test.beforeAll(async () => {
  app = await openHarness();
  home = await HttpSink.start();
  sink = await HttpSink.start();
});

test.afterAll(async () => {
  await app.close();
  await home[Symbol.asyncDispose]();
  await sink[Symbol.asyncDispose]();
});

test('no page of a notebook reaches another port of this machine', async () => {
  const page = await showNotebook(app, 'escape', home);
  expect(await succeedingEscapes(page, sink, notebookEscapes, SETTLE_MS)).toEqual([]);
});

test('every one of these attempts reaches it from a page without the lock', async () => {
  const page = await showUnlocked(app, home);
  const reached = await succeedingEscapes(page, sink, notebookEscapes, PATIENCE_MS);
  await page.close();
  const names = notebookEscapes.map(({ name }) => name);
  expect(names.filter((name) => !reached.includes(name))).toEqual([]);
});

test('the page stays with its own server, and opens nothing', async () => {
  const page = await showNotebook(app, 'departure', home);
  const before = app.windows().length;
  sink.forget();
  for (const departure of notebookDepartures) {
    await tryEscape(page, departure, sink.origin);
    await page.waitForTimeout(SETTLE_MS);
    await page.waitForLoadState('load');
    expect(new URL(page.url()).origin, departure.name).toBe(home.origin);
  }
  expect(sink.hits).toEqual([]);
  expect(app.windows()).toHaveLength(before);
});

test('every one of these takes an unlocked page to the other server', async () => {
  // New windows are refused to every page, and Chromium itself keeps web pages from files.
  const refusedAnyway = ['new window', 'new tab', 'empty window that goes on', 'file'];
  const left: string[] = [];
  for (const [index, departure] of notebookDepartures.entries()) {
    const page = await showUnlocked(app, home);
    // Each has a folder of its own: what the page before still asks for, such as its icon, is not this one's.
    const wasReached = (): boolean => sink.hits.some((hit) => hit.includes(` /${index}/`));
    await tryEscape(page, departure, `${sink.origin}/${index}`);
    const isRefused = refusedAnyway.includes(departure.name);
    const endMs = performance.now() + (isRefused ? SETTLE_MS : PATIENCE_MS);
    while (performance.now() < endMs && !wasReached()) await page.waitForTimeout(SETTLE_MS);
    if (wasReached()) left.push(departure.name);
    await page.close();
  }
  const names = notebookDepartures.map(({ name }) => name);
  expect(left).toEqual(names.filter((name) => !refusedAnyway.includes(name)));
});

test('the page can do what notebooks do: requests, sockets, workers, frames', async () => {
  const page = await showNotebook(app, 'work', home);
  home.forget();
  const done = await page.evaluate(async () => {
    const framed = async (fill: (frame: HTMLIFrameElement) => void): Promise<boolean> => {
      const frame = document.createElement('iframe');
      const loaded = new Promise<boolean>((resolve) => {
        window.addEventListener('message', ({ data }) => resolve(data === 'shown'));
        setTimeout(() => resolve(false), 1_000);
      });
      fill(frame);
      document.body.append(frame);
      return await loaded;
    };
    const text = '<script>parent.postMessage("shown", "*")</script>';
    const blob = new Blob([text], { type: 'text/html' });
    return {
      fetch: (await fetch('/api/status')).ok,
      socket: await new Promise((resolve) => {
        const socket = new WebSocket(location.href.replace('http', 'ws'));
        socket.addEventListener('error', () => resolve('asked'));
      }),
      'frame of text': await framed((frame) => (frame.srcdoc = text)),
      'frame of blob:': await framed((frame) => (frame.src = URL.createObjectURL(blob))),
      'frame of data:': await framed((frame) => (frame.src = `data:text/html,${text}`)),
    };
  });
  expect(done).toEqual({
    fetch: true,
    socket: 'asked',
    'frame of text': true,
    'frame of blob:': true,
    'frame of data:': true,
  });
  expect(home.hits).toEqual(['GET /api/status', 'UPGRADE /']);
  expect(home.authorizations).toEqual(['token token-of-work', 'token token-of-work']);
});

test('the page finds nothing of the app', async () => {
  const page = await showNotebook(app, 'globals', home);
  const found = await page.evaluate(() => {
    const names = [
      'berth',
      'require',
      'process',
      'module',
      'Buffer',
      'global',
      'electron',
      'ipcRenderer',
    ];
    return {
      globals: names.filter((name) => Reflect.has(globalThis, name)),
      opener: window.opener,
      isTop: window.top === window,
      referrer: document.referrer,
      address: location.href,
    };
  });
  expect(found).toEqual({
    globals: [],
    opener: null,
    isTop: true,
    referrer: '',
    address: `${home.origin}/`,
  });
  for (const preference of await webPreferences(app)) {
    expect(preference).toMatchObject({ sandbox: true, contextIsolation: true, webSecurity: true });
    expect(preference).toMatchObject({ nodeIntegration: false, webviewTag: false });
  }
  const renderers = processTree(app.process().pid ?? 0).filter(({ commandLine }) =>
    commandLine.includes('--type=renderer'),
  );
  expect(renderers.map(({ seccompMode }) => seccompMode)).toEqual(renderers.map(() => 2));
});

test('the page is given no permission, not even the clipboard', async () => {
  const page = await showNotebook(app, 'permission', home);
  await app.evaluate(async ({ clipboard }) => {
    await clipboard.writeText('what only the user copied');
  });
  const { states, obtained } = await page.evaluate(askForEverything, PERMISSION_NAMES);
  expect(Object.keys(states).filter((name) => states[name] === 'granted')).toEqual([]);
  expect(obtained).toEqual([]);
});

test('a page without the lock is given them unasked', async () => {
  const page = await showUnlocked(app, home);
  // Not everything: without the lock some of it opens dialogs of the desktop.
  const given = await page.evaluate(async () => {
    const { state } = await navigator.permissions.query({ name: 'geolocation' });
    return { state, notification: await Notification.requestPermission() };
  });
  await page.close();
  expect(given).toEqual({ state: 'granted', notification: 'granted' });
});

test('two notebooks share nothing, even at one address', async () => {
  const first = await showNotebook(app, 'first', home);
  await first.evaluate(async () => {
    document.cookie = 'left=behind';
    localStorage.setItem('left', 'behind');
    await caches.open('left');
    await navigator.serviceWorker.register('/fetching.js?data:,').catch(() => undefined);
    await new Promise((resolve) => {
      const opening = indexedDB.open('left');
      opening.addEventListener('success', resolve);
    });
  });
  const second = await showNotebook(app, 'second', home);
  const found = await second.evaluate(async () => ({
    cookie: document.cookie,
    stored: localStorage.length,
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    databases: await indexedDB.databases(),
  }));
  expect(found).toEqual({ cookie: '', stored: 0, caches: [], workers: 0, databases: [] });
  expect(await first.evaluate(() => document.cookie)).toBe('left=behind');
});

test('nothing is downloaded', async () => {
  const page = await showNotebook(app, 'download', home);
  await app.evaluate(({ session }) => {
    const partition = session.fromPartition('nb-download');
    partition.on('will-download', (event, item) => {
      Reflect.set(globalThis, 'download', {
        url: item.getURL(),
        isRefused: event.defaultPrevented,
      });
    });
  });
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = '/file';
    document.body.append(link);
    link.click();
  });
  const download = async () => await app.evaluate(() => Reflect.get(globalThis, 'download'));
  await expect.poll(download).toEqual({ url: `${home.origin}/file`, isRefused: true });
});

const nuisances: Readonly<Record<string, () => void>> = {
  'asks before it goes': () => {
    window.addEventListener('beforeunload', (event) => event.preventDefault());
  },
  'never comes to rest': () => {
    setTimeout(() => {
      for (;;);
    });
  },
  'shows one dialog after the other': () => {
    setInterval(() => alert('again'));
  },
};
for (const [name, nuisance] of Object.entries(nuisances)) {
  test(`a page that ${name} can be closed`, async () => {
    const id = name.replaceAll(' ', '-');
    const page = await showNotebook(app, id, home);
    const closed = page.waitForEvent('close');
    await page.evaluate(nuisance);
    await page.waitForTimeout(SETTLE_MS).catch(() => undefined);
    const startMs = performance.now();
    await app.evaluate((_electron, containerId) => {
      Reflect.get(globalThis, 'harness').close(containerId);
    }, id);
    await closed;
    expect(performance.now() - startMs).toBeLessThan(15_000);
  });
}
