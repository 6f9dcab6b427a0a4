import { CordboardError } from '../../../src/base/errors.ts';
import type { DirectoryStore } from '../../../src/control/directories.ts';
import type { DirectoryEntry } from '../../../src/office/directory/entry.ts';
import { keyOf, type DirectoryName } from '../../../src/office/directory/shelf.ts';

/** The store's shape without a file, and failures on request. */
export class MemoryDirectories implements DirectoryStore {
  readonly rows = new Map<string, DirectoryName & { syncedAt: number; entries: readonly DirectoryEntry[] }>();
  replaced = 0;
  isFull = false;

  list() {
    return [...this.rows.values()];
  }

  entries(name: DirectoryName) {
    return this.rows.get(keyOf(name))?.entries ?? [];
  }

  replace(name: DirectoryName, entries: readonly DirectoryEntry[], syncedAt: number): void {
    if (this.isFull) throw new CordboardError('ledger-full', 'no space is left');
    this.replaced += 1;
    this.rows.set(keyOf(name), { ...name, entries, syncedAt });
  }

  touch(name: DirectoryName, syncedAt: number): void {
    const row = this.rows.get(keyOf(name));
    if (row !== undefined) row.syncedAt = syncedAt;
  }

  remove(name: DirectoryName): void {
    this.rows.delete(keyOf(name));
  }
}
