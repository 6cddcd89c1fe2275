import { expect, test } from 'vitest';
import { instructionLine, instructionLines } from './instruction-words.ts';

test('one line, and short digests', () => {
  expect(instructionLine(`/bin/sh -c #(nop) ADD file:${'4f'.repeat(32)} in / `)).toEqual({
    keyword: 'ADD',
    words: 'file:4f4f4f4f in /',
  });
  expect(instructionLine('RUN /bin/sh -c a &&\n\t b # buildkit').words).toBe('a && b');
  expect(instructionLine('')).toEqual({ keyword: '', words: '' });
});

test('a chain of commands gets a line each, and the build arguments are kept apart', () => {
  const raw = 'RUN |2 A=1 B=two words /bin/sh -c cd /src && make && rm -rf /src # buildkit';
  expect(instructionLines(raw)).toBe(
    'RUN cd /src \\\n && make \\\n && rm -rf /src\n\nBuild arguments: A=1 B=two words',
  );
  expect(instructionLines('COPY a && b')).toBe('COPY a && b');
  expect(instructionLines('RUN /bin/sh -c one &&\n  two && three')).toBe(
    'RUN one &&\n two && three',
  );
});
