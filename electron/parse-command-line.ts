import type { AppRequest } from '../shared/contract/app.ts';

/** What a command line asks of the window. */
export type CommandLine =
  | { readonly kind: 'plain' }
  | { readonly kind: 'request'; readonly request: AppRequest }
  /** `message` is one sentence for whoever typed it. */
  | { readonly kind: 'refused'; readonly message: string };

/** As long as no container's name is. */
const MAX_NAME_CHARACTERS = 256;

/**
 * Reads a command line's words. Switches are Chromium's and Electron's business; they may stand anywhere.
 * @param args what follows the program, and in a checkout its folder too
 */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const [verb, target, ...rest] = args.filter((arg) => !arg.startsWith('-'));
  if (verb === undefined) return { kind: 'plain' };
  if (verb !== 'shell') return refused(`“${verb}” is no command. There is: berth shell CONTAINER.`);
  if (target === undefined || target === '') {
    return refused('berth shell needs a container: its name, or the beginning of its ID.');
  }
  if (rest.length > 0) {
    return refused(`berth shell takes one container; “${rest.join(' ')}” is too much.`);
  }
  if (target.length > MAX_NAME_CHARACTERS) return refused('No container has so long a name.');
  return { kind: 'request', request: { kind: 'shell', container: target } };
}

function refused(message: string): CommandLine {
  return { kind: 'refused', message };
}
