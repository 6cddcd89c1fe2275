import type { AppRequest } from '../shared/contract/app.ts';

/** What a command line asks of the window. */
export type CommandLine =
  | { readonly kind: 'plain' }
  | { readonly kind: 'request'; readonly request: AppRequest }
  /** `message` is one sentence for whoever typed it. */
  | { readonly kind: 'refused'; readonly message: string };

/** A command, and what it is carried out on. */
interface Verb {
  readonly noun: string;
  /** How one is named. */
  readonly naming: string;
  /** As long as no such name is. */
  readonly maxCharacters: number;
  readonly toRequest: (target: string) => AppRequest;
}

const VERBS: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  [
    'shell',
    {
      noun: 'container',
      naming: 'its name, or the beginning of its ID',
      maxCharacters: 256,
      toRequest: (container) => ({ kind: 'shell', container }),
    },
  ],
  [
    'layers',
    {
      noun: 'image',
      naming: 'its name, or its ID',
      maxCharacters: 512,
      toRequest: (image) => ({ kind: 'layers', image }),
    },
  ],
]);

/**
 * Reads a command line's words. Switches are Chromium's and Electron's business; they may stand anywhere.
 * @param args what follows the program, and in a checkout its folder too
 */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const [word, target, ...rest] = args.filter((arg) => !arg.startsWith('-'));
  if (word === undefined) return { kind: 'plain' };
  const verb = VERBS.get(word);
  if (verb === undefined) return refused(`“${word}” is no command. There is: ${usage()}.`);
  const { noun, naming, maxCharacters, toRequest } = verb;
  const article = /^[aeiou]/.test(noun) ? 'an' : 'a';
  if (target === undefined || target === '') {
    return refused(`berth ${word} needs ${article} ${noun}: ${naming}.`);
  }
  if (rest.length > 0) {
    return refused(`berth ${word} takes one ${noun}; “${rest.join(' ')}” is too much.`);
  }
  if (target.length > maxCharacters) return refused(`No ${noun} has so long a name.`);
  return { kind: 'request', request: toRequest(target) };
}

function usage(): string {
  return [...VERBS].map(([word, { noun }]) => `berth ${word} ${noun.toUpperCase()}`).join(', ');
}

function refused(message: string): CommandLine {
  return { kind: 'refused', message };
}
