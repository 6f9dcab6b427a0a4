import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Call } from '../phone/call.ts';
import type { Trunk } from '../phone/trunk.ts';
import { CallingOffice, hearEachOther, tones } from './harness/calling-office.ts';

const queueOf = (id: string, callback: object) => ({
  id,
  name: id,
  members: ['anna'],
  ring: '5s',
  wrapUp: '0s',
  rest: '1s',
  exits: [{ digits: '5', callback: 'true' }],
  callback: { ring: '10s', ...callback },
});

describe('a caller who would rather be called back', () => {
  let office: CallingOffice;
  beforeAll(async () => {
    office = await CallingOffice.start({
      queues: [
        queueOf('agent-first', { first: 'agent' }),
        queueOf('customer-first', { first: 'customer', pressOne: 'true' }),
      ],
      numbers: [
        { number: '700', queue: 'agent-first' },
        { number: '701', queue: 'customer-first' },
      ],
    });
  });
  afterEach(() => office.house.goHome());
  afterAll(async () => {
    await office?.stop();
  });

  /** Calls, presses the key, confirms his number, and is hung up on. */
  async function asks(trunk: Trunk, number: string, dialled: string): Promise<void> {
    const call = trunk.call(dialled, { callerNumber: number });
    await call.answered();
    await call.hearsMusic();
    await call.sendDtmf('5');
    await said('callback.asked');
    await call.sendDtmf('1');
    await said('callback.wanted');
    await call.ended();
    expect(call.endedBy).toBe('remote');
  }

  const waiting = () =>
    [...office.house.app.exchange.state.calls.values()].filter(({ phase }) => phase.name === 'waiting');

  /** The dialogue with the one caller who waits has come to this. */
  function said(what: 'callback.asked' | 'callback.wanted'): Promise<void> {
    return office.house.until(what, () =>
      waiting().some(({ phase }) => {
        if (phase.name !== 'waiting') return false;
        return what === 'callback.asked' ? phase.dialogue !== null : phase.callback !== null;
      }),
    );
  }

  async function talk(customer: Call, annas: Call): Promise<void> {
    customer.sendTone(tones.outside);
    annas.sendTone(tones['1001']);
    await hearEachOther({ outside: customer, '1001': annas });
    await annas.hangup();
    await customer.ended();
    await office.house.until('the call to be over', () => office.house.app.exchange.state.calls.size === 0);
  }

  test('C45, agent first: keeps his place without the line, and talks when his agent is there', async () => {
    const [anna, trunk] = await Promise.all([office.phone('1001'), office.trunk()]);
    await asks(trunk, '0311', '700');
    await office.ready('anna');
    const annas = await anna.nextCall();
    expect(annas.displayed.at(-1)).toMatchObject({ number: '0311' });
    const called = trunk.nextCall({ to: '311' });
    await annas.answer();
    const customer = await called;
    await customer.answer();
    await talk(customer, annas);
  });

  test('C22, customer first: a person presses 1, and the agent is rung for one who is there', async () => {
    const [anna, trunk] = await Promise.all([office.phone('1001'), office.trunk()]);
    await asks(trunk, '0312', '701');
    const called = trunk.nextCall({ to: '312' });
    await office.ready('anna');
    const customer = await called;
    await customer.answer();
    await customer.sendDtmf('1');
    const annas = await anna.nextCall();
    await annas.answer();
    await talk(customer, annas);
  });
});
