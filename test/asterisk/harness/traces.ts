import { expect, vi } from 'vitest';
import type { HistoryRow } from '../../../src/board/account.ts';
import type { Desk, DeskEvent } from './desk.ts';
import { within } from './desk.ts';
import type { TestOffice } from './office.ts';

/** Resolves when neither the board nor Asterisk has anything left of any call. */
export async function nothingLeft(office: TestOffice): Promise<void> {
  await office.until('the board to be empty', () => office.app.exchange.state.calls.size === 0);
  await vi.waitFor(
    async () =>
      expect({
        channels: await listed(office, 'channels'),
        bridges: await listed(office, 'bridges'),
      }).toEqual({
        channels: [],
        bridges: [],
      }),
    { timeout: 5_000 },
  );
}

async function listed({ app }: TestOffice, what: 'channels' | 'bridges'): Promise<string[]> {
  if (app.asterisk === null) throw new Error('this office has no Asterisk of its own');
  const { url, user, password } = app.asterisk.ari;
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const answer = await within(fetch(`${url}/ari/${what}`, { headers: { authorization } }), `the ${what}`);
  return ((await answer.json()) as { id: string }[]).map(({ id }) => id);
}

/** The arrival of the call from this number, as a supervisor sees it. */
export function arrivalOf(boss: Desk, number: string): Promise<DeskEvent> {
  return boss.first(
    `a call from ${number}`,
    ({ kind, caller }) => kind === 'call.arrived' && (caller as HistoryRow['caller']).number === number,
  );
}

/** What the history says of the one call from this number, when that call is over. */
export async function historyOf(boss: Desk, number: string): Promise<HistoryRow> {
  const { call } = await arrivalOf(boss, number);
  await boss.event('call.ended', { call });
  const { calls } = (await boss.command('history', { number })) as { calls: HistoryRow[] };
  expect(calls).toHaveLength(1);
  return calls[0] as HistoryRow;
}
