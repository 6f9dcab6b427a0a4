import { describe, expect, it } from 'vitest';
import { time } from '../../../../src/board/voicemail/announce.ts';
import type { MessageId } from '../../../../src/board/ids.ts';
import { BoxStage, phone } from './box.ts';

describe('a phone hears its messages', () => {
  it('the new ones in their order, each with its time and number; nothing pressed keeps them', () => {
    const stage = new BoxStage();
    const first = stage.leavesMessage('c1');
    const second = stage.leavesMessage('c2');
    stage.wait(60_000);
    const call = stage.dials('1001', '*97');
    expect(stage.playing(call)).toEqual([
      'sound:vm-youhave',
      'sound:digits/2',
      'sound:vm-INBOX',
      'sound:vm-messages',
    ]);
    stage.played(call);
    // 9:00 UTC is ten o'clock in Berlin.
    expect(stage.playing(call)).toEqual([
      'sound:vm-received',
      'sound:digits/today',
      'sound:digits/at',
      'sound:digits/10',
      'sound:digits/oclock',
      'sound:digits/a-m',
      'sound:vm-from-phonenumber',
      ...[0, 3, 1, 1, 1, 1, 1].map((digit) => `sound:digits/${digit}`),
      `recording:${first.file}`,
    ]);
    stage.played(call);
    expect(stage.step(call)).toBe('choosing');
    stage.wait(6_000);
    expect(stage.playing(call).at(-1)).toBe(`recording:${second.file}`);
    expect(stage.box().map(({ heardBy }) => heardBy)).toEqual(['1001', null]);
    stage.goes(`c-${call}`);
    expect(stage.facts.at(-1)).toMatchObject({ kind: 'call.ended', end: 'completed-by-caller' });
    // Not heard to its end: still new.
    expect(stage.box().map(({ heardAt }) => heardAt === null)).toEqual([false, true]);
  });

  it('keys: 1 again, 7 deletes, 9 keeps, * ends', () => {
    const stage = new BoxStage();
    const messages = ['c1', 'c2', 'c3'].map((channel) => stage.leavesMessage(channel));
    const call = stage.dials('1001', '*97');
    const channel = `c-${call}`;
    stage.played(call);
    const { playback } = stage.wanted('play');
    stage.presses(channel, '1');
    expect(stage.effects.map(({ name }) => name)).toEqual(['stop-playing', 'play']);
    expect(stage.effects[0]).toMatchObject({ playback });
    expect(stage.playing(call).at(-1)).toBe(`recording:${messages[0]?.file}`);
    stage.presses(channel, '7');
    expect(stage.facts[0]).toMatchObject({ kind: 'message.deleted', message: messages[0]?.id, by: '1001' });
    expect(stage.wanted('message-lamp')).toMatchObject({ unheard: 2, heard: 0 });
    expect(stage.playing(call)[0]).toBe('sound:vm-deleted');
    expect(stage.playing(call).at(-1)).toBe(`recording:${messages[1]?.file}`);
    stage.presses(channel, '5').presses(channel, '9');
    expect(stage.wanted('message-lamp')).toMatchObject({ unheard: 1, heard: 1 });
    stage.presses(channel, '*');
    expect(stage.wanted('hang-up')).toMatchObject({ channel });
  });

  it('without new ones the old ones, and without any just that', () => {
    const stage = new BoxStage();
    const empty = stage.dials('1001', '*97');
    expect(stage.playing(empty)).toContain('sound:vm-no');
    stage.played(empty);
    expect(stage.wanted('hang-up')).toMatchObject({ channel: `c-${empty}` });
    stage.goes(`c-${empty}`);
    const message = stage.leavesMessage('c1');
    stage.command({ name: 'mark-message-heard', phone, message: message.id, by: 'anna' });
    const call = stage.dials('1001', '*97');
    expect(stage.playing(call)).toContain('sound:vm-Old');
    stage.played(call);
    // Deleted at a desk meanwhile.
    stage.command({ name: 'delete-message', phone, message: message.id, by: 'anna' });
    stage.presses(`c-${call}`, '1');
    expect(stage.playing(call)).toEqual(['sound:vm-nomore', 'sound:vm-goodbye']);
  });

  it('only in the box of the phone that dials', () => {
    const stage = new BoxStage();
    stage.leavesMessage('c1');
    const other = stage.dials('1002', '*97');
    expect(stage.playing(other)).toContain('sound:vm-no');
    const none = stage.dials('1003', '*97');
    expect(stage.facts.at(-2)).toMatchObject({ kind: 'call.ended', call: none, end: 'refused' });
    stage.command({ name: 'forward', phone, type: 'immediate', number: '*97' });
    const outside = stage.enters('c9', '1001');
    expect(stage.phase(outside)).not.toBe('message');
  });

  it('desks: what is not in the box is unknown', () => {
    const stage = new BoxStage();
    const message = 'cbt-9-m1' as MessageId;
    for (const name of ['mark-message-heard', 'delete-message'] as const) {
      expect(() => stage.command({ name, phone, message, by: 'anna' })).toThrow('there is no message');
    }
  });
});

describe('a phone speaks its greeting', () => {
  it('kept with 1, and callers hear it', () => {
    const stage = new BoxStage();
    const call = stage.dials('1001', '*98');
    const channel = `c-${call}`;
    stage.played(call);
    const file = stage.file(call);
    expect(file).toMatch(/^greetings\/1001\/cbt-1-m\d+$/);
    expect(stage.wanted('take-message')).toMatchObject({ channel, file });
    stage.recorded(file, 3_000);
    expect(stage.playing(call)).toEqual(['sound:vm-review']);
    stage.presses(channel, '2');
    expect(stage.playing(call)).toEqual([`recording:${file}`, 'sound:vm-review']);
    stage.presses(channel, '1');
    expect(stage.facts[0]).toMatchObject({ kind: 'phone.changed', phone, greeting: { file, format: 'wav' } });
    stage.played(call);
    stage.goes(channel);
    expect(stage.playing(stage.enters('c1', '801'))).toEqual([`recording:${file}`]);
  });

  it('anew with 3; without a choice the former stays; 7 goes back to the prompt', () => {
    const stage = new BoxStage();
    const call = stage.dials('1001', '*98');
    const channel = `c-${call}`;
    stage.played(call).recorded(stage.file(call), 2_000);
    const first = stage.file(call);
    stage.presses(channel, '3');
    expect(stage.step(call)).toBe('speaking');
    expect(stage.file(call)).not.toBe(first);
    // Nothing was said: asked again.
    stage.recorded(stage.file(call), null);
    expect(stage.step(call)).toBe('asking');
    stage.played(call).recorded(stage.file(call), 2_000).played(call);
    stage.wait(6_000);
    expect(stage.step(call)).toBe('goodbye');
    expect(stage.board.state.devices.get(phone)?.greeting ?? null).toBeNull();
    stage.goes(channel);
    const again = stage.dials('1001', '*98');
    stage.presses(`c-${again}`, '7');
    expect(stage.facts[0]).toMatchObject({ kind: 'phone.changed', greeting: null });
  });
});

describe('the time of a message', () => {
  const now = Date.UTC(2026, 10, 21, 15);
  it.each([
    [Date.UTC(2026, 10, 21, 11, 5), 'today at 12 oh 5 p-m'],
    [Date.UTC(2026, 10, 20, 23, 30), 'today at 12 30 a-m'],
    [Date.UTC(2026, 10, 20, 22, 59), 'yesterday at 11 50 9 p-m'],
    [Date.UTC(2026, 10, 2, 8), 'day-1 mon-10 h-2 at 9 oclock a-m'],
    [Date.UTC(2026, 0, 31, 8), 'day-6 mon-0 30 h-1 at 9 oclock a-m'],
    [Date.UTC(2026, 6, 20, 8, 17), 'day-1 mon-6 h-20 at 10 17 a-m'],
  ])('%i in Berlin: %s', (at, words) => {
    const said = time(at, now, 'Europe/Berlin').map((item) => item.replace('sound:digits/', ''));
    expect(said.join(' ')).toBe(words);
  });
});
