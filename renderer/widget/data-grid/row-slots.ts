/** A row's id and the element that draws it. */
export interface SlottedRow {
  readonly id: string;
  readonly slot: number;
}

/**
 * Which element draws which row. A row keeps its element for as long as it is in sight; one that
 * comes into sight takes over the element of one that left. Nothing is then made or thrown away
 * while a long list is scrolled.
 */
export class RowSlots {
  #slotOf = new Map<string, number>();
  #order: readonly number[] = [];

  /**
   * The rows in sight with their elements, in the order in which the document holds them.
   * @param isMoving leaves the elements where they are; at rest they follow the rows' order, which
   *   is the order that they are read out in
   */
  assign(ids: readonly string[], isMoving: boolean): readonly SlottedRow[] {
    const kept = new Set(
      ids.map((id) => this.#slotOf.get(id)).filter((slot) => slot !== undefined),
    );
    const free = this.#order.filter((slot) => !kept.has(slot));
    let newest = Math.max(-1, ...this.#order);
    const rows = ids.map((id) => {
      const slot = this.#slotOf.get(id) ?? free.shift() ?? (newest += 1);
      return { id, slot };
    });
    this.#slotOf = new Map(rows.map(({ id, slot }) => [id, slot]));
    const places = new Map(this.#order.map((slot, place) => [slot, place]));
    const placeOf = ({ slot }: SlottedRow): number => places.get(slot) ?? places.size + slot;
    const ordered = isMoving ? rows.toSorted((a, b) => placeOf(a) - placeOf(b)) : rows;
    this.#order = ordered.map(({ slot }) => slot);
    return ordered;
  }
}
