import { isEngaged } from '../../../src/board/agent/agent.ts';
import type { AgentId, CampaignId } from '../../../src/board/ids.ts';
import type { Command } from '../../../src/board/input.ts';
import type { LiveChanges } from '../../../src/board/outbound/campaign-settings.ts';
import type { Random } from '../random.ts';
import type { World } from '../world.ts';
import { changedCampaign } from './campaigns.ts';
import { placeOf } from './laws.ts';
import type { Lists } from './lists.ts';

export interface OutboundHabits {
  readonly superviseMs: number;
  readonly deskMs: number;
}

/** Whoever runs campaigns, and what agents do with the calls of these. */
export class Supervisors {
  readonly #world: World;
  readonly #random: Random;
  readonly #lists: Lists;

  constructor(world: World, random: Random, lists: Lists, { superviseMs, deskMs }: OutboundHabits) {
    this.#world = world;
    this.#random = random;
    this.#lists = lists;
    const { campaigns, agents } = world.office;
    if (campaigns.length === 0) return;
    for (const { id: campaign } of campaigns) {
      world.agenda.after(random.between(0, 20_000), () => {
        if (random.chance(0.9)) this.#command({ name: 'start-campaign', campaign, by: 'boss' });
      });
    }
    this.#every(superviseMs, () => this.#supervise());
    this.#every(deskMs / Math.max(1, agents.length), () => this.#workAtDesk());
  }

  /** Nobody new is called; again and again, because a command may be refused while the disk is full. */
  stopAll(): void {
    const { board } = this.#world.cordboard;
    const running = [...(board?.state.campaigns.values() ?? [])].filter(({ run }) => run !== 'stopped');
    for (const { id: campaign } of running) this.#command({ name: 'stop-campaign', campaign, by: 'boss' });
    if (board === null || running.length > 0) this.#world.agenda.after(2_000, () => this.stopAll());
  }

  #supervise(): void {
    const random = this.#random;
    const { campaigns } = this.#world.office;
    const campaign = random.pick(campaigns).id;
    const mood = random.next();
    if (mood < 0.15) return this.#changeOffice();
    if (mood < 0.35)
      return this.#command({ name: 'change-campaign', campaign, changes: this.#changes(), by: 'boss' });
    if (mood < 0.4) return this.#command({ name: 'recall-contacts', campaign });
    if (mood < 0.5) return this.#movePromise();
    const name = random.pick([
      'start-campaign',
      'start-campaign',
      'start-campaign',
      'resume-campaign',
      'suspend-campaign',
      'stop-campaign',
    ] as const);
    this.#command({ name, campaign, by: 'boss', clear: random.chance(0.5) });
  }

  /** Of a contact that lies in the lists; they are asked when everything is in them. */
  #movePromise(): void {
    const { cordboard, agenda } = this.#world;
    const contact = cordboard.isSettled ? cordboard.store.contacts.promised() : null;
    if (contact === null) return;
    const { campaign } = contact;
    const random = this.#random;
    if (random.chance(0.3)) {
      return this.#command({ name: 'drop-promise', campaign, contact, reason: 'cancelled', by: 'boss' });
    }
    const at = agenda.now + random.between(5, 300) * 1000;
    const schedule = { at, number: null, agent: null, promised: 0 };
    this.#command({ name: 'move-promise', campaign, contact, schedule, by: 'boss' });
  }

  #changes(): LiveChanges {
    const random = this.#random;
    const ids = this.#world.office.agents.map(({ id }) => id);
    return random.pick<() => LiveChanges>([
      () => ({ most: random.chance(0.5) ? null : random.between(1, 6) }),
      () => ({ ratio: random.pick([1, 1.5, 2.5]) }),
      () => ({ abandonLimit: random.pick([0.01, 0.1]) }),
      () => ({ mode: random.pick(['progressive', 'power', 'predictive', 'preview'] as const) }),
      () => ({ agents: random.chance(0.5) ? null : ids.filter(() => random.chance(0.7)) }),
      () => ({ hours: random.chance(0.5) ? null : [this.#hours()] }),
      () => ({ daysOff: random.chance(0.7) ? [] : ['01-05'] }),
      () => ({ weekdaysOff: random.chance(0.7) ? [] : [1] }),
      () => ({ distribution: random.pick(['round-robin', 'linear', 'longest-idle', null] as const) }),
      () => ({ queueLimit: random.pick([0, 0.5, 1, null]) }),
    ])();
  }

  /** Around now, in the office's zone. */
  #hours(): NonNullable<LiveChanges['hours']>[number] {
    const now = new Date(this.#world.agenda.now);
    const minutes = now.getUTCHours() * 60 + now.getUTCMinutes();
    const from = Math.max(0, minutes + this.#random.between(-5, 5));
    return { days: [1, 2, 3, 4, 5, 6, 7], from, to: from + this.#random.between(5, 60) };
  }

  #changeOffice(): void {
    const office = changedCampaign(this.#world.office, this.#random);
    if (this.#world.cordboard.take({ kind: 'office', office })) this.#world.office = office;
  }

  #workAtDesk(): void {
    const random = this.#random;
    const { id } = random.pick(this.#world.office.agents);
    const agent = this.#world.cordboard.board?.state.agents.get(id);
    if (agent === undefined || agent.presence.name === 'signed-out') return;
    const { work } = agent;
    if (isEngaged(work) || work.name === 'wrap-up') return this.#dispose(id, work.call);
    if (work.name === 'idle' && random.chance(0.1)) this.#dialByHand(id);
  }

  #dispose(agent: AgentId, call: string): void {
    const random = this.#random;
    const attempt = [...(this.#world.cordboard.board?.state.calls.values() ?? [])].find(
      ({ id }) => id === call,
    )?.attempt;
    const campaign =
      this.#world.office.campaigns.find(({ id }) => id === attempt?.campaign) ??
      random.pick(this.#world.office.campaigns);
    const rules = campaign.dispositions;
    const rule = rules.length === 0 ? null : random.pick(rules);
    const isAgain = rule?.action === 'schedule' && random.chance(0.9);
    this.#command({
      name: 'dispose',
      agent,
      disposition: rule?.path.join('|') ?? 'talked',
      note: random.chance(0.5) ? '' : 'so he said',
      ...(isAgain
        ? {
            schedule: {
              at: this.#world.agenda.now + random.between(5, 300) * 1000,
              number: null,
              agent: random.chance(0.5) ? null : agent,
              promised: 0,
            },
          }
        : {}),
    });
  }

  #dialByHand(agent: AgentId): void {
    const number = this.#lists.number();
    const campaign: CampaignId = this.#random.pick(this.#world.office.campaigns).id;
    this.#command({ name: 'dial-number', agent, campaign, number, dial: number, ...placeOf(number) });
  }

  #command(command: Command): void {
    this.#world.cordboard.take({ kind: 'command', command });
  }

  #every(meanMs: number, act: () => void): void {
    const { agenda, endsAt } = this.#world;
    agenda.after(this.#random.about(meanMs), () => {
      if (agenda.now > endsAt) return;
      act();
      this.#every(meanMs, act);
    });
  }
}
