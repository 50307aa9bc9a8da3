import type { Journey, Message } from './messages.ts';

/** The journeys that there are now, by their beginning. */
export function joined(
  known: readonly Journey[],
  news: Pick<Extract<Message, { type: 'journeys' }>, 'numbers' | 'told'>,
): readonly Journey[] {
  const byNumber = new Map([...known, ...news.told].map((journey) => [journey.number, journey]));
  return news.numbers.flatMap((number) => byNumber.get(number) ?? []);
}
