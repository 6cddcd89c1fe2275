import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engineAddress, pingEngine } from './engine-address.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'berth-address-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** @param {string} name @param {string} host */
const writeContext = (name, host) => {
  const id = createHash('sha256').update(name).digest('hex');
  mkdirSync(path.join(folder, 'contexts', 'meta', id), { recursive: true });
  writeFileSync(
    path.join(folder, 'contexts', 'meta', id, 'meta.json'),
    JSON.stringify({ Name: name, Endpoints: { docker: { Host: host } } }),
  );
};

describe('the address of the engine', () => {
  it('is the default socket when nobody has named one', () => {
    const address = engineAddress({ DOCKER_CONFIG: folder }, 'linux');
    expect(address).toMatchObject({ host: 'unix:///var/run/docker.sock', isChosen: false });
  });

  it('is the current context of the settings, and DOCKER_CONTEXT goes before it', () => {
    writeContext('lab', 'tcp://lab:2376');
    writeContext('desk', 'unix:///desk.sock');
    writeFileSync(path.join(folder, 'config.json'), JSON.stringify({ currentContext: 'lab' }));
    const env = { DOCKER_CONFIG: folder };
    expect(engineAddress(env)).toMatchObject({ host: 'tcp://lab:2376', isChosen: true });
    expect(engineAddress({ ...env, DOCKER_CONTEXT: 'desk' }).host).toBe('unix:///desk.sock');
    expect(engineAddress({ ...env, DOCKER_CONTEXT: 'default' }, 'linux').isChosen).toBe(false);
  });

  it('is DOCKER_HOST before everything else, with its certificates where TLS is asked for', () => {
    const env = { DOCKER_CONFIG: folder, DOCKER_CONTEXT: 'lab', DOCKER_HOST: 'tcp://h:1' };
    expect(engineAddress(env)).toMatchObject({ host: 'tcp://h:1', certFolder: undefined });
    expect(engineAddress({ ...env, DOCKER_TLS_VERIFY: '1' }).certFolder).toBe(folder);
  });

  it('of a context that does not exist is none, not the default', async () => {
    const address = engineAddress({ DOCKER_CONFIG: folder, DOCKER_CONTEXT: 'gone' });
    expect(address).toMatchObject({ host: '', isChosen: true });
    expect(await pingEngine(address)).toBe('silent');
  });
});

describe('a ping', () => {
  it('is answered by an engine, and only by one', async () => {
    const socket = path.join(folder, 'a.sock');
    const address = { host: `unix://${socket}`, certFolder: undefined };
    expect(await pingEngine(address)).toBe('silent');
    const server = http.createServer((request, response) => {
      response.statusCode = request.url === '/_ping' ? 200 : 404;
      response.end('OK');
    });
    await new Promise((resolve) => server.listen(socket, () => resolve(undefined)));
    expect(await pingEngine(address)).toBe('answers');
    await new Promise((resolve) => server.close(resolve));
  });

  it('says that it cannot ask over ssh', async () => {
    expect(await pingEngine({ host: 'ssh://lab', certFolder: undefined })).toBe('unchecked');
  });
});
