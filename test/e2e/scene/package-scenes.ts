import { expect } from '@playwright/test';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jupyterImage } from '../../rig/images.ts';
import type { BerthApp } from '../berth-app.ts';
import type { EngineUnderTest } from '../engine-pool.ts';
import type { Visit } from './visit.ts';

const REFERENCE = 'ghcr.io/lab/train:12';

const SITE = 'opt/venv/lib/python3.12/site-packages';

/** What `pip` leaves of each: name, version, licence and the bytes that its record adds up to. */
const WHEELS = [
  ['torch', '2.5.1', 'BSD-3-Clause', 1_710_000_000],
  ['triton', '3.1.0', 'MIT License', 402_000_000],
  ['nvidia-cudnn-cu12', '9.1.0.70', 'NVIDIA Proprietary Software', 1_010_000_000],
  ['nvidia-nccl-cu12', '2.21.5', 'BSD-3-Clause', 290_000_000],
  ['nvidia-cuda-runtime-cu12', '12.4.127', 'NVIDIA Proprietary Software', 3_400_000],
  ['transformers', '4.46.3', 'Apache-2.0', 61_000_000],
  ['safetensors', '0.4.5', 'Apache-2.0', 1_200_000],
  ['tokenizers', '0.20.3', 'Apache-2.0', 9_100_000],
] as const;

const DOCKERFILE = (base: string): string => `FROM ${base}
USER root
ENV CUDA_VERSION=12.4.1 NCCL_VERSION=2.21.5-1
COPY venv /
COPY update /
RUN rm -r /${SITE}/torch-2.5.1.dist-info /${SITE}/safetensors-0.4.5.dist-info
RUN sed -i 's/^Version: \\(3\\.0\\.[0-9]*-1~deb12u[0-9]*\\)$/Version: \\1+lab1/' /var/lib/dpkg/status
`;

/** Walks through the packages of an image, and of all images. */
export async function walkPackages(
  app: BerthApp,
  engine: EngineUnderTest,
  visit: Visit,
): Promise<void> {
  const { packages, page } = app;
  await build(engine);
  await app.frame.goTo('Images');
  await app.images.row(REFERENCE).getByRole('link').first().click();
  await page.getByRole('tab', { name: 'Packages' }).click();
  // The engine packs everything before the first byte comes.
  await expect(packages.count).toContainText('packages', { timeout: 240_000 });
  await expect(packages.gpu).toContainText('cuDNN');
  await visit('packages-list', app);
  await packages.grid.getByRole('columnheader', { name: 'Size' }).getByRole('button').click();
  await expect(packages.row('torch, 2.6.0')).toBeVisible();
  await packages.row('torch, 2.6.0').click();
  await visit('packages-largest', app);
  await packages.group('By layer');
  await visit('packages-by-layer', app);
  await packages.group('List');

  await app.frame.goTo('Images');
  await page.getByRole('button', { name: 'Packages', exact: true }).click();
  await visit('packages-search-empty', app);
  await packages.search.fill('*cudnn* >= 8');
  await expect(packages.found).toHaveCount(1);
  await packages.search.fill('*torch*');
  await visit('packages-search', app);
}

async function build({ docker, rig }: EngineUnderTest): Promise<void> {
  const base = await jupyterImage(rig);
  const folder = await mkdtemp(join(tmpdir(), 'berth-train-'));
  try {
    await writeFile(join(folder, 'Dockerfile'), DOCKERFILE(base));
    for (const [name, version, licence, bytes] of WHEELS) {
      await writeWheel(join(folder, 'venv', SITE), name, version, licence, bytes);
    }
    await writeWheel(join(folder, 'update', SITE), 'torch', '2.6.0', 'BSD-3-Clause', 1_760_000_000);
    await docker.run('build', '-q', '-t', REFERENCE, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function writeWheel(
  site: string,
  name: string,
  version: string,
  licence: string,
  bytes: number,
): Promise<void> {
  const information = join(site, `${name.replaceAll('-', '_')}-${version}.dist-info`);
  await mkdir(information, { recursive: true });
  const metadata = `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\nLicense: ${licence}\n\n`;
  await writeFile(join(information, 'METADATA'), metadata);
  await writeFile(join(information, 'RECORD'), `${name}/__init__.py,sha256=x,${bytes}\n`);
}
