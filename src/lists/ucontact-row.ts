import type { RawContact, Reject } from './format.ts';

interface Known {
  readonly campaignNames: readonly string[];
  readonly agentsByPhone: Readonly<Record<string, string>>;
}

/** A row of uContact's: `campaign;number;par=val:par=val;alt:alt;priority;agentphone`. Fields at the end may be missing. */
export function readUContactRow(
  cells: readonly string[],
  line: number,
  { campaignNames, agentsByPhone }: Known,
): RawContact | Reject {
  const [campaign = '', number = '', data = '', alternatives = '', priority = '', phone = ''] = cells.map(
    (cell) => cell.trim(),
  );
  if (cells.length > 6) {
    const detail = `has ${cells.length} fields, at most 6 are known`;
    return { line, column: '', rule: 'too-many-fields', value: cells.join(';').slice(0, 200), detail };
  }
  if (!campaignNames.includes(campaign)) {
    return {
      line,
      column: 'campaign',
      rule: 'other-campaign',
      value: campaign,
      detail: 'is not the campaign of this upload',
    };
  }
  const agent = phone === '' ? '' : agentsByPhone[phone];
  if (agent === undefined) {
    return {
      line,
      column: 'agentphone',
      rule: 'agent-unknown',
      value: phone,
      detail: 'is the phone of no agent',
    };
  }
  const numbers = [number, ...alternatives.split(':')]
    .map((text, index) => ({ column: index === 0 ? 'number' : 'alternatives', text: text.trim() }))
    .filter(({ text }) => text !== '');
  const pairs = data
    .split(':')
    .filter((pair) => pair.trim() !== '')
    .map((pair) => [pair.split('=', 1)[0]?.trim() ?? '', pair.slice(pair.indexOf('=') + 1).trim()] as const);
  const named = Object.fromEntries(pairs);
  return {
    line,
    numbers,
    name: named['name'] ?? named['nombre'] ?? '',
    priority,
    agent,
    dueAt: '',
    timeZone: '',
    region: '',
    note: '',
    data: named,
  };
}
