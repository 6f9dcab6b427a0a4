import { ParameterError } from '../errors.ts';
import type { CampaignDesk } from '../house/campaigns.ts';
import { needNumber, readNumbers } from '../numbers.ts';

/** Fields that the document's objects have in common. */

export function numbersIn(
  parameter: string,
  wanted: { readonly destination: string; readonly alternatives: string },
): readonly [string, ...string[]] {
  return [
    needNumber(`${parameter}.destination`, wanted.destination),
    ...readNumbers(`${parameter}.alternatives`, wanted.alternatives),
  ];
}

/** By his account or his phone; null when it is empty. Throws a ParameterError. */
export function agentIn(parameter: string, named: string, campaigns: CampaignDesk): string | null {
  if (named === '') return null;
  const agent = campaigns.agent(named);
  if (agent === null) throw new ParameterError(parameter, 'is nobody’s account and nobody’s phone');
  return agent;
}
