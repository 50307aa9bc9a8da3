import type { Terminal } from '@xterm/xterm';

/**
 * xterm.js writes `<style>` elements and `style` attributes, which a content security policy of
 * `style-src 'self'` rightly refuses. Both have an equal that the policy allows, because only
 * script can reach it: constructed style sheets and the CSS object model. This is the document
 * that the terminal gets to make its elements with, which turns the one into the other.
 */
export function strictDocument(): Document {
  const own = new Map<PropertyKey, unknown>([['createElement', create]]);
  return new Proxy(document, {
    get(target, property) {
      if (own.has(property)) {
        return own.get(property);
      }
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
    },
  });
}

/**
 * Opens the terminal in its host. A part of xterm.js makes its style element by the page's own
 * document in this call and in no other; so that is replaced for just as long.
 */
export function openStrictly(terminal: Terminal, host: HTMLElement): void {
  document.createElement = create as typeof document.createElement;
  try {
    terminal.open(host);
  } finally {
    Reflect.deleteProperty(document, 'createElement');
  }
}

const original = document.createElement;

function create(name: string, options?: ElementCreationOptions): HTMLElement {
  if (name === 'style') {
    return sheetCarrier();
  }
  const element = original.call(document, name, options);
  if (name === 'span') {
    element.setAttribute = setAttribute;
  }
  return element;
}

function setAttribute(this: Element, name: string, value: string): void {
  if (name === 'style') {
    (this as HTMLElement).style.cssText = value;
  } else {
    Element.prototype.setAttribute.call(this, name, value);
  }
}

/** An empty element whose text is a style sheet of the document for as long as it is not removed. */
function sheetCarrier(): HTMLElement {
  const sheet = new CSSStyleSheet();
  const carrier = original.call(document, 'span');
  let css = '';
  carrier.hidden = true;
  document.adoptedStyleSheets.push(sheet);
  Object.defineProperty(carrier, 'textContent', {
    get: () => css,
    set: (text: string) => {
      css = text;
      sheet.replaceSync(text);
    },
  });
  carrier.remove = () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    Element.prototype.remove.call(carrier);
  };
  return carrier;
}
