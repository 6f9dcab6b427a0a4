/** One thing that Cordboard needs, looked at. */
export interface Finding {
  readonly what: string;
  /** 'warn': it works, but not as well as it should. */
  readonly verdict: 'ok' | 'warn' | 'fail';
  readonly seen: string;
  /** What to do about it; empty when all is well. */
  readonly mend: string;
}

export const ok = (what: string, seen: string): Finding => ({ what, verdict: 'ok', seen, mend: '' });
export const warn = (what: string, seen: string, mend: string): Finding => ({
  what,
  verdict: 'warn',
  seen,
  mend,
});
export const fail = (what: string, seen: string, mend: string): Finding => ({
  what,
  verdict: 'fail',
  seen,
  mend,
});
