import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runContainer } from './containers.ts';
import { findEngines } from './engine-binaries.ts';
import { engineJson } from './engine-request.ts';
import { startEngine } from './engine.ts';
import type { RigEngine } from './engine.ts';
import { DPKG_LIST, linesOf, packagesOfLayers, PYTHON_LIST } from './package-oracle.ts';
import { MANY_LABEL, JUPYTER_PORT, busyboxImage, jupyterImage, manyContainers } from './images.ts';

const versions = await findEngines();

/** One is enough for what no engine decides. */
const ORACLE_VERSION = versions.find(({ found }) => found.kind === 'available')?.version;

const statusSchema = z.object({ version: z.string() });
const waitSchema = z.object({ StatusCode: z.number() });
/** What a notebook's first cell would do. */
const PLOT = [
  'import matplotlib, numpy, os',
  'matplotlib.use("Agg")',
  'import matplotlib.pyplot as plot',
  'plot.plot(numpy.arange(9))',
  'plot.savefig("/tmp/plot.png")',
  'assert os.path.getsize("/tmp/plot.png") > 1000',
].join('\n');

const listSchema = z.array(z.object({ Names: z.array(z.string()), State: z.string() }));

describe.each(versions)('images on $version', ({ version, found }) => {
  let engine: RigEngine;

  beforeAll(async () => {
    if (found.kind === 'available') engine = await startEngine({ version });
  }, 60_000);

  beforeEach((context) => {
    if (found.kind === 'unavailable') context.skip(found.because);
  });

  afterAll(async () => {
    await engine?.dispose();
  }, 60_000);

  it('busybox runs a shell', async () => {
    const startedAt = performance.now();
    const image = await busyboxImage(engine);
    console.log(`${version} busybox image: ${Math.round(performance.now() - startedAt)} ms`);
    expect(await exitCodeOf(engine, image, ['sh', '-c', 'test -d /tmp && exit 7'])).toBe(7);
  });

  it('makes many containers', async () => {
    const count = 50;
    const startedAt = performance.now();
    const ids = await manyContainers(engine, count);
    console.log(`${version} ${count} containers: ${Math.round(performance.now() - startedAt)} ms`);
    expect(new Set(ids).size).toBe(count);
    const filters = encodeURIComponent(JSON.stringify({ label: [MANY_LABEL] }));
    const path = `/containers/json?all=1&filters=${filters}`;
    const listed = listSchema.parse(await engineJson(engine.socketPath, path));
    expect(listed).toHaveLength(count);
    expect(new Set(listed.map((row) => row.State))).toEqual(new Set(['created']));
    expect(listed.flatMap((row) => row.Names)).toContain('/many-0050');
  }, 60_000);

  it('Jupyter answers with its token', async () => {
    const importedAt = performance.now();
    const image = await jupyterImage(engine);
    console.log(`${version} Jupyter image: ${Math.round(performance.now() - importedAt)} ms`);
    const token = 'rig-token';
    const startedAt = performance.now();
    const { address } = await runContainer(engine, {
      image,
      port: JUPYTER_PORT,
      environment: { JUPYTER_TOKEN: token },
    });
    const answer = await untilAnswered(`${address}/api`);
    console.log(`${version} Jupyter ready: ${Math.round(performance.now() - startedAt)} ms`);
    expect(statusSchema.parse(JSON.parse(answer)).version).toMatch(/^\d+\./);
    const authorised = await fetch(`${address}/api/kernelspecs`, {
      headers: { authorization: `token ${token}` },
    });
    expect(await authorised.json()).toMatchObject({ default: 'python3' });
    expect((await fetch(`${address}/api/kernelspecs`)).status).toBe(403);
    const kernel = await fetch(`${address}/api/kernels`, {
      method: 'POST',
      headers: { authorization: `token ${token}` },
      body: '{"name":"python3"}',
    });
    expect(await kernel.json()).toMatchObject({ name: 'python3' });
    expect(await exitCodeOf(engine, image, ['python3', '-c', PLOT])).toBe(0);
    // Which packages an image has does not depend on the engine.
    if (version === ORACLE_VERSION) await expectSamePackages(engine, image);
  }, 900_000);
});

/** The packages that the layers' metadata names are exactly those that the image's own tools list. */
async function expectSamePackages(engine: RigEngine, image: string): Promise<void> {
  const { packages, gaps } = await packagesOfLayers(engine, image);
  expect(gaps).toEqual([]);
  const installed = (await linesOf(engine, image, DPKG_LIST)).filter((line) =>
    line.endsWith(' installed'),
  );
  const ofSystem = packages.filter(({ type }) => type === 'deb');
  expect(
    ofSystem
      .map((each) => `${each.name} ${each.version} ${each.architecture} installed`)
      .toSorted(),
  ).toEqual(installed.toSorted());
  expect(installed.length).toBeGreaterThan(200);
  const listed = await linesOf(engine, image, PYTHON_LIST);
  const places = new Set(listed.map((line) => line.split(' ')[2]));
  const ofPython = packages.filter(({ type, location }) => type === 'pypi' && places.has(location));
  expect(
    ofPython.map(({ name, version, location }) => `${name} ${version} ${location}`).toSorted(),
  ).toEqual(listed.toSorted());
  expect(listed.length).toBeGreaterThan(50);
}

async function exitCodeOf(
  engine: RigEngine,
  image: string,
  command: readonly string[],
): Promise<number> {
  const { id } = await runContainer(engine, { image, command });
  const path = `/containers/${id}/wait`;
  return waitSchema.parse(await engineJson(engine.socketPath, path, { method: 'POST' })).StatusCode;
}

async function untilAnswered(address: string): Promise<string> {
  const deadline = performance.now() + 60_000;
  for (;;) {
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.ok === true) return answer.text();
    if (performance.now() > deadline) throw new Error(`${address} never answered`);
    await sleep(100);
  }
}
