import{c as a,d as b}from"./part-I2PEKTNT.js";import"./part-SOO5MWQG.js";import"./part-WLL6JUMW.js";import"./part-7O7Q5NVG.js";import"./part-U5IDEJIN.js";
import"./part-FQFJOQYA.js";import"./part-MIIG3L3L.js";export{b as StopDialog,a as default};
