/**
 * Fits the lab's height to the area above an on-screen keyboard. Where the keyboard covers the page (iOS), only the
 * visual viewport reports it. While the page is zoomed, its height is kept.
 */
export function trackVisibleHeight(): void {
  const seen = window.visualViewport;
  seen?.addEventListener('resize', () => {
    if (seen.scale === 1) {
      document.documentElement.style.setProperty('--visible-height', `${seen.height}px`);
    }
  });
}
