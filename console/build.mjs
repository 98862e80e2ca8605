// Builds the console into src/headwater/console/static: the same sources give the same bytes.
//
//   node build.mjs            build
//   node build.mjs --watch    build again at every change, with source maps, for `headwater serve` in development
//   node build.mjs --out DIR  build elsewhere (the test that the committed build is fresh compares the two)
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, watch, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const isWatching = process.argv.includes("--watch");
const outFlag = process.argv.indexOf("--out");
const OUT = outFlag > 0 ? resolve(process.argv[outFlag + 1]) : resolve(HERE, "../src/headwater/console/static");
/** What the build depends on; tests/unit/console/test_build.py reads the same list from `build.json`. */
const INPUTS = ["src", "build.mjs", "package-lock.json", "package.json", "tsconfig.json"];
/** What is shipped of others; their licences go with it. */
const SHIPPED = ["preact", "@preact/signals", "@preact/signals-core", "marked", "uplot"];

const shared = {
  absWorkingDir: HERE,
  bundle: true,
  charset: "utf8",
  entryNames: "[name]-[hash]",
  chunkNames: "part-[hash]",
  legalComments: "none",
  lineLimit: 160, // so that a change of the build is a change of some lines
  metafile: true,
  minify: true,
  outdir: join(OUT, "assets"),
  sourcemap: isWatching ? "inline" : false,
  target: ["es2022", "chrome111", "firefox115", "safari16.4"],
  write: false,
};

function listFiles(path) {
  const full = join(HERE, path);
  try {
    return readdirSync(full, { withFileTypes: true })
      .flatMap((entry) => listFiles(join(path, entry.name)));
  } catch (error) {
    if (error.code === "ENOTDIR") return [path];
    throw error;
  }
}

/** One digest over names and contents of all inputs, in the order of their names' bytes. */
function digestInputs() {
  const lines = INPUTS.flatMap(listFiles)
    .map((path) => relative(HERE, join(HERE, path)).replaceAll("\\", "/"))
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map((path) => `${createHash("sha256").update(readFileSync(join(HERE, path))).digest("hex")}  ${path}\n`);
  return createHash("sha256").update(lines.join("")).digest("hex");
}

function gatherLicenses() {
  return SHIPPED.map((name) => {
    const folder = join(HERE, "node_modules", name);
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((one) => /^licen[cs]e(\.md|\.txt)?$/i.test(one));
    const text = file === undefined ? "MIT\n" : readFileSync(join(folder, file), "utf8");
    return `${name} ${version}\n${"-".repeat(60)}\n${text.trim()}\n`;
  }).join("\n\n");
}

async function buildAll() {
  const app = await build({ ...shared, entryPoints: { app: "src/main.tsx" }, format: "esm", splitting: true });
  // Runs before the first paint, so that a chosen theme does not flash; a module would come too late.
  const early = await build({ ...shared, entryPoints: { theme: "src/theme-early.ts" }, format: "iife" });
  const files = [...app.outputFiles, ...early.outputFiles].map((one) => ({
    name: relative(OUT, one.path).replaceAll("\\", "/"),
    contents: one.contents,
  }));
  const named = (start, end) => files.find((f) => f.name.startsWith(`assets/${start}-`) && f.name.endsWith(end)).name;
  const html = readFileSync(join(HERE, "src/index.html"), "utf8")
    .replace("{{app.css}}", named("app", ".css"))
    .replace("{{app.js}}", named("app", ".js"))
    .replace("{{theme.js}}", named("theme", ".js"));
  files.push({ name: "index.html", contents: html });
  files.push({ name: "favicon.svg", contents: readFileSync(join(HERE, "src/favicon.svg")) });
  files.push({ name: "LICENSES.txt", contents: gatherLicenses() });
  files.push({
    name: "build.json",
    contents: `${JSON.stringify({ inputs: INPUTS, sha256: digestInputs() }, null, 2)}\n`,
  });
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(join(OUT, "assets"), { recursive: true });
  for (const file of files) writeFileSync(join(OUT, file.name), file.contents);
  const sizes = files.reduce((sum, file) => sum + file.contents.length, 0);
  console.log(`${relative(process.cwd(), OUT)}: ${files.length} files, ${(sizes / 1024).toFixed(0)} KB`);
}

await buildAll();
if (isWatching) {
  let timer;
  watch(join(HERE, "src"), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => buildAll().catch((error) => console.error(error.message)), 100);
  });
}
