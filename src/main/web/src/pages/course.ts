import '../elements/pb-course/pb-course.ts';
import '../elements/pb-theme/pb-theme.ts';
