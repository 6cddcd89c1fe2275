import { randomInt } from 'node:crypto';
import { toShownName } from './shown-name.ts';

/** Byte strings one after the other; that of number `n` ends where `ends[n]` says and the next begins. */
export interface NameList {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
}

/** One name of a list. */
export function nameBytes({ bytes, ends }: NameList, id: number): Uint8Array {
  return bytes.subarray(id === 0 ? 0 : (ends[id - 1] ?? 0), ends[id] ?? 0);
}

/** The same as a screen may show it. */
export function shownName(names: NameList, id: number): string {
  return toShownName(nameBytes(names, id));
}

const FIRST_SLOTS = 1 << 12;
const FNV_PRIME = 0x01000193;

/** Byte strings, each kept once; numbers are given in the order of arrival, from 0. */
export class NameTable {
  // Differs from run to run, so that nobody can write names that all fall into one slot.
  readonly #seed = randomInt(2 ** 31);
  #bytes = new Uint8Array(1 << 16);
  #ends = new Uint32Array(FIRST_SLOTS);
  /** A name's number plus one; 0 for none. Half of it is empty at least. */
  #slots = new Uint32Array(FIRST_SLOTS * 2);
  #hashes = new Uint32Array(FIRST_SLOTS);
  #count = 0;
  #usedBytes = 0;

  /** Of all names together. */
  get usedBytes(): number {
    return this.#usedBytes;
  }

  /** The number of a part of `source`. */
  intern(source: Uint8Array, start: number, end: number): number {
    let hash = this.#seed;
    for (let index = start; index < end; index++) {
      hash = Math.imul(hash ^ (source[index] ?? 0), FNV_PRIME);
    }
    hash = (hash ^ (hash >>> 15)) >>> 0;
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const found = (this.#slots[slot] ?? 0) - 1;
      if (found < 0) return this.#add(slot, hash, source, start, end);
      if (this.#hashes[found] === hash && this.#isEqual(found, source, start, end)) return found;
      slot = (slot + 1) & mask;
    }
  }

  /** All names so far, in arrays of their own that hold nothing else. */
  toList(): NameList {
    return {
      bytes: this.#bytes.slice(0, this.#usedBytes),
      ends: this.#ends.slice(0, this.#count),
    };
  }

  #isEqual(id: number, source: Uint8Array, start: number, end: number): boolean {
    const own = id === 0 ? 0 : (this.#ends[id - 1] ?? 0);
    if ((this.#ends[id] ?? 0) - own !== end - start) return false;
    const shift = own - start;
    for (let index = start; index < end; index++) {
      if (this.#bytes[index + shift] !== source[index]) return false;
    }
    return true;
  }

  #add(slot: number, hash: number, source: Uint8Array, start: number, end: number): number {
    const id = this.#count++;
    if (id === this.#ends.length) {
      this.#ends = grown(this.#ends, id * 2);
      this.#hashes = grown(this.#hashes, id * 2);
    }
    const neededBytes = this.#usedBytes + end - start;
    if (neededBytes > this.#bytes.length) {
      const wider = new Uint8Array(Math.max(neededBytes, this.#bytes.length * 2));
      wider.set(this.#bytes);
      this.#bytes = wider;
    }
    for (let index = start; index < end; index++) {
      this.#bytes[this.#usedBytes++] = source[index] ?? 0;
    }
    this.#ends[id] = this.#usedBytes;
    this.#hashes[id] = hash;
    this.#slots[slot] = id + 1;
    if (this.#count * 2 > this.#slots.length) this.#widen();
    return id;
  }

  #widen(): void {
    const slots = new Uint32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let id = 0; id < this.#count; id++) {
      let slot = (this.#hashes[id] ?? 0) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id + 1;
    }
    this.#slots = slots;
  }
}

/** The same numbers in a longer array. */
export function grown(numbers: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const wider = new Uint32Array(length);
  wider.set(numbers);
  return wider;
}
