import type { AriPort } from '../ari/port.ts';
import { mailboxContext } from '../account-objects.ts';
import { runBriefly } from './brief-channel.ts';
import type { The } from './the.ts';

/** The `i` holds the phone's update back until the number is there too: one re-INVITE for both. */
export async function show(port: AriPort, { channel: channelId, party }: The<'show'>): Promise<void> {
  const tell = (variable: string, value: string): Promise<void> =>
    port.request('channels.setChannelVar', { channelId, variable, value: plain(value) });
  await Promise.all([tell('CONNECTEDLINE(name,i)', party.name), tell('CONNECTEDLINE(num)', party.number)]);
}

export async function answerTransfer(
  port: AriPort,
  { channel, accepted }: The<'answer-transfer'>,
): Promise<void> {
  await port.request('channels.transfer_progress', {
    channelId: channel,
    states: accepted ? 'channel_answered' : 'channel_declined',
  });
}

/** ARI knows no mailboxes where Asterisk was built without res_ari_mailboxes, as Debian's is. */
export async function lightLamp(
  port: AriPort,
  { mailbox, unheard, heard }: The<'message-lamp'>,
): Promise<void> {
  await runBriefly(port, 'cordboard-lamp', {
    CORDBOARD_MAILBOX: `${mailbox.replaceAll(/[^\w.+-]/g, '')}@${mailboxContext}`,
    CORDBOARD_UNHEARD: String(unheard),
    CORDBOARD_HEARD: String(heard),
  });
}

/** A header takes no line ends, and a display's name no quotes. */
function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll(/["\\<>\u0000-\u001f\u007f]/g, '');
}
