import { z } from 'zod';
import { like, yesOrNo } from './values.ts';

export const numbering = z
  .strictObject({
    country: like('country', 'is not a country: two capital letters such as DE', /^[A-Z]{2}$/)
      .optional()
      .describe(
        'whose national numbers are meant; without it the country of the time zone, if it is one only',
      ),
    strict: yesOrNo
      .prefault('false')
      .describe('what is no valid number is turned down; otherwise its digits are kept'),
  })
  .prefault({})
  .transform(({ country, strict }) => ({ country: country ?? null, strict }));
