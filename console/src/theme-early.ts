/** A script of its own, before the first paint, so that no other theme flashes up. */
import { paint, readChosen } from "./theme-paint";

paint(readChosen());
