import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import type { MessageRow } from '../../../src/board/account.ts';
import { Board } from '../../../src/board/board.ts';
import type { CallId, LegId, MessageId, PhoneId } from '../../../src/board/ids.ts';
import type { Input } from '../../../src/board/input.ts';
import { stateFrom } from '../../../src/board/live.ts';
import { Database } from '../../../src/ledger/database.ts';
import { Ledger } from '../../../src/ledger/ledger.ts';
import { Messages } from '../../../src/ledger/messages.ts';
import { migrate } from '../../../src/ledger/migrate.ts';
import { entered } from '../board/settings.ts';
import { boxOffice, phone } from '../board/voicemail/box.ts';
import { freshFolder } from './scenes.ts';

type Untimed<T> = T extends unknown ? Omit<T, 'at'> : never;

function row(id: string, more: Partial<MessageRow> = {}): MessageRow {
  return {
    id: id as MessageId,
    phone: '1001' as PhoneId,
    call: 'cbt-1' as CallId,
    at: 5,
    caller: { name: 'Carl', number: '031' },
    file: `messages/1001/${id}`,
    format: 'wav',
    durationMs: 3_000,
    heardAt: null,
    heardBy: null,
    deletedAt: null,
    deletedBy: null,
    ...more,
  };
}

it('keeps what is in a box, the latest first, and what was deleted since', () => {
  const db = new Database(join(freshFolder(), 'ledger.db'));
  onTestFinished(() => db.close());
  migrate(db);
  const messages = new Messages(db);
  messages.put(row('m1'));
  messages.put(row('m2', { phone: '1002' as PhoneId }));
  messages.put(row('m3'));
  messages.put(row('m1', { heardAt: 7, heardBy: 'anna' }));
  messages.put(row('m3', { deletedAt: 9, deletedBy: '1001' }));
  expect(messages.present()).toEqual([
    row('m2', { phone: '1002' as PhoneId }),
    row('m1', { heardAt: 7, heardBy: 'anna' }),
  ]);
  expect(messages.present('1001').map(({ id }) => id)).toEqual(['m1']);
  expect(messages.get('m3')).toMatchObject({ deletedAt: 9, deletedBy: '1001' });
  expect(messages.get('m4')).toBeUndefined();
  expect(messages.deletedSince(9).map(({ id }) => id)).toEqual(['m3']);
  expect(messages.deletedSince(10)).toEqual([]);
});

it('what happens on the board is in the ledger, and after a start on the board again', () => {
  const file = join(freshFolder(), 'ledger.db');
  const log = pino({ level: 'silent' });
  let ledger = Ledger.open({ file, log, random: () => 0.5 });
  onTestFinished(() => ledger.close());
  const board = new Board(stateFrom(ledger.load()));
  let at = 1_000_000;
  const take = (input: Untimed<Input>): void => {
    const timed: Input = { ...input, at };
    const turn = board.take(timed);
    expect(turn.failure).toBeNull();
    ledger.commit([turn], board.state);
  };
  const phaseOf = () => {
    const phase = [...board.state.calls.values()][0]?.phase;
    if (phase?.name !== 'message') throw new Error(`the call is ${phase?.name}`);
    return phase;
  };
  take({ kind: 'office', office: boxOffice() });
  take({ kind: 'line-up', survey: { asteriskStartedAt: 1, channels: [], bridges: [] } });
  take({ kind: 'line', event: entered('c1', '801') });
  const { playing } = phaseOf();
  if (playing === null) throw new Error('nothing is played');
  take({ kind: 'line', event: { name: 'played', playback: playing.playback, whole: true } });
  const recording = phaseOf().file ?? '';
  at += 4_000;
  take({ kind: 'line', event: { name: 'gone', channel: 'c1' as LegId, cause: { q850: 16, sip: null } } });
  take({ kind: 'line', event: { name: 'recorded', file: recording, durationMs: 4_000 } });
  const [message] = ledger.messages.present(phone);
  expect(message).toMatchObject({ file: recording, caller: { number: '0311111' }, durationMs: 4_000 });
  at += 1_000;
  if (message === undefined) return;
  const about = { phone, message: message.id, by: 'anna' };
  take({ kind: 'command', command: { name: 'mark-message-heard', ...about } });
  expect(ledger.messages.get(message.id)).toMatchObject({ heardAt: at, heardBy: 'anna' });
  ledger.close();
  ledger = Ledger.open({ file, log });
  expect(stateFrom(ledger.load()).devices.get(phone)).toEqual(board.state.devices.get(phone));
  expect(ledger.verify()).toEqual([]);
  take({ kind: 'command', command: { name: 'delete-message', ...about } });
  expect(ledger.messages.present()).toEqual([]);
  expect(ledger.messages.get(message.id)).toMatchObject({
    deletedAt: at,
    deletedBy: 'anna',
    heardBy: 'anna',
  });
});
