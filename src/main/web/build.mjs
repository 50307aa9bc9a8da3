// Builds the front-end into OUT (Maven: target/classes), if its sources changed since the last time:
//   node build.mjs OUT
// Installs what package-lock.json names, checks types, bundles, and writes
//   OUT/META-INF/resources/assets/NAME-HASH.EXT   what browsers fetch, cacheable for ever
//   OUT/META-INF/patchbay/assets.json             logical name → URL path, and the paths that it imports
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? join(here, '../../../target/classes'));
const assets = join(out, 'META-INF/resources/assets');
const manifest = join(out, 'META-INF/patchbay/assets.json');

const modified = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0);

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sources(path) : [path];
  });
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: here, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) {
    console.error(`front-end: ${[command, ...args].join(' ')} failed${error ? `: ${error.message}` : ''}`);
    process.exit(1);
  }
}

const settings = ['package.json', 'package-lock.json', 'tsconfig.json', 'build.mjs', 'strict-xterm.mjs'].map((name) => join(here, name));
const newest = Math.max(...[...settings, ...sources(join(here, 'src'))].map(modified));
if (modified(manifest) > newest) {
  process.exit(0);
}

/** The scripts that have to be there before this one can run, its own imports and theirs. */
function staticImports({ outputs }, path, found = new Set()) {
  for (const { path: imported, kind } of outputs[path].imports) {
    if (kind === 'import-statement' && !found.has(imported)) {
      found.add(imported);
      staticImports({ outputs }, imported, found);
    }
  }
  return found;
}

const installed = join(here, 'node_modules/.package-lock.json');
if (modified(installed) < modified(join(here, 'package-lock.json'))) {
  console.log('front-end: installing packages');
  // The packages in use need no install scripts, so none may run.
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
}

console.log('front-end: checking types');
run(process.execPath, [join(here, 'node_modules/typescript/bin/tsc')]);

console.log('front-end: bundling');
const { build } = await import('esbuild');
const { strictXterm } = await import('./strict-xterm.mjs');
// elkjs lays out in a worker, which is a classic script of its own.
const elkWorker = {
  name: 'elk-worker',
  setup: ({ onLoad }) => onLoad({ filter: /elk-worker\.min\.js$/ }, ({ path }) => ({ contents: readFileSync(path), loader: 'file' })),
};
const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  target: ['chrome123', 'firefox120', 'safari17.5'],
  charset: 'utf8',
  // The libraries' notices, in a file beside each script that names them.
  legalComments: 'linked',
  outdir: assets,
  publicPath: '/assets',
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  loader: { '.woff2': 'file' },
  metafile: true,
  write: false,
  logLevel: 'warning',
};
const results = await Promise.all([
  build({
    ...common,
    format: 'esm',
    splitting: true,
    plugins: [strictXterm(here), elkWorker],
    entryPoints: {
      page: 'src/design/page.css',
      course: 'src/pages/course.ts',
      lab: 'src/pages/lab.ts',
      player: 'src/design/player.css',
      replay: 'src/pages/replay.ts',
    },
  }),
  // A classic script, because it has to run before the first paint.
  build({ ...common, format: 'iife', entryPoints: { theme: 'src/pages/theme.ts' } }),
]);

rmSync(assets, { recursive: true, force: true });
mkdirSync(assets, { recursive: true });
mkdirSync(dirname(manifest), { recursive: true });
for (const file of results.flatMap((result) => result.outputFiles)) {
  writeFileSync(file.path, file.contents);
}

const urls = {};
const imports = {};
for (const { metafile } of results) {
  for (const [path, output] of Object.entries(metafile.outputs)) {
    if (output.entryPoint) {
      const name = basename(output.entryPoint, extname(output.entryPoint)) + extname(path);
      urls[name] = `/assets/${basename(path)}`;
      imports[name] = [...staticImports(metafile, path)].map((imported) => `/assets/${basename(imported)}`);
    }
  }
}
// A terminal can't be drawn without its font, which the browser would otherwise ask for last of all.
const font = readdirSync(assets).find((name) => name.startsWith('atkinson-hyperlegible-mono-latin-wght-normal-'));
urls['terminal.woff2'] = `/assets/${font}`;
const favicon = readFileSync(join(here, 'src/design/favicon.svg'));
const icon = `favicon-${createHash('sha256').update(favicon).digest('hex').slice(0, 8)}.svg`;
writeFileSync(join(assets, icon), favicon);
urls['favicon.svg'] = `/assets/${icon}`;
writeFileSync(manifest, `${JSON.stringify({ paths: urls, imports }, null, 2)}\n`);
