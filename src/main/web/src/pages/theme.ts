// Runs before the first paint, as a small blocking script, to avoid a flash of the other theme.
import { applyTheme } from '../theme/theme.ts';

applyTheme();
