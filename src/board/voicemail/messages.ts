import { CordboardError } from '../../base/errors.ts';
import type { StoredMessage } from '../device/device.ts';
import type { MessageId, PhoneId } from '../ids.ts';
import type { Turn } from '../turn.ts';

/** Once heard, a message stays so. Throws 'message-unknown'. */
export function markHeard(turn: Turn, phone: PhoneId, message: MessageId, by: string): void {
  if (messageIn(turn, phone, message).heardAt !== null) return;
  turn.record({ kind: 'message.heard', message, phone, by });
}

/** Throws 'message-unknown'. */
export function deleteMessage(turn: Turn, phone: PhoneId, message: MessageId, by: string): void {
  messageIn(turn, phone, message);
  turn.record({ kind: 'message.deleted', message, phone, by });
}

function messageIn({ state }: Turn, phone: PhoneId, id: MessageId): StoredMessage {
  const message = state.devices.get(phone)?.messages.find((one) => one.id === id);
  if (message === undefined) {
    throw new CordboardError('message-unknown', `there is no message ${id} in the box of phone ${phone}`);
  }
  return message;
}
