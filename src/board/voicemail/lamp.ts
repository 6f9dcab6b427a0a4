import type { PhoneId } from '../ids.ts';
import type { Turn } from '../turn.ts';

/** Tells Asterisk how many messages a phone has: it tells those of its phones that watch the box, now and later. */
export function lightLamp(turn: Turn, phone: PhoneId): void {
  const { unheard, heard } = turn.state.devices.get(phone) ?? { unheard: 0, heard: 0 };
  if (turn.state.phones.has(phone)) turn.want({ name: 'message-lamp', mailbox: phone, unheard, heard });
}
