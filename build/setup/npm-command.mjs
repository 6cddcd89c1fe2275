import { existsSync } from 'node:fs';
import path from 'node:path';
import { runProcess } from './run-process.mjs';

/**
 * Runs npm with this very Node, without a shell, so that a path with a space needs no quoting on any platform.
 * @param {readonly string[]} args
 * @param {import('./run-process.mjs').ProcessOptions} [options]
 */
export const runNpm = (args, options) => {
  const script = npmScript();
  return script === undefined
    ? runProcess('npm', args, options)
    : runProcess(process.execPath, [script, ...args], options);
};

/** npm's own script: the one that runs us, else the one that was installed beside Node. */
const npmScript = () => {
  const nodeFolder = path.dirname(process.execPath);
  return [
    process.env['npm_execpath'],
    path.join(nodeFolder, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    path.join(nodeFolder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ].find((file) => file?.endsWith('npm-cli.js') === true && existsSync(file));
};
