// Bundles test/*.test.ts(x) and runs them with Node's own runner: no test framework to keep up to date.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const tests = readdirSync(join(HERE, "test")).filter((name) => /\.test\.tsx?$/.test(name));
// Inside this folder, so that `node_modules` is found from there.
const out = mkdtempSync(join(HERE, "node_modules", ".tests-"));
try {
  await build({
    absWorkingDir: HERE,
    entryPoints: tests.map((name) => `test/${name}`),
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
    outdir: out,
    outExtension: { ".js": ".mjs" },
    sourcemap: "inline",
  });
  const files = readdirSync(out).filter((name) => name.endsWith(".mjs")).map((name) => join(out, name));
  const { status } = spawnSync(process.execPath, ["--enable-source-maps", "--test", "--test-reporter=dot", ...files], { stdio: "inherit" });
  process.exitCode = status ?? 1;
} finally {
  rmSync(out, { recursive: true, force: true });
}
