/** What a person, a terminal or a service manager sends to end a program. */
const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Hands ending signals on to a child and keeps this process alive to clean up after it. The child must be in
 * a process group of its own (`spawnTied`): otherwise a terminal's Ctrl+C reaches it twice, and Electron
 * takes the second one as an order to die at once.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => void} stops forwarding
 */
export const forwardSignals = (child) => {
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => {
    // On Windows there are no groups to separate: the console has told the child already.
    if (process.platform !== 'win32') child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, forward);
  return () => {
    for (const signal of SIGNALS) process.off(signal, forward);
  };
};
