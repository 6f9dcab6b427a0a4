import { expect, test } from 'vitest';
import type { AriEvent, Channel } from '../../../src/asterisk/ari/events.generated.ts';
import { hear } from '../../../src/asterisk/hear.ts';

const base = { application: 'cordboard', timestamp: '2026-11-21T07:23:50.672+0000' };

function channel(id: string, name = 'PJSIP/1001-0000002a'): Channel {
  return {
    id,
    name,
    protocol_id: '',
    state: 'Up',
    caller: { name: 'Carl', number: '031' },
    connected: { name: '', number: '' },
    accountcode: '',
    dialplan: { context: 'c', exten: '700', priority: 1, app_name: 'Stasis', app_data: 'cordboard' },
    creationtime: '',
    language: 'en',
  };
}

const heard = (event: Record<string, unknown>) => hear({ ...base, ...event } as unknown as AriEvent, 'ab');
const started = (id: string, args: string[], name?: string) =>
  heard({ type: 'StasisStart', args, channel: channel(id, name) });

test('who comes is an arrival, an answer or a tap, by the arguments and the mark', () => {
  expect(started('17.1', ['number', '700', '1'])).toEqual({
    name: 'entered',
    channel: '17.1',
    args: ['number', '700', '1'],
    caller: { name: 'Carl', number: '031' },
    dialled: '700',
    endpoint: 'PJSIP/1001',
  });
  expect(started('cbab-1-2', ['leg'])).toEqual({ name: 'answered', channel: 'cbab-1-2' });
  expect(started('cbab-1-t3', ['tap'])).toEqual({ name: 'tapped', tap: 'cbab-1-t3' });
  expect(started('cbab-1-2', ['return', 'h'])).toMatchObject({ name: 'entered', args: ['return', 'h'] });
  // Another Cordboard's.
  expect(started('cbxy-1-2', ['leg'])).toBeNull();
  expect(started('cbxy-1-t2', ['tap'])).toBeNull();
});

test.each([
  ['PJSIP/1001-0000002a', 'PJSIP/1001'],
  ['PJSIP/my-trunk-1-000000ff', 'PJSIP/my-trunk-1'],
  ['Local/s@some-context-0000000a;2', 'Local/s@some-context'],
  ['Snoop/cbab-1-2-00000000', 'Snoop/cbab-1-2'],
])('%s is a channel of %s', (name, endpoint) => {
  expect(started('1', ['number'], name)).toMatchObject({ endpoint });
});

test('who leaves: a caller, a leg of ours whose end has a cause, a tap whose end has none', () => {
  const left = (id: string, name?: string) => heard({ type: 'StasisEnd', channel: channel(id, name) });
  expect(left('17.1')).toEqual({ name: 'left', channel: '17.1' });
  expect(left('cbab-1-2')).toBeNull();
  const tapId = 'cbab-1-t3';
  const tapGone = { name: 'gone', channel: tapId, cause: { q850: 0, sip: null } };
  expect(left(tapId, 'Snoop/cbab-1-2-00000000')).toEqual(tapGone);
});

test('a transfer is asked for once: our answers to it come back as events too', () => {
  const referred = { source_channel: channel('cbab-1-2'), connected_channel: channel('17.1') };
  const toNumber = { requested_destination: { destination: '902', additional_protocol_params: [] } };
  const blind = { type: 'ChannelTransfer', refer_to: toNumber, referred_by: referred };
  expect(heard(blind)).toEqual({
    name: 'transfer',
    channel: 'cbab-1-2',
    to: { kind: 'number', number: '902' },
  });
  expect(heard({ ...blind, state: 'channel_answered' })).toBeNull();
  // To a call that this Asterisk does not carry: to nobody.
  const toForeign = { requested_destination: { destination: '902', protocol_id: 'x' } };
  expect(heard({ ...blind, refer_to: toForeign })).toMatchObject({ to: { kind: 'number', number: '' } });
  const toCall = { requested_destination: { protocol_id: 'x' }, destination_channel: channel('18.1') };
  expect(heard({ ...blind, refer_to: toCall })).toMatchObject({ to: { kind: 'channel', channel: '18.1' } });
});

test('what was played is told, whole when it did not fail', () => {
  const played = (id: string, state: string) => heard({ type: 'PlaybackFinished', playback: { id, state } });
  expect(played('cbab-1-p2', 'done')).toEqual({ name: 'played', playback: 'cbab-1-p2', whole: true });
  expect(played('cbab-1-p2', 'failed')).toMatchObject({ whole: false });
});

test.each([
  [{ duration: 3, talking_duration: 1, silence_duration: 2 }, 3_000],
  [{ duration: 0 }, null],
  [{}, null],
])('a recording of %j lasted %s', (lengths, durationMs) => {
  const recording = { name: 'a/b', format: 'wav', state: 'done', target_uri: 'channel:1', ...lengths };
  expect(heard({ type: 'RecordingFinished', recording })).toEqual({
    name: 'recorded',
    file: 'a/b',
    durationMs,
  });
  const failed = heard({ type: 'RecordingFailed', recording });
  expect(failed).toEqual({ name: 'recorded', file: 'a/b', durationMs: null });
});
