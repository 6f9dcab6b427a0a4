import type { IncomingCall } from '../phone/incoming-call.ts';
import type { Phone } from '../phone/phone.ts';
import type { Trunk } from '../phone/trunk.ts';
import type { Peer } from './office.ts';

/** What one round of traffic has shown, in milliseconds; every time is taken from SIP datagrams by one clock. */
export interface Round {
  /** From the end of an agent's talk to the next INVITE at that agent's phone, while somebody waited. */
  readonly idleGapMs: number[];
  /** From a caller's INVITE to the INVITE at a free agent's phone. */
  readonly entryToInviteMs: number[];
  calls: number;
  failed: number;
}

export const newRound = (): Round => ({ idleGapMs: [], entryToInviteMs: [], calls: 0, failed: 0 });

/** Somewhere between 60 and 140 % of `ms`. */
const about = (ms: number, random: () => number): number => ms * (0.6 + 0.8 * random());

interface TrafficOptions {
  readonly peer: Peer;
  readonly phones: readonly Phone[];
  readonly trunk: Trunk;
  readonly random: () => number;
}

/**
 * Keeps more callers in the system than there are agents, so that somebody always waits, and watches how long each
 * freed agent stays without the next call. The agents hang up.
 */
export async function saturate(
  { peer, phones, trunk, random }: TrafficOptions,
  {
    waiting,
    durationMs,
    talkMs,
    round,
  }: { waiting: number; durationMs: number; talkMs: number; round: Round },
): Promise<void> {
  const over = new AbortController();
  const talks = new Set<Promise<void>>();
  for (const phone of phones) {
    let freedAt: number | null = null;
    phone.answer = { afterMs: 200 };
    phone.onIncoming = (call) => {
      const { inviteAt } = call.times;
      if (!over.signal.aborted && freedAt !== null && inviteAt !== undefined)
        round.idleGapMs.push(inviteAt - freedAt);
      freedAt = null;
      const talk = async (): Promise<void> => {
        try {
          await call.answered({ timeoutMs: 10_000 });
          await new Promise((resolve) => setTimeout(resolve, about(talkMs, random)));
          await call.hangup();
          freedAt = call.times.endedAt ?? null;
        } catch {
          // The caller left first, or the round is over.
        }
      };
      const running = talk().finally(() => talks.delete(running));
      talks.add(running);
    };
  }
  const caller = async (): Promise<void> => {
    while (!over.signal.aborted) {
      const call = trunk.call(peer);
      round.calls += 1;
      try {
        await call.ended({ timeoutMs: 60_000 });
      } catch {
        round.failed += 1;
        await call.hangup();
      }
    }
  };
  const callers = Array.from({ length: phones.length + waiting }, () => caller());
  await new Promise((resolve) => setTimeout(resolve, durationMs));
  over.abort();
  await Promise.all(trunk.calls.map((call) => call.hangup()));
  await Promise.all([...callers, ...talks]);
}

/** One caller at a time while every agent is free. */
export async function trickle(
  { peer, phones, trunk }: TrafficOptions,
  { calls, round }: { calls: number; round: Round },
): Promise<void> {
  for (let n = 0; n < calls; n += 1) {
    const rung = Promise.withResolvers<IncomingCall>();
    for (const phone of phones) {
      phone.answer = { afterMs: 1 };
      phone.onIncoming = rung.resolve;
    }
    const call = trunk.call(peer);
    round.calls += 1;
    const ringing = await rung.promise;
    round.entryToInviteMs.push((ringing.times.inviteAt ?? Number.NaN) - (call.times.inviteAt ?? Number.NaN));
    await ringing.answered({ timeoutMs: 10_000 });
    await call.hangup();
    await ringing.ended({ timeoutMs: 10_000 });
  }
}
