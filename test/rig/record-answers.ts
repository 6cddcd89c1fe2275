import { runContainer } from './containers.ts';
import type { RigEngine } from './engine.ts';
import { engineJson, engineRequest, openEngineRequest } from './engine-request.ts';
import { busyboxImage } from './images.ts';

/** Recorded answers by file name, e.g. `containers.json`. */
export type RecordedAnswers = ReadonlyMap<string, string>;

const SERVER_NAME = 'records-web';
const FOREIGN_NAME = 'records-exited';

/** What is asked of an engine that has one running, one ended and one never started container. */
const QUESTIONS: Readonly<Record<string, string>> = {
  'version.json': '/version',
  'info.json': '/info',
  'containers.json': '/containers/json?all=1&size=1',
  'container-running.json': `/containers/${SERVER_NAME}/json?size=1`,
  'container-exited.json': `/containers/${FOREIGN_NAME}/json`,
  'images.json': '/images/json?shared-size=1',
  'image.json': '/images/berth-rig/busybox:1/json',
  'image-history.json': '/images/berth-rig/busybox:1/history',
  'system-df.json': '/system/df',
  'error-no-such-container.json': '/containers/absent/json',
  'error-no-such-image.json': '/images/absent:1/json',
  'error-no-such-path.json': '/absent',
};

/** What is refused to the one who sends it; the body of the answer is what is recorded. */
const REFUSALS: Readonly<Record<string, readonly [path: string, body?: unknown]>> = {
  'error-name-in-use.json': [
    `/containers/create?name=${SERVER_NAME}`,
    { Image: 'berth-rig/busybox:1' },
  ],
  'error-create-no-such-image.json': ['/containers/create', { Image: 'absent:1' }],
  'error-bad-parameter.json': ['/containers/create?name=-', { Image: 'berth-rig/busybox:1' }],
  'error-no-such-command.json': ['/containers/records-broken/start'],
  'error-port-in-use.json': ['/containers/records-port/start'],
  'error-not-running.json': [`/containers/${FOREIGN_NAME}/kill`],
};

/** Asks a fresh engine everything the fixtures hold; what names this machine is replaced by neutral words. */
export async function recordAnswers(engine: RigEngine): Promise<RecordedAnswers> {
  const since = Math.floor(Date.now() / 1000);
  await arrange(engine);
  const answers = new Map<string, string>();
  for (const [name, path] of Object.entries(QUESTIONS)) {
    const answer = await engineRequest(engine.socketPath, path);
    answers.set(name, formatted(engine, name, answer));
  }
  for (const [name, [path, body]] of Object.entries(REFUSALS)) {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const options = { method: 'POST', ...(text === undefined ? {} : { body: text }) } as const;
    answers.set(
      name,
      formatted(engine, name, await engineRequest(engine.socketPath, path, options)),
    );
  }
  const until = Math.floor(Date.now() / 1000) + 1;
  answers.set('events.ndjson', neutral(engine, await readEvents(engine, since, until)));
  return answers;
}

async function arrange(engine: RigEngine): Promise<void> {
  const image = await busyboxImage(engine);
  const labels = { 'com.docker.compose.project': 'records' };
  const command = ['httpd', '-f', '-h', '/www'];
  const web = await runContainer(engine, { image, name: SERVER_NAME, command, labels, port: 80 });
  const ended = await runContainer(engine, {
    image,
    name: FOREIGN_NAME,
    command: ['sh', '-c', 'exit 3'],
  });
  await engineJson(engine.socketPath, `/containers/${ended.id}/wait`, { method: 'POST' });
  const hostPort = new URL(web.address ?? 'http://127.0.0.1:0').port;
  await create(engine, 'records-created', { Image: image });
  await create(engine, 'records-broken', { Image: image, Cmd: ['absent'] });
  await create(engine, 'records-port', {
    Image: image,
    ExposedPorts: { '80/tcp': {} },
    HostConfig: { PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: hostPort }] } },
  });
}

async function create(engine: RigEngine, name: string, body: unknown): Promise<void> {
  await engineJson(engine.socketPath, `/containers/create?name=${name}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
}

async function readEvents(engine: RigEngine, since: number, until: number): Promise<string> {
  const path = `/events?since=${since}&until=${until}`;
  const stream = await openEngineRequest(engine.socketPath, path);
  let text = '';
  for await (const chunk of stream.setEncoding('utf8')) text += String(chunk);
  return text;
}

/** An error keeps its status; everything is laid out for reading, as its spacing carries nothing. */
function formatted(
  engine: RigEngine,
  name: string,
  answer: { readonly status: number; readonly text: string },
): string {
  const body: unknown = JSON.parse(answer.text);
  const isError = name.startsWith('error-');
  if (isError !== answer.status >= 400) throw new Error(`${name}: status ${answer.status}`);
  const value = isError ? { status: answer.status, body } : body;
  return neutral(engine, `${JSON.stringify(value, undefined, 2)}\n`);
}

function neutral(engine: RigEngine, text: string): string {
  return text
    .replaceAll(engine.directory, '/engine')
    .replaceAll(engine.bridgeName, 'docker0')
    .replaceAll(/("KernelVersion": ?)"[^"]*"/g, '$1"6.1.0"')
    .replaceAll(/("Name": ?)"(?=[^"]*",\s*"Labels")[^"]*"/g, '$1"records-host"');
}
