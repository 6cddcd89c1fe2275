import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shippedTemplates } from './shipped-templates.ts';
import { createTemplateCatalogue, type TemplateFile } from './template-catalogue.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-templates-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const file = (name: string, text: string): TemplateFile => ({
  file: name,
  bytes: new TextEncoder().encode(text),
});

const shipped = [file('one.yaml', 'image: a:1\ntitle: Shipped one\n')];

describe('the catalogue', () => {
  it('ships a starter notebook that can be made without a registry', async () => {
    const catalogue = createTemplateCatalogue({ shipped: shippedTemplates, userDirectory: folder });
    const { templates, broken } = await catalogue.list();
    expect(broken).toEqual([]);
    expect(templates[0]).toMatchObject({
      id: 'starter-notebook',
      title: 'Starter notebook',
      hasLocalRecipe: true,
      origin: 'shipped',
    });
  });

  it('puts a user file in the place of the shipped one of that name', async () => {
    await writeFile(join(folder, 'one.yaml'), 'image: b:1\ntitle: My one\n');
    await writeFile(join(folder, 'two.yaml'), 'image: c:1\ntitle: My two\n');
    const catalogue = createTemplateCatalogue({ shipped, userDirectory: folder });
    const { templates } = await catalogue.list();
    expect(templates.map(({ id, title, origin }) => [id, title, origin])).toEqual([
      ['one', 'My one', 'user'],
      ['two', 'My two', 'user'],
    ]);
    expect((await catalogue.find('one')).image).toBe('b:1');
  });

  it('lists what it cannot read and goes on', async () => {
    await writeFile(join(folder, 'bad.yaml'), 'image: [\n');
    await writeFile(join(folder, 'Bad Name.yaml'), 'image: a\ntitle: x\n');
    await writeFile(join(folder, 'notes.txt'), 'not a template');
    await mkdir(join(folder, 'folder.yaml'));
    const catalogue = createTemplateCatalogue({ shipped, userDirectory: folder });
    const { templates, broken } = await catalogue.list();
    expect(templates.map(({ id }) => id)).toEqual(['one']);
    expect(broken.map((each) => each.file)).toEqual(['Bad Name.yaml', 'bad.yaml', 'folder.yaml']);
    await expect(catalogue.find('bad')).rejects.toThrow('Line');
    await expect(catalogue.find('absent')).rejects.toThrow('no template');
  });

  it('is the shipped ones where there is no folder', async () => {
    const catalogue = createTemplateCatalogue({ shipped, userDirectory: join(folder, 'absent') });
    expect((await catalogue.list()).templates).toHaveLength(1);
  });
});
