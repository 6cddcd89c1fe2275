import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ContainerDetailSchema, ContainerSchema } from '../../../shared/contract/container.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { FailureCode } from '../../../shared/ipc/failure.ts';
import { readEvents } from './read-progress.ts';
import { toContainerDetail, toInspectedContainer } from './to-container-detail.ts';
import { toContainers } from './to-container.ts';
import { toEngineInfo, toEngineVersion } from './to-engine-version.ts';
import { answerToFailure } from './to-failure.ts';
import { toHistory, toImageDetail, toImageRows, toImageUsage } from './to-image.ts';

const FIXTURES = join(import.meta.dirname, '../../../test/fixture');

const RefusalSchema = z.object({ status: z.number(), body: z.object({ message: z.string() }) });

const CODES: Readonly<Record<string, FailureCode>> = {
  'bad-parameter': 'invalid-input',
  'create-no-such-image': 'not-found',
  'name-in-use': 'conflict',
  'no-such-command': 'invalid-input',
  'no-such-container': 'not-found',
  'no-such-image': 'not-found',
  'no-such-path': 'engine-protocol',
  'not-running': 'conflict',
  'port-in-use': 'port-in-use',
};

describe.each([
  ['engine-20.10', '20.10.24', '1.41'],
  ['engine-28.5', '28.5.2', '1.45'],
])('what %s answered', (folder, version, apiVersion) => {
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(join(FIXTURES, folder, name), 'utf8'));

  it('says who it is', async () => {
    const said = toEngineVersion(await read('version.json'));
    expect(said.version.startsWith(version)).toBe(true);
    expect(said.apiVersion).toBe(apiVersion);
    expect(toEngineInfo(await read('info.json'))).toMatchObject({
      storageDriver: 'overlay2',
      runtimes: expect.arrayContaining(['runc']),
    });
  });

  it('lists containers in every state of the recording', async () => {
    const rows = toContainers(await read('containers.json'));
    expect(rows.map((row) => `${row.name} ${ContainerSchema.parse(row).state}`).toSorted()).toEqual(
      [
        'records-broken created',
        'records-created created',
        'records-exited exited',
        'records-port created',
        'records-web running',
      ],
    );
    const web = rows.find((row) => row.name === 'records-web');
    expect(web?.ports).toEqual([
      { containerPort: 80, protocol: 'tcp', hostIp: '127.0.0.1', hostPort: expect.any(Number) },
    ]);
  });

  it.each([
    ['running', { exitCode: undefined, finishedAtMs: undefined }],
    ['exited', { exitCode: 3, finishedAtMs: expect.any(Number) }],
  ])('shows a container that is %s', async (state, expected) => {
    const reply = await read(`container-${state}.json`);
    const inspected = toInspectedContainer(reply);
    const row = toContainers(await read('containers.json')).find(({ id }) => id === inspected.Id);
    if (row === undefined) throw new Error('the recording has no such row');
    const detail = ContainerDetailSchema.parse(toContainerDetail(inspected, row, reply));
    expect(detail).toMatchObject({ ...expected, startedAtMs: expect.any(Number), hasTty: false });
  });

  it('shows an image', async () => {
    expect(toImageDetail(await read('image.json'))).toMatchObject({
      id: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      os: 'linux',
      layerCount: 1,
    });
  });

  it('lists images, counts what they share and tells how they came to be', async () => {
    const [row] = toImageRows(await read('images.json'));
    expect(row).toMatchObject({ tags: ['berth-rig/busybox:1'], createdAtMs: expect.any(Number) });
    const usage = toImageUsage(await read('system-df.json'));
    expect(usage.layersBytes).toBe(row?.sizeBytes);
    expect(usage.sharedBytes.get(row?.id ?? '')).toBe(0);
    expect(toHistory(await read('image-history.json'))).toMatchObject([
      { sizeBytes: row?.sizeBytes, comment: 'Imported from -' },
    ]);
  });

  it('tells events that can all be read', async () => {
    const bytes = await readFile(join(FIXTURES, folder, 'events.ndjson'));
    const actions: string[] = [];
    const reading = (async () => {
      for await (const event of readEvents(
        (async function* () {
          yield bytes;
        })(),
      )) {
        actions.push(event.kind === 'resync' ? 'resync' : `${event.kind} ${event.action}`);
      }
    })();
    await expect(reading).rejects.toThrow(AppError);
    expect(actions).toEqual(expect.arrayContaining(['container create', 'container start']));
    expect(actions).not.toContain('resync');
  });

  it('refuses in words that are known', async () => {
    const names = await readdir(join(FIXTURES, folder));
    const refusals = names.filter((name) => name.startsWith('error-'));
    expect(refusals).toHaveLength(Object.keys(CODES).length);
    for (const file of refusals) {
      const { status, body } = RefusalSchema.parse(await read(file));
      const name = file.slice('error-'.length, -'.json'.length);
      expect([name, answerToFailure(status, body.message, 'engine').code]).toEqual([
        name,
        CODES[name],
      ]);
    }
  });
});

it('counts images in the newer shape too; what was not counted is unknown, not nothing', () => {
  const Items = [
    { Id: 'a', SharedSize: 5 },
    { Id: 'b', SharedSize: -1 },
  ];
  const usage = toImageUsage({ ImageUsage: { TotalSize: 9, Items } });
  expect(usage).toEqual({ layersBytes: 9, sharedBytes: new Map([['a', 5]]) });
  expect(toImageUsage({ ImageUsage: { TotalSize: 9 } }).sharedBytes.size).toBe(0);
  expect(toImageUsage({})).toEqual({ sharedBytes: new Map() });
});
