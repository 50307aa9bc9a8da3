/**
 * Lets the lab end where the keyboard on a screen begins. Where browsers lay the keyboard over the page (iOS), only the
 * visual viewport says how much is seen of it. A page that is magnified shows a part of itself, and keeps its height.
 */
export function trackVisibleHeight(): void {
  const seen = window.visualViewport;
  seen?.addEventListener('resize', () => {
    if (seen.scale === 1) {
      document.documentElement.style.setProperty('--visible-height', `${seen.height}px`);
    }
  });
}
