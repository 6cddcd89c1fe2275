import { z } from 'zod';
import type { RigEngine } from './engine.ts';
import { engineJson, engineRequest } from './engine-request.ts';

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

/** Room for fifty published ports of other engines on the machine. */
const START_ATTEMPTS = 5;

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
  await start(engine, id);
  if (port === undefined) return { id, address: undefined };
  const inspect = portsSchema.parse(await engineJson(engine.socketPath, `/containers/${id}/json`));
  const hostPort = inspect.NetworkSettings.Ports[port]?.[0]?.HostPort;
  if (hostPort === undefined) throw new Error(`port ${port} of ${id} was not published`);
  return { id, address: `http://127.0.0.1:${hostPort}` };
}

/** An engine tries ten free ports in a row; where other engines hold these, the next start tries the next ten. */
async function start(engine: RigEngine, id: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const path = `/containers/${id}/start`;
    const answer = await engineRequest(engine.socketPath, path, { method: 'POST' });
    if (answer.status < 300) return;
    const isPortTaken = answer.text.includes('address already in use');
    if (!isPortTaken || attempt === START_ATTEMPTS) {
      throw new Error(`start of ${id}: ${answer.status} ${answer.text.trim()}`);
    }
  }
}

/** Removes a container, running or not. */
export async function removeContainer(engine: RigEngine, id: string): Promise<void> {
  await engineJson(engine.socketPath, `/containers/${id}?force=1&v=1`, { method: 'DELETE' });
}
