import * as z from 'zod';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { EngineInfo, EngineVersion } from '../engine-facts.ts';
import { checkShape, nullableList, optionalText, toTimeMs } from './check-shape.ts';

/** Docker 20.10's, the oldest still in use with NVIDIA's toolkit and shipped by Debian 11 and 12. */
const OLDEST_API = '1.41';
/** Docker 26's, the newest whose answers the tests have recorded. */
const NEWEST_API = '1.45';

const API_PATTERN = /^\d+\.\d+$/;

const VersionSchema = z.looseObject({
  Version: z.string(),
  ApiVersion: z.string().regex(API_PATTERN),
  MinAPIVersion: z.string().regex(API_PATTERN).optional(),
  Os: optionalText,
  Arch: optionalText,
});

/**
 * Reads `GET /version` and picks the API to speak. Fails with `engine-too-old`, `engine-too-new` or
 * `engine-protocol`.
 */
export function toEngineVersion(reply: unknown): EngineVersion {
  const raw = checkShape(VersionSchema, reply, 'the version');
  const oldest = raw.MinAPIVersion ?? raw.ApiVersion;
  if (compareApi(raw.ApiVersion, OLDEST_API) < 0) {
    throw new AppError({
      code: 'engine-too-old',
      message: `This engine is too old: it speaks API ${raw.ApiVersion}; ${OLDEST_API} (Docker 20.10) or newer is needed.`,
      hint: 'Update the engine.',
      cause: `Docker ${raw.Version}`,
    });
  }
  if (compareApi(oldest, NEWEST_API) > 0) {
    throw new AppError({
      code: 'engine-too-new',
      message: `This engine is newer than Berth: it needs API ${oldest} or later; Berth speaks up to ${NEWEST_API}.`,
      hint: 'Update Berth.',
      cause: `Docker ${raw.Version}`,
    });
  }
  return {
    version: raw.Version,
    newestApiVersion: raw.ApiVersion,
    oldestApiVersion: oldest,
    apiVersion: compareApi(raw.ApiVersion, NEWEST_API) < 0 ? raw.ApiVersion : NEWEST_API,
    os: raw.Os,
    architecture: raw.Arch,
  };
}

function compareApi(a: string, b: string): number {
  const [aMajor = 0, aMinor = 0] = a.split('.').map(Number);
  const [bMajor = 0, bMinor = 0] = b.split('.').map(Number);
  return aMajor - bMajor || aMinor - bMinor;
}

const InfoSchema = z.looseObject({
  Name: z.string(),
  SystemTime: optionalText,
  OperatingSystem: z.string(),
  NCPU: z.number(),
  MemTotal: z.number(),
  DockerRootDir: z.string(),
  Driver: z.string(),
  Runtimes: z.record(z.string(), z.unknown()).nullish(),
  SecurityOptions: nullableList(z.string()),
});

/** Reads `GET /info`. Fails with `engine-protocol`. */
export function toEngineInfo(reply: unknown): EngineInfo {
  const raw = checkShape(InfoSchema, reply, 'the engine’s description');
  return {
    hostName: raw.Name,
    systemTimeMs: toTimeMs(raw.SystemTime),
    operatingSystem: raw.OperatingSystem,
    cpuCount: raw.NCPU,
    memoryBytes: raw.MemTotal,
    dataRoot: raw.DockerRootDir,
    storageDriver: raw.Driver,
    runtimes: Object.keys(raw.Runtimes ?? {}),
    securityOptions: raw.SecurityOptions,
  };
}
