import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { DockerEngine } from '../../electron/engine/docker/docker-engine.ts';
import type { FaultMode } from '../rig/fault-mode.ts';
import { FaultProxy } from '../rig/fault-proxy.ts';
import { engineAt } from './each-engine.ts';

/** An engine that is reached through a proxy which can break the way to it. */
export interface ProxiedEngine extends AsyncDisposable {
  readonly engine: DockerEngine;
  readonly proxy: FaultProxy;
  readonly socketPath: string;
  /** Runs something under a fault and fails when the fault has met nothing; all passes again afterwards. */
  readonly under: <T>(mode: FaultMode, call: () => Promise<T>) => Promise<T>;
}

/** A proxy in a folder of its own, before the given socket. */
export async function startProxy(targetPath: string) {
  const directory = await mkdtemp(join(tmpdir(), 'berth-proxy-'));
  const socketPath = join(directory, 'p.sock');
  const proxy = await FaultProxy.start({
    listen: { socketPath },
    target: { socketPath: targetPath },
  });
  const dispose = async (): Promise<void> => {
    await proxy.dispose();
    await rm(directory, { recursive: true, force: true });
  };
  return { proxy, socketPath, directory, dispose };
}

/** Connects to the engine behind this socket by way of a proxy. */
export async function connectThroughProxy(targetPath: string): Promise<ProxiedEngine> {
  const { proxy, socketPath, dispose } = await startProxy(targetPath);
  const { engine } = await DockerEngine.connect(engineAt(socketPath));
  return {
    engine,
    proxy,
    socketPath,
    under: async (mode, call) => {
      const before = proxy.injected;
      await proxy.set(mode);
      try {
        return await call();
      } finally {
        await proxy.set({ kind: 'pass' });
        expect(proxy.injected).toBeGreaterThan(before);
      }
    },
    [Symbol.asyncDispose]: async () => {
      engine.dispose();
      await dispose();
    },
  };
}
