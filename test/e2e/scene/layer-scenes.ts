import { expect } from '@playwright/test';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jupyterImage } from '../../rig/images.ts';
import type { BerthApp } from '../berth-app.ts';
import type { EngineUnderTest } from '../engine-pool.ts';
import type { Visit } from './visit.ts';

const REFERENCE = 'ghcr.io/lab/vision-notebook:4';

/** A notebook image as a lab builds it, with what people do wrong: weights replaced later, a cache deleted too late. */
const DOCKERFILE = (base: string): string => `FROM ${base}
USER root
ARG TORCH=2.6.0
WORKDIR /srv/vision
COPY requirements.txt train.py /srv/vision/
RUN mkdir -p /opt/weights && head -c 96000000 /dev/urandom > /opt/weights/backbone.safetensors && head -c 21000000 /dev/urandom > /opt/weights/head.safetensors
RUN mkdir -p /root/.cache/pip/http && head -c 48000000 /dev/urandom > /root/.cache/pip/http/torch-2.6.0.whl && head -c 9000000 /dev/urandom > /root/.cache/pip/http/torchvision-0.21.0.whl
COPY sample.tar /srv/vision/data/sample.tar
RUN head -c 24000000 /dev/urandom > /opt/weights/head.safetensors && chmod 640 /opt/weights/head.safetensors
RUN rm -rf /root/.cache && rm -rf /usr/share/doc
ENV VISION_DATA=/srv/vision/data
RUN sed -i 's/epochs=1/epochs=90/' /srv/vision/train.py && mkdir -p /srv/vision/runs && touch /srv/vision/runs/.keep
`;

/** Walks through everything that the layers of an image show on a live engine. */
export async function walkLayers(
  app: BerthApp,
  engine: EngineUnderTest,
  visit: Visit,
): Promise<void> {
  const { layers } = app;
  await build(engine);
  await app.frame.goTo('Images');
  await app.images.row(REFERENCE).getByRole('link').first().click();
  // The engine packs everything before the first byte comes.
  await expect(layers.tree).toHaveAttribute('aria-busy', 'false', { timeout: 240_000 });
  await expect(layers.efficiency).toContainText('.cache');

  await layers.search.fill('head.safe');
  await expect(layers.found).toHaveCount(1);
  await layers.search.press('Enter');
  await expect(layers.life).toContainText('ship too');
  await visit('layers-path', app);

  await layers.choose('Largest');
  await layers.layer(1).click();
  await layers.choose('Map of sizes');
  await expect(layers.sizes.getByRole('option').first()).toBeVisible();
  await visit('layers-map', app);
  await layers.search.fill('*.so');
  await expect(layers.found.first()).toBeVisible();
  await visit('layers-search', app);
  await layers.search.fill('');
}

async function build({ docker, rig }: EngineUnderTest): Promise<void> {
  const base = await jupyterImage(rig);
  const folder = await mkdtemp(join(tmpdir(), 'berth-vision-'));
  try {
    await writeFile(join(folder, 'Dockerfile'), DOCKERFILE(base));
    await writeFile(join(folder, 'requirements.txt'), 'torch==2.6.0\ntorchvision==0.21.0\n');
    await writeFile(join(folder, 'train.py'), 'train(epochs=1)\n');
    await writeFile(join(folder, 'sample.tar'), Buffer.alloc(12_000_000, 1));
    await docker.run('build', '-q', '-t', REFERENCE, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
