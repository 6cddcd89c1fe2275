import { expect, test } from 'vitest';
import type { TerminalPalette } from '../../../shared/contract/terminal.ts';
import { readOutput } from './plain-output.ts';
import { loadScreenParts, ScreenModel } from './screen-model.ts';

const PALETTE: TerminalPalette = {
  foreground: '#e7e9ed',
  background: '#111317',
  cursor: '#ffffff',
  ansi: Array.from({ length: 16 }, (_none, index) => `#0000${index.toString(16).padStart(2, '0')}`),
};

/** What a screen with this palette answers to a program. */
async function answersTo(text: string, palette?: TerminalPalette): Promise<readonly string[]> {
  const answers: string[] = [];
  const screen = new ScreenModel(
    await loadScreenParts(),
    { columns: 80, rows: 24 },
    {
      onReply: (reply) => void answers.push(reply.replaceAll('\u001B', 'ESC')),
      onBell: () => undefined,
      look: { scrollbackLines: 100, palette },
    },
  );
  await screen.write(readOutput(new TextEncoder().encode(text)));
  await screen.snapshot();
  screen.dispose();
  return answers;
}

test('a program learns the colours that the window draws with', async () => {
  expect(await answersTo('\u001B]11;?\u0007', PALETTE)).toEqual(['ESC]11;rgb:1111/1313/1717ESC\\']);
  expect(await answersTo('\u001B]10;?;?;?\u001B\\', PALETTE)).toEqual([
    'ESC]10;rgb:e7e7/e9e9/ededESC\\',
    'ESC]11;rgb:1111/1313/1717ESC\\',
    'ESC]12;rgb:ffff/ffff/ffffESC\\',
  ]);
  expect(await answersTo('\u001B]4;3;?;196;?;255;?\u001B\\', PALETTE)).toEqual([
    'ESC]4;3;rgb:0000/0000/0303ESC\\',
    'ESC]4;196;rgb:ffff/0000/0000ESC\\',
    'ESC]4;255;rgb:eeee/eeee/eeeeESC\\',
  ]);
});

test('what the program set itself is told as set, until it sets it back', async () => {
  const answers = await answersTo(
    '\u001B]11;#102030\u0007\u001B]11;?\u0007\u001B]111\u0007\u001B]11;?\u0007' +
      '\u001B]4;1;rgb:f/80/0000\u0007\u001B]4;1;?\u0007\u001B]104;1\u0007\u001B]4;1;?\u0007',
    PALETTE,
  );
  expect(answers).toEqual([
    'ESC]11;rgb:1010/2020/3030ESC\\',
    'ESC]11;rgb:1111/1313/1717ESC\\',
    'ESC]4;1;rgb:ffff/8080/0000ESC\\',
    'ESC]4;1;rgb:0000/0000/0101ESC\\',
  ]);
});

test('without a window, and to nonsense, there is no answer', async () => {
  expect(await answersTo('\u001B]11;?\u0007\u001B]4;1;?\u0007')).toEqual([]);
  expect(
    await answersTo(
      '\u001B]4;256;?\u0007\u001B]4;-1;?\u0007\u001B]4;;?\u0007\u001B]4;1\u0007',
      PALETTE,
    ),
  ).toEqual([]);
});
