import type { Changes } from '../changes.ts';
import { newDevice, type Device, type StoredMessage } from '../device/device.ts';
import type { Fact } from '../fact.ts';
import type { BoardState } from '../state.ts';

export function foldMessage(
  state: BoardState,
  fact: Extract<Fact, { kind: `message.${string}` }>,
  changes: Changes,
): void {
  const device = state.devices.get(fact.phone) ?? newDevice(fact.phone);
  switch (fact.kind) {
    case 'message.left': {
      const { message, call, at, caller, file, format, durationMs } = fact;
      const left = { id: message, call, at, caller, file, format, durationMs, heardAt: null, heardBy: null };
      device.messages = [...device.messages, left];
      store(device, left, changes);
      break;
    }
    case 'message.heard':
      device.messages = device.messages.map((message) => {
        if (message.id !== fact.message) return message;
        const heard = { ...message, heardAt: fact.at, heardBy: fact.by };
        store(device, heard, changes);
        return heard;
      });
      break;
    case 'message.deleted': {
      const deleted = device.messages.find(({ id }) => id === fact.message);
      if (deleted !== undefined) store(device, deleted, changes, fact);
      device.messages = device.messages.filter((message) => message !== deleted);
      break;
    }
  }
  device.heard = device.messages.filter(({ heardAt }) => heardAt !== null).length;
  device.unheard = device.messages.length - device.heard;
  state.devices.set(fact.phone, device);
  changes.devices.add(fact.phone);
}

function store(
  { id: phone }: Device,
  message: StoredMessage,
  changes: Changes,
  deleted?: { readonly at: number; readonly by: string },
): void {
  changes.messages.push({
    ...message,
    phone,
    deletedAt: deleted?.at ?? null,
    deletedBy: deleted?.by ?? null,
  });
}
