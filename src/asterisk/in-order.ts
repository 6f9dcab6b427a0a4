import type { Effect } from '../board/effect.ts';

/**
 * The order in which effects are sent, as Asterisk takes one request after the other: a phone that is to ring does not
 * wait for the sweeping up. What is equally urgent stays in the board's order.
 */
export function inOrder(effects: readonly Effect[]): Effect[] {
  const needed = new Set(
    effects.flatMap((effect) => (effect.name === 'connect' && effect.make ? [effect.bridge] : [])),
  );
  // A bridge that is made anew goes before that, not afterwards.
  const urgency = (effect: Effect): number =>
    effect.name === 'drop-bridge' && needed.has(effect.bridge) ? 1 : urgencyOf(effect);
  return withoutTakenBack(effects).toSorted((a, b) => urgency(a) - urgency(b));
}

/** Who has picked up since he was to be hung up on is played to first, and hung up on later. */
function withoutTakenBack(effects: readonly Effect[]): readonly Effect[] {
  const heard = new Map(
    effects.flatMap((effect, index) => (effect.name === 'play' ? [[effect.channel, index] as const] : [])),
  );
  if (heard.size === 0) return effects;
  return effects.filter(
    (effect, index) => effect.name !== 'hang-up' || (heard.get(effect.channel) ?? -1) < index,
  );
}

/** Lower goes first. A phone that is rung anew to pick up by itself must have stopped ringing before. */
function urgencyOf(effect: Effect): number {
  switch (effect.name) {
    case 'ring':
      return effect.autoAnswer ? 1 : 0;
    case 'drop-bridge':
    case 'message-lamp':
      return 2;
    default:
      return 1;
  }
}
