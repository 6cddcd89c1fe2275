import { readInstruction } from '../../../shared/value/read-instruction.ts';

/** What made a layer, on one line and without the digests of copied files; empty where nothing is known. */
export function instructionLine(raw: string): { readonly keyword: string; readonly words: string } {
  const { keyword, words } = readInstruction(raw);
  const line = words
    .replaceAll(/\b(file|dir|multi):([0-9a-f]{8})[0-9a-f]{56}\b/g, '$1:$2')
    .replaceAll(/\s+/g, ' ');
  return { keyword, words: line };
}

/** The same over several lines: one for each command of a chain, and the build's arguments at the end. */
export function instructionLines(raw: string): string {
  const { keyword, words } = readInstruction(raw);
  const spread =
    keyword === 'RUN' && !words.includes('\n')
      ? words.replaceAll(/ && (?=\S)/g, ' \\\n && ')
      : words;
  const buildArguments = /^(?:RUN )?\|\d+ (.*?) ?\/bin\//s.exec(raw.trim())?.[1] ?? '';
  return [
    `${keyword} ${spread}`.trim(),
    ...(buildArguments === '' ? [] : ['', `Build arguments: ${buildArguments}`]),
  ].join('\n');
}
