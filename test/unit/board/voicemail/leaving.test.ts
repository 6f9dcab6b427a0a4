import { describe, expect, it } from 'vitest';
import { BoxStage, boxOffice, phone } from './box.ts';
import { leg } from '../stage.ts';
import { phoneOf } from '../settings.ts';

describe('a caller leaves a message', () => {
  it('is answered, hears the prompt, speaks after it, and his hang-up ends it', () => {
    const stage = new BoxStage();
    const call = stage.enters('c1', '801');
    expect(stage.effects.map(({ name }) => name)).toEqual(['answer', 'play']);
    expect(stage.playing(call)).toEqual(['sound:vm-nobodyavail', 'sound:vm-intro']);
    stage.played(call);
    expect(stage.wanted('take-message')).toEqual({
      name: 'take-message',
      channel: 'c1',
      file: 'messages/1001/cbt-1-m2',
      format: 'wav',
      longestMs: 60_000,
      silenceMs: 5_000,
    });
    stage.wait(4_000).goes('c1');
    // Asterisk has still to tell how long it is.
    expect(stage.step(call)).toBe('recording');
    expect(stage.effects).toEqual([]);
    stage.recorded('messages/1001/cbt-1-m2', 4_000);
    expect(stage.kinds).toEqual(['message.left', 'call.ended', 'leg.cleared']);
    expect(stage.facts[0]).toMatchObject({ phone, durationMs: 4_000, caller: { number: '0311111' } });
    expect(stage.facts[1]).toMatchObject({ end: 'message-left' });
    expect(stage.wanted('message-lamp')).toMatchObject({ mailbox: phone, unheard: 1, heard: 0 });
    expect(stage.phase(call)).toBe('off the board');
    // Asterisk says more of its end.
    stage.goes('c1');
    expect(stage.facts).toEqual([]);
  });

  it.each([
    { ends: 'the hash key', keys: '#', durationMs: 4_000, kept: 4_000 },
    { ends: 'silence', keys: '', durationMs: 9_000, kept: 4_000 },
    { ends: 'silence alone', keys: '', durationMs: 6_000, kept: null },
    { ends: 'its length', keys: '', durationMs: 60_000, kept: 60_000 },
    { ends: 'an error', keys: '', durationMs: null, kept: null },
  ])('ended by $ends: kept are $kept ms of $durationMs', ({ keys, durationMs, kept }) => {
    const stage = new BoxStage();
    const call = stage.enters('c1', '801');
    stage.played(call);
    const file = stage.file(call);
    stage.wait(3_000);
    if (keys !== '') stage.presses('c1', keys);
    stage.recorded(file, durationMs);
    expect(stage.box().map((message) => message.durationMs)).toEqual(kept === null ? [] : [kept]);
    expect(stage.wanted('hang-up')).toMatchObject({ channel: 'c1' });
    expect(stage.facts.find(({ kind }) => kind === 'call.ended')).toMatchObject({
      end: kept === null ? 'unanswered' : 'message-left',
    });
  });

  it('a word that is too short, and a hang-up in the prompt, leave nothing', () => {
    const stage = new BoxStage();
    const call = stage.enters('c1', '801');
    stage.goes('c1');
    expect(stage.facts.at(-1)).toMatchObject({ kind: 'call.ended', end: 'abandoned' });
    const second = stage.enters('c2', '801');
    stage.played(second);
    const file = stage.file(second);
    stage.wait(1_000).goes('c2');
    stage.recorded(file, 1_000);
    expect(stage.box()).toEqual([]);
    expect([stage.phase(call), stage.phase(second)]).toEqual(['off the board', 'off the board']);
  });

  it('the hash key spares him the prompt', () => {
    const stage = new BoxStage();
    const call = stage.enters('c1', '801');
    const { playback } = stage.wanted('play');
    stage.presses('c1', '5').presses('c1', '#');
    expect(stage.effects[0]).toEqual({ name: 'stop-playing', playback });
    expect(stage.effects[1]).toMatchObject({ name: 'take-message' });
    expect(stage.step(call)).toBe('recording');
    stage.take({ kind: 'line', event: { name: 'played', playback, whole: true } });
    expect(stage.facts).toEqual([]);
  });

  it('the end of the recording is never heard of: it is as long as it took', () => {
    const stage = new BoxStage();
    const call = stage.enters('c1', '801');
    stage.played(call).wait(4_000).goes('c1');
    stage.goes('c1');
    expect(stage.box()).toMatchObject([{ durationMs: 4_000 }]);
    expect(stage.phase(call)).toBe('off the board');
  });

  it.each(['no-answer', 'busy', 'do-not-disturb', 'rejected', 'forward'])(
    'reached when the phone does not take the call: %s',
    (why) => {
      const stage = new BoxStage(
        boxOffice({ phones: [phoneOf('1001', { mailbox: true, callWaiting: false }), phoneOf('1003')] }),
      );
      if (why === 'busy') stage.dials('1001', '1003');
      if (why === 'do-not-disturb') stage.command({ name: 'do-not-disturb', phone, on: true });
      if (why === 'forward') {
        stage.command({ name: 'forward', phone: '1003' as typeof phone, type: 'immediate', number: '801' });
      }
      const call = stage.enters('c1', why === 'forward' ? '1003' : '1001');
      if (why === 'no-answer') stage.wait(20_000);
      if (why === 'rejected') stage.goes(`${call}-1`, 21, 603);
      expect(stage.step(call)).toBe('greeting');
      if (why === 'no-answer') {
        // The end of the phone's leg is not the end of the call.
        stage.goes(`${call}-1`);
        expect(stage.step(call)).toBe('greeting');
      }
    },
  );

  it('a full box takes no more, and a phone without a box is not reached', () => {
    const stage = new BoxStage();
    for (const channel of ['c1', 'c2', 'c3']) stage.leavesMessage(channel);
    const call = stage.enters('c4', '801');
    expect(stage.playing(call)).toEqual(['sound:vm-mailboxfull', 'sound:vm-goodbye']);
    stage.played(call);
    expect(stage.wanted('hang-up')).toMatchObject({ channel: 'c4' });
  });

  it('who drops by command has left what he said', () => {
    const stage = new BoxStage();
    const call = stage.dials('1002', '801');
    stage.played(call).wait(4_000);
    const file = stage.file(call);
    stage.command({ name: 'drop-call', phone: '1002' as typeof phone });
    expect(stage.wanted('hang-up')).toMatchObject({ channel: `c-${call}` });
    stage.recorded(file, 4_000);
    expect(stage.box()).toHaveLength(1);
    stage.goes(`c-${call}`);
    expect(stage.phase(call)).toBe('off the board');
  });

  it('after a gap the prompt is played again, and a recording is asked for its end', () => {
    const stage = new BoxStage();
    const first = stage.enters('c1', '801');
    const second = stage.enters('c2', '801');
    stage.played(second);
    stage.wait(6_000);
    stage.lineDown();
    stage.lineUp({ channels: [stage.channel('c1'), stage.channel('c2')] });
    expect(stage.named('play')).toMatchObject([{ channel: 'c1', media: stage.playing(first) }]);
    const [asked] = stage.named('end-recording');
    expect(asked).toEqual({ name: 'end-recording', file: stage.file(second) });
    if (asked !== undefined) stage.refuse(asked, 'not-found');
    expect(stage.box()).toHaveLength(0);
    const third = stage.enters('c3', '801');
    stage.played(third).wait(8_000);
    stage.lineDown();
    stage.lineUp({ channels: [stage.channel('c1'), stage.channel('c3')] });
    const again = stage.named('end-recording').at(-1);
    if (again !== undefined) stage.refuse(again, 'not-found');
    expect(stage.box()).toHaveLength(1);
  });

  it('the lamp is lit again when the line is up', () => {
    const stage = new BoxStage();
    stage.leavesMessage('c1');
    stage.lineDown();
    stage.lineUp({ asteriskStartedAt: 2 });
    expect(stage.named('message-lamp')).toEqual([
      { name: 'message-lamp', mailbox: phone, unheard: 1, heard: 0 },
    ]);
    expect(leg('x')).toBe('x');
  });
});
