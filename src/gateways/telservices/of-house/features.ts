import type { Device } from '../../../board/device/device.ts';
import type { PhoneId } from '../../../board/ids.ts';
import type { FeatureBook, FeatureChange, FeatureState } from '../house/features.ts';
import { Happening } from './happening.ts';
import type { Hear, House } from './house.ts';

const quiet: FeatureState = { doNotDisturb: false, messagesWaiting: false, forwards: [] };

/** What phones are set to. A message waits as long as there is one that nobody has heard. */
export function featuresOf({ exchange }: House, hear: Hear): FeatureBook {
  const { state } = exchange;
  const changes = new Happening<FeatureChange>();
  const told = new Map<PhoneId, FeatureState>();
  for (const [phone, device] of state.devices) told.set(phone, featuresOn(device));

  hear((fact) => {
    if (fact.kind !== 'phone.changed' && !fact.kind.startsWith('message.')) return;
    if (!('phone' in fact) || fact.phone === null) return;
    const device = state.devices.get(fact.phone);
    const before = told.get(fact.phone) ?? quiet;
    const now = device === undefined ? quiet : featuresOn(device);
    told.set(fact.phone, now);
    for (const change of changesBetween(fact.phone, before, now)) changes.tell(change);
  });

  return {
    of: (phone) => told.get(phone) ?? quiet,
    async setDoNotDisturb(phone, on) {
      await exchange.command({ phone, name: 'do-not-disturb', on });
    },
    async setForward(phone, { type, number, isOn }) {
      await exchange.command({ phone, name: 'forward', type, number: isOn ? (number ?? '') : null });
    },
    listen: changes.listen,
  };
}

function featuresOn({ doNotDisturb, unheard, forwards }: Device): FeatureState {
  return { doNotDisturb, messagesWaiting: unheard > 0, forwards };
}

/** A forward that changes its number is told as turned on anew. */
function changesBetween(phone: PhoneId, before: FeatureState, now: FeatureState): FeatureChange[] {
  const changes: FeatureChange[] = [];
  for (const feature of ['doNotDisturb', 'messagesWaiting'] as const) {
    if (now[feature] !== before[feature]) changes.push({ phone, feature, isOn: now[feature] });
  }
  for (const forward of before.forwards) {
    if (now.forwards.some(({ type }) => type === forward.type)) continue;
    changes.push({ phone, feature: 'forward', forward, isOn: false });
  }
  for (const forward of now.forwards) {
    const former = before.forwards.find(({ type }) => type === forward.type);
    if (former?.number !== forward.number) changes.push({ phone, feature: 'forward', forward, isOn: true });
  }
  return changes;
}
