import '../elements/pb-course/pb-course.ts';
import '../elements/pb-theme/pb-theme.ts';
import { explainTerms } from '../terms/term-tip.ts';

explainTerms(document);

// A long line can be scrolled by keyboard.
for (const pre of document.querySelectorAll<HTMLElement>('.prose pre')) {
  pre.tabIndex = 0;
}
