import { expect, test } from 'vitest';
import { ownTerminalId, sessionOf } from './own-terminal.ts';

test('a window’s address names its session, in full or not at all', () => {
  expect(sessionOf('#/terminal/session-0123456789abcdef')).toBe('session-0123456789abcdef');
  for (const hash of ['', '#/containers', '#/terminal/', '#/terminal/session-0123456789abcdef/x']) {
    expect(sessionOf(hash)).toBeUndefined();
  }
  expect(ownTerminalId).toBeUndefined();
});
