import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import type { ChildProcess } from 'node:child_process';
import { membersOf, parseStat, treeCpuMs, treePssBytes } from './process-tree.ts';

const stat = (pid: number, parentPid: number, sessionId = 1) => ({
  pid,
  parentPid,
  sessionId,
  cpuTicks: 1,
});

test('a name with spaces and parentheses does not shift the fields', () => {
  const line = '42 (a) b (c) S 7 42 41 0 -1 4194560 1 2 3 4 10 20 30 40 20 0 1 0 999 0 0';
  expect(parseStat(line)).toEqual({ pid: 42, parentPid: 7, sessionId: 41, cpuTicks: 100 });
});

test('grandchildren belong to the tree in whatever order they are listed; strangers do not', () => {
  const stats = [stat(30, 20), stat(20, 10), stat(10, 1), stat(11, 1), stat(40, 30)];
  expect(membersOf(10, stats).map(({ pid }) => pid)).toEqual([10, 20, 30, 40]);
});

test('an orphan of the same session belongs to the tree, with its children', () => {
  const stats = [stat(10, 1, 10), stat(12, 1, 10), stat(13, 12, 13), stat(14, 1)];
  expect(membersOf(10, stats).map(({ pid }) => pid)).toEqual([10, 12, 13]);
});

describe.runIf(process.platform === 'linux')('a real process', () => {
  const children: ChildProcess[] = [];
  afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));

  test('that computes in a child of its own is charged for it', { timeout: 20_000 }, async () => {
    const program = 'x=0; while [ $x -lt 300000 ]; do x=$((x+1)); done; echo done; read line';
    const child = spawn('sh', ['-c', `sh -c '${program}'; :`], { detached: true });
    children.push(child);
    await once(child.stdout, 'data');
    expect(treeCpuMs(child.pid ?? 0)).toBeGreaterThan(50);
    expect(treePssBytes(child.pid ?? 0)).toBeGreaterThan(50 * 1024);
  });

  test('that has gone costs nothing', () => {
    expect(treePssBytes(2 ** 30)).toBe(0);
  });
});
