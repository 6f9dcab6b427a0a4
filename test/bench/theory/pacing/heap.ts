/** What is to come, earliest first; what was put in earlier comes first at the same moment. */
export class Agenda<Item> {
  readonly #entries: { readonly at: number; readonly order: number; readonly item: Item }[] = [];
  #count = 0;

  get nextAt(): number {
    return this.#entries[0]?.at ?? Infinity;
  }

  add(at: number, item: Item): void {
    const entries = this.#entries;
    const entry = { at, order: this.#count, item };
    this.#count += 1;
    let place = entries.length;
    entries.push(entry);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = entries[parent]!;
      if (above.at < at || (above.at === at && above.order < entry.order)) break;
      entries[place] = above;
      place = parent;
    }
    entries[place] = entry;
  }

  take(): Item | undefined {
    const entries = this.#entries;
    const first = entries[0];
    const last = entries.pop();
    if (first === undefined || last === undefined) return undefined;
    const length = entries.length;
    if (length > 0) {
      let place = 0;
      for (;;) {
        let child = place * 2 + 1;
        if (child >= length) break;
        const right = child + 1;
        if (right < length && before(entries[right]!, entries[child]!)) child = right;
        if (!before(entries[child]!, last)) break;
        entries[place] = entries[child]!;
        place = child;
      }
      entries[place] = last;
    }
    return first.item;
  }
}

function before(a: { at: number; order: number }, b: { at: number; order: number }): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
