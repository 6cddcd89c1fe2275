import * as z from 'zod';
import { localRecipeNames } from './launch-template.ts';

const BYTES_PER_UNIT: Readonly<Record<string, number>> = {
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
};

/** Docker's own default of 64 MiB is too small for the data loaders of the usual frameworks. */
const DEFAULT_SHM_SIZE = '1GiB';

/**
 * An image reference as the engine accepts it: `name`, `host:port/name`, with tag or digest. The
 * engine has the last word; this keeps out what could be read as something else.
 */
const IMAGE_PATTERN = /^[a-z0-9](?:[a-zA-Z0-9._:/-]{0,253}[a-zA-Z0-9])?(?:@sha256:[0-9a-f]{64})?$/;

/** Variables by which a notebook server takes its password: Berth alone sets that. */
const SECRET_VARIABLES: ReadonlySet<string> = new Set([
  'JUPYTER_TOKEN',
  'JUPYTER_TOKEN_FILE',
  'JUPYTER_PASSWORD',
]);

const SizeSchema = z
  .string()
  .regex(/^[1-9][0-9]{0,5}(MiB|GiB)$/, 'Write a size such as 512MiB or 8GiB.')
  .transform((text) => Number.parseInt(text, 10) * (BYTES_PER_UNIT[text.slice(-3)] ?? 1));

const EnvSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'Use letters, digits and underscores.')
    .refine((name) => !SECRET_VARIABLES.has(name), 'Berth makes the token itself.'),
  value: z
    .string()
    .max(32_768)
    .refine((value) => !value.includes('${'), 'Placeholders are not supported yet.'),
});

/** The keys of a launch file that this version honours; any other key is an error. */
export const LaunchFileSchema = z.strictObject({
  image: z.string().max(512).regex(IMAGE_PATTERN, 'This is not an image reference.'),
  title: z.string().trim().min(1).max(80),
  description: z.string().trim().max(400).default(''),
  kind: z.enum(['notebook', 'app', 'shell']).default('notebook'),
  command: z.array(z.string().max(4096)).min(1).max(64).optional(),
  port: z.number().int().min(1).max(65_535).default(8888),
  healthChecks: z
    .strictObject({
      readiness: z.strictObject({
        path: z
          .string()
          .regex(/^\/[A-Za-z0-9._~/-]{0,199}$/, 'Write a path that begins with a slash.'),
      }),
    })
    .default({ readiness: { path: '/api' } }),
  shmSize: SizeSchema.prefault(DEFAULT_SHM_SIZE),
  env: z.array(EnvSchema).max(100).default([]),
  /** Makes the image on this machine where no registry answers. */
  localRecipe: z.enum(localRecipeNames).optional(),
});
export type LaunchFile = Readonly<z.infer<typeof LaunchFileSchema>>;

/** Keys of later versions: told apart from typing errors. */
export const laterKeys: ReadonlySet<string> = new Set([
  'build',
  'containerRegistry',
  'gpus',
  'resources',
  'workspace',
]);
