/* Answers that were fetched before they were asked for. */

/** Texts by their addresses, those used last, up to a number of letters in all. */
export class Memory {
  #texts = new Map();

  #most;

  #held = 0;

  constructor(most) { this.#most = most; }

  /** The text of an address, or nothing. */
  get(address) {
    const text = this.#texts.get(address);
    if (text !== undefined) {
      this.#texts.delete(address);
      this.#texts.set(address, text);
    }
    return text;
  }

  /** Keep a text. One that would drive out most of the others is not kept. */
  keep(address, text) {
    this.#drop(address);
    if (text.length > this.#most / 2) { return; }
    this.#texts.set(address, text);
    this.#held += text.length;
    while (this.#held > this.#most) { this.#drop(this.#texts.keys().next().value); }
  }

  /** Forget all of them. */
  clear() {
    this.#texts.clear();
    this.#held = 0;
  }

  #drop(address) {
    this.#held -= this.#texts.get(address)?.length ?? 0;
    this.#texts.delete(address);
  }
}
