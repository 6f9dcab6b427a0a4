import { describe, expect, it } from 'vitest';
import { Desk } from './desk.ts';

/** Asterisk has forgotten who was to be rung: the board rings again. */
describe('a direct call over a gap of the line', () => {
  it('to a phone goes on ringing', () => {
    const desk = new Desk();
    const call = desk.dials('1101', '1103');
    desk.lineDown();
    desk.lineUp({ channels: [desk.channel('h1', 'ringing', ['number', '1103'])] });
    expect(desk.wanted('ring')).toMatchObject({ leg: 'cbt-1-2', endpoint: 'PJSIP/1103' });
    expect(desk.phase(call)).toBe('reaching');
    desk.picksUp('1103');
    expect(desk.phase(call)).toBe('talking');
  });

  it('to the outside is dialled again', () => {
    const desk = new Desk();
    desk.dials('1101', '0123');
    desk.lineDown();
    desk.lineUp({ channels: [desk.channel('h1', 'ringing', ['number', '0123'])] });
    expect(desk.wanted('ring')).toMatchObject({ leg: 'cbt-1-2', endpoint: 'PJSIP/123@main' });
  });
});
