/** Fields of a contact that a column may hold; every other column is data under its own title. */
export const contactFields = [
  'number',
  'name',
  'firstName',
  'lastName',
  'priority',
  'agent',
  'dueAt',
  'timeZone',
  'region',
  'note',
] as const;
export type ContactField = (typeof contactFields)[number];

/** Titles of columns, by what they hold. Numbers come in the order in which they are tried. */
export interface ColumnMap {
  readonly numbers?: readonly string[] | undefined;
  readonly fields?:
    | Partial<Readonly<Record<Exclude<ContactField, 'number'>, string | undefined>>>
    | undefined;
}

/**
 * csv: a line of titles, then a contact a line. ucontact: `campaign;number;par=val:par=val;alt:alt;priority;agentphone`
 * without titles. json: a contact a line, as the API takes them.
 */
export type ImportFormat =
  | { readonly kind: 'csv'; readonly columns: ColumnMap }
  | {
      readonly kind: 'ucontact';
      /** What the first field may say. */
      readonly campaignNames: readonly string[];
      readonly agentsByPhone: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'json' };

/** A contact as somebody has written it, and where. */
export interface RawContact {
  readonly line: number;
  readonly numbers: readonly RawNumber[];
  readonly name: string;
  readonly priority: string;
  readonly agent: string;
  readonly dueAt: string;
  readonly timeZone: string;
  readonly region: string;
  readonly note: string;
  readonly data: Readonly<Record<string, string>>;
}

export interface RawNumber {
  /** Title of the column that it stands in. */
  readonly column: string;
  readonly text: string;
}

/** Why a row is not taken. */
export interface Reject {
  readonly line: number;
  readonly column: string;
  readonly rule: RejectRule;
  /** What stands there. */
  readonly value: string;
  readonly detail: string;
}

export type RejectRule =
  | 'not-a-number'
  | 'no-number'
  | 'not-a-priority'
  | 'not-a-time'
  | 'not-a-time-zone'
  | 'agent-unknown'
  | 'other-campaign'
  | 'too-long'
  | 'too-many-fields'
  | 'not-json'
  | 'duplicate'
  | 'do-not-call';
