import type { AgentId, QueueId } from '../board/ids.ts';
import { emptyOffice, type NumberTarget } from '../board/office.ts';
import { memberOf, queueWith, type QueueSettings } from '../board/queue-settings.ts';
import type { OfficeDocument } from './schema.ts';

type NumberEntry = OfficeDocument['numbers'][number];
type QueueEntry = OfficeDocument['queues'][number];

/**
 * An office document as this program reads it, of one that an earlier version has stored: what the office file has
 * learned since gets the value that it has when it is left out.
 */
export function presentDocument(stored: unknown): OfficeDocument {
  const document = stored as OfficeDocument;
  const { parking, hooks, recording, voicemail } = emptyOffice;
  return {
    ...document,
    outside: filled(document.outside, []),
    parking: filled(document.parking, parking),
    hooks: filled(document.hooks, hooks),
    recording: filled(document.recording, {
      format: 'wav',
      stereo: true,
      keepTracks: false,
      mostPerCall: recording.mostPerCall,
      direct: 'on-demand',
    }),
    voicemail: filled(document.voicemail, {
      longest: voicemail.longestMs,
      silence: voicemail.silenceMs,
      shortest: voicemail.shortestMs,
      mostPerBox: voicemail.mostPerBox,
      format: voicemail.format,
    }),
    directories: filled(document.directories, []),
    calendars: filled(document.calendars, []),
    reasons: filled(document.reasons, []),
    numbering: filled(document.numbering, { country: null, strict: false }),
    campaigns: filled(document.campaigns, []),
    callingRules: filled(document.callingRules, []),
    agents: document.agents.map((agent) => ({
      ...agent,
      skills: filled(agent.skills, {}),
      connect: filled(agent.connect, 'ring'),
      capacity: filled(agent.capacity, 1),
      quietWhenNotReady: filled(agent.quietWhenNotReady, false),
    })),
    queues: document.queues.map(presentQueue),
    phones: document.phones.map((phone) => ({
      ...phone,
      ring: filled(phone.ring, 30_000),
      silence: filled(phone.silence, 30_000),
      callWaiting: filled(phone.callWaiting, false),
      mailbox: filled(phone.mailbox, false),
    })),
    numbers: document.numbers.map((entry) => ({ ...entry, to: filled(entry.to, queueOf(entry)) })),
  };
}

/** Until version 0.2 members were ids, and there was one strategy. */
type FormerQueue = QueueEntry & { readonly whenMissed?: 'not-ready' | 'rest' };

function presentQueue({ whenMissed, ...queue }: FormerQueue): QueueEntry {
  if ('tiers' in queue) return queue;
  const { strategy: _, members, ...others } = queue as QueueEntry;
  const filledIn = queueWith({
    ...(others as QueueEntry),
    record: filled((others as QueueEntry).record, 'on-demand'),
  });
  const becomes = whenMissed ?? 'not-ready';
  const present: QueueSettings = {
    ...filledIn,
    members: (members as readonly unknown[]).map((member) => memberOf(member as AgentId)),
    missed: { ...filledIn.missed, 'no-answer': { becomes, after: 1 }, unreachable: { becomes, after: 1 } },
  };
  // What the schema gives may be changed, what is stored never is.
  return present as QueueEntry;
}

/** Version 0.1 had queues only. */
function queueOf(entry: NumberEntry & { readonly queue?: string }): NumberTarget {
  return { kind: 'queue', queue: entry.queue as QueueId };
}

/** The types say what documents are now; what was stored may not have it. */
function filled<T>(value: T | undefined, otherwise: T): T {
  return value === undefined ? otherwise : value;
}
