import * as z from 'zod';
import { request } from '../ipc/contract.ts';
import { FailureSchema } from '../ipc/failure.ts';

/** A template's name in files, labels and verbs. */
export const TemplateIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);

/** A launch recipe as the catalogue's card shows it. */
export const TemplateSchema = z.object({
  id: TemplateIdSchema,
  title: z.string(),
  description: z.string(),
  kind: z.enum(['notebook', 'app', 'shell']),
  /** The image that is pulled where a registry answers. */
  image: z.string(),
  /** True when Berth can make the image itself where no registry answers. */
  hasLocalRecipe: z.boolean(),
  port: z.number().int().min(1).max(65_535),
  /** Where it came from. */
  origin: z.enum(['shipped', 'user']),
});
export type Template = Readonly<z.infer<typeof TemplateSchema>>;

/** What the catalogue holds: a file that could not be read is shown with its error, not dropped. */
export const CatalogueSchema = z.object({
  templates: z.array(TemplateSchema),
  broken: z.array(z.object({ file: z.string(), failure: FailureSchema })),
});
export type Catalogue = Readonly<z.infer<typeof CatalogueSchema>>;

export const templateContract = {
  list: request(z.strictObject({}), CatalogueSchema),
} as const;
