import{c as G}from"./part-XWIDCBG6.js";import{f as T,j as N}from"./part-J7NGXXJA.js";import{E as o,F as x,H as I,J as v,K as D,d as f,e as m,g as k,
j as P,k as g,q as d,r as w}from"./part-HNNW76HX.js";function h({title:t,onClose:n,children:a,isTitleHidden:e=!1,kind:r="plain"}){let l=k(null),p=P();return m(()=>{let i=document.activeElement;return l.current?.showModal(),
()=>{i instanceof HTMLElement&&i.isConnected&&i.focus()}},[]),o("dialog",{ref:l,class:`dialog is-${r}`,"aria-labelledby":p,onClose:n,onPointerDown:i=>i.target===
l.current&&n(),children:o("div",{class:"dialog-body",children:[o("header",{class:e?"hidden":"dialog-head",children:[o("h2",{id:p,children:t}),!e&&o(D,{icon:"clo\
se",label:"Close",onClick:n})]}),a]})})}function _({title:t,children:n,action:a,onConfirm:e,onClose:r}){let[l,p]=f(!1),i=async()=>{p(!0);try{await e(),r()}catch(c){
I(c),p(!1)}};return o(h,{title:t,onClose:r,children:[n,o("footer",{class:"dialog-foot",children:[o(v,{onClick:r,autofocus:!0,children:"Cancel"}),o(v,{kind:"dang\
er",isBusy:l,onClick:()=>{i()},children:a})]})]})}var J=[{pattern:"/",load:()=>import("./part-NHEPSSRN.js")},{pattern:"/agents",load:()=>import("./part-EZFH74KB.js")},{pattern:"/agents/:name",load:()=>import("./part-OTH36N3C.js")},
{pattern:"/playground",load:()=>import("./part-KYBLN67T.js")},{pattern:"/playground/:name",load:()=>import("./part-KYBLN67T.js")},{pattern:"/sessi\
ons",load:()=>import("./part-FZ4AYMH4.js")},{pattern:"/sessions/:runtime/:session",load:()=>import("./part-ISQEFHRO.js")},{pattern:"/traces",load:()=>import("./part-R3BGJI4U.js")},
{pattern:"/traces/:trace",load:()=>import("./part-RSQGD6Y4.js")},{pattern:"/memory",load:()=>import("./part-SVDHVS5K.js")},{pattern:"/memory/:memo\
ry",load:()=>import("./part-7INVJGWT.js")},{pattern:"/edge",load:()=>import("./part-B4M5TPZU.js")},{pattern:"/signin",load:()=>import("./part-E6CWNPOC.js"),
isBare:!0}],S=[{path:"/",label:"Overview",icon:"overview",letter:"o"},{path:"/agents",label:"Agents",icon:"agents",letter:"a"},{path:"/playground",label:"Playgr\
ound",icon:"playground",letter:"p"},{path:"/sessions",label:"Sessions",icon:"sessions",letter:"s"},{path:"/traces",label:"Traces",icon:"traces",letter:"t"},{path:"\
/memory",label:"Memory",icon:"memory",letter:"m"},{path:"/edge",label:"Edge",icon:"edge",letter:"e"}];var C=g(!1);function te(){if(!C.value)return null;let{everywhere:t,page:n}=K();return o(h,{title:"Keyboard shortcuts",onClose:()=>C.value=!1,children:[n.length>
0&&o(A,{title:"On this page",shortcuts:n}),o(A,{title:"Everywhere",shortcuts:[{keys:"Ctrl K",does:"Go to an agent, a session or a page",run:()=>{}},...t]})]})}function A({
title:t,shortcuts:n}){return o("section",{children:[o("h3",{children:t}),o("dl",{class:"shortcuts",children:n.map(a=>o("div",{children:[o("dt",{children:a.keys.
split(" ").map(e=>o("kbd",{children:e},e))}),o("dd",{children:a.does})]},a.keys))})]})}var b=g(!1),H=12,L=S.map(t=>({icon:t.icon,label:t.label,note:"page",to:d(t.path)}));async function M(){let[t,n]=await Promise.all([T().catch(()=>({runtimes:[]})),
N({limit:200}).catch(()=>({sessions:[]}))]),a=t.runtimes.flatMap(({name:r})=>[{icon:"agents",label:r,note:"agent",to:d("/agents",r)},{icon:"playground",label:`C\
hat with ${r}`,note:"playground",to:d("/playground",r)}]),e=n.sessions.map(r=>({icon:"sessions",label:r.sessionId,note:`session of ${r.runtimeName}`,to:d("/sess\
ions",r.runtimeName,r.sessionId)}));return[...a,...e]}function B(t,n){let a=n.toLowerCase().split(/\s+/).filter(Boolean);return t.map(e=>({goal:e,in:`${e.label}\
 ${e.note}`.toLowerCase()})).filter(e=>a.every(r=>e.in.includes(r))).sort((e,r)=>Number(r.in.startsWith(a[0]??""))-Number(e.in.startsWith(a[0]??""))).map(e=>e.goal)}
function ue(){return b.value?o(R,{}):null}function R(){let[t,n]=f(L),[a,e]=f(""),[r,l]=f(0),p=k(null);m(()=>{let s=!0;return M().then(u=>s&&n([...L,...u])),()=>{
s=!1}},[]),m(()=>p.current?.children[r]?.scrollIntoView({block:"nearest"}),[r]);let i=()=>b.value=!1,c=B(t,a).slice(0,H),E=s=>{s&&(i(),w(s.to))},O=s=>{if(s.isComposing)
return;let u=s.key==="ArrowDown"?1:s.key==="ArrowUp"?-1:0;u&&c.length?(s.preventDefault(),l((r+u+c.length)%c.length)):s.key==="Enter"&&(s.preventDefault(),E(c[r]))};
return o(h,{title:"Go to",isTitleHidden:!0,onClose:i,kind:"palette",children:[o("input",{class:"palette-input",type:"text",role:"combobox","aria-label":"Go to a\
 page, an agent or a session","aria-expanded":"true","aria-controls":"palette-list","aria-activedescendant":c.length?`goal-${r}`:void 0,placeholder:"Page, agent\
 or session…",autocomplete:"off",spellcheck:!1,value:a,onInput:s=>{e(s.currentTarget.value),l(0)},onKeyDown:O}),o("ul",{id:"palette-list",class:"palette-list",
role:"listbox","aria-label":"Found",ref:p,children:c.map((s,u)=>o("li",{id:`goal-${u}`,role:"option","aria-selected":u===r,onPointerMove:()=>l(u),onClick:()=>E(
s),children:[o(x,{name:s.icon}),o("span",{class:"palette-label",children:s.label}),o("span",{class:"muted",children:s.note})]},s.to+s.label))}),c.length===0&&o(
"p",{class:"palette-none muted",children:"Nothing is called that."})]})}var U=1200,$=[{keys:"?",does:"Show the keyboard shortcuts",run:()=>C.value=!0},{keys:"/",does:"Search on this page",run:V},{keys:"d",does:"Switch between light \
and dark",run:G},...S.map(t=>({keys:`g ${t.letter}`,does:`Go to ${t.label}`,run:()=>w(d(t.path))}))],y=g([]);function K(){return{everywhere:$,page:y.value}}function Se(t){
m(()=>(y.value=[...y.peek(),...t],()=>{y.value=y.peek().filter(n=>!t.includes(n))}),[])}function V(){let t=document.querySelector("#main input[type=search]");t?.
focus(),t?.select()}function W(t){return t instanceof HTMLElement?t.isContentEditable||/^(INPUT|TEXTAREA|SELECT)$/.test(t.tagName):!1}function Ce(){let t="",n=0,
a=e=>{if((e.ctrlKey||e.metaKey)&&!e.altKey&&e.key.toLowerCase()==="k"){e.preventDefault(),b.value=!b.value;return}if(e.ctrlKey||e.metaKey||e.altKey||e.isComposing||
W(e.target)||document.querySelector("dialog[open]"))return;let r=e.timeStamp-n<U&&t?`${t} ${e.key}`:e.key,l=[...y.peek(),...$],p=l.find(i=>i.keys===r)??l.find(i=>i.
keys===e.key);t="",p?(e.preventDefault(),p.run()):l.some(i=>i.keys.startsWith(`${e.key} `))&&(t=e.key,n=e.timeStamp)};return window.addEventListener("keydown",a),
()=>window.removeEventListener("keydown",a)}export{h as a,_ as b,C as c,te as d,Se as e,Ce as f,J as g,S as h,b as i,ue as j};
