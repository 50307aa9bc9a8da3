import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * xterm.js makes `<style>` elements and writes `style` attributes, which a content security policy
 * of `style-src 'self'` rightly refuses. Both have an equal that the policy allows because only
 * script can reach it: constructed style sheets, and the CSS object model. This esbuild plugin puts
 * the one in place of the other while bundling, and fails if xterm.js is no longer as it knows it.
 *
 * xterm.js 6.0 also takes inverse text of the default colour for text in the foreground's colour on a ground of the same,
 * and only makes it legible from there: grey on black, where it is white. It is told of the background's colour.
 */
export function strictXterm(root) {
  const carrier = join(root, 'src/elements/pb-terminal/style-sheet-element.ts');
  const changes = [
    [/[\w.]+\.createElement\("style"\)/g, 'styleSheetElement()', 3],
    [
      /_addStyle\((\w+),(\w+)\)\{\1\.setAttribute\("style",`\$\{\1\.getAttribute\("style"\)\|\|""\}\$\{\2\};`\)\}/g,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of one, for xterm.js
      '_addStyle($1,$2){$1.style.cssText+=`${$2};`}',
      1,
    ],
    [
      /_applyMinimumContrast\((\w+,\w+),(\w+)\.foreground,(\w+,\w+,\w+)\)\|\|(\w+)&&/g,
      '_applyMinimumContrast($1,$4?$2.background:$2.foreground,$3)||$4&&',
      1,
    ],
  ];
  return {
    name: 'strict-xterm',
    setup(build) {
      build.onLoad({ filter: /@xterm\/xterm\/lib\/xterm\.mjs$/ }, async ({ path }) => {
        let code = await readFile(path, 'utf8');
        for (const [pattern, replacement, times] of changes) {
          const found = code.match(pattern)?.length ?? 0;
          if (found !== times) {
            return { errors: [{ text: `${pattern} occurs ${found} times in xterm.js, expected ${times}` }] };
          }
          code = code.replaceAll(pattern, replacement);
        }
        return { contents: `import { styleSheetElement } from ${JSON.stringify(carrier)};\n${code}`, loader: 'js' };
      });
    },
  };
}
