import type { RawContact, Reject } from './format.ts';

/** A contact as the API takes it. */
export interface JsonContact {
  readonly numbers: readonly string[];
  readonly name?: string | undefined;
  readonly priority?: number | undefined;
  readonly agent?: string | null | undefined;
  readonly dueAt?: number | undefined;
  readonly timeZone?: string | null | undefined;
  readonly region?: string | null | undefined;
  readonly note?: string | undefined;
  readonly data?: Readonly<Record<string, string>> | undefined;
  /** Where it stood in the client's own file. */
  readonly line?: number | undefined;
}

export function rawOf(contact: JsonContact, line: number): RawContact {
  const { numbers, name, priority, agent, dueAt, timeZone, region, note, data } = contact;
  return {
    line: contact.line ?? line,
    numbers: numbers.map((text) => ({ column: 'numbers', text })),
    name: name ?? '',
    priority: priority === undefined ? '' : String(priority),
    agent: agent ?? '',
    dueAt: dueAt === undefined ? '' : String(dueAt),
    timeZone: timeZone ?? '',
    region: region ?? '',
    note: note ?? '',
    data: data ?? {},
  };
}

/** One line of a file that this program has written of checked contacts. */
export function rawOfJson(text: string, line: number): RawContact | Reject {
  try {
    return rawOf(JSON.parse(text) as JsonContact, line);
  } catch {
    return {
      line,
      column: '',
      rule: 'not-json',
      value: text.slice(0, 200),
      detail: 'is not a contact in JSON',
    };
  }
}
