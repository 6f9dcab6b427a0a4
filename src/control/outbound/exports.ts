import { setImmediate as breathe } from 'node:timers/promises';
import type { CampaignId, ContactId, ListId } from '../../board/ids.ts';
import type { BarredEntry, StoredContact } from '../../board/outbound/stored.ts';
import { csvLine } from '../../lists/write-csv.ts';
import type { AttemptStore, ContactStore, DoNotCallStore } from './stores.ts';

/** Rows at once: some milliseconds. */
const pageLength = 100;

/** Contacts as a CSV file, by id, with what has become of them. Data is one column of JSON. */
export async function* contactsCsv(
  contacts: Pick<ContactStore, 'find'>,
  filter: { readonly campaign?: CampaignId | undefined; readonly list?: ListId | undefined },
): AsyncGenerator<string, void> {
  yield csvLine([
    'contact',
    'list',
    'name',
    'state',
    'result',
    'success',
    'attempts',
    'priority',
    'due',
    'kind',
    'agent',
    'refused',
    'note',
    'numbers',
    'number states',
    'data',
  ]);
  let after: ContactId | undefined;
  for (;;) {
    const page = contacts.find({ ...filter, after, limit: pageLength });
    if (page.length > 0) yield page.map(contactLine).join('');
    after = page.at(-1)?.id;
    if (page.length < pageLength) return;
    await breathe();
  }
}

function contactLine(contact: StoredContact): string {
  const { id, listName, name, state, result, isSuccess, attempts, priority, dueAt, kind, agent } = contact;
  const { refused, note, numbers, data } = contact;
  return csvLine([
    String(id),
    listName,
    name,
    state,
    result ?? '',
    isSuccess ? 'yes' : 'no',
    String(attempts),
    String(priority),
    new Date(dueAt).toISOString(),
    kind,
    agent ?? '',
    refused ?? '',
    note,
    numbers.map(({ number }) => number).join(' '),
    numbers.map((number) => number.state).join(' '),
    JSON.stringify(data),
  ]);
}

/** Attempts as a CSV file, in the order in which they ended. */
export async function* attemptsCsv(
  attempts: AttemptStore,
  filter: {
    readonly campaign?: CampaignId | undefined;
    readonly from?: number | undefined;
    readonly to?: number | undefined;
  },
): AsyncGenerator<string, void> {
  yield csvLine([
    'call',
    'campaign',
    'contact',
    'number',
    'mode',
    'agent',
    'trunk',
    'caller id',
    'begun',
    'answered',
    'ended',
    'detected',
    'wait ms',
    'outcome',
    'cause',
    'sip',
    'rules',
  ]);
  let after: number | undefined;
  for (;;) {
    const page = attempts.find({ ...filter, after, limit: pageLength });
    if (page.length > 0) yield page.map(attemptLine).join('');
    after = page.at(-1)?.row;
    if (page.length < pageLength) return;
    await breathe();
  }
}

function attemptLine(row: ReturnType<AttemptStore['find']>[number]): string {
  const { call, campaign, contact, number, mode, agent, trunk, callerId, begunAt, answeredAt, endedAt } = row;
  const { detected, waitMs, outcome, cause, sip, verdict } = row;
  const time = (at: number | null) => (at === null ? '' : new Date(at).toISOString());
  return csvLine([
    call,
    campaign,
    contact === null ? '' : String(contact),
    number,
    mode,
    agent ?? '',
    trunk ?? '',
    callerId,
    time(begunAt),
    time(answeredAt),
    time(endedAt),
    detected ?? '',
    waitMs === null ? '' : String(waitMs),
    outcome,
    String(cause),
    sip === null ? '' : String(sip),
    verdict.allowed ? verdict.rules.join(' ') : verdict.reason,
  ]);
}

export async function* doNotCallCsv(store: Pick<DoNotCallStore, 'list'>): AsyncGenerator<string, void> {
  yield csvLine(['number', 'campaign', 'source', 'added by', 'added', 'expires', 'note']);
  let after: BarredEntry | undefined;
  for (;;) {
    const page = store.list({ after, limit: pageLength });
    if (page.length > 0) yield page.map(barredLine).join('');
    after = page.at(-1);
    if (page.length < pageLength) return;
    await breathe();
  }
}

function barredLine({ pattern, campaign, source, addedBy, addedAt, expiresAt, note }: BarredEntry): string {
  const expires = expiresAt === null ? '' : new Date(expiresAt).toISOString();
  return csvLine([
    pattern,
    campaign ?? '',
    source,
    addedBy ?? '',
    new Date(addedAt).toISOString(),
    expires,
    note,
  ]);
}
