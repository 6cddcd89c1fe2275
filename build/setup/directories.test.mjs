import { homedir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { cacheDirectory, stateDirectory } from './directories.mjs';

describe('the cache directory', () => {
  it('is where XDG says, wherever that is set', () => {
    expect(cacheDirectory({ XDG_CACHE_HOME: '/c' }, 'linux')).toBe(path.join('/c', 'berth'));
  });

  it.each([
    { platform: /** @type {const} */ ('linux'), expected: path.join(homedir(), '.cache', 'berth') },
    {
      platform: /** @type {const} */ ('darwin'),
      expected: path.join(homedir(), 'Library', 'Caches', 'berth'),
    },
  ])('has a place of its own on $platform; an empty variable is an unset one', (row) => {
    expect(cacheDirectory({ XDG_CACHE_HOME: '' }, row.platform)).toBe(row.expected);
  });
});

describe('the state directory', () => {
  it("is Electron's own default for the app's name", () => {
    expect(stateDirectory([], { XDG_CONFIG_HOME: '/x' }, 'linux')).toBe(path.join('/x', 'Berth'));
    expect(stateDirectory([], {}, 'linux')).toBe(path.join(homedir(), '.config', 'Berth'));
    expect(stateDirectory([], { APPDATA: '/r' }, 'win32')).toBe(path.join('/r', 'Berth'));
  });

  it('is moved by the flag; the last one counts, as in Chromium', () => {
    const args = ['--user-data-dir=/a', '--verbose', '--user-data-dir=/b with space'];
    expect(stateDirectory(args, {}, 'linux')).toBe(path.resolve('/b with space'));
  });
});
