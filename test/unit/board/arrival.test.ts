import { describe, expect, it } from 'vitest';
import { anna, ben, office, sales, Stage, support } from './stage.ts';
import { entered } from './settings.ts';

describe('an arrival', () => {
  it('is answered with music and waits when nobody is ready', () => {
    const stage = new Stage();
    const call = stage.enters('c1');
    expect(stage.kinds).toEqual(['call.arrived', 'call.queued', 'call.waits']);
    expect(stage.effects).toEqual([{ name: 'hold-caller', channel: 'c1', music: 'calm' }]);
    expect(stage.phase(call)).toBe('waiting');
  });

  it('rings at a ready agent at once, with queue and number on the display', () => {
    const stage = new Stage().ready(anna);
    const call = stage.enters('c1');
    expect(stage.wanted('ring')).toMatchObject({
      endpoint: 'PJSIP/1001',
      display: { name: 'support', number: '0311111' },
      autoAnswer: false,
    });
    expect(stage.offer(call).agent).toBe(anna);
    expect(stage.agent(anna).work.name).toBe('offered');
  });

  it('rings at an agent who becomes ready afterwards', () => {
    const stage = new Stage();
    const call = stage.enters('c1');
    stage.ready(ben);
    expect(stage.offer(call).agent).toBe(ben);
  });

  it('does not ring while the line is down', () => {
    const stage = new Stage().ready(anna);
    stage.lineDown();
    stage.enters('c1');
    expect(stage.kinds).not.toContain('offer.made');
    expect(stage.effects).toEqual([]);
  });

  it('gets the music of its queue when the dialplan chose the queue', () => {
    const stage = new Stage();
    stage.take({ kind: 'line', event: entered('c1', 's', { args: ['queue', 'sales'] }) });
    expect(stage.facts[1]).toMatchObject({ kind: 'call.queued', queue: sales });
    // The dialplan plays the default class, this queue has another.
    expect(stage.effects).toEqual([{ name: 'hold-caller', channel: 'c1', music: 'calm' }]);
  });

  it('needs nothing more when the dialplan plays the right music already', () => {
    const stage = new Stage(office({ music: 'default' }));
    stage.take({ kind: 'line', event: entered('c1', 's', { args: ['queue', 'sales'] }) });
    expect(stage.effects).toEqual([]);
  });

  it('is refused and hung up on when the number leads nowhere', () => {
    const stage = new Stage();
    const call = stage.enters('c1', '555');
    expect(stage.facts[1]).toMatchObject({ end: 'refused', reason: 'nothing is reached by 555' });
    expect(stage.wanted('hang-up').reason).toBe('unallocated');
    expect(stage.turn.changes.history[0]).toMatchObject({ disposition: 'FAILED', end: 'refused' });
    stage.goes('c1');
    expect(stage.phase(call)).toBe('off the board');
  });

  it('counts once, however often it is told', () => {
    const stage = new Stage();
    stage.enters('c1');
    stage.enters('c1');
    expect(stage.facts).toEqual([]);
    expect(stage.board.state.calls.size).toBe(1);
  });

  it('keeps the time that the dialplan held it', () => {
    const stage = new Stage();
    const since = stage.at - 40_000;
    stage.enters('c1', '900', since);
    expect(stage.facts[1]).toMatchObject({ queue: support, enteredAt: since });
    stage.wait(5_000).goes('c1');
    expect(stage.turn.changes.history[0]).toMatchObject({ waitMs: 45_000 });
  });

  it.each([
    ['this very moment', 0],
    ['a clock that is ahead', 500],
    ['a clock that is days behind', -3 * 86_400_000],
    ['no number at all', Number.NaN],
  ])('waits from now on by %s', (_, offset) => {
    const stage = new Stage();
    stage.enters('c1', '900', stage.at + offset);
    expect(stage.facts[1]).toMatchObject({ enteredAt: stage.at });
  });

  it('goes before a later one and after an earlier one that the dialplan held', () => {
    const stage = new Stage(office());
    const late = stage.enters('c1');
    const held = stage.enters('c2', '900', stage.at - 60_000);
    expect(stage.board.state.waiting.get(support)?.calls()).toEqual([held, late]);
  });
});
