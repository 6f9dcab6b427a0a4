import type { OneAgentStrategy } from '../../../board/queue-settings.ts';
import type { CampaignState } from '../house/status.ts';

/** app_queue's name for the strategy that comes closest; ours are more than it has. */
const names: Readonly<Record<OneAgentStrategy, string>> = {
  'longest-idle': 'leastrecent',
  'longest-available': 'leastrecent',
  'least-offered': 'leastrecent',
  'fewest-calls': 'fewestcalls',
  'least-talk': 'fewestcalls',
  'lowest-occupancy': 'fewestcalls',
  'shortest-handling': 'fewestcalls',
  'most-handled': 'fewestcalls',
  'round-robin': 'rrmemory',
  'round-robin-answered': 'rrmemory',
  'round-robin-debt': 'rrmemory',
  linear: 'linear',
  'top-down': 'linear',
  'best-skill': 'linear',
  'least-skill': 'linear',
  rank: 'linear',
  'random-start': 'random',
  random: 'random',
  external: 'random',
  'weighted-random': 'wrandom',
  'quota-share': 'wrandom',
};

/** Several phones that ring at once are `ringall`, whoever is among them. */
export function strategyName({ strategy, ring }: Pick<CampaignState, 'strategy' | 'ring'>): string {
  return ring === 'one' ? names[strategy] : 'ringall';
}
