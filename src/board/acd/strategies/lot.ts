/** A number from 0 to below 1 that is the same for the same words: chance without a die, so that every pick can be repeated. */
export function lot(...words: readonly (string | number)[]): number {
  // FNV-1a, and the finish of MurmurHash3, which spreads what differs only in its end.
  let hash = 0x811c9dc5;
  for (const letter of words.join('\0')) {
    hash ^= letter.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193);
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return (hash >>> 0) / 2 ** 32;
}
