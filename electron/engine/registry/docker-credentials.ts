import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { dockerConfigDirectory, type DockerSettings } from '../docker/docker-config.ts';
import type { RegistryAuth } from '../image-engine.ts';

/** Under this key Docker keeps what is meant for its own registry. */
const HUB_KEY = 'https://index.docker.io/v1/';

/** A helper asks a keychain; one that waits for a person is given up, and the registry is asked without. */
const HELPER_TIMEOUT_MS = 10_000;

const ConfigSchema = z.looseObject({
  auths: z
    .record(z.string(), z.looseObject({ auth: z.string().optional() }))
    .optional()
    .catch(undefined),
  credHelpers: z.record(z.string(), z.string()).optional().catch(undefined),
  credsStore: z.string().optional().catch(undefined),
});

const SecretSchema = z.looseObject({ Username: z.string(), Secret: z.string() });

/**
 * What `docker login` stored for a registry: in the Docker CLI's settings or in the keychain that they name.
 * `undefined` where there is nothing, and where it cannot be read: a registry may answer without.
 */
export async function dockerCredentials(
  settings: DockerSettings,
  registry: string,
): Promise<RegistryAuth | undefined> {
  const config = await readConfig(settings);
  const key = registry === 'docker.io' ? HUB_KEY : registry;
  const helper = config.credHelpers?.[key] ?? config.credsStore;
  const found =
    (helper === undefined || helper === '' ? undefined : await askHelper(settings, helper, key)) ??
    decode(config.auths?.[key]?.auth ?? config.auths?.[`https://${key}`]?.auth);
  return found && { ...found, serverAddress: key };
}

async function readConfig(settings: DockerSettings): Promise<z.infer<typeof ConfigSchema>> {
  try {
    const path = join(dockerConfigDirectory(settings), 'config.json');
    return ConfigSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return {};
  }
}

type Login = Pick<RegistryAuth, 'username' | 'password'>;

function decode(auth: string | undefined): Login | undefined {
  if (auth === undefined || auth === '') return undefined;
  const login = Buffer.from(auth, 'base64').toString('utf8').replace(/\0+$/, '');
  const colon = login.indexOf(':');
  if (colon <= 0) return undefined;
  return { username: login.slice(0, colon), password: login.slice(colon + 1) };
}

/** Docker's own protocol: the registry goes in, a name and a secret come out. */
async function askHelper(
  settings: DockerSettings,
  helper: string,
  key: string,
): Promise<Login | undefined> {
  // The name becomes part of a program's name.
  if (!/^[\w.-]+$/.test(helper)) return undefined;
  const asked = spawn(`docker-credential-${helper}`, ['get'], {
    env: { ...settings.env },
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: HELPER_TIMEOUT_MS,
  });
  // Without a listener a missing helper would end the process.
  const failed = new Promise<string>((resolve) => asked.on('error', () => resolve('')));
  asked.stdin.on('error', () => undefined);
  asked.stdin.end(key);
  const answer = await Promise.race([text(asked.stdout).catch(() => ''), failed]);
  const secret = SecretSchema.safeParse(parseJson(answer));
  // A token in a password's place is for other protocols than the one that is spoken here.
  if (!secret.success || secret.data.Username === '<token>') return undefined;
  return { username: secret.data.Username, password: secret.data.Secret };
}

function parseJson(answer: string): unknown {
  try {
    return JSON.parse(answer);
  } catch {
    return undefined;
  }
}
