import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findEngine } from './engine-binaries.ts';
import { engineRequest } from './engine-request.ts';
import { startEngine } from './engine.ts';
import type { RigEngine } from './engine.ts';
import { BUSYBOX_REFERENCE, busyboxImage } from './images.ts';
import { REGISTRY_USER, registryUnavailable, startRegistry } from './registry.ts';

const found = await findEngine('28.5');
const unavailable = found.kind === 'unavailable' ? found : await registryUnavailable();

describe('a real registry', () => {
  let engine: RigEngine;

  beforeAll(async () => {
    if (unavailable === undefined) engine = await startEngine({ version: '28.5' });
  });

  beforeEach((context) => {
    if (unavailable !== undefined) context.skip(unavailable.because);
  });

  afterAll(async () => {
    await engine?.dispose();
  });

  it('keeps what was pushed and gives it back', async () => {
    await using registry = await startRegistry();
    const reference = await registry.push(engine, await busyboxImage(engine), 'team/busybox');
    expect(await (await fetch(`http://${registry.host}/v2/_catalog`)).json()).toEqual({
      repositories: ['team/busybox'],
    });
    const inspectPath = `/images/${reference}/json`;
    expect((await engineRequest(engine.socketPath, inspectPath)).status).toBe(404);
    await engineRequest(engine.socketPath, `/images/${BUSYBOX_REFERENCE}`, { method: 'DELETE' });
    const pull = `/images/create?fromImage=${encodeURIComponent(reference)}`;
    const pulled = await engineRequest(engine.socketPath, pull, { method: 'POST' });
    expect(pulled.text).toContain('Downloaded newer image');
    expect((await engineRequest(engine.socketPath, inspectPath)).status).toBe(200);
  }, 60_000);

  it('is gone when disposed', async () => {
    const registry = await startRegistry();
    await registry.dispose();
    await expect(fetch(`http://${registry.host}/v2/`)).rejects.toThrow();
  });

  it('asks for a sign-in when protected', async () => {
    await using registry = await startRegistry('protected');
    expect((await fetch(`http://${registry.host}/v2/`)).status).toBe(401);
    const { username, password } = REGISTRY_USER;
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    const answer = await fetch(`http://${registry.host}/v2/`, { headers: { authorization } });
    expect(answer.status).toBe(200);
    const reference = await registry.push(engine, await busyboxImage(engine), 'secret/busybox');
    const pull = `/images/create?fromImage=${encodeURIComponent(reference)}`;
    const pulled = await engineRequest(engine.socketPath, pull, { method: 'POST' });
    expect(pulled.text).toContain('no basic auth credentials');
  }, 60_000);
});
