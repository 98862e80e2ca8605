import { render } from "preact";
import "./styles/index.css";
import { App } from "./app";
import { followLinks } from "./router";
import { watchSystemTheme } from "./theme";

followLinks();
watchSystemTheme();
const root = document.getElementById("app");
if (root) {
  root.replaceChildren();
  render(<App />, root);
}
