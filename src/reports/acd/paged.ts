/** So many rows are read at once: some milliseconds' worth. */
export const pageLength = 500;

/** All rows, page by page; others have their turn between two. */
export async function* paged<Row>(read: (last: Row | null) => readonly Row[]): AsyncGenerator<Row, void> {
  for (let last: Row | null = null; ; ) {
    const page: readonly Row[] = read(last);
    yield* page;
    if (page.length < pageLength) return;
    last = page.at(-1) ?? null;
    // oxlint-disable-next-line no-await-in-loop
    await others();
  }
}

/** Lets calls have their turn. What has happened by then is stored when this resolves. */
export function others(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
