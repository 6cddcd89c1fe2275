import { expect, test } from 'vitest';
import { playTime, tabWords } from './terminal-words.ts';

const SESSION = { containerName: 'web', name: '', title: '', shell: '', kind: 'shell' } as const;

test('a tab is named by its container, then by what is known best', () => {
  expect(tabWords(SESSION)).toBe('web');
  expect(tabWords({ ...SESSION, shell: '/bin/bash' })).toBe('web: bash');
  expect(tabWords({ ...SESSION, kind: 'attach' })).toBe('web: attached');
  expect(tabWords({ ...SESSION, shell: '/bin/bash', title: 'vim' })).toBe('web: vim');
  expect(tabWords({ ...SESSION, shell: '/bin/sh', title: 'vim', name: 'logs' })).toBe('web: logs');
});

test('a program cannot hide whose tab it is', () => {
  expect(tabWords({ ...SESSION, title: 'other: root' })).toBe('web: other: root');
});

test('a place in a recording is told in minutes and seconds', () => {
  expect([0, 9_999, 61_000, 3_600_000].map(playTime)).toEqual(['0:00', '0:09', '1:01', '60:00']);
});
