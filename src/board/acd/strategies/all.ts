import type { OneAgentStrategy } from '../../queue-settings.ts';
import type { Strategy } from '../strategy.ts';
import { bestSkill, leastSkill } from './skill.ts';
import { external } from './external.ts';
import { fewestCalls } from './fewest-calls.ts';
import { leastOffered } from './least-offered.ts';
import { leastTalk } from './least-talk.ts';
import { linear } from './linear.ts';
import { longestAvailable } from './longest-available.ts';
import { longestIdle } from './longest-idle.ts';
import { lowestOccupancy } from './lowest-occupancy.ts';
import { mostHandled } from './most-handled.ts';
import { quotaShare } from './quota-share.ts';
import { random } from './random.ts';
import { randomStart } from './random-start.ts';
import { rank } from './rank.ts';
import { roundRobin, roundRobinAnswered } from './round-robin.ts';
import { roundRobinDebt } from './round-robin-debt.ts';
import { shortestHandling } from './shortest-handling.ts';
import { topDown } from './top-down.ts';
import { weightedRandom } from './weighted-random.ts';

export const strategies: Readonly<Record<OneAgentStrategy, Strategy>> = {
  'longest-idle': longestIdle,
  'longest-available': longestAvailable,
  'least-offered': leastOffered,
  'fewest-calls': fewestCalls,
  'least-talk': leastTalk,
  'lowest-occupancy': lowestOccupancy,
  'shortest-handling': shortestHandling,
  'most-handled': mostHandled,
  'round-robin': roundRobin,
  'round-robin-answered': roundRobinAnswered,
  'round-robin-debt': roundRobinDebt,
  linear,
  'top-down': topDown,
  'random-start': randomStart,
  random,
  'weighted-random': weightedRandom,
  'quota-share': quotaShare,
  'best-skill': bestSkill,
  'least-skill': leastSkill,
  rank,
  external,
};
