// Must be the first module that runs: libraries read these once, when they load. With DEBUG set, an
// engine client would print registry passwords to standard error.
for (const name of ['DEBUG', 'NODE_DEBUG', 'NODE_DEBUG_NATIVE', 'ELECTRON_ENABLE_LOGGING']) {
  delete process.env[name];
}
