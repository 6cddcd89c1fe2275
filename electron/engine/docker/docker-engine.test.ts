import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { Failure } from '../../../shared/ipc/failure.ts';
import { DockerEngine } from './docker-engine.ts';

const ID = '072a10e0a4ca9171587cdfcbff9726d211c766f96e27854ce1ba7c1bf5fd3d10';

/** Shortened from Docker 28.5.2. */
const ROW = {
  Id: ID,
  Names: ['/xx'],
  Image: 'berth-rig/busybox:1',
  ImageID: 'sha256:f853d3db465eacedcc4e467f884fe6c9cce4c4db6cd31a22fc74162f9ef8cf23',
  Command: 'sleep 1000',
  Created: 1795255007,
  Ports: [{ IP: '127.0.0.1', PrivatePort: 80, PublicPort: 32769, Type: 'tcp' }],
  Labels: {},
  State: 'running',
  Status: 'Up 2 seconds',
};
const INSPECTED = {
  Id: ID,
  Name: '/xx',
  State: {
    Running: true,
    OOMKilled: false,
    ExitCode: 0,
    Error: '',
    StartedAt: '2026-11-21T09:56:47.5Z',
    FinishedAt: '0001-01-01T00:00:00Z',
  },
  Config: { Tty: false, Env: ['A_TOKEN=x'], User: '', WorkingDir: '' },
  HostConfig: { Binds: null, Mounts: [{ Source: 'named' }], RestartPolicy: { Name: 'no' } },
  Mounts: [{ Type: 'volume', Name: 'named', Source: '/v', Destination: '/d', RW: true }],
  NetworkSettings: { Networks: { bridge: { IPAddress: '10.0.0.2' } } },
  SizeRw: 5,
};
const VERSION = {
  Version: '28.5.2',
  ApiVersion: '1.51',
  MinAPIVersion: '1.24',
  Os: 'linux',
  Arch: 'amd64',
};
const INFO = {
  Name: 'vm',
  SystemTime: '2026-11-21T09:56:47.5Z',
  OperatingSystem: 'Debian',
  NCPU: 2,
  MemTotal: 1,
  DockerRootDir: '/d',
  Driver: 'overlay2',
  Runtimes: { runc: {} },
};
const IMAGE = {
  Id: 'sha256:a',
  RepoTags: ['a:1'],
  RepoDigests: [],
  Size: 1,
  Created: '2026-11-21T09:56:47.5Z',
  Os: 'linux',
  Architecture: 'amd64',
  RootFS: { Layers: ['sha256:b'] },
  Config: {
    Labels: null,
    Cmd: ['sh'],
    Entrypoint: null,
    Env: null,
    ExposedPorts: { '80/tcp': {} },
    User: '',
    WorkingDir: '',
  },
};
const DISTRIBUTION = {
  Descriptor: { digest: 'sha256:a' },
  Platforms: [{ os: 'linux', architecture: 'amd64' }],
};

/** Every call with one JSON answer, and that answer. */
const CALLS: readonly (readonly [
  string,
  RegExp,
  unknown,
  (engine: DockerEngine) => Promise<unknown>,
])[] = [
  ['version', /^\/version$/, VERSION, (engine) => engine.version()],
  ['info', /\/info$/, INFO, (engine) => engine.info()],
  ['listContainers', /\/containers\/json/, [ROW], (engine) => engine.listContainers()],
  ['findContainer', /\/containers\/json/, [ROW], (engine) => engine.findContainer(ID)],
  [
    'createContainer',
    /\/containers\/create/,
    { Id: ID, Warnings: [] },
    (engine) => engine.createContainer({ image: 'a', env: { SECRET: 'never-in-url' } }),
  ],
  [
    'inspectContainer',
    /\/containers\/xx\/json/,
    INSPECTED,
    (engine) => engine.inspectContainer('xx'),
  ],
  ['containerSizes', /\/containers\/xx\/json/, INSPECTED, (engine) => engine.containerSizes('xx')],
  ['listVolumesOf', /\/containers\/xx\/json/, INSPECTED, (engine) => engine.listVolumesOf('xx')],
  ['previewRemoval', /\/containers\/xx\/json/, INSPECTED, (engine) => engine.previewRemoval('xx')],
  ['inspectImage', /\/images\/a\/json/, IMAGE, (engine) => engine.inspectImage('a')],
  ['distribution', /\/distribution\/a\/json/, DISTRIBUTION, (engine) => engine.distribution('a')],
];

let directory: string;
let server: Server;
let engine: DockerEngine;
let requests: string[];
/** Answers instead of the recorded reply where its pattern fits. */
let override:
  | { readonly path: RegExp; readonly body: string; readonly status?: number }
  | undefined;

function recordedBody(path: string): string {
  if (/\/containers\/json/.test(path)) return JSON.stringify([ROW]);
  const call = CALLS.find(([, pattern]) => pattern.test(path));
  return call === undefined ? '' : JSON.stringify(call[2]);
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'berth-engine-'));
  const path = join(directory, 's.sock');
  server = createServer((request, response) => {
    const url = request.url ?? '';
    requests.push(`${request.method} ${url}`);
    request.resume();
    const isOverridden = override?.path.test(url) === true;
    response.statusCode = isOverridden ? (override?.status ?? 200) : 200;
    response.end(isOverridden ? override?.body : recordedBody(url));
  });
  server.listen(path);
  await once(server, 'listening');
  requests = [];
  const address = { url: `unix://${path}`, source: 'default' } as const;
  ({ engine } = await DockerEngine.connect({ endpoint: { kind: 'unix', path }, address }));
});

beforeEach(() => {
  requests = [];
  override = undefined;
});

afterAll(async () => {
  engine.dispose();
  server.close();
  await rm(directory, { recursive: true });
});

async function outcomeOf(call: Promise<unknown>): Promise<Failure | 'ok'> {
  try {
    await call;
    return 'ok';
  } catch (error) {
    if (error instanceof AppError) return error.failure;
    throw error;
  }
}

describe('answers of the wrong shape', () => {
  const bodies = [
    '<html><body>502</body></html>',
    '',
    'null',
    '{}',
    '[]',
    '5',
    '"text"',
    '[null]',
    '{"Id":',
    '[{}]',
  ];
  // An empty list of containers is a good answer, and so is a removal of nothing.
  const isGood = (name: string, body: string): boolean =>
    body === '[]' && (name === 'listContainers' || name === 'findContainer');

  it.each(CALLS)('%s', async (name, path, _recorded, call) => {
    expect(await outcomeOf(call(engine))).toBe('ok');
    for (const body of bodies) {
      override = { path, body };
      const outcome = await outcomeOf(call(engine));
      if (isGood(name, body)) expect(outcome).toBe('ok');
      else expect([body, outcome]).toMatchObject([body, { code: 'engine-protocol' }]);
    }
  });

  it.each(CALLS)('%s with any one value replaced', async (_name, path, recorded, call) => {
    let refusedCount = 0;
    for (const mutant of mutantsOf(recorded)) {
      override = { path, body: JSON.stringify(mutant) };
      const outcome = await outcomeOf(call(engine));
      if (outcome !== 'ok') {
        refusedCount += 1;
        expect(['engine-protocol', 'engine-too-old', 'engine-too-new', 'not-found']).toContain(
          outcome.code,
        );
      }
    }
    expect(refusedCount).toBeGreaterThan(0);
  });
});

/** The value again and again, each time with one part replaced by something of another type. */
function* mutantsOf(value: unknown): Generator<unknown> {
  for (const other of [null, 'x', -1.5, true, {}, []]) yield other;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      for (const mutant of mutantsOf(item)) yield value.with(index, mutant);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      for (const mutant of mutantsOf(item)) yield { ...value, [key]: mutant };
    }
  }
}

describe('the whole answer of an inspection', () => {
  it('is shown with the values of secret-looking variables masked', async () => {
    const env = ['A_TOKEN=x', 'DB_PASSWORD=hunter2', 'EMPTY_TOKEN=', 'PATH=/bin'];
    const body = JSON.stringify({ ...INSPECTED, Config: { ...INSPECTED.Config, Env: env } });
    override = { path: /containers\/xx\/json/, body };
    const { inspectText } = await engine.inspectContainer('xx');
    expect(inspectText).not.toContain('hunter2');
    const shown: unknown = JSON.parse(inspectText);
    expect(shown).toMatchObject({
      Id: ID,
      Config: { Env: ['A_TOKEN=••••', 'DB_PASSWORD=••••', 'EMPTY_TOKEN=', 'PATH=/bin'] },
    });
  });
});

describe('requests', () => {
  it('name the version that was agreed on', async () => {
    await engine.info();
    await engine.listContainers();
    expect(requests).toEqual(['GET /v1.45/info', 'GET /v1.45/containers/json?all=true']);
  });

  it('keep what may be secret out of the path', async () => {
    await engine.createContainer({ name: 'n', image: 'a', env: { SECRET: 'never-in-url' } });
    expect(requests).toEqual(['POST /v1.45/containers/create?name=n']);
  });

  it.each(['../info', 'a/b', 'a?b', '', '-x', 'ä'])('are not made for the id %j', async (id) => {
    const outcome = await outcomeOf(engine.removeContainer(id, { force: true, volumes: true }));
    expect(outcome).toMatchObject({ code: 'not-found' });
    expect(requests).toEqual([]);
  });

  it('are not repeated when they change something and fail', async () => {
    override = { path: /start|stop|restart|create|xx\?/, body: '{"message":"boom"}', status: 500 };
    const calls = [
      engine.startContainer('xx'),
      engine.stopContainer('xx', { graceSeconds: 1 }),
      engine.restartContainer('xx', { graceSeconds: 1 }),
      engine.createContainer({ image: 'a' }),
      engine.removeContainer('xx', { force: false, volumes: false }),
    ];
    for (const call of calls)
      expect(await outcomeOf(call)).toMatchObject({ cause: 'boom (HTTP 500)' });
    expect(requests).toHaveLength(calls.length);
  });

  it('succeed when it is so already', async () => {
    override = { path: /start|stop/, body: '', status: 304 };
    expect(await outcomeOf(engine.startContainer('xx'))).toBe('ok');
    expect(await outcomeOf(engine.stopContainer('xx', { graceSeconds: 1 }))).toBe('ok');
  });

  it('fail when a ping is answered by something else', async () => {
    override = { path: /_ping/, body: 'hello' };
    expect(await outcomeOf(engine.ping())).toMatchObject({ code: 'engine-protocol' });
    override = { path: /_ping/, body: 'OK' };
    expect(await outcomeOf(engine.ping())).toBe('ok');
  });
});
