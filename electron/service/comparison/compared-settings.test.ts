import { expect, it } from 'vitest';
import { compareValues, readSettings } from './compared-settings.ts';

const INSPECTED = JSON.stringify({
  Config: {
    Cmd: ['sh', '-c', 'echo two words'],
    Env: ['A=1', 'KEY=••••', 'EMPTY'],
    ExposedPorts: { '80/tcp': {}, '22/tcp': {} },
    User: '',
    Labels: { b: '2' },
  },
});

it('reads what an image or a container is set to', () => {
  const { settings, env, labels } = readSettings(INSPECTED);
  expect([...settings]).toEqual([
    ['Command', 'sh -c "echo two words"'],
    ['Ports', '22/tcp, 80/tcp'],
  ]);
  expect([...env]).toEqual([
    ['A', '1'],
    ['KEY', '••••'],
    ['EMPTY', ''],
  ]);
  expect([...labels]).toEqual([['b', '2']]);
  expect([...readSettings('{"Config":null}').env]).toEqual([]);
});

it('puts what differs first, and says what was not looked at', () => {
  const before = new Map([
    ['SAME', '1'],
    ['KEY', '••••'],
    ['GONE', 'x'],
    ['NEW_VALUE', '1'],
  ]);
  const after = new Map([
    ['SAME', '1'],
    ['KEY', '••••'],
    ['NEW_VALUE', '2'],
    ['ADDED', 'y'],
  ]);
  expect(compareValues(before, after)).toEqual([
    { name: 'GONE', before: 'x', isMasked: false },
    { name: 'NEW_VALUE', before: '1', after: '2', isMasked: false },
    { name: 'ADDED', after: 'y', isMasked: false },
    { name: 'SAME', before: '1', after: '1', isMasked: false },
    { name: 'KEY', before: '••••', after: '••••', isMasked: true },
  ]);
});
