import type { ContactResult } from '../board/outbound/contact.ts';
import type { Database } from './database.ts';

/** Writes what has become of a contact: of one that the board gives back, or that was refused before it got there. */
export class ContactResults {
  readonly #contact;
  readonly #number;

  constructor(db: Database) {
    this.#contact = db.prepare<
      [
        string,
        string,
        number,
        number,
        string,
        string | null,
        number,
        number,
        number,
        string,
        number,
        number,
        string,
      ]
    >(
      `UPDATE contact SET state = ?, result = ?, is_success = ?, due_at = ?, kind = ?, agent = ?, priority = ?,
         attempts = ?, next = ?, note = ?, changed_at = ? WHERE id = ? AND state = ?`,
    );
    this.#number = db.prepare<[string, number, number, number, string, number, number]>(
      `UPDATE contact_number SET state = ?, attempts = ?, not_before = ?, locked_until = ?, outcomes = ?
       WHERE contact = ? AND position = ?`,
    );
  }

  /** Nothing is written when the contact's state is not `from`: it has been removed meanwhile. */
  write(contact: number, outcome: ContactResult, at: number, from: 'open' | 'held'): void {
    const { state, result, isSuccess, dueAt, kind, agent, priority, attempts, next, note, numbers } = outcome;
    const values = [agent, priority, attempts, next, note] as const;
    const changed = this.#contact.run(
      state,
      result,
      isSuccess ? 1 : 0,
      dueAt,
      kind,
      ...values,
      at,
      contact,
      from,
    );
    if (changed === 0) return;
    for (const number of numbers) {
      const { index, notBefore, lockedUntil, outcomes } = number;
      const met = JSON.stringify(outcomes);
      this.#number.run(number.state, number.attempts, notBefore, lockedUntil, met, contact, index);
    }
  }
}
