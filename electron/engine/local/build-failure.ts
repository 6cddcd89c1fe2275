import { AppError } from '../../../shared/ipc/app-error.ts';
import type { Failure } from '../../../shared/ipc/failure.ts';

/** Enough to hold apt's error with its surroundings, short enough to read. */
const SHOWN_LINE_COUNT = 20;

type Cure = Pick<Failure, 'code' | 'message' | 'hint' | 'command'>;

/** First match counts: a full disk shows up as other errors too. */
const KNOWN: readonly { readonly pattern: RegExp; readonly cure: Cure }[] = [
  {
    pattern: /No space left on device|not enough free space/i,
    cure: {
      code: 'disk-full',
      message: 'There is no room to make the image.',
      hint: 'About 2 GB are needed in the folder for temporary files. Free some, then launch again.',
    },
  },
  {
    pattern:
      /NO_PUBKEY|is not signed|Release file .* (?:expired|not valid)|signatures? (?:couldn|were invalid)/i,
    cure: {
      code: 'invalid-input',
      message: "The package mirror's lists could not be verified.",
      hint: "Check this machine's clock and install the distribution's archive keyring.",
    },
  },
  {
    pattern: /Unable to locate package|has no installation candidate|unmet dependencies/i,
    cure: {
      code: 'not-found',
      message: "This machine's package mirror lacks a package that the image needs.",
      hint: "Check that the distribution's whole archive is enabled (on Ubuntu also `universe`).",
    },
  },
  {
    pattern:
      /Could not resolve|Temporary failure resolving|Could not connect|Connection (?:refused|failed|timed out)|Unable to connect|Failed to fetch|Network is unreachable/i,
    cure: {
      code: 'registry-unreachable',
      message: "This machine's package mirror could not be reached.",
      hint: 'Check the network and the sources of apt, then launch again.',
    },
  },
  {
    pattern: /chroot mode|newuidmap|newgidmap|subuid|subgid|unshare.*(?:failed|not permitted)/i,
    cure: {
      code: 'tool-missing',
      message: 'This user may not make a file system of its own.',
      hint: 'Install uidmap, then launch again.',
      command: 'sudo apt-get install -y uidmap',
    },
  },
];

/** Why a build failed, out of its last lines. */
export function toBuildFailure(lines: readonly string[], exit: string): AppError {
  const text = lines.join('\n');
  const cure = KNOWN.find(({ pattern }) => pattern.test(text))?.cure ?? {
    code: 'interrupted',
    message: `Making the image failed (${exit}).`,
    hint: 'The last lines of its output are behind Details.',
  };
  return new AppError({ ...cure, cause: lines.slice(-SHOWN_LINE_COUNT).join('\n') });
}
