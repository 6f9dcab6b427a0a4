import { parseDuration, showDuration } from './duration.ts';
import {
  abandonPresets,
  callingPresets,
  type AbandonPreset,
  type CallingPreset,
} from './outbound-presets.ts';
import type { Finding } from './problem.ts';

type Raw = Readonly<Record<string, unknown>>;

/** `ring` of the campaign schema, where it is left out. */
const usualRing = '25s';
/** `detection.longest`, where it is left out. */
const usualLongest = '1500ms';
/** The way to an agent, and into the dialplan and back. */
const agentMs = 400;
/** In these modes more customers may answer than agents are free. */
const mayAbandon: readonly unknown[] = ['power', 'predictive'];

/**
 * Campaigns that are not as their own rules ask, and dispositions that contradict each other. Like `findReferences` it reads
 * the raw document: what is wrong within single fields is told by the schema, and passed over here.
 */
export function findOutboundConflicts(raw: unknown): Finding[] {
  const rules = new Map(entriesOf(raw, 'callingRules').map((entry) => [entry['id'], entry]));
  return entriesOf(raw, 'campaigns').flatMap((campaign, index) => {
    const named = (Array.isArray(campaign['rules']) ? campaign['rules'] : []).flatMap((id: unknown) => {
      const found = rules.get(id);
      return found === undefined ? [] : [found];
    });
    const at = (...field: (string | number)[]): (string | number)[] => ['campaigns', index, ...field];
    return [
      ...ringsTooShort(campaign, named, at('ring')),
      ...knowsTooLate(campaign, at('detection', 'longest')),
      ...lacksMessage(campaign, named, at('abandon', 'message')),
      ...dispositionsOf(campaign, at),
    ];
  });
}

function ringsTooShort(campaign: Raw, named: readonly Raw[], path: Finding['path']): Finding[] {
  const ringMs = durationOf(campaign['ring'] ?? usualRing);
  return named.flatMap((rules) => {
    const leastMs = durationOf(rules['leastRing']) ?? lawOf(rules)?.leastRingMs ?? 0;
    if (ringMs === null || ringMs >= leastMs) return [];
    const sentence = `is shorter than calling rules ${String(rules['id'])} allow: at least ${showDuration(leastMs)}`;
    return [{ path, rule: 'least-ring', sentence }];
  });
}

/** Whoever is found to be a person only then has been abandoned already. */
function knowsTooLate({ abandon, detection }: Raw, path: Finding['path']): Finding[] {
  if (!isRecord(detection) || (detection['by'] ?? 'none') === 'none') return [];
  const presets: Readonly<Record<string, AbandonPreset>> = abandonPresets;
  const preset = (isRecord(abandon) ? abandon['preset'] : abandon) ?? 'strict';
  const law = typeof preset === 'string' ? presets[preset] : undefined;
  const withinMs = (isRecord(abandon) ? durationOf(abandon['within']) : null) ?? law?.withinMs ?? null;
  const longestMs = durationOf(detection['longest'] ?? usualLongest);
  if (withinMs === null || longestMs === null || longestMs + agentMs <= withinMs) return [];
  const most = showDuration(Math.max(0, withinMs - agentMs));
  const sentence = `leaves no time for an agent: he has to be there ${showDuration(withinMs)} after the answer, so at most ${most}`;
  return [{ path, rule: 'detection-time', sentence }];
}

function lacksMessage(campaign: Raw, named: readonly Raw[], path: Finding['path']): Finding[] {
  const { dialling, abandon } = campaign;
  const mode = isRecord(dialling) ? dialling['mode'] : dialling;
  if (!mayAbandon.includes(mode) || (isRecord(abandon) && abandon['message'] !== undefined)) return [];
  const preset = (isRecord(abandon) ? abandon['preset'] : abandon) ?? 'strict';
  const presets: Readonly<Record<string, AbandonPreset>> = abandonPresets;
  const asks = [
    ...(typeof preset === 'string' && presets[preset]?.needsMessage === true ? [`preset ${preset}`] : []),
    ...named.flatMap((rules) => {
      const own = rules['needsMessage'];
      const isAsked = own === undefined ? lawOf(rules)?.needsMessage === true : own === 'true';
      return isAsked ? [`calling rules ${String(rules['id'])}`] : [];
    }),
  ];
  if (asks.length === 0) return [];
  const sentence = `is missing: in mode ${String(mode)} somebody may be abandoned, and ${asks.join(' and ')} asks for a message`;
  return [{ path, rule: 'message-needed', sentence }];
}

function dispositionsOf(
  campaign: Raw,
  at: (...field: (string | number)[]) => (string | number)[],
): Finding[] {
  const list = Array.isArray(campaign['dispositions']) ? campaign['dispositions'] : [];
  const seen = new Set<string>();
  const findings: Finding[] = [];
  for (const [index, entry] of list.entries()) {
    const path = isRecord(entry) ? levelsOf(entry['path']) : null;
    if (path === null) continue;
    if (seen.has(path)) {
      const place = at('dispositions', index, 'path');
      findings.push({ path: place, rule: 'unique', sentence: 'is another disposition of this campaign too' });
    }
    seen.add(path);
  }
  const preset = levelsOf(campaign['dispositionDefault']);
  if (preset !== null && seen.size > 0 && !seen.has(preset)) {
    const sentence = 'is none of the dispositions of this campaign';
    findings.push({ path: at('dispositionDefault'), rule: 'reference', sentence });
  }
  return findings;
}

function levelsOf(path: unknown): string | null {
  if (typeof path !== 'string') return null;
  const levels = path.split('|').map((level) => level.trim());
  return levels.join('|');
}

function lawOf(rules: Raw): CallingPreset | undefined {
  const presets: Readonly<Record<string, CallingPreset>> = callingPresets;
  const name = rules['preset'] ?? 'none';
  return typeof name === 'string' ? presets[name] : undefined;
}

function durationOf(value: unknown): number | null {
  return typeof value === 'string' ? parseDuration(value) : null;
}

function entriesOf(raw: unknown, section: string): Raw[] {
  const list = isRecord(raw) ? raw[section] : null;
  return Array.isArray(list) ? list.map((entry: unknown) => (isRecord(entry) ? entry : {})) : [];
}

function isRecord(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
