import '../elements/pb-course/pb-course.ts';
import '../elements/pb-theme/pb-theme.ts';
import { explainTerms } from '../terms/term-tip.ts';

explainTerms(document);
