import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { dockerCredentials } from './docker-credentials.ts';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'berth-credentials-'))));
afterEach(async () => await rm(folder, { recursive: true }));

const find = async (registry: string, config: unknown) => {
  await writeFile(join(folder, 'config.json'), JSON.stringify(config));
  const env = { DOCKER_CONFIG: folder, PATH: `${folder}:/usr/bin:/bin` };
  return await dockerCredentials({ env, platform: 'linux', homeDirectory: folder }, registry);
};
const auth = Buffer.from('me:pass:word').toString('base64');

it('finds what docker login stored, for Docker’s own registry under its own name', async () => {
  const expected = { username: 'me', password: 'pass:word' };
  const auths = { 'quay.io': { auth }, 'https://index.docker.io/v1/': { auth } };
  expect(await find('quay.io', { auths })).toEqual({ ...expected, serverAddress: 'quay.io' });
  expect(await find('docker.io', { auths })).toMatchObject(expected);
  expect(await find('ghcr.io', { auths })).toBeUndefined();
});

it('asks the helper that is named for the registry', async () => {
  const helper = join(folder, 'docker-credential-mine');
  const script = `#!/bin/sh\nread -r host\necho "{\\"Username\\":\\"$host\\",\\"Secret\\":\\"s\\"}"\n`;
  await writeFile(helper, script.replace('read -r host', 'host=$(cat)'));
  await chmod(helper, 0o755);
  expect(await find('quay.io', { credHelpers: { 'quay.io': 'mine' } })).toEqual({
    username: 'quay.io',
    password: 's',
    serverAddress: 'quay.io',
  });
  expect(await find('ghcr.io', { credsStore: 'mine' })).toMatchObject({ username: 'ghcr.io' });
});

it('goes on without where nothing can be read', async () => {
  expect(await find('quay.io', { credsStore: 'missing' })).toBeUndefined();
  expect(await find('quay.io', { credsStore: '../../bin/sh' })).toBeUndefined();
  expect(await find('quay.io', 'nonsense')).toBeUndefined();
  expect(await find('quay.io', { auths: { 'quay.io': { auth: '?' } } })).toBeUndefined();
});
