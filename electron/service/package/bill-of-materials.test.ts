import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ImagePackage, ImagePackages } from '../../../shared/contract/package.ts';
import type { BillInput } from './bill-of-materials.ts';
import { packageUrl } from './package-url.ts';
import { toCycloneDx } from './to-cyclone-dx.ts';
import { toSpdx } from './to-spdx.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;

function made(more: Partial<ImagePackage>): ImagePackage {
  return {
    key: `${more.type} ${more.name} ${more.location}`,
    type: 'pypi',
    name: 'torch',
    version: '2.6.0',
    licences: [],
    location: 'opt/venv/lib/python3.12/site-packages',
    position: 1,
    isPresent: true,
    events: [{ position: 1, change: 'added', version: '2.6.0' }],
    ...more,
  };
}

const PACKAGES: readonly ImagePackage[] = [
  made({ licences: ['BSD-3-Clause'], sizeBytes: 5, version: '2.6.0+cu124' }),
  made({ location: 'opt/other', licences: ['Some “odd” licence\\x0a', 'MIT'] }),
  made({ name: 'gone', isPresent: false }),
  made({
    type: 'npm',
    name: '@types/node',
    version: '20.1.0',
    location: 'app/node_modules/@types/node',
  }),
  made({
    type: 'deb',
    name: 'libstdc++6',
    version: '1:12.2.0-14+deb12u1',
    architecture: 'amd64',
    source: { name: 'gcc-12', version: '12.2.0-14' },
    position: 0,
  }),
  made({ type: 'rpm', name: 'openssl', version: '1:3.0.7-27.el9', architecture: 'x86_64' }),
  made({ type: 'apk', name: 'musl', version: '1.2.5-r0', architecture: 'x86_64' }),
  made({
    type: 'conda',
    name: 'zlib',
    version: '1.3',
    architecture: 'linux-64',
    licences: ['zlib'],
  }),
  made({ name: 'weird name/../x', version: '?&#=%' }),
];

const INPUT: BillInput = {
  imageName: 'lab/train:12',
  image: {
    imageId: DIGEST,
    packages: [...PACKAGES],
    gpu: [],
    gaps: [{ code: 'format', message: 'Not read.', position: 0, path: 'var/lib/rpm/Packages' }],
    system: { id: 'debian', versionId: '12', name: 'Debian GNU/Linux 12' },
    layers: [{ diffId: DIGEST }, { diffId: DIGEST, instruction: 'RUN pip install torch' }],
  },
  tool: { name: 'Berth', version: '0.1.0' },
  createdAt: new Date('2026-01-02T03:04:05.678Z'),
  uuid: '3e671687-395b-41f5-a30f-a58921a69b79',
};

const NOTHING: ImagePackages = { imageId: DIGEST, packages: [], gpu: [], gaps: [], layers: [] };

/** The specification's own schemas, as an npm package brings them. */
const SCHEMAS = join(
  dirname(createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json')),
  'res/schema',
);

function schema(name: string): object {
  return JSON.parse(readFileSync(join(SCHEMAS, name), 'utf8')) as object;
}

describe('CycloneDX', () => {
  it('is what the specification’s schema wants, for any package and for none', () => {
    // The schemas name formats and words of their own, which say nothing about shape.
    const ajv = new Ajv({ strict: false, validateFormats: false });
    ajv.addSchema(
      schema('spdx.SNAPSHOT.schema.json'),
      'http://cyclonedx.org/schema/spdx.SNAPSHOT.schema.json',
    );
    ajv.addSchema(
      schema('jsf-0.82.SNAPSHOT.schema.json'),
      'http://cyclonedx.org/schema/jsf-0.82.SNAPSHOT.schema.json',
    );
    const check = ajv.compile(schema('bom-1.6.SNAPSHOT.schema.json'));
    for (const image of [INPUT.image, NOTHING]) {
      const bill = JSON.parse(JSON.stringify(toCycloneDx({ ...INPUT, image }))) as unknown;
      check(bill);
      expect(check.errors ?? []).toEqual([]);
    }
  });

  it('names the layer of each package, and leaves out what was removed', () => {
    const text = JSON.stringify(toCycloneDx(INPUT));
    expect(text).not.toContain('gone');
    expect(toCycloneDx(INPUT)).toMatchObject({
      components: expect.arrayContaining([
        expect.objectContaining({
          name: 'torch',
          licenses: [{ license: { id: 'BSD-3-Clause' } }],
          properties: expect.arrayContaining([
            { name: 'berth:layer:number', value: '2' },
            { name: 'berth:layer:instruction', value: 'RUN pip install torch' },
          ]) as unknown,
        }),
      ]) as unknown,
    });
    expect(text).toContain('Not read. (layer 1, /var/lib/rpm/Packages)');
  });
});

interface SpdxBill {
  readonly creationInfo: { readonly created: string };
  readonly packages: readonly {
    readonly SPDXID: string;
    readonly name: string;
    readonly licenseDeclared: string;
    readonly sourceInfo?: string;
  }[];
  readonly relationships: readonly {
    readonly spdxElementId: string;
    readonly relatedSpdxElement: string;
  }[];
  readonly hasExtractedLicensingInfos?: readonly { readonly licenseId: string }[];
}

describe('SPDX', () => {
  const bill = toSpdx(INPUT) as SpdxBill;

  it('has every package once, each in the image by a relationship', () => {
    const ids = bill.packages.map(({ SPDXID }) => SPDXID);
    expect(new Set(ids).size).toBe(PACKAGES.length);
    expect(ids.every((id) => /^SPDXRef-[a-zA-Z0-9.-]+$/.test(id))).toBe(true);
    expect(bill.relationships.map((each) => each.relatedSpdxElement)).toEqual(ids);
    expect(bill.creationInfo.created).toBe('2026-01-02T03:04:05Z');
  });

  it('declares licences by the list’s identifiers, and others by words that the document keeps', () => {
    const declared = bill.packages.map(({ licenseDeclared }) => licenseDeclared);
    expect(declared.slice(1, 3)).toEqual(['BSD-3-Clause', 'LicenseRef-1 AND MIT']);
    expect(declared.at(-2)).toBe('Zlib');
    expect(bill.hasExtractedLicensingInfos).toMatchObject([{ licenseId: 'LicenseRef-1' }]);
    expect(bill.packages[1]?.sourceInfo).toBe(
      `In layer 2 of 2 (${DIGEST}) by RUN pip install torch; stated in /opt/venv/lib/python3.12/site-packages`,
    );
  });
});

it('a package URL follows the rules of its type', () => {
  const { system } = INPUT.image;
  expect(PACKAGES.filter((each) => each.isPresent).map((each) => packageUrl(each, system))).toEqual(
    [
      'pkg:pypi/torch@2.6.0%2Bcu124',
      'pkg:pypi/torch@2.6.0',
      'pkg:npm/%40types/node@20.1.0',
      'pkg:deb/debian/libstdc%2B%2B6@1:12.2.0-14%2Bdeb12u1?arch=amd64&distro=debian-12',
      'pkg:rpm/debian/openssl@3.0.7-27.el9?arch=x86_64&distro=debian-12&epoch=1',
      'pkg:apk/debian/musl@1.2.5-r0?arch=x86_64&distro=debian-12',
      'pkg:conda/zlib@1.3?subdir=linux-64',
      'pkg:pypi/weird%20name%2F-%2Fx@%3F%26%23%3D%25',
    ],
  );
});
