const two = (value: number): string => String(value).padStart(2, '0');

/** Local date as in `2009-12-02`. */
export function formatDate(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Local time of the day as in `15:32:43`. */
export function formatTime(at: number): string {
  const date = new Date(at);
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** `2009-11-09T11:13:23`, as `start` of the statistics. */
export const formatStart = (at: number): string => `${formatDate(at)}T${formatTime(at)}`;

/** `00:07:01`, as the durations of the statistics; hours go on beyond 99. */
export function formatDuration(ms: number): string {
  const seconds = wholeSeconds(ms);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** A real number of XER: `1.0E2`, and `0`. */
export function formatReal(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return '0';
  const [mantissa = '0', exponent = '0'] = Number(value.toPrecision(6)).toExponential().split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
}

export function wholeSeconds(ms: number): number {
  return Math.max(0, Math.floor(ms / 1000));
}
