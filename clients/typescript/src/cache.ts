/** An answer that the server may say is unchanged. */
export interface Kept {
  readonly tag: string;
  readonly text: string;
}

/** The answers that were asked for last, by address. */
export class Cache {
  readonly #kept = new Map<string, Kept>();
  readonly #room: number;

  constructor(room: number) {
    this.#room = room;
  }

  get(address: string): Kept | undefined {
    const kept = this.#kept.get(address);
    if (kept) this.set(address, kept);
    return kept;
  }

  set(address: string, kept: Kept): void {
    // A map gives its keys in the order in which they were added, so the first is the one not asked for longest.
    this.#kept.delete(address);
    this.#kept.set(address, kept);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#room) break;
      this.#kept.delete(oldest);
    }
  }
}
