import type { Pick } from './strategy.ts';

/** What is the same for all candidates of one pick is worked out once for them all. */
export function oncePerPick<Value>(work: (pick: Pick) => Value): (pick: Pick) => Value {
  const known = new WeakMap<Pick, { readonly value: Value }>();
  return (pick) => {
    let found = known.get(pick);
    if (found === undefined) {
      found = { value: work(pick) };
      known.set(pick, found);
    }
    return found.value;
  };
}
