import { AriError } from '../ari/errors.ts';
import type { AriPort } from '../ari/port.ts';
import { runBriefly } from './brief-channel.ts';
import type { The } from './the.ts';

/**
 * Asterisk would take any context, and hang up in one that is not there: so it is asked first, and the caller stays
 * with us. Rejects with code 'unprocessable' then.
 */
export async function handOver(port: AriPort, app: string, effect: The<'hand-over'>): Promise<void> {
  const { channel: channelId, context, extension } = effect;
  const { value } = await port.request('channels.getChannelVar', {
    channelId,
    variable: `DIALPLAN_EXISTS(${context},${extension},1)`,
  });
  if (value !== '1') {
    throw new AriError('unprocessable', `the dialplan has no ${extension},1 in the context ${context}`);
  }
  // Of a channel that is outside of Stasis we hear only when it is asked for.
  const watched = port.request('applications.subscribe', {
    applicationName: app,
    eventSource: `channel:${channelId}`,
  });
  const told = tell(port, {
    ...effect.variables,
    CORDBOARD_CONTEXT: context,
    CORDBOARD_EXTENSION: extension,
  });
  const [, key] = await Promise.all([Promise.allSettled([watched]), told]);
  await port.request('channels.continueInDialplan', {
    channelId,
    context: 'cordboard-hand-over',
    extension: key,
    priority: 1,
  });
}

const keys = 1_000;
let lastKey = 0;

/**
 * Lays variables down where the context cordboard-hand-over takes them up; resolves with the key to them. A variable
 * that ARI sets on the channel itself would forbid DB(), FILE(), SHELL() and the like to its dialplan for good
 * ("Dangerous function … blocked").
 */
async function tell(port: AriPort, variables: Readonly<Record<string, string>>): Promise<string> {
  lastKey = (lastKey + 1) % keys;
  const key = String(keys + lastKey);
  const value = Object.entries(variables)
    .map(([name, text]) => `${name}=${encoded(text)}`)
    .join('&');
  await port.request('asterisk.setGlobalVar', { variable: `CORDBOARD_TOLD_${key}`, value });
  return key;
}

/** For URIDECODE() within other functions, which brackets and quotes would end. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*~]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * ARI has no hold of a channel that is outside of Stasis: another channel sends it to where it would return itself.
 * Rejects with code 'conflict' when it is here: it has come by itself, or has never gone.
 */
export async function takeBack(port: AriPort, { channel }: The<'take-back'>): Promise<void> {
  const { dialplan } = await port.request('channels.get', { channelId: channel });
  if (dialplan.app_name === 'Stasis') {
    throw new AriError('conflict', `channel ${channel} is not in the dialplan`);
  }
  await runBriefly(port, 'cordboard-fetch', { CORDBOARD_CHANNEL: channel });
}
