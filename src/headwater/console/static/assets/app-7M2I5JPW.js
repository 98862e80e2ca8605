import{a as E,b as K,c as $,d as g,e as c,f as v,g as W,h as p,i as F,j as _,k as f,l as d,m as T,n as U,o as q,p as e,q as S,r as A,s as R,t as y,u as V,v as N,
w as Q}from"./part-QJU7BI7O.js";var J=[{pattern:"/",load:()=>import("./part-YEPMLL23.js")},{pattern:"/agents",load:()=>import("./part-CT2PSBV3.js")},{pattern:"/agents/:name",load:()=>import("./part-OU3S2YFE.js")},
{pattern:"/playground",load:()=>import("./part-IADS5E74.js")},{pattern:"/playground/:name",load:()=>import("./part-IADS5E74.js")},{pattern:"/sessi\
ons",load:()=>import("./part-WMDMRFCU.js")},{pattern:"/sessions/:runtime/:session",load:()=>import("./part-N6KHW3VA.js")},{pattern:"/traces",load:()=>import("./part-CPQEJWCF.js")},
{pattern:"/traces/:trace",load:()=>import("./part-DEATRBJL.js")},{pattern:"/memory",load:()=>import("./part-4NVAOPQN.js")},{pattern:"/memory/:memo\
ry",load:()=>import("./part-WGN7IZ5B.js")},{pattern:"/edge",load:()=>import("./part-OOQEABV6.js")},{pattern:"/signin",load:()=>import("./part-ARATCTEP.js"),
isBare:!0}],k=[{path:"/",label:"Overview",icon:"overview",letter:"o"},{path:"/agents",label:"Agents",icon:"agents",letter:"a"},{path:"/playground",label:"Playgr\
ound",icon:"playground",letter:"p"},{path:"/sessions",label:"Sessions",icon:"sessions",letter:"s"},{path:"/traces",label:"Traces",icon:"traces",letter:"t"},{path:"\
/memory",label:"Memory",icon:"memory",letter:"m"},{path:"/edge",label:"Edge",icon:"edge",letter:"e"}];function x({title:t,onClose:n,children:r,isTitleHidden:o=!1,kind:s="plain"}){let l=v(null),u=W();return c(()=>{let a=document.activeElement;return l.current?.showModal(),
()=>{a instanceof HTMLElement&&a.isConnected&&a.focus()}},[]),e("dialog",{ref:l,class:`dialog is-${s}`,"aria-labelledby":u,onClose:n,onPointerDown:a=>a.target===
l.current&&n(),children:e("div",{class:"dialog-body",children:[e("header",{class:o?"hidden":"dialog-head",children:[e("h2",{id:u,children:t}),!o&&e(y,{icon:"clo\
se",label:"Close",onClick:n})]}),r]})})}var X=(t,n)=>A("sessions",{...n,query:{limit:100,...t}});var Y=(t={},n)=>A("runtimes",{...n,query:t});var b=p(!1),fe=12,z=k.map(t=>({icon:t.icon,label:t.label,note:"page",to:d(t.path)}));async function he(){let[t,n]=await Promise.all([Y().catch(()=>({runtimes:[]})),
X({limit:200}).catch(()=>({sessions:[]}))]),r=t.runtimes.flatMap(({name:s})=>[{icon:"agents",label:s,note:"agent",to:d("/agents",s)},{icon:"playground",label:`C\
hat with ${s}`,note:"playground",to:d("/playground",s)}]),o=n.sessions.map(s=>({icon:"sessions",label:s.sessionId,note:`session of ${s.runtimeName}`,to:d("/sess\
ions",s.runtimeName,s.sessionId)}));return[...r,...o]}function ge(t,n){let r=n.toLowerCase().split(/\s+/).filter(Boolean);return t.map(o=>({goal:o,in:`${o.label}\
 ${o.note}`.toLowerCase()})).filter(o=>r.every(s=>o.in.includes(s))).sort((o,s)=>Number(s.in.startsWith(r[0]??""))-Number(o.in.startsWith(r[0]??""))).map(o=>o.goal)}
function Z(){return b.value?e(ve,{}):null}function ve(){let[t,n]=g(z),[r,o]=g(""),[s,l]=g(0),u=v(null);c(()=>{let i=!0;return he().then(h=>i&&n([...z,...h])),()=>{
i=!1}},[]),c(()=>u.current?.children[s]?.scrollIntoView({block:"nearest"}),[s]);let a=()=>b.value=!1,m=ge(t,r).slice(0,fe),H=i=>{i&&(a(),T(i.to))},me=i=>{if(i.isComposing)
return;let h=i.key==="ArrowDown"?1:i.key==="ArrowUp"?-1:0;h&&m.length?(i.preventDefault(),l((s+h+m.length)%m.length)):i.key==="Enter"&&(i.preventDefault(),H(m[s]))};
return e(x,{title:"Go to",isTitleHidden:!0,onClose:a,kind:"palette",children:[e("input",{class:"palette-input",type:"text",role:"combobox","aria-label":"Go to a\
 page, an agent or a session","aria-expanded":"true","aria-controls":"palette-list","aria-activedescendant":m.length?`goal-${s}`:void 0,placeholder:"Page, agent\
 or session…",autocomplete:"off",spellcheck:!1,value:r,onInput:i=>{o(i.currentTarget.value),l(0)},onKeyDown:me}),e("ul",{id:"palette-list",class:"palette-list",
role:"listbox","aria-label":"Found",ref:u,children:m.map((i,h)=>e("li",{id:`goal-${h}`,role:"option","aria-selected":h===s,onPointerMove:()=>l(h),onClick:()=>H(
i),children:[e(S,{name:i.icon}),e("span",{class:"palette-label",children:i.label}),e("span",{class:"muted",children:i.note})]},i.to+i.label))}),m.length===0&&e(
"p",{class:"palette-none muted",children:"Nothing is called that."})]})}var j="headwater-theme";function ye(){let t=document.documentElement.dataset.theme;return t==="light"||t==="dark"?t:"system"}var C=p(typeof document>"u"?"system":
ye()),P=p(0);function be(t){C.value=t,t==="system"?delete document.documentElement.dataset.theme:document.documentElement.dataset.theme=t,P.value++;try{t==="sys\
tem"?localStorage.removeItem(j):localStorage.setItem(j,t)}catch{}}function I(){return C.value==="dark"||C.value==="system"&&matchMedia("(prefers-color-scheme: d\
ark)").matches}function L(){be(I()?"light":"dark")}function ee(){matchMedia("(prefers-color-scheme: dark)").addEventListener("change",()=>P.value++)}var ke=1200,te=[{keys:"?",does:"Show the keyboard shortcuts",run:()=>w.value=!0},{keys:"/",does:"Search on this page",run:we},{keys:"d",does:"Switch between lig\
ht and dark",run:L},...k.map(t=>({keys:`g ${t.letter}`,does:`Go to ${t.label}`,run:()=>T(d(t.path))}))],oe=p([]);function ne(){return{everywhere:te,page:oe.value}}function we(){let t=document.querySelector("#main input[type=search]");t?.focus(),t?.select()}function Se(t){return t instanceof HTMLElement?t.isContentEditable||
/^(INPUT|TEXTAREA|SELECT)$/.test(t.tagName):!1}function re(){let t="",n=0,r=o=>{if((o.ctrlKey||o.metaKey)&&!o.altKey&&o.key.toLowerCase()==="k"){o.preventDefault(),
b.value=!b.value;return}if(o.ctrlKey||o.metaKey||o.altKey||o.isComposing||Se(o.target)||document.querySelector("dialog[open]"))return;let s=o.timeStamp-n<ke&&t?
`${t} ${o.key}`:o.key,l=[...oe.peek(),...te],u=l.find(a=>a.keys===s)??l.find(a=>a.keys===o.key);t="",u?(o.preventDefault(),u.run()):l.some(a=>a.keys.startsWith(
`${o.key} `))&&(t=o.key,n=o.timeStamp)};return window.addEventListener("keydown",r),()=>window.removeEventListener("keydown",r)}var w=p(!1);function ie(){if(!w.value)return null;let{everywhere:t,page:n}=ne();return e(x,{title:"Keyboard shortcuts",onClose:()=>w.value=!1,children:[n.length>
0&&e(se,{title:"On this page",shortcuts:n}),e(se,{title:"Everywhere",shortcuts:[{keys:"Ctrl K",does:"Go to an agent, a session or a page",run:()=>{}},...t]})]})}
function se({title:t,shortcuts:n}){return e("section",{children:[e("h3",{children:t}),e("dl",{class:"shortcuts",children:n.map(r=>e("div",{children:[e("dt",{children:r.
keys.split(" ").map(o=>e("kbd",{children:o},o))}),e("dd",{children:r.does})]},r.keys))})]})}function G(t){for(let n of J){let r=U(n.pattern,t);if(r)return{route:n,params:r}}return null}var O=new Map;function M(){let t=G(f.value);return t?e(D,{children:e(
Ee,{...t},t.route.pattern)},f.value):e(Ce,{})}function Ce(){return e(Q,{icon:"overview",title:"There is no such page",level:1,children:e("p",{children:["Nothing\
 is at ",e("code",{children:f.value}),". ",e("a",{href:"/console",children:"Go to the overview"}),"."]})})}function Ee({route:t,params:n}){let[r,o]=g(null),[,s]=g(
0),l=O.get(t);return c(()=>{if(O.has(t))return;let u=!0;return t.load().then(a=>{O.set(t,a.default),u&&s(m=>m+1)},a=>u&&o(a)),()=>{u=!1}},[t]),Te(l!==void 0),r?
e(N,{error:new Error("This page's file could not be loaded; the server may have been updated since. Load the page anew."),onRetry:()=>window.location.reload()}):
l?e(l,{params:n}):e(V,{what:"the page"})}var ae=!0;function Te(t){let n=v(!1);c(()=>{if(!t||n.current)return;if(n.current=!0,ae){ae=!1;return}let r=document.activeElement;
if(r&&r!==document.body&&document.getElementById("main")?.contains(r))return;let o=document.querySelector("#main h1");o&&(o.tabIndex=-1,o.focus({preventScroll:!0}))},
[t])}var D=class extends K{state={error:null};static getDerivedStateFromError(n){return{error:n}}componentDidCatch(n){console.error(n)}render(){return this.state.
error===null?this.props.children:e(N,{error:this.state.error,onRetry:()=>this.setState({error:null})})}};var le=p(!1),ce=p(!1);function ue(){return null}function pe({isOpen:t,onClose:n}){return e(E,{children:[t&&e("div",{class:"nav-shade",onClick:n}),e("aside",{class:`sidebar${t?" is-open":""}`,id:"navigation",children:[
e("a",{class:"brand",href:d("/"),children:[e("img",{src:"/console/favicon.svg",alt:"",width:"22",height:"22"}),"Headwater"]}),e("button",{class:"palette-button",
onClick:()=>b.value=!0,children:[e(S,{name:"search"}),e("span",{children:"Go to…"}),e("kbd",{children:Le()?"⌘K":"Ctrl K"})]}),e("nav",{"aria-label":"Console",
children:k.map(r=>e(xe,{...r},r.path))}),e("div",{class:"sidebar-foot",children:[e(ue,{}),e("div",{class:"foot-row",children:[e(Pe,{}),e("span",{class:"spacer"}),
e(Ie,{}),e(y,{icon:"keyboard",label:"Keyboard shortcuts (?)",onClick:()=>w.value=!0})]})]})]})]})}function xe({path:t,label:n,icon:r,letter:o}){let s=f.value,l=t===
"/"?s==="/":s===t||s.startsWith(`${t}/`);return e("a",{href:d(t),"aria-current":l?"page":void 0,title:`g ${o}`,children:[e(S,{name:r}),n]})}function Pe(){if(!ce.
value)return null;let t=le.value;return e("span",{class:`lamp ${t?"is-on":"is-off"}`,role:"status",children:t?"Live":"Reconnecting…"})}function Ie(){C.value,P.
value;let t=I()?"Light theme":"Dark theme";return e(y,{icon:I()?"sun":"moon",label:t,onClick:L})}function Le(){return/Mac|iPhone|iPad/.test(navigator.platform)}function de(){let t=F(!1),n=_(()=>G(f.value)?.route.isBare===!0);return c(re,[]),c(()=>f.subscribe(()=>t.value=!1),[]),n.value?e(E,{children:[e("main",{id:"main",
class:"bare",children:e(M,{})}),e(R,{})]}):e("div",{class:"frame",children:[e("a",{class:"skip",href:"#main",onClick:Ae,children:"Skip to content"}),e("header",
{class:"phone-bar",children:[e(y,{icon:"menu",label:t.value?"Close navigation":"Open navigation","aria-expanded":t.value,"aria-controls":"navigation",onClick:()=>t.
value=!t.value}),e("span",{class:"brand",children:"Headwater"})]}),e(pe,{isOpen:t.value,onClose:()=>t.value=!1}),e("main",{id:"main",tabIndex:-1,children:e(M,{})}),
e(ie,{}),e(Z,{}),e(R,{})]})}function Ae(t){t.preventDefault(),document.getElementById("main")?.focus()}q();ee();var B=document.getElementById("app");B&&(B.replaceChildren(),$(e(de,{}),B));
