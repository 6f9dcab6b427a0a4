import type { Effect, HangupReason } from '../board/effect.ts';
import type { Party } from '../board/call/call.ts';
import { AriError } from './ari/errors.ts';
import type { AriPort } from './ari/port.ts';
import { legArgument } from './hear.ts';

/** ARI's words for why we hang up. */
const ariReasons = {
  normal: 'normal',
  'answered-elsewhere': 'answered_elsewhere',
  unallocated: 'unallocated',
  congestion: 'congestion',
} as const satisfies Record<HangupReason, string>;

/** Two ways of telling a phone to answer by itself; makers differ in which they know. */
const autoAnswerHeaders = {
  'PJSIP_HEADER(add,Call-Info)': '<sip:cordboard>;answer-after=0',
  'PJSIP_HEADER(add,Alert-Info)': '<http://cordboard>;info=alert-autoanswer;delay=0',
};

/**
 * Sends one effect to Asterisk. All requests of it are made at once and are carried out in their order; rejects
 * with the AriError of the one that matters.
 */
export async function carryOut(port: AriPort, app: string, effect: Effect): Promise<void> {
  switch (effect.name) {
    case 'hold-caller': {
      const answered = port.request('channels.answer', { channelId: effect.channel });
      const playing = port.request('channels.startMoh', {
        channelId: effect.channel,
        mohClass: effect.music,
      });
      await Promise.all([answered, playing]);
      return;
    }
    case 'ring':
      await port.request('channels.originateWithId', {
        channelId: effect.leg,
        endpoint: effect.endpoint,
        app,
        appArgs: legArgument,
        callerId: callerIdOf(effect.display),
        timeout: Math.ceil(effect.timeoutMs / 1000),
        ...(effect.autoAnswer ? { variables: autoAnswerHeaders } : {}),
      });
      return;
    case 'connect': {
      // Plain `mixing` would give no DTMF and garble the music (native RTP). The bridge may be there already. The
      // caller's music would go on in it.
      const made = port.request('bridges.createWithId', {
        bridgeId: effect.bridge,
        type: 'mixing,dtmf_events',
      });
      const quiet = effect.channels
        .slice(0, 1)
        .map((channelId) => port.request('channels.stopMoh', { channelId }));
      const joined = port.request('bridges.addChannel', {
        bridgeId: effect.bridge,
        channel: effect.channels,
      });
      await Promise.allSettled([made, ...quiet]);
      await joined.catch((error: unknown) => {
        // Asterisk's word for a party that has hung up just now.
        if (!(error instanceof AriError && error.code === 'bad-request')) throw error;
        throw new AriError('not-found', error.message, { ...error.details, cause: error });
      });
      return;
    }
    case 'drop-bridge':
      await port.request('bridges.destroy', { bridgeId: effect.bridge });
      return;
    case 'hang-up':
      await port.request('channels.hangup', { channelId: effect.channel, reason: ariReasons[effect.reason] });
  }
}

/** `"name" <number>` without what would end the quotes or the number. */
function callerIdOf({ name, number }: Party): string {
  return `"${name.replaceAll(/["\\\r\n]/g, '')}" <${number.replaceAll(/[<>"\r\n]/g, '')}>`;
}
