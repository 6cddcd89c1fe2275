import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseImageReference } from '../../../shared/value/image-reference.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import { readRegistryImage } from './read-registry-image.ts';

const digestOf = (text: string): string =>
  `sha256:${createHash('sha256').update(text).digest('hex')}`;
const config = (architecture: string): string =>
  JSON.stringify({ os: 'linux', architecture, rootfs: { diff_ids: ['sha256:a', 'sha256:b'] } });
const manifest = (architecture: string): string =>
  JSON.stringify({
    config: { digest: digestOf(config(architecture)) },
    layers: [
      { digest: digestOf('a'), size: 10 },
      { digest: digestOf('b'), size: 20 },
    ],
  });
const index = JSON.stringify({
  manifests: [
    { digest: digestOf(manifest('amd64')), platform: { os: 'linux', architecture: 'amd64' } },
    {
      digest: digestOf(manifest('arm64')),
      platform: { os: 'linux', architecture: 'arm64', variant: 'v8' },
    },
    { digest: digestOf('x'), platform: { os: 'unknown', architecture: 'unknown' } },
  ],
});

let server: Server;
let host: string;
let seen: string[];
const answers = new Map<string, string>();
let handle: (request: IncomingMessage, response: ServerResponse) => void;

beforeEach(async () => {
  seen = [];
  answers.clear();
  for (const each of ['amd64', 'arm64']) {
    answers.set(`/v2/lab/x/manifests/${digestOf(manifest(each))}`, manifest(each));
    answers.set(`/v2/lab/x/blobs/${digestOf(config(each))}`, config(each));
  }
  answers.set('/v2/lab/x/manifests/1', index);
  answers.set('/v2/lab/x/manifests/plain', manifest('amd64'));
  handle = (request, response) => {
    const body = answers.get(request.url ?? '');
    response.statusCode = body === undefined ? 404 : 200;
    response.end(body);
  };
  server = createServer((request, response) => {
    seen.push(`${request.url} ${request.headers.authorization ?? '-'}`);
    handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  host = `127.0.0.1:${address.port}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const read = async (name: string, platform = 'linux/amd64', login?: { user: string }) => {
  const reference = parseImageReference(`${host}/${name}`);
  if (reference === undefined) throw new Error('no reference');
  return await readRegistryImage({
    reference,
    platform,
    login: login && { username: login.user, password: 'secret', serverAddress: host },
    signal: new AbortController().signal,
  });
};

const failureOf = async (call: Promise<unknown>) => {
  const error = await call.catch((thrown: unknown) => thrown);
  if (error instanceof AppError) return error.failure;
  throw new Error('it did not fail');
};

describe('an image at a registry', () => {
  it('is read by its manifest and configuration alone', async () => {
    expect(await read('lab/x:1')).toEqual({
      configDigest: digestOf(config('amd64')),
      platform: 'linux/amd64',
      platforms: ['linux/amd64', 'linux/arm64/v8'],
      layers: [
        { diffId: 'sha256:a', compressedBytes: 10 },
        { diffId: 'sha256:b', compressedBytes: 20 },
      ],
    });
    expect(seen).toHaveLength(3);
  });

  it('may have one platform alone', async () => {
    expect(await read('lab/x:plain')).toMatchObject({ platforms: ['linux/amd64'] });
  });

  it.each(['linux/arm64', 'linux/arm64/v8'])('has a variant for %s', async (p) => {
    expect(await read('lab/x:1', p)).toMatchObject({ configDigest: digestOf(config('arm64')) });
  });

  it('says which platforms there are where the wanted one is not', async () => {
    expect(await failureOf(read('lab/x:1', 'windows/amd64'))).toMatchObject({
      code: 'not-found',
      hint: 'There are: linux/amd64, linux/arm64/v8. Choose another tag or platform.',
    });
  });

  it('is believed only where it is what its digest says', async () => {
    answers.set(`/v2/lab/x/blobs/${digestOf(config('amd64'))}`, config('arm64'));
    expect(await failureOf(read('lab/x:1'))).toMatchObject({ code: 'registry-unreachable' });
  });

  it.each([
    ['no JSON', '<html>'],
    ['something else', '{"hello": 1}'],
    ['a manifest without layers', '{"config": {"digest": "x"}}'],
  ])('fails with a name where the answer is %s', async (_what, body) => {
    answers.set('/v2/lab/x/manifests/1', body);
    expect(await failureOf(read('lab/x:1'))).toMatchObject({ code: 'registry-unreachable' });
  });
});

describe('a registry that asks who is there', () => {
  const askFor = (challenge: string): void => {
    const open = handle;
    handle = (request, response) => {
      if (request.url?.startsWith('/token') === true) {
        response.end(JSON.stringify({ token: 'ticket' }));
      } else if (request.headers.authorization === undefined) {
        response.writeHead(401, { 'www-authenticate': challenge }).end();
      } else open(request, response);
    };
  };

  it('hands out a ticket, which is fetched with the sign-in', async () => {
    askFor(`Bearer realm="http://${host}/token",service="reg"`);
    await read('lab/x:1', 'linux/amd64', { user: 'me' });
    const basic = `Basic ${Buffer.from('me:secret').toString('base64')}`;
    expect(seen).toContain(`/token?service=reg&scope=repository%3Alab%2Fx%3Apull ${basic}`);
    expect(seen.at(-1)).toContain('Bearer ticket');
  });

  it('hands out a ticket to anybody', async () => {
    askFor(`Bearer realm="http://${host}/token",service="reg"`);
    expect(await read('lab/x:plain')).toMatchObject({ platform: 'linux/amd64' });
  });

  it('gets a sign-in as it is where it wants that, and only then', async () => {
    askFor('Basic realm="here"');
    expect(await failureOf(read('lab/x:1'))).toMatchObject({ code: 'registry-denied' });
    await read('lab/x:1', 'linux/amd64', { user: 'me' });
    expect(seen.at(-1)).toContain('Basic');
  });

  it('gets nothing over a line that others can read', async () => {
    askFor('Bearer realm="http://registry.invalid/token"');
    const asked = read('lab/x:1', 'linux/amd64', { user: 'me' });
    expect(await failureOf(asked)).toMatchObject({ code: 'registry-denied' });
  });

  it.each([
    [403, 'registry-denied'],
    [429, 'registry-denied'],
    [404, 'not-found'],
    [503, 'registry-unreachable'],
  ] as const)('refuses with %s', async (status, code) => {
    handle = (_request, response) => void response.writeHead(status).end();
    expect(await failureOf(read('lab/x:1'))).toMatchObject({ code });
  });
});
