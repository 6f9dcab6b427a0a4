import { describe, expect, it } from 'vitest';
import type { Caller, Role } from '../../../../src/control/caller.ts';
import { webhookOperations } from '../../../../src/control/operations/webhooks.ts';
import { wholeCall } from './changes.ts';
import { openLedger } from './ledger-file.ts';
import { openReceiver } from './receiver.ts';
import { rig, settings } from './rig.ts';

async function office() {
  const receiver = await openReceiver();
  const calls = { ended: receiver.url('/end?key=7') };
  const parts = rig(openLedger(), settings({ attempts: 1, calls }));
  const operations = webhookOperations(parts.desk);
  const ask = async (name: string, input: object = {}, role: Role = 'admin') => {
    const operation = operations.find((one) => one.name === name);
    const caller = { user: 'dave', role, session: 'x', expiresAt: null } as Caller;
    return operation?.output.parse(await operation.run(caller, input)) as Record<string, unknown>;
  };
  return { ...parts, receiver, ask };
}

/** One delivery that was given up. */
async function withDeadLetter() {
  const parts = await office();
  parts.source.tell(...wholeCall(1, 1));
  (await parts.receiver.next()).answer(500);
  await parts.settled();
  return parts;
}

describe('the operations', () => {
  it('list endpoints with their health, without the keys in addresses', async () => {
    const { ask, clock, receiver } = await withDeadLetter();
    const address = receiver.url('/end');
    expect(await ask('webhooks', {}, 'supervisor')).toEqual({
      endpoints: [
        {
          endpoint: 'calls',
          isCurrent: true,
          events: [
            {
              kind: 'ended',
              address,
            },
          ],
          pending: 0,
          oldestAt: null,
          dead: 1,
          delivered: 0,
          deliveredAt: null,
          failedAt: clock.now(),
          error: 'answered 500',
        },
      ],
    });
  });

  it('list dead letters, replay them and tell how many', async () => {
    const { ask, receiver, settled, clock } = await withDeadLetter();
    const { deadLetters } = (await ask('dead-letters', { endpoint: 'calls' })) as {
      deadLetters: { id: number }[];
    };
    expect(deadLetters).toEqual([
      {
        id: 1,
        delivery: expect.stringMatching(/^test-3-0-/) as unknown,
        endpoint: 'calls',
        event: 'ended',
        payload: expect.stringContaining('"Unique CallId"') as unknown,
        createdAt: clock.now(),
        deadAt: clock.now(),
        attempts: 1,
        status: 500,
        error: 'answered 500',
      },
    ]);
    expect(await ask('replay-dead-letters', { endpoint: 'calls', id: 1 })).toEqual({ replayed: 1 });
    (await receiver.next()).answer(200);
    expect(await settled()).toMatchObject({ ok: true });
    expect(await ask('dead-letters')).toEqual({ deadLetters: [] });
    expect(await ask('replay-dead-letters', { endpoint: 'calls' })).toEqual({ replayed: 0 });
  });

  it('discard dead letters, and say when there is none of that id', async () => {
    const { ask } = await withDeadLetter();
    expect(await ask('discard-dead-letters', { endpoint: 'calls' })).toEqual({ discarded: 1 });
    await expect(ask('discard-dead-letters', { endpoint: 'calls', id: 1 })).rejects.toMatchObject({
      code: 'dead-letter-unknown',
    });
  });

  it('test an endpoint', async () => {
    const { ask, receiver } = await office();
    const tested = ask('test-webhook', { endpoint: 'calls', event: 'ended' });
    (await receiver.next()).answer(418);
    expect(await tested).toEqual({ event: 'ended', status: 418, error: 'answered 418', latencyMs: 0 });
  });

  it('are for admins, but for the list', async () => {
    const { ask } = await office();
    for (const name of ['dead-letters', 'replay-dead-letters', 'discard-dead-letters', 'test-webhook']) {
      // oxlint-disable-next-line no-await-in-loop
      await expect(ask(name, { endpoint: 'calls' }, 'supervisor')).rejects.toMatchObject({
        code: 'not-permitted',
      });
    }
    await expect(ask('webhooks', {}, 'agent')).rejects.toMatchObject({ code: 'not-permitted' });
  });
});
