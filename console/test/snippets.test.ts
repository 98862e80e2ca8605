import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { buildSnippet, pythonQuote, shellQuote } from "../src/snippets";

const AWKWARD = [
  "plain", "", "it's", "''", 'say "hi"', "$HOME `id` $(id) !!", "back\\slash \\n \\'", "two\nlines\ttab", "@file", "-x", "日本語 🎉", "a\u2028b\u007f", "*?[a]{b,c}~",
];

test("a shell gives back what was quoted", () => {
  const said = execFileSync("bash", ["-c", `printf '%s\\0' ${AWKWARD.map(shellQuote).join(" ")}`], { encoding: "utf8" });
  assert.deepEqual(said.split("\0").slice(0, -1), AWKWARD);
});

test("Python gives back what was quoted", () => {
  const program = `import json; print(json.dumps([${AWKWARD.map(pythonQuote).join(", ")}]))`;
  const said = execFileSync("python3", ["-c", program], { encoding: "utf8", env: { ...process.env, PYTHONUTF8: "1" } });
  assert.deepEqual(JSON.parse(said), AWKWARD);
});

test("all snippets are whole programs of their languages, whatever the request holds", () => {
  const programs = AWKWARD.flatMap((word) => {
    const request = {
      serverUrl: "http://127.0.0.1:8642", region: "us-west-2", runtimeArn: `arn:aws:bedrock-agentcore:us-west-2:1:runtime/${word}`, runtimeName: word,
      qualifier: "DEFAULT", sessionId: word, payload: JSON.stringify({ prompt: word }), needsKey: true,
    };
    execFileSync("bash", ["-n", "-c", buildSnippet("curl", request)]);
    return [buildSnippet("boto3", request), buildSnippet("python", request)];
  });
  const check = "import ast, json, sys; [ast.parse(one) for one in json.load(sys.stdin)]";
  execFileSync("python3", ["-c", check], { input: JSON.stringify(programs), env: { ...process.env, PYTHONUTF8: "1" } });
});
