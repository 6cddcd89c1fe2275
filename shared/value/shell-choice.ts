/** A variable of a shell's environment. */
export interface ShellVariable {
  readonly name: string;
  readonly value: string;
}

/** Whom, where and with what a shell starts; what is absent is the container's own. */
export interface ShellChoice {
  /** An absolute path, or a name that is looked up in the container's `PATH`. */
  readonly shell?: string | undefined;
  /** Name, number, or both as `user:group`. */
  readonly user?: string | undefined;
  /** An absolute path. */
  readonly directory?: string | undefined;
  readonly environment?: readonly ShellVariable[] | undefined;
}

/** A choice as it is typed. */
export interface ShellChoiceText {
  readonly shell: string;
  readonly user: string;
  readonly directory: string;
  /** Lines `NAME=value`; empty ones do not count. */
  readonly environment: string;
}

/** What is wrong with each field, as sentences. */
export type ShellChoiceErrors = Partial<Readonly<Record<keyof ShellChoiceText, string>>>;

/** A path as Linux takes it (`PATH_MAX` 4096), or a name with nothing that a shell would read otherwise. */
export const SHELL_PATTERN = /^(?:\/[^\p{C}]{1,4094}|[\w.+-]{1,64})$/u;
/** What the engine takes: one or two names or numbers. */
export const USER_PATTERN = /^[^\s:\p{C}]{1,128}(?::[^\s:\p{C}]{1,128})?$/u;
export const DIRECTORY_PATTERN = /^\/[^\p{C}]{0,4095}$/u;
export const VARIABLE_NAME_PATTERN = /^[^\s=\p{C}]{1,256}$/u;
/** A program is started with 128 KiB per variable at most (`MAX_ARG_STRLEN`). */
export const MAX_VALUE_CHARACTERS = 32 * 1024;
export const MAX_VARIABLES = 100;

/** Reads what was typed; a choice comes only where every field is good. */
export function readShellChoice(text: ShellChoiceText): {
  readonly choice?: ShellChoice;
  readonly errors: ShellChoiceErrors;
} {
  const shell = text.shell.trim();
  const user = text.user.trim();
  const directory = text.directory.trim();
  const { variables, error } = readVariables(text.environment);
  const errors: ShellChoiceErrors = {
    ...(shell !== '' &&
      !SHELL_PATTERN.test(shell) && {
        shell: 'A shell is an absolute path, such as /bin/bash, or a name.',
      }),
    ...(user !== '' &&
      !USER_PATTERN.test(user) && {
        user: 'A user is a name or a number, with its group after a colon where needed: 1000:100.',
      }),
    ...(directory !== '' &&
      !DIRECTORY_PATTERN.test(directory) && {
        directory: 'A directory is an absolute path: it begins with a slash.',
      }),
    ...(error !== undefined && { environment: error }),
  };
  if (Object.keys(errors).length > 0) return { errors };
  const choice = {
    ...(shell !== '' && { shell }),
    ...(user !== '' && { user }),
    ...(directory !== '' && { directory }),
    ...(variables.length > 0 && { environment: variables }),
  };
  return { choice, errors };
}

function readVariables(text: string): {
  readonly variables: readonly ShellVariable[];
  readonly error?: string;
} {
  const variables: ShellVariable[] = [];
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '') continue;
    const at = line.indexOf('=');
    const name = line.slice(0, at).trim();
    const value = line.slice(at + 1);
    const isGood = at > 0 && VARIABLE_NAME_PATTERN.test(name);
    if (!isGood) return { variables, error: `Line ${index + 1} is not NAME=value.` };
    if (value.length > MAX_VALUE_CHARACTERS || value.includes('\0')) {
      return { variables, error: `Line ${index + 1} holds a value that no program can take.` };
    }
    variables.push({ name, value });
  }
  if (variables.length > MAX_VARIABLES) {
    return { variables, error: `More than ${MAX_VARIABLES} variables.` };
  }
  return { variables };
}
