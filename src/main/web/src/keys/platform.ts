/** Whether keyboards here have ⌘ where others have Ctrl. */
export function isMac(platform: string = navigator.platform): boolean {
  return /^(Mac|iPhone|iPad|iPod)/.test(platform);
}
