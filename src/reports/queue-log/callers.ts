import type { LeaveReason } from '../../board/call/waiting.ts';
import type { Fact } from '../../board/fact.ts';
import type { AgentId, CallId, LegId, QueueId } from '../../board/ids.ts';
import { none, queueLogLine, seconds, type QueueLogEvent } from './line.ts';
import { LinesUp } from './lines-up.ts';

interface Caller {
  readonly number: string;
  /** null: in no queue. */
  queue: QueueId | null;
  /** When he came into this queue, and at which place. */
  since: number;
  position: number;
  /** He has hung up and is to be called back: app_queue knows nobody of that kind until he is on the line again. */
  isAfar: boolean;
  readonly offers: Map<AgentId, number>;
  readonly legs: Map<LegId, AgentId>;
  talk: Talk | null;
}

interface Talk {
  readonly agent: AgentId | null;
  readonly leg: LegId;
  readonly bridge: string;
  readonly rangMs: number;
  /** null until they hear each other. */
  bridgedAt: number | null;
  /** Somebody has sent the caller on; to which number, the next facts tell. */
  transferredAt: number | null;
}

/** Callers as app_queue logs them. */
export class Callers {
  readonly #lines = new LinesUp();
  readonly #callers = new Map<CallId, Caller>();

  /** The lines that this fact makes of callers. */
  take(fact: Fact): string[] {
    if (!('call' in fact) || fact.call === null) return [];
    if (fact.kind === 'call.arrived' || fact.kind === 'call.made' || fact.kind === 'call.consulted') {
      const begun = newCaller(fact.caller.number);
      const leg = fact.kind === 'call.arrived' ? fact.channel : fact.leg;
      if (fact.agent !== null) begun.legs.set(leg, fact.agent);
      this.#callers.set(fact.call, begun);
      return [];
    }
    // What queues have of campaigns is told by their attempts: such a call was made by its agent's phone at most.
    if (fact.kind === 'attempt.begun') this.#callers.delete(fact.call);
    const caller = this.#callers.get(fact.call);
    if (caller === undefined) return [];
    const lines = this.#takeOf(fact, caller);
    if (fact.kind === 'call.ended') this.#callers.delete(fact.call);
    return lines;
  }

  #takeOf(fact: Extract<Fact, { call: CallId }>, caller: Caller): string[] {
    const { at } = fact;
    const call = fact.call;
    switch (fact.kind) {
      case 'call.queued':
      case 'call.requeued': {
        const enteredAt = fact.kind === 'call.queued' ? fact.enteredAt : caller.since;
        // A talk that came to nothing: he goes on waiting where he was.
        if (caller.queue === fact.queue && caller.talk?.bridgedAt == null) {
          caller.talk = null;
          this.#lines.remove(fact.queue, call);
          this.#lines.add(fact.queue, { call, priority: fact.priority, enteredAt });
          return [];
        }
        const left = [
          ...this.#endTalk(call, caller, at, 'COMPLETEAGENT'),
          ...this.#withdraw(call, caller, at, 'moved'),
        ];
        return [...left, this.#enter(call, caller, fact.queue, fact.priority, enteredAt, at)];
      }
      case 'call.left-queue':
        return this.#leave(call, caller, at, fact.reason, fact.digits);
      case 'callback.wanted': {
        const lines = this.#leave(call, caller, at, 'callback', undefined);
        caller.queue = fact.queue;
        caller.isAfar = true;
        return lines;
      }
      case 'offer.made':
        caller.offers.set(fact.agent, at);
        return [];
      case 'offer.passed':
        this.#callers.get(fact.to)?.offers.set(fact.agent, caller.offers.get(fact.agent) ?? at);
        caller.offers.delete(fact.agent);
        return [];
      case 'offer.ended':
        return this.#endOffer(call, caller, fact);
      case 'leg.added':
        if (fact.agent !== null) caller.legs.set(fact.leg, fact.agent);
        return [];
      // He has picked up with a call of his own.
      case 'leg.moved': {
        const agent = caller.legs.get(fact.leg);
        if (agent !== undefined) this.#callers.get(fact.to)?.legs.set(fact.leg, agent);
        return [];
      }
      case 'leg.replaced': {
        const agent = caller.legs.get(fact.former);
        if (agent !== undefined) caller.legs.set(fact.leg, agent);
        return [];
      }
      case 'call.connected':
      case 'call.answered': {
        // A former talk was parked or sent on: this one is no more the queue's.
        const former = this.#endTalk(call, caller, at, 'COMPLETEAGENT');
        if (caller.queue === null) return former;
        const agent = fact.kind === 'call.connected' ? fact.agent : (caller.legs.get(fact.leg) ?? null);
        const rangMs = at - ((agent === null ? undefined : caller.offers.get(agent)) ?? at);
        caller.talk = {
          agent,
          leg: fact.leg,
          bridge: fact.bridge,
          rangMs,
          bridgedAt: null,
          transferredAt: null,
        };
        return [];
      }
      case 'call.bridged':
        return this.#connect(call, caller, at);
      case 'leg.regrouped':
        if (fact.cause === 'transfer' && caller.talk !== null) caller.talk.transferredAt = at;
        return [];
      case 'call.redirected':
        return fact.cause === 'transfer' ? this.#transfer(call, caller, at, fact.to) : [];
      case 'call.handed':
        if (fact.leavesQueue === true) return this.#endTalk(call, caller, at, 'COMPLETECALLER');
        // Who leaves a conference has left the caller with the others.
        if (caller.talk !== null && fact.agent !== caller.talk.agent) caller.talk.transferredAt ??= at;
        return this.#transfer(call, caller, at, null);
      case 'call.reaching':
        return this.#transfer(call, caller, at, null);
      case 'call.parked':
        if (caller.talk !== null) caller.talk.transferredAt ??= at;
        return this.#transfer(call, caller, at, String(fact.slot));
      case 'call.away':
        // Into a hook after the talk, or before the queue to which the agent has sent him.
        return this.#endTalk(call, caller, at, 'COMPLETEAGENT');
      case 'call.returned': {
        // The dialplan has said another queue for somebody who waits.
        const { queue, priority } = fact;
        if (queue === null || caller.queue === null || queue === caller.queue) return [];
        const left = this.#withdraw(call, caller, at, 'moved');
        if (caller.isAfar) {
          // Who is called back is in the log again when he talks, and not before.
          caller.queue = queue;
          return left;
        }
        return [...left, this.#enter(call, caller, queue, priority ?? 0, caller.since, at)];
      }
      case 'call.message':
      case 'call.turned-away':
        return [
          ...this.#endTalk(call, caller, at, 'COMPLETEAGENT'),
          ...this.#withdraw(call, caller, at, 'moved'),
        ];
      case 'call.ended':
        return this.#end(call, caller, at, fact.end);
      default:
        return [];
    }
  }

  #enter(
    call: CallId,
    caller: Caller,
    queue: QueueId,
    priority: number,
    enteredAt: number,
    at: number,
  ): string {
    caller.queue = queue;
    caller.since = at;
    caller.isAfar = false;
    caller.talk = null;
    caller.position = this.#lines.add(queue, { call, priority, enteredAt });
    return queueLogLine(at, call, queue, none, 'ENTERQUEUE', '', caller.number, caller.position);
  }

  /** Takes him out of his queue; returns his last place and his wait, as these lines have them. */
  #out(call: CallId, caller: Caller, at: number): readonly [number, number, number] {
    const last = caller.queue === null ? 1 : this.#lines.remove(caller.queue, call);
    caller.queue = null;
    return [last, caller.position, seconds(caller.since, at)];
  }

  #leave(
    call: CallId,
    caller: Caller,
    at: number,
    reason: LeaveReason,
    digits: string | undefined,
  ): string[] {
    const { queue } = caller;
    if (queue === null || caller.isAfar) {
      caller.queue = null;
      return [];
    }
    const line = (event: QueueLogEvent, ...fields: (string | number)[]) => [
      queueLogLine(at, call, queue, none, event, ...fields),
    ];
    const where = this.#out(call, caller, at);
    switch (reason) {
      case 'timeout':
      // app_queue's option `n`: all have been rung.
      case 'rounds':
        return line('EXITWITHTIMEOUT', ...where);
      case 'empty':
        return line('EXITEMPTY', ...where);
      case 'exit-key':
        return line('EXITWITHKEY', digits ?? '', ...where);
      default:
        return digits === undefined
          ? line('WITHDRAW', ...where, reason)
          : line('EXITWITHKEY', digits, ...where);
    }
  }

  #withdraw(call: CallId, caller: Caller, at: number, why: string): string[] {
    const { queue, isAfar } = caller;
    if (queue === null) return [];
    const where = this.#out(call, caller, at);
    return isAfar ? [] : [queueLogLine(at, call, queue, none, 'WITHDRAW', ...where, why)];
  }

  #endOffer(call: CallId, caller: Caller, fact: Extract<Fact, { kind: 'offer.ended' }>): string[] {
    const { at, queue, agent, outcome } = fact;
    const rangMs = at - (caller.offers.get(agent) ?? at);
    caller.offers.delete(agent);
    switch (outcome) {
      case 'no-answer':
      case 'rejected':
      case 'busy':
      case 'unreachable':
        return [queueLogLine(at, call, queue, agent, 'RINGNOANSWER', rangMs)];
      case 'caller-gone':
        return [queueLogLine(at, call, queue, agent, 'RINGCANCELED', rangMs)];
      default:
        return [];
    }
  }

  #connect(call: CallId, caller: Caller, at: number): string[] {
    const { queue, talk } = caller;
    if (queue === null || talk === null || talk.bridgedAt !== null) return [];
    if (talk.agent === null) return this.#withdraw(call, caller, at, 'moved');
    const lines = caller.isAfar ? [this.#enterAgain(call, caller, queue, at)] : [];
    talk.bridgedAt = at;
    this.#lines.remove(queue, call);
    const fields = [seconds(caller.since, at), talk.leg, Math.floor(talk.rangMs / 1_000)];
    return [...lines, queueLogLine(at, call, queue, talk.agent, 'CONNECT', ...fields)];
  }

  /** He was called back. */
  #enterAgain(call: CallId, caller: Caller, queue: QueueId, at: number): string {
    const { talk } = caller;
    const line = this.#enter(call, caller, queue, 0, at, at);
    caller.talk = talk;
    return line;
  }

  /** By whom the caller was sent on: to a number, or to somebody whom he has asked. */
  #transfer(call: CallId, caller: Caller, at: number, to: string | null): string[] {
    const { queue, talk, since, position } = caller;
    if (queue === null || talk?.bridgedAt == null || talk.agent === null || talk.transferredAt === null)
      return [];
    const times = [seconds(since, talk.bridgedAt), seconds(talk.bridgedAt, talk.transferredAt), position];
    caller.queue = null;
    caller.talk = null;
    const line = (event: QueueLogEvent, ...fields: (string | number)[]) => [
      queueLogLine(at, call, queue, talk.agent ?? none, event, ...fields, ...times),
    ];
    return to === null
      ? line('ATTENDEDTRANSFER', 'BRIDGE', talk.bridge)
      : line('BLINDTRANSFER', to, 'cordboard');
  }

  #endTalk(call: CallId, caller: Caller, at: number, event: 'COMPLETEAGENT' | 'COMPLETECALLER'): string[] {
    // Nobody was told whereto: they were brought together.
    const transferred = this.#transfer(call, caller, at, null);
    if (transferred.length > 0) return transferred;
    const { queue, talk, since, position } = caller;
    if (queue === null || talk?.bridgedAt == null) return [];
    const times = [seconds(since, talk.bridgedAt), seconds(talk.bridgedAt, at), position];
    caller.queue = null;
    caller.talk = null;
    return [queueLogLine(at, call, queue, talk.agent ?? none, event, ...times)];
  }

  #end(
    call: CallId,
    caller: Caller,
    at: number,
    end: Extract<Fact, { kind: 'call.ended' }>['end'],
  ): string[] {
    const { queue, talk } = caller;
    if (queue === null) return [];
    if (talk?.bridgedAt != null) {
      return this.#endTalk(
        call,
        caller,
        at,
        end === 'completed-by-caller' ? 'COMPLETECALLER' : 'COMPLETEAGENT',
      );
    }
    if (caller.isAfar || end === 'merged') return this.#withdraw(call, caller, at, 'moved');
    return [queueLogLine(at, call, queue, none, 'ABANDON', ...this.#out(call, caller, at))];
  }
}

function newCaller(number: string): Caller {
  return {
    number,
    queue: null,
    since: 0,
    position: 1,
    isAfar: false,
    offers: new Map(),
    legs: new Map(),
    talk: null,
  };
}
