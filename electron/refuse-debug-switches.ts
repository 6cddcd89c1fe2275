import { app } from 'electron';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Switches that would turn the installed app into somebody else's tool. Fuses do not stop them all. */
const REFUSED_SWITCHES = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'inspect',
  'inspect-brk',
  'inspect-port',
  'inspect-wait',
  'js-flags',
  'load-extension',
  'disable-web-security',
  'no-sandbox',
  'disable-seccomp-filter-sandbox',
  'single-process',
  // These start a program of the caller's choice in place of Chromium's own.
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
  // This one writes every header to a file, tokens included.
  'log-net-log',
  'host-rules',
  'host-resolver-rules',
  'proxy-server',
  'proxy-pac-url',
  'ignore-certificate-errors',
] as const;

/** `EX_CONFIG` of sysexits.h: started with a configuration that is refused. */
const EXIT_REFUSED = 78;

/**
 * Ends an installed app that was started with a debug switch, before it opens anything.
 * A checkout, and a package built for tests (which carries a marker file), may be debugged.
 */
export function refuseDebugSwitches(): void {
  if (!app.isPackaged || existsSync(join(process.resourcesPath, 'test-build'))) return;
  const refused = REFUSED_SWITCHES.find((name) => app.commandLine.hasSwitch(name));
  if (refused === undefined) return;
  app.commandLine.removeSwitch(refused);
  process.stderr.write(`berth: --${refused} is not allowed in an installed app\n`);
  process.exit(EXIT_REFUSED);
}
