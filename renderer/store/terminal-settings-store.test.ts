import { beforeEach, expect, test } from 'vitest';
import {
  changeTerminalSettings,
  toggleScreenReader,
  USUAL_SETTINGS,
  useTerminalSettings,
  zoomTerminals,
} from './terminal-settings-store.ts';

beforeEach(() => changeTerminalSettings(USUAL_SETTINGS));

test('the text has a smallest and a largest size, and finds back', () => {
  for (let press = 0; press < 60; press += 1) zoomTerminals(1);
  expect(useTerminalSettings.getState().fontSizePx).toBe(32);
  for (let press = 0; press < 60; press += 1) zoomTerminals(-1);
  expect(useTerminalSettings.getState().fontSizePx).toBe(8);
  zoomTerminals(0);
  expect(useTerminalSettings.getState().fontSizePx).toBe(13);
});

test('what is not offered becomes the usual, and a font is a name and no style', () => {
  changeTerminalSettings({
    fontSizePx: Number.NaN,
    scrollbackLines: 1e9,
    minimumContrast: 0,
    fontFamily: `'Fira Code', "Noto Sans Mono"; } * { display: none`,
  });
  expect(useTerminalSettings.getState()).toEqual({
    ...USUAL_SETTINGS,
    fontFamily: `'Fira Code', "Noto Sans Mono"    display none`,
  });
  changeTerminalSettings({ scrollbackLines: 20_000, minimumContrast: 7 });
  expect(useTerminalSettings.getState()).toMatchObject({
    scrollbackLines: 20_000,
    minimumContrast: 7,
  });
});

test('the text for screen readers is switched on and off', () => {
  toggleScreenReader();
  expect(useTerminalSettings.getState().isScreenReaderOn).toBe(true);
  toggleScreenReader();
  expect(useTerminalSettings.getState().isScreenReaderOn).toBe(false);
});
