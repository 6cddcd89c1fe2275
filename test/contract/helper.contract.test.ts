import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { EngineNotice } from '../../shared/contract/engine.ts';
import type { DockerEngine } from '../../electron/engine/docker/docker-engine.ts';
import { ContainerService } from '../../electron/service/container/container-service.ts';
import { HELPER_LABEL, OWNER_LABEL } from '../../electron/service/helper/helper-labels.ts';
import { HelperMemory } from '../../electron/service/helper/helper-memory.ts';
import { HelperService } from '../../electron/service/helper/helper-service.ts';
import type { EngineAccess } from '../../electron/service/launch/engine-access.ts';
import { TerminalService } from '../../electron/service/terminal/terminal-service.ts';
import { describeEachEngine, failureOf, until } from './each-engine.ts';
import { quietAccess } from './quiet-access.ts';
import { bareImage } from './shell-images.ts';
import { WatchedSession } from './watched-session.ts';

const SIZE = { columns: 100, rows: 30 };

/** An engine that is connected, and of which nothing else is heard. */
function access(engine: DockerEngine): EngineAccess {
  const { state } = quietAccess(engine);
  return {
    engine,
    state,
    notices: async function* (signal): AsyncGenerator<EngineNotice> {
      yield { kind: 'state', state };
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    },
  };
}

describeEachEngine('helpers beside containers without a shell', (under, isAvailable) => {
  let directory: string;
  let terminals: TerminalService;
  let helpers: HelperService;
  let bare: string;
  let target: string;

  const memory = (): HelperMemory => new HelperMemory(join(directory, 'helpers.json'));

  const helperIds = async (): Promise<readonly string[]> =>
    (await under().engine.listContainers())
      .filter(({ labels }) => HELPER_LABEL in labels)
      .map(({ id }) => id);

  beforeAll(async () => {
    if (!isAvailable) return;
    const { engine, rig } = under();
    directory = await mkdtemp(join(tmpdir(), 'berth-helper-'));
    terminals = new TerminalService(access(engine));
    helpers = new HelperService(access(engine), terminals, memory());
    bare = await bareImage(rig);
    target = await engine.createContainer({ image: bare, name: 'bare-target' });
    await engine.startContainer(target);
  });

  afterEach(async () => {
    for (const { id } of terminals.list()) await terminals.close(id);
  });

  afterAll(async () => {
    if (!isAvailable) return;
    await terminals.dispose();
    await helpers.dispose();
    await under().engine.removeContainer(target, { force: true, volumes: true });
    await rm(directory, { recursive: true, force: true });
  });

  it('see its files and processes, are in no list, and go with their terminal', async () => {
    const { engine, image } = under();
    const plan = await helpers.plan(target);
    expect(plan).toMatchObject({
      containerName: 'bare-target',
      sharesHostNetwork: false,
      sharesMemory: false,
      sharesDevices: false,
    });
    expect(plan.images[0]).toMatchObject({ reference: image, isShellKnown: true });
    expect(plan.images.find(({ reference }) => reference === bare)).toMatchObject({
      isShellKnown: false,
    });

    const id = await helpers.open(target, image, SIZE);
    const shell = new WatchedSession(terminals, id);
    shell.attach(SIZE);
    await shell.reaches('running');
    await shell.type('ls; ls /target/only; cat /proc/1/cmdline | tr "\\\\0" " "; echo en""d\n');
    await shell.sees(/only.*\/target\/only.*sleep 1000 end/s);
    const [helperId = ''] = await helperIds();
    expect(await helperIds()).toHaveLength(1);
    const listed = await new ContainerService(() => engine).list({});
    expect(listed.map((container) => container.id)).toContain(target);
    expect(listed.map((container) => container.id)).not.toContain(helperId);

    await terminals.close(id);
    await until(async () => (await helperIds()).length === 0);
    // The next one begins with the image of the last.
    expect((await memory().recall()).image).toBe(image);
  });

  it('are refused, and leave nothing, where their image has no shell or the container does not run', async () => {
    const { engine } = under();
    expect(await failureOf(helpers.open(target, bare, SIZE))).toMatchObject({
      code: 'tool-missing',
      message: `${bare} has no shell either.`,
    });
    const idle = await engine.createContainer({ image: bare });
    expect(await failureOf(helpers.open(idle, under().image, SIZE))).toMatchObject({
      code: 'conflict',
      message: 'The container is not running.',
    });
    await engine.removeContainer(idle, { force: true, volumes: true });
    expect(await helperIds()).toEqual([]);
  });

  it('that were left behind are removed at the next start; those of others are not', async () => {
    const { engine, image } = under();
    const { owner } = await memory().recall();
    const leave = async (by: string): Promise<string> =>
      await engine.createContainer({
        image,
        labels: { [HELPER_LABEL]: target, [OWNER_LABEL]: by },
      });
    const [own, foreign] = [await leave(owner), await leave('0'.repeat(32))];
    const next = new HelperService(access(engine), terminals, memory());
    await until(async () => !(await helperIds()).includes(own));
    expect(await helperIds()).toEqual([foreign]);
    await next.dispose();
    await engine.removeContainer(foreign, { force: true, volumes: true });
  });
});
