import { trackVisibleHeight } from '../design/visible-height.ts';
import '../elements/pb-lab/pb-lab.ts';
import '../elements/pb-theme/pb-theme.ts';
import { explainTerms } from '../terms/term-tip.ts';

explainTerms(document);
trackVisibleHeight();
