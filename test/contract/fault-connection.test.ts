import { chmod, chown } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EngineConnection } from '../../electron/engine/docker/engine-connection.ts';
import type { EngineNotice, EngineState } from '../../shared/contract/engine.ts';
import type { FaultMode } from '../rig/fault-mode.ts';
import { describeEachEngine, engineAt, failureOf, until } from './each-engine.ts';
import { startProxy } from './proxied-engine.ts';

type Proxied = Awaited<ReturnType<typeof startProxy>>;

/** Somebody who is not root and in no group: Debian's `nobody`. */
const NOBODY = 65_534;
/** What a busy machine may hold everything back; the limits below are the connection's own. */
const PAUSE_MS = 4_000;
/** A group of every Debian system that is not root's. */
const GAMES = { name: 'games', gid: 60 };

describeEachEngine('the connection', (under, isAvailable) => {
  let proxied: Proxied;
  let connection: EngineConnection;
  let notices: EngineNotice[];

  beforeEach(async () => {
    if (!isAvailable) return;
    proxied = await startProxy(under().rig.socketPath);
    connection = new EngineConnection({
      resolve: () => Promise.resolve(engineAt(proxied.socketPath)),
      settings: { env: process.env, platform: process.platform, homeDirectory: '/' },
    });
    notices = [];
    connection.subscribe((notice) => notices.push(notice));
  });

  afterEach(async () => {
    connection?.dispose();
    await proxied?.dispose();
  });

  const set = async (mode: FaultMode): Promise<void> => {
    const before = proxied.proxy.injected;
    await proxied.proxy.set(mode);
    if (mode.kind === 'absent' || mode.kind === 'refuse') {
      expect(proxied.proxy.injected).toBe(before + 1);
    }
  };

  /** Waits for a state of this kind; fails when it takes longer than the limit and one pause of the machine. */
  const reach = (kind: EngineState['kind'], limitMs: number): Promise<void> =>
    until(() => connection.state.kind === kind, limitMs + PAUSE_MS);

  const failureCode = (): string | undefined =>
    'failure' in connection.state ? connection.state.failure.code : undefined;

  it.each(['absent', 'refuse'] as const)(
    'shows a socket that is %s and connects when it listens',
    async (kind) => {
      await set({ kind });
      connection.start();
      await reach('unavailable', 1_000);
      expect(failureCode()).toBe('engine-unreachable');
      await new Promise((resolve) => setTimeout(resolve, 2_500));
      await set({ kind: 'pass' });
      await reach('connected', 2_000);
    },
  );

  it('shows missing rights with the group that has them, and connects when they come', async (context) => {
    if (process.geteuid?.() !== 0) context.skip('another user’s rights need root');
    // The proxy is in this process too: it must get through whoever the process is.
    await chmod(under().rig.socketPath, 0o666);
    await chown(proxied.socketPath, 0, GAMES.gid);
    await chmod(proxied.socketPath, 0o660);
    await chmod(proxied.directory, 0o711);
    const groups = process.getgroups?.() ?? [];
    process.setgroups?.([]);
    process.setegid?.(NOBODY);
    process.seteuid?.(NOBODY);
    try {
      connection.start();
      await reach('unavailable', 1_000);
      expect(connection.state).toMatchObject({
        failure: {
          code: 'engine-permission-denied',
          message: `You do not have access to Docker. Your user is not in the group games that owns ${proxied.socketPath}.`,
          command: 'sudo usermod -aG games "$USER"',
        },
      });
      process.seteuid?.(0);
      await chmod(proxied.socketPath, 0o666);
      process.seteuid?.(NOBODY);
      await reach('connected', 2_000);
    } finally {
      process.seteuid?.(0);
      process.setegid?.(0);
      process.setgroups?.(groups);
    }
  });

  it('shows a stopped engine as silent within 12 s, heals within 2 s, and creates nothing twice', async () => {
    const { rig, image } = under();
    connection.start();
    await reach('connected', 5_000);
    rig.pause();
    try {
      const created = connection.engine.createContainer({ image, name: 'while-stopped' });
      await reach('not-responding', 12_000);
      rig.resume();
      await reach('connected', 2_000);
      const id = await created;
      const named = (await connection.engine.listContainers()).filter(
        (container) => container.name === 'while-stopped',
      );
      expect(named.map((container) => container.id)).toEqual([id]);
      await connection.engine.removeContainer(id, { force: true, volumes: true });
    } finally {
      rig.resume();
    }
  }, 30_000);

  it('flags a way that is half open within 12 s and listens anew when it heals', async () => {
    connection.start();
    await reach('connected', 5_000);
    const before = proxied.proxy.injected;
    await set({ kind: 'half-open', afterBytes: 0 });
    await reach('not-responding', 12_000);
    expect(proxied.proxy.injected).toBeGreaterThan(before);
    await set({ kind: 'pass' });
    await reach('connected', 5_000);
    expect(notices.at(-1)).toEqual({ kind: 'resync' });
    const id = await under().engine.createContainer({ image: under().image });
    await until(() => notices.some((notice) => notice.kind === 'container' && notice.id === id));
  }, 30_000);

  it('reconnects within 2 s after the engine went away, and tells that events may be missing', async () => {
    connection.start();
    await reach('connected', 5_000);
    await set({ kind: 'absent' });
    await reach('reconnecting', 2_000);
    const id = await under().engine.createContainer({ image: under().image, name: 'unseen' });
    await set({ kind: 'pass' });
    await reach('connected', 2_000);
    expect(notices.at(-1)).toEqual({ kind: 'resync' });
    const list = await connection.engine.listContainers();
    expect(list.map((container) => container.id)).toContain(id);
    await under().engine.removeContainer(id, { force: true, volumes: true });
  });

  describe('to an engine that says of itself', () => {
    const saying = (changes: object) =>
      ({
        kind: 'rewrite-json',
        path: /^\/version$/,
        rewrite: (version: unknown) => ({ ...Object(version), ...changes }),
      }) as const;

    it.each([
      [
        'API 1.40 at most',
        { ApiVersion: '1.40' },
        'engine-too-old',
        'This engine is too old: it speaks API 1.40; 1.41 (Docker 20.10) or newer is needed.',
      ],
      [
        'API 1.52 at least',
        { ApiVersion: '1.60', MinAPIVersion: '1.52' },
        'engine-too-new',
        'This engine is newer than Berth: it needs API 1.52 or later; Berth speaks up to 1.45.',
      ],
      [
        'nonsense',
        { ApiVersion: 'latest' },
        'engine-protocol',
        'The engine sent an answer that Berth cannot read.',
      ],
      [
        'nothing',
        { ApiVersion: undefined },
        'engine-protocol',
        'The engine sent an answer that Berth cannot read.',
      ],
    ])('%s', async (_name, changes, code, message) => {
      await set(saying(changes));
      connection.start();
      await reach('unavailable', 2_000);
      expect(connection.state).toMatchObject({ failure: { code, message } });
      expect(proxied.proxy.injected).toBeGreaterThan(0);
      await set({ kind: 'pass' });
      await reach('connected', 5_000);
    });

    it('what Podman says, and is spoken to in that version', async () => {
      const podman = {
        Version: '4.3.1',
        ApiVersion: '1.41',
        MinAPIVersion: '1.24',
        Components: [{ Name: 'Podman Engine' }],
      };
      await set(saying(podman));
      connection.start();
      await reach('connected', 2_000);
      expect(connection.state).toMatchObject({ version: '4.3.1', apiVersion: '1.41' });
    });

    it('another version after it came back', async () => {
      connection.start();
      await reach('connected', 5_000);
      await set({ kind: 'absent' });
      await reach('reconnecting', 2_000);
      await set(saying({ Version: '20.10.0', ApiVersion: '1.41' }));
      await reach('connected', 5_000);
      expect(connection.state).toMatchObject({ version: '20.10.0', apiVersion: '1.41' });
      await set({ kind: 'absent' });
      await reach('reconnecting', 2_000);
      await set(saying({ ApiVersion: '1.40' }));
      await reach('unavailable', 5_000);
      expect(failureCode()).toBe('engine-too-old');
      expect((await failureOf(Promise.resolve().then(() => connection.engine.ping()))).code).toBe(
        'engine-too-old',
      );
    });
  });
});
