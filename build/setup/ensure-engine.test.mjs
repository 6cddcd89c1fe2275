import { describe, expect, it } from 'vitest';
import { adviceFor } from './ensure-engine.mjs';

const defaultAddress = {
  host: 'unix:///var/run/docker.sock',
  isChosen: false,
  origin: 'the default',
  certFolder: undefined,
};
const ordinary = {
  platform: /** @type {NodeJS.Platform} */ ('linux'),
  isRoot: false,
  isAptThere: true,
  isDockerdThere: false,
  isSystemdThere: true,
  userName: 'ada',
};

describe('where no engine answers', () => {
  it('root on Linux gets a private one: there is nothing to advise', () => {
    expect(adviceFor(defaultAddress, 'silent', { ...ordinary, isRoot: true })).toBeUndefined();
  });

  it('an address that somebody named is not replaced behind their back', () => {
    const chosen = {
      ...defaultAddress,
      host: 'tcp://lab:2376',
      isChosen: true,
      origin: 'DOCKER_HOST',
    };
    const line = adviceFor(chosen, 'silent', { ...ordinary, isRoot: true });
    expect(line).toContain('tcp://lab:2376');
    expect(line).toContain('DOCKER_HOST');
  });

  it.each([
    { machine: ordinary, expected: 'sudo apt-get install -y docker.io' },
    { machine: { ...ordinary, isDockerdThere: true }, expected: 'sudo systemctl start docker' },
    { machine: { ...ordinary, isAptThere: false }, expected: 'package manager' },
    {
      machine: { ...ordinary, platform: /** @type {const} */ ('darwin') },
      expected: 'Docker Desktop',
    },
  ])('an ordinary user gets one line: $expected', ({ machine, expected }) => {
    expect(adviceFor(defaultAddress, 'silent', machine)).toContain(expected);
  });

  it('a user without rights is told how to get them', () => {
    expect(adviceFor(defaultAddress, 'denied', ordinary)).toContain('usermod -aG docker ada');
  });
});
