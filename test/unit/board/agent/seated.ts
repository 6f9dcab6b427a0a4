import type { CallId, LegId } from '../../../../src/board/ids.ts';
import type { ConnectMode, Office } from '../../../../src/board/office.ts';
import type { QueueSettings } from '../../../../src/board/queue-settings.ts';
import { anna, ben, Desk } from '../call-control/desk.ts';
import { agentOf, queueOf } from '../settings.ts';

/** An office in which Anna keeps her phone up between calls; Ben is rung unless it is said otherwise. */
export class SeatedDesk extends Desk {
  constructor(
    bens: ConnectMode = 'ring',
    queue: Partial<QueueSettings> = {},
    more: Partial<Office> = {},
    annas: ConnectMode = 'stay',
  ) {
    super({
      agents: [
        agentOf(anna, { phone: '1101' as never, connect: annas }),
        agentOf(ben, { phone: '1102' as never, connect: bens }),
      ],
      queues: [queueOf('support', [anna, ben], queue)],
      ...more,
    });
  }

  /** Anna is ready and has picked up her phone. */
  seated(): this {
    this.ready(anna);
    this.answers(this.seat);
    return this;
  }

  /** The seat's channel. */
  get seat(): LegId {
    const { seat } = this.agent(anna);
    const leg = seat === null ? undefined : this.call(seat)?.legs[0];
    if (leg === undefined) throw new Error('Anna has no seat');
    return leg.id;
  }

  get seatState(): string {
    const { seat } = this.agent(anna);
    return seat === null ? 'none' : (this.call(seat)?.legs[0]?.state ?? 'none');
  }

  /** A customer speaks with Anna, who is seated. */
  served(channel = 'c1'): CallId {
    const call = this.calls('900', channel);
    this.bridges(call);
    return call;
  }

  /** What came of the seat in the last turn. */
  get ended(): unknown {
    return this.facts.find(({ kind }) => kind === 'seat.ended');
  }
}
