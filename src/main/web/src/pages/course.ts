import '../elements/pb-copy/pb-copy.ts';
import '../elements/pb-course/pb-course.ts';
import '../elements/pb-theme/pb-theme.ts';
import { forgetInTab, STEP_ON_VIEW } from '../kept/kept.ts';
import { explainTerms } from '../terms/term-tip.ts';

explainTerms(document);

// Who goes on from the list of lessons goes to the step that it names.
if (document.querySelector('.rack')) {
  forgetInTab(STEP_ON_VIEW);
}

// A long line can be scrolled by keyboard.
for (const pre of document.querySelectorAll<HTMLElement>('.prose pre')) {
  pre.tabIndex = 0;
}
