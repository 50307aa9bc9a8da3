const TIP = 'term-tip';
/** What stays free at the edges of the window. */
const MARGIN = 6;

/**
 * Says what a term means while the pointer is over its link or the keyboard is on it. It stays while the pointer is over
 * it, goes by Escape, and is what the link is described by (WCAG 2.2, 1.4.13).
 */
export function explainTerms(root: Document): void {
  let shown: HTMLAnchorElement | undefined;
  let tip: HTMLElement | undefined;

  const hide = (): void => {
    tip?.remove();
    tip = undefined;
    shown?.removeAttribute('aria-describedby');
    shown = undefined;
  };

  const show = (link: HTMLAnchorElement): void => {
    if (link === shown) {
      return;
    }
    hide();
    const text = link.dataset['tip'];
    if (!text) {
      return;
    }
    tip = root.createElement('div');
    tip.id = TIP;
    tip.className = 'term-tip';
    tip.setAttribute('role', 'tooltip');
    text.split('`').forEach((piece, index) => {
      const node = index % 2 === 1 ? root.createElement('code') : root.createElement('span');
      node.textContent = piece;
      tip!.append(node);
    });
    // Inside a landmark, so that it is found there too.
    (root.querySelector('main') ?? root.body).append(tip);
    shown = link;
    link.setAttribute('aria-describedby', TIP);
    place(link, tip);
  };

  const termOf = (event: Event): HTMLAnchorElement | undefined => {
    const target = event.target;
    return target instanceof Element ? (target.closest<HTMLAnchorElement>('a.term') ?? undefined) : undefined;
  };

  const over = (event: Event): void => {
    const link = termOf(event);
    if (link) {
      show(link);
    } else if (!(event.target instanceof Node && tip?.contains(event.target)) && root.activeElement !== shown) {
      hide();
    }
  };

  root.addEventListener('pointerover', over);
  root.addEventListener('focusin', (event) => {
    const link = termOf(event);
    if (link) {
      show(link);
    } else {
      hide();
    }
  });
  root.addEventListener('focusout', hide);
  root.addEventListener('scroll', hide, { capture: true, passive: true });
  root.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Escape' && shown) {
        hide();
        event.stopPropagation();
      }
    },
    { capture: true },
  );
}

/** Below the link, or above it where there is no room; close to it, so that the pointer can go from one to the other. */
function place(link: Element, tip: HTMLElement): void {
  const box = link.getClientRects()[0] ?? link.getBoundingClientRect();
  const size = tip.getBoundingClientRect();
  const below = box.bottom + size.height <= innerHeight - MARGIN;
  tip.style.top = `${below ? box.bottom : Math.max(MARGIN, box.top - size.height)}px`;
  tip.style.left = `${Math.max(MARGIN, Math.min(box.left, innerWidth - size.width - MARGIN))}px`;
}
