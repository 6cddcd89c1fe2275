import { chmod, chown, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { mustRun } from '../rig/rig-process.ts';
import type { AppState, BerthApp } from './berth-app.ts';
import { expect, test } from './berth-test.ts';
import { FaultSocket } from './fault-socket.ts';
import { cannotHideEngine, machineWithout } from './machine-without.ts';
import { testIdentity } from './test-identity.ts';

/** What a person would call "at once" after an engine has come back. */
const HEAL_TIMEOUT_MS = 2_000;

test.describe('a machine without an engine', () => {
  const refusal = cannotHideEngine();
  test.skip(refusal !== undefined, refusal);

  test('where none is installed the page names the one line that installs it', async ({
    open,
    state,
  }) => {
    const app = await open({ program: await machineWithout('engine-program', state) });
    await expectPage(app, {
      title: 'No container engine is installed',
      words: 'No container engine is installed on this machine.',
      step: { command: /apt-get install|^Install Docker/ },
      button: 'Look again',
    });
  });

  test('where it is installed and does not run the page names the line that starts it', async ({
    open,
    state,
  }) => {
    const app = await open({ program: await machineWithout('engine-socket', state) });
    const alert = await expectPage(app, {
      title: 'The engine is not running',
      words: 'No engine answers at /var/run/docker.sock',
      step: { command: 'sudo systemctl start docker' },
      button: 'Try again',
    });
    await expect(await app.frame.openDetails(alert)).toContainText('ENOENT');
  });
});

test.describe('an engine', () => {
  test('that starts later is live within 2 s, without a restart of the app', async ({
    open,
    engine,
  }) => {
    const { rig, docker, image, dockerHost } = engine;
    await docker.run('create', '--name', 'was-there', image);
    await rig.halt();
    const app = await open({ dockerHost });
    const alert = await expectPage(app, {
      title: 'The engine is not running',
      words: rig.socketPath,
      step: { hint: true },
      button: 'Try again',
    });
    await expect(await app.frame.openDetails(alert)).toContainText(rig.socketPath);
    await rig.start();
    await expect(app.frame.engineState).toHaveText('Connected', { timeout: HEAL_TIMEOUT_MS });
    await app.frame.goTo('Containers');
    await expect(app.containers.row('was-there')).toBeVisible();
  });

  test('that stops in its tracks is called so within 12 s, and heals within 2 s', async ({
    open,
    engine,
  }) => {
    const { rig, docker, image, dockerHost } = engine;
    await docker.run('create', '--name', 'still-shown', image);
    const app = await open({ dockerHost });
    await app.frame.goTo('Containers');
    await expect(app.containers.row('still-shown')).toBeVisible();
    rig.pause();
    try {
      await expect(app.frame.engineState).toHaveText('Not responding', { timeout: 20_000 });
      // What was known stays in sight, under a banner that says how old it is.
      await expect(app.frame.alert).toContainText('The engine does not answer');
      await expect(app.containers.row('still-shown')).toBeVisible();
    } finally {
      rig.resume();
    }
    await expect(app.frame.engineState).toHaveText('Connected', { timeout: HEAL_TIMEOUT_MS });
    await expect(app.frame.alert).toBeHidden();
  });

  test('that is restarted is reconnected, and the table is what docker ps says', async ({
    open,
    engine,
  }) => {
    const { rig, docker, image, dockerHost } = engine;
    await docker.run(
      'run',
      '-d',
      '--name',
      'ends-with-it',
      '--stop-signal',
      'KILL',
      image,
      'sleep',
      '600',
    );
    await docker.run('create', '--name', 'stays', image);
    const app = await open({ dockerHost });
    await app.frame.goTo('Containers');
    await expect(app.containers.row('ends-with-it')).toContainText('Running');
    await rig.halt();
    await expect(app.frame.engineState).toHaveText('Reconnecting');
    await rig.start();
    await expect(app.frame.engineState).toHaveText('Connected', { timeout: HEAL_TIMEOUT_MS });
    const expected = (await docker.ps()).map(({ name, state }) => `${name} ${state}`).toSorted();
    expect(expected).toEqual(['ends-with-it exited', 'stays created']);
    await expect
      .poll(async () => (await shownStates(app)).toSorted(), { timeout: HEAL_TIMEOUT_MS })
      .toEqual(expected);
  });

  test('whose socket this user may not open is told apart, with the line that cures it', async ({
    open,
    engine,
  }) => {
    test.skip(testIdentity() === undefined, 'the window must belong to another user than root');
    const { rig, dockerHost } = engine;
    await chmod(rig.socketPath, 0o600);
    try {
      const app = await open({ dockerHost });
      const alert = await expectPage(app, {
        title: 'You may not use this engine yet',
        words: 'You do not have access to Docker.',
        step: { command: /^sudo usermod -aG \S+ "\$USER"$/ },
        button: 'Try again',
      });
      await expect(await app.frame.openDetails(alert)).toContainText('EACCES');
      await chmod(rig.socketPath, 0o660);
      await alert.getByRole('button', { name: 'Try again' }).click();
      await expect(app.frame.engineState).toHaveText('Connected', { timeout: HEAL_TIMEOUT_MS });
    } finally {
      await chmod(rig.socketPath, 0o660);
    }
  });
});

test.describe('an address', () => {
  test('by a context that does not exist asks for another one, which then works', async ({
    open,
    state,
    engine,
  }) => {
    await makeContext(state, 'lab', engine.dockerHost);
    const app = await open({ env: { DOCKER_CONTEXT: 'nope' } });
    const alert = app.frame.alert;
    await expect(alert.getByRole('heading')).toHaveText('Berth cannot use this address');
    await expect(alert).toContainText('There is no Docker context “nope”');
    await expect(app.frame.engineState).toHaveText('Address refused');
    await expect(alert.getByRole('listitem')).toHaveCount(2);
    await alert.getByRole('button', { name: 'Use lab' }).click();
    await expect(app.frame.engineState).toHaveText('Connected');
    await expect(app.frame.statusBar).toContainText('Context lab');
  });

  test('over plain tcp is refused with the reason', async ({ open }) => {
    const app = await open({ dockerHost: 'tcp://127.0.0.1:2375' });
    const alert = app.frame.alert;
    await expect(alert.getByRole('heading')).toHaveText('Berth cannot use this address');
    await expect(alert).toContainText('Berth does not use an engine over plain tcp');
    await expect(alert).toContainText('root on that machine');
    await expect(alert.getByRole('list', { name: 'Contexts' })).toBeVisible();
  });

  test('over ssh is refused with "not yet"', async ({ open }) => {
    const app = await open({ dockerHost: 'ssh://somebody@somewhere' });
    await expect(app.frame.alert).toContainText('Berth cannot use an engine over ssh yet');
    await expect(app.frame.engineState).toHaveText('Address refused');
  });
});

test.describe('an engine that is', () => {
  test('too old is named with its version', async ({ open, engine }) => {
    await using fault = await FaultSocket.before(engine.rig.socketPath);
    await fault.proxy.set({
      kind: 'rewrite-json',
      path: /\/version/,
      rewrite: (value) => ({ ...Object(value), ApiVersion: '1.40', MinAPIVersion: '1.12' }),
    });
    const app = await open({ dockerHost: fault.dockerHost });
    const alert = await expectPage(app, {
      title: 'This engine is too old',
      words: 'it speaks API 1.40',
      step: { hint: true },
      button: 'Try again',
    });
    await expect(await app.frame.openDetails(alert)).toContainText(engine.rig.version);
    expect(fault.proxy.injected).toBeGreaterThan(0);
  });

  test('too new is named with what it needs', async ({ open, engine }) => {
    await using fault = await FaultSocket.before(engine.rig.socketPath);
    await fault.proxy.set({
      kind: 'rewrite-json',
      path: /\/version/,
      rewrite: (value) => ({ ...Object(value), ApiVersion: '1.99', MinAPIVersion: '1.99' }),
    });
    const app = await open({ dockerHost: fault.dockerHost });
    await expectPage(app, {
      title: 'This engine is too new',
      words: 'it needs API 1.99 or later',
      step: { hint: true },
      button: 'Try again',
    });
    expect(fault.proxy.injected).toBeGreaterThan(0);
  });

  test('slow is waited for, and the page says for how long', async ({ open, engine }) => {
    await using fault = await FaultSocket.before(engine.rig.socketPath);
    await fault.proxy.set({ kind: 'delay', delayMs: 1_500 });
    const app = await open({ dockerHost: fault.dockerHost });
    const page = app.page.getByRole('status').filter({ hasText: 'Connecting to the engine' });
    await expect(page).toContainText('This takes longer than usual');
    await expect(page.getByRole('button')).toHaveText('Try again now');
    await expect(app.frame.engineState).toHaveText('Connected');
    await expect(page).toBeHidden();
    expect(fault.proxy.injected).toBeGreaterThan(0);
  });
});

interface ExpectedPage {
  readonly title: string;
  readonly words: string;
  /** The one next step: a line to run, or a sentence. */
  readonly step: { readonly command: string | RegExp } | { readonly hint: true };
  readonly button: 'Try again' | 'Look again';
}

/** The engine's page in place of both screens, with exactly one next step. */
async function expectPage(app: BerthApp, expected: ExpectedPage): Promise<Locator> {
  const alert = app.frame.alert;
  await expect(alert.getByRole('heading')).toHaveText(expected.title);
  await expect(alert).toContainText(expected.words);
  await expect(alert.getByRole('button', { name: expected.button, exact: true })).toHaveCount(1);
  if ('command' in expected.step) {
    await expect(alert.locator('code')).toHaveText(expected.step.command);
    await expect(alert.getByRole('button', { name: 'Copy command' })).toHaveCount(1);
  } else {
    await expect(alert.locator('code')).toHaveCount(0);
  }
  await expect(app.frame.engineState).not.toHaveText('Connected');
  await app.frame.goTo('Containers');
  await expect(alert.getByRole('heading')).toHaveText(expected.title);
  await expect(alert).toHaveCount(1);
  return alert;
}

async function shownStates(app: BerthApp): Promise<readonly string[]> {
  return (await app.containers.shownRows()).map(
    ({ name, state }) => `${name} ${state.toLowerCase()}`,
  );
}

/** Makes a context with the Docker CLI itself, in the settings that the app reads. */
async function makeContext(state: AppState, name: string, dockerHost: string): Promise<void> {
  const folder = await state.folder('docker');
  const settings = ['--config', folder, 'context', 'create', name];
  await mustRun('docker', [...settings, '--docker', `host=${dockerHost}`]);
  const identity = testIdentity();
  if (identity === undefined) return;
  for (const entry of await readdir(folder, { recursive: true })) {
    await chown(join(folder, entry), identity.uid, identity.gid);
  }
}
