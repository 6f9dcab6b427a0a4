import { expect, test } from 'vitest';
import { encodeRequest } from '../../../src/asterisk/ari/encode.ts';

test('parameters go into the path, the query and the body', () => {
  const variables = { CALLKEY: { value: 'k/1', report_events: true } };
  const params = {
    endpoint: 'PJSIP/a101',
    app: 'cordboard',
    callerId: '"Support" <031>',
    timeout: 20,
    variables,
  };
  expect(encodeRequest('channels.originateWithId', { channelId: 'c/1', ...params })).toEqual({
    method: 'POST',
    uri: 'channels/c%2F1?endpoint=PJSIP%2Fa101&app=cordboard&callerId=%22Support%22%20%3C031%3E&timeout=20',
    body: JSON.stringify({ variables }),
  });
});

test('a list is joined, a flag is spelt out, and what is not given is left out', () => {
  const { uri, body } = encodeRequest('bridges.addChannel', {
    bridgeId: 'b',
    channel: ['a', 'c'],
    mute: false,
  });
  expect(uri).toBe('bridges/b/addChannel?channel=a%2Cc&mute=false');
  expect(body).toBeUndefined();
});

test('an event filter is the whole body', () => {
  const filter = { allowed: [{ type: 'StasisStart' }] };
  const { uri, body } = encodeRequest('applications.filter', { applicationName: 'cordboard', filter });
  expect(uri).toBe('applications/cordboard/eventFilter');
  expect(JSON.parse(body!)).toEqual(filter);
});

test('an empty id is refused, because it would mean all of them', () => {
  expect(() => encodeRequest('channels.hangup', { channelId: '' })).toThrow('channelId is empty');
});
