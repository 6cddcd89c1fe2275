import { expect, test } from 'vitest';
import { moveToOwnWindow } from './own-window.ts';
import { TerminalTestBed } from './terminal-test-bed.ts';

test('a session is in a window of its own until that window is closed, and goes on', async () => {
  const bed = new TerminalTestBed();
  const id = await bed.openRunning();
  const opened: string[] = [];
  let close = (): void => undefined;
  const windows = {
    open: (sessionId: string, onClosed: () => void) => {
      opened.push(`${sessionId} ${bed.row(id).isInOwnWindow}`);
      close = onClosed;
    },
    close: () => undefined,
  };
  expect(bed.row(id).isInOwnWindow).toBe(false);
  moveToOwnWindow(bed.service.session(id), windows);
  expect(opened).toEqual([`${id} true`]);
  close();
  expect(bed.row(id)).toMatchObject({ isInOwnWindow: false, state: { kind: 'running' } });
  await bed.service.dispose();
});
