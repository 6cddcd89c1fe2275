/** What made a layer, as a person would write it. */
export interface ReadableInstruction {
  /** For example `RUN` or `COPY`; empty where the words name none. */
  readonly verb: string;
  /** One line. */
  readonly text: string;
  /** Build arguments that it ran with, as `NAME=value`. */
  readonly buildArguments: string;
}

/** A shell that the builder put before the command, with the build arguments that came before it. */
const SHELL = /^(?:\|(\d+) (.*?) ?)?\/bin\/(?:ba|da|a)?sh (?:-\S+ (?:pipefail )?)*?-\w*c /s;
/** The instruction's own word; `#(nop)` marks one that ran nothing. */
const VERB =
  /^(?:#\(nop\) +)?(ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)\s+/;

/**
 * Cleans what a builder wrote into an image's history: BuildKit's trailing mark, its argument counts, the classic
 * builder's shell and `#(nop)`, and the digests of copied files.
 */
export function readableInstruction(raw: string): ReadableInstruction {
  let rest = raw.trim().replace(/\s*# buildkit$/, '');
  let verb = '';
  let buildArguments = '';
  const takeVerb = (): void => {
    const found = VERB.exec(rest);
    if (found === null) return;
    verb = found[1] ?? '';
    rest = rest.slice(found[0].length);
  };
  takeVerb();
  const shell = SHELL.exec(rest);
  if (shell !== null && (verb === '' || verb === 'RUN')) {
    buildArguments = shell[2] ?? '';
    rest = rest.slice(shell[0].length);
    const isRunByShell = !rest.startsWith('#(nop)');
    if (isRunByShell) verb = 'RUN';
    else takeVerb();
  }
  const text = rest
    .replaceAll(
      /\b(file|dir|multi):([0-9a-f]{64})\b/g,
      (_all, kind: string, digest: string) => `${kind}:${digest.slice(0, 8)}`,
    )
    .replaceAll(/\s+/g, ' ')
    .trim();
  return { verb, text, buildArguments };
}

/** The same over several lines, one for each command of a chain. */
export function spreadInstruction(raw: string): string {
  const { verb, text, buildArguments } = readableInstruction(raw);
  const spread =
    verb === 'RUN'
      ? text.replaceAll(/ ?(&&|;) (?=\S)/g, (_all, mark: string) =>
          mark === ';' ? ';\n    ' : ' \\\n && ',
        )
      : text;
  const line = verb === '' ? spread : `${verb} ${spread}`;
  return buildArguments === '' ? line : `${line}\n\nBuild arguments: ${buildArguments}`;
}
