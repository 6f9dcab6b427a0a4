import type { Effect } from '../board/effect.ts';
import type { AriPort } from './ari/port.ts';
import { connect, dropBridge, part } from './carry-out/bridges.ts';
import { answer, hangUp, holdCaller, ring, ringback } from './carry-out/legs.ts';
import { handOver, takeBack } from './carry-out/dialplan.ts';
import { listen } from './carry-out/listening.ts';
import { answerTransfer, lightLamp, show } from './carry-out/phones.ts';
import { endRecording, hushRecording, record, takeMessage, tap } from './carry-out/recordings.ts';
import { music, mute, play, sendDigits, stopPlaying } from './carry-out/sounds.ts';

/** What Asterisk calls things of ours. */
export interface Names {
  /** The Stasis application. */
  readonly app: string;
  /** The folder of the spoken prompts. */
  readonly prompts: string;
}

/**
 * Sends one effect to Asterisk. All requests of it are made at once and are carried out in their order; rejects
 * with the AriError of the one that matters.
 */
export async function carryOut(port: AriPort, names: Names, effect: Effect): Promise<void> {
  const { app, prompts } = names;
  switch (effect.name) {
    case 'hold-caller':
      return holdCaller(port, effect);
    case 'answer':
      return answer(port, effect);
    case 'ringback':
      return ringback(port, effect);
    case 'ring':
      return ring(port, app, effect);
    case 'connect':
      return connect(port, effect);
    case 'part':
      return part(port, effect);
    case 'drop-bridge':
      return dropBridge(port, effect);
    case 'music':
      return music(port, effect);
    case 'mute':
      return mute(port, effect);
    case 'send-digits':
      return sendDigits(port, effect);
    case 'show':
      return show(port, effect);
    case 'answer-transfer':
      return answerTransfer(port, effect);
    case 'hang-up':
      return hangUp(port, effect);
    case 'tap':
      return tap(port, app, effect);
    case 'record':
      return record(port, effect);
    case 'hush-recording':
      return hushRecording(port, effect);
    case 'end-recording':
      return endRecording(port, effect);
    case 'take-message':
      return takeMessage(port, effect);
    case 'play':
      return play(port, prompts, effect);
    case 'beep':
      return play(port, prompts, { ...effect, name: 'play', media: ['sound:beep'] });
    case 'stop-playing':
      return stopPlaying(port, effect);
    case 'listen':
      return listen(port, effect);
    case 'hand-over':
      return handOver(port, app, effect);
    case 'take-back':
      return takeBack(port, effect);
    case 'message-lamp':
      return lightLamp(port, effect);
  }
}
