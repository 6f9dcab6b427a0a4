import type { PartyInfo } from '../words.ts';

/** `userID` is null when only directories are asked that everybody may see. */
export interface DirectorySearch {
  readonly userID: string | null;
  readonly text: string;
  readonly limit: number | null;
}

export interface Directories {
  /** What is known of a number; shown with the calls of the device. */
  describe(number: string): PartyInfo | null;
  /**
   * Without regard to case: the names that begin with the text; if there are none, those that have it after a space;
   * if there are none either, those of the company of that name. Ordered by name.
   */
  searchName(search: DirectorySearch): Promise<readonly PartyInfo[]>;
  /** Whose number it is, written as it stands in the directory. */
  searchNumber(search: DirectorySearch): Promise<readonly PartyInfo[]>;
  /** Puts these parties in the place of all that the user's directory had; makes it if need be. */
  replaceUserDirectory(directory: {
    readonly userID: string;
    readonly directoryName: string;
    readonly parties: readonly PartyInfo[];
  }): Promise<void>;
  /** Synchronises a directory of the house's configuration. */
  synchronise(directoryName: string): Promise<void>;
}
