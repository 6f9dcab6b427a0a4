import { CordboardError } from '../../base/errors.ts';
import { endOnceSaid, wrapUpBarrier } from '../acd/wrap-up.ts';
import type { CallId } from '../ids.ts';
import type { AgentCommand } from '../input.ts';
import { askedOf, owedDisposition } from '../outbound/asked.ts';
import { checkSaid, recordSaid } from '../outbound/dispose.ts';
import type { Turn } from '../turn.ts';
import { isEngaged, type Agent } from './agent.ts';

/** Ends a wrap-up, or says why the agent may not. Throws 'no-wrap-up', and as `needEndable`. */
export function endWrapUp(turn: Turn, agent: Agent, isForced: boolean): void {
  if (agent.work.name !== 'wrap-up') throw noWrapUp(agent);
  if (!isForced) needEndable(turn, agent);
  turn.record({ kind: 'agent.idle', agent: agent.id });
}

/** Throws 'wrap-up-fixed', 'disposition-missing', 'disposition-required'. */
export function needEndable({ state }: Turn, agent: Agent): void {
  const barrier = wrapUpBarrier(state, agent);
  if (barrier === 'fixed') {
    throw new CordboardError('wrap-up-fixed', `the wrap-up of ${agent.id} ends by its time only`);
  }
  if (barrier === 'required') {
    throw new CordboardError(
      'disposition-required',
      `the campaign has to know what came of the call before ${agent.id} goes on`,
    );
  }
  if (barrier === 'disposition') {
    throw new CordboardError('disposition-missing', `${agent.id} has not said what came of the call`);
  }
}

/** One without an end lasts as long as anybody may wish. Throws 'no-wrap-up'. */
export function extendWrapUp(turn: Turn, agent: Agent, ms: number): void {
  const { work } = agent;
  if (work.name !== 'wrap-up') throw noWrapUp(agent);
  if (work.until === null || ms <= 0) return;
  turn.record({ kind: 'agent.wrap-up-extended', agent: agent.id, until: work.until + ms });
}

/** Throws 'no-call', 'wrap-up-not-on-request'. */
export function askWrapUp(turn: Turn, agent: Agent, on: boolean): void {
  const queue = isEngaged(agent.work) ? agent.work.queue : null;
  if (queue === null) throw new CordboardError('no-call', `${agent.id} is in no call of a queue`);
  if (turn.state.queues.get(queue)?.wrapUp !== 'on-request') {
    throw new CordboardError(
      'wrap-up-not-on-request',
      `wrap-up in queue ${queue} does not need to be asked for`,
    );
  }
  if (agent.asksWrapUp !== on) turn.record({ kind: 'agent.wrap-up-asked', agent: agent.id, on });
}

/**
 * What came of one of the agent's present calls; saying it again corrects it. Of a campaign's call it goes by the campaign's
 * rules, of another one it is any text. Throws 'no-call', 'schedule-no-contact', and as `dispositionSaid`.
 */
export function dispose(turn: Turn, agent: Agent, command: Extract<AgentCommand, { name: 'dispose' }>): void {
  const { disposition: path, note, data = {}, schedule = null, isPromisedElsewhere, by = agent.id } = command;
  const call = presentCall(agent, command.call);
  const asked = askedOf(turn.state, agent, call);
  const said =
    asked === null ? null : checkSaid(turn, asked, { path, note, data, schedule, isPromisedElsewhere });
  if (said === null && schedule !== null) {
    throw new CordboardError(
      'schedule-no-contact',
      `${call} is no campaign's call: there is nobody to call again`,
    );
  }
  const wasRequired = owedDisposition(turn.state, agent, call) !== null;
  const form = Object.keys(data).length === 0 ? {} : { data };
  turn.record({ kind: 'agent.disposed', agent: agent.id, call, disposition: path, note, ...form });
  if (asked !== null && said !== null) recordSaid(turn, agent, asked, said, by);
  goOn(turn, agent, call, wasRequired);
}

/** A wrap-up that has only waited for this is over. */
function goOn(turn: Turn, agent: Agent, call: CallId, wasRequired: boolean): void {
  const { work, id } = agent;
  if (work.name !== 'wrap-up' || work.call !== call || work.until !== null) return;
  const until = endOnceSaid(turn, agent, wasRequired);
  if (until !== null && until <= turn.at) turn.record({ kind: 'agent.idle', agent: id });
  else if (until !== null) turn.record({ kind: 'agent.wrap-up-extended', agent: id, until });
}

/** The call of a queue that is named, or the present one: he is in it, or has its wrap-up before him. Throws 'no-call'. */
export function presentCall({ id, work, beside, owed }: Agent, named: CallId | undefined): CallId {
  const present = isEngaged(work) || work.name === 'wrap-up' ? [work] : [];
  const calls = [...present, ...beside, ...owed].filter(({ queue }) => queue !== null);
  const found = calls.find(({ call }) => named === undefined || call === named);
  if (found === undefined) {
    throw new CordboardError(
      'no-call',
      `${id} has no ${named === undefined ? 'call of a queue' : `call ${named}`}`,
    );
  }
  return found.call;
}

function noWrapUp({ id }: Agent): CordboardError {
  return new CordboardError('no-wrap-up', `${id} is not in wrap-up`);
}
