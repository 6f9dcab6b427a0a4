/** The fixed-point operations of GSM 06.10 (ETSI EN 300 961, section 5.1) on 16-bit words in plain numbers. */

export function saturated(value: number): number {
  return value > 32_767 ? 32_767 : value < -32_768 ? -32_768 : value;
}

export function saturatedLong(value: number): number {
  return Math.max(-2_147_483_648, Math.min(2_147_483_647, value));
}

/** 15-bit fractions. */
export function mult(a: number, b: number): number {
  return (a * b) >> 15;
}

export function multRounded(a: number, b: number): number {
  return (a * b + 16_384) >> 15;
}

export function absolute(value: number): number {
  return value < 0 ? (value === -32_768 ? 32_767 : -value) : value;
}

/** How far a positive 32-bit number can be shifted to the left without changing its sign. */
export function norm(value: number): number {
  return Math.clz32(value) - 1;
}

/** `num` by `denum`, of which it is not the greater one, as a 15-bit fraction. */
export function fractionOf(num: number, denum: number): number {
  let rest = num;
  let fraction = 0;
  for (let bit = 0; bit < 15; bit += 1) {
    fraction <<= 1;
    rest <<= 1;
    if (rest >= denum) {
      rest -= denum;
      fraction += 1;
    }
  }
  return fraction;
}
