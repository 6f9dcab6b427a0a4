import { messageOf } from '../../../base/errors.ts';
import type { DeviceChange } from '../../../board/device/device-call.ts';
import type { Fact } from '../../../board/fact.ts';
import type { Telephony } from '../telephony.ts';
import { agentsOf } from './agents.ts';
import { devicesOf } from './devices.ts';
import { directoriesOf } from './directories.ts';
import { featuresOf } from './features.ts';
import { historyOf } from './history.ts';
import type { House } from './house.ts';
import { lineOf } from './line.ts';
import { routingPointsOf } from './routing-points.ts';
import { statisticsOf } from './statistics.ts';
import { usersOf } from './users.ts';

/** All that the gateway needs of the house, by control's means. `close` ends its listening. */
export function telephonyOf(house: House): { readonly telephony: Telephony; readonly close: () => void } {
  const { exchange, log } = house;
  const hearers: ((fact: Fact) => void)[] = [];
  const hear = (hearer: (fact: Fact) => void): void => void hearers.push(hearer);
  const deviceHearers: ((change: DeviceChange) => void)[] = [];
  const ends: (() => void)[] = [];
  const telephony: Telephony = {
    line: lineOf(house, hear),
    devices: devicesOf(house, hear, (hearer) => void deviceHearers.push(hearer)),
    features: featuresOf(house, hear),
    agents: agentsOf(house, hear),
    users: usersOf(house, (end) => void ends.push(end)),
    history: historyOf(house),
    statistics: statisticsOf(house),
    directories: directoriesOf(house),
    routingPoints: routingPointsOf(house),
  };
  /** Whoever stumbles keeps nobody else from hearing. */
  const tellAll = <News>(all: readonly ((news: News) => void)[], news: News): void => {
    for (const one of all) {
      try {
        one(news);
      } catch (error) {
        log.error({ err: error }, `TelServices was not told: ${messageOf(error)}`);
      }
    }
  };
  ends.push(
    exchange.listen((entries) => {
      for (const { fact } of entries) tellAll(hearers, fact);
    }),
    exchange.listenDevices((notices) => {
      for (const { change } of notices) tellAll(deviceHearers, change);
    }),
  );
  return {
    telephony,
    close: () => {
      for (const end of ends) end();
    },
  };
}
