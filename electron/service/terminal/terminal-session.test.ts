import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../shared/ipc/app-error.ts';
import { SIZE, TerminalTestBed } from './terminal-test-bed.ts';

let bed: TerminalTestBed;

beforeEach(() => {
  bed = new TerminalTestBed();
});

afterEach(async () => await bed.service.dispose());

describe('a session that is looked at', () => {
  it('shows what was before, then what comes, and nothing of the announcement', async () => {
    const id = await bed.openRunning();
    bed.shells.shell.says('one\r\n');
    await vi.waitFor(() => expect(bed.shells.shell.takenCount).toBe(2));
    const seen = bed.look(id);
    await vi.waitFor(() => expect(seen.text).toContain('one'));
    bed.shells.shell.says('two');
    await vi.waitFor(() => expect(seen.text).toContain('two'));
    expect(seen.text).not.toContain('7733');
    expect(seen.text.split('one')).toHaveLength(2);
  });

  it('has one reader: the next takes its place', async () => {
    const id = await bed.openRunning();
    const first = bed.look(id);
    await sleep(5);
    const second = bed.look(id);
    await vi.waitFor(() => expect(first.isOver).toBe(true));
    bed.shells.shell.says('here');
    await vi.waitFor(() => expect(second.text).toContain('here'));
    expect(first.text).not.toContain('here');
  });

  it('waits for a reader that takes nothing, and for nobody once it has gone', async () => {
    const id = await bed.openRunning();
    const stop = new AbortController();
    const reader = bed.service.session(id).attach(SIZE, stop.signal);
    bed.shells.shell.says('first');
    await reader.next();
    for (let piece = 0; piece < 50; piece += 1) bed.shells.shell.says(`piece ${piece} `);
    await sleep(30);
    expect(bed.shells.shell.takenCount).toBeLessThan(5);
    stop.abort();
    await vi.waitFor(() => expect(bed.shells.shell.takenCount).toBe(52));
    const seen = bed.look(id);
    await vi.waitFor(() => expect(seen.text).toContain('piece 49'));
  });

  it('takes on the reader’s size, and tells the shell the last of many', async () => {
    const id = await bed.openRunning();
    for (let columns = 81; columns <= 200; columns += 1) {
      bed.service.session(id).resize({ columns, rows: 50 });
    }
    await vi.waitFor(() => expect(bed.shells.shell.resizes.at(-1)).toBe('200x50'));
    expect(bed.shells.shell.resizes.length).toBeLessThan(5);
    bed.look(id, { columns: 60, rows: 20 });
    await vi.waitFor(() => expect(bed.shells.shell.resizes.at(-1)).toBe('60x20'));
    expect(bed.row(id).size).toEqual({ columns: 60, rows: 20 });
  });
});

describe('what a program may do', () => {
  it('gets its questions answered, and no more than 64 in a second', async () => {
    await bed.openRunning();
    bed.shells.shell.says('\u001B[c');
    await vi.waitFor(() => expect(bed.shells.shell.written).toEqual(['\u001B[?1;2c']));
    bed.shells.shell.says('\u001B[5n'.repeat(500));
    await vi.waitFor(() => expect(bed.shells.shell.written.length).toBeGreaterThan(60));
    await sleep(20);
    expect(bed.shells.shell.written).toHaveLength(64);
  });

  it('gets 4 KiB of answers to a megabyte of questions', async () => {
    await bed.openRunning();
    const colours = Array.from({ length: 200 }, (_none, index) => `${index};?`).join(';');
    const question = `\u001B]4;${colours}\u0007\u001B[c`;
    const before = performance.now();
    bed.shells.shell.says(question.repeat(Math.ceil(1_000_000 / question.length)));
    bed.shells.shell.says('\u001B]0;read\u0007');
    const [{ id } = { id: '' }] = bed.service.list();
    await vi.waitFor(() => expect(bed.row(id).title).toBe('read'), 30_000);
    const seconds = Math.ceil((performance.now() - before) / 1000);
    const answer = bed.shells.shell.written.join('');
    expect(answer.length).toBeGreaterThan(0);
    expect(answer.length).toBeLessThanOrEqual(4096 * seconds);
  });

  it('is always in the container of this name, also after that was renamed', async () => {
    const id = await bed.openRunning();
    const { detail } = bed.shells;
    if (detail === undefined) throw new Error('there is no container');
    bed.shells.detail = { ...detail, container: { ...detail.container, name: 'renamed' } };
    bed.shells.tell('rename');
    await vi.waitFor(() => expect(bed.row(id).containerName).toBe('renamed'));
  });

  it('names its terminal by a title', async () => {
    const id = await bed.openRunning();
    bed.shells.shell.says('\u001B]0;vim notes.txt\u0007');
    await vi.waitFor(() => expect(bed.row(id).title).toBe('vim notes.txt'));
    bed.service.session(id).rename('  mine ');
    expect(bed.row(id).name).toBe('mine');
  });

  it('cannot pass for the announcement of another', async () => {
    const id = await bed.open();
    await vi.waitFor(() => bed.shells.shell);
    bed.shells.shell.says('\u001B]7733;00000000000000000000000000000000;1;/bin/evil\u0007');
    bed.shells.shell.announces('/bin/ash');
    await bed.reaches(id, 'running');
    expect(bed.row(id).shell).toBe('/bin/ash');
  });
});

describe('an end', () => {
  it.each([
    ['The shell ended with code 3.', 3, () => undefined],
    ['The shell ended.', undefined, () => undefined],
    ['The container was removed.', 137, () => void (bed.shells.detail = undefined)],
    [
      'The container stopped (exit code 137).',
      137,
      () => bed.shells.set({ state: 'exited', exitCode: 137 }),
    ],
    [
      'The container ran out of memory and was killed.',
      137,
      () => bed.shells.set({ state: 'exited', exitCode: 137, isOomKilled: true }),
    ],
    ['The container was restarted.', 137, () => bed.shells.set({ startedAtMs: 2 })],
  ] satisfies readonly (readonly [string, number | undefined, () => void])[])(
    'is told: %s',
    async (reason, exitCode, change) => {
      const id = await bed.openRunning();
      change();
      bed.shells.shell.ends(exitCode);
      await bed.reaches(id, 'ended');
      expect(bed.row(id).state).toMatchObject({ kind: 'ended', reason });
      expect(bed.shells.shell.isDisposed).toBe(true);
    },
  );

  it('of its container is told also where the shell has not begun', async () => {
    const id = await bed.open();
    await vi.waitFor(() => bed.shells.shell);
    bed.shells.set({ state: 'exited', exitCode: 137 });
    bed.shells.shell.ends(137);
    await bed.reaches(id, 'ended');
    const reason = 'The container stopped (exit code 137).';
    expect(bed.row(id).state).toMatchObject({ reason, isContainerRunning: false });
  });

  it('follows its container: whether it runs again', async () => {
    const id = await bed.openRunning();
    bed.shells.set({ state: 'exited', exitCode: 0 });
    bed.shells.shell.ends(129);
    await bed.reaches(id, 'ended');
    expect(bed.row(id).state).toMatchObject({ isContainerRunning: false });
    bed.shells.set({ state: 'running' });
    bed.shells.tell('start');
    await vi.waitFor(() => expect(bed.row(id).state).toMatchObject({ isContainerRunning: true }));
  });

  it('is a failure where the way was cut', async () => {
    const id = await bed.openRunning();
    bed.shells.shell.isCut();
    await bed.reaches(id, 'failed');
    expect(bed.row(id).state).toMatchObject({
      failure: {
        code: 'interrupted',
        message: 'The connection to the engine was cut.',
        cause: 'test',
      },
    });
  });

  it('leaves the screen to read, and its place to a new shell', async () => {
    const id = await bed.openRunning();
    const seen = bed.look(id);
    bed.shells.shell.says('before\u001B[?1049hin the editor');
    await vi.waitFor(() => expect(seen.text).toContain('editor'));
    bed.shells.set({ state: 'exited', exitCode: 1 });
    bed.shells.shell.ends(137);
    await bed.reaches(id, 'ended');
    const again = bed.look(id);
    await vi.waitFor(() => expect(again.text).toContain('editor'));
    bed.service.session(id).reconnect();
    expect(bed.row(id).state.kind).toBe('starting');
    expect(() => bed.service.session(id).reconnect()).toThrow(AppError);
    await vi.waitFor(() => expect(bed.shells.execs).toHaveLength(2));
    expect(bed.shells.calls).toEqual(['start']);
    bed.shells.shell.announces('/bin/sh');
    await bed.reaches(id, 'running');
    bed.shells.shell.says('new shell');
    await vi.waitFor(() => expect(again.text).toContain('new shell'));
    expect(again.text).toContain('\u001B[?1049l');
    expect(again.isOver).toBe(false);
  });
});
