/** A campaign as uContact writes it: the arrow says which way its calls go. */
export interface CampaignName {
  readonly name: string;
  /** null: it was named without an arrow. */
  readonly direction: 'in' | 'out' | null;
}

/** `Ventas->` is outbound, `Soporte<-` inbound. */
export function readName(written: string): CampaignName {
  const [, name = '', arrow] = /^(.*?)\s*(->|<-)?$/s.exec(written.trim()) ?? [];
  return { name, direction: arrow === undefined ? null : arrow === '->' ? 'out' : 'in' };
}

export function writeName(name: string, direction: 'in' | 'out'): string {
  return name + (direction === 'out' ? '->' : '<-');
}
