import { standard } from '../answer/envelope.ts';
import { routingPointSnapshotElement, routingPointTotalElement } from '../answer/statistics.ts';
import { word } from '../xml/element.ts';
import type { ServiceParts, Services } from './service.ts';

/** The supervisor services. */
export function routingPointServices({
  telephony,
}: ServiceParts): Services<
  | 'queryRoutingPointState'
  | 'queryRoutingPointStatistics'
  | 'resumeRoutingPoint'
  | 'startRoutingPoint'
  | 'stopRoutingPoint'
  | 'suspendRoutingPoint'
  | 'updateRoutingPoint'
  | 'updateDirectory'
> {
  const { routingPoints, statistics, directories } = telephony;
  const done = async (change: Promise<void>) => {
    await change;
    return standard;
  };
  return {
    async queryRoutingPointState({ service }) {
      return word('routingPointState', await routingPoints.state(service));
    },
    async queryRoutingPointStatistics({ service, type }) {
      return type === 'snapshot'
        ? routingPointSnapshotElement(await statistics.routingPointSnapshot(service))
        : routingPointTotalElement(await statistics.routingPointTotal(service));
    },
    resumeRoutingPoint: ({ service }) => done(routingPoints.resume(service)),
    startRoutingPoint: ({ service, template, config }) =>
      done(routingPoints.start(service, template, config)),
    stopRoutingPoint: ({ service }) => done(routingPoints.stop(service)),
    suspendRoutingPoint: ({ service }) => done(routingPoints.suspend(service)),
    updateRoutingPoint: ({ service, config }) => done(routingPoints.update(service, config)),
    updateDirectory: ({ directoryName }) => done(directories.synchronise(directoryName)),
  };
}
