import { expect } from '@playwright/test';
import { test } from './hardening-test.ts';
import { processTree } from './process-tree.ts';
import { webPreferences } from './web-preferences.ts';
import type {} from './window-bridge.ts';

test.describe('the window’s process', () => {
  test('every page runs in Chromium’s sandbox, as a user without rights', ({ berth }) => {
    const tree = processTree(berth.pid);
    const main = tree[0];
    const renderers = tree.filter(({ commandLine }) => commandLine.includes('--type=renderer'));
    expect(renderers.length).toBeGreaterThanOrEqual(1);
    for (const renderer of renderers) {
      expect(renderer.seccompMode, renderer.commandLine).toBe(2);
      expect(renderer.hasNoNewPrivileges).toBe(true);
      expect(renderer.userNamespace).not.toBe(main?.userNamespace);
    }
    for (const { commandLine, uid } of tree) {
      expect(uid).not.toBe(0);
      expect(commandLine).not.toMatch(/--no-sandbox|--disable-seccomp|--single-process/);
    }
  });

  test('every page has the locked preferences', async ({ berth }) => {
    const preferences = await webPreferences(berth.app);
    expect(preferences.length).toBeGreaterThanOrEqual(1);
    for (const preference of preferences) {
      expect(preference).toMatchObject({
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        webviewTag: false,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
      });
      expect(preference['nodeIntegrationInWorker'] ?? false).toBe(false);
      expect(preference['enableBlinkFeatures'] ?? '').toBe('');
    }
  });

  test('nothing of Node reaches the page', async ({ berth }) => {
    const types = await berth.page.evaluate(() =>
      [
        'require',
        'process',
        'module',
        'exports',
        'Buffer',
        'global',
        '__dirname',
        'setImmediate',
      ].map((name) => `${name} ${typeof Reflect.get(globalThis, name)}`),
    );
    for (const type of types) expect(type).toMatch(/ undefined$/);
  });

  test('the page finds one thing that a web page has not: berth, frozen', async ({ berth }) => {
    const found = await berth.page.evaluate(() => {
      // A frame of the same origin that nothing has run in shows what the platform itself brings.
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const known = new Set(Reflect.ownKeys(frame.contentWindow ?? {}));
      frame.remove();
      // Playwright leaves names of its own, and so does the library that describes the contracts.
      const added = Reflect.ownKeys(window).filter((key) => !known.has(key));
      return {
        added: added.map(String).filter((key) => !/^\d+$|^__playwright|^__pw|^__zod_/.test(key)),
        keys: Reflect.ownKeys(window.berth).map(String).toSorted(),
        isFrozen: Object.isFrozen(window.berth),
      };
    });
    expect(found).toEqual({
      added: ['berth'],
      keys: ['open', 'pathOf', 'request'],
      isFrozen: true,
    });
  });

  test('what the page does to the bridge changes nothing', async ({ berth }) => {
    const results = await berth.page.evaluate(() => {
      const { berth: bridge } = window;
      const hostile = (): never => {
        throw new Error('replaced');
      };
      const attempts: readonly (() => unknown)[] = [
        () => Reflect.set(bridge, 'request', hostile),
        () => Reflect.set(window, 'berth', { request: hostile }),
        () => Reflect.defineProperty(bridge, 'open', { value: hostile }),
        () => Reflect.defineProperty(window, 'berth', { value: {} }),
        () => Reflect.deleteProperty(bridge, 'request'),
        () => Reflect.deleteProperty(window, 'berth'),
        () => Reflect.setPrototypeOf(bridge, { request: hostile }),
        () => Reflect.defineProperty(bridge, 'more', { value: 1 }),
      ];
      return attempts.map((attempt) => {
        try {
          return attempt();
        } catch {
          return false;
        }
      });
    });
    expect(results).toEqual(results.map(() => false));
    const reply = await berth.page.evaluate(
      async () => await window.berth.request('template', 'list', {}),
    );
    expect(reply).toMatchObject({ ok: true });
  });

  test('prototypes sent over the bridge pollute nothing in the main process', async ({ berth }) => {
    await berth.page.evaluate(async () => {
      const texts = ['__proto__', 'constructor', 'prototype'].flatMap((key) => [
        `{"${key}":{"polluted":"yes"}}`,
        `{"${key}":{"prototype":{"polluted":"yes"}}}`,
        `{"engineId":{"${key}":{"polluted":"yes"}}}`,
        `[{"${key}":{"polluted":"yes"}}]`,
      ]);
      const methods = [
        ['container', 'list'],
        ['container', 'get'],
        ['engine', 'contexts'],
        ['template', 'list'],
        ['__proto__', 'polluted'],
      ] as const;
      for (const [domain, method] of methods) {
        for (const text of texts) await window.berth.request(domain, method, JSON.parse(text));
      }
    });
    const polluted = await berth.app.evaluate(() => [
      Reflect.get({}, 'polluted'),
      Reflect.get([], 'polluted'),
      Reflect.get(() => undefined, 'polluted'),
    ]);
    expect(polluted.filter((value) => value !== undefined && value !== null)).toEqual([]);
  });

  test('the main process listens on two channels and no more', async ({ berth }) => {
    const channels = await berth.app.evaluate(({ ipcMain }) => {
      const handled: unknown = Reflect.get(ipcMain, '_invokeHandlers');
      const names = handled instanceof Map ? [...handled.keys()].map(String) : ['unreadable'];
      // Electron has one listener for errors and one handler of its own.
      const ofElectron = new Set(['error', 'IMPORT_SHARED_TEXTURE_RELEASE_RENDERER_TO_MAIN']);
      return {
        events: ipcMain
          .eventNames()
          .map(String)
          .filter((name) => !ofElectron.has(name)),
        handled: names.filter((name) => !ofElectron.has(name)),
      };
    });
    expect(channels).toEqual({ events: ['ipc:open'], handled: ['ipc:request'] });
  });

  test('developer tools cannot be opened', async ({ berth }) => {
    for (const keys of ['F12', 'Control+Shift+I', 'Control+Shift+J', 'Control+Shift+C']) {
      await berth.page.keyboard.press(keys);
    }
    const state = await berth.app.evaluate(async ({ BrowserWindow, Menu }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.webContents.openDevTools();
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      const roles = (items: readonly Electron.MenuItem[]): string[] =>
        items.flatMap((item) => [String(item.role), ...roles(item.submenu?.items ?? [])]);
      return {
        isOpen: window?.webContents.isDevToolsOpened(),
        roles: roles(Menu.getApplicationMenu()?.items ?? []),
      };
    });
    expect(state.isOpen).toBe(false);
    expect(state.roles.filter((role) => /devtools|forcereload/i.test(role))).toEqual([]);
  });
});
