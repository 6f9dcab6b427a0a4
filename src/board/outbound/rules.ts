import { CordboardError } from '../../base/errors.ts';
import type { CampaignSettings } from './campaign-settings.ts';
import type { Disposition, DispositionAction } from './disposition.ts';

/** A campaign's dispositions: a tree of at most three levels, written as the paths of its leaves. */

type Rules = Pick<CampaignSettings, 'id' | 'dispositions'>;

/** What comes of a path; null where the campaign names none, so that any text will do. Throws 'disposition-unknown'. */
export function actionOf({ id, dispositions }: Rules, levels: readonly string[]): DispositionAction | null {
  if (dispositions.length === 0) return null;
  let left = dispositions;
  for (const [index, level] of levels.entries()) {
    const names = namesOn(left, index);
    const below = left.filter(({ path }) => path[index] === level);
    if (below.length === 0) {
      throw unknown(index, names, wrongLevel(id, levels, index, names));
    }
    left = below;
  }
  const whole = left.find(({ path }) => path.length === levels.length);
  if (whole !== undefined) return whole.action;
  const names = namesOn(left, levels.length);
  throw unknown(
    levels.length,
    names,
    `"${levels.join('|')}" needs a level ${levels.length + 1}: ${names.join(', ')}`,
  );
}

/** What is booked when an agent says nothing; null: nothing. A default without a rule ends the contact. */
export function defaultOf({ dispositions, dispositionDefault: path }: CampaignSettings): Disposition | null {
  if (path === null) return null;
  const rule = dispositions.find((one) => one.path.join('|') === path);
  return { path, action: rule?.action ?? 'terminate', note: '', data: {}, schedule: null };
}

function namesOn(rules: Rules['dispositions'], index: number): string[] {
  return [...new Set(rules.flatMap(({ path }) => path[index] ?? []))];
}

function wrongLevel(id: string, levels: readonly string[], index: number, names: readonly string[]): string {
  const level = levels[index] ?? '';
  if (index === 0) return `campaign ${id} has no disposition "${level}": it has ${names.join(', ')}`;
  const above = levels.slice(0, index).join('|');
  return names.length === 0
    ? `"${above}" has no level ${index + 1}`
    : `"${above}" has no "${level}" on level ${index + 1}: it has ${names.join(', ')}`;
}

function unknown(index: number, allowed: readonly string[], message: string): CordboardError {
  return new CordboardError('disposition-unknown', message, {
    details: { fields: [{ field: 'disposition', message }], level: index + 1, allowed },
  });
}
