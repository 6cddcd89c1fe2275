import { describe, expect, it } from 'vitest';
import { addressNumber, freeSubnet, parseRoutes, ruleDeletions } from './engine-bridge.mjs';

describe('the subnet of a private bridge', () => {
  it('is the same for the same name and another for another', () => {
    expect(freeSubnet('berth-a', [])).toBe(freeSubnet('berth-a', []));
    expect(freeSubnet('berth-a', [])).not.toBe(freeSubnet('berth-b', []));
    expect(freeSubnet('berth-a', [])).toMatch(/^10\.(9[6-9]|1[01]\d|12[0-7])\.\d+$/);
  });

  it('gives way to a network in use, whichever of the two is larger', () => {
    const first = freeSubnet('berth-a', []);
    const inside = {
      address: addressNumber(`${first}.77`),
      mask: addressNumber('255.255.255.255'),
    };
    const around = { address: addressNumber(`${first}.0`), mask: addressNumber('255.255.0.0') };
    expect(freeSubnet('berth-a', [inside])).not.toBe(first);
    const far = freeSubnet('berth-a', [around]).split('.').slice(0, 2);
    expect(far).not.toEqual(first.split('.').slice(0, 2));
  });

  it('is refused when everything is taken', () => {
    const all = { address: addressNumber('10.0.0.0'), mask: addressNumber('255.0.0.0') };
    expect(() => freeSubnet('berth-a', [all])).toThrow('No free network address');
  });
});

it('reads routes from the kernel table and leaves the default route out', () => {
  const table = [
    'Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT',
    'eth0\t00000000\t0100000A\t0003\t0\t0\t0\t00000000\t0\t0\t0',
    'docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0',
    '',
  ].join('\n');
  expect(parseRoutes(table)).toEqual([
    { address: addressNumber('172.17.0.0'), mask: addressNumber('255.255.0.0') },
  ]);
});

it('deletes the rules about its own bridge and no others', () => {
  const listing = [
    '-P FORWARD DROP',
    '-N DOCKER',
    '-A FORWARD -o berth-1 -j DOCKER',
    '-A FORWARD -o berth-12 -j DOCKER',
    '-A DOCKER-ISOLATION-STAGE-1 -i berth-1 ! -o berth-1 -j DOCKER-ISOLATION-STAGE-2',
  ].join('\n');
  expect(ruleDeletions(listing, 'berth-1').map((words) => words.join(' '))).toEqual([
    '-D FORWARD -o berth-1 -j DOCKER',
    '-D DOCKER-ISOLATION-STAGE-1 -i berth-1 ! -o berth-1 -j DOCKER-ISOLATION-STAGE-2',
  ]);
});
