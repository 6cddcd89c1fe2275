import { expect, type Page } from '@playwright/test';
import { openForeignWindow } from './foreign-window.ts';
import { test } from './hardening-test.ts';
import { HttpSink } from './http-sink.ts';
import { webPreferences } from './web-preferences.ts';
import type {} from './window-bridge.ts';

/** Places that the window must never go to; `SINK` stands for a server that counts who came. */
const PLACES = [
  'SINK/away',
  'https://example.invalid/',
  'file:///etc/passwd',
  'data:text/html,<title>away</title>',
  'app://other/index.html',
  'app://ui/index.html?away',
  'vscode://file/etc/passwd',
  'smb://127.0.0.1/share',
  'chrome://gpu',
  'devtools://devtools/bundled/inspector.html',
  'view-source:app://ui/index.html',
  'blob:app://ui/0',
];

/** Ways to go there. Each runs in the page. */
const WAYS: Readonly<Record<string, (url: string) => void>> = {
  assign: (url) => location.assign(url),
  replace: (url) => location.replace(url),
  href: (url) => {
    location.href = url;
  },
  link: (url) => {
    const link = document.createElement('a');
    link.href = url;
    document.body.append(link);
    link.click();
  },
  'link to a new tab': (url) => {
    const link = document.createElement('a');
    link.href = url;
    link.target = '_blank';
    document.body.append(link);
    link.click();
  },
  'middle click': (url) => {
    const link = document.createElement('a');
    link.href = url;
    document.body.append(link);
    link.dispatchEvent(new MouseEvent('click', { button: 1, ctrlKey: true, bubbles: true }));
  },
  'meta refresh': (url) => {
    const meta = document.createElement('meta');
    meta.httpEquiv = 'refresh';
    meta.content = `0;url=${url}`;
    document.head.append(meta);
  },
  form: (url) => {
    const form = document.createElement('form');
    form.action = url;
    document.body.append(form);
    form.submit();
  },
  frame: (url) => {
    const frame = document.createElement('iframe');
    frame.src = url;
    document.body.append(frame);
  },
  'open here': (url) => void window.open(url, '_self'),
  'open above': (url) => void window.open(url, '_top'),
};

const SETTLE_MS = 60;

/** Tries a way to a place as the page's own doing, and lets what follows follow. */
async function go(page: Page, way: string, url: string): Promise<void> {
  const carried = await page.evaluateHandle(`(${String(WAYS[way])})`);
  await page.evaluate(
    ([run, target]) => void setTimeout(() => Reflect.apply(run as never, undefined, [target])),
    [carried, url] as const,
  );
  await page.waitForTimeout(SETTLE_MS);
}

test.describe('navigation', () => {
  let sink: HttpSink;
  test.beforeAll(async () => {
    sink = await HttpSink.start();
  });
  test.afterAll(async () => await sink[Symbol.asyncDispose]());

  test('the window stays where it is, whatever the page tries', async ({ berth }) => {
    const { app, page } = berth;
    const home = page.url();
    await page.evaluate(() => Reflect.set(window, 'isSamePage', true));
    sink.forget();
    const attempts = PLACES.flatMap((place) =>
      Object.keys(WAYS).map((way) => [way, place] as const),
    );
    expect(attempts.length).toBeGreaterThanOrEqual(60);
    const escaped: string[] = [];
    for (const [way, place] of attempts) {
      await go(page, way, place.replace('SINK', sink.origin));
      const isSame = await page
        .evaluate(() => Reflect.get(window, 'isSamePage') === true)
        .catch(() => false);
      if (isSame && page.url() === home) continue;
      escaped.push(`${way}: ${place}`);
      await page.waitForLoadState('load');
      await page.evaluate(() => Reflect.set(window, 'isSamePage', true));
    }
    expect(escaped).toEqual([]);
    await page.evaluate(() =>
      document.querySelectorAll('iframe').forEach((frame) => frame.remove()),
    );
    expect(app.windows()).toHaveLength(1);
    expect(sink.hits).toEqual([]);
  });

  // No lock is asked about this one, so what counts is that the window comes back by itself.
  test('a page that empties itself comes back', async ({ berth }) => {
    const { page } = berth;
    const home = page.url();
    await page.evaluate(() => {
      Reflect.set(window, 'isSamePage', true);
      setTimeout(() => location.assign('about:blank'));
    });
    const state = async () =>
      await page.evaluate(() => ({
        url: location.href,
        isSamePage: Reflect.get(window, 'isSamePage') === true,
        bridge: typeof window.berth.request,
      }));
    const back = { url: home, isSamePage: false, bridge: 'function' };
    await expect.poll(async () => await state().catch(() => undefined)).toEqual(back);
  });

  for (const way of Object.keys(WAYS)) {
    test(`a page without the lock goes away by ${way}`, async ({ berth }) => {
      const page = await openForeignWindow(berth.app, `${sink.origin}/blank`);
      sink.forget();
      await go(page, way, `${sink.origin}/away`);
      await expect
        .poll(() => sink.hits.filter((hit) => hit.includes('/away')).length)
        .toBe(
          // A new tab is refused in every window, whoever opened it.
          ['link to a new tab', 'middle click'].includes(way) ? 0 : 1,
        );
      await page.close();
    });
  }

  test('no window opens', async ({ berth }) => {
    const { app, page } = berth;
    sink.forget();
    const opened = await page.evaluate((origin) => {
      const names = ['', '_blank', '_new', 'berth', 'popup'];
      const urls = ['', 'about:blank', `${origin}/popup`, 'app://ui/index.html', 'javascript:1'];
      const features = [
        undefined,
        'popup,width=100',
        'noopener',
        'nodeIntegration=yes,webviewTag=yes',
      ];
      const attempts = names.flatMap((name) =>
        urls.flatMap((url) => features.map((feature) => [url, name, feature] as const)),
      );
      return attempts.map((attempt) => window.open(...attempt) === null);
    }, sink.origin);
    expect(opened.length).toBeGreaterThanOrEqual(20);
    expect(opened.filter((isRefused) => !isRefused)).toEqual([]);
    expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
    expect(sink.hits).toEqual([]);
  });

  test('a file dropped on the window is not opened', async ({ berth }) => {
    const { page } = berth;
    const home = page.url();
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File(['<title>away</title>'], 'away.html', { type: 'text/html' }));
      data.setData('text/uri-list', 'https://example.invalid/');
      for (const type of ['dragenter', 'dragover', 'drop']) {
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true }));
      }
    });
    await page.waitForTimeout(SETTLE_MS);
    expect(page.url()).toBe(home);
    const preferences = await webPreferences(berth.app);
    for (const preference of preferences)
      expect(preference['navigateOnDragDrop'] ?? false).toBe(false);
  });
});
