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

it('asks for the layers of an image', () => {
  const request = { kind: 'layers', image: 'lab/web:1' };
  expect(parseCommandLine(['layers', 'lab/web:1'])).toEqual({ kind: 'request', request });
});

it.each([
  [['dance'], '“dance” is no command. There is: berth shell CONTAINER, berth layers IMAGE.'],
  [['shell'], 'berth shell needs a container: its name, or the beginning of its ID.'],
  [['shell', ''], 'berth shell needs a container: its name, or the beginning of its ID.'],
  [['shell', 'a', 'b', 'c'], 'berth shell takes one container; “b c” is too much.'],
  [['layers'], 'berth layers needs an image: its name, or its ID.'],
  [['layers', 'a', 'b'], 'berth layers takes one image; “b” is too much.'],
  [['layers', 'x'.repeat(600)], 'No image has so long a name.'],
  [['shell', 'x'.repeat(300)], 'No container has so long a name.'],
])('refuses %j in one sentence', (args, message) => {
  expect(parseCommandLine(args)).toEqual({ kind: 'refused', message });
});
