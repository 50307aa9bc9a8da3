import { languageOf, textsOf } from '../texts/texts.ts';

const TIP = 'term-tip';
/** Margin to the window's edges. */
const MARGIN = 6;

/** The displayed explanation of a term, beside its link. */
interface OpenTip {
  readonly link: HTMLAnchorElement;
  readonly box: HTMLElement;
  /** Whether it stays open until it is closed. */
  readonly pinned: boolean;
}

/**
 * Explains a term without leaving the page.
 *
 * Hover or focus shows a tooltip (WCAG 2.2, 1.4.13): it stays while the pointer is over it, Escape closes it, and the
 * link's `aria-describedby` refers to it. A tap, a click or Enter opens a small dialog, which is closed by its button, by
 * Escape or by leaving it; the focus then returns to the link. With a modifier key, or without this script, the link
 * opens the glossary.
 */
export function explainTerms(root: Document): void {
  const texts = textsOf(languageOf(root.documentElement.lang)).terms;
  let shown: OpenTip | undefined;
  let returning = false;

  const hide = (): void => {
    const last = shown;
    // First, because removing a focused box fires an event.
    shown = undefined;
    last?.box.remove();
    last?.link.removeAttribute('aria-describedby');
    last?.link.removeAttribute('aria-expanded');
  };

  /** Returns the focus to where it came from, if it is in the closed box. */
  const close = (): void => {
    const last = shown;
    const within = last?.box.contains(root.activeElement) ?? false;
    hide();
    if (within) {
      returning = true;
      last?.link.focus({ preventScroll: true });
      returning = false;
    }
  };

  const show = (link: HTMLAnchorElement, pinned: boolean): void => {
    const text = link.dataset['tip'];
    if (!text || (link === shown?.link && pinned === shown.pinned)) {
      return;
    }
    hide();
    const box = pinned ? dialog(link, text) : tooltip(text);
    // Inside a landmark, so that it can be found there too.
    (root.querySelector('main') ?? root.body).append(box);
    shown = { link, box, pinned };
    link.setAttribute('aria-haspopup', 'dialog');
    if (pinned) {
      link.setAttribute('aria-expanded', 'true');
    } else {
      link.setAttribute('aria-describedby', TIP);
    }
    place(link, box);
    if (pinned) {
      box.focus({ preventScroll: true });
    }
  };

  const tooltip = (text: string): HTMLElement => {
    const box = root.createElement('div');
    box.id = TIP;
    box.className = 'term-tip';
    box.setAttribute('role', 'tooltip');
    box.append(...pieces(text));
    return box;
  };

  const dialog = (link: HTMLAnchorElement, text: string): HTMLElement => {
    const box = root.createElement('div');
    box.className = 'term-tip pinned';
    box.tabIndex = -1;
    box.setAttribute('role', 'dialog');
    box.setAttribute('aria-label', link.textContent);
    box.setAttribute('aria-describedby', TIP);
    const meaning = root.createElement('p');
    meaning.id = TIP;
    meaning.append(...pieces(text));
    const more = root.createElement('a');
    more.href = link.href;
    more.target = '_blank';
    more.rel = 'noopener';
    more.textContent = texts.more;
    const button = root.createElement('button');
    button.type = 'button';
    button.className = 'button';
    button.textContent = texts.close;
    button.addEventListener('click', close);
    const row = root.createElement('div');
    row.className = 'row';
    row.append(more, button);
    box.append(meaning, row);
    return box;
  };

  /** Text between back-ticks is code. */
  const pieces = (text: string): HTMLElement[] =>
    text.split('`').map((piece, index) => {
      const node = root.createElement(index % 2 === 1 ? 'code' : 'span');
      node.textContent = piece;
      return node;
    });

  const termOf = (event: Event): HTMLAnchorElement | undefined => {
    const target = event.target;
    return target instanceof Element ? (target.closest<HTMLAnchorElement>('a.term') ?? undefined) : undefined;
  };

  const inside = (event: Event): boolean => event.target instanceof Node && (shown?.box.contains(event.target) ?? false);

  root.addEventListener('pointerover', (event) => {
    if (shown?.pinned || event.pointerType === 'touch') {
      return;
    }
    const link = termOf(event);
    if (link) {
      show(link, false);
    } else if (!inside(event) && root.activeElement !== shown?.link) {
      hide();
    }
  });
  root.addEventListener('click', (event) => {
    const link = termOf(event);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
      return;
    }
    event.preventDefault();
    if (shown?.pinned && shown.link === link) {
      close();
    } else {
      show(link, true);
    }
  });
  root.addEventListener(
    'pointerdown',
    (event) => {
      if (shown?.pinned && !inside(event) && termOf(event) !== shown.link) {
        hide();
      }
    },
    { capture: true },
  );
  root.addEventListener('focusin', (event) => {
    if (returning || inside(event)) {
      return;
    }
    const link = termOf(event);
    if (shown?.pinned && shown.link === link) {
      return;
    }
    if (link) {
      show(link, false);
    } else {
      hide();
    }
  });
  root.addEventListener('focusout', () => {
    if (!shown?.pinned) {
      hide();
    }
  });
  root.addEventListener(
    'scroll',
    (event) => {
      if (!inside(event)) {
        close();
      }
    },
    { capture: true, passive: true },
  );
  root.addEventListener(
    'keydown',
    (event) => {
      if (!shown) {
        return;
      }
      if (event.key === 'Escape') {
        close();
        event.stopPropagation();
      } else if (event.key === 'Tab' && leaves(shown, root.activeElement, event.shiftKey)) {
        // From the term's position, the focus continues as if nothing had been opened.
        close();
      }
    },
    { capture: true },
  );
}

/** Whether the focus is about to leave a dialog, at either end. */
function leaves({ box, pinned }: OpenTip, active: Element | null, backwards: boolean): boolean {
  return pinned && (backwards ? active === box || active === box.querySelector('a') : active === box.querySelector('button'));
}

/**
 * Places it below the link, or above if there is no room; close, so that the pointer can move from one to the other.
 */
function place(link: Element, tip: HTMLElement): void {
  const box = link.getClientRects()[0] ?? link.getBoundingClientRect();
  const size = tip.getBoundingClientRect();
  const below = box.bottom + size.height <= innerHeight - MARGIN;
  tip.style.top = `${below ? box.bottom : Math.max(MARGIN, box.top - size.height)}px`;
  tip.style.left = `${Math.max(MARGIN, Math.min(box.left, innerWidth - size.width - MARGIN))}px`;
}
