import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from './berth-test.ts';
import { BlackBox } from './black-box.ts';
import { FakeEngine } from './fake-engine.ts';
import { openTestPackage, preparePackage } from './open-package.ts';
import { readPackage, type PackageContents } from './package-contents.ts';
import { ContainersPage } from './page/containers-page.ts';
import { FramePage } from './page/frame-page.ts';

test.skip(
  process.platform !== 'linux',
  'looks at the package from outside by means of Linux and X11',
);
// Each of them starts a program or two, on a machine that may be busy.
test.setTimeout(180_000);

test.describe('what is in the package', () => {
  let shipped: PackageContents;
  let tested: PackageContents;
  test.beforeAll(async () => {
    test.setTimeout(180_000);
    await using production = await preparePackage('production');
    await using testing = await preparePackage('test');
    shipped = readPackage(production.directory);
    tested = readPackage(testing.directory);
  });

  test('the bundles, and nothing that only developers need', () => {
    const expected =
      /^\/(package\.json|out\/(main|preload|renderer)\/[\w./-]+\.(js|cjs|html|css|woff2|svg|png))$/;
    expect(shipped.archive.paths.length).toBeGreaterThan(4);
    expect(shipped.archive.paths.filter((path) => !expected.test(path))).toEqual([]);
    expect(
      shipped.archive.paths.filter((path) => /\.map$|\.test\.|node_modules/.test(path)),
    ).toEqual([]);
    expect(shipped.archiveBytes).toBeLessThan(3 * 1024 * 1024);
    expect(shipped.files.filter((file) => /\.(map|ts|tsx|pem|key|env)$/.test(file))).toEqual([]);
    expect(shipped.files).not.toContain('resources/default_app.asar');
    expect(shipped.worldWritable).toEqual([]);
  });

  test('no secret, and nothing of the machine that it was made on', () => {
    const { text } = shipped.archive;
    expect(text).not.toMatch(/-----BEGIN [A-Z ]*PRIVATE KEY-----[A-Za-z0-9+/\s]{64}/);
    expect(text).not.toContain('sourceMappingURL');
    expect(text).not.toContain(process.cwd());
  });

  test('the licences of the app and of all that is bundled into it', () => {
    expect(shipped.files).toEqual(
      expect.arrayContaining([
        'LICENSE',
        'LICENSE.electron.txt',
        'LICENSES.chromium.html',
        'LICENSES.main.md',
        'LICENSES.window.md',
      ]),
    );
  });

  test('fuses that keep it from becoming another program', () => {
    const [
      runAsNode,
      cookieEncryption,
      nodeOptions,
      inspect,
      integrity,
      onlyArchive,
      ,
      fileProtocol,
    ] = shipped.fuses;
    expect({
      runAsNode,
      cookieEncryption,
      nodeOptions,
      inspect,
      integrity,
      onlyArchive,
      fileProtocol,
    }).toEqual({
      runAsNode: '0',
      cookieEncryption: '1',
      nodeOptions: '0',
      inspect: '0',
      integrity: '1',
      onlyArchive: '1',
      fileProtocol: '0',
    });
  });

  test('the same as what is tested, but for one fuse and the marker', () => {
    expect(tested.archive.sha256).toBe(shipped.archive.sha256);
    const differing = shipped.fuses.flatMap((fuse, at) => (fuse === tested.fuses[at] ? [] : [at]));
    expect(differing).toEqual([3]);
    expect(tested.files.filter((file) => !shipped.files.includes(file))).toEqual([
      'resources/test-build',
    ]);
    expect(shipped.files.filter((file) => !tested.files.includes(file))).toEqual([]);
  });
});

test('the package shows its frame and the containers of a real engine', async ({ engine }) => {
  await engine.docker.run('create', '--name', 'in-the-package', engine.image, 'true');
  await using berth = await openTestPackage(engine.dockerHost);
  const frame = new FramePage(berth.page);
  await expect(frame.rail).toBeVisible();
  await frame.goTo('Containers');
  await expect(new ContainersPage(berth.page).row('in-the-package')).toBeVisible();
  expect(await berth.app.evaluate(({ app }) => app.isPackaged)).toBe(true);
});

test.describe('the shipped app, from outside', () => {
  test('opens its window, writes its log, reaches the engine and listens on nothing', async () => {
    await using engine = await FakeEngine.start();
    await using berth = await BlackBox.start({ dockerHost: engine.dockerHost });
    expect(await berth.hasWindow(), berth.output).toBe(true);
    await expect.poll(() => berth.hasIcon()).toBe(true);
    await expect.poll(() => engine.openStreams('events')).toBe(1);
    expect(berth.log).toMatch(/ info Berth \d+\.\d+\.\d+ on Electron \d+/);
    for (let sample = 0; sample < 10; sample += 1) {
      const listeners = berth.listeners();
      expect(listeners.filter((listener) => !listener.startsWith('u_'))).toEqual([]);
      expect(listeners.filter((listener) => !listener.endsWith('/SingletonSocket'))).toEqual([]);
      await sleep(200);
    }
    const logs = join(berth.program.stateDirectory, 'logs');
    expect(statSync(logs).mode & 0o077).toBe(0);
    for (const file of readdirSync(logs)) expect(statSync(join(logs, file)).mode & 0o077).toBe(0);
    berth.signal('SIGUSR1');
    await sleep(1_000);
    expect(berth.exitCode).toBeUndefined();
    expect(berth.listeners().filter((listener) => !listener.startsWith('u_'))).toEqual([]);
    expect(berth.output).not.toContain('Debugger listening');
  });

  test('is no Node, whatever its environment says', async () => {
    const env = { ELECTRON_RUN_AS_NODE: '1' };
    await using asked = await BlackBox.start({ env, args: ['-e', 'console.log("ran " + 6 * 7)'] });
    expect(await asked.ended()).toBe(2);
    expect(asked.output).toContain('is no command');
    expect(asked.output).not.toContain('ran 42');

    await using berth = await BlackBox.start({ env });
    expect(await berth.hasWindow(), berth.output).toBe(true);
  });

  test('loads nothing that NODE_OPTIONS names', async () => {
    await using scratch = await preparePackage('production');
    const script = join(scratch.stateDirectory, 'intruder.cjs');
    writeFileSync(script, 'process.stdout.write("intruder")');
    await using berth = await BlackBox.start({ env: { NODE_OPTIONS: `--require=${script}` } });
    expect(await berth.hasWindow(), berth.output).toBe(true);
    expect(berth.output).not.toMatch(/^intruder/m);
  });

  const switches = [
    '--inspect=0',
    '--inspect-brk=0',
    '--inspect-port=0',
    '--inspect-wait=0',
    '--remote-debugging-port=0',
    '--remote-debugging-pipe',
    '--js-flags=--expose-gc',
    '--load-extension=/tmp',
    '--disable-web-security',
    '--no-sandbox',
    '--host-rules=MAP * 127.0.0.1',
    '--host-resolver-rules=MAP * 127.0.0.1',
    '--proxy-server=127.0.0.1:9',
    '--proxy-pac-url=data:,',
    '--ignore-certificate-errors',
    '--renderer-cmd-prefix=/bin/true',
    '--utility-cmd-prefix=/bin/true',
    '--gpu-launcher=/bin/true',
    '--disable-seccomp-filter-sandbox',
    '--single-process',
    '--log-net-log=/tmp/net.json',
  ];
  for (const given of switches) {
    test(`refuses ${given}`, async () => {
      await using berth = await BlackBox.start({ args: [given] });
      const heard = new Set<string>();
      const endMs = Date.now() + 30_000;
      while (berth.exitCode === undefined && Date.now() < endMs) {
        for (const listener of berth.listeners()) heard.add(listener);
        await sleep(50);
      }
      expect(berth.exitCode, berth.output).toBe(78);
      const name = given.replace(/=.*/, '');
      expect(berth.output).toContain(`berth: ${name} is not allowed in an installed app`);
      expect([...heard].filter((listener) => !listener.startsWith('u_'))).toEqual([]);
      expect(berth.log).toBe('');
    });
  }
});
