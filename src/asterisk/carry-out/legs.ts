import type { HangupReason } from '../../board/effect.ts';
import type { Party } from '../../board/call/call.ts';
import type { AriPort } from '../ari/port.ts';
import { legArgument } from '../hear.ts';
import type { The } from './the.ts';

/** ARI's words for why we hang up. */
const ariReasons = {
  normal: 'normal',
  'answered-elsewhere': 'answered_elsewhere',
  unallocated: 'unallocated',
  congestion: 'congestion',
  busy: 'busy',
  'no-answer': 'no_answer',
  rejected: 'rejected',
} as const satisfies Record<HangupReason, string>;

/** Two ways of telling a phone to answer by itself; makers differ in which they know. */
const autoAnswerHeaders = {
  'PJSIP_HEADER(add,Call-Info)': '<sip:cordboard>;answer-after=0',
  'PJSIP_HEADER(add,Alert-Info)': '<http://cordboard>;info=alert-autoanswer;delay=0',
};

/** A phone that transfers by itself (REFER) asks the board; dialplan/cordboard.conf says the same for those that call. */
const transferHandling = { 'PJSIP_TRANSFER_HANDLING()': 'ari-only' };

export async function holdCaller(
  port: AriPort,
  { channel, music: mohClass }: The<'hold-caller'>,
): Promise<void> {
  await Promise.all([
    port.request('channels.answer', { channelId: channel }),
    port.request('channels.startMoh', { channelId: channel, mohClass }),
  ]);
}

export async function answer(port: AriPort, { channel }: The<'answer'>): Promise<void> {
  await port.request('channels.answer', { channelId: channel });
}

export async function ringback(port: AriPort, { channel, on }: The<'ringback'>): Promise<void> {
  await port.request(on ? 'channels.ring' : 'channels.ringStop', { channelId: channel });
}

export async function ring(port: AriPort, app: string, effect: The<'ring'>): Promise<void> {
  const isPjsip = effect.endpoint.startsWith('PJSIP/');
  await port.request('channels.originateWithId', {
    channelId: effect.leg,
    endpoint: effect.endpoint,
    app,
    appArgs: legArgument,
    callerId: callerIdOf(effect.display),
    timeout: Math.ceil(effect.timeoutMs / 1000),
    variables: { ...(isPjsip ? transferHandling : {}), ...(effect.autoAnswer ? autoAnswerHeaders : {}) },
  });
}

export async function hangUp(port: AriPort, { channel, reason }: The<'hang-up'>): Promise<void> {
  await port.request('channels.hangup', { channelId: channel, reason: ariReasons[reason] });
}

/** `"name" <number>` without what would end the quotes or the number. */
function callerIdOf({ name, number }: Party): string {
  return `"${name.replaceAll(/["\\\r\n]/g, '')}" <${number.replaceAll(/[<>"\r\n]/g, '')}>`;
}
