import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppState } from './berth-app.ts';
import type { EngineUnderTest } from './engine-pool.ts';

/** What a test writes into a template of the user's own. */
export interface UserTemplate {
  readonly image: string;
  readonly title: string;
  readonly description?: string;
  /** Absent: the image's own. */
  readonly command?: readonly string[];
  readonly port?: number;
}

/** Puts a template into the user's folder, as a person would; one with a shipped name replaces that one. */
export async function writeTemplate(
  state: AppState,
  id: string,
  template: UserTemplate,
): Promise<void> {
  const folder = await state.folder('templates');
  const lines = Object.entries(template).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  await writeFile(join(folder, `${id}.yaml`), `${lines.join('\n')}\n`);
}

/**
 * Makes an image of this size that answers `/api` with 200, so that it counts as ready: a notebook's server as far as a
 * launch can tell, where the test is about how the image comes here.
 */
export async function answeringImage(
  { docker, image }: EngineUnderTest,
  reference: string,
  sizeBytes: number,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'berth-www-'));
  const id = await docker.run('create', image, 'sh');
  try {
    await writeFile(join(folder, 'api'), 'ready\n');
    await writeFile(join(folder, 'weight'), randomBytes(sizeBytes));
    await docker.run('cp', `${folder}/.`, `${id}:/www`);
    const command = JSON.stringify(['httpd', '-f', '-p', '8888', '-h', '/www']);
    await docker.run('commit', '--change', `CMD ${command}`, id, reference);
  } finally {
    await docker.run('rm', id);
    await rm(folder, { recursive: true, force: true });
  }
}
