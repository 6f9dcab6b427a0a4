import type { Office } from '../board/office.ts';
import type { OfficeDocument } from './schema.ts';

/** What the board works with. No secrets: it is journalled. */
export function boardOffice(document: OfficeDocument): Office {
  const { outside, parking, hooks, recording, voicemail } = document;
  return {
    agents: document.agents.map(
      ({ id, name, phone, record, skills, connect, capacity, quietWhenNotReady }) => ({
        id,
        name,
        phone: phone ?? null,
        record: record ?? null,
        skills,
        connect,
        capacity,
        quietWhenNotReady,
      }),
    ),
    phones: document.phones.map(({ id, callerId, autoAnswer, ring, callWaiting, group, mailbox, email }) => ({
      id,
      name: callerId ?? '',
      endpoint: `PJSIP/${id}`,
      autoAnswer,
      ringMs: ring,
      callWaiting,
      group: group ?? null,
      mailbox,
      email: email ?? null,
    })),
    trunks: document.trunks.map(({ id, most, perSecond }) => ({
      id,
      endpoint: `PJSIP/${id}`,
      limits: { most: most ?? null, perSecond: perSecond ?? null },
    })),
    queues: document.queues,
    numbers: document.numbers,
    outside,
    parking,
    hooks,
    voicemail: {
      longestMs: voicemail.longest,
      silenceMs: voicemail.silence,
      shortestMs: voicemail.shortest,
      mostPerBox: voicemail.mostPerBox,
      format: voicemail.format,
    },
    timeZone: document.timeZone,
    calendars: document.calendars,
    reasons: document.reasons,
    campaigns: document.campaigns,
    callingRules: document.callingRules.map(({ needsMessage: _asked, ...rules }) => rules),
    recording: { mostPerCall: recording.mostPerCall, direct: recording.direct },
  };
}
