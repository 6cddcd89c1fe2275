import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerDialogs } from './answer-dialogs.ts';
import { expect, test } from './berth-test.ts';
import type { EngineUnderTest } from './engine-pool.ts';

const REFERENCE = 'lab/packed:1';
const SITE = 'opt/venv/lib/python3.12/site-packages';

const DOCKERFILE = (base: string): string => `FROM ${base}
COPY one /
COPY two /
RUN rm -r /${SITE}/torch-2.5.1.dist-info /${SITE}/gone-1.0.dist-info
`;

test.afterEach(async ({ engine: { docker } }) => {
  await docker.run('rmi', '-f', REFERENCE).catch(() => undefined);
});

test('packages by layer, through all images, and as a bill of materials', async ({
  engine,
  open,
  state,
}) => {
  await build(engine);
  const app = await open({ dockerHost: engine.dockerHost, arguments: ['layers', REFERENCE] });
  const { layers, packages, page } = app;
  await page.getByRole('tab', { name: 'Packages' }).click();
  await expect(packages.count).toHaveText(/^3 packages/);
  await expect(packages.row('torch, 2.6.0')).toHaveAccessibleName(
    'torch, 2.6.0, Python, layer 3, was 2.5.1 in layer 2',
  );
  await expect(packages.row('bash')).toContainText('GPL-3+');
  await expect(packages.gpu).toHaveText('NCCL 2.21.5');

  // What a later layer removed still ships.
  await page.getByRole('checkbox', { name: 'Removed ones too (1)' }).check();
  await expect(packages.row('gone, 1.0')).toContainText('removed in layer 4');
  await packages.filter.fill('python torch');
  await expect(packages.row('bash')).toHaveCount(0);

  // The keyboard alone: to the row, and to the layer that brought it.
  await packages.grid.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(layers.layer(3)).toHaveAttribute('aria-selected', 'true');

  const file = join(await state.folder('exports'), 'bill.json');
  await answerDialogs(app, file);
  await page.getByRole('tab', { name: 'Packages' }).click();
  await page.getByRole('button', { name: 'Export…' }).click();
  await page.getByRole('menuitem', { name: /CycloneDX/ }).click();
  await expect(page.getByText('The packages were exported.')).toBeVisible();
  const bill = await readFile(file, 'utf8');
  expect(bill).toContain('pkg:pypi/torch@2.6.0');
  expect(bill).not.toContain('pkg:pypi/gone');

  // Every image: what was not read is said, read on demand, and then counts.
  await app.frame.goTo('Images');
  await page.getByRole('button', { name: 'Packages', exact: true }).click();
  await packages.search.fill('torch >= 2.6');
  await expect(packages.found).toHaveCount(1);
  await expect(packages.found).toHaveAccessibleName(new RegExp(`^${REFERENCE}, torch, 2.6.0`));
  await page.getByRole('button', { name: /^Read (it|them)$/ }).click();
  await expect(page.getByText('not read yet')).toBeHidden();
  await packages.search.fill('torch < 2.6');
  await expect(page.getByText('None of the images of this engine has it.')).toBeVisible();
});

async function build({ docker, image }: EngineUnderTest): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'berth-packed-'));
  try {
    await writeFile(join(folder, 'Dockerfile'), DOCKERFILE(image));
    await writeWheel(join(folder, 'one'), 'torch', '2.5.1');
    await writeWheel(join(folder, 'one'), 'gone', '1.0');
    await writeWheel(join(folder, 'two'), 'torch', '2.6.0');
    await writeText(
      join(folder, 'one/var/lib/dpkg'),
      'status',
      ['bash 5.2-1', 'libnccl2 2.21.5-1+cuda12.4'].map(paragraph).join('\n'),
    );
    await writeText(
      join(folder, 'one/usr/share/doc/bash'),
      'copyright',
      'Format: https://example.org/\n\nFiles: *\nLicense: GPL-3+\n',
    );
    await docker.run('build', '-q', '-t', REFERENCE, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function paragraph(text: string): string {
  const [name, version] = text.split(' ');
  return `Package: ${name}\nStatus: install ok installed\nVersion: ${version}\nArchitecture: amd64\n`;
}

async function writeWheel(root: string, name: string, version: string): Promise<void> {
  const metadata = `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`;
  await writeText(join(root, SITE, `${name}-${version}.dist-info`), 'METADATA', metadata);
}

async function writeText(folder: string, name: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), text);
}
