import { readFileSync, readdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';

/** State of a listening socket in the kernel's table. */
const LISTENING = '0A';

/** 127.0.0.1 in the kernel's table, on a machine with the low byte first. */
export const LOOPBACK = '0100007F';

/** Asks as any program on this machine could; the status alone. */
export function statusOf(
  address: string,
  headers: Readonly<Record<string, string>>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(new URL('api/contents', address), { agent: false, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** Every local address at which something listens at this port, in the kernel's spelling. */
export function listenersAt(port: string): readonly string[] {
  const portText = Number(port).toString(16).toUpperCase().padStart(4, '0');
  return ['tcp', 'tcp6'].flatMap((table) => {
    const rows = readFileSync(`/proc/net/${table}`, 'utf8').trim().split('\n').slice(1);
    return rows.flatMap((row) => {
      const [, local = '', , state] = row.trim().split(/\s+/);
      return state === LISTENING && local.endsWith(`:${portText}`) ? [local.slice(0, -5)] : [];
    });
  });
}

/** Names of folders that builds of this process left. */
export async function buildFolders(pid = process.pid): Promise<readonly string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith(`berth-image-${pid}-`));
}

/** Command lines of running processes that name this text. */
export function processesNaming(text: string): readonly string[] {
  return readdirSync('/proc').flatMap((pid) => {
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
      return line.includes(text) || environment.includes(text) ? [line] : [];
    } catch {
      return [];
    }
  });
}
