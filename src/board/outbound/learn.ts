import { isEngaged } from '../agent/agent.ts';
import type { Changes } from '../changes.ts';
import type { Fact } from '../fact.ts';
import type { CallId, CampaignId } from '../ids.ts';
import type { BoardState } from '../state.ts';
import type { Attempt } from './attempt.ts';
import type { CampaignSettings } from './campaign-settings.ts';
import { falsePositives, isTakenForPerson, learnMark } from './detector.ts';
import { isNoAttempt } from './outcome.ts';
import { countAbandoned, countAnswered, tokensLeft } from './pacing/budget.ts';
import { learnAttempt, learnTalk, learnWrapUp } from './pacing/learned.ts';
import { learnPerson } from './pacing/price.ts';
import { dayAt, measuredBy, settingsNow } from './settings-now.ts';

type AttemptFact = Exclude<Extract<Fact, { kind: `attempt.${string}` }>, { kind: 'attempt.begun' }>;

/** What a campaign learns from its attempts: how customers answer, and what its budget of abandoned calls is. */
export function learnFromAttempt(
  state: BoardState,
  fact: AttemptFact,
  attempt: Attempt,
  changes: Changes,
): void {
  const now = settingsNow(state, attempt.campaign);
  if (now === null) return;
  const { campaign, settings } = now;
  const ageMs = fact.at - attempt.begunAt;
  const day = dayAt(state, fact.at);
  const person = (): void => {
    learnAttempt(campaign.learned, { ageMs, end: 'person' });
    countAnswered(campaign.budget, day);
    const tokens = tokensLeft(campaign.budget, measuredBy(settings), day);
    const agents = settings.queue === null ? 0 : (state.membersOf.get(settings.queue)?.size ?? 0);
    learnPerson(campaign.learned, tokens, agents);
    changes.campaigns.add(campaign.id);
  };
  switch (fact.kind) {
    case 'attempt.answered':
      if (!isToBeDetected(state, fact.call, settings)) person();
      return;
    case 'attempt.detected':
      if (fact.state === 'running') return;
      if (isTakenForPerson(fact, settings)) person();
      else learnAttempt(campaign.learned, { ageMs, end: fact.state === 'machine' ? 'machine' : 'none' });
      if (fact.state === 'machine' && settings.detection.machine.name !== 'agent') {
        const share = falsePositives(campaign.detector, settings.detection);
        countAnswered(campaign.budget, day, share);
        countAbandoned(campaign.budget, day, share);
      }
      changes.campaigns.add(campaign.id);
      return;
    case 'attempt.marked':
      if (learnMark(campaign.detector, attempt, fact.as)) {
        countAnswered(campaign.budget, day, fact.as === 'person' ? 1 : -1);
      }
      changes.campaigns.add(campaign.id);
      return;
    case 'attempt.ended':
      // What we have spoiled or given up ourselves says nothing of how customers answer.
      if (isNoAttempt(fact.outcome)) return;
      if (attempt.answeredAt === null || attempt.detection?.state === 'running') {
        learnAttempt(campaign.learned, { ageMs, end: 'none' });
      }
      if (fact.outcome === 'abandoned') {
        // Nobody had found out yet that he was one.
        if (attempt.detection?.state === 'running') countAnswered(campaign.budget, day);
        countAbandoned(campaign.budget, day);
      }
      changes.campaigns.add(campaign.id);
      return;
    default:
  }
}

/** Whoever is called for an agent who holds the line already is with him at once. */
function isToBeDetected(state: BoardState, call: CallId, { detection }: CampaignSettings): boolean {
  return detection.by !== 'none' && state.calls.get(call)?.phase.name === 'dialling';
}

/** How long agents talk and wrap up: told by what they leave behind with this fact. */
export function learnFromAgent(state: BoardState, fact: Fact, changes: Changes): void {
  if (fact.kind !== 'agent.wrap-up' && fact.kind !== 'agent.idle') return;
  const agent = state.agents.get(fact.agent);
  if (agent === undefined) return;
  const { work } = agent;
  if (fact.kind === 'agent.idle' && work.name === 'wrap-up') {
    for (const id of campaignsOf(state, work.queue)) {
      learn(state, id, changes, (learned) => learnWrapUp(learned, fact.at - agent.since));
    }
    return;
  }
  const call = isEngaged(work) ? state.calls.get(work.call) : undefined;
  const { campaign, heardAt } = call?.attempt ?? { campaign: null, heardAt: null };
  if (campaign === null || heardAt === null) return;
  learn(state, campaign, changes, (learned) => {
    learnTalk(learned, fact.at - heardAt);
    if (fact.kind === 'agent.idle') learnWrapUp(learned, 0);
  });
}

function learn(
  state: BoardState,
  id: CampaignId,
  changes: Changes,
  lesson: (learned: Parameters<typeof learnTalk>[0]) => void,
): void {
  const campaign = state.campaigns.get(id);
  if (campaign === undefined) return;
  lesson(campaign.learned);
  changes.campaigns.add(id);
}

function* campaignsOf(state: BoardState, queue: string): Generator<CampaignId> {
  for (const { id, queue: own } of state.campaignSettings.values()) if (own === queue) yield id;
}
