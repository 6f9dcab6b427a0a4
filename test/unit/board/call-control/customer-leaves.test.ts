import { describe, expect, it } from 'vitest';
import { anna, Desk } from './desk.ts';

/** The customer hangs up in a conference of anna and an expert: what is left is no call of the queue any more. */
function leftAlone(): { desk: Desk; call: ReturnType<Desk['customer']> } {
  const desk = new Desk();
  const call = desk.customer();
  desk.consults('1101', '1103');
  desk.asks('1101', { name: 'conference-call' });
  desk.goes('c1');
  return { desk, call };
}

describe('after the customer has left a conference', () => {
  it('the others go on talking', () => {
    const { desk, call } = leftAlone();
    expect(desk.phase(call)).toBe('talking');
    expect(desk.now('1101')).toMatch('connected 1103');
  });

  it.each([
    ['hangs up', 16],
    ['loses his phone', 44],
  ])('the agent is nobody who waits in the queue when the expert %s, and has wrap-up', (_, cause) => {
    const { desk, call } = leftAlone();
    desk.goes('cbt-2-1', cause);
    expect(desk.phase(call)).toBe('ended');
    expect(desk.agent(anna).work).toMatchObject({ name: 'wrap-up', queue: 'support' });
  });
});
