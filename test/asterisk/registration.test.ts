import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AgentId } from '../../src/board/ids.ts';
import { TestOffice } from './harness/office.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await TestOffice.start();
});
afterAll(async () => {
  await office?.stop();
});

test('G15: a phone that is no longer registered makes its agent not ready, and ready when it is back', async () => {
  const { exchange } = office.app;
  const anna = 'anna' as AgentId;
  const presence = () => exchange.state.agents.get(anna)?.presence;
  const isUnreachable = (): boolean => {
    const is = presence();
    return is?.name === 'not-ready' && is.reason === 'unreachable';
  };
  await exchange.command({ name: 'sign-in', agent: anna });
  await exchange.command({ name: 'ready', agent: anna });
  const call = (await office.trunk()).call('700');
  await office.until('a caller to find out that nobody is there', isUnreachable);
  await call.hangup();
  const phone = await office.phone('1001');
  await office.until('anna to be ready again', () => presence()?.name === 'ready');
  const { nextCall } = exchange.state;
  await phone.unregister();
  await office.until('anna to be unreachable', isUnreachable);
  // No other caller had to find it out.
  expect(exchange.state.nextCall).toBe(nextCall);
});
