import { CordboardError } from '../../base/errors.ts';
import type { BoardState } from '../state.ts';

/** What clients say whose protocol knows no reasons. */
const reasonsOfClients: readonly string[] = ['telservices', 'working-after-call'];

/**
 * When the office names reasons, agents choose one of them. What makes agents not ready without their asking (missed,
 * unreachable, rejected, busy, signed-in) need not be among them, but may be, to say how long it may last.
 * Throws 'reason-unknown'.
 */
export function needReason({ office }: Readonly<BoardState>, reason: string): void {
  const { reasons } = office;
  if (reasons.length === 0 || reasonsOfClients.includes(reason)) return;
  if (reasons.some(({ id }) => id === reason)) return;
  const message = `${reason} is no reason of this office: ${reasons.map(({ id }) => id).join(', ')}`;
  throw new CordboardError('reason-unknown', message, {
    details: { fields: [{ field: 'reason', message }] },
  });
}
