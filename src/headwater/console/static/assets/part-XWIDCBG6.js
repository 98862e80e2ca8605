import{k as r}from"./part-HNNW76HX.js";var t="headwater-theme";function a(){try{let e=localStorage.getItem(t);return e==="light"||e==="dark"?e:null}catch{return null}}function h(e){try{e===null?localStorage.
removeItem(t):localStorage.setItem(t,e)}catch{}}function o(){return matchMedia("(prefers-color-scheme: dark)")}function s(e){document.documentElement.dataset.theme=
e??(o().matches?"dark":"light")}var n=a(),i=r(0);function c(){s(n),i.value++}function m(){return document.documentElement.dataset.theme==="dark"}function p(){n=m()?"light":"dark",h(n),c()}function g(){
o().addEventListener("change",c)}export{i as a,m as b,p as c,g as d};
