import type { Effect } from '../../board/effect.ts';

/** The effect of that name. */
export type The<Name extends Effect['name']> = Extract<Effect, { readonly name: Name }>;
