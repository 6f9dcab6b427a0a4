import { z } from 'zod';
import { forwardTypes } from '../../board/device/device.ts';
import { isSupervisor } from '../caller.ts';
import type { Exchange } from '../exchange.ts';
import { phoneField } from '../fields.ts';
import { operation, type Operation } from '../operation.ts';
import { phoneOutput, phoneView } from '../views/phone-view.ts';
import { phoneOf, phoneVerb, which } from './phone-verb.ts';

const number = z
  .string()
  .regex(
    /^\+?[0-9A-Za-z*#-]{1,40}$/,
    'is not a number: up to 40 digits, * and #, with or without a leading +, or the id of a queue',
  )
  .describe('a number as it would be dialled at the phone, or the id of a queue');
const data = z.string().max(4_000).optional().describe('what goes with the call to whoever sees it');

/** Call control: what a phone can do with calls, whoever asks for it. */
export function phoneOperations(exchange: Exchange): Operation[] {
  const { state } = exchange;
  const verb = phoneVerb(exchange);

  return [
    verb({
      name: 'make-call',
      summary: 'Click to dial: the phone rings or picks up by itself, then the number is dialled',
      input: { number, data },
      command: (asked) => ({ name: 'make-call', ...asked }),
    }),
    verb({
      name: 'answer-call',
      summary: 'Let the phone pick up the call that rings: it is rung anew with an auto-answer header',
      input: which,
      command: (asked) => ({ name: 'answer-call', ...asked }),
    }),
    verb({
      name: 'reject-call',
      summary: 'Refuse the call that rings',
      input: which,
      command: (asked) => ({ name: 'reject-call', ...asked }),
    }),
    verb({
      name: 'drop-call',
      summary: 'Hang up the present call of the phone',
      input: which,
      command: (asked) => ({ name: 'drop-call', ...asked }),
    }),
    verb({
      name: 'drop-party',
      summary: 'Hang up on one party of a conference',
      input: { number: z.string().max(80).describe('number of the party') },
      command: (asked) => ({ name: 'drop-party', ...asked }),
    }),
    verb({
      name: 'hold-call',
      summary: 'Put the call on hold: the other party hears music',
      input: which,
      command: (asked) => ({ name: 'hold-call', ...asked }),
    }),
    verb({
      name: 'retrieve-call',
      summary: 'Take a call from hold',
      input: which,
      command: (asked) => ({ name: 'retrieve-call', ...asked }),
    }),
    verb({
      name: 'alternate-call',
      summary: 'Change between the call on hold and the present one',
      input: {},
      command: () => ({ name: 'alternate-call' }),
    }),
    verb({
      name: 'consult',
      summary:
        'Put the call on hold and call somebody about it: an agent, a queue, an extension, the outside',
      input: { number, ...which, data },
      command: (asked) => ({ name: 'consult', ...asked }),
    }),
    verb({
      name: 'reconnect-call',
      summary: 'End the consultation and take the call on hold back',
      input: {},
      command: () => ({ name: 'reconnect-call' }),
    }),
    verb({
      name: 'transfer-call',
      summary: 'Bring the call on hold and the consulted party together, be it that it still rings or waits',
      input: {},
      command: () => ({ name: 'transfer-call' }),
    }),
    verb({
      name: 'conference-call',
      summary: 'Bring all parties of both calls together and stay',
      input: {},
      command: () => ({ name: 'conference-call' }),
    }),
    verb({
      name: 'add-party',
      summary: 'Ring somebody who joins the call on answering',
      input: { number, ...which, data },
      command: (asked) => ({ name: 'add-party', ...asked }),
    }),
    verb({
      name: 'divert-call',
      summary: 'Send a ringing or connected call elsewhere; a connected one that nobody answers comes back',
      input: { number, ...which, data },
      command: (asked) => ({ name: 'divert-call', ...asked }),
    }),
    verb({
      name: 'pick-up',
      summary: 'Take a call that rings at another phone, or at any phone of the group',
      input: { at: phoneField.optional().describe('the phone that rings; the group when left out') },
      command: (asked) => ({ name: 'pick-up', ...asked }),
    }),
    verb({
      name: 'park-call',
      summary: 'Leave the other party with music in a slot, from which any phone can take it',
      input: { slot: z.int().optional().describe('a free one when left out') },
      command: (asked) => ({ name: 'park-call', ...asked }),
    }),
    verb({
      name: 'unpark-call',
      summary: 'Take the call that is parked in a slot',
      input: { slot: z.int() },
      command: (asked) => ({ name: 'unpark-call', ...asked }),
    }),
    verb({
      name: 'mute',
      summary: 'Whether the others hear the phone',
      input: { on: z.boolean() },
      command: (asked) => ({ name: 'mute', ...asked }),
    }),
    verb({
      name: 'send-digits',
      summary: 'Send tones to the other party',
      input: { digits: z.string().describe('0-9, A-D, * and #') },
      command: (asked) => ({ name: 'send-digits', ...asked }),
    }),
    verb({
      name: 'do-not-disturb',
      summary: 'Refuse calls to the phone as if it were busy',
      input: { on: z.boolean() },
      command: (asked) => ({ name: 'do-not-disturb', ...asked }),
    }),
    verb({
      name: 'forward',
      summary: 'Send calls to the phone elsewhere: at once, when it is busy, when nobody answers',
      input: { type: z.enum(forwardTypes), number: number.nullable().describe('null takes it back') },
      command: (asked) => ({ name: 'forward', ...asked }),
    }),
    operation({
      name: 'phones',
      summary: 'What phones are doing and are set to: all for supervisors, the own one for agents',
      permission: 'agent',
      method: 'get',
      path: '/phones',
      input: z.strictObject({}),
      output: z.object({ phones: z.array(phoneOutput) }),
      run: (caller) => {
        const own = phoneOf(exchange, caller.user);
        const seen = isSupervisor(caller)
          ? state.office.phones
          : state.office.phones.filter(({ id }) => id === own);
        return { phones: seen.map((phone) => phoneView(state, phone)) };
      },
    }),
  ];
}
