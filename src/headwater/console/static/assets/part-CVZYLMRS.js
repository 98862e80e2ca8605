import{E as n,F as y,a as p,e as u,g as f,j as h,s as C,t as b}from"./part-HNNW76HX.js";function w({title:e,above:r,children:t,mark:i}){return g(r?`${e} · ${r.label}`:e),n("header",{class:"page-head",children:[n("div",{class:"page-title",children:[
r&&n("a",{class:"above",href:r.to,children:[r.label,n(y,{name:"right",size:12})]}),n("h1",{children:e}),i]}),t&&n("div",{class:"page-actions",children:t})]})}function g(e){
u(()=>{document.title=`${e} · Headwater`},[e])}function x({title:e,actions:r,children:t,isFlush:i=!1}){let o=h();return n("section",{class:`card${i?" is-flush":
""}`,"aria-labelledby":e?o:void 0,children:[e&&n("header",{class:"card-head",children:[n("h2",{id:o,children:e}),r&&n("div",{class:"card-actions",children:r})]}),
n("div",{class:"card-body",children:t})]})}function P({facts:e}){return n("dl",{class:"facts",children:e.map(r=>r&&n("div",{children:[n("dt",{children:r[0]}),n(
"dd",{children:r[1]??"–"})]},r[0]))})}function H({tabs:e,label:r,name:t="tab"}){let i=f(null),o=b(t),a=e.find(d=>d.id===o)??e[0];if(!a)return null;let l=d=>C(
{[t]:d===e[0]?.id?void 0:d});return n(p,{children:[n("div",{class:"tabs",role:"tablist","aria-label":r,ref:i,onKeyDown:d=>{let s=d.key==="ArrowRight"?1:d.key===
"ArrowLeft"?-1:0;if(!s)return;d.preventDefault();let c=(e.indexOf(a)+s+e.length)%e.length;l(e[c]?.id??""),i.current?.children[c]?.focus()},children:e.map(d=>n("\
button",{type:"button",role:"tab",id:`${t}-${d.id}`,"aria-selected":d===a,"aria-controls":`${t}-panel`,tabIndex:d===a?0:-1,onClick:()=>l(d.id),children:d.label},
d.id))}),n("div",{class:"tab-panel",role:"tabpanel",id:`${t}-panel`,"aria-labelledby":`${t}-${a.id}`,children:a.draw()},a.id)]})}export{w as a,g as b,x as c,P as d,H as e};
