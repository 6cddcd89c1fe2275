import type { Terminal } from '@xterm/headless';

/**
 * The class out of the imported module: it is CommonJS whose names Node cannot see, so they lie
 * below `default` there; types and bundlers see them at the top.
 */
export function toTerminalClass(module: object): typeof Terminal {
  const names = (module as { readonly default?: object }).default ?? module;
  return (names as { readonly Terminal: typeof Terminal }).Terminal;
}
