import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { MemoryEngine } from './memory-engine.ts';
import { probeHttp, type ProbeResult } from './probe-readiness.ts';
import { waitUntilReady } from './wait-until-ready.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server that answers every path with this status; its address. */
async function serve(
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Promise<string> {
  const server = createServer((_asked, answer) => answer.writeHead(status, headers).end('{}'));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/api`;
}

describe('asking once', () => {
  const never = new AbortController().signal;

  it('tells the status, and follows no redirect', async () => {
    expect(await probeHttp(await serve(200), never)).toEqual({ kind: 'status', status: 200 });
    const away = await serve(302, { location: 'http://127.0.0.1:1/' });
    expect(await probeHttp(away, never)).toEqual({ kind: 'status', status: 302 });
  });

  it('tells silence where nobody listens', async () => {
    const url = await serve(200);
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
    expect(await probeHttp(url, never)).toEqual({ kind: 'silent' });
  });
});

async function wait(probed: ProbeResult): Promise<string> {
  const memory = new MemoryEngine();
  const { engine } = memory.access;
  const ports = [{ containerPort: 8888, protocol: 'tcp', hostIp: '127.0.0.1' } as const];
  const containerId = await engine.createContainer({ name: 'x', image: 'y', ports });
  await engine.startContainer(containerId);
  const job = {
    engine,
    probe: async () => probed,
    signal: new AbortController().signal,
    containerEvent: async () => await new Promise<void>(() => undefined),
    report: () => undefined,
  };
  const target = { containerId, port: 8888, readinessPath: '/api', deadlineMs: 200 };
  return await waitUntilReady(job, target);
}

describe('waiting', () => {
  it('ends with the address at the first 200', async () => {
    expect(await wait({ kind: 'status', status: 200 })).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  });

  it('ends at the deadline, and says what was answered', async () => {
    await expect(wait({ kind: 'status', status: 500 })).rejects.toThrow('status 500');
    await expect(wait({ kind: 'silent' })).rejects.toThrow('did not answer');
  });
});
