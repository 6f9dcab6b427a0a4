import { afterEach, beforeEach, expect, test } from 'vitest';
import { CordboardError } from '../../../../src/base/errors.ts';
import { errorNames } from '../../../../src/gateways/telservices/words.ts';
import { error, Stage, standard } from './stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.trusting({ sessionLimit: 1 });
});
afterEach(() => stage.close());

const makeCall =
  '<makeCall><deviceNumber>1101</deviceNumber><calledDeviceNumber>1102</calledDeviceNumber></makeCall>';
const seen = new Set<string>();

test.each([
  ['line-down', 'pbxlinkOutOfService'],
  ['timeout', 'pbxTimeout'],
  ['no-call', 'noCall'],
  ['call-unknown', 'noCall'],
  ['not-found', 'pbxReject'],
  ['unprocessable', 'pbxReject'],
  ['in-call', 'pbxReject'],
  ['a-rule-of-the-board', 'pbxReject'],
  ['ledger-full', 'resourceError'],
  ['ledger-unwritable', 'resourceError'],
  ['not-permitted', 'reject'],
  ['stopping', 'reject'],
])('a command refused with %s: %s', async (code, name) => {
  stage.telephony.refusal = new CordboardError(code, 'no');
  expect(await stage.ask(makeCall)).toBe(error(name));
  seen.add(name);
});

test.each([
  ['user-locked', 'invalidCredentials'],
  ['ledger-full', 'resourceError'],
  ['service-unknown', 'reject'],
])('another service refused with %s: %s', async (code, name) => {
  stage.telephony.refusal = new CordboardError(code, 'no');
  expect(await stage.ask('<stopRoutingPoint><service>s</service></stopRoutingPoint>')).toBe(error(name));
  seen.add(name);
});

test('a phone that does not exist: pbxReject', async () => {
  expect(await stage.ask(makeCall.replace('1101', '999'))).toBe(error('pbxReject'));
  expect(await stage.openSession('999')).toBe(error('pbxReject'));
});

test('a service without the session that it needs: noOpenSession', async () => {
  expect(await stage.ask('<dropCall><deviceNumber>1101</deviceNumber></dropCall>')).toBe(
    error('noOpenSession'),
  );
  expect(await stage.ask('<closeSession><deviceNumber>1101</deviceNumber></closeSession>')).toBe(
    error('noOpenSession'),
  );
  seen.add('noOpenSession');
});

test('one session too many: sessionLimitExceeded', async () => {
  expect(await stage.openSession('1101')).toBe(standard);
  expect(await stage.openSession('1102')).toBe(error('sessionLimitExceeded'));
  seen.add('sessionLimitExceeded');
});

test('a house that does not answer: pbxTimeout', async () => {
  stage.telephony.isSilent = true;
  const answer = stage.ask(makeCall);
  await stage.until(() => stage.telephony.asked.length === 1);
  stage.clock.advance(10_000);
  expect(await answer).toBe(error('pbxTimeout'));
});

test('more requests at once than there is room for: resourceError', async () => {
  const small = await Stage.trusting({ pendingBytes: 100 });
  expect(await small.ask(makeCall)).toBe(error('resourceError'));
  expect(small.gateway.load.pendingBytes).toBe(0);
  await small.close();
});

test('a mistake of ours: reject, and the log has all of it', async () => {
  stage.telephony.refusal = new TypeError('oops');
  expect(await stage.ask(makeCall)).toBe(error('reject'));
  expect(stage.logged.at(-1)).toMatchObject({ level: 50, err: { type: 'TypeError', message: 'oops' } });
});

test('every error of the manual has been seen', () => {
  expect([...seen].sort()).toEqual([...errorNames].sort());
});
