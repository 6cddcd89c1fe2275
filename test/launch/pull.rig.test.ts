import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startRegistry, type RigRegistry } from '../rig/registry.ts';
import { findEngines } from '../rig/engine-binaries.ts';
import { startEngine, type RigEngine } from '../rig/engine.ts';
import { busyboxImage } from '../rig/images.ts';
import { LaunchRig, containersOf, imageTags } from './launch-rig.ts';

const versions = await findEngines();

describe.each(versions)('a launch from a registry on Docker $version', ({ version, found }) => {
  let engine: RigEngine;
  let registry: RigRegistry;
  let rig: LaunchRig;
  let reference = '';

  beforeAll(async () => {
    if (found.kind === 'unavailable') return;
    engine = await startEngine({ version });
    registry = await startRegistry();
    reference = await registry.push(engine, await busyboxImage(engine), 'lab/page');
    const template = (image: string, command: string): string =>
      [
        `image: ${image}`,
        'title: A page',
        `command: [${command}]`,
        'port: 8080',
        'healthChecks: { readiness: { path: /index.html } }',
      ].join('\n');
    rig = await LaunchRig.start({
      socketPath: engine.socketPath,
      templates: {
        'page.yaml': template(reference, 'httpd, -f, -p, "8080", -h, /www'),
        'absent.yaml': template(`${registry.host}/lab/absent:1`, 'sh'),
      },
    });
  }, 120_000);

  beforeEach((context) => {
    if (found.kind === 'unavailable') context.skip(found.because);
  });

  afterAll(async () => {
    await rig?.dispose();
    await registry?.[Symbol.asyncDispose]();
    await engine?.dispose();
  }, 60_000);

  it('pulls as a task, becomes ready, and pulls no second time', async () => {
    expect(await imageTags(engine.socketPath)).not.toContain(reference);
    const id = await rig.launches.launch('page');
    const { address } = await rig.untilReady(id);
    expect(await (await fetch(new URL('index.html', address))).text()).toContain('hello');
    expect(rig.tasks.list()).toMatchObject([{ kind: 'pull', status: 'done' }]);
    const next = await rig.launches.launch('page');
    await rig.untilReady(next);
    expect(rig.tasks.list()).toHaveLength(1);
    await rig.launches.remove(id);
    await rig.launches.remove(next);
  });

  it('says that the registry has no such image', async () => {
    const id = await rig.launches.launch('absent');
    const launch = await rig.until(id, (each) => each?.status === 'Failed');
    expect(launch?.steps[0]?.status).toBe('failed');
    expect(['not-found', 'registry-denied']).toContain(launch?.failure?.code);
    expect(await containersOf(engine.socketPath, id)).toEqual([]);
    await rig.launches.remove(id);
  });
});
