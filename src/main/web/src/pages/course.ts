import '../elements/pb-theme/pb-theme.ts';
