import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { AgentId } from '../../../src/board/ids.ts';
import type { Caller, Role } from '../../../src/control/caller.ts';
import { Directories } from '../../../src/control/directories.ts';
import { directoryOperations } from '../../../src/control/operations/directories.ts';
import { officeFrom } from '../../../src/office/read.ts';
import { FakeClock } from './fake-clock.ts';
import { MemoryDirectories } from './memory-directories.ts';

export const head = `office: Paris
agents:
  - { id: anna, name: Anna }
  - { id: ben, name: Ben }
  - { id: sue, name: Sue, role: supervisor }
dialling: { countryCode: 33 }
`;
export const staff = '  - { id: staff, kind: csv, file: staff.csv, refresh: 10m }\n';
export const office = officeFrom(`${head}directories:\n${staff}`);

const roles: Readonly<Record<string, Role>> = { sue: 'supervisor' };

/** Directories over a folder of their own, with Ada and Alan in `staff.csv` and a store in memory. */
export class DirectoryStage {
  readonly folder: string;
  readonly clock = new FakeClock();
  readonly store = new MemoryDirectories();
  directories: Directories;

  private constructor(folder: string) {
    this.folder = folder;
    this.directories = this.#fresh();
  }

  static async open(): Promise<DirectoryStage> {
    const stage = new DirectoryStage(await mkdtemp(join(tmpdir(), 'cordboard-directories-')));
    await stage.put('name,phone\nAda,0160000001\nAlan,0160000002\n');
    return stage;
  }

  async close(): Promise<void> {
    await this.directories.stop();
    await rm(this.folder, { recursive: true });
  }

  async restart(): Promise<void> {
    await this.directories.stop();
    this.directories = this.#fresh();
  }

  put(text: string, file = 'staff.csv'): Promise<void> {
    return writeFile(join(this.folder, file), text);
  }

  remove(file = 'staff.csv'): Promise<void> {
    return rm(join(this.folder, file));
  }

  /** Those that begin with an A. */
  names(user: string | null = null): string[] {
    return this.directories.searchName(user, 'a', 99).map(({ name }) => name);
  }

  /** Asks as somebody who is signed in. */
  async ask(user: string, name: string, input: object = {}): Promise<Record<string, unknown>> {
    const users = { user: (id: string) => office.agents.find((agent) => agent.id === id) };
    const one = directoryOperations(this.directories, users).find((operation) => operation.name === name);
    const role = roles[user] ?? 'agent';
    const caller: Caller = { user: user as AgentId, role, session: '', expiresAt: null };
    return one?.output.parse(await one.run(caller, input)) as Record<string, unknown>;
  }

  #fresh(): Directories {
    const { store, folder, clock } = this;
    return new Directories({ store, folder, clock, log: pino({ level: 'silent' }) });
  }
}
