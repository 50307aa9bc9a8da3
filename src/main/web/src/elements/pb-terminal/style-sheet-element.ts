/**
 * Replaces the `<style>` elements that xterm.js creates: an empty element whose text becomes a style sheet of the
 * document until it is removed.
 */
export function styleSheetElement(): HTMLElement {
  const sheet = new CSSStyleSheet();
  const carrier = document.createElement('span');
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
