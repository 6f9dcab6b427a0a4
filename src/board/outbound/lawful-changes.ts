import { CordboardError } from '../../base/errors.ts';
import type { BoardState } from '../state.ts';
import type { CampaignSettings, DiallingMode, LiveChanges } from './campaign-settings.ts';

/** In these more customers may answer than agents are free. */
const mayAbandon: readonly DiallingMode['name'][] = ['power', 'predictive'];

/**
 * What the office file is refused for cannot be had by a change while a campaign runs either, whoever asks for it.
 * `settings`: as the office says. Throws 'change-unlawful' with the field.
 */
export function needLawful(
  { office }: Readonly<BoardState>,
  settings: CampaignSettings,
  { mode, ringMs }: LiveChanges,
): void {
  const { id, abandon, dialling, rules } = settings;
  const isNew = mode !== undefined && mayAbandon.includes(mode) && !mayAbandon.includes(dialling.name);
  if (isNew && abandon.message === null) {
    throw unlawful(
      'mode',
      `in mode ${mode} somebody may be abandoned, and campaign ${id} has no message for him`,
    );
  }
  if (ringMs === undefined) return;
  for (const { id: law, leastRingMs } of office.callingRules) {
    if (!rules.includes(law) || ringMs >= leastRingMs) continue;
    throw unlawful(
      'ringMs',
      `${ringMs} ms is shorter than calling rules ${law} allow: at least ${leastRingMs} ms`,
    );
  }
}

function unlawful(field: string, message: string): CordboardError {
  return new CordboardError('change-unlawful', message, { details: { fields: [{ field, message }] } });
}
