import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CONTAINER_ID, MemoryShells } from './memory-shells.ts';
import { ShellMemory } from './shell-memory.ts';
import { failureOf, SIZE } from './terminal-test-bed.ts';
import { TerminalService } from './terminal-service.ts';

let directory: string;
let shells: MemoryShells;
let memory: ShellMemory;
let service: TerminalService;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'berth-choice-'));
  shells = new MemoryShells();
  memory = new ShellMemory(join(directory, 'shells.json'));
  service = new TerminalService(shells.access, memory);
});

afterEach(async () => {
  await service.dispose();
  await rm(directory, { recursive: true });
});

const open = async (choice?: Parameters<TerminalService['open']>[2]): Promise<string> => {
  const count = shells.execs.length;
  const id = await service.open(CONTAINER_ID, SIZE, choice);
  await vi.waitFor(() => expect(shells.execs.length).toBeGreaterThan(count));
  return id;
};

it('a choice is what the engine is asked for, and nothing else is tried', async () => {
  await open({
    shell: '/opt/my sh',
    user: '7:8',
    directory: '/work',
    environment: [{ name: 'TERM', value: 'dumb' }],
  });
  const { command, env, user, directory: place } = shells.shell.spec;
  expect(command.slice(5)).toEqual(['', '/opt/my sh']);
  expect(env.at(-1)).toBe('TERM=dumb');
  expect([user, place]).toEqual(['7:8', '/work']);
  shells.shell.announces();
});

it('what opened a shell is remembered for the image, and taken without a word', async () => {
  await open({ shell: 'zsh', user: 'me', directory: '/work' });
  expect(await memory.recall('lab:1')).toBeUndefined();
  shells.shell.announces('/usr/bin/zsh');
  await vi.waitFor(async () =>
    expect(await memory.recall('lab:1')).toEqual({ shell: 'zsh', user: 'me' }),
  );
  await open();
  const { command, user, directory: place } = shells.shell.spec;
  expect(command.slice(5)).toEqual(['/bin/sh', 'zsh', 'bash', 'zsh', 'fish', 'ash', 'sh']);
  expect([user, place]).toEqual(['me', undefined]);
  shells.shell.announces('/usr/bin/zsh');
});

it('what opened none is not remembered', async () => {
  const id = await open({ shell: 'zsh', user: 'nobody-here' });
  shells.shell.says('unable to find user nobody-here: no matching entries in passwd file\r\n');
  shells.shell.ends(126);
  await vi.waitFor(() => expect(service.session(id).row.state.kind).toBe('failed'));
  expect(service.session(id).row.state).toMatchObject({
    failure: { code: 'invalid-input', message: expect.stringContaining('“nobody-here”') },
  });
  expect(await memory.recall('lab:1')).toBeUndefined();
});

it('another shell takes the place of a remembered one, says so, and is said once', async () => {
  await memory.remember('lab:1', { shell: '/usr/bin/fish', user: 'me' });
  const id = await open();
  const seen: string[] = [];
  const stop = new AbortController();
  void (async () => {
    for await (const bytes of service.session(id).attach(SIZE, stop.signal)) {
      seen.push(new TextDecoder().decode(bytes));
    }
  })();
  shells.shell.announces('/bin/bash');
  await vi.waitFor(() => expect(seen.join('')).toContain('/usr/bin/fish, remembered for'));
  expect(seen.join('')).toContain('This is /bin/bash.');
  await vi.waitFor(async () => expect(await memory.recall('lab:1')).toEqual({ user: 'me' }));
  stop.abort();
});

it('a container’s own terminal is attached to at once, and left without ending anything', async () => {
  shells.detail = shells.detail && { ...shells.detail, hasTty: true, isStdinOpen: true };
  const id = await service.attachContainer(CONTAINER_ID, SIZE);
  const { row } = service.session(id);
  expect(row).toMatchObject({ kind: 'attach', isReadOnly: false, shell: '' });
  await vi.waitFor(() => expect(service.session(id).row.state.kind).toBe('running'));
  expect(shells.shell.resizes[0]).toBe('80x25');
  await vi.waitFor(() => expect(shells.shell.resizes.at(-1)).toBe('80x24'));
  await service.session(id).write('x');
  expect(shells.shell.written).toEqual(['x']);
  await service.close(id);
  expect(shells.shell.isDisposed).toBe(true);
  expect(shells.calls).toEqual([]);
});

it('a container without a terminal is not attached to; one that takes no input is only read', async () => {
  expect(await failureOf(service.attachContainer(CONTAINER_ID, SIZE))).toMatchObject({
    code: 'conflict',
    message: 'The container has no terminal of its own.',
  });
  shells.detail = shells.detail && { ...shells.detail, hasTty: true };
  const id = await service.attachContainer(CONTAINER_ID, SIZE);
  await vi.waitFor(() => expect(service.session(id).row.state.kind).toBe('running'));
  expect(await failureOf(service.session(id).write('x'))).toMatchObject({ code: 'conflict' });
});

it('the container that a word means is looked for, once the engine is known', async () => {
  const connected = shells.state;
  shells.state = { kind: 'connecting' };
  const opening = service.openNamed('la', SIZE);
  const named = service.openNamed('lab', SIZE);
  shells.state = connected;
  shells.tellState(connected);
  expect(await failureOf(opening)).toMatchObject({ code: 'not-found', subject: 'la' });
  const opened = await named;
  expect(opened.kind === 'opened' && service.session(opened.sessionId).row.containerName).toBe(
    'lab',
  );
  await vi.waitFor(() => shells.shell);
  shells.shell.announces();
});
