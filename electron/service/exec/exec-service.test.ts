import { beforeEach, expect, it, vi } from 'vitest';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { ContainerProcess, RunningExec } from '../../engine/container-exec.ts';
import type { ContainerEngine } from '../../engine/container-engine.ts';
import { CONTAINER_ID, MemoryExec, MemoryShells } from '../terminal/memory-shells.ts';
import { ExecService } from './exec-service.ts';

const SESSION = `session-${'a'.repeat(16)}`;
const MARK = `${SESSION}-00000000`;

let running: readonly RunningExec[];
let processes: () => readonly ContainerProcess[];
/** What the container answers to whoever looks for a process. */
let answer: string;
let asked: (readonly string[])[];
let onSignal: (signal: string) => void;
let open: string[];
let service: ExecService;

const exec = (id: string, hostProcessId: number, ...command: readonly string[]): RunningExec => ({
  id,
  command,
  hostProcessId,
  hasTty: true,
});

beforeEach(() => {
  running = [
    exec('mine', 11, '/bin/sh', '-c', 'script', MARK, 'secret'),
    exec('theirs', 12, 'sleep', '100'),
  ];
  processes = () => [
    { hostProcessId: 11, ageSeconds: 5, command: '/bin/bash' },
    { hostProcessId: 12, ageSeconds: 60, command: 'sleep 100' },
  ];
  answer = 'found 7\r\nover\r\n';
  asked = [];
  open = [];
  onSignal = () => (running = running.filter(({ id }) => id !== 'theirs'));
  const engine: ContainerEngine = {
    ...new MemoryShells().access.engine,
    runningExecs: async () => running,
    listProcesses: async () => processes(),
    startExec: async (_id, spec) => {
      expect(spec.user).toBe('0');
      const { command } = spec;
      asked.push(command.slice(4));
      const played = new MemoryExec(spec);
      if (command[2]?.includes('kill -s') === true) onSignal(command[4] ?? '');
      else played.says(answer);
      played.ends(0);
      return played.connection;
    },
  };
  const terminals = {
    list: () => open.map((id) => ({ id })),
    close: async (id: string) => {
      open = open.filter((each) => each !== id);
    },
  };
  service = new ExecService(() => engine, terminals);
});

it('lists the oldest first, by what they are now and who began them', async () => {
  expect(await service.list(CONTAINER_ID)).toEqual({
    execs: [
      expect.objectContaining({ id: 'theirs', origin: { kind: 'other' }, ageSeconds: 60 }),
      expect.objectContaining({ command: '/bin/bash', origin: { kind: 'lost-terminal' } }),
    ],
  });
  open = [SESSION];
  const { execs } = await service.list(CONTAINER_ID);
  expect(execs[1]?.origin).toEqual({ kind: 'open-terminal', sessionId: SESSION });
});

it('says why no age is known', async () => {
  processes = () => {
    throw new AppError({ code: 'engine-failed', message: 'No ps.' });
  };
  const { execs, ageUnknown } = await service.list(CONTAINER_ID);
  expect(ageUnknown).toBe('The engine could not list processes: No ps.');
  expect(execs.map(({ command, ageSeconds }) => [command, ageSeconds])).toEqual([
    ['a shell', undefined],
    ['sleep 100', undefined],
  ]);
});

it('finds a program of others by its words, and ends it by a hang-up', async () => {
  await service.end(CONTAINER_ID, 'theirs');
  expect(asked).toEqual([
    ['command', 'sleep 100'],
    ['HUP', '7'],
  ]);
});

it('finds a shell of Berth by its mark alone, and kills what ignores a hang-up', async () => {
  onSignal = (signal) => {
    if (signal === 'KILL') running = [];
  };
  await service.end(CONTAINER_ID, 'mine');
  expect(asked).toEqual([
    ['variable', `BERTH_SHELL=${MARK}`],
    ['HUP', '7'],
    ['KILL', '7'],
  ]);
});

it('closes a terminal that is open here, and asks nothing of what is gone', async () => {
  open = [SESSION];
  await service.end(CONTAINER_ID, 'mine');
  expect(open).toEqual([]);
  await service.end(CONTAINER_ID, 'no-such');
  expect(asked).toEqual([]);
});

it.each([
  ['over\r\n', 'conflict', 'The program could not be found inside its container.'],
  ['found 7\r\nfound 8\r\nover\r\n', 'conflict', '2 programs in this container look the same'],
  ['exec: "/bin/sh": no such file', 'tool-missing', 'no /bin/sh and tr'],
  ['no tr\r\nover\r\n', 'tool-missing', 'no /bin/sh and tr'],
])('ends nothing where the container answers %j', async (words, code, message) => {
  answer = words;
  const ended = service.end(CONTAINER_ID, 'theirs');
  const failure = { code, message: expect.stringContaining(message) };
  await expect(ended).rejects.toMatchObject({ failure });
  await vi.waitFor(() => expect(asked).toHaveLength(1));
});
