/**
 * The environment in which an Electron executable is a plain Node: the one the app itself runs on, which
 * strips types and so runs TypeScript files as they are. Whoever starts a window below such a process
 * must take ELECTRON_RUN_AS_NODE out of its environment again.
 * @param {NodeJS.ProcessEnv} [extra]
 * @returns {NodeJS.ProcessEnv}
 */
export const electronNodeEnvironment = (extra = {}) => ({
  ...process.env,
  ...extra,
  ELECTRON_RUN_AS_NODE: '1',
  // A plain Node sees an .asar archive as the file it is, which tests of packages copy and read.
  ELECTRON_NO_ASAR: '1',
});
