import { mkdir, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { engineJson } from '../../rig/engine-request.ts';
import type { RigEngine } from '../../rig/engine.ts';
import { JUPYTER_PORT, jupyterImage } from '../../rig/images.ts';
import { checkVisible, clickLaunch, installKit, removeLaunch } from '../page-script.ts';
import { openApp } from './scenario.ts';
import type { Bench, Scenario } from './scenario.ts';

const TITLE = 'Bench notebook';
const READY_PATH = '/api';

/** The first round is dropped: the image's files are read from the disk for the first time. */
const ROUNDS = 1 + 7;

/** The reference looks more often than anybody would: what it finds is when the notebook was ready. */
const POLL_INTERVAL_MS = 10;
const TIMEOUT_MS = 60_000;

/** Between rounds: the notebook that was removed is still giving its memory back. */
const REST_MS = 1500;

const STATE = 'launch';
const LAUNCH_LABEL_PREFIX = 'dev.berth.';

const listSchema = z.array(z.object({ Id: z.string(), Labels: z.record(z.string(), z.string()) }));
const createdSchema = z.object({ Id: z.string() });
/** What a container is made of, to make another one like it; the engine's own words. */
const recipeSchema = z.object({
  Config: z.looseObject({ Env: z.array(z.string()), Hostname: z.string() }),
  HostConfig: z.looseObject({}),
});
const portsSchema = z.object({
  NetworkSettings: z.object({
    Ports: z.record(z.string(), z.array(z.object({ HostPort: z.string() })).nullable()),
  }),
});
type Recipe = z.infer<typeof recipeSchema>;

/** From the click on Launch to Ready, beside the same container made by the engine's API. */
export const launchScenario: Scenario = {
  names: ['launch.ready'],
  measure: async (bench) => {
    const engine = await bench.engines.withContainers(50);
    const before = new Set((await listContainers(engine)).map(({ Id }) => Id));
    await writeTemplate(bench, await jupyterImage(engine));
    await using window = openApp(bench, engine, { state: STATE });
    await window.reached('paint');
    await window.evaluate(installKit, undefined);
    const ours: number[] = [];
    const reference: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const oursMs = await window.evaluate(clickLaunch, TITLE);
      const made = (await listContainers(engine)).find(({ Id }) => !before.has(Id));
      if (made === undefined)
        throw new Error('a launch is ready, but there is no container for it');
      const path = `/containers/${made.Id}/json`;
      const recipe = recipeSchema.parse(await engineJson(engine.socketPath, path));
      await window.evaluate(removeLaunch, launchIdOf(made.Labels));
      await sleep(REST_MS);
      const referenceMs = await launchByApi(engine, recipe);
      await sleep(REST_MS);
      bench.say(
        `launch ${round} of ${ROUNDS - 1}: ${oursMs.toFixed(0)} ms, by API ${referenceMs.toFixed(0)} ms`,
      );
      if (round === 0) continue;
      ours.push(oursMs);
      reference.push(referenceMs);
    }
    await window.evaluate(checkVisible, undefined);
    return [{ name: 'launch.ready', ours, reference }];
  },
};

async function writeTemplate(bench: Bench, image: string): Promise<void> {
  const directory = join(bench.scratchDirectory, STATE, 'templates');
  await mkdir(directory, { recursive: true });
  const lines = [
    `image: ${image}`,
    `title: ${TITLE}`,
    'kind: notebook',
    `port: ${JUPYTER_PORT}`,
    `healthChecks: { readiness: { path: ${READY_PATH} } }`,
    '',
  ];
  await writeFile(join(directory, 'bench-notebook.yaml'), lines.join('\n'));
}

async function listContainers({ socketPath }: RigEngine): Promise<z.infer<typeof listSchema>> {
  return listSchema.parse(await engineJson(socketPath, '/containers/json?all=1'));
}

function launchIdOf(labels: Readonly<Record<string, string>>): string {
  const [, id] =
    Object.entries(labels).find(
      ([key]) => key.startsWith(LAUNCH_LABEL_PREFIX) && key.endsWith('launch'),
    ) ?? [];
  if (id === undefined) throw new Error('the container of a launch does not name it');
  return id;
}

/** Creates and starts a container like the launch's own and polls until it answers; returns milliseconds. */
async function launchByApi({ socketPath }: RigEngine, recipe: Recipe): Promise<number> {
  const { Hostname: _, ...config } = recipe.Config;
  // The launch's token is a file that was put into its container; this one gets a token of its own.
  const Env = [
    ...config.Env.filter((line) => !line.startsWith('JUPYTER_TOKEN')),
    `JUPYTER_TOKEN=${'0'.repeat(64)}`,
  ];
  const body = JSON.stringify({ ...config, Env, Labels: {}, HostConfig: recipe.HostConfig });
  const startMs = performance.now();
  const created = await engineJson(socketPath, '/containers/create', { method: 'POST', body });
  const { Id: id } = createdSchema.parse(created);
  try {
    await engineJson(socketPath, `/containers/${id}/start`, { method: 'POST' });
    const { NetworkSettings } = portsSchema.parse(
      await engineJson(socketPath, `/containers/${id}/json`),
    );
    const port = NetworkSettings.Ports[`${JUPYTER_PORT}/tcp`]?.[0]?.HostPort;
    while ((await statusOf(`http://127.0.0.1:${port}${READY_PATH}`)) !== 200) {
      if (performance.now() - startMs > TIMEOUT_MS) throw new Error('the notebook never answered');
      await sleep(POLL_INTERVAL_MS);
    }
    return performance.now() - startMs;
  } finally {
    await engineJson(socketPath, `/containers/${id}?force=1&v=1`, { method: 'DELETE' });
  }
}

function statusOf(url: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const asked = get(url, { agent: false, timeout: 2000 }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve(undefined));
  });
}
