import{b as ie}from"./part-SAHAKFZW.js";import{a as te,c as se,d as ne,e as oe}from"./part-KTKY6CEN.js";import{b as Z}from"./part-6ZQUGWDI.js";
import{a as K}from"./part-U6PC5727.js";import"./part-VBGH3QKF.js";import"./part-Q33EJ74P.js";import{a as k,b as R,d as ee}from"./part-BHP46JT6.js";
import{a as j}from"./part-NQFE2ANR.js";import"./part-V3AVMOEH.js";import{a as g,b as L}from"./part-ILYGHR7E.js";import{a as P,c as J,f as B,
g as E,h as Q,i as X}from"./part-CODQYCYZ.js";import{a as M,c as S,e as Y}from"./part-J53JVBTT.js";import{c as _,j as z}from"./part-W5EOZE3Y.js";
import{A as V,C as x,E as e,F as A,J as $,K as H,M as G,Q as y,R as b,S as v,a as w,d as F,q as f,s as C,t as D,y as U,z as W}from"./part-7AGHQD6Q.js";var ce=256*1024;function re({isLive:s,...t}){return s?e(me,{...t}):e(v,{icon:"file",title:"Files go with their session",children:e("p",{children:"What a session\
 writes to its own folders is removed at its end."})})}var T=(s,t)=>`runtimes/${x(s.runtime)}/sessions/${x(s.session)}/${t}`;function me(s){let t=D("path"),[n,o]=F(
null),i=g(`${s.runtime} ${s.session} ${s.endpoint} ${t}`,r=>V(T(s,"files"),{signal:r,query:{path:t,endpoint:s.endpoint}}),{keepsOld:!0});if(i.error!==null)return e(
b,{error:i.error,onRetry:t?()=>C({path:void 0}):i.reload});if(!i.data)return e(y,{what:"files"});let{path:a,places:u,entries:d,hasMore:c}=i.data,m=u.find(r=>a===
r||a.startsWith(`${r}/`))??u[0]??"";return e(S,{isFlush:!0,title:e(pe,{place:m,path:a}),actions:e(w,{children:[u.filter(r=>r!==m).map(r=>e($,{kind:"quiet",onClick:()=>C(
{path:r}),children:r},r)),e(H,{icon:"refresh",label:"Look again",onClick:i.reload})]}),children:[d.length===0&&e(v,{icon:"file",title:"This folder is empty"}),d.
length>0&&e("div",{class:"table-scroll",children:e("table",{children:[e("thead",{children:e("tr",{children:[e("th",{scope:"col",children:"Name"}),e("th",{scope:"\
col",class:"number",children:"Size"}),e("th",{scope:"col",class:"number",children:"Changed"}),e("th",{scope:"col",children:e("span",{class:"hidden",children:"Sa\
ve"})})]})}),e("tbody",{children:d.map(r=>e(fe,{of:s,path:`${a.replace(/\/$/,"")}/${r.name}`,entry:r,onShow:o},r.name))})]})}),c&&e("p",{class:"more muted",children:"\
There are more; not all are listed."}),n!==null&&e(he,{of:s,path:n,onClose:()=>o(null)})]})}function pe({place:s,path:t}){let n=t.slice(s.length).split("/").filter(
Boolean);return e("span",{class:"trail",children:[e("button",{type:"button",class:"linkish mono",onClick:()=>C({path:s}),children:s}),n.map((o,i)=>e(w,{children:[
e("span",{class:"muted",children:" / "}),e("button",{type:"button",class:"linkish mono",onClick:()=>C({path:[s,...n.slice(0,i+1)].join("/")}),children:o})]}))]})}
function fe({of:s,path:t,entry:n,onShow:o}){let i=n.type==="folder"?()=>C({path:t}):n.type==="file"?()=>o(t):null;return e("tr",{children:[e("td",{children:e("s\
pan",{class:"row",children:[e(A,{name:n.type==="folder"?"folder":n.type==="link"?"external":"file"}),i?e("button",{type:"button",class:"linkish breaks",onClick:i,
children:n.name}):e("span",{class:"muted breaks",children:[n.name," (",n.type,")"]})]})}),e("td",{class:"number",children:n.type==="file"?P(n.sizeBytes):""}),e(
"td",{class:"number",children:e(E,{at:n.modifiedAt})}),e("td",{class:"number",children:n.type==="file"&&e("a",{class:"icon-button",download:n.name,"aria-label":`\
Save ${n.name}`,href:ae(s,t),children:e(A,{name:"download"})})})]})}function ae(s,t){return U(T(s,"file"),{path:t,endpoint:s.endpoint})}function he({of:s,path:t,
onClose:n}){let o=g(t,i=>ge(s,t,i));return e(j,{title:t.slice(t.lastIndexOf("/")+1),onClose:n,kind:"wide",children:[o.error!==null&&e(b,{error:o.error,onRetry:o.
reload}),!o.data&&o.error===null&&e(y,{what:"the file"}),o.data&&o.data.text===null&&e("p",{class:"muted",children:"This file is not text."}),o.data?.text!=null&&
e("pre",{class:"file-text",tabIndex:0,children:o.data.text}),o.data?.isCut&&e("p",{class:"muted",children:"This is its beginning only."}),e("footer",{class:"dia\
log-foot",children:e("a",{class:"button is-plain",download:!0,href:ae(s,t),children:[e(A,{name:"download"})," Save the file"]})})]})}async function ge(s,t,n){let i=(await W(
"GET",T(s,"file"),{signal:n,query:{path:t,endpoint:s.endpoint}})).body?.getReader(),a=[],u=0,d=!1;for(;i;){let{value:m,done:r}=await i.read();if(r)break;if(a.push(
m),u+=m.length,!(u<ce)){d=!0,i.cancel().catch(()=>{});break}}let c=new Uint8Array(await new Blob(a).arrayBuffer());if(c.includes(0))return{text:null,isCut:!1};try{
return{text:new TextDecoder("utf-8",{fatal:!d}).decode(c),isCut:d}}catch{return{text:null,isCut:!1}}}var ye=40,be=50;async function ve(s,t){let n=(await te(void 0,t)).items;return(await Promise.all(n.map(i=>Se(i,s,t)))).flat()}async function Se(s,t,n){let o=(await se(
s.id,void 0,n)).items.slice(0,ye),i=[];for(let{actorId:a}of o){if(!(await ne(s.id,a,void 0,n)).items.some(c=>c.sessionId===t))continue;let{items:d}=await oe(s.id,
a,t,"",void 0,n);i.push({memory:s,actor:a,events:d.slice(0,be)})}return i}function le({session:s}){let t=g(`memory of ${s}`,n=>ve(s,n));return t.error!==null?e(
b,{error:t.error,onRetry:t.reload}):t.data?t.data.length===0?e(v,{icon:"memory",title:"No memory has a conversation of this id",children:e("p",{children:["An ag\
ent decides what it remembers, and under which id; the example ",e("code",{children:"examples/hybrid_agent"})," uses the session's own. ",e("a",{href:f("/memory"),
children:"Look into the memories"}),"."]})}):e("div",{class:"stack",children:t.data.map(({memory:n,actor:o,events:i})=>e(S,{title:`${n.id}, with ${o}`,actions:e(
"a",{href:f("/memory",n.id,{actor:o,session:s}),children:"Open in Memory"}),children:e("ol",{class:"events",children:[...i].reverse().map(a=>e(ie,{event:a},a.eventId))})},
`${n.id} ${o}`))}):e(y,{what:"what is remembered"})}var de=1500;function we({params:s}){let{runtime:t="",session:n=""}=s,o=g(`${t} ${n}`,h=>z(t,n,{signal:h})),i=L(o.reload,de),[a,u]=F(0),d=L(()=>u(h=>h+1),de),[c,
m]=F(!1);if(_(h=>{if(h.kind==="reconnect")return i();if(h.kind!=="sessions")return;let N=h.data,q=p=>p.sessionId===n&&(p.runtimeName===t||p.runtimeId===t);N.ended.
some(q)&&i();let O=N.changed.filter(q);O.length!==0&&(d(),O.some(p=>!o.data?.live.some(I=>k(I)===k(p)))?i():o.change(p=>({...p,live:p.live.map(I=>Ce(I,O))})))}),
o.error!==null&&!o.data)return e(w,{children:[e(M,{title:ue(n),above:{label:"Sessions",to:f("/sessions")}}),e(b,{error:o.error,onRetry:o.reload})]});if(!o.data)
return e(y,{what:"the session"});let r=o.data.live[0];return e(w,{children:[e(M,{title:ue(n),above:{label:"Sessions",to:f("/sessions")},mark:e(Q,{state:r?.state??
"STOPPED",children:r?void 0:"ended"}),children:[e("a",{class:"button is-plain",href:f("/playground",o.data.runtimeName,{session:n}),children:"Open in playground"}),
r&&e($,{icon:"stop",kind:"danger",disabled:r.state==="STOPPING",onClick:()=>m(!0),children:"Stop"})]}),e("div",{class:"stack",children:[e(Fe,{known:o.data}),e("\
div",{children:e(Y,{label:"About this session",tabs:[{id:"invocations",label:"Invocations",draw:()=>e(K,{query:{runtime:o.data?.runtimeId??t,session:n},version:a})},
{id:"logs",label:"Log",draw:()=>e(Z,{runtime:o.data?.runtimeId??t,session:n})},{id:"memory",label:"Memory",draw:()=>e(le,{session:n})},{id:"files",label:"Files",
draw:()=>e(re,{runtime:t,session:n,endpoint:r?.endpoint??"DEFAULT",isLive:r!==void 0})},{id:"lives",label:`Lives ${o.data.lives.length||""}`,draw:()=>e(Ee,{lives:o.
data?.lives??[]})}]})})]}),c&&r&&e(ee,{session:r,onClose:()=>m(!1)})]})}function Ce(s,t){let n=t.find(a=>k(a)===k(s));if(!n)return s;let o=n.memoryBytes??s.memoryBytes??
null,i=n.processCount??s.processCount??null;return{...s,...n,memoryBytes:o,processCount:i}}function ue(s){return s.length>44?`${s.slice(0,24)}…${s.slice(-12)}`:
s}function Fe({known:s}){let t=s.live[0]??s.lives[0];if(!t)return null;let n=s.live[0];return e(S,{children:[e("dl",{class:"session-facts",children:[e(l,{label:"\
Session id",children:e(G,{value:s.sessionId})}),e(l,{label:"Agent",children:e("a",{href:f("/agents",s.runtimeName),children:s.runtimeName})}),e(l,{label:"Endpoi\
nt",children:[t.endpoint," ",e("span",{class:"muted",children:["version ",t.version]})]}),e(l,{label:n?"Alive for":"Ended",children:n?e(E,{at:n.createdAt,suffix:""}):
t.endedAt?B(t.endedAt):"–"}),n?e(l,{label:"Last activity",children:n.activeInvocations?`now (${n.activeInvocations} in flight)`:e(E,{at:n.lastActivityAt})}):e(
l,{label:"Why",children:e(R,{reason:t.endReason??null})}),e(l,{label:"Requests",children:t.requestCount}),e(l,{label:"Started in",children:[J(t.startMs)," ",t.mode&&
e("span",{class:"muted",children:t.mode})]}),e(l,{label:"CPU",children:t.cpuSeconds===null?"–":`${t.cpuSeconds.toFixed(2)} s`}),n&&e(l,{label:"Memory",children:P(
n.memoryBytes)}),n&&n.processCount!=null&&e(l,{label:"Processes",children:n.processCount}),n?.pid!=null&&e(l,{label:"Pid",children:n.pid}),n?.pingStatus&&e(l,{label:"\
Says of itself",children:n.pingStatus})]}),s.live.length>1&&e("p",{class:"note",children:["This id lives on ",s.live.length," endpoints: ",s.live.map(o=>o.endpoint).
join(", "),". Shown is"," ",s.live[0]?.endpoint,"."]})]})}function l({label:s,children:t}){return e("div",{children:[e("dt",{children:s}),e("dd",{children:t})]})}
function Ee({lives:s}){return s.length===0?e(v,{icon:"clock",title:"This session is in its first life"}):e(S,{isFlush:!0,children:e("div",{class:"table-scroll",
children:e("table",{children:[e("thead",{children:e("tr",{children:[e("th",{scope:"col",children:"Began"}),e("th",{scope:"col",children:"Ended"}),e("th",{scope:"\
col",children:"Why"}),e("th",{scope:"col",children:"Endpoint"}),e("th",{scope:"col",class:"number",children:"Requests"}),e("th",{scope:"col",class:"number",children:"\
CPU"})]})}),e("tbody",{children:s.map(t=>e("tr",{children:[e("td",{class:"nowrap",children:B(t.createdAt)}),e("td",{class:"nowrap",children:t.endedAt?B(t.endedAt):
"–"}),e("td",{children:t.endedAt?e(R,{reason:t.endReason??null}):e(X,{tone:"ok",children:"alive"})}),e("td",{children:[t.endpoint," ",e("span",{class:"muted",
children:["v",t.version]})]}),e("td",{class:"number",children:t.requestCount}),e("td",{class:"number",children:t.cpuSeconds===null?"–":`${t.cpuSeconds.toFixed(
2)} s`})]},t.createdAt+t.endpoint))})]})})})}export{we as default};
