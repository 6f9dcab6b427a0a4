import type { CampaignId, ContactId } from '../board/ids.ts';
import type { ContactList, DuplicateScope, NewContact } from '../board/outbound/stored.ts';
import type { Database } from './database.ts';
import type { DoNotCallList } from './do-not-call.ts';
import type { Added, AddingRules } from './lists.ts';

/** Puts contacts into lists, or says why not. */
export class NewContacts {
  readonly #put;
  readonly #putNumber;
  readonly #index;
  readonly #twin;
  readonly #doNotCall: DoNotCallList;

  constructor(db: Database, doNotCall: DoNotCallList) {
    this.#doNotCall = doNotCall;
    this.#put = db.prepare<
      [number, string, string, number, number, string, string | null, string, string, number, number],
      { readonly id: ContactId }
    >(
      `INSERT INTO contact (list, campaign, name, priority, state, due_at, kind, agent, note, data, created_at, changed_at)
       VALUES (?, ?, ?, ?, 'open', ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
    );
    this.#putNumber = db.prepare<[number, number, string, string, string | null]>(
      'INSERT INTO contact_number (contact, position, number, zones, region) VALUES (?, ?, ?, ?, ?)',
    );
    this.#index = db.prepare<[string, number]>(
      'INSERT INTO number_contact (number, contact) VALUES (?, ?) ON CONFLICT DO NOTHING',
    );
    this.#twin = db.prepare<
      [string, string, number, DuplicateScope],
      { readonly contact: ContactId; readonly list: string }
    >(
      `WITH want (number, campaign, list, scope) AS (VALUES (?, ?, ?, ?))
       SELECT contact.id AS contact, list.name AS list
       FROM want JOIN number_contact ON number_contact.number = want.number
         JOIN contact ON contact.id = number_contact.contact JOIN list ON list.id = contact.list
       WHERE list.state = 'ready' AND contact.state <> 'removed' AND CASE want.scope
         WHEN 'list' THEN contact.list = want.list
         WHEN 'campaign' THEN contact.campaign = want.campaign
         WHEN 'open-only' THEN contact.campaign = want.campaign AND contact.state IN ('open', 'held')
         ELSE 1 END LIMIT 1`,
    );
  }

  add(list: ContactList, { duplicates, at }: AddingRules, contact: NewContact, isIndexed: boolean): Added {
    const refused = this.#whyNot(list, duplicates, contact, at);
    if (refused !== null) return refused;
    const { name, priority, dueAt, kind, agent, note, data, numbers } = contact;
    const row = this.#put.get(
      list.id,
      list.campaign,
      name,
      priority,
      dueAt,
      kind,
      agent,
      note,
      JSON.stringify(data),
      at,
      at,
    );
    // RETURNING gives a row, or the statement throws.
    if (row === undefined) throw new Error('a contact was not stored');
    for (const [position, { number, zones, region }] of numbers.entries()) {
      this.#putNumber.run(row.id, position, number, JSON.stringify(zones), region);
      if (isIndexed) this.index(number, row.id);
    }
    return row;
  }

  index(number: string, contact: ContactId): void {
    this.#index.run(number, contact);
  }

  /** One number that is there already, or all of them barred: then nobody could be called. */
  #whyNot(
    list: ContactList,
    duplicates: DuplicateScope,
    { numbers }: NewContact,
    at: number,
  ): Extract<Added, { rule: string }> | null {
    for (const { number } of numbers) {
      const twin =
        duplicates === 'none' ? undefined : this.#twin.get(number, list.campaign, list.id, duplicates);
      if (twin === undefined) continue;
      const detail = `is there already: contact ${twin.contact} of the list ${twin.list}`;
      return { rule: 'duplicate', number, detail };
    }
    const [first] = numbers;
    if (first === undefined || this.#doNotCall.isEmpty) return null;
    const barred = numbers.map(({ number }) => this.#barred(number, list.campaign, at));
    if (barred.includes(null)) return null;
    return {
      rule: 'do-not-call',
      number: first.number,
      detail: `is on the do-not-call list as ${barred[0] ?? ''}`,
    };
  }

  #barred(number: string, campaign: CampaignId, at: number): string | null {
    return this.#doNotCall.find(number, campaign, at)?.pattern ?? null;
  }
}
