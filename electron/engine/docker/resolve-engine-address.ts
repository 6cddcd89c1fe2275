import type { EngineAddress, EngineContext } from '../../../shared/contract/engine.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import {
  dockerConfigDirectory,
  listContexts,
  readContext,
  readContextTls,
  readCurrentContext,
  readTls,
  type DockerSettings,
} from './docker-config.ts';
import {
  addressRefused,
  defaultEngineUrl,
  parseEngineUrl,
  withoutPassword,
  type ResolvedEngine,
  type TlsMaterial,
} from './engine-address.ts';

/** The Docker CLI's name for "no context: environment, then default socket". */
const DEFAULT_CONTEXT = 'default';

/**
 * Finds the engine that the Docker CLI would use: `DOCKER_HOST`, `DOCKER_CONTEXT`, the current
 * context, the default socket. `chosenContext` is the user's choice inside the app and goes first.
 * Fails with `engine-address-refused`. Reads files, connects nowhere.
 */
export async function resolveEngineAddress(
  settings: DockerSettings,
  chosenContext?: string,
): Promise<ResolvedEngine> {
  if (chosenContext !== undefined && chosenContext !== DEFAULT_CONTEXT) {
    return resolveContext(settings, chosenContext, 'chosen');
  }
  const host = settings.env['DOCKER_HOST'];
  if (host) return resolveUrl(settings, host, 'DOCKER_HOST');
  const fallback = defaultEngineUrl(settings.platform);
  if (chosenContext === DEFAULT_CONTEXT) return resolveUrl(settings, fallback, 'chosen');

  const named = settings.env['DOCKER_CONTEXT'];
  if (named && named !== DEFAULT_CONTEXT) return resolveContext(settings, named, 'DOCKER_CONTEXT');
  if (named) return resolveUrl(settings, fallback, 'DOCKER_CONTEXT');

  const current = await readCurrentContext(settings);
  if (current !== undefined && current !== DEFAULT_CONTEXT) {
    return resolveContext(settings, current, 'current context');
  }
  return resolveUrl(settings, fallback, 'default');
}

/** The contexts to choose from, the Docker CLI's `default` first. */
export async function listEngineContexts(
  settings: DockerSettings,
  chosenContext?: string,
): Promise<readonly EngineContext[]> {
  const current = chosenContext ?? (await currentContextName(settings));
  const defaultUrl = settings.env['DOCKER_HOST'] || defaultEngineUrl(settings.platform);
  const defaultRefusal = await refusalOf(resolveEngineAddress(settings, DEFAULT_CONTEXT));
  const stored = await listContexts(settings);
  const others = stored
    .filter((context) => context.name !== DEFAULT_CONTEXT)
    .map(async (context): Promise<EngineContext> => {
      const refusal = await refusalOf(resolveContext(settings, context.name, 'chosen'));
      return {
        name: context.name,
        description: context.description,
        url: withoutPassword(context.url),
        isCurrent: context.name === current,
        ...(refusal === undefined ? {} : { refusal }),
      };
    });
  return [
    {
      name: DEFAULT_CONTEXT,
      description: 'The environment’s DOCKER_HOST, or the default socket',
      url: withoutPassword(defaultUrl),
      isCurrent: current === DEFAULT_CONTEXT,
      ...(defaultRefusal === undefined ? {} : { refusal: defaultRefusal }),
    },
    ...(await Promise.all(others)),
  ];
}

async function currentContextName(settings: DockerSettings): Promise<string> {
  if (settings.env['DOCKER_HOST']) return DEFAULT_CONTEXT;
  const current = await readCurrentContext(settings).catch(() => undefined);
  return settings.env['DOCKER_CONTEXT'] || current || DEFAULT_CONTEXT;
}

async function refusalOf(attempt: Promise<unknown>): Promise<string | undefined> {
  try {
    await attempt;
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error.failure.message;
    throw error;
  }
}

async function resolveContext(
  settings: DockerSettings,
  name: string,
  source: EngineAddress['source'],
): Promise<ResolvedEngine> {
  const context = await readContext(settings, name);
  if (context === undefined) throw await unknownContext(settings, name, source);
  const tls = await readContextTls(settings, context);
  const url = context.url || defaultEngineUrl(settings.platform);
  return {
    endpoint: parseEngineUrl(url, tls, settings.platform),
    address: { url: withoutPassword(url), source, context: name },
  };
}

async function resolveUrl(
  settings: DockerSettings,
  url: string,
  source: EngineAddress['source'],
): Promise<ResolvedEngine> {
  const tls = await readEnvironmentTls(settings);
  return {
    endpoint: parseEngineUrl(url, tls, settings.platform),
    address: { url: withoutPassword(url), source },
  };
}

/** As the CLI: any value of either variable counts, an empty one does not. */
async function readEnvironmentTls(settings: DockerSettings): Promise<TlsMaterial | undefined> {
  const isVerified = Boolean(settings.env['DOCKER_TLS_VERIFY']);
  if (!isVerified && !settings.env['DOCKER_TLS']) return undefined;
  const directory = settings.env['DOCKER_CERT_PATH'] || dockerConfigDirectory(settings);
  return readTls(directory, isVerified);
}

async function unknownContext(
  settings: DockerSettings,
  name: string,
  source: EngineAddress['source'],
): Promise<AppError> {
  const known = [DEFAULT_CONTEXT, ...(await listContexts(settings)).map((context) => context.name)];
  const who = source === 'chosen' ? '' : `, which ${SOURCE_WORDS[source]} names,`;
  return addressRefused(
    `There is no Docker context “${name}”${who === '' ? '' : `${who} on this machine`}.`,
    `Choose one of those that exist: ${known.join(', ')}.`,
  );
}

const SOURCE_WORDS: Readonly<Record<EngineAddress['source'], string>> = {
  DOCKER_HOST: 'DOCKER_HOST',
  DOCKER_CONTEXT: 'DOCKER_CONTEXT',
  'current context': 'docker’s current context',
  default: 'the default',
  chosen: 'your choice',
};
