import type { ContactId } from '../board/ids.ts';
import type { NewContact } from '../board/outbound/stored.ts';
import type { ImportFormat } from './format.ts';
import type { Numbering } from './numbers.ts';

/** What the thread that reads a file is told. */
export interface ImportJob {
  readonly file: string;
  readonly format: ImportFormat;
  readonly numbering: Numbering;
  readonly timeZone: string | null;
  readonly priority: number;
  readonly dueAt: number;
  /** null: rows may name whoever. */
  readonly agents: readonly string[] | null;
  /** A number that an earlier row of the file has is a duplicate. */
  readonly onceOnly: boolean;
  /** Where rows that are turned down are written: line, column, rule, value, detail. */
  readonly rejectsFile: string;
}

/** What the thread hands over; each is answered before more than a few others follow. */
export type FromThread =
  | {
      readonly kind: 'contacts';
      readonly contacts: readonly NewContact[];
      readonly progress: FileProgress;
    }
  /** All contacts are in: now their numbers, sorted. */
  | {
      readonly kind: 'index';
      readonly numbers: readonly (readonly [string, ContactId])[];
      readonly left: number;
    }
  | { readonly kind: 'done'; readonly progress: FileProgress }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };

export interface FileProgress {
  /** Of the file. */
  readonly bytes: number;
  /** Rows read. */
  readonly rows: number;
  readonly rejected: number;
}

/** What became of each contact of a step: its id, or why not. */
export type ToThread = readonly AddedContact[];
export type AddedContact =
  | { readonly id: ContactId }
  | { readonly rule: 'duplicate' | 'do-not-call'; readonly number: string; readonly detail: string };
