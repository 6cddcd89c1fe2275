import { expect, it } from 'vitest';
import { historyText } from './history-text.ts';

const DETAIL = {
  id: `sha256:${'a'.repeat(64)}`,
  tags: ['lab/x:1'],
  platform: 'linux/amd64',
  sizeBytes: 3_000_000,
  entrypoint: [],
  command: ['sh'],
  env: ['A=1'],
  history: [
    { keyword: '', words: '', comment: 'Imported from -', sizeBytes: 2_000_000, changes: [] },
    {
      keyword: 'RUN',
      words: 'set -e\nEOF\nmake',
      comment: '',
      createdAtMs: Date.UTC(2026, 0, 2),
      sizeBytes: 1_000_000,
      changes: [],
    },
    { keyword: 'ENV', words: 'A=1', comment: '', sizeBytes: 0, changes: ['A was 0'] },
  ],
};

it('is written as a Dockerfile, with what is no instruction as comments', () => {
  const text = historyText(DETAIL, 'dockerfile');
  expect(text.split('\n').slice(3)).toEqual([
    'FROM scratch',
    '',
    '# 2 MB, Imported from -',
    '',
    '# 2026-01-02, 1 MB',
    "RUN <<'EOF_'",
    'set -e',
    'EOF',
    'make',
    'EOF_',
    '',
    'ENV A=1',
    '',
  ]);
});

it('is written as JSON that holds all of it', () => {
  const read: unknown = JSON.parse(historyText(DETAIL, 'json'));
  expect(read).toMatchObject({
    tags: ['lab/x:1'],
    history: [{ comment: 'Imported from -' }, { createdAt: '2026-01-02T00:00:00.000Z' }, {}],
  });
});
