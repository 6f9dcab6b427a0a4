import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PhoneId } from '../../../../src/board/ids.ts';
import { calls, party, side } from './fake-telephony.ts';
import { results } from './manual/results.ts';
import { error, inner, inRequest, Stage } from './stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.trusting();
  await stage.http({ body: inRequest('<openSession><deviceNumber>1102</deviceNumber></openSession>') });
});
afterEach(async () => {
  await stage.close();
  expect(stage.clock.armed).toBe(0);
});

const request = (more = '') => `<snapshot><deviceNumber>1102</deviceNumber>${more}</snapshot>`;
const onEvent = (timeout: number, seq?: number) => {
  const snapshotSeq = seq === undefined ? '' : `<snapshotSeq>${seq}</snapshotSeq>`;
  return request(`<resultOnEvent><timeout>${timeout}</timeout>${snapshotSeq}</resultOnEvent>`);
};
const seqOf = (answer: string): number => Number(/<snapshotSeq>(\d+)/.exec(answer)?.[1]);
const stateOf = (answer: string): string | undefined => /<primCall><state><(\w+)/.exec(answer)?.[1];
const alerting = calls(side({ state: 'alerting', isOutgoing: false, otherParty: party('1101') }), [
  'answerCall',
  'divertCall',
]);
const polling = () => stage.until(() => stage.gateway.load.polls === 1);

describe('at once', () => {
  test('over TCP it is as printed', async () => {
    stage.telephony.callsOf.set('1102', alerting);
    expect(await stage.ask(request())).toBe(inner(results['snapshot of an alerting call']));
  });

  test('over HTTP it has its number', async () => {
    const first = await stage.askHttp(request());
    expect(seqOf(first)).toBeGreaterThan(0);
    expect(seqOf(await stage.askHttp(request()))).toBe(seqOf(first));
    stage.telephony.calls('1102', alerting);
    expect(seqOf(await stage.askHttp(request()))).toBeGreaterThan(seqOf(first));
  });

  test('it has the agent, and the session when Asterisk cannot be reached', async () => {
    stage.telephony.agentAt.set('1102', {
      userID: 'anna',
      state: 'ready',
      changesAt: null,
      inboundServices: [],
      outboundServices: [],
      permittedStates: [],
    });
    stage.telephony.lineUp(false);
    expect(await stage.ask(request())).toMatch(
      /<\/doNotDisturb><agent><userID>anna<\/userID><state><ready\/><\/state><\/agent><session><pbxlinkOutOfService\/><\/session><\/snapshot>$/,
    );
  });
});

describe('resultOnEvent', () => {
  test('is for HTTP only', async () => {
    expect(await stage.ask(onEvent(10))).toBe(error('reject'));
    expect(stage.logged.at(-1)).toMatchObject({ element: 'snapshot > resultOnEvent' });
  });

  test('waits for the next change', async () => {
    const seq = seqOf(await stage.askHttp(request()));
    const answer = stage.askHttp(onEvent(30, seq));
    await polling();
    stage.telephony.calls('1102', alerting);
    expect(stateOf(await answer)).toBe('alerting');
    expect(seqOf(await answer)).toBeGreaterThan(seq);
    expect(stage.gateway.load.polls).toBe(0);
  });

  test('waits for changes of features and of the agent too', async () => {
    const answer = stage.askHttp(onEvent(30));
    await polling();
    stage.telephony.featuresOf.set('1102', { doNotDisturb: true, messagesWaiting: false, forwards: [] });
    stage.telephony.featureChanges.tell({ phone: '1102' as PhoneId, feature: 'doNotDisturb', isOn: true });
    expect(await answer).toContain('<doNotDisturb><on/></doNotDisturb>');
  });

  test('waits no longer than its time-out', async () => {
    const seq = seqOf(await stage.askHttp(request()));
    const answer = stage.askHttp(onEvent(30, seq));
    await polling();
    stage.clock.advance(30_000);
    expect(seqOf(await answer)).toBe(seq);
  });

  test('waits no longer than is allowed', async () => {
    const answer = stage.askHttp(onEvent(100_000));
    await polling();
    stage.clock.advance(300_000);
    expect(await answer).toContain('<calls/>');
  });

  test('does not wait with a time-out of 0', async () => {
    expect(await stage.askHttp(onEvent(0))).toContain('<calls/>');
  });

  test('gives every change in its turn to a client that comes back late', async () => {
    let seq = seqOf(await stage.askHttp(request()));
    stage.telephony.calls('1102', alerting);
    stage.telephony.calls('1102', calls(side({ state: 'cleared', cause: 'busy' })));
    stage.telephony.calls('1102', null);
    const states: (string | undefined)[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const answer = await stage.askHttp(onEvent(30, seq));
      states.push(stateOf(answer));
      seq = seqOf(answer);
    }
    expect(states).toEqual(['alerting', 'cleared', undefined]);
  });

  test('gives the present to a client whose number is not known any more', async () => {
    expect(await stage.askHttp(onEvent(30, 999_999))).toContain('<calls/>');
    const seq = seqOf(await stage.askHttp(request()));
    for (let turn = 0; turn < 40; turn += 1) stage.telephony.calls('1102', alerting);
    const answer = await stage.askHttp(onEvent(30, seq));
    expect(seqOf(answer)).toBe(seqOf(await stage.askHttp(request())));
  });

  test('keeps the session open while it waits', async () => {
    const open =
      '<openSession><deviceNumber>1102</deviceNumber><sessionTimeout>10</sessionTimeout></openSession>';
    await stage.askHttp(open);
    const answer = stage.askHttp(onEvent(60));
    await polling();
    stage.clock.advance(60_000);
    expect(await answer).toContain('<calls/>');
    expect(stage.gateway.sessions()).toHaveLength(1);
    stage.clock.advance(10_000);
    expect(stage.gateway.sessions()).toEqual([]);
  });

  test('tells that the session is over', async () => {
    const answer = stage.askHttp(onEvent(60));
    await polling();
    stage.gateway.closeSession('1102');
    expect(await answer).toContain('<session><sessionClosedByAdmin/></session>');
  });

  test('tells that Asterisk cannot be reached', async () => {
    const answer = stage.askHttp(onEvent(60));
    await polling();
    stage.telephony.lineUp(false);
    expect(await answer).toContain('<session><pbxlinkOutOfService/></session>');
  });

  test('is given up when the client goes', async () => {
    const socket = await stage.connect();
    const body = inRequest(onEvent(60));
    socket.write(`POST / HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
    await polling();
    socket.destroy();
    await stage.until(() => stage.gateway.load.polls === 0);
  });
});
