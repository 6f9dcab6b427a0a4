/** How numbers are dialled where the office is. Digits only. */
export interface DiallingRules {
  /** `33` for France; null when national numbers stay as they are. */
  readonly countryCode: string | null;
  /** What is dialled before a number of another area: `0` in most of Europe, `1` in North America, empty in Spain. */
  readonly nationalPrefix: string;
  /** What is dialled before a country code: `00`, or `011` in North America. */
  readonly internationalPrefix: string;
  /** Digits of a national number, where they all have as many: one of these is national without its prefix too. */
  readonly nationalLength: number | null;
}

export const usualDialling: DiallingRules = {
  countryCode: null,
  nationalPrefix: '0',
  internationalPrefix: '00',
  nationalLength: null,
};

/** Shorter ones are extensions, emergency calls and services. */
const shortestAfterPrefix = 4;
const shortestWithoutPrefix = 7;

/**
 * The form by which two ways to write a number are known to be the same: `+33160127764`. Extensions and service
 * numbers stay what they are, `1102` and `*21`; an address such as `sip:Bob@Example.com` becomes `bob@example.com`.
 * Empty when nothing of a number is in it.
 */
export function normaliseNumber(text: string, rules: DiallingRules): string {
  const plain = text.normalize('NFKC').trim();
  if (plain.includes('@')) {
    return plain
      .replace(/^sips?:/i, '')
      .replace(/[;?].*$/, '')
      .toLowerCase();
  }
  const number = plain
    .replace(/^(?:tel|sips?):/i, '')
    // An extension behind the number is dialled afterwards.
    .replace(/(?:[;,]|\s*\bext\b|\s*\bx\s?\d).*$/i, '');
  const international = internationalOf(number, rules);
  if (international !== null) return international;
  return nationalOf(number.replaceAll(/[^\d*#]/g, ''), rules);
}

function internationalOf(
  number: string,
  { internationalPrefix, nationalPrefix }: DiallingRules,
): string | null {
  const digits = number.replaceAll(/[^\d*#]/g, '');
  const withPlus = /^[^\d*#]*\+/.test(number);
  const dialled = !withPlus && internationalPrefix !== '' && digits.startsWith(internationalPrefix);
  if (!withPlus && !dialled) return null;
  // +44 (0)20 …: the prefix that is dialled within the country only.
  const bare = nationalPrefix === '' ? number : number.replace(`(${nationalPrefix})`, '');
  const kept = bare.replaceAll(/\D/g, '').slice(dialled ? internationalPrefix.length : 0);
  if (withPlus) return kept === '' ? '' : `+${kept}`;
  return kept.length < shortestAfterPrefix ? digits : `+${kept}`;
}

function nationalOf(digits: string, rules: DiallingRules): string {
  const { countryCode, nationalPrefix, nationalLength } = rules;
  if (countryCode === null || /\D/.test(digits)) return digits;
  const rest = digits.slice(nationalPrefix.length);
  if (nationalPrefix !== '' && digits.startsWith(nationalPrefix) && rest.length >= shortestAfterPrefix) {
    // Where all numbers have one length, what begins like the prefix by chance has it too.
    if (nationalLength === null || digits.length !== nationalLength) return `+${countryCode}${rest}`;
  }
  const isNational =
    nationalLength === null
      ? nationalPrefix === '' && digits.length >= shortestWithoutPrefix
      : digits.length === nationalLength;
  return isNational ? `+${countryCode}${digits}` : digits;
}
