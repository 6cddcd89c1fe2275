import type { RecipeProgress } from './local-recipe.ts';

/** Reads the progress of a build out of apt's and dpkg's lines, which they write in plain C locale. */
export class BuildProgress {
  readonly #plansExpected: number;
  #plannedCount = 0;
  #planCount = 0;
  #fetchedCount = 0;
  #unpackedCount = 0;
  #configuredCount = 0;
  #detail = 'Reading the package lists';

  /** How often the tool asks apt for a plan: only the last one covers everything. */
  constructor(plansExpected: 1 | 2) {
    this.#plansExpected = plansExpected;
  }

  /** Takes one line; answers the new state when the line told something. */
  read(line: string): RecipeProgress | undefined {
    const planned = /(\d+) newly installed/.exec(line)?.[1];
    if (planned !== undefined) {
      this.#plannedCount += Number(planned);
      this.#planCount += 1;
      // The lists that were fetched before the first plan are no packages.
      if (this.#planCount === 1) this.#fetchedCount = 0;
    } else if (line.startsWith('Get:')) {
      this.#fetchedCount += 1;
      if (this.#planCount > 0) this.#detail = this.#count('Fetching', this.#fetchedCount);
    } else if (line.startsWith('Unpacking ')) {
      this.#unpackedCount += 1;
      this.#detail = this.#count('Unpacking', this.#unpackedCount);
    } else if (line.startsWith('Setting up ')) {
      this.#configuredCount += 1;
      this.#detail = this.#count('Setting up', this.#configuredCount);
    } else if (/^I: (?:Retrieving|Extracting|Unpacking|Configuring) /.test(line)) {
      // debootstrap's own words for the base system; it does not say how much there is.
      this.#detail = line.slice('I: '.length);
    } else if (line.startsWith('I: creating tarball')) {
      this.#detail = 'Handing the image to the engine';
    } else {
      return undefined;
    }
    return this.state();
  }

  /**
   * The share is of package steps (each package is fetched, unpacked and set up). It is unknown
   * until the last plan: the first of two covers only the base system.
   */
  state(): RecipeProgress {
    const done = this.#fetchedCount + this.#unpackedCount + this.#configuredCount;
    const isKnown = this.#planCount >= this.#plansExpected && this.#plannedCount > 0;
    const donePct = isKnown ? Math.min(100, (100 * done) / (3 * this.#plannedCount)) : undefined;
    return { detail: this.#detail, donePct };
  }

  #count(verb: string, count: number): string {
    return this.#planCount >= this.#plansExpected
      ? `${verb} packages: ${Math.min(count, this.#plannedCount)} of ${this.#plannedCount}`
      : `${verb} the base system: ${Math.min(count, this.#plannedCount)} of ${this.#plannedCount}`;
  }
}
