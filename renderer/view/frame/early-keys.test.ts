import { expect, test, vi } from 'vitest';
import { keepEarlyKeys, replayEarlyKeys } from './early-keys.ts';

class Key extends Event {
  readonly key: string | undefined;
  readonly ctrlKey: boolean;

  constructor(type: string, init: KeyboardEventInit) {
    super(type, init);
    this.key = init.key;
    this.ctrlKey = init.ctrlKey === true;
  }
}

test('a shortcut of before is pressed again, once, and text is not', () => {
  const page = new EventTarget();
  vi.stubGlobal('window', page);
  vi.stubGlobal('KeyboardEvent', Key);
  const press = (init: KeyboardEventInit): boolean => page.dispatchEvent(new Key('keydown', init));
  keepEarlyKeys();
  press({ key: '2', ctrlKey: true });
  press({ key: 'x' });

  const heard: unknown[] = [];
  page.addEventListener('keydown', (event) => heard.push([Reflect.get(event, 'key')]));
  replayEarlyKeys();
  expect(heard).toEqual([['2']]);

  press({ key: '1', ctrlKey: true });
  replayEarlyKeys();
  expect(heard).toEqual([['2'], ['1']]);
  vi.unstubAllGlobals();
});
