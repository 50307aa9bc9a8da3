import '../elements/pb-copy/pb-copy.ts';
import '../elements/pb-course/pb-course.ts';
import '../elements/pb-theme/pb-theme.ts';
import { forgetInTab, STEP_ON_VIEW } from '../kept/kept.ts';
import { explainTerms } from '../terms/term-tip.ts';

explainTerms(document);

// A link from the list of lessons opens the step that it names, not the tab's stored one.
if (document.querySelector('.rack')) {
  forgetInTab(STEP_ON_VIEW);
}

// Makes long lines scrollable by keyboard.
for (const pre of document.querySelectorAll<HTMLElement>('.prose pre')) {
  pre.tabIndex = 0;
}
