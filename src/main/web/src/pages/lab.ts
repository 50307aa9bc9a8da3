import { followSeenHeight } from '../design/seen-height.ts';
import '../elements/pb-lab/pb-lab.ts';
import '../elements/pb-theme/pb-theme.ts';
import { explainTerms } from '../terms/term-tip.ts';

explainTerms(document);
followSeenHeight();
