import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ImagePackagesSchema, type ImagePackages } from '../../../shared/contract/package.ts';
import { makeImage, memorySource } from '../layer-index/image-maker.ts';
import { LayerLibrary } from '../layer-index/layer-library.ts';
import { tar, type MadeEntry } from '../layer-index/tar-maker.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'berth-packages-'));
});
afterEach(async () => await rm(directory, { recursive: true }));

/** The packages of an image of these layers; the second look is from the cache alone. */
async function packagesOf(...layers: readonly (readonly MadeEntry[])[]): Promise<ImagePackages> {
  const image = makeImage(layers, { kind: 'oci' });
  const library = new LayerLibrary(directory);
  const reading = library.read('lab/x:1', memorySource(image), new AbortController().signal);
  for await (const _snapshot of reading);
  const packages = await library.packages(image.described.id);
  expect(await new LayerLibrary(directory).packages(image.described.id)).toEqual(packages);
  return ImagePackagesSchema.parse(packages);
}

/** `name version`, or `-name version` for what is gone, then each layer's doing. */
function lines({ packages }: ImagePackages): string[] {
  return packages.map(({ type, name, version, isPresent, events }) => {
    const life = events.map(({ change, position }) => `${change} ${position}`).join(', ');
    return `${isPresent ? '' : '-'}${type} ${name} ${version}: ${life}`;
  });
}

const dpkg = (...packages: readonly string[]): MadeEntry => ({
  path: 'var/lib/dpkg/status',
  body: packages
    .map((text) => {
      const [name, version, size = '10'] = text.split(' ');
      return `Package: ${name}\nStatus: install ok installed\nInstalled-Size: ${size}\nArchitecture: amd64\nVersion: ${version}\nDescription: x\n more\n`;
    })
    .join('\n'),
});

const wheel = (folder: string, name: string, version: string, more = ''): MadeEntry[] => [
  { path: `${folder}/${name}-${version}.dist-info/` },
  {
    path: `${folder}/${name}-${version}.dist-info/METADATA`,
    body: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n${more}\nLong words.\n\nVersion: 9\n`,
  },
];

const SITE = 'opt/venv/lib/python3.12/site-packages';

describe('packages of an image', () => {
  it('of dpkg come, change and go with its status file', async () => {
    const joined = await packagesOf(
      [dpkg('bash 5.2-1', 'curl 7.88-1', 'old 1-1')],
      [{ path: 'etc/x', body: 'x' }],
      [dpkg('bash 5.2-1', 'curl 7.88-2', 'new 2-1')],
    );
    expect(lines(joined)).toEqual([
      'deb bash 5.2-1: added 0',
      'deb curl 7.88-2: added 0, changed 2',
      'deb new 2-1: added 2',
      '-deb old 1-1: added 0, removed 2',
    ]);
    expect(joined.packages[1]).toMatchObject({
      position: 2,
      architecture: 'amd64',
      sizeBytes: 10_240,
      location: 'var/lib/dpkg/status',
    });
  });

  it('of pip change where one version takes the place of another, and go with a mark', async () => {
    const joined = await packagesOf(
      [
        ...wheel(SITE, 'torch', '2.5.1'),
        ...wheel(SITE, 'gone', '1'),
        ...wheel('usr/lib', 'six', '1'),
      ],
      [{ path: `${SITE}/.wh.torch-2.5.1.dist-info` }, ...wheel(SITE, 'torch', '2.6.0')],
      [{ path: `${SITE}/.wh.gone-1.dist-info` }],
    );
    expect(lines(joined)).toEqual([
      '-pypi gone 1: added 0, removed 2',
      'pypi six 1: added 0',
      'pypi torch 2.6.0: added 0, changed 1',
    ]);
    expect(joined.packages[2]).toMatchObject({ location: SITE, position: 1 });
  });

  it('go with a folder that is replaced, emptied or hidden', async () => {
    const one = (name: string): MadeEntry => ({
      path: `app/node_modules/${name}/package.json`,
      body: JSON.stringify({ name, version: '1.0.0', license: 'MIT' }),
    });
    const joined = await packagesOf(
      [
        one('a'),
        one('@scope/b'),
        { path: 'srv/node_modules/c/package.json', body: '{"name":"c","version":"3.0.0"}' },
      ],
      [{ path: 'app/node_modules/.wh..wh..opq' }, one('a')],
      [{ path: '.wh.srv' }],
    );
    expect(lines(joined)).toEqual([
      '-npm @scope/b 1.0.0: added 0, removed 1',
      'npm a 1.0.0: added 0',
      '-npm c 3.0.0: added 0, removed 2',
    ]);
  });

  it('have licences and sizes where their metadata tells', async () => {
    const record = `torch/a.py,sha256=x,100\r\n"torch/b, c.py",sha256=y,23\r\ntorch/RECORD,,\r\n`;
    const joined = await packagesOf([
      dpkg('bash 5.2-1'),
      {
        path: 'usr/share/doc/bash/copyright',
        body: 'Format: https://www.debian.org/doc/\n\nFiles: *\nLicense: GPL-3+\n\nFiles: x\nLicense: MIT\n text\n',
      },
      ...wheel(SITE, 'torch', '2.6.0', 'License-Expression: BSD-3-Clause\n'),
      { path: `${SITE}/torch-2.6.0.dist-info/RECORD`, body: record },
      ...wheel(
        SITE,
        'old',
        '1',
        'License: UNKNOWN\nClassifier: License :: OSI Approved :: MIT License\n',
      ),
      {
        path: 'opt/conda/conda-meta/zlib-1.json',
        body: JSON.stringify({
          name: 'zlib',
          version: '1.3',
          license: 'Zlib',
          paths_data: { paths: [{ size_in_bytes: 40 }, { size_in_bytes: 2 }, {}] },
        }),
      },
      {
        path: 'lib/apk/db/installed',
        body: 'C:x\nP:musl\nV:1.2.5-r0\nA:x86_64\nL:MIT\nI:400\no:musl-origin\n\n',
      },
    ]);
    const facts = Object.fromEntries(
      joined.packages.map(({ name, licences, sizeBytes }) => [name, [...licences, sizeBytes]]),
    );
    expect(facts).toEqual({
      bash: ['GPL-3+', 'MIT', 10_240],
      musl: ['MIT', 400],
      old: ['MIT License', undefined],
      torch: ['BSD-3-Clause', 123],
      zlib: ['Zlib', 42],
    });
    expect(joined.packages.find(({ name }) => name === 'zlib')?.location).toBe('opt/conda');
  });

  it('follow hard links into a package manager’s store, and leave the store out', async () => {
    const store = 'opt/conda/pkgs/six-1/site-packages/six-1.dist-info/METADATA';
    const joined = await packagesOf([
      { path: store, body: 'Name: six\nVersion: 1\n' },
      { path: `${SITE}/six-1.dist-info/METADATA`, type: '1', link: store },
    ]);
    expect(lines(joined)).toEqual(['pypi six 1: added 0']);
    expect(joined.packages[0]?.location).toBe(SITE);
  });

  it('tell CUDA, cuDNN and NCCL with what says so', async () => {
    const joined = await packagesOf(
      [
        { path: 'usr/local/cuda-12.4/version.json', body: '{"cuda":{"version":"12.4.1"}}' },
        { path: 'usr/lib/x86_64-linux-gnu/libcudnn.so.9.1.0', body: 'x' },
        { path: 'usr/lib/libcudnn.so.9', type: '2', link: 'libcudnn.so.9.1.0' },
        dpkg('libnccl2 2.21.5-1+cuda12.4'),
      ],
      wheel(SITE, 'nvidia_cudnn_cu12', '9.5.1.17'),
    );
    expect(joined.gpu).toEqual([
      {
        component: 'CUDA',
        version: '12.4.1',
        evidence: 'usr/local/cuda-12.4/version.json',
        kind: 'version-file',
        position: 0,
      },
      {
        component: 'cuDNN',
        version: '9.1.0',
        evidence: 'usr/lib/x86_64-linux-gnu/libcudnn.so.9.1.0',
        kind: 'library',
        position: 0,
      },
      {
        component: 'cuDNN',
        version: '9.5.1.17',
        evidence: 'nvidia_cudnn_cu12 (pypi)',
        kind: 'package',
        position: 1,
      },
      {
        component: 'NCCL',
        version: '2.21.5-1+cuda12.4',
        evidence: 'libnccl2 (deb)',
        kind: 'package',
        position: 0,
      },
    ]);
  });

  it('say what was not read, and why', async () => {
    const joined = await packagesOf([
      { path: 'var/lib/rpm/Packages', body: 'x' },
      { path: 'usr/lib/sysimage/rpm/rpmdb.sqlite', body: 'no database' },
      {
        path: 'etc/os-release',
        body: 'ID="rocky"\nVERSION_ID="9.4"\nPRETTY_NAME="Rocky Linux 9.4"\n',
      },
    ]);
    expect(joined.packages).toEqual([]);
    expect(joined.gaps.map(({ code, path, position }) => [code, path, position])).toEqual([
      ['format', 'var/lib/rpm/Packages', 0],
      ['broken', 'usr/lib/sysimage/rpm/rpmdb.sqlite', 0],
    ]);
    expect(joined.system).toEqual({ id: 'rocky', versionId: '9.4', name: 'Rocky Linux 9.4' });
  });

  it('of a damaged layer are those that came before the damage, and that is said', async () => {
    const layer = Buffer.concat([
      tar([dpkg('bash 5.2-1')]).subarray(0, -1024),
      Buffer.alloc(512, 7),
    ]);
    const image = makeImage([layer], { kind: 'oci' });
    const library = new LayerLibrary(directory);
    const reading = library.read('x', memorySource(image), new AbortController().signal);
    for await (const _snapshot of reading);
    const { packages, gaps } = await library.packages(image.described.id);
    expect(packages.map(({ name }) => name)).toEqual(['bash']);
    expect(gaps).toMatchObject([{ code: 'layer-damaged', position: 0 }]);
  });
});
