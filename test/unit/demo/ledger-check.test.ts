import { expect, test } from 'vitest';
import type { CallSeen } from '../../demo/floor.ts';
import { compareWithLedger, type LedgerRow } from '../../demo/ledger-check.ts';
import { seen, talk } from './seen.ts';

const answered = seen({ talk: talk() });
const abandoned = seen();

const answeredRow: LedgerRow = {
  call: 'cbx-1',
  caller: { number: '0555000001' },
  dialled: '700',
  queue: 'support',
  agent: 'anna',
  disposition: 'ANSWERED',
  end: 'completed-by-caller',
};
const abandonedRow: LedgerRow = { ...answeredRow, agent: null, disposition: 'NO ANSWER', end: 'abandoned' };
const who = 'Nadia Petrov (0555000001)';

test.each<[string, CallSeen, LedgerRow]>([
  ['answered', answered, answeredRow],
  ['abandoned', abandoned, abandonedRow],
  [
    'hung up by the agent',
    seen({
      talk: talk({ agentHungUp: true }),
      ended: { at: 9_000, by: 'far end', sipStatus: null },
    }),
    { ...answeredRow, end: 'completed-by-agent' },
  ],
  [
    'refused',
    seen({ acceptedAt: null, ended: { at: 30, by: 'far end', sipStatus: 503 } }),
    { ...abandonedRow, queue: null, disposition: 'FAILED', end: 'refused' },
  ],
])('%s alike', (_name, call, row) => {
  expect(compareWithLedger([call], [row])).toEqual([]);
});

test.each<[string, CallSeen, LedgerRow[], string[]]>([
  ['a call that is missing', answered, [], [`${who}: the ledger has no such call`]],
  [
    'a call that stands there twice',
    answered,
    [answeredRow, { ...answeredRow, call: 'cbx-2' }],
    [`${who}: the ledger has 2 calls: cbx-1, cbx-2`],
  ],
  [
    'a call of somebody who never called',
    answered,
    [answeredRow, { ...abandonedRow, call: 'cbx-2', caller: { number: '0555000002' } }],
    ['cbx-2: the ledger has a call of 0555000002, who never called'],
  ],
  [
    'another agent',
    answered,
    [{ ...answeredRow, agent: 'ben' }],
    [`${who}: agent is anna for the phones, ben for the ledger (cbx-1)`],
  ],
  [
    'another queue',
    abandoned,
    [{ ...abandonedRow, queue: 'sales' }],
    [`${who}: queue is support for the phones, sales for the ledger (cbx-1)`],
  ],
  [
    'another number',
    abandoned,
    [{ ...abandonedRow, dialled: '701' }],
    [`${who}: dialled is 700 for the phones, 701 for the ledger (cbx-1)`],
  ],
  [
    'another who hung up',
    answered,
    [{ ...answeredRow, end: 'completed-by-agent' }],
    [`${who}: end is completed-by-caller for the phones, completed-by-agent for the ledger (cbx-1)`],
  ],
  [
    'a talk that the ledger does not know',
    answered,
    [abandonedRow],
    [
      `${who}: agent is anna for the phones, none for the ledger (cbx-1)`,
      `${who}: disposition is ANSWERED for the phones, NO ANSWER for the ledger (cbx-1)`,
      `${who}: end is completed-by-caller for the phones, abandoned for the ledger (cbx-1)`,
    ],
  ],
  [
    'a talk that the phones do not know',
    abandoned,
    [answeredRow],
    [
      `${who}: agent is none for the phones, anna for the ledger (cbx-1)`,
      `${who}: disposition is NO ANSWER for the phones, ANSWERED for the ledger (cbx-1)`,
      `${who}: end is abandoned for the phones, completed-by-caller for the ledger (cbx-1)`,
    ],
  ],
])('finds %s', (_name, call, rows, differences) => {
  expect(compareWithLedger([call], rows)).toEqual(differences);
});
