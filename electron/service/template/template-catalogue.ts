import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalogue } from '../../../shared/contract/template.ts';
import { TemplateIdSchema } from '../../../shared/contract/template.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { Failure } from '../../../shared/ipc/failure.ts';
import { toCard, type LaunchTemplate } from './launch-template.ts';
import { MAX_FILE_BYTES, readLaunchFile } from './read-launch-file.ts';

/** A launch file and its text. */
export interface TemplateFile {
  /** Base name with `.yaml`; without it, it is the template's id. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** The shipped templates and the user's own. */
export interface TemplateCatalogue {
  /** Reads the user's folder anew. */
  readonly list: () => Promise<Catalogue>;
  /** Fails with `not-found`, or with the file's own failure when it is broken. */
  readonly find: (templateId: string) => Promise<LaunchTemplate>;
}

type ReadFile =
  | { readonly file: string; readonly template: LaunchTemplate }
  | { readonly file: string; readonly failure: Failure };

/** A user file replaces the shipped one of the same name; a folder that is absent is empty. */
export function createTemplateCatalogue(options: {
  readonly shipped: readonly TemplateFile[];
  /** `templates` in the state directory. */
  readonly userDirectory: string;
}): TemplateCatalogue {
  // Read when they are first asked for: the parser would cost the window's start some milliseconds.
  let shipped: readonly ReadFile[] | undefined;
  const readAll = async (): Promise<readonly ReadFile[]> => {
    shipped ??= options.shipped.map((file) => readTemplate(file, 'shipped'));
    const user = await readUserTemplates(options.userDirectory);
    const overridden = new Set(user.map((entry) => entry.file));
    return [...shipped.filter((entry) => !overridden.has(entry.file)), ...user];
  };
  return {
    list: async () => {
      const entries = await readAll();
      return {
        templates: entries.flatMap((entry) =>
          'template' in entry ? [toCard(entry.template)] : [],
        ),
        broken: entries.flatMap((entry) => ('failure' in entry ? [entry] : [])),
      };
    },
    find: async (templateId) => {
      const entry = (await readAll()).find((each) => each.file === `${templateId}.yaml`);
      if (entry === undefined) {
        throw new AppError({
          code: 'not-found',
          message: `There is no template "${templateId}".`,
          subject: templateId,
        });
      }
      if ('failure' in entry) throw new AppError(entry.failure);
      return entry.template;
    },
  };
}

async function readUserTemplates(directory: string): Promise<readonly ReadFile[]> {
  let names: readonly string[];
  try {
    names = await readdir(directory);
  } catch {
    return [];
  }
  const files = names.filter((name) => name.endsWith('.yaml')).toSorted();
  return Promise.all(files.map((file) => readUserTemplate(directory, file)));
}

async function readUserTemplate(directory: string, file: string): Promise<ReadFile> {
  try {
    const path = join(directory, file);
    const found = await stat(path);
    // A pipe or device would never end; a large file is refused before it is in memory.
    if (!found.isFile() || found.size > MAX_FILE_BYTES) {
      throw new Error('It is not a file of at most 256 KiB.');
    }
    return readTemplate({ file, bytes: await readFile(path) }, 'user');
  } catch (error) {
    return { file, failure: unreadable(file, error) };
  }
}

function readTemplate({ file, bytes }: TemplateFile, origin: LaunchTemplate['origin']): ReadFile {
  try {
    const id = TemplateIdSchema.safeParse(file.replace(/\.yaml$/, ''));
    if (!id.success) {
      throw new AppError({
        code: 'invalid-input',
        message: 'A template file is named in lower-case letters, digits and hyphens.',
        hint: 'Rename the file.',
        subject: file,
      });
    }
    const { healthChecks, shmSize, env, ...rest } = readLaunchFile(file, bytes);
    return {
      file,
      template: {
        ...rest,
        id: id.data,
        origin,
        readinessPath: healthChecks.readiness.path,
        shmSizeBytes: shmSize,
        env: Object.fromEntries(env.map(({ name, value }) => [name, value])),
      },
    };
  } catch (error) {
    return { file, failure: unreadable(file, error) };
  }
}

function unreadable(file: string, error: unknown): Failure {
  if (error instanceof AppError) return error.failure;
  return {
    code: 'invalid-input',
    message: `The template ${file} could not be read.`,
    subject: file,
    cause: error instanceof Error ? error.message : String(error),
  };
}
