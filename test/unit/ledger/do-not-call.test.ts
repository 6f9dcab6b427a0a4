import { describe, expect, it } from 'vitest';
import type { CampaignId } from '../../../src/board/ids.ts';
import type { BarredEntry } from '../../../src/board/outbound/stored.ts';
import { openLedger } from './scenes.ts';

const spring = 'spring' as CampaignId;
const autumn = 'autumn' as CampaignId;

const entry = (pattern: string, more: Partial<BarredEntry> = {}): BarredEntry => ({
  pattern,
  campaign: null,
  source: 'test',
  addedBy: 'eva',
  addedAt: 1,
  expiresAt: null,
  note: '',
  ...more,
});

describe('the do-not-call list', () => {
  it('bars a number by itself and by its beginning, for all and for one campaign', () => {
    const { doNotCall } = openLedger();
    doNotCall.putAll([entry('+4930901820'), entry('+4940*'), entry('+4989*', { campaign: spring })]);
    const by = (number: string, campaign = spring) => doNotCall.find(number, campaign, 2)?.pattern ?? null;
    expect(by('+4930901820')).toBe('+4930901820');
    expect(by('+4930901821')).toBeNull();
    expect(by('+49409')).toBe('+4940*');
    expect(by('+4940')).toBe('+4940*');
    expect(by('+494')).toBeNull();
    expect([by('+49891'), by('+49891', autumn)]).toEqual(['+4989*', null]);
    expect(doNotCall.find('+49891', null, 2)).toBeNull();
  });

  it('bars until it expires; of several entries the one that lasts longest is told', () => {
    const { doNotCall } = openLedger();
    const find = (at: number) => doNotCall.find('+4930901820', spring, at);
    doNotCall.put(entry('+4930901820', { expiresAt: 100 }));
    expect([find(99)?.until, find(100)]).toEqual([100, null]);
    doNotCall.put(entry('+4930*', { expiresAt: 200 }));
    expect([find(99)?.pattern, find(150)?.pattern, find(200)]).toEqual(['+4930*', '+4930*', null]);
    doNotCall.put(entry('+4930901820', { campaign: spring }));
    expect(find(99)).toEqual({ pattern: '+4930901820', campaign: spring, source: 'test', until: null });
    doNotCall.expire(150);
    expect(doNotCall.list({ limit: 9 }).map(({ expiresAt }) => expiresAt)).toEqual([200, null]);
  });

  it('lets numbers go that are taken off it, and says how many', () => {
    const { doNotCall } = openLedger();
    doNotCall.putAll([entry('+4930*'), entry('+4930*', { campaign: spring })]);
    expect(doNotCall.removeAll([entry('+4930*'), entry('+4940*')])).toBe(1);
    expect([doNotCall.find('+49301', spring, 2)?.campaign, doNotCall.find('+49301', autumn, 2)]).toEqual([
      spring,
      null,
    ]);
  });

  it('is read page by page, and by number', () => {
    const { doNotCall } = openLedger();
    const all = ['+491', '+492', '+493*'].flatMap((pattern) => [
      entry(pattern),
      entry(pattern, { campaign: spring }),
    ]);
    doNotCall.putAll(all);
    const first = doNotCall.list({ limit: 3 });
    const rest = doNotCall.list({ limit: 9, after: first.at(-1) });
    expect([...first, ...rest]).toEqual(all);
    expect(doNotCall.list({ limit: 9, number: '+4930' })).toEqual(all.slice(4));
    expect(doNotCall.list({ limit: 9, campaign: null })).toEqual(
      all.filter(({ campaign }) => campaign === null),
    );
  });
});
