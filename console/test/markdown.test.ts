import type { Token } from "marked";
import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeEntities } from "../src/markdown/entities";
import { safeHref } from "../src/markdown/links";
import { mendTail } from "../src/markdown/mend";
import { PlainText, plainText, visibleControls } from "../src/markdown/plain";
import { renderBlocks } from "../src/markdown/render";
import { readBlocks } from "../src/markdown/blocks";
import { MarkdownStream } from "../src/markdown/stream";

interface Found {
  readonly names: string[];
  readonly attributes: [string, string, unknown][];
  readonly text: string;
}

/** Every element that would be made, with its attributes, and all of the text. Components (a button) are left out. */
function look(tokens: readonly Token[]): Found {
  const found = { names: [] as string[], attributes: [] as [string, string, unknown][], text: "" };
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    else if (typeof node === "string" || typeof node === "number") found.text += String(node);
    else if (typeof node === "object" && node !== null && "type" in node) {
      const { type, props } = node as { type: unknown; props: Record<string, unknown> };
      if (typeof type !== "string") return;
      found.names.push(type);
      for (const [name, value] of Object.entries(props)) if (name !== "children") found.attributes.push([type, name, value]);
      walk(props.children);
    }
  };
  walk(renderBlocks(tokens));
  return found;
}

const SAFE_NAMES = new Set(
  "a p ul ol li blockquote hr br strong em del code pre div span table thead tbody tr th td".split(" "),
);
const HOSTILE = [
  "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "text <b onclick=alert(1)>bold</b> end", "[x](javascript:alert(1))",
  "[x](java\nscript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](&#106;avascript:alert(1))", "[x](data:text/html;base64,PHNjcmlwdD4=)",
  "[x](vbscript:x)", "[x](/console/agents)", "[x](//evil.test/a)", "[x](file:///etc/passwd)", "![a](https://evil.test/pixel.png)",
  "![a](data:image/svg+xml,<svg onload=alert(1)>)", "<svg><script>alert(1)</script></svg>", "<javascript:alert(1)>", "<style>*{display:none}</style>",
  "[ref]: javascript:alert(1)\n\n[ref]", "<iframe src='https://evil.test'></iframe>", "<!-- a comment -->", "<a href='javascript:alert(1)'>x</a>",
  '[x](https://ok.test "onmouseover=alert(1)")', '![a](x" onerror="alert(1))', "`<script>`", "    <script>alert(1)</script>", "| <script> |\n|--|\n| <img src=x> |",
];

test("hostile Markdown makes none but plain elements, and no attribute that loads or runs", () => {
  for (const text of HOSTILE) {
    const found = look(readBlocks(text));
    for (const name of found.names) assert.ok(SAFE_NAMES.has(name), `${name} from ${text}`);
    for (const [element, name, value] of found.attributes) {
      assert.ok(!name.startsWith("on") && !["src", "srcset", "style", "dangerouslySetInnerHTML", "xlink:href"].includes(name), `${name} from ${text}`);
      if (name === "href") {
        assert.equal(element, "a");
        assert.match(String(value), /^(https?:|mailto:)/, text);
      }
      if (element === "a" && name === "rel") assert.match(String(value), /noopener/);
    }
  }
});

test("HTML is shown as it is written", () => {
  assert.equal(look(readBlocks("<script>alert(1)</script>")).text, "<script>alert(1)</script>");
  assert.equal(look(readBlocks("a <b>bold</b> word")).text, "a <b>bold</b> word");
});

test("an image is a link with its text, not an image", () => {
  const found = look(readBlocks("![a cat](https://evil.test/pixel.png)"));
  assert.ok(!found.names.includes("img"));
  assert.equal(found.text, "🖼 a cat");
});

test("what Markdown has is shown", () => {
  const text = "# Title\n\nA *b* **c** `d` ~~e~~ [f](https://g.test/) &amp; &lt;h&gt;\n\n- one\n  - two\n\n3. three\n\n> four\n\n```py\nfive()\n```\n\n|a|b|\n|:-|-:|\n|1|2|\n\n---\n\n- [x] done\n";
  const found = look(readBlocks(text));
  for (const name of ["em", "strong", "code", "del", "a", "ul", "ol", "li", "blockquote", "pre", "table", "th", "td", "hr"]) {
    assert.ok(found.names.includes(name), name);
  }
  assert.match(found.text, /A b c d e f & <h>/);
  assert.ok(found.attributes.some(([name, key, value]) => name === "ol" && key === "start" && value === 3));
});

test("nesting without end ends", () => {
  look(readBlocks(`${">".repeat(500)} x`));
  look(readBlocks(`${"*_".repeat(2_000)}x`));
  look(readBlocks(`${"[".repeat(2_000)}x`));
});

const DOCUMENT =
  "Here **is bold** and `code` and *slanted* text with [a link](https://a.test/x_y).\n\n- item **one**\n- item `two`\n\n## A heading\n\n" +
  "Text after\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```js\nconst a = `x`;\n```\n\n1. first\n2. second *star*\n\nLast ![img](https://b.test/i.png) line.\n";

test("Markdown that is being written shows no marker that will go, and no block that will change", () => {
  const whole = readBlocks(DOCUMENT).filter((token) => token.type !== "space").map((token) => token.type);
  for (let end = 1; end < DOCUMENT.length; end += 1) {
    const tokens = readBlocks(mendTail(DOCUMENT.slice(0, end)));
    const types = tokens.filter((token) => token.type !== "space").map((token) => token.type);
    assert.deepEqual(types, whole.slice(0, types.length), `after ${JSON.stringify(DOCUMENT.slice(Math.max(0, end - 30), end))}`);
    const shown = look(tokens).text.replace(/const a = `x?`?/, "");
    assert.doesNotMatch(shown, /[*`|#[\]]|https/, `after ${JSON.stringify(DOCUMENT.slice(Math.max(0, end - 30), end))}`);
  }
});

test("settled blocks and tail together are the whole, and settled ones stay what they are", () => {
  const text = DOCUMENT.repeat(20);
  const stream = new MarkdownStream();
  let firstBlocks: Token[] = [];
  for (let at = 0; at < text.length; at += 7) {
    stream.push(text.slice(at, at + 7));
    firstBlocks.forEach((token, index) => assert.equal(stream.settled[index], token));
    firstBlocks = stream.settled.slice(0, 50);
  }
  assert.ok(stream.settled.length > 100);
  const all = [...stream.settled, ...stream.tail(true)];
  assert.equal(all.map((token) => token.raw).join(""), text);
  assert.equal(look(all).text, look(readBlocks(text)).text);
});

test("a block without end is cut, and goes on as what it was", () => {
  const texts = { code: `\`\`\`js\n${"line();\n".repeat(6_000)}`, table: `|a|b|\n|-|-|\n${"|1|2|\n".repeat(6_000)}`, paragraph: "word ".repeat(10_000), space: "x".repeat(40_000) };
  for (const [type, text] of Object.entries(texts)) {
    const stream = new MarkdownStream();
    for (let at = 0; at < text.length; at += 1_000) stream.push(text.slice(at, at + 1_000));
    const blocks = [...stream.settled, ...stream.tail(true)];
    assert.ok(blocks.length > 1, type);
    for (const block of blocks) assert.equal(block.type, type === "space" ? "paragraph" : type);
    const shown = look(blocks).text.replace(/\s/g, "");
    if (type !== "table" && type !== "code") assert.equal(shown, text.replace(/\s/g, ""));
    if (type === "code") assert.equal(shown.match(/line\(\);/g)?.length, 6_000);
  }
});

test("texts that are made to be slow are read all the same", () => {
  const slow = ["[", "![", "**a", "` ``", "> ", "<", "[a](b", "- ", "*", "_a_", "<!--", "~~a ", "[a]: b\n", "|a|b|\n", "- a\n", "a\n-", "\u001b["];
  for (const piece of slow) {
    const stream = new MarkdownStream();
    for (let count = 0; count < 20; count += 1) {
      stream.push(piece.repeat(500));
      renderBlocks(stream.tail(false));
    }
    renderBlocks(stream.tail(true));
  }
});

test("a long answer is read in a moment", () => {
  const stream = new MarkdownStream();
  for (let count = 0; count < 3_000; count += 1) {
    stream.push(`Paragraph ${count} with **bold** text.\n\n`);
    if (count % 50 === 0) stream.tail(false);
  }
  assert.ok(stream.settled.length > 1_000);
});

test("escape sequences of terminals are taken out, also when pieces share one", () => {
  const text = "a\u001b[31mred\u001b[0m \u001b]8;;https://evil.test\u0007link\u001b]8;;\u0007 b\u0000\u0008\u202eend\r\n.";
  assert.equal(plainText(text), "ared link bend\n.");
  for (let cut = 1; cut < text.length; cut += 1) {
    const plain = new PlainText();
    assert.equal(plain.push(text.slice(0, cut)) + plain.push(text.slice(cut)), "ared link bend\n.", `cut at ${cut}`);
  }
  assert.equal(visibleControls("\u001b[0m\u202e"), "␛[0m\\u202e");
});

test("a link that names another host than it leads to says where it leads", () => {
  assert.equal(look(readBlocks("[https://bank.test/login](https://evil.test/x)")).text, "https://bank.test/login (evil.test)");
  assert.equal(look(readBlocks("[bank.test](https://bank.test@evil.test:8443/)")).text, "bank.test (evil.test:8443)");
  assert.equal(look(readBlocks("[our page](https://a.test/) https://b.test/c <https://d.test>")).text, "our page https://b.test/c https://d.test");
  assert.equal(look(readBlocks("[b.test](https://www.b.test/) [version 1.2.3](https://c.test/)")).text, "b.test version 1.2.3");
});

test("links and entities", () => {
  assert.equal(safeHref("https://a.test/?q=1"), "https://a.test/?q=1");
  assert.equal(safeHref("mailto:a@b.test"), "mailto:a@b.test");
  for (const bad of ["javascript:x", " javascript:x", "java\tscript:x", "data:,x", "/a", "a", "", "//a.test", "blob:https://a"]) assert.equal(safeHref(bad), null, bad);
  assert.equal(decodeEntities("&amp;&lt;&#65;&#x42;&nope;&#0;&#55296;"), "&<AB&nope;\ufffd\ufffd");
});
