import { expect } from '@playwright/test';
import { test } from './hardening-test.ts';
import { askForEverything, PERMISSION_NAMES } from './permission-probes.ts';

const CANARY = 'what only the user copied';

test('the window is given nothing, and may put text on the clipboard', async ({ berth }) => {
  await berth.app.evaluate(async ({ clipboard }, text) => {
    await clipboard.writeText(text);
  }, CANARY);
  const { states, obtained } = await berth.page.evaluate(askForEverything, PERMISSION_NAMES);
  const granted = Object.keys(states).filter((name) => states[name] === 'granted');
  // Writing what the user asked to copy is the one thing that the app does for itself.
  expect(granted).toEqual(['clipboard-write']);
  expect(Object.values(states).filter((state) => state === 'denied').length).toBeGreaterThan(15);
  expect(obtained).toEqual([]);
});
