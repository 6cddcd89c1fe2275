import { expect } from '@playwright/test';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import { engineRequest } from '../../rig/engine-request.ts';
import type { BerthApp } from '../berth-app.ts';
import type { EngineUnderTest } from '../engine-pool.ts';
import type { LocalRegistry } from '../local-registry.ts';
import type { Visit } from './visit.ts';

/** Images of a machine on which models are trained; each stands on the one that it names. */
const IMAGES: readonly {
  readonly reference: string;
  readonly from?: string;
  readonly sizeMb: number;
  readonly instruction?: string;
}[] = [
  {
    reference: 'nvidia/cuda:12.6.3-cudnn-runtime',
    sizeMb: 24,
    instruction: 'ENV CUDA_VERSION=12.6.3',
  },
  {
    reference: 'pytorch/pytorch:2.6.0-cuda12.6-cudnn9-runtime',
    from: 'nvidia/cuda:12.6.3-cudnn-runtime',
    sizeMb: 31,
    instruction: 'CMD ["python3"]',
  },
  {
    reference: 'vllm/vllm-openai:v0.8.3',
    from: 'pytorch/pytorch:2.6.0-cuda12.6-cudnn9-runtime',
    sizeMb: 17,
    instruction: 'ENTRYPOINT ["vllm", "serve"]',
  },
  {
    reference: 'ghcr.io/lab/tokenizer:3',
    from: 'pytorch/pytorch:2.6.0-cuda12.6-cudnn9-runtime',
    sizeMb: 2,
    instruction: 'CMD ["tokenize"]',
  },
  {
    reference: 'tensorflow/tensorflow:2.19.0-gpu',
    from: 'nvidia/cuda:12.6.3-cudnn-runtime',
    sizeMb: 28,
  },
  { reference: 'heartexlabs/label-studio:1.17', sizeMb: 9 },
  { reference: 'quay.io/jupyter/scipy-notebook:2025-03-14', sizeMb: 12 },
];

/** Walks through everything that the images' screens show on a live engine. */
export async function walkImages(
  app: BerthApp,
  engine: EngineUnderTest,
  registry: LocalRegistry,
  visit: Visit,
): Promise<void> {
  await makeImages(engine);
  await app.frame.goTo('Images');
  await expect(app.images.row('vllm/vllm-openai:v0.8.3')).toContainText('17 MB');
  await visit('images-full', app);
  await app.page.getByRole('checkbox', { name: 'By base' }).check();
  await expect(app.images.grid).toContainText('On nvidia/cuda');
  await visit('images-by-base', app);
  await app.page.getByRole('checkbox', { name: 'By base' }).uncheck();

  await app.images.filter.fill('no such thing');
  await visit('images-no-match', app);
  await app.images.filter.fill('');

  await app.images.mark('ghcr.io/lab/tokenizer:3').check();
  await app.images.mark('vllm/vllm-openai:v0.8.3').check();
  await app.images.mark('heartexlabs/label-studio:1.17').check();
  await app.page.getByRole('button', { name: 'Remove marked' }).click();
  await expect(app.frame.dialog).toContainText('come back');
  await visit('images-remove', app);
  await app.frame.dialog.getByRole('button', { name: 'Cancel' }).click();
  await app.page.getByRole('button', { name: 'Clear marks' }).click();

  await app.images.prune.click();
  await expect(app.frame.dialog).toContainText('come back');
  await visit('images-prune', app);
  await app.frame.dialog.getByRole('button', { name: 'Cancel' }).click();

  await app.images.action('vllm/vllm-openai:v0.8.3', 'Actions').click();
  await expect(app.page.getByRole('menu')).toBeVisible();
  await visit('images-menu', app);
  await app.page.keyboard.press('Escape');
  await expect(app.page.getByRole('menu')).toBeHidden();

  await app.images.row('ghcr.io/lab/train:5').getByRole('link').first().click();
  await app.page.getByRole('tab', { name: 'History' }).click();
  await expect(app.page.getByRole('tabpanel')).toContainText('train.py');
  await visit('image-history', app);
  await app.page.getByRole('tab', { name: 'Used by' }).click();
  await expect(app.page.getByRole('tabpanel')).toContainText('this image');
  await visit('image-used-by', app);
  await app.page.keyboard.press('Escape');
  await walkPull(app, engine, registry, visit);
}

async function walkPull(
  app: BerthApp,
  { docker }: EngineUnderTest,
  registry: LocalRegistry,
  visit: Visit,
): Promise<void> {
  const reference = `${registry.host}/lab/diffusion:7`;
  await commit(docker, 'tensorflow/tensorflow:2.19.0-gpu', reference, 3, 'CMD ["serve"]');
  await commit(docker, reference, reference, 4, 'USER 1000');
  await docker.run('push', '-q', reference);
  await docker.run('rmi', reference);
  const pull = app.page.getByRole('main').getByRole('button', { name: 'Pull', exact: true });
  const { dialog } = app.frame;
  await pull.click();
  await dialog.getByRole('textbox').fill(`${registry.host}/lab/absent:1`);
  await dialog.getByRole('textbox').press('Enter');
  await expect(dialog.getByRole('alert')).toBeVisible();
  await visit('images-pull-failed', app);
  await dialog.getByRole('textbox').fill(reference);
  await dialog.getByRole('textbox').press('Enter');
  await expect(dialog.getByRole('status', { name: 'Plan' })).toBeVisible();
  await visit('images-pull', app);
  await registry.proxy.set({ kind: 'rate', bytesPerSecond: 60_000 });
  await dialog.getByRole('button', { name: 'Pull', exact: true }).click();
  const task = app.tasks.task(`Pull ${reference}`);
  await expect(task).toContainText('left');
  await task.getByRole('button', { name: /layers$/ }).click();
  await visit('images-pulling', app);
  await task.getByRole('button', { name: 'Cancel' }).click();
  await expect(task).toContainText('Cancelled');
  await app.tasks.button.click();
}

async function makeImages(engine: EngineUnderTest): Promise<void> {
  const { docker, image } = engine;
  for (const { reference, from = image, sizeMb, instruction } of IMAGES) {
    await commit(docker, from, reference, sizeMb, instruction);
  }
  await buildImage(engine, 'ghcr.io/lab/train:5');
  // What had the name before is dangling now.
  await commit(docker, 'nvidia/cuda:12.6.3-cudnn-runtime', 'heartexlabs/label-studio:1.17', 8);
  await docker.run('create', '--name', 'llm-server', 'vllm/vllm-openai:v0.8.3');
  await docker.run('create', '--name', 'sweep-6', 'pytorch/pytorch:2.6.0-cuda12.6-cudnn9-runtime');
  await docker.run('create', '--name', 'sweep-7', 'pytorch/pytorch:2.6.0-cuda12.6-cudnn9-runtime');
}

/** An image as people write them, made by the engine's own builder. */
async function buildImage({ rig }: EngineUnderTest, reference: string): Promise<void> {
  const archive = pack();
  archive.entry(
    { name: 'Dockerfile' },
    [
      'FROM pytorch/pytorch:2.6.0-cuda12.6-cudnn9-runtime',
      'ENV CUDA_VERSION=12.6.85 HF_HOME=/models',
      'WORKDIR /work',
      'COPY requirements.txt .',
      'RUN mkdir -p /opt/lab && dd if=/dev/urandom of=/opt/lab/wheels bs=1000000 count=11',
      'COPY train.py .',
      'EXPOSE 6006',
      'USER 1000',
      'CMD ["python3", "train.py"]',
    ].join('\n'),
  );
  archive.entry({ name: 'requirements.txt' }, 'torch==2.6.0\ntransformers==4.51.3\n');
  archive.entry({ name: 'train.py' }, 'print("training")\n');
  archive.finalize();
  const answer = await engineRequest(rig.socketPath, `/build?t=${encodeURIComponent(reference)}`, {
    method: 'POST',
    body: Readable.from([await buffer(archive)]),
    contentType: 'application/x-tar',
  });
  if (!answer.text.includes('Successfully tagged')) throw new Error(answer.text);
}

/** A layer with one file on an image, kept under a name. */
async function commit(
  docker: EngineUnderTest['docker'],
  from: string,
  reference: string,
  sizeMb: number,
  instruction = 'LABEL lab=vision',
): Promise<void> {
  const file = `/opt/${reference.replaceAll(/\W/g, '-')}-${sizeMb}`;
  const script = `mkdir -p /opt && dd if=/dev/urandom of=${file} bs=1000000 count=${sizeMb}`;
  await docker.run('run', '--name', 'made', from, 'sh', '-c', script);
  await docker.run('commit', '--change', instruction, 'made', reference);
  await docker.run('rm', 'made');
}
