import { expect } from '@playwright/test';
import { openForeignWindow } from './foreign-window.ts';
import { test } from './hardening-test.ts';
import { HttpSink } from './http-sink.ts';
import { codeEscapes } from './code-escapes.ts';
import { networkEscapes } from './network-escapes.ts';
import { PATIENCE_MS, SETTLE_MS, succeedingEscapes } from './try-escapes.ts';

// Written out once more: a test that imported the app's own would agree with any mistake in it.
const EXPECTED_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
];

const escapes = [...codeEscapes, ...networkEscapes];

test.describe('content security', () => {
  let sink: HttpSink;
  test.beforeAll(async () => {
    sink = await HttpSink.start();
  });
  test.afterAll(async () => await sink[Symbol.asyncDispose]());

  test('nothing that a hostile text may try runs or leaves the window', async ({ berth }) => {
    expect(escapes.length).toBeGreaterThanOrEqual(40);
    expect(await succeedingEscapes(berth.page, sink, escapes, SETTLE_MS)).toEqual([]);
    await berth.page.reload();
  });

  test('every one of these attempts succeeds in a page without the policy', async ({ berth }) => {
    const page = await openForeignWindow(berth.app, `${sink.origin}/blank`);
    const succeeded = await succeedingEscapes(page, sink, escapes, PATIENCE_MS);
    await page.close();
    expect(escapes.map(({ name }) => name).filter((name) => !succeeded.includes(name))).toEqual([]);
  });

  test('a foreign page cannot put the window into a frame', async ({ berth }) => {
    const page = await openForeignWindow(berth.app, `${sink.origin}/blank`);
    await page.evaluate(() => {
      const frame = document.createElement('iframe');
      frame.src = 'app://ui/index.html';
      document.body.append(frame);
    });
    await page.waitForTimeout(SETTLE_MS * 3);
    const shown = page.frames().filter((frame) => frame.url().startsWith('app:'));
    await page.close();
    expect(shown).toEqual([]);
  });

  test('every answer of app:// carries the policy, also one that found nothing', async ({
    berth,
  }) => {
    const answers = await berth.page.evaluate(async () => {
      const own = performance.getEntriesByType('resource').map(({ name }) => name);
      const asked = [location.href, ...own.filter((name) => name.startsWith('app:')), '/nothing'];
      return await Promise.all(
        asked.map(async (url) => {
          const { status, headers } = await fetch(url);
          return {
            url,
            status,
            policy: headers.get('content-security-policy'),
            sniffing: headers.get('x-content-type-options'),
          };
        }),
      );
    });
    expect(answers.length).toBeGreaterThanOrEqual(2);
    expect(answers.at(-1)?.status).toBe(404);
    for (const { policy, sniffing } of answers) {
      expect(policy?.split('; ')).toEqual(EXPECTED_POLICY);
      expect(sniffing).toBe('nosniff');
    }
  });
});
