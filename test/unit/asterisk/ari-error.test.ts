import { expect, test } from 'vitest';
import { AriError } from '../../../src/asterisk/ari/errors.ts';

test.each([
  [400, '{"message":"Application or extension must be specified"}', 'bad-request'],
  [401, '{"message":"Authentication required"}', 'unauthorized'],
  [403, '{"message":"Write access denied"}', 'unauthorized'],
  [404, '{"message":"Channel not found"}', 'not-found'],
  [405, '{"message":"Invalid method"}', 'bad-request'],
  [409, '{"message":"Channel with given unique ID already exists"}', 'conflict'],
  [422, '{"message":"Channel not in Stasis application"}', 'unprocessable'],
  [500, '{"error":"Allocation failed"}', 'allocation-failed'],
  [500, '{"message":"Unable to read provided function"}', 'server-error'],
  [503, '<html>', 'server-error'],
])('status %i with %s is %s', (status, body, code) => {
  const error = AriError.fromResponse('channels.get', status, body);
  expect(error).toMatchObject({ code, status, operation: 'channels.get' });
});

test('the sentence is that of Asterisk', () => {
  expect(AriError.fromResponse('channels.get', 404, '{"message":"Channel not found"}').message).toBe(
    'channels.get: Channel not found',
  );
  expect(AriError.fromResponse('channels.get', 502, '').message).toBe('channels.get: HTTP status 502');
});
