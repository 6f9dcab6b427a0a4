/** The text of a whole file: by its byte order mark, else UTF-8, else what older Windows programs write. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return decodeAs(bytes, null);
}

/** The same bytes in UTF-8 without a mark, when a byte order mark says what they are; else as they are. */
export function withoutMark(bytes: Uint8Array): Uint8Array {
  const [first, second, third] = bytes;
  const marked =
    (first === 0xff && second === 0xfe) ||
    (first === 0xfe && second === 0xff) ||
    (first === 0xef && second === 0xbb && third === 0xbf);
  return marked ? Buffer.from(decodeText(bytes)) : bytes;
}

/** Bytes in a character set by its name; a name that nobody knows, or null, counts as none. */
export function decodeAs(bytes: Uint8Array, charset: string | null): string {
  for (const [label, fatal] of [
    [charset ?? 'utf-8', charset === null],
    ['utf-8', true],
  ] as const) {
    try {
      return new TextDecoder(label, { fatal }).decode(bytes);
    } catch {
      // Not that one.
    }
  }
  return new TextDecoder('windows-1252').decode(bytes);
}
