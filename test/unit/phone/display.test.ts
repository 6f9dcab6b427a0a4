import { afterEach, expect, test } from 'vitest';
import { openPair, type Pair } from './pair.ts';

let pair: Pair;
afterEach(() => pair.close());

test('a display shows who is asserted, else who calls, and remembers what it showed', async () => {
  pair = await openPair();
  pair.anna.call('bert');
  const plain = await pair.bert.nextCall();
  expect(plain.party).toEqual({ name: 'Anna "A"', number: 'anna' });
  pair.anna.call('bert', { headers: { 'P-Asserted-Identity': '"Carl" <sip:031@example.org>' } });
  const asserted = await pair.bert.nextCall();
  await asserted.shows({ name: 'Carl', number: '031' });
  expect(asserted.displayed.map(({ name, by }) => ({ name, by }))).toEqual([
    { name: 'Anna "A"', by: 'INVITE' },
    { name: 'Carl', by: 'INVITE' },
  ]);
  const patience = { timeoutMs: 20 };
  await expect(asserted.shows({ name: 'Dora', number: '0' }, patience)).rejects.toThrow(/Dora.*Carl/);
});

test('a phone that answers by itself when it is asked to, and rings when not', async () => {
  pair = await openPair({ answer: 'when-asked' });
  const plain = pair.anna.call('bert');
  await plain.ringing();
  expect(plain.state).toBe('ringing');
  for (const headers of [
    { 'Call-Info': '<sip:x>;answer-after=0' },
    { 'Alert-Info': '<http://x>;info=alert-autoanswer;delay=0' },
  ]) {
    await pair.anna.call('bert', { headers }).answered();
  }
});

test('a second line while the first is held, each with its own sound', async () => {
  pair = await openPair({ answer: { afterMs: 0 } });
  const first = pair.anna.call('bert');
  await first.answered();
  const atBert = await pair.bert.nextCall();
  await first.hold();
  const second = pair.anna.call('bert');
  await second.answered();
  const again = await pair.bert.nextCall();
  first.sendTone(500);
  second.sendTone(700);
  await Promise.all([again.hearsOnly([700]), atBert.hearsSilence(200)]);
  await first.resume();
  await atBert.hearsOnly([500]);
});
