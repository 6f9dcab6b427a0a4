import { officeYaml, type QueueOptions } from './office.ts';

type Entry = Readonly<Record<string, unknown>>;

interface OfficeFile {
  readonly queues: readonly Entry[];
  readonly agents: readonly Entry[];
  readonly phones: readonly Entry[];
  readonly numbers: readonly Entry[];
  readonly [other: string]: unknown;
}

/** The test office with more in it. */
export function largerOffice(more: Partial<OfficeFile>, queue: QueueOptions = {}): string {
  const office = JSON.parse(officeYaml(queue)) as OfficeFile;
  return JSON.stringify({
    ...office,
    queues: [...office.queues, ...(more.queues ?? [])],
    agents: [...office.agents, ...(more.agents ?? [])],
    phones: [...office.phones, ...(more.phones ?? [])],
    numbers: [...office.numbers, ...(more.numbers ?? [])],
  });
}
