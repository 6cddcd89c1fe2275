import { expect, it } from 'vitest';
import { parseCommandLine } from './parse-command-line.ts';

it.each([[[]], [['--user-data-dir=/x', '--no-sandbox']]])('opens the window for %j', (args) => {
  expect(parseCommandLine(args)).toEqual({ kind: 'plain' });
});

it.each([[['shell', 'web']], [['--user-data-dir=/x', 'shell', '--no-sandbox', 'web']]])(
  'asks for a shell: %j',
  (args) => {
    const request = { kind: 'shell', container: 'web' };
    expect(parseCommandLine(args)).toEqual({ kind: 'request', request });
  },
);

it.each([
  [['dance'], '“dance” is no command. There is: berth shell CONTAINER.'],
  [['shell'], 'berth shell needs a container: its name, or the beginning of its ID.'],
  [['shell', ''], 'berth shell needs a container: its name, or the beginning of its ID.'],
  [['shell', 'a', 'b', 'c'], 'berth shell takes one container; “b c” is too much.'],
  [['shell', 'x'.repeat(300)], 'No container has so long a name.'],
])('refuses %j in one sentence', (args, message) => {
  expect(parseCommandLine(args)).toEqual({ kind: 'refused', message });
});
