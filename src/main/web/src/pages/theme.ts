// Runs before the first paint, as a small blocking script: no flash of the other theme.
import { applyTheme } from '../theme/theme.ts';

applyTheme();
