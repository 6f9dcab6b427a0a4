import { done, text } from '../answers.ts';
import { resources, type Address, type Asked } from '../address.ts';
import type { Form } from '../form.ts';
import type { House } from '../house.ts';
import { readName } from '../names.ts';
import { needNumber } from '../numbers.ts';

const call = ['callerid', 'agent', 'phone', 'tech', 'context', 'outqueue', 'destination'] as const;

/** Agents/AgentCall, Agents/AgentCallwithData, Agents/HangupPhone. `tech` and `context` are Asterisk's, and ours to know. */
export function agentCallAddresses({ calls, campaigns }: Pick<House, 'calls' | 'campaigns'>): Address[] {
  const make = async (form: Form, { caller }: Asked) => {
    const campaign = form.text('outqueue');
    const callerId = form.text('callerid');
    const id = await calls.call(caller, {
      agent: form.text('phone') === '' ? form.need('agent') : form.text('agent'),
      phone: form.text('phone'),
      destination: needNumber('destination', form.text('destination')),
      callerId: callerId === '' ? '' : needNumber('callerid', callerId),
      campaign: campaign === '' ? null : campaigns.outbound(readName(campaign)),
      data: form.text('data'),
      form: form.text('form'),
    });
    return text(id);
  };
  return [
    {
      method: 'post',
      path: `${resources}/Agents/AgentCall`,
      parameters: call,
      permission: 'agent',
      onError: 'zero',
      handle: make,
    },
    {
      method: 'post',
      path: `${resources}/Agents/AgentCallwithData`,
      parameters: [...call, 'data', 'form'],
      permission: 'agent',
      onError: 'zero',
      handle: make,
    },
    {
      method: 'post',
      path: `${resources}/Agents/HangupPhone`,
      parameters: ['phone'],
      permission: 'agent',
      onError: 'zero',
      async handle(form, { caller }) {
        await calls.hangUp(caller, form.need('phone'));
        return done;
      },
    },
  ];
}
