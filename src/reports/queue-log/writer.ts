import type { Fact } from '../../board/fact.ts';
import { emptyOffice, type Office } from '../../board/office.ts';
import { Callers } from './callers.ts';
import { none, queueLogLine } from './line.ts';
import { Members } from './members.ts';

/**
 * Makes app_queue's log of the journal, fact by fact, so that programs which read that log can be used. It remembers what
 * it has read: the lines of a time are right when it has read what was before.
 */
export class QueueLogWriter {
  readonly #members: Members;
  readonly #callers = new Callers();

  /** `office` was in force before the first fact. */
  constructor(office: Office = emptyOffice) {
    this.#members = new Members(office);
  }

  take(fact: Fact): string[] {
    if (fact.kind === 'line.up') return [queueLogLine(fact.at, none, none, none, 'QUEUESTART')];
    return [...this.#members.take(fact), ...this.#callers.take(fact)];
  }
}
