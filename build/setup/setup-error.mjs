/** A set-up step that cannot be done here: its message is the whole explanation, no stack is shown. */
export class SetupError extends Error {
  /**
   * @param {string} message what is missing, in one plain sentence
   * @param {string} [nextStep] the one line the person can run or read next
   */
  constructor(message, nextStep) {
    super(nextStep === undefined ? message : `${message}\n  ${nextStep}`);
    this.name = 'SetupError';
  }
}
