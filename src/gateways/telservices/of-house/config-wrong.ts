import { CordboardError } from '../../../base/errors.ts';
import type { RoutingPointConfig } from '../house/routing-points.ts';

/** What is wrong with a routing point's configuration: which element, and which rule it breaks. */
export function wrong(element: keyof RoutingPointConfig, rule: string): CordboardError {
  return new CordboardError('input-wrong', `config > ${element}: ${rule}`, { details: { element } });
}

/** Milliseconds of seconds that are within these bounds, both inside. */
export function msWithin(
  element: keyof RoutingPointConfig,
  seconds: number,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  if (!(seconds >= least && seconds <= most))
    throw wrong(element, `must be from ${least} to ${most} seconds`);
  return seconds * 1_000;
}
