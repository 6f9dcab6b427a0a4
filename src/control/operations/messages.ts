import { z } from 'zod';
import { CordboardError } from '../../base/errors.ts';
import type { MessageRow } from '../../board/account.ts';
import type { MessageId, PhoneId } from '../../board/ids.ts';
import { isSupervisor, type Caller } from '../caller.ts';
import type { Exchange } from '../exchange.ts';
import { callField, doneOutput, durationField, partyField, phoneField, timeField } from '../fields.ts';
import type { MessageFiles, MessageStore } from '../messages/message-files.ts';
import { operation, type Operation } from '../operation.ts';

const messageField = z.string().min(1).max(80).describe('id of a message');

const messageOutput = z.object({
  message: messageField,
  phone: phoneField.describe('whose box it is in'),
  call: callField,
  at: timeField,
  caller: partyField,
  durationMs: durationField,
  heardAt: timeField.nullable(),
  heardBy: z.string().nullable().describe('a user, or the phone at which it was heard'),
});

export function messageOperations(
  exchange: Exchange,
  store: MessageStore,
  files: MessageFiles | null,
): Operation[] {
  const { state } = exchange;

  /** The phone at which the user is signed in, and the one that is his own. */
  const ownPhones = ({ user }: Caller): (PhoneId | null)[] => [
    state.agents.get(user)?.phone ?? null,
    state.office.agents.find(({ id }) => id === user)?.phone ?? null,
  ];

  const mayHear = (caller: Caller, phone: PhoneId): boolean =>
    isSupervisor(caller) || ownPhones(caller).includes(phone);

  const found = (caller: Caller, id: string): MessageRow => {
    const message = store.get(id);
    if (message === undefined || message.deletedAt !== null || !mayHear(caller, message.phone)) {
      throw new CordboardError('message-unknown', `there is no message ${id} that ${caller.user} may hear`);
    }
    return message;
  };

  const change = async (
    name: 'mark-message-heard' | 'delete-message',
    caller: Caller,
    id: string,
  ): Promise<{ seq: number }> => {
    const { phone } = found(caller, id);
    return { seq: await exchange.command({ name, phone, message: id as MessageId, by: caller.user }) };
  };

  const listed = (caller: Caller, phone: PhoneId | undefined): MessageRow[] => {
    if (phone !== undefined && !mayHear(caller, phone)) {
      throw new CordboardError('not-permitted', `${caller.user} may hear his own messages only`);
    }
    return store.present(phone).filter((message) => mayHear(caller, message.phone));
  };

  return [
    operation({
      name: 'messages',
      summary: 'Messages in mailboxes, the latest first: all for supervisors, the own ones for agents',
      permission: 'agent',
      method: 'get',
      path: '/messages',
      input: z.strictObject({ phone: phoneField.optional().describe('only those in the box of this phone') }),
      output: z.object({ messages: z.array(messageOutput) }),
      run: (caller, { phone }) => ({ messages: listed(caller, phone).map(shown) }),
    }),
    operation({
      name: 'mark-message-heard',
      summary: 'A message has been heard: it no longer lights the lamp',
      permission: 'agent',
      method: 'post',
      path: '/messages/{message}/heard',
      input: z.strictObject({ message: messageField }),
      output: doneOutput,
      run: (caller, { message }) => change('mark-message-heard', caller, message),
    }),
    operation({
      name: 'delete-message',
      summary: 'Delete a message and its sound',
      permission: 'agent',
      method: 'post',
      path: '/messages/{message}/delete',
      input: z.strictObject({ message: messageField }),
      output: doneOutput,
      run: (caller, { message }) => change('delete-message', caller, message),
    }),
    operation({
      name: 'message-file',
      summary: 'The sound of a message, or the mail that has it as an attachment; it does not count as heard',
      permission: 'agent',
      method: 'get',
      path: '/messages/{message}/file',
      input: z.strictObject({
        message: messageField,
        what: z.enum(['audio', 'mail']).default('audio'),
      }),
      output: z.object({
        name: z.string().describe('name for the file'),
        type: z.string().describe('media type'),
        base64: z.string().describe('its bytes'),
      }),
      run: async (caller, { message, what }) => {
        const row = found(caller, message);
        if (files === null) {
          throw new CordboardError('message-file-gone', 'the sound of messages is not on this machine');
        }
        const { name, type, bytes } = await files.read(row, what);
        return { name, type, base64: bytes.toString('base64') };
      },
    }),
  ];
}

function shown({ id, phone, call, at, caller, durationMs, heardAt, heardBy }: MessageRow) {
  return { message: id, phone, call, at, caller, durationMs, heardAt, heardBy };
}
