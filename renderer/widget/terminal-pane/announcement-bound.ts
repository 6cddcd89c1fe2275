/** More than anybody listens to, five minutes of it, before a key is pressed. */
const MAX_CHARACTERS = 4_000;
const CUT_NOTE = ' Too much output to announce.';

/**
 * Bounds what is read aloud of a flood. The terminal adds to its announcements once a second and stops after 20
 * lines; a line without an end it would add to for good. They begin anew when a key empties them. Dispose it.
 */
export class AnnouncementBound {
  readonly #observer = new MutationObserver(() => this.#cut());
  #region: Element | undefined;
  #isCut = false;

  /** Looks for the announcements of a terminal, which are there while text for screen readers is on. */
  watch(host: Element): void {
    const region = host.querySelector('.live-region') ?? undefined;
    if (region === this.#region) return;
    this.#observer.disconnect();
    this.#region = region;
    if (region !== undefined) this.#observer.observe(region, { childList: true });
  }

  dispose(): void {
    this.#observer.disconnect();
  }

  #cut(): void {
    const region = this.#region;
    const text = region?.textContent ?? '';
    if (region === undefined) return;
    if (text.length <= MAX_CHARACTERS) {
      if (this.#isCut) region.ariaLive = 'assertive';
      this.#isCut = false;
      return;
    }
    // What was said once is not said again with every addition.
    if (this.#isCut) region.ariaLive = 'off';
    this.#isCut = true;
    region.textContent = text.slice(0, MAX_CHARACTERS) + CUT_NOTE;
    this.#observer.takeRecords();
  }
}
