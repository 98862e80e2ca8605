import{k as t}from"./part-7AGHQD6Q.js";var o="headwater-theme";function r(){let e=document.documentElement.dataset.theme;return e==="light"||e==="dark"?e:"system"}var m=t(typeof document>"u"?"system":
r()),a=t(0);function n(e){m.value=e,e==="system"?delete document.documentElement.dataset.theme:document.documentElement.dataset.theme=e,a.value++;try{e==="syste\
m"?localStorage.removeItem(o):localStorage.setItem(o,e)}catch{}}function s(){return m.value==="dark"||m.value==="system"&&matchMedia("(prefers-color-scheme: dar\
k)").matches}function c(){n(s()?"light":"dark")}function h(){matchMedia("(prefers-color-scheme: dark)").addEventListener("change",()=>a.value++)}export{m as a,a as b,s as c,c as d,h as e};
