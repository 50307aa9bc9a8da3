import '../elements/pb-replay/pb-replay.ts';
import '../elements/pb-theme/pb-theme.ts';
import { languageOf, locale } from '../texts/texts.ts';

/** Formats the server's times in the learner's zone and language. */
function localTimes(root: ParentNode): void {
  const language = locale(languageOf(document.documentElement.lang));
  for (const time of root.querySelectorAll<HTMLTimeElement>('.casts time')) {
    const at = new Date(time.dateTime);
    const other = time.dataset['sameDay'];
    const sameDay = other !== undefined && new Date(other).toDateString() === at.toDateString();
    time.textContent = sameDay
      ? at.toLocaleTimeString(language, { timeStyle: 'short' })
      : at.toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
  }
  for (const time of root.querySelectorAll<HTMLTimeElement>('.moments time')) {
    time.textContent = new Date(time.dateTime).toLocaleTimeString(language);
  }
}

localTimes(document);
