/** A step of an image's history, as its author wrote it. */
export interface Instruction {
  /** For example `RUN`; empty where the builder's words are none of a Dockerfile's. */
  readonly keyword: string;
  readonly words: string;
}

const KEYWORD =
  /^(ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)\s+(.*)$/is;

/** Makes of a builder's words what stood in the Dockerfile: BuildKit and the classic builder each wrap it. */
export function readInstruction(createdBy: string): Instruction {
  // Both put the build's arguments before a command: `|2 A=1 B=2 /bin/sh -c make`.
  const bare = createdBy
    .trim()
    .replace(/\s*# buildkit$/, '')
    .replace(/^RUN \|\d+ .*?(?=\/bin\/)/s, 'RUN ')
    .replace(/^\|\d+ .*?(?=\/bin\/)/s, '');
  const nop = /^\/bin\/sh -c #\(nop\)\s*(.*)$/s.exec(bare)?.[1];
  const text = (nop ?? bare).trim();
  const [, keyword, words] = KEYWORD.exec(text) ?? [];
  if (keyword !== undefined && words !== undefined) {
    return { keyword: keyword.toUpperCase(), words: tidy(withoutShell(words)) };
  }
  if (nop === undefined && /^\/bin\/(?:ba)?sh\b/.test(text)) {
    return { keyword: 'RUN', words: tidy(withoutShell(text)) };
  }
  return { keyword: '', words: tidy(text) };
}

function withoutShell(words: string): string {
  return words.replace(/^\/bin\/(?:ba)?sh (?:-o pipefail )?-e?c\s+/, '');
}

/** Go writes lists of ports and the like as `map[80/tcp:{}]`; long commands keep their lines. */
function tidy(words: string): string {
  const ports = /^map\[(.*)\]$/s.exec(words)?.[1];
  if (ports !== undefined) return ports.replaceAll(/:\{\}/g, '').trim();
  return words
    .replace(/\s+in\s*$/, '')
    .replaceAll(/[ \t]{2,}/g, ' ')
    .trim();
}
