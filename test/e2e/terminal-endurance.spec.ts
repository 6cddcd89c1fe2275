import { readdir } from 'node:fs/promises';
import { expect, test } from './berth-test.ts';
import { openTerminal } from './open-terminal.ts';

const SWITCHES = 200;
/** What a thing that is made with every switch would exceed by far. */
const MAX_MORE = 2;
/** Lines of the page come and go with the text; elements that stay behind would be thousands. */
const MAX_MORE_NODES = 500;

const LISTENED_MS = 2_000;
const MAX_ANNOUNCEMENTS_PER_SECOND = 20;
/** Those that are kept, and the note that there were more. */
const MAX_ANNOUNCED_CHARACTERS = 4_100;

test('two hundred changes of tabs leave nothing behind, and a flood is not read aloud', async ({
  app,
  engine,
}) => {
  const { terminals, page } = app;
  await openTerminal(app, engine, 'endurance');
  await terminals.tool('New terminal').click();
  await terminals.expectLine(/^\/ #/);
  const session = await page.context().newCDPSession(page);
  const held = async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { jsEventListeners, nodes } = await session.send('Memory.getDOMCounters');
    const files = await readdir(`/proc/${app.pid}/fd`);
    return { listeners: jsEventListeners, nodes, files: files.length };
  };
  const change = async (count: number): Promise<void> => {
    await page.evaluate(async (changes) => {
      const frame = (): Promise<unknown> => new Promise((done) => requestAnimationFrame(done));
      for (let index = 0; index < changes; index += 1) {
        const tabs = [...document.querySelectorAll<HTMLElement>('[role="tab"]')];
        const tab = tabs[index % tabs.length];
        tab?.click();
        while (tab?.ariaSelected !== 'true') await frame();
        await frame();
      }
    }, count);
  };
  await change(20);
  const before = await held();
  await change(SWITCHES);
  await expect(async () => {
    const after = await held();
    expect(after.listeners - before.listeners).toBeLessThanOrEqual(MAX_MORE);
    expect(after.files - before.files).toBeLessThanOrEqual(MAX_MORE);
    expect(after.nodes - before.nodes).toBeLessThanOrEqual(MAX_MORE_NODES);
  }).toPass({ timeout: 10_000 });

  await terminals.tool('Terminal actions').click();
  await page.getByRole('menuitem', { name: 'Terminal settings' }).click();
  await app.frame.dialog.getByRole('checkbox', { name: 'Text for screen readers' }).check();
  await page.keyboard.press('Escape');
  // Lines that end, which the terminal itself stops reading, and one that does not.
  for (const flood of ['yes flooding', "yes flooding | tr -d '\\n'"]) {
    await terminals.type(flood);
    const heard = await terminals.region
      .locator('.live-region')
      .evaluate(async (region, listenedMs) => {
        let count = 0;
        let characters = region.textContent?.length ?? 0;
        const observer = new MutationObserver(() => {
          count += 1;
          characters = Math.max(characters, region.textContent?.length ?? 0);
        });
        observer.observe(region, { childList: true, characterData: true, subtree: true });
        await new Promise((resolve) => setTimeout(resolve, listenedMs));
        observer.disconnect();
        characters = Math.max(characters, region.textContent?.length ?? 0);
        return { count, characters, seconds: listenedMs / 1000 };
      }, LISTENED_MS);
    expect(heard.characters).toBeGreaterThan(0);
    expect(heard.count / heard.seconds).toBeLessThanOrEqual(MAX_ANNOUNCEMENTS_PER_SECOND);
    expect(heard.characters).toBeLessThanOrEqual(MAX_ANNOUNCED_CHARACTERS);
    await page.keyboard.press('Control+c');
    await terminals.type('clear; echo over-$?');
    await terminals.expectLine(/^over-/);
  }
});
