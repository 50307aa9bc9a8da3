/** Whether keyboards here have ⌘ in place of Ctrl. */
export function isMac(platform: string = navigator.platform): boolean {
  return /^(Mac|iPhone|iPad|iPod)/.test(platform);
}
