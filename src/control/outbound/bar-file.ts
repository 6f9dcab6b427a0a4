import type { CampaignId } from '../../board/ids.ts';
import type { BarredEntry } from '../../board/outbound/stored.ts';
import { timeOf } from '../../lists/contact-row.ts';
import type { RawContact, Reject, RejectRule } from '../../lists/format.ts';

/** What a line of a do-not-call file breaks. */
export interface BarReject {
  readonly line: number;
  readonly rule: RejectRule | 'pattern-wrong' | 'campaign-unknown' | 'expired';
  readonly value: string;
  readonly detail: string;
}

export interface BarFileRules {
  /** What lines have that do not say it themselves. */
  readonly usual: Omit<BarredEntry, 'pattern'>;
  readonly pattern: (text: string) => string | null;
  readonly isCampaign: (id: string) => boolean;
}

const longestSource = 80;
const longestNote = 500;

/**
 * A line of a file with titles, the export's own among them: a number or its beginning, and if they are there `campaign`,
 * `source`, `expires` and `note`. Who has added an entry, and when, is told anew.
 */
export function* entriesOf(
  row: RawContact | Reject,
  rules: BarFileRules,
): Generator<BarredEntry | BarReject, void> {
  const { line } = row;
  const reject = (rule: BarReject['rule'], value: string, detail: string): BarReject => ({
    line,
    rule,
    value: value.slice(0, 200),
    detail,
  });
  if (!('numbers' in row)) {
    yield reject(row.rule, row.value, row.detail);
    return;
  }
  const shared = sharedOf(row, rules, reject);
  if ('rule' in shared) {
    yield shared;
    return;
  }
  if (row.numbers.length === 0) yield reject('no-number', '', 'has no number');
  for (const { text } of row.numbers) {
    const pattern = rules.pattern(text);
    if (pattern !== null) yield { ...shared, pattern };
    else if (text.includes('*')) yield reject('pattern-wrong', text, beginningWrong);
    else yield reject('not-a-number', text, 'is not a telephone number');
  }
}

export const beginningWrong = 'is not the beginning of a number: such as +4930*';

function sharedOf(
  { note, data }: RawContact,
  { usual, isCampaign }: BarFileRules,
  reject: (rule: BarReject['rule'], value: string, detail: string) => BarReject,
): BarFileRules['usual'] | BarReject {
  const cells = new Map(Object.entries(data).map(([title, text]) => [title.toLowerCase(), bare(text)]));
  const source = cells.get('source') ?? usual.source;
  if (source.length > longestSource)
    return reject('too-long', source, `is longer than ${longestSource} characters`);
  const noted = note === '' ? usual.note : bare(note);
  if (noted.length > longestNote)
    return reject('too-long', noted, `is longer than ${longestNote} characters`);
  const campaign = cells.get('campaign') ?? usual.campaign;
  if (campaign !== null && !isCampaign(campaign)) {
    return reject('campaign-unknown', campaign, 'is the id of no campaign');
  }
  const expires = cells.get('expires');
  const expiresAt = expires === undefined ? usual.expiresAt : timeOf(expires);
  if (expires !== undefined && expiresAt === null) {
    return reject(
      'not-a-time',
      expires,
      'is neither milliseconds since 1970 nor a time such as 2026-11-21T15:00:00Z',
    );
  }
  if (expiresAt !== null && expiresAt <= usual.addedAt) {
    return reject('expired', expires ?? '', 'is over: it has to lie in the future');
  }
  return { ...usual, campaign: campaign as CampaignId | null, source, expiresAt, note: noted };
}

/** Without the quote that an export puts in front of what a spreadsheet would take for a formula. */
function bare(text: string): string {
  return text.replace(/^'(?=[=@+\-\t\r])/, '');
}
