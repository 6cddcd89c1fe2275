import { describe, expect, it } from 'vitest';
import { toBuildFailure } from './build-failure.ts';

describe('a failed build', () => {
  it.each([
    ['E: write error: No space left on device', 'disk-full'],
    ["W: GPG error: the following signatures couldn't be verified: NO_PUBKEY 1", 'invalid-input'],
    ['E: Unable to locate package jupyter-notebook', 'not-found'],
    ["Err:1 http://mirror.example Could not resolve 'mirror.example'", 'registry-unreachable'],
    ['E: Failed to fetch http://mirror.example/x  Connection timed out', 'registry-unreachable'],
    ['E: unable to pick chroot mode automatically', 'tool-missing'],
    ['E: something else', 'interrupted'],
  ])('that says "%s" is %s', (line, code) => {
    const { failure } = toBuildFailure(['before', line], 'exit code 1');
    expect(failure.code).toBe(code);
    expect(failure.message).toMatch(/\.$/);
    expect(failure.cause).toBe(`before\n${line}`);
  });

  it('shows the last twenty lines', () => {
    const lines = Array.from({ length: 100 }, (_each, index) => `line ${index}`);
    expect(toBuildFailure(lines, 'exit code 1').failure.cause?.split('\n')).toHaveLength(20);
  });
});
