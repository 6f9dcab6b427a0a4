import { done, type Answer } from '../answers.ts';
import { resources, type Address, type Asked } from '../address.ts';
import { needTime } from '../dates.ts';
import { ParameterError } from '../errors.ts';
import type { Form } from '../form.ts';
import type { House } from '../house.ts';
import { flag, object, readObject, word } from '../json-field.ts';
import { readName } from '../names.ts';
import { readData } from '../parameters.ts';
import { agentIn, numbersIn } from './contact-fields.ts';

const task = object({
  calldate: word,
  campaign: word,
  destination: word,
  alternatives: word,
  agent: word,
  data: word,
  source: word,
  bulk: flag,
  automatic: flag,
});

/**
 * Dialers/DialerTask. Its four modes are told by three fields: with a date it is a call at that time; without one,
 * `automatic` is a contact that comes before all others, `bulk` one of the dialler's, and neither is a call that an
 * agent makes now.
 */
export function dialerTaskAddress({
  calls,
  contacts,
  campaigns,
  clock,
}: Pick<House, 'calls' | 'contacts' | 'campaigns' | 'clock'>): Address {
  const carryOut = async (form: Form, { caller }: Asked): Promise<Answer> => {
    const wanted = readObject('call', form.need('call'), task);
    const campaign = campaigns.outbound(readName(wanted.campaign));
    const numbers = numbersIn('call', wanted);
    const data = readData('call.data', wanted.data);
    const agent = agentIn('call.agent', wanted.agent, campaigns);
    const { source } = wanted;
    const contact = { campaign, numbers, data, agent, source };
    if (wanted.calldate !== '') {
      const at = needTime('call.calldate', wanted.calldate, clock.timeZone);
      await contacts.add(caller, { ...contact, at, priority: 1 });
    } else if (wanted.automatic) await contacts.add(caller, { ...contact, at: null, priority: 1 });
    else if (wanted.bulk) await contacts.add(caller, { ...contact, at: null, priority: null });
    else {
      // The printed example names no agent, and "source" is where the call comes from: an agent's phone, for instance.
      const who = agent ?? campaigns.agent(source);
      if (who === null) {
        if (!campaigns.isRunning(campaign)) {
          throw new ParameterError('call.campaign', 'does not run: nobody would be called now');
        }
        await contacts.add(caller, { ...contact, at: null, priority: 1 });
      } else {
        const [destination] = numbers;
        await calls.call(caller, {
          agent: who,
          phone: '',
          destination,
          callerId: '',
          campaign,
          data: wanted.data,
          form: '',
        });
      }
    }
    return done;
  };
  return {
    method: 'post',
    path: `${resources}/Dialers/DialerTask`,
    parameters: ['call'],
    permission: 'supervisor',
    onError: 'zero',
    handle: carryOut,
  };
}
