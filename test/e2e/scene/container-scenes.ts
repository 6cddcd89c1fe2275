import { expect } from '@playwright/test';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BerthApp } from '../berth-app.ts';
import type { EngineUnderTest } from '../engine-pool.ts';
import type { Visit } from './visit.ts';

/** A plausible evening of a machine on which models are trained; every image is the small one under another name. */
const CONTAINERS: readonly {
  readonly name: string;
  readonly image: string;
  readonly state: 'running' | 'paused' | 'exited' | 'created';
  readonly options?: readonly string[];
}[] = [
  {
    name: 'resnet-sweep-7',
    image: 'pytorch/pytorch:2.6.0-cuda12.6-cudnn9-runtime',
    state: 'running',
    options: ['-v', 'imagenet:/data:ro', '-v', '/scratch', '--label', 'team=vision'],
  },
  {
    name: 'tensorboard',
    image: 'tensorflow/tensorflow:2.19.0',
    state: 'running',
    options: ['-p', '127.0.0.1::6006'],
  },
  {
    name: 'llm-server',
    image: 'vllm/vllm-openai:v0.8.3',
    state: 'running',
    options: ['-p', '127.0.0.1::8000'],
  },
  {
    name: 'labels-db',
    image: 'postgres:17',
    state: 'running',
    options: ['-p', '127.0.0.1::5432', '-v', '/var/lib/postgresql/data'],
  },
  { name: 'queue', image: 'redis:7.4', state: 'running', options: ['-p', '127.0.0.1::6379'] },
  {
    name: 'annotate',
    image: 'heartexlabs/label-studio:1.17',
    state: 'paused',
    options: ['-p', '127.0.0.1::8080'],
  },
  {
    name: 'resnet-sweep-6',
    image: 'pytorch/pytorch:2.6.0-cuda12.6-cudnn9-runtime',
    state: 'exited',
  },
  {
    name: 'resnet-sweep-5',
    image: 'pytorch/pytorch:2.6.0-cuda12.6-cudnn9-runtime',
    state: 'exited',
  },
  { name: 'tokenizer-build', image: 'ghcr.io/lab/tokenizer:3', state: 'exited' },
  { name: 'mlflow', image: 'ghcr.io/mlflow/mlflow:v2.21.3', state: 'created' },
];

/** What a training run writes, with the colours that its logger uses. */
const TRAINING_SCRIPT = `#!/bin/sh
say() { printf '\\033[2m2026-11-21 10:%02d:%02d\\033[0m \\033[%sm%s\\033[0m  %s\\n' "$@"; }
say 14 2 32 INFO 'loading the dataset from /data'
say 14 9 33 WARN '12 of 1281167 files could not be read'
epoch=1
while [ $epoch -lt 40 ]; do
  say $((14 + epoch)) 0 32 INFO "epoch $epoch  loss 0.$((900 - epoch * 17))  accuracy 0.$((400 + epoch * 11))"
  epoch=$((epoch + 1))
done
sleep 600
`;

/** Walks through everything that the containers' screens show on a live engine. */
export async function walkContainers(
  app: BerthApp,
  engine: EngineUnderTest,
  visit: Visit,
): Promise<void> {
  await app.frame.goTo('Containers');
  await expect(app.page.getByText('No containers yet')).toBeVisible();
  await visit('containers-empty', app);
  await makeContainers(engine);
  await expect(app.containers.rows).toHaveCount(CONTAINERS.length);
  await visit('containers-full', app);

  await app.containers.filter.fill('no such thing');
  await expect(app.page.getByText('Nothing matches')).toBeVisible();
  await visit('containers-no-match', app);
  await app.containers.filter.fill('');

  await app.containers.action('labels-db', 'Actions').click();
  await expect(app.page.getByRole('menu')).toBeVisible();
  await visit('containers-menu', app);
  await app.page.getByRole('menuitem', { name: 'Remove', exact: true }).click();
  await expect(app.frame.dialog).toContainText('come back');
  await visit('containers-remove', app);
  await app.frame.dialog.getByRole('button', { name: 'Cancel' }).click();

  await app.containers.row('resnet-sweep-7').getByRole('link').click();
  await expect(app.container.panel).toContainText('pytorch');
  await visit('container-overview', app);
  await app.container.tab('Logs').click();
  await expect(app.container.log).toContainText('epoch 39');
  await visit('container-logs', app);
  await app.container.tab('Inspect').click();
  await expect(app.container.panel).toContainText('"Id"');
  await visit('container-inspect', app);

  await app.frame.goTo('Containers');
  await failToStart(app, engine);
  await visit('containers-failure', app);
  await app.page.getByRole('button', { name: 'Dismiss' }).click();
}

async function makeContainers({ docker, image }: EngineUnderTest): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'berth-train-'));
  const script = join(folder, 'train');
  try {
    await writeFile(script, TRAINING_SCRIPT, { mode: 0o755 });
    for (const { name, image: alias, state, options = [] } of CONTAINERS.toReversed()) {
      await docker.run('tag', image, alias);
      await docker.run('create', ...options, '--name', name, alias, '/bin/train');
      await docker.run('cp', script, `${name}:/bin/train`);
      if (state !== 'created') await docker.run('start', name);
      if (state === 'paused') await docker.run('pause', name);
      if (state === 'exited') await docker.run('kill', name);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A start that the engine refuses, because the port is taken. */
async function failToStart(app: BerthApp, { docker, image }: EngineUnderTest): Promise<void> {
  const port = (await docker.run('port', 'queue', '6379/tcp')).replace(/.*:/, '');
  await docker.run('create', '--name', 'queue-2', '-p', `127.0.0.1:${port}:6379`, image, 'true');
  await app.containers.action('queue-2', 'Start').click();
  await expect(app.frame.alert).toContainText('Starting queue-2 failed.');
  await app.frame.openDetails();
}
