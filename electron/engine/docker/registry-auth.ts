import type { RegistryAuth } from '../image-engine.ts';

/** What dockerode makes the header of that carries credentials to the engine. */
export function authOf(auth: RegistryAuth | undefined): Readonly<Record<string, unknown>> {
  if (auth === undefined) return {};
  const { username, password, serverAddress } = auth;
  return { authconfig: { username, password, serveraddress: serverAddress } };
}
