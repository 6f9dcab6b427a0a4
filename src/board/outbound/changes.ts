import type { Fact } from '../fact.ts';

/** Facts that change rows which no live row holds: what the ledger makes of them is told in `ledger/outbound-rows.ts`. */
export type OutboundChange = Extract<
  Fact,
  {
    kind:
      | 'contacts.held'
      | 'contacts.released'
      | 'contact.settled'
      | 'contact.refused'
      | 'contact.disposed'
      | 'contact.reminded'
      | 'number.barred';
  }
>;
