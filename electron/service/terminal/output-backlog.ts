import type { PlainOutput } from './plain-output.ts';

/** Plain output that waits to be drawn. What has scrolled away before anybody could see it need not be drawn at all. */
export class OutputBacklog {
  readonly #pieces: PlainOutput[] = [];
  #first = 0;
  #sizeBytes = 0;
  #lineFeeds = 0;
  #droppedBytes = 0;

  /** What was dropped so far, unseen. */
  get droppedBytes(): number {
    return this.#droppedBytes;
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  push(piece: PlainOutput): void {
    this.#pieces.push(piece);
    this.#sizeBytes += piece.bytes.byteLength;
    this.#lineFeeds += piece.lineFeeds;
  }

  /** Everything in order, taken out. */
  takeAll(): readonly Uint8Array[] {
    const pieces = this.#pieces.slice(this.#first).map(({ bytes }) => bytes);
    this.#pieces.length = 0;
    this.#first = 0;
    this.#sizeBytes = 0;
    this.#lineFeeds = 0;
    return pieces;
  }

  /** The oldest pieces, together at most so long where there is more than one, taken out; undefined where there is none. */
  take(maxBytes: number): Uint8Array | undefined {
    const taken: Uint8Array[] = [];
    let sizeBytes = 0;
    for (;;) {
      const first = this.#pieces[this.#first];
      if (first === undefined) break;
      sizeBytes += first.bytes.byteLength;
      if (taken.length > 0 && sizeBytes > maxBytes) break;
      taken.push(first.bytes);
      this.#drop(first);
    }
    this.#compact();
    return taken.length > 1 ? new Uint8Array(Buffer.concat(taken)) : taken[0];
  }

  /**
   * Takes out from its beginning what scrolls away behind so many lines, and returns what remains of it: the
   * colours that it leaves set. On a terminal that scrolls as a whole and keeps fewer lines, these and the rest draw
   * the same as all of it.
   */
  dropScrolledAway(keptLines: number): Uint8Array {
    const cutAt = this.#cutAt(keptLines);
    let styles: Uint8Array[] = [];
    while (this.#first < cutAt) {
      const first = this.#pieces[this.#first];
      if (first === undefined) break;
      if (first.isReset) styles = [];
      if (first.styles.byteLength > 0) styles.push(first.styles);
      this.#droppedBytes += first.bytes.byteLength;
      this.#drop(first);
    }
    this.#compact();
    return new Uint8Array(Buffer.concat(styles));
  }

  /** The last piece with so many lines from its first carriage return on; what it has before that goes with them. */
  #cutAt(keptLines: number): number {
    let cutAt = this.#first;
    let lineFeeds = this.#lineFeeds;
    for (let at = this.#first; at < this.#pieces.length; at += 1) {
      const piece = this.#pieces[at];
      if (piece === undefined || lineFeeds < keptLines) break;
      lineFeeds -= piece.lineFeeds;
      const { sureLineFeeds } = piece;
      if (sureLineFeeds !== undefined && lineFeeds + sureLineFeeds >= keptLines) cutAt = at;
    }
    return cutAt;
  }

  #drop({ bytes, lineFeeds }: PlainOutput): void {
    this.#sizeBytes -= bytes.byteLength;
    this.#lineFeeds -= lineFeeds;
    this.#first += 1;
  }

  /** Now and then, as moving the rest for every piece would cost more than all else. */
  #compact(): void {
    if (this.#first <= this.#pieces.length / 2) return;
    this.#pieces.splice(0, this.#first);
    this.#first = 0;
  }
}
