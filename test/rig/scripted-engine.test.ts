import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { engineJson, engineRequest, openEngineRequest } from './engine-request.ts';
import { readFixture } from './scripted-containers.ts';
import { ScriptedEngine } from './scripted-engine.ts';

const rowsSchema = z.array(z.looseObject({ Id: z.string(), State: z.string() }));
const eventSchema = z.object({ Action: z.string(), Actor: z.object({ ID: z.string() }) });

describe.each(['20.10', '28.5'] as const)('a scripted engine %s', (version) => {
  let engine: ScriptedEngine;

  beforeEach(async () => {
    engine = await ScriptedEngine.start({ version, containerCount: 1000, runningCount: 10 });
  });

  afterEach(async () => {
    await engine.dispose();
  });

  async function list(query: string): Promise<z.infer<typeof rowsSchema>> {
    return rowsSchema.parse(await engineJson(engine.socketPath, `/v1.41/containers/json?${query}`));
  }

  it('says what was recorded', async () => {
    expect((await engineRequest(engine.socketPath, '/_ping')).text).toBe('OK');
    expect(await engineJson(engine.socketPath, '/version')).toEqual(
      await readFixture(version, 'version.json'),
    );
    expect(await engineJson(engine.socketPath, '/info')).toHaveProperty('ServerVersion');
  });

  it('lists the running ones, or all', async () => {
    expect(await list('')).toHaveLength(10);
    const rows = await list('all=1');
    expect(new Set(rows.map((row) => row.Id)).size).toBe(1000);
    const recorded = rowsSchema.parse(await readFixture(version, 'containers.json'));
    const pattern = recorded.find((row) => row.State === 'running') ?? {};
    expect(Object.keys(rows.at(-1) ?? {}).toSorted()).toEqual(Object.keys(pattern).toSorted());
  });

  it('lists by id and by name', async () => {
    const row = engine.containers.find('scripted-00500');
    const byId = encodeURIComponent(JSON.stringify({ id: [row?.Id] }));
    expect(await list(`all=1&filters=${byId}`)).toMatchObject([{ Id: row?.Id }]);
    const byName = encodeURIComponent(JSON.stringify({ name: { 'scripted-00500': true } }));
    expect(await list(`all=1&filters=${byName}`)).toMatchObject([{ Id: row?.Id }]);
  });

  it('inspects one, and knows no other', async () => {
    const answer = await engineJson(engine.socketPath, '/containers/scripted-00001/json');
    expect(answer).toMatchObject({ Name: '/scripted-00001', State: { Running: true } });
    const absent = await engineRequest(engine.socketPath, '/containers/absent/json');
    expect(absent).toMatchObject({
      status: 404,
      text: '{"message":"No such container: absent"}\n',
    });
  });

  it('changes on command and tells those who listen', async () => {
    const events = await openEngineRequest(engine.socketPath, '/events');
    const lines: string[] = [];
    events.setEncoding('utf8').on('data', (text: string) => lines.push(...text.trim().split('\n')));
    events.on('error', () => undefined);
    const path = '/containers/scripted-00001';
    await engineJson(engine.socketPath, `${path}/stop`, { method: 'POST' });
    await engineJson(engine.socketPath, path, { method: 'DELETE' });
    engine.add('running');
    await expect.poll(() => lines.length).toBe(6);
    const actions = lines.map((line) => eventSchema.parse(JSON.parse(line)).Action);
    expect(actions).toEqual(['kill', 'die', 'stop', 'destroy', 'create', 'start']);
    expect(await list('all=1')).toHaveLength(1000);
    expect(await list('')).toHaveLength(10);
    events.destroy();
    await expect.poll(() => engine.listenerCount).toBe(0);
    expect(engine.requests).toContain('DELETE /containers/scripted-00001');
  });
});
