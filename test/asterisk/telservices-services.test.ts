import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Call } from '../phone/call.ts';
import type { Phone } from '../phone/phone.ts';
import {
  hearEachOther,
  TelServicesOffice,
  tones,
  type Number,
  type TelServicesClient,
} from './harness/telservices.ts';

/** Every request of the call control, by XML over TCP; tones tell who hears whom. */
let office: TelServicesOffice;
beforeAll(async () => {
  office = await TelServicesOffice.start();
});
afterEach(() => office.goHome());
afterAll(async () => {
  await office?.stop();
});

const consulted = (number: Number): string => `<consultedDeviceNumber>${number}</consultedDeviceNumber>`;
const diverted = (number: Number): string => `<divertedDeviceNumber>${number}</divertedDeviceNumber>`;

/** The phone rings, its client has it answered: it rings anew and picks up by itself. */
async function answered(phone: Phone, client: TelServicesClient): Promise<Call> {
  await phone.nextCall();
  await client.eventsUntil('<answerCall/>');
  await client.ask('answerCall');
  return phone.nextCall();
}

/** makeCall at 1101 to 1102, answerCall there. */
async function talk(
  [first, second]: readonly [Phone, Phone, ...Phone[]],
  [at1101, at1102]: readonly [TelServicesClient, TelServicesClient, ...TelServicesClient[]],
): Promise<{ one: Call; two: Call }> {
  await at1101.ask('makeCall', '<calledDeviceNumber>1102</calledDeviceNumber>');
  const one = await first.nextCall();
  const two = await answered(second, at1102);
  await hearEachOther({ '1101': one, '1102': two });
  return { one, two };
}

test('make, answer, hold, retrieve, drop', async () => {
  const [people, desks] = await Promise.all([office.phones('1101', '1102'), office.clients('1101', '1102')]);
  const [at1101, at1102] = desks;
  const { one, two } = await talk(people, desks);

  await at1101.ask('holdCall');
  await two.hearsMusic();
  await one.hearsSilence(300);
  await at1102.eventsUntil('<cause><heldByOtherParty/></cause>');
  await at1101.ask('retrieveCall', '<otherNumber>1102</otherNumber>');
  await hearEachOther({ '1101': one, '1102': two });
  await at1102.eventsUntil('<cause><retrievedByOtherParty/></cause>');

  await at1101.ask('dropCall');
  await Promise.all([one.ended(), two.ended()]);
  await at1101.eventsUntil('<cleared/>');
  const [told] = (await at1102.eventsUntil('<cleared/>')).slice(-1);
  expect(told).toContain('<cause><droppedByOtherParty/></cause>');
});

test('consult, alternate, reconnect', async () => {
  const [people, desks] = await Promise.all([
    office.phones('1101', '1102', '1103'),
    office.clients('1101', '1102', '1103'),
  ]);
  const [at1101, , at1103] = desks;
  const { one, two } = await talk(people, desks);

  await at1101.ask('consultationCall', consulted('1103'));
  const three = await answered(people[2], at1103);
  await Promise.all([hearEachOther({ '1101': one, '1103': three }), two.hearsMusic()]);
  expect((await at1103.eventsUntil('<alerting/>'))[0]).toContain(
    '<firstOtherParty><number>1102</number></firstOtherParty>',
  );
  await at1101.ask('alternateCall');
  await Promise.all([hearEachOther({ '1101': one, '1102': two }), three.hearsMusic()]);
  await at1101.ask('alternateCall');
  await Promise.all([hearEachOther({ '1101': one, '1103': three }), two.hearsMusic()]);
  await at1101.ask('reconnectCall');
  await Promise.all([three.ended(), hearEachOther({ '1101': one, '1102': two })]);
});

test('conference, a party added, one dropped, two left', async () => {
  const [people, desks] = await Promise.all([
    office.phones('1101', '1102', '1103', '1104'),
    office.clients('1101', '1102', '1103', '1104'),
  ]);
  const [at1101, at1102, at1103, at1104] = desks;
  const { one, two } = await talk(people, desks);

  await at1101.ask('consultationCall', consulted('1103'));
  const three = await answered(people[2], at1103);
  await hearEachOther({ '1101': one, '1103': three });
  await at1101.ask('conferenceCall');
  await hearEachOther({ '1101': one, '1102': two, '1103': three });
  const [joined] = (await at1102.eventsUntil('<isConference><true/></isConference>')).slice(-1);
  expect(joined).toContain('<cause><conference/></cause>');
  expect(joined).toContain('<addedParties><otherParty>');

  await at1101.ask('addPartyToCall', '<addedDeviceNumber>1104</addedDeviceNumber>');
  const four = await answered(people[3], at1104);
  await hearEachOther({ '1101': one, '1102': two, '1103': three, '1104': four });
  await at1103.ask('dropCall');
  await three.ended();
  await hearEachOther({ '1101': one, '1102': two, '1104': four });
  await at1101.ask('dropCall');
  await one.ended();
  await hearEachOther({ '1102': two, '1104': four });
});

test('transfer after consulting, and while it still rings', async () => {
  const [people, desks] = await Promise.all([
    office.phones('1101', '1102', '1103', '1104'),
    office.clients('1101', '1102', '1103', '1104'),
  ]);
  const [at1101, at1102, at1103, at1104] = desks;
  const { one, two } = await talk(people, desks);

  await at1101.ask('consultationCall', consulted('1103'));
  const three = await answered(people[2], at1103);
  await hearEachOther({ '1101': one, '1103': three });
  await at1101.ask('transferCall');
  await one.ended();
  await hearEachOther({ '1102': two, '1103': three });
  await at1102.eventsUntil('<cause><transfer/></cause>');

  await at1103.ask('consultationCall', consulted('1104'));
  await people[3].nextCall();
  await at1103.eventsUntil('<delivered/>');
  await at1103.ask('transferCall');
  await three.ended();
  await at1104.ask('answerCall', '<callingNumber>1102</callingNumber>');
  const four = await people[3].nextCall();
  await hearEachOther({ '1102': two, '1104': four });
});

test('divert while it rings, and while they talk; qualifyCall answers', async () => {
  const [people, desks] = await Promise.all([
    office.phones('1101', '1102', '1103', '1104'),
    office.clients('1101', '1102', '1103', '1104'),
  ]);
  const [at1101, at1102, at1103, at1104] = desks;
  await at1101.ask('makeCall', '<calledDeviceNumber>1102</calledDeviceNumber>');
  const one = await people[0].nextCall();
  await people[1].nextCall();
  await at1102.eventsUntil('<alerting/>');
  await at1102.ask('divertCall', diverted('1103'));
  const three = await answered(people[2], at1103);
  await hearEachOther({ '1101': one, '1103': three });
  await at1101.eventsUntil('<cause><redirect/></cause>');

  await at1103.ask('divertCall', diverted('1104'));
  await three.ended();
  await people[3].nextCall();
  await at1104.eventsUntil('<alerting/>');
  expect(await at1104.query('qualifyCall')).toBe(
    '<TelServiceReturn><result><qualifyCall><number>1101</number></qualifyCall></result></TelServiceReturn>',
  );
  const four = await people[3].nextCall();
  await hearEachOther({ '1101': one, '1104': four });
});

test('what fails is told with its cause', async () => {
  const [[first, second], [at1101]] = await Promise.all([
    office.phones('1101', '1102'),
    office.clients('1101', '1102'),
  ]);
  const out = first.call('1102');
  const ringing = await second.nextCall();
  ringing.reject(486);
  await out.ended();
  expect((await at1101.eventsUntil('<failed/>')).join('')).toContain('<cause><busy/></cause>');

  // Nobody has registered this one.
  at1101.clear();
  const nowhere = first.call('1103');
  await nowhere.ended();
  expect((await at1101.eventsUntil('<failed/>')).join('')).toContain('<cause><destNotObtainable/></cause>');
});

test('a supervisor suspends a queue: who calls gets its failure route; then it is resumed', async () => {
  const [people, desks] = await Promise.all([
    office.phones('1101', '1104', '1105'),
    office.clients('1101', '1104', '1105'),
  ]);
  const [first, fourth, annas] = people;
  const [at1101, at1104, at1105] = desks;
  const service = '<service>support</service>';
  const supervise = (name: string): Promise<string> => at1101.send(`<${name}>${service}</${name}>`);

  expect(await supervise('suspendRoutingPoint')).toContain('<standard/>');
  expect(await supervise('queryRoutingPointState')).toContain('<started-suspended/>');
  const out = first.call('700');
  out.sendTone(tones['1101']);
  await (await fourth.nextCall()).answer();
  const [rang] = await at1104.eventsUntil('<alerting/>');
  expect(rang).toContain('<lastRedirectionParty><number>700</number>');
  const told = await at1101.eventsUntil('<connected/>');
  expect(told.find((event) => event.includes('<delivered/>'))).toContain('<cause><route/></cause>');
  await out.hangup();
  await at1104.eventsUntil('<cleared/>');

  expect(await supervise('resumeRoutingPoint')).toContain('<standard/>');
  await at1105.ask('agentState', '<state><loggedOn/></state>');
  await at1105.ask('agentState', '<state><ready/></state>');
  expect(await supervise('queryRoutingPointState')).toContain('<started-running/>');
  const again = first.call('700');
  again.sendTone(tones['1101']);
  const served = await annas.nextCall();
  await served.answer();
  await hearEachOther({ '1101': again, '1105': served });
  expect(await at1105.query('queryAgentState')).toContain('<state><busy/></state>');

  const total = await at1101.send(
    `<queryRoutingPointStatistics>${service}<type><total/></type></queryRoutingPointStatistics>`,
  );
  expect(total).toContain('<routedToDistributionCallsCount>1</routedToDistributionCallsCount>');
  expect(total).toContain('<routedToFailureRouteCallsCount>1</routedToFailureRouteCallsCount>');
  expect(total).toContain('<incomingCallsCount>2</incomingCallsCount>');
  const user = await at1105.query('queryUserStatistics', '<type><total/></type>');
  expect(user).toContain('<agentIncomingCallsConnectedCount>1</agentIncomingCallsConnectedCount>');
  expect(user).toContain('<agentBusyDuration>00:00:0');
});
