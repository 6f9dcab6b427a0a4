import type { Line } from '../telephony.ts';
import { Happening } from './happening.ts';
import type { Hear, House } from './house.ts';

/** The PBX link of the manual, as of the last fact that was stored. */
export function lineOf({ exchange }: House, hear: Hear): Line {
  const changes = new Happening<boolean>();
  let isUp = exchange.state.lineIsUp;
  hear((fact) => {
    const now = fact.kind === 'line.up' || (fact.kind !== 'line.down' && isUp);
    if (now === isUp) return;
    isUp = now;
    changes.tell(now);
  });
  return {
    get isUp() {
      return isUp;
    },
    listen: changes.listen,
  };
}
