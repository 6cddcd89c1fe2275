import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { ContainerSpec } from '../../engine/container-spec.ts';
import type { LaunchTemplate } from '../template/launch-template.ts';
import type { FoundImage, LaunchJob } from './launch-job.ts';
import { findLaunchContainer } from './launch-containers.ts';
import { toLabels } from './launch-labels.ts';
import { TOKEN_FILE, newToken, putToken, readToken, userIdOf } from './launch-token.ts';

/** Names are proposed from a fresh list, so a clash needs someone who creates at the same moment. */
const MAX_NAME_ATTEMPTS = 5;

/** An engine takes a name when it begins to create, and lists the container at the end: under a second, mostly. */
const CREATE_UNDER_WAY_MS = 5_000;
const LOOK_AGAIN_MS = 100;

/** A notebook writes its checkpoints when asked to end. */
const STOP_GRACE_SECONDS = 10;

/** Programs that reap zombies; an image with one of them needs no second. */
const INITS: ReadonlySet<string> = new Set([
  'tini',
  'tini-static',
  'dumb-init',
  'catatonit',
  'init',
]);

/** A container of the launch, created before or now, and the token that it holds. */
export interface CreatedContainer {
  readonly containerId: string;
  readonly token: string;
  readonly detail: string;
}

/**
 * Creates the launch's container with its token inside. One that exists already is used. When the
 * token cannot be put in, the container does not stay.
 */
export async function createContainer(
  job: LaunchJob,
  template: LaunchTemplate,
  image: FoundImage,
): Promise<CreatedContainer> {
  const { engine, signal } = job;
  const present = job.isNew
    ? undefined
    : await findLaunchContainer(engine, job.launchId, { signal });
  const containerId = present?.id ?? (await createNamed(job, toSpec(job, template, image)));
  try {
    signal.throwIfAborted();
    const detail = present === undefined ? 'Created' : 'Already here';
    const known = present === undefined ? undefined : await readTokenIfAny(job, containerId);
    if (known !== undefined) return { containerId, token: known, detail };
    const token = newToken();
    const uid = await userIdOf(engine, containerId, image.user, { signal });
    await putToken(engine, containerId, { uid, token }, { signal });
    return { containerId, token, detail };
  } catch (error) {
    await engine
      .removeContainer(containerId, { force: true, volumes: true })
      .catch(() => undefined);
    throw error;
  }
}

/**
 * Not cut short by a cancel: the engine would create it all the same, and nobody would know its id.
 * For the same reason a launch that is taken up again and finds its name taken looks whether it took
 * the name itself, in a request that the app did not live to see answered.
 */
async function createNamed(job: LaunchJob, spec: ContainerSpec): Promise<string> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await job.engine.createContainer({ ...spec, name: await job.nextName(attempt) });
    } catch (error) {
      const isTaken = error instanceof AppError && error.failure.code === 'conflict';
      if (!isTaken || attempt + 1 >= MAX_NAME_ATTEMPTS) throw error;
      const own = job.isNew || attempt > 0 ? undefined : await findOwnSoon(job);
      if (own !== undefined) return own;
    }
  }
}

/** The launch's container, which the engine may still be creating; undefined when it is not ours. */
async function findOwnSoon(job: LaunchJob): Promise<string | undefined> {
  const deadlineMs = performance.now() + CREATE_UNDER_WAY_MS;
  for (;;) {
    const own = await findLaunchContainer(job.engine, job.launchId, { signal: job.signal });
    if (own !== undefined) return own.id;
    if (performance.now() > deadlineMs) return undefined;
    await sleep(LOOK_AGAIN_MS, undefined, { signal: job.signal });
  }
}

async function readTokenIfAny(job: LaunchJob, containerId: string): Promise<string | undefined> {
  try {
    return await readToken(job.engine, containerId, { signal: job.signal });
  } catch (error) {
    if (error instanceof AppError && error.failure.code === 'not-found') return undefined;
    throw error;
  }
}

function toSpec(job: LaunchJob, template: LaunchTemplate, image: FoundImage): ContainerSpec {
  const [program = ''] = image.entrypoint;
  return {
    image: image.reference,
    ...(image.command !== undefined && { command: image.command }),
    env: { ...template.env, JUPYTER_TOKEN_FILE: TOKEN_FILE },
    labels: toLabels(job.launchId, template),
    // The engine picks a port that is free at the start, and nobody but this machine reaches it.
    ports: [{ containerPort: template.port, protocol: 'tcp', hostIp: '127.0.0.1' }],
    shmSizeBytes: template.shmSizeBytes,
    hasInit: !INITS.has(basename(program)),
    noNewPrivileges: true,
    restartPolicy: 'no',
    stopGraceSeconds: STOP_GRACE_SECONDS,
  };
}
