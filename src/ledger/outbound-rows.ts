import type { Changes } from '../board/changes.ts';
import type { OutboundChange } from '../board/outbound/changes.ts';
import type { Attempts } from './attempts.ts';
import { ContactResults } from './contact-results.ts';
import type { Database } from './database.ts';
import type { DoNotCallList } from './do-not-call.ts';

type Of<Kind extends OutboundChange['kind']> = Extract<OutboundChange, { kind: Kind }>;

/**
 * What facts change of rows that people and uploads write as well: of contacts, the do-not-call list, refusals and
 * dispositions. Each fact is applied once, in its order; nothing of this can be derived from the journal alone.
 */
export class OutboundRows {
  readonly #attempts: Attempts;
  readonly #doNotCall: DoNotCallList;
  readonly #hold;
  readonly #release;
  readonly #results;
  readonly #markRefused;
  readonly #refuse;
  readonly #dispose;
  readonly #remind;

  constructor(db: Database, attempts: Attempts, doNotCall: DoNotCallList) {
    this.#attempts = attempts;
    this.#doNotCall = doNotCall;
    this.#hold = db.prepare<[number]>("UPDATE contact SET state = 'held' WHERE id = ?");
    this.#release = db.prepare<[number]>("UPDATE contact SET state = 'open' WHERE id = ? AND state = 'held'");
    this.#results = new ContactResults(db);
    this.#markRefused = db.prepare<[string | null, number]>('UPDATE contact SET refused = ? WHERE id = ?');
    this.#refuse = db.prepare<
      [number, string, number | null, string, string | null, string, string, number | null]
    >(
      `INSERT INTO refusal (at, campaign, contact, number, agent, reason, detail, until_when)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#remind = db.prepare<[number, number]>('UPDATE contact SET reminded = ? WHERE id = ?');
    this.#dispose = db.prepare<
      [
        string,
        string,
        number | null,
        string | null,
        string | null,
        number,
        string,
        string,
        string,
        string,
        string | null,
      ]
    >(
      `INSERT INTO disposition (call, campaign, contact, agent, said_by, said_at, path, action, note, data, schedule)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
  }

  write({ attempts, outbound }: Changes): void {
    for (const row of attempts) {
      this.#attempts.add(row);
      if (row.contact !== null) this.#markRefused.run(null, row.contact);
    }
    for (const change of outbound) this.#apply(change);
  }

  #apply(change: OutboundChange): void {
    switch (change.kind) {
      case 'contacts.held':
        for (const { id } of change.contacts) this.#hold.run(id);
        return;
      case 'contacts.released':
        for (const id of change.contacts) this.#release.run(id);
        return;
      case 'contact.settled':
        return this.#results.write(change.contact, change.result, change.at, 'held');
      case 'contact.refused':
        return this.#refused(change);
      case 'contact.disposed':
        return this.#disposed(change);
      case 'contact.reminded':
        this.#remind.run(change.dueAt, change.contact);
        return;
      case 'number.barred': {
        const { pattern, campaign, source, by, at, until } = change;
        this.#doNotCall.put({
          pattern,
          campaign,
          source,
          addedBy: by,
          addedAt: at,
          expiresAt: until,
          note: '',
        });
      }
    }
  }

  #refused({ at, campaign, contact, number, agent, reason, detail, until }: Of<'contact.refused'>): void {
    this.#refuse.run(at, campaign, contact, number, agent, reason, detail, until);
    if (contact !== null) this.#markRefused.run(reason, contact);
  }

  #disposed({ call, campaign, contact, agent, by, at, disposition }: Of<'contact.disposed'>): void {
    const { path, action, note, data, schedule } = disposition;
    const again = schedule === null ? null : JSON.stringify(schedule);
    this.#dispose.run(
      call,
      campaign,
      contact,
      agent,
      by,
      at,
      path,
      action,
      note,
      JSON.stringify(data),
      again,
    );
  }
}
