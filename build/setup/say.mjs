/**
 * Prints one plain line about what a set-up step does.
 * It goes to stderr because stdout belongs to the result (`bench -- --json` prints JSON and nothing else).
 * @param {string} line
 */
export const say = (line) => {
  process.stderr.write(`berth: ${line}\n`);
};
