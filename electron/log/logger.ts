import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { redact } from './redact.ts';

/** Writes what happened to the log. No secrets: everything passes the redaction. */
export interface Logger {
  readonly info: (message: string) => void;
  /** A defect, once, with its stack. */
  readonly error: (message: string, thrown?: unknown) => void;
}

// Enough for weeks of normal use, and small enough to attach to a report.
const MAX_FILE_BYTES = 5 * 1024 * 1024;

/**
 * A logger that appends to `berth.log` in `directory` (mode 0600) and keeps one older file.
 * A log that cannot be written never ends the app; it is then on standard error alone.
 */
export function fileLogger(directory: string): Logger {
  const file = join(directory, 'berth.log');
  let isWritable = true;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MAX_FILE_BYTES) {
      renameSync(file, `${file}.1`);
    }
  } catch {
    isWritable = false;
  }
  const write = (level: string, message: string): void => {
    const line = `${new Date().toISOString()} ${level} ${redact(message)}\n`;
    if (level === 'error') process.stderr.write(line);
    if (!isWritable) return;
    try {
      appendFileSync(file, line, { mode: 0o600 });
    } catch {
      isWritable = false;
    }
  };
  return {
    info: (message) => write('info', message),
    error: (message, thrown) => write('error', `${message}${describe(thrown)}`),
  };
}

function describe(thrown: unknown): string {
  if (thrown === undefined) return '';
  return thrown instanceof Error ? `: ${thrown.stack ?? thrown.message}` : ': thrown, but no error';
}
