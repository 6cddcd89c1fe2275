import { z } from 'zod';
import type { RigEngine } from './engine.ts';
import { engineJson } from './engine-request.ts';

/** What the rig can say about a container it starts. */
export interface RunOptions {
  readonly image: string;
  readonly name?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  /** A port inside the container to publish on 127.0.0.1 at a free port. */
  readonly port?: number;
}

/** A container that runs; `address` is where its published port answers, e.g. `http://127.0.0.1:32768`. */
export interface RunningContainer {
  readonly id: string;
  readonly address: string | undefined;
}

const createdSchema = z.object({ Id: z.string() });
const portsSchema = z.object({
  NetworkSettings: z.object({
    Ports: z.record(z.string(), z.array(z.object({ HostPort: z.string() })).nullable()),
  }),
});

/** Creates and starts a container beside the product, as a user with the CLI would. */
export async function runContainer(
  engine: RigEngine,
  options: RunOptions,
): Promise<RunningContainer> {
  const port = options.port === undefined ? undefined : `${options.port}/tcp`;
  const body = JSON.stringify({
    Image: options.image,
    Cmd: options.command,
    Env: Object.entries(options.environment ?? {}).map(([name, value]) => `${name}=${value}`),
    Labels: options.labels,
    ExposedPorts: port === undefined ? undefined : { [port]: {} },
    HostConfig: {
      PortBindings: port === undefined ? undefined : { [port]: [{ HostIp: '127.0.0.1' }] },
    },
  });
  const query = options.name === undefined ? '' : `?name=${encodeURIComponent(options.name)}`;
  const post = { method: 'POST', body } as const;
  const created = await engineJson(engine.socketPath, `/containers/create${query}`, post);
  const { Id: id } = createdSchema.parse(created);
  await engineJson(engine.socketPath, `/containers/${id}/start`, { method: 'POST' });
  if (port === undefined) return { id, address: undefined };
  const inspect = portsSchema.parse(await engineJson(engine.socketPath, `/containers/${id}/json`));
  const hostPort = inspect.NetworkSettings.Ports[port]?.[0]?.HostPort;
  if (hostPort === undefined) throw new Error(`port ${port} of ${id} was not published`);
  return { id, address: `http://127.0.0.1:${hostPort}` };
}

/** Removes a container, running or not. */
export async function removeContainer(engine: RigEngine, id: string): Promise<void> {
  await engineJson(engine.socketPath, `/containers/${id}?force=1&v=1`, { method: 'DELETE' });
}
