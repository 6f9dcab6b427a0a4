import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../base/clock.ts';
import { CordboardError, messageOf } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';
import { boardOffice } from '../office/board-office.ts';
import { diffOffice, type OfficeChange } from '../office/diff.ts';
import { hashPassword, verifyPassword } from '../office/passwords.ts';
import { officeFrom } from '../office/read.ts';
import type { AgentEntry, OfficeDocument } from '../office/schema.ts';
import { withoutPasswords } from '../office/without-secrets.ts';
import { presentDocument } from '../office/former.ts';
import type { Exchange } from './exchange.ts';
import type { CredentialStore } from './password-check.ts';
import type { Sessions } from './sessions.ts';

export interface OfficeVersions {
  latest(): { readonly version: number; readonly document: string } | undefined;
  /** Returns the number of the new version. */
  add(version: { at: number; by: string; document: string }): number;
}

/**
 * Brings what the office says to where it is needed: the phones' accounts to Asterisk. Resolves with the sentences of
 * what has to wait and then happens by itself; rejects when it could not be done.
 */
export type OfficeHook = (document: OfficeDocument) => Promise<readonly string[]>;

export interface Applied {
  readonly version: number;
  readonly seq: number;
  readonly changes: readonly OfficeChange[];
  /** What is in force but not everywhere yet. */
  readonly warnings: readonly string[];
}

interface Plan {
  readonly document: OfficeDocument;
  readonly changes: readonly OfficeChange[];
  readonly newPasswords: readonly (AgentEntry & { readonly password: string })[];
}

interface Options {
  readonly exchange: Exchange;
  readonly versions: OfficeVersions;
  readonly credentials: CredentialStore;
  readonly sessions: Sessions;
  readonly atomically: <Result>(work: () => Result) => Result;
  readonly onApplied: OfficeHook;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The office file that is in force, and how another takes its place: as a whole or not at all. */
export class OfficeInForce {
  readonly #options: Options;
  #document: OfficeDocument | null;
  /** Offices are applied one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: Options) {
    this.#options = options;
    const stored = options.versions.latest()?.document;
    this.#document = stored === undefined ? null : presentDocument(JSON.parse(stored));
  }

  /** null before the first office. It has no passwords. */
  get document(): OfficeDocument | null {
    return this.#document;
  }

  user(id: string): AgentEntry | undefined {
    return this.#document?.agents.find((agent) => agent.id === id);
  }

  /** Puts right what a crash between two steps of `apply` left: the stored version counts. */
  async start(): Promise<void> {
    const { exchange } = this.#options;
    if (this.#document === null) return;
    const office = boardOffice(this.#document);
    if (!isDeepStrictEqual(office, exchange.state.office)) {
      // Callers who wait come first: whatever speaks against it now, and be the disk full, Cordboard starts.
      exchange.applyOffice(office).catch((error: unknown) => {
        this.#options.log.error(
          { err: error },
          'the stored office could not be put in force: apply it again',
        );
      });
    }
    await this.#tell(this.#document);
  }

  /** What this file would change. Throws 'office-wrong' with every problem. */
  async plan(text: string): Promise<readonly OfficeChange[]> {
    return (await this.#plan(text)).changes;
  }

  /**
   * Puts this file in force. Throws 'office-wrong', or the rule of the board that it would break. The file that is in
   * force already makes no version more, but goes once more to wherever it should be.
   */
  apply(text: string, by: string): Promise<Applied> {
    return this.#inTurn(async () => this.#apply(await this.#plan(text), by));
  }

  /**
   * Changes the office in force without a file, as a version of its own: the file that was applied last does not know
   * of it, and takes it back when it is applied again. Throws 'office-missing', or the rule that it would break.
   */
  change(edit: (document: OfficeDocument) => OfficeDocument, by: string): Promise<Applied> {
    return this.#inTurn(async () => {
      if (this.#document === null) throw new CordboardError('office-missing', 'there is no office yet');
      const document = edit(this.#document);
      const changes = diffOffice(this.#document, document);
      return this.#apply({ document, newPasswords: [], changes }, by);
    });
  }

  #inTurn(work: () => Promise<Applied>): Promise<Applied> {
    const applied = this.#last.then(work);
    this.#last = applied.catch(() => undefined);
    return applied;
  }

  async #plan(text: string): Promise<Plan> {
    const document = officeFrom(text);
    const newPasswords: Plan['newPasswords'][number][] = [];
    for (const agent of document.agents) {
      const { password } = agent;
      if (password === undefined) continue;
      const hash = this.#options.credentials.get(agent.id)?.hash;
      // Sequential: some hundred hashes at once would take all the memory there is.
      // oxlint-disable-next-line no-await-in-loop
      const same = hash !== undefined && (await verifyPassword(password, hash));
      if (!same) newPasswords.push({ ...agent, password });
    }
    const names = new Set<string>(newPasswords.map(({ id }) => id));
    return { document, newPasswords, changes: diffOffice(this.#document, document, names) };
  }

  async #apply(plan: Plan, by: string): Promise<Applied> {
    const { exchange } = this.#options;
    const unchanged = this.#versionOf(plan);
    if (unchanged !== null) return this.#applyAgain(plan, unchanged);
    this.#keepAnAdmin(plan);
    const hashes = new Map<string, string>();
    for (const { id, password } of plan.newPasswords) {
      // oxlint-disable-next-line no-await-in-loop
      hashes.set(id, await hashPassword(password));
    }
    const stored = withoutPasswords(plan.document);
    // The board first: it alone may refuse. It answers when the ledger has it, be it later because the disk is full.
    // What follows is taken back when it cannot be stored.
    const before = exchange.state.office;
    const seq = await exchange.applyOffice(boardOffice(plan.document));
    let version: number;
    try {
      version = this.#store(stored, hashes, by);
    } catch (error) {
      // The board takes it at once. The ledger may take it much later: the disk may be full.
      exchange.applyOffice(before).catch((failure: unknown) => {
        this.#options.log.error({ err: failure }, 'the former office could not be put back: apply it again');
      });
      throw error;
    }
    this.#document = stored;
    this.#options.sessions.tellChanged([...hashes.keys()]);
    return { version, seq, changes: plan.changes, warnings: await this.#tell(stored) };
  }

  /** The number of the version that this is, when it is the one that is stored. */
  #versionOf({ document, newPasswords }: Plan): number | null {
    const latest = this.#options.versions.latest();
    if (latest === undefined || newPasswords.length > 0) return null;
    return latest.document === JSON.stringify(withoutPasswords(document)) ? latest.version : null;
  }

  /** The board may have refused it at the start, Asterisk may have been away. */
  async #applyAgain({ document, changes }: Plan, version: number): Promise<Applied> {
    const { exchange } = this.#options;
    const office = boardOffice(document);
    const inForce = isDeepStrictEqual(office, exchange.state.office);
    const seq = inForce ? exchange.lastSeq : await exchange.applyOffice(office);
    return { version, seq, changes, warnings: await this.#tell(withoutPasswords(document)) };
  }

  #store(document: OfficeDocument, hashes: ReadonlyMap<string, string>, by: string): number {
    const { atomically, versions, credentials, sessions, clock } = this.#options;
    const at = clock.now();
    const staying = new Set<string>(document.agents.map(({ id }) => id));
    const leaving = (this.#document?.agents ?? []).filter(({ id }) => !staying.has(id));
    return atomically(() => {
      const version = versions.add({ at, by, document: JSON.stringify(document) });
      for (const { id } of leaving) credentials.remove(id);
      for (const [user, hash] of hashes) credentials.put(user, hash, at);
      // Whoever knew the old password only, or has left, is out.
      for (const user of [...hashes.keys(), ...leaving.map(({ id }) => id)]) sessions.forget(user);
      return version;
    });
  }

  #keepAnAdmin({ document, newPasswords }: Plan): void {
    const { credentials } = this.#options;
    const canSignIn = ({ id, role }: AgentEntry) => role === 'admin' && credentials.get(id) !== undefined;
    if (this.#document?.agents.some(canSignIn) !== true) return;
    const willSignIn = (agent: AgentEntry) =>
      canSignIn(agent) || (agent.role === 'admin' && newPasswords.some(({ id }) => id === agent.id));
    if (document.agents.some(willSignIn)) return;
    throw new CordboardError('admin-missing', 'nobody with a password would have the role admin any more');
  }

  async #tell(document: OfficeDocument): Promise<readonly string[]> {
    try {
      return await this.#options.onApplied(document);
    } catch (error) {
      this.#options.log.error({ err: error }, 'the office is in force, but has not reached Asterisk');
      return [`phones and trunks have not reached Asterisk: ${messageOf(error)}; apply the office again`];
    }
  }
}
