const NAMED = /(?:\bterminal|终端)\s*(\d+)/gi;

/** The terminal for a command: the only one that the sentence names, before its colon. */
export function namedTerminal(sentence: string): string | undefined {
  const names = new Set(/[:：]\s*$/.test(sentence) ? [...sentence.matchAll(NAMED)].map(([, name]) => name) : []);
  return names.size === 1 ? [...names][0] : undefined;
}
