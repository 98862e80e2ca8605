import{e as a,p as e,q as d}from"./part-QJU7BI7O.js";function C({title:n,above:r,children:t,mark:i}){return o(r?`${n} · ${r.label}`:n),e("header",{class:"page-head",children:[e("div",{class:"page-title",children:[
r&&e("a",{class:"above",href:r.to,children:[r.label,e(d,{name:"right",size:12})]}),e("h1",{children:n}),i]}),t&&e("div",{class:"page-actions",children:t})]})}function o(n){
a(()=>{document.title=`${n} · Headwater`},[n])}export{C as a};
