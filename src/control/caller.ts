import { CordboardError } from '../base/errors.ts';
import type { AgentId } from '../board/ids.ts';
import { roles, type Role } from '../office/schema.ts';

export type { Role } from '../office/schema.ts';

/** The user who asks, as of now: the role is that of the office in force. */
export interface Caller {
  readonly user: AgentId;
  readonly role: Role;
  /** Hash of the token of the session. */
  readonly session: string;
  /** null for the local caller, who is there as long as this process. */
  readonly expiresAt: number | null;
}

/** Each role may do what the former may. */
export function mayActAs(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}

export function isSupervisor(caller: Caller): boolean {
  return mayActAs(caller.role, 'supervisor');
}

/** Whom a command is for: oneself, or for supervisors anybody. */
export function agentMeant(caller: Caller, agent: AgentId | undefined): AgentId {
  if (agent === undefined || agent === caller.user) return caller.user;
  if (!isSupervisor(caller)) {
    throw new CordboardError('not-permitted', `${caller.user} may act for himself only, not for ${agent}`);
  }
  return agent;
}
