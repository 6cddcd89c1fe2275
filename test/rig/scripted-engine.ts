import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { z } from 'zod';
import type { EngineVersion } from './engine-binaries.ts';
import { ScriptedContainers, readFixture } from './scripted-containers.ts';
import type { RowFilter, ScriptedRow } from './scripted-containers.ts';

/** Which recorded answers are played, and how many containers there are at first. */
export interface ScriptedOptions {
  readonly version: EngineVersion;
  readonly containerCount: number;
  /** How many of them run; without it one in ten. */
  readonly runningCount?: number;
}

/** What is answered as it was recorded, whatever the question's parameters. */
const RECORDED: ReadonlyMap<string, string> = new Map([
  ['/version', 'version.json'],
  ['/info', 'info.json'],
  ['/system/df', 'system-df.json'],
  ['/images/json', 'images.json'],
]);

const filtersSchema = z.record(
  z.string(),
  z.union([
    z.array(z.string()),
    z.record(z.string(), z.boolean()).transform((set) => Object.keys(set)),
  ]),
);

/** What an action does to a container, and the events that the engine would send for it. */
const ACTIONS: Readonly<
  Record<string, { readonly state: 'running' | 'exited'; readonly events: readonly string[] }>
> = {
  start: { state: 'running', events: ['start'] },
  restart: { state: 'running', events: ['kill', 'die', 'stop', 'start', 'restart'] },
  stop: { state: 'exited', events: ['kill', 'die', 'stop'] },
  kill: { state: 'exited', events: ['kill', 'die'] },
};

/**
 * Plays an engine with thousands of containers from recorded answers, on a unix socket every user may open. It makes
 * long lists and storms of events cheap; what holds for it still has to hold for a real engine. Dispose it.
 */
export class ScriptedEngine implements AsyncDisposable {
  readonly containers: ScriptedContainers;
  /** The requests so far, as `GET /containers/json`, without version and query. */
  readonly requests: string[] = [];
  readonly #version: EngineVersion;
  readonly #directory: string;
  readonly #server: Server;
  readonly #listeners = new Set<ServerResponse>();

  private constructor(version: EngineVersion, directory: string, containers: ScriptedContainers) {
    this.#version = version;
    this.#directory = directory;
    this.containers = containers;
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        sendJson(response, 500, { message: String(error) });
      });
    });
  }

  /** Starts one. */
  static async start(options: ScriptedOptions): Promise<ScriptedEngine> {
    const containers = await ScriptedContainers.of(options.version);
    const runningCount = options.runningCount ?? Math.ceil(options.containerCount / 10);
    for (let index = 0; index < options.containerCount; index += 1) {
      containers.add(index < runningCount ? 'running' : 'exited');
    }
    const directory = await mkdtemp(join(tmpdir(), 'berth-scripted-'));
    await chmod(directory, 0o755);
    const engine = new ScriptedEngine(options.version, directory, containers);
    engine.#server.listen(engine.socketPath);
    await once(engine.#server, 'listening');
    await chmod(engine.socketPath, 0o666);
    return engine;
  }

  get socketPath(): string {
    return join(this.#directory, 'docker.sock');
  }

  /** The client's `DOCKER_HOST` for this engine. */
  get dockerHost(): string {
    return `unix://${this.socketPath}`;
  }

  /** How many clients listen to the events. */
  get listenerCount(): number {
    return this.#listeners.size;
  }

  /** Starts, stops, restarts or kills a container, as if by somebody else. */
  act(row: ScriptedRow, action: 'start' | 'restart' | 'stop' | 'kill'): void {
    const effect = ACTIONS[action];
    if (effect === undefined) throw new Error(`unknown action ${action}`);
    this.containers.change(row, effect.state);
    for (const event of effect.events) this.emit(row, event);
  }

  /** Removes a container, as if by somebody else. */
  remove(row: ScriptedRow): void {
    this.containers.remove(row);
    this.emit(row, 'destroy');
  }

  /** Adds a container, as if by somebody else. */
  add(state: 'running' | 'exited'): ScriptedRow {
    const row = this.containers.add(state);
    this.emit(row, 'create');
    if (state === 'running') this.emit(row, 'start');
    return row;
  }

  /** Sends one event to everybody who listens. */
  emit(row: ScriptedRow, action: string): void {
    const now = Date.now();
    const name = row.Names[0]?.slice(1) ?? '';
    const event = {
      status: action,
      id: row.Id,
      Type: 'container',
      Action: action,
      Actor: { ID: row.Id, Attributes: { ...row.Labels, name } },
      scope: 'local',
      time: Math.floor(now / 1000),
      timeNano: now * 1_000_000,
    };
    const line = `${JSON.stringify(event)}\n`;
    for (const listener of this.#listeners) listener.write(line);
  }

  async dispose(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await rm(this.#directory, { recursive: true, force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://engine');
    const path = url.pathname.replace(/^\/v\d+\.\d+/, '');
    const method = request.method ?? 'GET';
    this.requests.push(`${method} ${path}`);
    const recorded = RECORDED.get(path);
    if (path === '/_ping') response.end('OK');
    else if (path === '/events') this.#listen(response);
    else if (path === '/containers/json') {
      sendJson(response, 200, this.containers.list(filterOf(url.searchParams)));
    } else if (recorded !== undefined) {
      sendJson(response, 200, await readFixture(this.#version, recorded));
    } else if (path.startsWith('/containers/')) this.#serveContainer(method, path, response);
    else if (path.startsWith('/images/') && path.endsWith('/json')) {
      sendJson(response, 200, await readFixture(this.#version, 'image.json'));
    } else sendJson(response, 404, { message: 'page not found' });
  }

  #serveContainer(method: string, path: string, response: ServerResponse): void {
    const [, , reference = '', verb = ''] = path.split('/');
    const row = this.containers.find(decodeURIComponent(reference));
    const action = (['start', 'restart', 'stop', 'kill'] as const).find((name) => name === verb);
    if (row === undefined) sendJson(response, 404, { message: `No such container: ${reference}` });
    else if (method === 'GET' && verb === 'json') {
      sendJson(response, 200, this.containers.inspect(row));
    } else if (method === 'POST' && action !== undefined) {
      this.act(row, action);
      response.writeHead(204).end();
    } else if (method === 'DELETE') {
      this.remove(row);
      response.writeHead(204).end();
    } else sendJson(response, 404, { message: 'page not found' });
  }

  #listen(response: ServerResponse): void {
    this.#listeners.add(response);
    response.once('close', () => this.#listeners.delete(response));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
  }
}

function filterOf(query: URLSearchParams): RowFilter {
  const filters = filtersSchema.parse(JSON.parse(query.get('filters') ?? '{}'));
  return {
    isAll: ['1', 'true', 'True'].includes(query.get('all') ?? ''),
    ids: filters['id'] ?? [],
    names: filters['name'] ?? [],
    labels: filters['label'] ?? [],
  };
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify(value)}\n`);
}
