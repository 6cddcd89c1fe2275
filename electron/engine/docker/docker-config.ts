import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { addressRefused, type TlsMaterial } from './engine-address.ts';

/** The outside things that decide which engine is used; tests name their own. */
export interface DockerSettings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly homeDirectory: string;
}

/** A context as the Docker CLI stores it. */
export interface DockerContext {
  readonly name: string;
  readonly description: string;
  readonly url: string;
  readonly isTlsVerified: boolean;
}

const ConfigSchema = z.looseObject({ currentContext: z.string().optional() });

const MetaSchema = z.looseObject({
  Name: z.string(),
  Metadata: z.looseObject({ Description: z.string().optional() }).optional(),
  Endpoints: z.looseObject({
    docker: z.looseObject({
      Host: z.string().optional(),
      SkipTLSVerify: z.boolean().optional(),
    }),
  }),
});

/** The folder of the Docker CLI's settings. */
export function dockerConfigDirectory(settings: DockerSettings): string {
  return settings.env['DOCKER_CONFIG'] || join(settings.homeDirectory, '.docker');
}

/**
 * Name of the context that `docker context use` chose; `undefined` where none was.
 * Fails with `engine-address-refused` when the file is there and cannot be read.
 */
export async function readCurrentContext(settings: DockerSettings): Promise<string | undefined> {
  const path = join(dockerConfigDirectory(settings), 'config.json');
  const text = await readTextIfPresent(path);
  if (text === undefined) return undefined;
  const config = ConfigSchema.safeParse(parseJson(text));
  if (!config.success) {
    throw addressRefused(
      `Docker's settings file ${path} cannot be read, so it is unknown which engine it names.`,
      'Correct the file, or name the engine with DOCKER_HOST.',
      z.prettifyError(config.error),
    );
  }
  return config.data.currentContext || undefined;
}

/** Every stored context, by name. Entries that cannot be read are left out, as the CLI does. */
export async function listContexts(settings: DockerSettings): Promise<readonly DockerContext[]> {
  const directory = join(dockerConfigDirectory(settings), 'contexts', 'meta');
  const entries = await readdir(directory).catch(() => []);
  const contexts = await Promise.all(
    entries.map((entry) => readMeta(join(directory, entry, 'meta.json'))),
  );
  return contexts
    .filter((context) => context !== undefined)
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

/** One context by name; `undefined` where there is none. */
export async function readContext(
  settings: DockerSettings,
  name: string,
): Promise<DockerContext | undefined> {
  const directory = join(dockerConfigDirectory(settings), 'contexts', 'meta', contextFolder(name));
  return readMeta(join(directory, 'meta.json'));
}

/** A context's certificates; `undefined` where it is to be reached without TLS. */
export async function readContextTls(
  settings: DockerSettings,
  context: DockerContext,
): Promise<TlsMaterial | undefined> {
  const directory = join(
    dockerConfigDirectory(settings),
    'contexts',
    'tls',
    contextFolder(context.name),
    'docker',
  );
  const tls = await readTls(directory, context.isTlsVerified);
  const isEmpty = tls.ca === undefined && tls.cert === undefined && tls.key === undefined;
  return isEmpty && context.isTlsVerified ? undefined : tls;
}

/** The certificates in a folder, by the Docker CLI's file names. */
export async function readTls(directory: string, isVerified: boolean): Promise<TlsMaterial> {
  const [ca, cert, key] = await Promise.all([
    readTextIfPresent(join(directory, 'ca.pem')),
    readTextIfPresent(join(directory, 'cert.pem')),
    readTextIfPresent(join(directory, 'key.pem')),
  ]);
  if ((cert === undefined) !== (key === undefined)) {
    throw addressRefused(
      `Of the certificate and its key in ${directory} one is missing.`,
      'Put both cert.pem and key.pem there.',
    );
  }
  return { ca, cert, key, isVerified };
}

/** The CLI's folder name for a context: names may hold what file systems do not take. */
function contextFolder(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}

async function readMeta(path: string): Promise<DockerContext | undefined> {
  const text = await readTextIfPresent(path).catch(() => undefined);
  const meta = MetaSchema.safeParse(text === undefined ? undefined : parseJson(text));
  if (!meta.success) return undefined;
  const endpoint = meta.data.Endpoints.docker;
  return {
    name: meta.data.Name,
    description: meta.data.Metadata?.Description ?? '',
    url: endpoint.Host ?? '',
    isTlsVerified: endpoint.SkipTLSVerify !== true,
  };
}

async function readTextIfPresent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw addressRefused(
      `Docker's file ${path} cannot be read.`,
      'Make it readable for your user, or name the engine with DOCKER_HOST.',
      String(error),
    );
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
