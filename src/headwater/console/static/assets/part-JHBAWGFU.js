import{E as t,F as y,a as u,e as f,g as h,j as b,s as m,t as C}from"./part-HNNW76HX.js";function w({title:e,above:r,children:d,mark:i}){return g(r?`${e} · ${r.label}`:e),t("header",{class:"page-head",children:[t("div",{class:"page-title",children:[
r&&t("a",{class:"above",href:r.to,children:[r.label,t(y,{name:"right",size:12})]}),t("h1",{children:e}),i]}),d&&t("div",{class:"page-actions",children:d})]})}function g(e){
f(()=>{document.title=`${e} · Headwater`},[e])}function L({title:e,actions:r,children:d,isFlush:i=!1}){let s=b();return t("section",{class:`card${i?" is-flush":
""}`,"aria-labelledby":e?s:void 0,children:[e&&t("header",{class:"card-head",children:[t("h2",{id:s,children:e}),r&&t("div",{class:"card-actions",children:r})]}),
t("div",{class:"card-body",children:d})]})}function H({facts:e}){return t("dl",{class:"facts",children:e.map(r=>r&&t("div",{children:[t("dt",{children:r[0]}),t(
"dd",{children:r[1]??"–"})]},r[0]))})}function P({tabs:e,label:r,name:d="tab"}){let i=h(null),s=C(d),a=e.find(n=>n.id===s)??e[0],c=a?e.indexOf(a):0;if(f(()=>{
let[n,o]=[i.current,i.current?.children[c]];if(!n||!o)return;let l=o.offsetLeft-n.offsetLeft;n.scrollLeft=Math.min(Math.max(n.scrollLeft,l+o.offsetWidth-n.clientWidth),
l)},[c]),!a)return null;let p=n=>m({[d]:n===e[0]?.id?void 0:n});return t(u,{children:[t("div",{class:"tabs",role:"tablist","aria-label":r,ref:i,onKeyDown:n=>{let o=n.
key==="ArrowRight"?1:n.key==="ArrowLeft"?-1:0;if(!o)return;n.preventDefault();let l=(c+o+e.length)%e.length;p(e[l]?.id??""),i.current?.children[l]?.focus()},children:e.
map(n=>t("button",{type:"button",role:"tab",id:`${d}-${n.id}`,"aria-selected":n===a,"aria-controls":`${d}-panel`,tabIndex:n===a?0:-1,onClick:()=>p(n.id),children:n.
label},n.id))}),t("div",{class:"tab-panel",role:"tabpanel",id:`${d}-panel`,"aria-labelledby":`${d}-${a.id}`,children:a.draw()},a.id)]})}export{w as a,g as b,L as c,H as d,P as e};
