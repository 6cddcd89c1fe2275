/** Lets a step wait for whatever happens next to one container. */
export class ContainerEvents {
  readonly #waiting = new Map<string, Set<() => void>>();

  /** Resolves at the next event of this container, or at the next loss of events. */
  next(containerId: string): Promise<void> {
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(containerId) ?? new Set();
      this.#waiting.set(containerId, waiting.add(resolve));
    });
  }

  /** Something happened to this container; without an id, perhaps to any. */
  tell(containerId?: string): void {
    const ids = containerId === undefined ? [...this.#waiting.keys()] : [containerId];
    for (const id of ids) {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      for (const resolve of waiting ?? []) resolve();
    }
  }
}
