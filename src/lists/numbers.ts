import {
  isSupportedCountry,
  parsePhoneNumberFromString,
  type CountryCode,
  type PhoneNumber,
} from 'libphonenumber-js/max';
import { CordboardError } from '../base/errors.ts';
import type { NewNumber } from '../board/outbound/stored.ts';
import { countryOfZone, zonesOf, zonesOfCountry } from './zones.ts';

/** How the office writes numbers. */
export interface Numbering {
  /** Whose national numbers are meant: ISO 3166, two letters. null: the country of the time zone, if only one has it. */
  readonly country: string | null;
  /** Turn down what is no valid number; otherwise its digits are kept. */
  readonly strict: boolean;
  /** The office's own. */
  readonly timeZone: string;
}

export interface NumberHints {
  /** IANA zone in which its owner is known to be. */
  readonly timeZone?: string | null | undefined;
  readonly region?: string | null | undefined;
}

/** How a campaign sends numbers to its trunks. */
export interface Dialling {
  readonly numberFormat: 'plus' | 'e164' | 'national';
  readonly prefix: string;
}

/** Makes one form of all the ways in which people write numbers. */
export class Numbers {
  readonly #country: CountryCode | null;
  readonly #strict: boolean;
  readonly #homeZones: readonly string[];

  /** Throws 'country-unknown'. */
  constructor({ country, strict, timeZone }: Numbering) {
    if (country !== null && !isSupportedCountry(country)) {
      throw new CordboardError('country-unknown', `${country} is no country with a numbering plan: DE, US …`);
    }
    this.#country = country === null ? countryOfZone(timeZone) : country;
    this.#strict = strict;
    this.#homeZones = this.#country === null ? [timeZone] : zonesOfCountry(this.#country);
  }

  /** E.164 with its plus; else, where the office is not strict, 3 to 15 digits. null: it is neither. */
  read(text: string, { timeZone, region }: NumberHints = {}): NewNumber | null {
    const parsed = this.#parse(text);
    const own = region === undefined || region === '' ? null : region;
    if (parsed?.isValid() === true) {
      const { number, country } = parsed;
      return { number, zones: timeZone == null ? zonesOf(number, country) : [timeZone], region: own };
    }
    const digits = text.replaceAll(/\D/g, '');
    if (this.#strict || digits.length < 3 || digits.length > 15 || /[^\d\s()+./-]/.test(text)) return null;
    return { number: digits, zones: timeZone == null ? this.#homeZones : [timeZone], region: own };
  }

  /** As `read`, and nothing is refused: for looking a number up that somebody has stored. */
  key(text: string): string {
    return this.read(text)?.number ?? text.trim();
  }

  /** What is sent to a trunk for a number as lists hold it. */
  dial(number: string, { numberFormat, prefix }: Dialling): string {
    return prefix + this.#inFormat(number, numberFormat);
  }

  #inFormat(number: string, format: Dialling['numberFormat']): string {
    if (format === 'plus' || !number.startsWith('+')) return number;
    if (format === 'e164' || this.#country === null) return number.slice(1);
    const parsed = this.#parse(number);
    if (parsed === undefined) return number.slice(1);
    const national =
      parsed.country === this.#country
        ? parsed.formatNational()
        : parsed.format('IDD', { fromCountry: this.#country });
    return national.replaceAll(/[^\d]/g, '');
  }

  #parse(text: string): PhoneNumber | undefined {
    return parsePhoneNumberFromString(
      text,
      this.#country === null ? { extract: false } : { defaultCountry: this.#country, extract: false },
    );
  }
}
