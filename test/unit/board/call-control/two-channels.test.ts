import { describe, expect, it } from 'vitest';
import { Desk, refusal } from './desk.ts';

/** 1102 has put its call with 1101 on hold by its own key and has called 1103 on its second line. */
function secondLine(): Desk {
  const desk = new Desk();
  desk.talk('1101', '1102');
  desk.hears({ name: 'held', channel: desk.leg('1102').id });
  desk.dials('1102', '1103');
  desk.picksUp('1103');
  return desk.forget();
}

describe('a phone with a call on hold and another one up', () => {
  it('is muted in both', () => {
    const desk = secondLine();
    desk.asks('1102', { name: 'mute', on: true });
    expect(desk.facts.filter(({ kind }) => kind === 'leg.muted')).toHaveLength(2);
  });

  it('parks the one that it speaks in', () => {
    const desk = secondLine();
    desk.asks('1102', { name: 'park-call' });
    expect(desk.facts.find(({ kind }) => kind === 'call.parked')).toMatchObject({ call: 'cbt-2' });
  });

  it('takes back by hand what it holds by hand', () => {
    const desk = secondLine();
    expect(refusal(() => desk.asks('1102', { name: 'reconnect-call' }))).toBe('held-by-phone');
  });
});
