/**
 * Tokens of Markdown as elements. There is no way from an agent's text to HTML here: every element is made by name
 * below, every text is a text node, and nothing is loaded from anywhere.
 */

import type { Token, Tokens } from "marked";
import type { ComponentChildren, VNode } from "preact";
import { CopyButton } from "../ui/controls";
import { decodeEntities } from "./entities";
import { safeHref, trueHost } from "./links";

/** Blocks within blocks and spans within spans, no deeper than that. */
const MAX_DEPTH = 40;

export function renderBlocks(tokens: readonly Token[], depth = 0): ComponentChildren[] {
  return tokens.map((token) => renderBlock(token, depth));
}

export function renderBlock(token: Token, depth = 0): ComponentChildren {
  if (depth > MAX_DEPTH) return token.raw;
  switch (token.type) {
    case "space":
    case "def":
      return null;
    case "hr":
      return <hr />;
    case "heading":
      return renderHeading(token as Tokens.Heading, depth);
    case "code":
      return renderCode(token as Tokens.Code);
    case "blockquote":
      return <blockquote>{renderBlocks((token as Tokens.Blockquote).tokens, depth + 1)}</blockquote>;
    case "list":
      return renderList(token as Tokens.List, depth);
    case "table":
      return renderTable(token as Tokens.Table, depth);
    case "paragraph":
      return <p dir="auto">{renderSpans(token.tokens, token.raw, depth)}</p>;
    case "html":
      return <p class="md-raw">{token.raw}</p>;
    default:
      return renderSpan(token, depth);
  }
}

/** A page has headings of its own: an agent's begin below them. */
function renderHeading(token: Tokens.Heading, depth: number): VNode {
  const level = Math.min(6, token.depth + 2);
  return (
    <div class={`md-heading md-h${token.depth}`} role="heading" aria-level={level} dir="auto">
      {renderSpans(token.tokens, token.text, depth)}
    </div>
  );
}

function renderCode(token: Tokens.Code): VNode {
  const language = (token.lang ?? "").split(/\s/)[0] ?? "";
  return (
    <div class="md-code">
      <div class="md-code-bar">
        <span>{language || "text"}</span>
        <CopyButton text={token.text} label="Copy code" />
      </div>
      <pre tabIndex={0} aria-label={`${language} code`}>
        <code>{token.text}</code>
      </pre>
    </div>
  );
}

function renderList(token: Tokens.List, depth: number): VNode {
  const items = token.items.map((item) => <li dir="auto">{renderBlocks(item.tokens, depth + 1)}</li>);
  return token.ordered ? <ol start={Number(token.start) || 1}>{items}</ol> : <ul>{items}</ul>;
}

function renderTable(token: Tokens.Table, depth: number): VNode {
  const cell = (one: Tokens.TableCell, Name: "th" | "td") => (
    <Name class={one.align ? `md-${one.align}` : undefined}>{renderSpans(one.tokens, one.text, depth)}</Name>
  );
  return (
    <div class="md-table" tabIndex={0} role="region" aria-label="Table">
      <table>
        <thead>
          <tr>{token.header.map((one) => cell(one, "th"))}</tr>
        </thead>
        <tbody>
          {token.rows.map((row) => (
            <tr>{row.map((one) => cell(one, "td"))}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function renderSpans(tokens: readonly Token[] | undefined, text: string, depth: number): ComponentChildren {
  return tokens === undefined ? decodeEntities(text) : tokens.map((token) => renderSpan(token, depth + 1));
}

function renderSpan(token: Token, depth: number): ComponentChildren {
  if (depth > MAX_DEPTH) return token.raw;
  switch (token.type) {
    case "strong":
      return <strong>{renderSpans(token.tokens, token.raw, depth)}</strong>;
    case "em":
      return <em>{renderSpans(token.tokens, token.raw, depth)}</em>;
    case "del":
      return <del>{renderSpans(token.tokens, token.raw, depth)}</del>;
    case "codespan":
      return <code>{(token as Tokens.Codespan).text}</code>;
    case "br":
      return <br />;
    case "link":
      return renderLink(token as Tokens.Link, depth);
    case "image":
      return renderImage(token as Tokens.Image);
    case "checkbox":
      return <span class="md-check">{(token as Tokens.Checkbox).checked ? "☑ " : "☐ "}</span>;
    case "escape":
      return (token as Tokens.Escape).text;
    case "text":
      return renderSpans((token as Tokens.Text).tokens, (token as Tokens.Text).text, depth);
    case "html":
      return token.raw;
    default:
      return token.raw;
  }
}

function renderLink(token: Tokens.Link, depth: number): ComponentChildren {
  const href = safeHref(decodeEntities(token.href));
  const label = renderSpans(token.tokens, token.text, depth);
  if (href === null) return <span title="This address is not followed">{label}</span>;
  const host = trueHost(href, token.text);
  return host === "" ? outward(href, label) : outward(href, [label, <span class="muted"> ({host})</span>]);
}

/** Not loaded: that alone would tell another host who reads this, and carry out what stands in the address. */
function renderImage(token: Tokens.Image): ComponentChildren {
  const label = `🖼 ${token.text || "image"}`;
  const href = safeHref(decodeEntities(token.href));
  return href === null ? <span class="md-image">{label}</span> : outward(href, label, "md-image");
}

function outward(href: string, label: ComponentChildren, name?: string): VNode {
  return (
    <a href={href} title={href} class={name} target="_blank" rel="noopener noreferrer nofollow" referrerpolicy="no-referrer">
      {label}
    </a>
  );
}
