const NAMED = /(?:\bterminal|终端)\s*(\d+)/gi;

/** The terminal that a sentence says a command is for: the only one that it names, in front of its colon. */
export function namedTerminal(sentence: string): string | undefined {
  const names = new Set(/[:：]\s*$/.test(sentence) ? [...sentence.matchAll(NAMED)].map(([, name]) => name) : []);
  return names.size === 1 ? [...names][0] : undefined;
}
