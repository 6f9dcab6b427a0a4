import type { AsteriskLineOptions } from '../../../src/asterisk/line.ts';
import type { LineEvent, Survey } from '../../../src/board/input.ts';
import { Lookout } from './lookout.ts';

type EventOf<Name extends LineEvent['name']> = Extract<LineEvent, { readonly name: Name }>;
type Input = Parameters<AsteriskLineOptions['tell']>[0];

/** What the line has told in a test, for whoever waits for it. */
export class Told extends Lookout {
  /** Those that nobody has asked for yet. */
  readonly events: LineEvent[] = [];
  survey: Survey | undefined;
  readonly refused: string[] = [];

  /** The first event of that kind, come or to come, that has these fields; each is given out once. */
  async event<Name extends LineEvent['name']>(
    name: Name,
    fields: Partial<EventOf<Name>> = {},
  ): Promise<EventOf<Name>> {
    const fits = (event: LineEvent): event is EventOf<Name> =>
      event.name === name &&
      Object.entries(fields).every(([field, value]) => Reflect.get(event, field) === value);
    return this.until(`${name} ${JSON.stringify(fields)}`, () => {
      const index = this.events.findIndex(fits);
      return index === -1 ? undefined : (this.events.splice(index, 1)[0] as EventOf<Name>);
    });
  }

  protected get soFar(): string {
    return `${JSON.stringify(this.events)} ${this.refused.join(', ')}`;
  }

  protected take(input: Input): void {
    if (input.kind === 'line') this.events.push(input.event);
    if (input.kind === 'line-up') this.survey = input.survey;
    if (input.kind === 'refused') this.refused.push(`${input.effect.name}: ${input.code}`);
    this.changed();
  }

  protected forget(): void {
    this.events.length = 0;
    this.refused.length = 0;
  }
}
