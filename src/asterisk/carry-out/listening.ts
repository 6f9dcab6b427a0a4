import type { AriPort } from '../ari/port.ts';
import type { The } from './the.ts';

/** Silence in milliseconds after which a talk is over, and the least energy of a talk, which is Asterisk's own default. */
const talkDetect = { greeting: '400,256', pause: '1500,256' } as const;
/** What a fax machine answers with (ITU-T V.25): 2100 Hz, for so long, from the far end. */
const faxTone = 'TONE_DETECT(2100,400,r)';

/** Without res_tonedetect there is just no word of tones. */
export async function listen(port: AriPort, { channel: channelId, for: what }: The<'listen'>): Promise<void> {
  const tell = (variable: string, value: string): Promise<void> =>
    port.request('channels.setChannelVar', { channelId, variable, value });
  switch (what) {
    case 'greeting':
      await Promise.all([tell('TALK_DETECT(set)', talkDetect.greeting), tell(faxTone, '').catch(() => {})]);
      return;
    case 'pause':
      return tell('TALK_DETECT(set)', talkDetect.pause);
    case 'nothing':
      await Promise.all([tell('TALK_DETECT(remove)', ''), tell('TONE_DETECT(0,,x)', '').catch(() => {})]);
  }
}
