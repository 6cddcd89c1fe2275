import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import Docker from 'dockerode';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EngineHttp } from './engine-http.ts';
import { EngineModem } from './engine-modem.ts';

interface Recorded {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let directory: string;
let server: Server;
let socketPath: string;
let recorded: Recorded[];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'berth-shape-'));
  socketPath = join(directory, 's.sock');
  server = createServer((request, response) => {
    void (async () => {
      const { method = '', url = '', headers } = request;
      recorded.push({ method, url, headers, body: await text(request) });
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"Id":"a"}');
    })();
  });
  server.listen(socketPath);
  await once(server, 'listening');
});

afterAll(async () => {
  server.close();
  await rm(directory, { recursive: true });
});

const AUTH = { username: 'u?>', password: 'p~ÿ', serveraddress: 'r.example' };

/** Calls that between them use every way in which dockerode describes a request. */
const CALLS: readonly (readonly [string, (docker: Docker) => Promise<unknown>])[] = [
  ['plain GET', (docker) => docker.info()],
  ['query', (docker) => docker.listContainers({ all: true, filters: { label: ['a=b&c', 'ü'] } })],
  ['no query', (docker) => docker.listContainers({})],
  ['body and query', (docker) => docker.createContainer({ name: 'n', Image: 'i', Env: ['A=1'] })],
  ['POST without body', (docker) => docker.getContainer('c').start()],
  ['POST with small body', (docker) => docker.getContainer('c').stop({ t: 3 })],
  ['DELETE', (docker) => docker.getContainer('c').remove({ force: true, v: false })],
  [
    'PUT of a buffer',
    (docker) => docker.getContainer('c').putArchive(Buffer.from('tar'), { path: '/a b' }),
  ],
  [
    'GET of a stream',
    (docker) => docker.getContainer('c').logs({ follow: true, stdout: true, tail: 5 }),
  ],
  ['HEAD', (docker) => docker.getContainer('c').infoArchive({ path: '/x' })],
  ['no question mark', (docker) => docker.getImage('r.example/i:1').inspect()],
  [
    'credentials',
    (docker) => docker.pull('r.example/i:1', { authconfig: AUTH, platform: 'linux/amd64' }),
  ],
  ['credentials of a look-up', (docker) => docker.getImage('i').distribution({ authconfig: AUTH })],
  ['base64 credentials', (docker) => docker.pull('i', { authconfig: { base64: 'e30=' } })],
  [
    'repeated keys',
    (docker) =>
      docker.importImage(Readable.from([Buffer.from('tar')]), { repo: 'i', changes: ['A', 'B c'] }),
  ],
  [
    'own query and body',
    (docker) => docker.getContainer('c').update({ _query: { a: 1 }, _body: { Memory: 5 } }),
  ],
];

describe('our modem sends what docker-modem sends', () => {
  it.each(CALLS)('%s', async (_name, call) => {
    const engine = {
      endpoint: { kind: 'unix', path: socketPath },
      address: { url: '', source: 'default' },
    } as const;
    const http = new EngineHttp(engine);
    const reference = new Docker({ socketPath, version: 'v1.41' });
    const ours = new Docker({ modem: new EngineModem(http, '1.41') } as Docker.DockerOptions);
    recorded = [];
    await call(reference);
    await call(ours);
    http.dispose();
    const [theirs, own] = recorded;
    expect(recorded).toHaveLength(2);
    expect(own?.method).toBe(theirs?.method);
    expect(own?.url).toBe(theirs?.url);
    expect(own?.body).toBe(theirs?.body);
    for (const name of ['x-registry-auth', 'content-type', 'content-length', 'transfer-encoding']) {
      expect([name, own?.headers[name]]).toEqual([name, theirs?.headers[name]]);
    }
  });
});
