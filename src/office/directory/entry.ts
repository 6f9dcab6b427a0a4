export const numberTypes = ['work', 'home', 'mobile', 'ip'] as const;
export type NumberType = (typeof numberTypes)[number];

/** One number of somebody, as its source has it. Who has three numbers has three entries. */
export interface DirectoryEntry {
  /** As given: `01 60 12 77 64`. What is searched is made of it by the office's dialling rules. */
  readonly number: string;
  readonly name: string;
  readonly numberType: NumberType | null;
  readonly company: string | null;
}

/** What could not become an entry. It never quotes the source. */
export interface Rejection {
  /** `line 7`, or the distinguished name of an LDAP entry. */
  readonly where: string;
  readonly reason: string;
}

/** What a source held. */
export interface Reading {
  readonly entries: readonly DirectoryEntry[];
  /** The first of them; `rejectedCount` tells how many there were. */
  readonly rejected: readonly Rejection[];
  readonly rejectedCount: number;
}

const typeOfWord: Readonly<Record<string, NumberType>> = {
  work: 'work',
  business: 'work',
  office: 'work',
  bureau: 'work',
  home: 'home',
  private: 'home',
  privat: 'home',
  domicile: 'home',
  mobile: 'mobile',
  cell: 'mobile',
  mobil: 'mobile',
  ip: 'ip',
  sip: 'ip',
  voip: 'ip',
};

/** What the words of a source say about a number: a mobile phone of the office is a mobile phone. */
export function numberTypeOf(words: readonly string[]): NumberType | null {
  const types = words.map((word) => typeOfWord[word.trim().toLowerCase()]);
  return (['ip', 'mobile', 'work', 'home'] as const).find((type) => types.includes(type)) ?? null;
}
