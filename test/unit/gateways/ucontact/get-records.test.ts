import { describe, expect, test } from 'vitest';
import { callId, recordingId, type AgentId, type PhoneId, type QueueId } from '../../../../src/board/ids.ts';
import { meaningOf } from '../../../../src/gateways/ucontact/guid.ts';
import { recordAnswer } from '../../../../src/gateways/ucontact/translate/record.ts';
import { RecordOffice, zone, type Recorded } from './record-office.ts';

/** The fields of the printed answer, in its order, with what kind of value each has there. */
const printed = {
  id: 1,
  calldate: '2022-06-20 17:56:59',
  clid: '"Out<-" <9901>',
  src: '9901',
  dst: '33334444',
  dcontext: 'inbound',
  channel: 'SIP/9901-00000000',
  dstchannel: 'SIP/1111-00000001',
  lastapp: 'Queue',
  lastdata: 'Out<-,tkc,,,600,,,functions,,',
  duration: 16,
  billsec: 16,
  disposition: 'NO ANSWER',
  amaflags: 3,
  accountcode: 'Inbound',
  userfield: null,
  uniqueid: '1655747819.0',
  type: 'record',
  guid: '020f9687-adc6-46ca-b675-e96c9d1606ef',
  causecode: '16',
  campaign: 'Out<-',
  direction: 'inbound',
  carrier: '9901',
  linkedid: '1655747819.0',
  peeraccount: 'agent',
  sequence: 0,
  charged_balance: null,
  real_balance: null,
  note: null,
  contact: null,
  finishtime: '2022-06-20 17:58:34',
  rating: 0,
  dialerbase: null,
  parandvalues: null,
  alternatives: null,
  quality: 0,
};

/** The printed object of the filter, without what its comments say. */
const printedFilter = {
  calldatei: '2015-12-03 00:00:00',
  calldatef: '2016-02-24 23:59:59',
  agent: '',
  campaign: '',
  source: '',
  destination: '',
  data: '',
  range: '',
  rating: '',
  mindur: '',
  exclude: '',
  type: 'record',
  cont: '',
};

type Answered = typeof printed;

const benToo = {
  agents: ['anna', 'ben'] as AgentId[],
  tracks: [
    { phone: '1001' as PhoneId, agent: 'anna' as AgentId, from: 0, to: 6 },
    { phone: '1010' as PhoneId, agent: 'ben' as AgentId, from: 6, to: 16 },
  ].map(({ from, to, ...track }) => ({
    ...track,
    file: 'x',
    party: { name: '', number: '' },
    startedAt: Date.parse('2016-01-18T10:00:00-03:00') + from * 1_000,
    endedAt: Date.parse('2016-01-18T10:00:00-03:00') + to * 1_000,
  })),
};

const records: readonly Recorded[] = [
  { number: 1, at: '2016-01-18 10:00:00', more: benToo },
  {
    number: 2,
    at: '2016-01-18 13:30:00',
    seconds: 90,
    more: { caller: { name: 'Carl', number: '098344484' } },
  },
  { number: 3, at: '2016-01-19 22:59:59', more: { queue: 'test' as QueueId, agents: ['ben' as AgentId] } },
  {
    number: 4,
    at: '2016-02-24 23:59:59',
    more: { queue: null, caller: { name: 'Anna', number: '1001' }, dialled: '098344484' },
  },
  { number: 5, at: '2016-02-25 00:00:00' },
];

async function search(office: RecordOffice, filter: object = {}, more: object = {}, key = 'boss-token') {
  const answer = await office.post(
    'Cdr/getrecords',
    {
      lastrow: '0',
      searchLimit: '50',
      filter: JSON.stringify({ ...printedFilter, ...filter }),
      Aleatório: '1',
      ...more,
    },
    key,
  );
  expect(answer.status, answer.body).toBe(200);
  return JSON.parse(answer.body) as Answered[];
}

async function calls(office: RecordOffice, filter: object = {}, more: object = {}, key = 'boss-token') {
  const found = await search(office, filter, more, key);
  return found.map(({ guid, peeraccount }) => `${meaningOf(guid)?.call.slice(7)} ${peeraccount}`);
}

describe('Cdr/getrecords', () => {
  test('answers the printed fields in their order, with the kinds of values that they have there', async () => {
    const office = await RecordOffice.open({ records });
    const [first, second, third] = await search(office);
    expect(Object.keys(first ?? {})).toEqual(Object.keys(printed));
    for (const [field, value] of Object.entries(printed)) {
      const own: unknown = first?.[field as keyof Answered];
      // Which trunk a caller came by nobody has written down.
      if (value !== null && field !== 'carrier') expect([field, typeof own]).toEqual([field, typeof value]);
    }
    expect(first).toEqual({
      ...printed,
      id: 1_000,
      calldate: '2016-01-18 10:00:00',
      clid: '"Power<-" <9901>',
      channel: 'SIP/9901',
      dstchannel: 'SIP/1001',
      lastdata: 'Power<-,,,,,,,,,',
      billsec: 6,
      disposition: 'ANSWERED',
      uniqueid: 'cbtest-1',
      guid: first?.guid,
      campaign: 'Power<-',
      carrier: null,
      linkedid: 'cbtest-1',
      peeraccount: 'anna',
      finishtime: '2016-01-18 10:00:17',
    });
    // As printed: the same call once more, with the next agent.
    expect(second).toMatchObject({
      id: 1_001,
      guid: first?.guid,
      dstchannel: 'SIP/1010',
      billsec: 10,
      peeraccount: 'ben',
      sequence: 1,
    });
    expect(third).toMatchObject({ clid: '"Carl" <098344484>', duration: 90 });
  });

  test('every filter of the document', async () => {
    const office = await RecordOffice.open({ records });
    await office.post('Agents/TagRecord', {
      phone: '33334444',
      guid: (await search(office, { agent: 'ben', campaign: 'Test<-' }))[0]?.guid ?? '',
      data: 'ReclamaÇão de fatura',
    });
    office.ledger.callTags.put({ call: 'cbtest-2', rating: 4, at: 1, by: 'boss' });
    const all = ['1 anna', '1 ben', '2 anna', '3 ben', '4 anna'];
    const expected: [filter: object, found: string[]][] = [
      [{}, all],
      // The second that it names is within; without dates there is no bound.
      [{ calldatef: '2016-02-25 00:00:00' }, [...all, '5 anna']],
      [{ calldatei: '', calldatef: '' }, [...all, '5 anna']],
      [{ calldatei: '2016-01-18 13:30:00', calldatef: '2016-01-18 13:30:00' }, ['2 anna']],
      [{ agent: 'ben' }, ['1 ben', '3 ben']],
      [{ agent: '1010' }, ['1 ben', '3 ben']],
      [{ agent: 'Ben' }, ['1 ben', '3 ben']],
      [{ agent: 'nobody' }, []],
      [{ campaign: 'Power<-' }, ['1 anna', '1 ben', '2 anna']],
      [{ campaign: 'Test' }, ['3 ben']],
      [{ campaign: 'Power->' }, []],
      [{ source: '98344' }, ['2 anna']],
      [{ destination: '098344484' }, ['4 anna']],
      [{ data: 'fatura' }, ['3 ben']],
      [{ data: 'RECLAMAÇÃO' }, ['3 ben']],
      [{ data: '%' }, []],
      [{ range: '9-11' }, ['1 anna', '1 ben']],
      [{ range: '13:30-23:00' }, ['2 anna', '3 ben']],
      [{ range: '22:30:00-01:59:59' }, ['3 ben', '4 anna']],
      [{ rating: '4' }, ['2 anna']],
      [{ rating: 0 }, ['1 anna', '1 ben', '3 ben', '4 anna']],
      [{ mindur: '17' }, ['2 anna']],
      [{ mindur: 16 }, all],
      [{ exclude: '9901' }, ['2 anna', '4 anna']],
      [{ exclude: '9901, 098344484' }, []],
      [{ exclude: '99' }, all],
      // He called once and was called once.
      [{ cont: '2', source: '098344484' }, ['2 anna']],
      [{ cont: '3' }, []],
      [{ type: 'chat' }, []],
    ];
    for (const [filter, found] of expected) {
      expect([filter, await calls(office, filter)]).toEqual([filter, found]);
    }
  });

  test('pages by lastrow and searchLimit: every row once', async () => {
    const office = await RecordOffice.open({ records });
    const page = (lastrow: number, searchLimit: number) =>
      calls(office, {}, { lastrow: String(lastrow), searchLimit: String(searchLimit) });
    expect(await page(0, 2)).toEqual(['1 anna', '1 ben']);
    expect(await page(2, 2)).toEqual(['2 anna', '3 ben']);
    expect(await page(4, 2)).toEqual(['4 anna']);
    expect(await page(6, 2)).toEqual([]);
    // As little as it takes.
    const answer = await office.post('Cdr/getrecords');
    expect(JSON.parse(answer.body)).toHaveLength(6);
  });

  test('agents find their own recordings and no others', async () => {
    const office = await RecordOffice.open({ records });
    expect(await calls(office, {}, {}, 'ben-token')).toEqual(['1 ben', '3 ben']);
    expect(await calls(office, { agent: 'ben' }, {}, 'ben-token')).toEqual(['1 ben', '3 ben']);
    const filter = JSON.stringify({ agent: 'anna' });
    expect((await office.post('Cdr/getrecords', { filter }, 'ben-token')).status).toBe(403);
  });

  test.each([
    [{ filter: '{"agent":' }, 'filter: is not JSON'],
    [{ filter: '[]' }, 'filter: is not a JSON object'],
    [{ filter: '{"calldatei":"2016-02-30 00:00:00"}' }, 'filter.calldatei: is not a date and time'],
    [{ filter: '{"calldatef":"yesterday"}' }, 'filter.calldatef: is not a date and time'],
    [{ filter: '{"range":"25-26"}' }, 'filter.range: is not a part of the day'],
    [{ filter: '{"range":"mornings"}' }, 'filter.range: is not a part of the day'],
    [{ filter: '{"mindur":"long"}' }, 'filter.mindur: is not a whole number'],
    [{ filter: '{"rating":"9"}' }, 'filter.rating: is not a whole number from 0 to 5'],
    [{ filter: '{"cont":-1}' }, 'filter.cont: is not a whole number'],
    [{ filter: '{"agent":{}}' }, 'filter.agent: is not a text'],
    [{ lastrow: '-1' }, 'lastrow: is not a whole number'],
    [{ searchLimit: '0' }, 'searchLimit: is not a whole number from 1 to 1000'],
    [{ searchLimit: '1e9' }, 'searchLimit: is not a whole number'],
  ])('%j is refused, by name: %s', async (parameters, sentence) => {
    const office = await RecordOffice.open();
    const answer = await office.post('Cdr/getrecords', parameters);
    expect(answer.status).toBe(400);
    expect(answer.body).toContain(sentence);
  });

  test('hours are those of the office’s clock, also where it changes', async () => {
    expect(zone).toBe('America/Montevideo');
    // Until 2015 its clocks went back an hour in March: ten o'clock was at 12:00 UTC, then at 13:00.
    const summer = { number: 1, at: '2015-03-07 09:00:00' };
    const winter = { number: 2, at: '2015-03-09 10:00:00' };
    const office = await RecordOffice.open({ records: [summer, winter] });
    const found = await search(office, { calldatei: '', range: '10-11' });
    expect(found.map(({ calldate }) => calldate)).toEqual(['2015-03-07 10:00:00', '2015-03-09 10:00:00']);
  });
});

test('an outbound campaign’s record says whom it called for what, as dialers have it', () => {
  const call = callId('test', 7);
  const answer = recordAnswer(
    {
      call,
      recording: recordingId(call, 1),
      number: 9,
      part: 0,
      direction: 'outbound',
      campaign: 'Ventas->',
      from: { name: '', number: '+59829000000' },
      to: '+59898344484',
      agent: 'anna',
      phone: '1001',
      trunk: 'line',
      startedAt: Date.UTC(2015, 9, 11, 18),
      endedAt: Date.UTC(2015, 9, 11, 18, 1),
      agentMs: 60_000,
      over: null,
      tag: '',
      rating: 5,
      note: 'amanhã',
      contact: 222,
      list: 'basetest',
      data: { Par1: 'Val1', Par2: 'Val2' },
      alternatives: ['+59898124484', '+59899124484'],
    },
    zone,
  );
  expect(answer).toMatchObject({
    calldate: '2015-10-11 15:00:00',
    clid: '"Ventas->" <+59829000000>',
    src: '+59829000000',
    dst: '+59898344484',
    dcontext: 'outbound',
    channel: 'SIP/1001',
    dstchannel: 'SIP/line',
    lastapp: 'Dial',
    accountcode: 'Outbound',
    campaign: 'Ventas->',
    carrier: 'line',
    causecode: null,
    finishtime: '2015-10-11 15:01:00',
    note: 'amanhã',
    contact: 222,
    rating: 5,
    dialerbase: 'basetest',
    parandvalues: 'Par1=Val1:Par2=Val2',
    alternatives: '+59898124484:+59899124484',
  });
});
