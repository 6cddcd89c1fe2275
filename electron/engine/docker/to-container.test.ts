import { describe, expect, it } from 'vitest';
import { ContainerSchema } from '../../../shared/contract/container.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import { toContainers } from './to-container.ts';

const ID = '072a10e0a4ca9171587cdfcbff9726d211c766f96e27854ce1ba7c1bf5fd3d10';

/** As Docker 20.10.24 and 28.5.2 answered, without what differs between them and is not read. */
const RECORDED = {
  Id: ID,
  Names: ['/xx'],
  Image: 'berth-rig/busybox:1',
  ImageID: 'sha256:f853d3db465eacedcc4e467f884fe6c9cce4c4db6cd31a22fc74162f9ef8cf23',
  Command: 'sleep 1000',
  Created: 1795255007,
  Ports: [{ IP: '127.0.0.1', PrivatePort: 80, PublicPort: 32769, Type: 'tcp' }],
  Labels: { a: 'b' },
  State: 'running',
  Status: 'Up Less than a second',
  HostConfig: { NetworkMode: 'default' },
  NetworkSettings: { Networks: {} },
  Mounts: [],
};

const only = (change: object) => toContainers([{ ...RECORDED, ...change }])[0];

describe('toContainers', () => {
  it('translates a recorded row', () => {
    const [row] = toContainers([RECORDED]);
    expect(ContainerSchema.parse(row)).toEqual({
      id: ID,
      name: 'xx',
      image: 'berth-rig/busybox:1',
      imageId: RECORDED.ImageID,
      command: 'sleep 1000',
      state: 'running',
      statusText: 'Up Less than a second',
      createdAtMs: 1795255007000,
      ports: [{ containerPort: 80, protocol: 'tcp', hostIp: '127.0.0.1', hostPort: 32769 }],
      labels: { a: 'b' },
    });
  });

  it('puts the newest first', () => {
    const rows = toContainers([
      { ...RECORDED, Created: 1 },
      { ...RECORDED, Created: 2 },
    ]);
    expect(rows.map((row) => row.createdAtMs)).toEqual([2000, 1000]);
  });

  it('sorts ports and leaves unpublished ones without address', () => {
    const ports = [
      { PrivatePort: 9000, Type: 'tcp' },
      { IP: '::', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
      { IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
      { PrivatePort: 53, PublicPort: 53, Type: 'udp' },
    ];
    expect(only({ Ports: ports })?.ports).toEqual([
      { containerPort: 53, protocol: 'udp', hostIp: '', hostPort: 53 },
      { containerPort: 80, protocol: 'tcp', hostIp: '0.0.0.0', hostPort: 8080 },
      { containerPort: 80, protocol: 'tcp', hostIp: '::', hostPort: 8080 },
      { containerPort: 9000, protocol: 'tcp' },
    ]);
  });

  it.each([
    [['/other/alias', '/own'], 'own'],
    [['/other/alias'], 'other/alias'],
    [[], ID.slice(0, 12)],
    [null, ID.slice(0, 12)],
  ])('calls %j by the name %s', (names, name) => {
    expect(only({ Names: names })?.name).toBe(name);
  });

  it('takes null for nothing', () => {
    expect(only({ Ports: null, Labels: null })).toMatchObject({ ports: [], labels: {} });
  });

  it.each<[string, unknown, string]>([
    ['null', null, 'the list of containers should be a list and is null'],
    ['an object', {}, 'should be a list'],
    ['a text', 'x', 'should be a list'],
    ['a row that is null', [null], 'a container should be an object'],
    ['a row that is a number', [1], 'a container should be an object'],
    ['an empty row', [{}], 'Id should be a text and is nothing'],
    ['a short id', [{ ...RECORDED, Id: 'abc' }], 'Id should be 64 hexadecimal digits'],
    ['a number for a name', [{ ...RECORDED, Names: [1] }], 'Names should be a text and is 1'],
    ['a text for names', [{ ...RECORDED, Names: '/x' }], 'Names should be a list'],
    ['a text for a time', [{ ...RECORDED, Created: '1' }], 'Created should be a number'],
    ['an unknown state', [{ ...RECORDED, State: 'asleep' }], 'State should be a known state'],
    ['a state from Object', [{ ...RECORDED, State: 'constructor' }], 'State should be a known'],
    ['a number for a label', [{ ...RECORDED, Labels: { a: 1 } }], 'Labels should be texts'],
    ['a list of labels', [{ ...RECORDED, Labels: ['a'] }], 'Labels should be an object'],
    ['a text for a port', [{ ...RECORDED, Ports: [{ PrivatePort: '80' }] }], 'PrivatePort should'],
  ])('refuses %s', (_name, reply, cause) => {
    const call = () => toContainers(reply);
    expect(call).toThrow(AppError);
    expect(call).toThrow(
      expect.objectContaining({
        failure: expect.objectContaining({
          code: 'engine-protocol',
          cause: expect.stringContaining(cause),
        }),
      }),
    );
  });
});
