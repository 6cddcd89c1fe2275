/// <reference types="vite/types/importMeta.d.ts" />
import type { TemplateFile } from './template-catalogue.ts';

const texts = import.meta.glob<string>('../../../build/catalogue/*.yaml', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The templates of the catalogue that the build puts into the program. */
export const shippedTemplates: readonly TemplateFile[] = Object.entries(texts).map(
  ([path, text]) => ({
    file: path.slice(path.lastIndexOf('/') + 1),
    bytes: new TextEncoder().encode(text),
  }),
);
