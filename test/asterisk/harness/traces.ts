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

/** Looks after each change of the board whether an agent is free while a call waits for him; says so at the end. */
export function watchIdleness({ app }: TestOffice): () => string[] {
  const { exchange } = app;
  const seen: string[] = [];
  const end = exchange.listen(() => {
    const { state } = exchange;
    for (const agent of state.freeAgents) {
      for (const queue of state.queuesOfAgent.get(agent) ?? []) {
        const unserved = (state.waiting.get(queue)?.calls() ?? []).filter((id) => {
          const phase = state.calls.get(id)?.phase;
          return phase?.name === 'waiting' && phase.offers.length === 0;
        });
        if (unserved.length > 0) seen.push(`${agent} is free while ${unserved.join(', ')} waits in ${queue}`);
      }
    }
  });
  return () => {
    end();
    return seen;
  };
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
