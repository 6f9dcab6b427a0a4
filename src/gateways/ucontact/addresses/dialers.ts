import { done } from '../answers.ts';
import { resources, type Address } from '../address.ts';
import { needTime } from '../dates.ts';
import { ParameterError } from '../errors.ts';
import type { House } from '../house.ts';
import { object, readObject, whole, word } from '../json-field.ts';
import { readName } from '../names.ts';
import { needNumber } from '../numbers.ts';
import { readData } from '../parameters.ts';
import { agentIn, numbersIn } from './contact-fields.ts';

const respool = object({
  campaign: word,
  destination: word,
  dialerbase: word,
  status: whole(0, 1),
  data: word,
  alternatives: word,
  contact: whole(0, Number.MAX_SAFE_INTEGER),
  retries: whole(0, 9_999),
  priority: whole(1, 9_999),
  agentphone: word,
});

const schedule = object({
  calldate: word,
  campaign: word,
  destination: word,
  alternatives: word,
  agentphone: word,
  data: word,
});

/** Dialers/Respool, ScheduleDialerCall, RemoveContact, RemoveScheduleDialerCall. */
export function dialerAddresses({
  contacts,
  campaigns,
  clock,
}: Pick<House, 'contacts' | 'campaigns' | 'clock'>): Address[] {
  return [
    {
      method: 'post',
      path: `${resources}/Dialers/Respool`,
      parameters: ['callspool'],
      permission: 'supervisor',
      onError: 'sentence',
      async handle(form, { caller }) {
        const wanted = readObject('callspool', form.need('callspool'), respool);
        // "status (sempre 1)", "NÃO MUDAR".
        if (wanted.status === 0) throw new ParameterError('callspool.status', 'is always 1');
        await contacts.respool(caller, {
          campaign: campaigns.outbound(readName(wanted.campaign)),
          list: wanted.dialerbase,
          contact: wanted.contact === 0 ? null : wanted.contact,
          attempts: wanted.retries ?? 0,
          numbers: numbersIn('callspool', wanted),
          data: readData('callspool.data', wanted.data),
          priority: wanted.priority,
          agent: agentIn('callspool.agentphone', wanted.agentphone, campaigns),
        });
        return done;
      },
    },
    {
      method: 'post',
      path: `${resources}/Dialers/ScheduleDialerCall`,
      parameters: ['callschedule'],
      permission: 'supervisor',
      onError: 'zero',
      async handle(form, { caller }) {
        const wanted = readObject('callschedule', form.need('callschedule'), schedule);
        await contacts.add(caller, {
          campaign: campaigns.outbound(readName(wanted.campaign)),
          at: needTime('callschedule.calldate', wanted.calldate, clock.timeZone),
          numbers: numbersIn('callschedule', wanted),
          data: readData('callschedule.data', wanted.data),
          // "1 é usado para agenda".
          priority: 1,
          agent: agentIn('callschedule.agentphone', wanted.agentphone, campaigns),
          source: '',
        });
        return done;
      },
    },
    {
      method: 'post',
      path: `${resources}/Dialers/RemoveContact`,
      parameters: ['campaign', 'number'],
      permission: 'supervisor',
      onError: 'sentence',
      async handle(form, { caller }) {
        const campaign = campaigns.outbound(readName(form.need('campaign')));
        const number = needNumber('number', form.text('number'));
        const removed = await contacts.remove(caller, campaign, number);
        if (removed === 0) throw new ParameterError('number', 'the campaign is to call nobody there');
        return done;
      },
    },
    {
      method: 'post',
      path: `${resources}/Dialers/RemoveScheduleDialerCall`,
      parameters: ['campaign', 'destination', 'from', 'to'],
      permission: 'supervisor',
      onError: 'sentence',
      async handle(form, { caller }) {
        const campaign = campaigns.outbound(readName(form.need('campaign')));
        const number = needNumber('destination', form.text('destination'));
        const from = needTime('from', form.need('from'), clock.timeZone);
        const to = needTime('to', form.need('to'), clock.timeZone);
        if (to < from) throw new ParameterError('to', 'is before from');
        // The last second is inside, whole.
        const wanted = { campaign, number, from, to: to + 999 };
        if ((await contacts.removeScheduled(caller, wanted)) === 0) {
          throw new ParameterError('destination', 'the campaign has promised no call there at that time');
        }
        return done;
      },
    },
  ];
}
