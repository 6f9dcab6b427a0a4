import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { callEvents } from '../unit/gateways/telservices/manual/call-events.ts';
import { asPrinted, TelServicesOffice, tones } from './harness/telservices.ts';

/** The six examples of the call event: real phones do what the text says, a client hears what is printed. */
let office: TelServicesOffice;
beforeAll(async () => {
  office = await TelServicesOffice.start();
});
afterEach(() => office.goHome());
afterAll(async () => {
  await office?.stop();
});

const printed = (...names: readonly (keyof typeof callEvents)[]): string[] =>
  asPrinted(names.map((name) => callEvents[name]));

const isTransfer = (event: string): boolean => event.includes('<cause><transfer/></cause>');

test('example 1: 1101 calls 1102, which answers; 1101 is monitored', async () => {
  const [first, second] = await office.phones('1101', '1102');
  const client = await office.client('1101');
  await office.talk(first, second, ['1101', '1102']);
  expect(asPrinted(await client.eventsUntil('<connected/>'))).toEqual(
    printed('1 initiated', '1 originated', '1 delivered', '1 connected'),
  );
});

test('example 1, by makeCall', async () => {
  const [first, second] = await office.phones('1101', '1102');
  const client = await office.client('1101');
  await client.ask('makeCall', '<calledDeviceNumber>1102</calledDeviceNumber>');
  await first.nextCall();
  await (await second.nextCall()).answer();
  expect(asPrinted(await client.eventsUntil('<connected/>'))).toEqual(
    printed('1 initiated', '1 originated', '1 delivered', '1 connected'),
  );
});

test('example 2: the same, 1102 is monitored', async () => {
  const [first, second] = await office.phones('1101', '1102');
  const client = await office.client('1102');
  await office.talk(first, second, ['1101', '1102']);
  expect(asPrinted(await client.eventsUntil('<connected/>'))).toEqual(printed('2 alerting', '2 connected'));
});

test('example 3: while 1101 is connected to 1102, it consults 1103, which answers', async () => {
  const [first, second, third] = await office.phones('1101', '1102', '1103');
  const client = await office.client('1101');
  await office.talk(first, second, ['1101', '1102']);
  await client.eventsUntil('<connected/>');
  client.clear();
  await client.ask('consultationCall', '<consultedDeviceNumber>1103</consultedDeviceNumber>');
  await (await third.nextCall()).answer();
  expect(asPrinted(await client.eventsUntil('<connected/>'))).toEqual(
    printed('3 initiated', '3 originated', '3 delivered', '3 connected'),
  );
});

test('example 4: 1102 consults 1103, which consults 1104; 1103 transfers, then 1102; 1104 is monitored', async () => {
  const [first, second, third, fourth] = await office.phones('1101', '1102', '1103', '1104');
  const [at1102, at1103, client] = await office.clients('1102', '1103', '1104');
  const [firsts] = await office.talk(first, second, ['1101', '1102']);
  await at1102.ask('consultationCall', '<consultedDeviceNumber>1103</consultedDeviceNumber>');
  await (await third.nextCall()).answer();
  await at1103.eventsUntil('<connected/>');
  await at1103.ask('consultationCall', '<consultedDeviceNumber>1104</consultedDeviceNumber>');
  const fourths = await fourth.nextCall();
  await fourths.answer();
  await client.eventsUntil('<connected/>');
  await at1103.ask('transferCall');
  await client.eventsUntil('<cause><transfer/></cause>');
  await at1102.ask('transferCall');
  const events = await client.eventsUntil('<number>1101</number>');
  expect(asPrinted(events.filter(isTransfer))).toEqual(printed('4 first transfer', '4 second transfer'));
  await Promise.all([firsts.hearsOnly([tones['1104']]), fourths.hearsOnly([tones['1101']])]);
});

test('example 5: 1101 calls 1102, which diverts to 1103', async () => {
  const [first, second, third] = await office.phones('1101', '1102', '1103');
  const [at1102, client] = await office.clients('1102', '1103');
  first.call('1102');
  await second.nextCall();
  await at1102.eventsUntil('<alerting/>');
  await at1102.ask('divertCall', '<divertedDeviceNumber>1103</divertedDeviceNumber>');
  await third.nextCall();
  expect(asPrinted(await client.eventsUntil('<alerting/>'))).toEqual(printed('5 alerting'));
});

test('example 6: 1101 calls 1102, which diverts to 1103, which diverts to 1104', async () => {
  const [first, second, third, fourth] = await office.phones('1101', '1102', '1103', '1104');
  const [at1102, at1103, client] = await office.clients('1102', '1103', '1104');
  first.call('1102');
  await second.nextCall();
  await at1102.eventsUntil('<alerting/>');
  await at1102.ask('divertCall', '<divertedDeviceNumber>1103</divertedDeviceNumber>');
  await third.nextCall();
  await at1103.eventsUntil('<alerting/>');
  await at1103.ask('divertCall', '<divertedDeviceNumber>1104</divertedDeviceNumber>');
  await fourth.nextCall();
  expect(asPrinted(await client.eventsUntil('<alerting/>'))).toEqual(printed('6 alerting'));
});
