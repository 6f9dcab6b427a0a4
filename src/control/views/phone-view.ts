import { z } from 'zod';
import { connectionStates } from '../../board/device/device-call.ts';
import { forwardTypes, newDevice } from '../../board/device/device.ts';
import type { PhoneSettings } from '../../board/office.ts';
import type { BoardState } from '../../board/state.ts';
import { agentField, callField, partyField, phoneField, timeField } from '../fields.ts';

const side = z.object({
  call: callField,
  state: z.enum(connectionStates),
  otherParty: partyField,
  addedParties: z.array(partyField),
  firstOtherParty: partyField.nullable(),
  firstCalledParty: partyField.nullable(),
  lastRedirectionParty: partyField.nullable(),
  connectedAt: timeField.nullable(),
  endedAt: timeField.nullable(),
  isOutgoing: z.boolean(),
  isConference: z.boolean(),
  cause: z.string().nullable(),
  data: z.string().nullable(),
});

const calls = z.object({
  primary: side,
  secondary: side.nullable(),
  permitted: z.array(z.string()).readonly().describe('what can be asked for now; making a call always can'),
});

export const phoneOutput = z.object({
  phone: phoneField,
  name: z.string(),
  agent: agentField.nullable().describe('who is signed in there'),
  calls: calls.nullable(),
  doNotDisturb: z.boolean(),
  forwards: z.array(z.object({ type: z.enum(forwardTypes), number: z.string() })).readonly(),
  messages: z.object({ unheard: z.int(), heard: z.int() }),
});

export function phoneView(state: Readonly<BoardState>, { id, name }: PhoneSettings) {
  const { doNotDisturb, forwards, unheard, heard } = state.devices.get(id) ?? newDevice(id);
  const now = state.deviceCalls.get(id) ?? null;
  return {
    phone: id,
    name,
    agent: state.agentAtPhone.get(id) ?? null,
    calls:
      now === null
        ? null
        : {
            primary: { ...now.primary, addedParties: [...now.primary.addedParties] },
            secondary:
              now.secondary === null
                ? null
                : { ...now.secondary, addedParties: [...now.secondary.addedParties] },
            permitted: now.permitted,
          },
    doNotDisturb,
    forwards,
    messages: { unheard, heard },
  };
}
