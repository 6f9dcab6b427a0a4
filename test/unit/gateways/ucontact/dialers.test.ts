import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.trusting();
});
afterEach(() => stage.close());

/** Without the comments, which are the document's explanations, but with its quotes. */
const printedRespool = `{
  “campaign": “Ventas->”,
  “destination": “098344484”,
  “dialerbase": “basetest”,
  “status": 1,
  “data": “Par1=Val1:Par2=Val2”,
  “alternatives": “098124484”,
  “contact": 222,
  “retries": 0,
  “priority": 9999,
  “agentphone": “1001”
}`;
const respooled = {
  campaign: 'ventas',
  list: 'basetest',
  contact: 222,
  attempts: 0,
  numbers: ['098344484', '098124484'],
  data: { Par1: 'Val1', Par2: 'Val2' },
  priority: 9999,
  agent: 'agente1',
};

describe('Respool', () => {
  test('takes the object as it is printed', async () => {
    const { status, body } = await stage.post('Dialers/Respool', { callspool: printedRespool });
    expect([status, body]).toEqual([200, '1']);
    expect(stage.office.asked).toEqual([['respool', respooled]]);
  });

  test('numbers may be texts, and what is left out is as usual', async () => {
    const object = { campaign: 'Ventas', destination: 98344484, contact: '222', retries: '3' };
    await stage.post('Dialers/Respool', { callspool: JSON.stringify(object) });
    expect(stage.office.asked).toEqual([
      [
        'respool',
        {
          ...respooled,
          list: '',
          attempts: 3,
          numbers: ['98344484'],
          data: {},
          priority: null,
          agent: null,
        },
      ],
    ]);
  });

  test.each([
    [{ callspool: '' }, 'callspool: is missing'],
    [{ callspool: '{“campaign": }' }, 'callspool: is not JSON'],
    [{ callspool: '[]' }, 'callspool: is not a JSON object'],
    [{ callspool: printedRespool.replace('098344484', '') }, 'callspool.destination: is missing'],
    [{ callspool: printedRespool.replace('Ventas->', 'Nobody->') }, 'there is no campaign Nobody'],
    [
      { callspool: printedRespool.replace('Par1=', 'Par1') },
      'callspool.data: is not written as in Par1=Val1:Par2=Val2',
    ],
    [
      { callspool: printedRespool.replace('9999', '0') },
      'callspool.priority: is not a whole number from 1 to 9999',
    ],
    [
      { callspool: printedRespool.replace('222', '"x"') },
      'callspool.contact: is not a whole number from 0 to 9007199254740991',
    ],
    [{ callspool: printedRespool.replace('“status": 1', '“status": 0') }, 'callspool.status: is always 1'],
    [
      { callspool: printedRespool.replace('1001', '1999') },
      'callspool.agentphone: is nobody’s account and nobody’s phone',
    ],
    [{ callspool: printedRespool.replace('098124484', 'x:1') }, 'callspool.alternatives: is not a number'],
  ])('%#: what is wrong is told, and nothing is done', async (form, sentence) => {
    const { status, body } = await stage.post('Dialers/Respool', form);
    expect([status, body]).toEqual([400, sentence]);
    expect(stage.office.asked).toEqual([]);
  });
});

const printedSchedule = `{
  “calldate” : “2015-10-11 15:00:00”,
  “campaign” : ‘Sales->’,
  “destination” : ‘098344484’,
  “alternatives” : ‘099124484:099121212’,
  “agentphone” : ‘1001’,
  “data” : ‘Par1=Val1:Par2=Val2’
}`;

describe('ScheduleDialerCall', () => {
  test('takes the object as it is printed', async () => {
    const { status, body } = await stage.post('Dialers/ScheduleDialerCall', {
      callschedule: printedSchedule,
    });
    expect([status, body]).toEqual([200, '1']);
    expect(stage.office.asked).toEqual([
      [
        'add',
        {
          campaign: 'sales',
          at: Date.parse('2015-10-11T18:00:00Z'),
          numbers: ['098344484', '099124484', '099121212'],
          data: { Par1: 'Val1', Par2: 'Val2' },
          priority: 1,
          agent: 'agente1',
          source: '',
        },
      ],
    ]);
  });

  test.each([
    [
      printedSchedule.replace('15:00:00', '25:00:00'),
      'callschedule.calldate: is not a date and time as in 2015-10-11 15:00:00',
    ],
    [printedSchedule.replace('Sales->', 'Nobody->'), 'there is no campaign Nobody'],
    ['{', 'callschedule: is not JSON'],
  ])('%#: an error is 0', async (callschedule, reason) => {
    const { status, body, headers } = await stage.post('Dialers/ScheduleDialerCall', { callschedule });
    expect([status, body, headers.get('x-error')]).toEqual([200, '0', reason]);
    expect(stage.office.asked).toEqual([]);
  });
});

describe('RemoveContact', () => {
  test('removes', async () => {
    const { status, body } = await stage.post('Dialers/RemoveContact', {
      campaign: 'Ventas->',
      number: '098344484',
    });
    expect([status, body]).toEqual([200, '1']);
    expect(stage.office.asked).toEqual([['remove', { campaign: 'ventas', number: '098344484' }]]);
  });

  test('says when there was nobody to remove: the number may be mistyped', async () => {
    stage.office.found = 0;
    const { status, body } = await stage.post('Dialers/RemoveContact', { campaign: 'Ventas->', number: '1' });
    expect([status, body]).toEqual([400, 'number: the campaign is to call nobody there']);
  });

  test.each([
    [{ campaign: '', number: '1' }, 'campaign: is missing'],
    [{ campaign: 'Ventas->', number: '' }, 'number: is missing'],
  ])('%#', async (form, sentence) => {
    expect((await stage.post('Dialers/RemoveContact', form)).body).toBe(sentence);
    expect(stage.office.asked).toEqual([]);
  });
});

describe('RemoveScheduleDialerCall', () => {
  const form = {
    campaign: 'Ventas->',
    destination: '098344484',
    from: '2015-10-11 00:00:00',
    to: '2015-10-11 23:59:59',
  };

  test('removes what is promised in that time, its last second included', async () => {
    const { status, body } = await stage.post('Dialers/RemoveScheduleDialerCall', form);
    expect([status, body]).toEqual([200, '1']);
    const from = Date.parse('2015-10-11T03:00:00Z');
    expect(stage.office.asked).toEqual([
      ['removeScheduled', { campaign: 'ventas', number: '098344484', from, to: from + 86_400_000 - 1 }],
    ]);
  });

  test.each([
    [{ ...form, from: '' }, 'from: is missing'],
    [{ ...form, from: '2015-10-11' }, 'from: is not a date and time as in 2015-10-11 15:00:00'],
    [{ ...form, to: '2015-13-11 00:00:00' }, 'to: is not a date and time as in 2015-10-11 15:00:00'],
    [{ ...form, to: '2015-10-10 00:00:00' }, 'to: is before from'],
  ])('%#', async (wrong, sentence) => {
    const { status, body } = await stage.post('Dialers/RemoveScheduleDialerCall', wrong);
    expect([status, body]).toEqual([400, sentence]);
    expect(stage.office.asked).toEqual([]);
  });

  test('says when nothing was promised', async () => {
    stage.office.found = 0;
    expect((await stage.post('Dialers/RemoveScheduleDialerCall', form)).status).toBe(400);
  });
});
