import { describe, expect, it } from 'vitest';
import { openLedger } from './scenes.ts';

const rule = { limit: 3, lockMs: 1_000 };

describe('credentials', () => {
  it('are set, replaced, listed and removed', () => {
    const { credentials } = openLedger();
    expect(credentials.get('anna')).toBeUndefined();
    credentials.put('ben', 'h1', 10);
    credentials.put('anna', 'h2', 11);
    credentials.put('ben', 'h3', 12);
    expect(credentials.all().map(({ user, hash, changedAt }) => [user, hash, changedAt])).toEqual([
      ['anna', 'h2', 11],
      ['ben', 'h3', 12],
    ]);
    expect(credentials.remove('ben')).toBe(true);
    expect(credentials.remove('ben')).toBe(false);
  });

  it('lock after the last allowed wrong password, not longer for more of them, and count anew afterwards', () => {
    const { credentials } = openLedger();
    credentials.put('anna', 'h', 0);
    const fail = (at: number): unknown => {
      const now = credentials.recordFailure('anna', at, rule);
      return [now?.failures, now?.lockedUntil];
    };
    expect([fail(100), fail(101), fail(102)]).toEqual([
      [1, null],
      [2, null],
      [3, 1_102],
    ]);
    expect(fail(500)).toEqual([4, 1_102]);
    expect(fail(1_102)).toEqual([1, null]);
    expect([fail(1_103), fail(1_104)]).toEqual([
      [2, null],
      [3, 2_104],
    ]);
    credentials.clearFailures('anna');
    expect(credentials.get('anna')).toMatchObject({ failures: 0, lockedUntil: null });
    expect(credentials.recordFailure('nobody', 1, rule)).toBeUndefined();
    expect(credentials.recordFailure('anna', 1, { limit: 1, lockMs: 5 })).toMatchObject({ lockedUntil: 6 });
    credentials.put('anna', 'h2', 3);
    expect(credentials.get('anna')).toMatchObject({ failures: 0, lockedUntil: null });
  });
});

describe('sessions', () => {
  it('hold until they expire, are removed, or their user goes', () => {
    const { credentials, sessions } = openLedger();
    credentials.put('anna', 'h', 0);
    credentials.put('ben', 'h', 0);
    const open = (tokenHash: string, user: string, expiresAt: number): void =>
      sessions.add({ tokenHash, user, createdAt: 0, expiresAt });
    open('a1', 'anna', 100);
    open('a2', 'anna', 200);
    open('a3', 'anna', 200);
    open('b1', 'ben', 200);
    expect(sessions.find('a1', 99)).toEqual({ tokenHash: 'a1', user: 'anna', createdAt: 0, expiresAt: 100 });
    expect(sessions.find('a1', 100)).toBeUndefined();
    expect(sessions.removeExpired(100)).toBe(1);
    expect(sessions.remove('a2')).toBe(true);
    expect(sessions.remove('a2')).toBe(false);
    expect(sessions.removeOf('anna')).toBe(1);
    credentials.remove('ben');
    expect(sessions.find('b1', 0)).toBeUndefined();
    expect(() => open('x', 'nobody', 9)).toThrow(expect.objectContaining({ code: 'ledger-failed' }));
  });
});

describe('office versions', () => {
  it('are numbered and kept', () => {
    const { officeVersions } = openLedger();
    expect(officeVersions.latest()).toBeUndefined();
    expect(officeVersions.add({ at: 1, by: 'eva', document: 'a: 1\n' })).toBe(1);
    expect(officeVersions.add({ at: 2, by: 'eva', document: 'a: 2\n' })).toBe(2);
    expect(officeVersions.latest()).toEqual({ version: 2, at: 2, by: 'eva', document: 'a: 2\n' });
    expect(officeVersions.get(1)?.document).toBe('a: 1\n');
    expect([...officeVersions.documents()]).toEqual(['a: 1\n', 'a: 2\n']);
    expect(officeVersions.list()).toEqual([
      { version: 2, at: 2, by: 'eva' },
      { version: 1, at: 1, by: 'eva' },
    ]);
  });
});
