import { expect, test } from 'vitest';
import { callId, recordingId } from '../../../../src/board/ids.ts';
import { guidOf, meaningOf } from '../../../../src/gateways/ucontact/guid.ts';

/** As `7e4e7db9-f080-494e-b04b-7c8e47711558` of the document, with version and variant of RFC 9562. */
const shape = /^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

test.each([
  ['kxqv', 1],
  ['abcd', 65_536],
  ['t', 4_294_967_297],
  ['zzzz', 99_999_999_999_999],
])('the guid of call %s-%d leads back to it', (instance, number) => {
  const call = callId(instance, number);
  const guid = guidOf(call);
  expect(guid).toMatch(shape);
  expect(meaningOf(guid)).toEqual({ call, recording: recordingId(call, 1) });
  expect(meaningOf(` ${guid.toUpperCase()} `)).toEqual(meaningOf(guid));
});

test('the first recording has the guid of its call, each further one its own', () => {
  const call = callId('abcd', 12);
  expect(guidOf(recordingId(call, 1))).toBe(guidOf(call));
  const second = guidOf(recordingId(call, 2));
  expect(second).not.toBe(guidOf(call));
  expect(meaningOf(second)).toEqual({ call, recording: recordingId(call, 2) });
});

test('a guid in which one digit is wrong is no call of ours', () => {
  const guid = guidOf(callId('abcd', 12));
  const found = guid.split('').flatMap((digit, at) => {
    if (digit === '-') return [];
    const wrong = digit === '0' ? '1' : '0';
    return meaningOf(guid.slice(0, at) + wrong + guid.slice(at + 1)) ?? [];
  });
  expect(found).toEqual([]);
});

test.each(['', 'x', '020f9687-adc6-46ca-b675-e96c9d1606ef', '7e4e7db9-f080-494e-b04b-7c8e47711558'])(
  'nothing is meant by %s',
  (text) => expect(meaningOf(text)).toBeNull(),
);

test('calls that follow one another have guids that do not look alike by chance', () => {
  const guids = Array.from({ length: 1_000 }, (_, n) => guidOf(callId('abcd', n + 1)));
  expect(new Set(guids).size).toBe(1_000);
});
