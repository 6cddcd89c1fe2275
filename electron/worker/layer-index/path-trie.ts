import { grown } from './name-table.ts';

const FIRST_NODES = 1 << 12;

/**
 * Paths as a tree: a node is a number, its parent's number is always lower, 0 is the root. Names are
 * numbers of a table. Nothing is ever taken out.
 */
export class PathTrie {
  #parents = new Uint32Array(FIRST_NODES);
  #names = new Uint32Array(FIRST_NODES);
  /** A node's number; 0, the root's, for none. Half of it is empty at least. */
  #slots = new Uint32Array(FIRST_NODES * 2);
  #count = 1;

  get count(): number {
    return this.#count;
  }

  parentOf(node: number): number {
    return this.#parents[node] ?? 0;
  }

  /** The child of this name, made if it is not there. */
  child(parent: number, name: number): number {
    const mask = this.#slots.length - 1;
    let slot = slotOf(parent, name) & mask;
    for (;;) {
      const node = this.#slots[slot] ?? 0;
      if (node === 0) return this.#add(slot, parent, name);
      if (this.#parents[node] === parent && this.#names[node] === name) return node;
      slot = (slot + 1) & mask;
    }
  }

  /** Both columns, in arrays that hold nothing else. */
  toColumns(): { readonly parents: Uint32Array; readonly names: Uint32Array } {
    return {
      parents: this.#parents.slice(0, this.#count),
      names: this.#names.slice(0, this.#count),
    };
  }

  #add(slot: number, parent: number, name: number): number {
    const node = this.#count++;
    if (node === this.#parents.length) {
      this.#parents = grown(this.#parents, node * 2);
      this.#names = grown(this.#names, node * 2);
    }
    this.#parents[node] = parent;
    this.#names[node] = name;
    this.#slots[slot] = node;
    if (this.#count * 2 > this.#slots.length) this.#widen();
    return node;
  }

  #widen(): void {
    const slots = new Uint32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let node = 1; node < this.#count; node++) {
      let slot = slotOf(this.#parents[node] ?? 0, this.#names[node] ?? 0) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = node;
    }
    this.#slots = slots;
  }
}

/** Spreads pairs of small numbers; the constants are those of well-known integer hashes. */
function slotOf(parent: number, name: number): number {
  let hash = Math.imul(parent, 0x9e3779b1) ^ Math.imul(name, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
