import type { TerminalInfo } from '../protocol/messages.ts';

/** Which terminals the learner wants to see. */
export interface PaneChoice {
  /** The one that they work in; undefined while they have not said. */
  readonly terminal?: string;
  /** One that is to be seen beside it. */
  readonly beside?: string;
}

/** The terminals in view. */
export interface Panes {
  readonly active: TerminalInfo | undefined;
  readonly beside: TerminalInfo | undefined;
}

/** What can be shown of a choice: a terminal that is gone leaves its place to the other. */
export function panesOf(choice: PaneChoice, terminals: readonly TerminalInfo[]): Panes {
  const byId = (id: string | undefined): TerminalInfo | undefined => terminals.find((terminal) => terminal.id === id);
  const beside = byId(choice.beside);
  const active = byId(choice.terminal) ?? beside ?? terminals[0];
  return { active, beside: beside === active ? undefined : beside };
}

/** Turns to a terminal. One that is in view already only changes places with the active one. */
export function turnedTo(choice: PaneChoice, terminals: readonly TerminalInfo[], id: string): PaneChoice {
  const { active, beside } = panesOf(choice, terminals);
  const other = id === beside?.id ? active?.id : beside?.id;
  return other === undefined || other === id ? { terminal: id } : { terminal: id, beside: other };
}

/** Puts the next terminal beside the active one; undefined if there is no other. */
export function split(choice: PaneChoice, terminals: readonly TerminalInfo[]): PaneChoice | undefined {
  const { active } = panesOf(choice, terminals);
  const at = terminals.findIndex((terminal) => terminal === active);
  const next = terminals[at + 1] ?? terminals[at - 1];
  return active && next ? { terminal: active.id, beside: next.id } : undefined;
}

/** Leaves the active one alone in view. */
export function unsplit(choice: PaneChoice, terminals: readonly TerminalInfo[]): PaneChoice {
  const { active } = panesOf(choice, terminals);
  return active ? { terminal: active.id } : {};
}
