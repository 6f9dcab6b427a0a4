import type { PhoneId } from '../../../board/ids.ts';
import { callElement } from '../answer/call.ts';
import { snapshotElement } from '../answer/snapshot.ts';
import { RequestError } from '../errors.ts';
import type { FeedEntry } from '../session/feed.ts';
import type { Session } from '../session/session.ts';
import type { XmlElement } from '../xml/element.ts';
import { checkEntitled } from './entitled.ts';
import { monitor, type Requester, type ServiceParts, type Services } from './service.ts';

/** Snapshot: at once, or for HTTP clients when the next change comes. */
export function snapshotService(parts: ServiceParts): Services<'snapshot'> {
  const { telephony, sessions, settings } = parts;
  return {
    async snapshot({ deviceNumber, resultOnEvent }, by) {
      if (resultOnEvent !== null && by.transport !== 'http') {
        throw new RequestError('snapshot > resultOnEvent', 'is possible over HTTP only');
      }
      const session = sessions.get(deviceNumber);
      const phone = monitor(parts, session);
      const clients = session.clientsAt(by.address);
      const entry =
        resultOnEvent === null
          ? null
          : await nextEntry(parts, session, by, {
              after: resultOnEvent.snapshotSeq ?? session.feed.seq,
              timeoutMs: Math.min(resultOnEvent.timeout * 1000, settings.longestPollMs),
            });
      // A poll is long, and the right to it may have gone meanwhile.
      checkEntitled(telephony.users, session, clients, by);
      const now = entry ?? {
        seq: session.feed.seq,
        calls: undefined,
        session: telephony.line.isUp ? null : ('pbxlinkOutOfService' as const),
      };
      return written(parts, phone, by.transport === 'http' ? now.seq : null, now);
    },
  };
}

/** The change that follows the client's last; null when it does not come in time or can no longer be told. */
async function nextEntry(
  { clock }: ServiceParts,
  session: Session,
  { address, transport, gone }: Requester,
  { after, timeoutMs }: { after: number; timeoutMs: number },
): Promise<FeedEntry | null> {
  const known = session.feed.after(after);
  if (known === 'lost' || timeoutMs === 0) return known === 'lost' ? null : known;
  if (known !== null) return known;
  const client = session.requester(address, transport)?.id ?? null;
  return new Promise((resolve) => {
    const end = (entry: FeedEntry | null): void => {
      giveUp();
      cancelTimeout();
      gone.removeEventListener('abort', abandon);
      resolve(entry);
    };
    const abandon = (): void => end(null);
    const giveUp = session.feed.wait(client, end);
    const cancelTimeout = clock.after(timeoutMs, abandon);
    gone.addEventListener('abort', abandon);
    if (gone.aborted) abandon();
  });
}

function written(
  { telephony, book, writer, clock }: ServiceParts,
  phone: PhoneId,
  snapshotSeq: number | null,
  entry: Omit<FeedEntry, 'seq'>,
): XmlElement {
  const now = clock.now();
  const shown = entry.calls === undefined ? book.show(phone, telephony.devices.calls(phone)) : entry.calls;
  return snapshotElement(
    {
      snapshotSeq,
      call: shown === null ? null : callElement(writer, shown, now),
      features: telephony.features.of(phone),
      agent: telephony.agents.at(phone),
      session: entry.session,
    },
    now,
  );
}
