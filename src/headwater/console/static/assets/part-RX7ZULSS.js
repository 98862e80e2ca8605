import{c as a,d as b}from"./part-6QVTOOUP.js";import"./part-44UVPX3I.js";import"./part-L4E6YLHG.js";import"./part-5QNJWWRG.js";import"./part-U3YULCA6.js";
import"./part-B62R6QNW.js";import"./part-L6O7QRQT.js";import"./part-N5KZN7WT.js";export{b as StopDialog,a as default};
