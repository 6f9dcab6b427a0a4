import { showTime } from '../dates.ts';
import { guidOf } from '../guid.ts';
import type { HouseRecord } from '../house/records.ts';
import { writeData } from '../parameters.ts';
import { seconds } from './written.ts';

/** More agents than this have never spoken in one recording. */
const partsPerRecording = 1_000;
/** app_queue's arguments after the queue's name, of which none is used. */
const noArguments = ',,,,,,,,,';

const accounts = { inbound: 'Inbound', outbound: 'Outbound', internal: 'Internal' } as const;

/** What getrecords answers of one recording: the fields of the document, in its order. */
export function recordAnswer(record: HouseRecord, timeZone: string) {
  const { call, recording, number, part, direction, campaign, from, to, agent, phone, trunk } = record;
  const { startedAt, endedAt, over, data, alternatives } = record;
  const isQueue = campaign !== null && direction === 'inbound';
  const [caller, called] =
    direction === 'inbound' ? [trunk ?? from.number, phone ?? to] : [phone ?? from.number, trunk ?? to];
  return {
    id: number * partsPerRecording + part,
    calldate: showTime(startedAt, timeZone),
    clid: `"${(from.name === '' ? (campaign ?? '') : from.name).replaceAll('"', '')}" <${from.number}>`,
    src: from.number,
    dst: to,
    dcontext: direction,
    channel: channelOf(caller),
    dstchannel: channelOf(called),
    lastapp: isQueue ? 'Queue' : 'Dial',
    lastdata: isQueue ? `${campaign}${noArguments}` : channelOf(called),
    duration: seconds(endedAt - startedAt),
    billsec: seconds(record.agentMs),
    disposition: over?.disposition ?? 'ANSWERED',
    amaflags: 3,
    accountcode: accounts[direction],
    userfield: record.tag === '' ? null : record.tag,
    uniqueid: call,
    type: 'record',
    guid: guidOf(recording),
    causecode: over === null ? null : String(over.cause),
    campaign,
    direction,
    carrier: trunk,
    linkedid: call,
    peeraccount: agent,
    sequence: part,
    charged_balance: null,
    real_balance: null,
    note: record.note,
    contact: record.contact,
    finishtime: showTime(over?.at ?? endedAt, timeZone),
    rating: record.rating,
    dialerbase: record.list,
    parandvalues: data === null || Object.keys(data).length === 0 ? null : writeData(data),
    alternatives: alternatives === null || alternatives.length === 0 ? null : alternatives.join(':'),
    quality: 0,
  };
}

/** As uContact names channels, without the number that Asterisk counts them by. */
export function channelOf(of: string): string {
  return `SIP/${of}`;
}
