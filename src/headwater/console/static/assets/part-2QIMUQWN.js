import{c as a,d as b}from"./part-7RF7MXO2.js";import"./part-U2RGXV7O.js";import"./part-AINJQ6D3.js";import"./part-VT22CLUY.js";import"./part-7LBHRLZX.js";
import"./part-YHCDZNFS.js";import"./part-NWPSZLSA.js";import"./part-6OM2XB4G.js";import"./part-NJ6G4NGM.js";export{b as StopDialog,a as default};
