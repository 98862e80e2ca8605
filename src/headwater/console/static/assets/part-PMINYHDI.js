import{c as a,d as b}from"./part-R7S3WIPK.js";import"./part-CWX2REPE.js";import"./part-L4E6YLHG.js";import"./part-VNCRKMUL.js";import"./part-B62R6QNW.js";
import"./part-L6O7QRQT.js";import"./part-N5KZN7WT.js";export{b as StopDialog,a as default};
