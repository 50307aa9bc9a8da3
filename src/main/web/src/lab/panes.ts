import type { TerminalInfo } from '../protocol/messages.ts';

/** The terminals that the learner wants to see. */
export interface PaneChoice {
  /** The active one; undefined before a choice. */
  readonly terminal?: string;
  /** A second one to display. */
  readonly beside?: string;
}

/** The displayed terminals. */
export interface Panes {
  readonly active: TerminalInfo | undefined;
  readonly beside: TerminalInfo | undefined;
}

/** The displayed terminals of a choice: the other takes the place of one that is gone. */
export function panesOf(choice: PaneChoice, terminals: readonly TerminalInfo[]): Panes {
  const byId = (id: string | undefined): TerminalInfo | undefined => terminals.find((terminal) => terminal.id === id);
  const beside = byId(choice.beside);
  const active = byId(choice.terminal) ?? beside ?? terminals[0];
  return { active, beside: beside === active ? undefined : beside };
}

/** Activates a terminal. If it is displayed already, the two only change roles. */
export function turnedTo(choice: PaneChoice, terminals: readonly TerminalInfo[], id: string): PaneChoice {
  const { active, beside } = panesOf(choice, terminals);
  const other = id === beside?.id ? active?.id : beside?.id;
  return other === undefined || other === id ? { terminal: id } : { terminal: id, beside: other };
}

/** Displays the next terminal too; undefined if there is no other. */
export function split(choice: PaneChoice, terminals: readonly TerminalInfo[]): PaneChoice | undefined {
  const { active } = panesOf(choice, terminals);
  const at = terminals.findIndex((terminal) => terminal === active);
  const next = terminals[at + 1] ?? terminals[at - 1];
  return active && next ? { terminal: active.id, beside: next.id } : undefined;
}

/** Displays the active one alone. */
export function unsplit(choice: PaneChoice, terminals: readonly TerminalInfo[]): PaneChoice {
  const { active } = panesOf(choice, terminals);
  return active ? { terminal: active.id } : {};
}
