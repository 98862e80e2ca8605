import{E as e,F as C,a as c,e as p,g as u,s as h,t as f}from"./part-7AGHQD6Q.js";function k({title:n,above:r,children:a,mark:i}){return m(r?`${n} · ${r.label}`:n),e("header",{class:"page-head",children:[e("div",{class:"page-title",children:[
r&&e("a",{class:"above",href:r.to,children:[r.label,e(C,{name:"right",size:12})]}),e("h1",{children:n}),i]}),a&&e("div",{class:"page-actions",children:a})]})}function m(n){
p(()=>{document.title=`${n} · Headwater`},[n])}function w({title:n,actions:r,children:a,isFlush:i=!1}){return e("section",{class:`card${i?" is-flush":""}`,children:[
n&&e("header",{class:"card-head",children:[e("h2",{children:n}),r&&e("div",{class:"card-actions",children:r})]}),e("div",{class:"card-body",children:a})]})}function x({
facts:n}){return e("dl",{class:"facts",children:n.map(r=>r&&e("div",{children:[e("dt",{children:r[0]}),e("dd",{children:r[1]??"–"})]},r[0]))})}function P({tabs:n,
label:r,name:a="tab"}){let i=u(null),g=f(a),d=n.find(t=>t.id===g)??n[0];if(!d)return null;let o=t=>h({[a]:t===n[0]?.id?void 0:t});return e(c,{children:[e("div",
{class:"tabs",role:"tablist","aria-label":r,ref:i,onKeyDown:t=>{let l=t.key==="ArrowRight"?1:t.key==="ArrowLeft"?-1:0;if(!l)return;t.preventDefault();let s=(n.indexOf(
d)+l+n.length)%n.length;o(n[s]?.id??""),i.current?.children[s]?.focus()},children:n.map(t=>e("button",{type:"button",role:"tab",id:`${a}-${t.id}`,"aria-selected":t===
d,"aria-controls":`${a}-panel`,tabIndex:t===d?0:-1,onClick:()=>o(t.id),children:t.label},t.id))}),e("div",{class:"tab-panel",role:"tabpanel",id:`${a}-panel`,"ar\
ia-labelledby":`${a}-${d.id}`,children:d.draw()},d.id)]})}export{k as a,m as b,w as c,x as d,P as e};
