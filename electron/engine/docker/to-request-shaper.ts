import Docker from 'dockerode';
import type { DialCallback, EngineModem } from './engine-modem.ts';
import type { ReplyStream } from './reply-stream.ts';
import type { DialOptions, RequestBody } from './shape-request.ts';

/** What a call may carry; `_query` and `_body` tell apart what dockerode would send as both. */
type CallParameters = Readonly<Record<string, unknown>>;

/** dockerode as it is with our modem: answers are unchecked, streams are `ReplyStream`s. */
export interface RequestShaper {
  ping(): Promise<unknown>;
  version(): Promise<unknown>;
  info(): Promise<unknown>;
  listContainers(parameters: CallParameters): Promise<unknown>;
  listImages(parameters: CallParameters): Promise<unknown>;
  createContainer(parameters: CallParameters): Promise<{ readonly id: unknown }>;
  getContainer(id: string): ContainerShaper;
  getExec(id: string): ExecShaper;
  getImage(reference: string): ImageShaper;
  getImages(parameters: CallParameters): Promise<ReplyStream>;
  loadImage(tar: RequestBody, parameters: CallParameters): Promise<ReplyStream>;
  pull(reference: string, parameters: CallParameters): Promise<ReplyStream>;
  importImage(tar: RequestBody, parameters: CallParameters): Promise<ReplyStream>;
  getEvents(parameters: CallParameters): Promise<ReplyStream>;
}

/** The same for one container. */
export interface ContainerShaper {
  inspect(parameters: CallParameters): Promise<unknown>;
  start(): Promise<unknown>;
  stop(parameters: CallParameters): Promise<unknown>;
  restart(parameters: CallParameters): Promise<unknown>;
  remove(parameters: CallParameters): Promise<unknown>;
  commit(parameters: CallParameters): Promise<unknown>;
  logs(parameters: CallParameters): Promise<ReplyStream>;
  exec(parameters: CallParameters): Promise<{ readonly id: unknown }>;
  attach(parameters: CallParameters): Promise<unknown>;
  resize(parameters: CallParameters): Promise<unknown>;
  top(parameters: CallParameters): Promise<unknown>;
  changes(): Promise<unknown>;
  putArchive(tar: RequestBody, parameters: CallParameters): Promise<unknown>;
  getArchive(parameters: CallParameters): Promise<ReplyStream>;
}

interface ExecShaper {
  start(parameters: CallParameters): Promise<unknown>;
  resize(parameters: CallParameters): Promise<unknown>;
  inspect(): Promise<unknown>;
}

interface ImageShaper {
  inspect(): Promise<unknown>;
  remove(parameters: CallParameters): Promise<unknown>;
  distribution(parameters: CallParameters): Promise<unknown>;
  history(): Promise<unknown>;
  tag(parameters: CallParameters): Promise<unknown>;
}

/**
 * dockerode for one call. The signal is bound here, because some of dockerode's methods drop the one
 * that they are given.
 */
export function toRequestShaper(modem: EngineModem, signal?: AbortSignal): RequestShaper {
  const bound = {
    dial: (options: DialOptions, callback: DialCallback) =>
      modem.dial({ ...options, abortSignal: signal }, callback),
    buildQuerystring: modem.buildQuerystring,
  };
  // Its types know neither a foreign modem nor what one returns.
  return new Docker({ modem: bound } as Docker.DockerOptions) as unknown as RequestShaper;
}
