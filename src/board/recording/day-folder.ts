const dayMs = 86_400_000;

/**
 * `yyyy/mm/dd` of a time. The day is UTC's: the board has no time zone, and a folder must not change its meaning when
 * the office's does.
 */
export function dayFolder(at: number): string {
  const { year, month, day } = civilDate(Math.floor(at / dayMs));
  return [String(year).padStart(4, '0'), two(month), two(day)].join('/');
}

/** The Gregorian date of a day counted from 1970-01-01; years begin in March, so that a leap day is their last. */
function civilDate(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
