import type { Call } from '../../phone/call.ts';

/** Says for the tone that each of these parties sends: they hear the tones of all others and nothing else. */
export function hearing<Who extends string>(tones: Readonly<Record<Who, number>>) {
  return async (parties: Partial<Record<Who, Call>>): Promise<void> => {
    const all = Object.entries(parties) as [Who, Call][];
    await Promise.all(
      all.map(([who, call]) =>
        call.hearsOnly(all.filter(([other]) => other !== who).map(([other]) => tones[other])),
      ),
    );
  };
}

export type Each<Of extends readonly unknown[], Made> = { -readonly [Index in keyof Of]: Made };

/** Makes one for each of them, all at once. */
export function each<Of extends readonly unknown[], Made>(
  of: Of,
  make: (one: Of[number]) => Promise<Made>,
): Promise<Each<Of, Made>> {
  return Promise.all(of.map(make)) as Promise<Each<Of, Made>>;
}
