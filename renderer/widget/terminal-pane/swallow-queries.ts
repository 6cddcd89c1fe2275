import type { IParser } from '@xterm/xterm';

/**
 * Lets no program's question be answered here. The main process has a terminal of its own that answers them
 * under a limit; a second answer would look to the program like keys.
 */
export function swallowQueries(parser: IParser): void {
  const swallow = (): boolean => true;
  // Device attributes, status and cursor reports, version, keyboard and terminal parameters.
  for (const prefix of [undefined, '>', '=', '?']) {
    for (const final of ['c', 'n']) {
      parser.registerCsiHandler(prefix === undefined ? { final } : { prefix, final }, swallow);
    }
  }
  parser.registerCsiHandler({ prefix: '>', final: 'q' }, swallow);
  parser.registerCsiHandler({ prefix: '?', final: 'u' }, swallow);
  parser.registerCsiHandler({ final: 'x' }, swallow);
  parser.registerCsiHandler({ final: 't' }, swallow);
  // Modes.
  parser.registerCsiHandler({ intermediates: '$', final: 'p' }, swallow);
  parser.registerCsiHandler({ prefix: '?', intermediates: '$', final: 'p' }, swallow);
  // Settings and terminfo entries.
  parser.registerDcsHandler({ intermediates: '$', final: 'q' }, swallow);
  parser.registerDcsHandler({ intermediates: '+', final: 'q' }, swallow);
  // Colours: a question mark in a colour's place.
  for (const code of [4, 10, 11, 12]) {
    parser.registerOscHandler(code, (data) => data.includes('?'));
  }
}
