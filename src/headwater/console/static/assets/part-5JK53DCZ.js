import{b as ie}from"./part-ZCP2MA34.js";import{a as te,c as se,d as ne,e as oe}from"./part-ALOPXYJZ.js";import{b as Z}from"./part-2DT6J64U.js";
import{a as K}from"./part-Q4VA6UAR.js";import"./part-JHZX2WNG.js";import"./part-QIEKMA4B.js";import{a as E,b as I,d as ee}from"./part-7RF7MXO2.js";
import{a as j}from"./part-U2RGXV7O.js";import"./part-AINJQ6D3.js";import{a as y,b as M}from"./part-VT22CLUY.js";import{a as $,c as J,f as B,
g as k,h as Q,i as X}from"./part-7LBHRLZX.js";import{a as R,c as w,e as Y}from"./part-YHCDZNFS.js";import{c as _,j as z}from"./part-NWPSZLSA.js";
import"./part-6OM2XB4G.js";import{A as V,C as L,E as e,F as A,J as P,K as H,L as G,Q as b,R as v,S,a as g,d as F,q as f,s as C,t as D,y as U,z as W}from"./part-NJ6G4NGM.js";var ce=256*1024;function re({isLive:n,...t}){return n?e(me,{...t}):e(S,{icon:"file",title:"Files go with their session",children:e("p",{children:"What a session\
 writes to its own folders is removed at its end."})})}var T=(n,t)=>`runtimes/${L(n.runtime)}/sessions/${L(n.session)}/${t}`;function me(n){let t=D("path"),[s,o]=F(
null),i=y(`${n.runtime} ${n.session} ${n.endpoint} ${t}`,r=>V(T(n,"files"),{signal:r,query:{path:t,endpoint:n.endpoint}}),{keepsOld:!0});if(i.error!==null)return e(
v,{error:i.error,onRetry:t?()=>C({path:void 0}):i.reload});if(!i.data)return e(b,{what:"files"});let{path:a,places:u,entries:d,hasMore:c}=i.data,m=u.find(r=>a===
r||a.startsWith(`${r}/`))??u[0]??"";return e(w,{isFlush:!0,title:e(pe,{place:m,path:a}),actions:e(g,{children:[u.filter(r=>r!==m).map(r=>e(P,{kind:"quiet",onClick:()=>C(
{path:r}),children:r},r)),e(H,{icon:"refresh",label:"Look again",onClick:i.reload})]}),children:[d.length===0&&e(S,{icon:"file",title:"This folder is empty"}),d.
length>0&&e("div",{class:"table-scroll",children:e("table",{children:[e("thead",{children:e("tr",{children:[e("th",{scope:"col",children:"Name"}),e("th",{scope:"\
col",class:"number",children:"Size"}),e("th",{scope:"col",class:"number",children:"Changed"}),e("th",{scope:"col",children:e("span",{class:"hidden",children:"Sa\
ve"})})]})}),e("tbody",{children:d.map(r=>e(fe,{of:n,path:`${a.replace(/\/$/,"")}/${r.name}`,entry:r,onShow:o},r.name))})]})}),c&&e("p",{class:"more muted",children:"\
There are more; not all are listed."}),s!==null&&e(he,{of:n,path:s,onClose:()=>o(null)})]})}function pe({place:n,path:t}){let s=t.slice(n.length).split("/").filter(
Boolean);return e("span",{class:"trail",children:[e("button",{type:"button",class:"linkish mono",onClick:()=>C({path:n}),children:n}),s.map((o,i)=>e(g,{children:[
e("span",{class:"muted",children:" / "}),e("button",{type:"button",class:"linkish mono",onClick:()=>C({path:[n,...s.slice(0,i+1)].join("/")}),children:o})]}))]})}
function fe({of:n,path:t,entry:s,onShow:o}){let i=s.type==="folder"?()=>C({path:t}):s.type==="file"?()=>o(t):null;return e("tr",{children:[e("td",{children:e("s\
pan",{class:"row",children:[e(A,{name:s.type==="folder"?"folder":s.type==="link"?"external":"file"}),i?e("button",{type:"button",class:"linkish breaks",onClick:i,
children:s.name}):e("span",{class:"muted breaks",children:[s.name," (",s.type,")"]})]})}),e("td",{class:"number",children:s.type==="file"?$(s.sizeBytes):""}),e(
"td",{class:"number",children:e(k,{at:s.modifiedAt})}),e("td",{class:"number",children:s.type==="file"&&e("a",{class:"icon-button",download:s.name,"aria-label":`\
Save ${s.name}`,href:ae(n,t),children:e(A,{name:"download"})})})]})}function ae(n,t){return U(T(n,"file"),{path:t,endpoint:n.endpoint})}function he({of:n,path:t,
onClose:s}){let o=y(t,i=>ge(n,t,i));return e(j,{title:t.slice(t.lastIndexOf("/")+1),onClose:s,kind:"wide",children:[o.error!==null&&e(v,{error:o.error,onRetry:o.
reload}),!o.data&&o.error===null&&e(b,{what:"the file"}),o.data&&o.data.text===null&&e("p",{class:"muted",children:"This file is not text."}),o.data?.text!=null&&
e("pre",{class:"file-text",tabIndex:0,children:o.data.text}),o.data?.isCut&&e("p",{class:"muted",children:"This is its beginning only."}),e("footer",{class:"dia\
log-foot",children:e("a",{class:"button is-plain",download:!0,href:ae(n,t),children:[e(A,{name:"download"})," Save the file"]})})]})}async function ge(n,t,s){let i=(await W(
"GET",T(n,"file"),{signal:s,query:{path:t,endpoint:n.endpoint}})).body?.getReader(),a=[],u=0,d=!1;for(;i;){let{value:m,done:r}=await i.read();if(r)break;if(a.push(
m),u+=m.length,!(u<ce)){d=!0,i.cancel().catch(()=>{});break}}let c=new Uint8Array(await new Blob(a).arrayBuffer());if(c.includes(0))return{text:null,isCut:!1};try{
return{text:new TextDecoder("utf-8",{fatal:!d}).decode(c),isCut:d}}catch{return{text:null,isCut:!1}}}var ye=40,be=50;async function ve(n,t){let s=(await te(void 0,t)).items;return(await Promise.all(s.map(i=>Se(i,n,t)))).flat()}async function Se(n,t,s){let o=(await se(
n.id,void 0,s)).items.slice(0,ye),i=[];for(let{actorId:a}of o){if(!(await ne(n.id,a,void 0,s)).items.some(c=>c.sessionId===t))continue;let{items:d}=await oe(n.id,
a,t,"",void 0,s);i.push({memory:n,actor:a,events:d.slice(0,be)})}return i}function le({session:n}){let t=y(`memory of ${n}`,s=>ve(n,s));return t.error!==null?e(
v,{error:t.error,onRetry:t.reload}):t.data?t.data.length===0?e(S,{icon:"memory",title:"No memory has a conversation of this id",children:e("p",{children:["An ag\
ent decides what it remembers, and under which id; the example ",e("code",{children:"examples/hybrid_agent"})," uses the session's own. ",e("a",{href:f("/memory"),
children:"Look into the memories"}),"."]})}):e("div",{class:"stack",children:t.data.map(({memory:s,actor:o,events:i})=>e(w,{title:`${s.id}, with ${o}`,actions:e(
"a",{href:f("/memory",s.id,{actor:o,session:n}),children:"Open in Memory"}),children:e("ol",{class:"events",children:[...i].reverse().map(a=>e(ie,{event:a},a.eventId))})},
`${s.id} ${o}`))}):e(b,{what:"what is remembered"})}var de=1500;function we({params:n}){let{runtime:t="",session:s=""}=n,o=y(`${t} ${s}`,h=>z(t,s,{signal:h})),i=M(o.reload,de),[a,u]=F(0),d=M(()=>u(h=>h+1),de),[c,
m]=F(!1);if(_(h=>{if(h.kind==="reconnect")return i();if(h.kind!=="sessions")return;let N=h.data,q=p=>p.sessionId===s&&(p.runtimeName===t||p.runtimeId===t);N.ended.
some(q)&&i();let O=N.changed.filter(q);O.length!==0&&(d(),O.some(p=>!o.data?.live.some(x=>E(x)===E(p)))?i():o.change(p=>({...p,live:p.live.map(x=>Ce(x,O))})))}),
o.error!==null&&!o.data)return e(g,{children:[e(R,{title:ue(s),above:{label:"Sessions",to:f("/sessions")}}),e(v,{error:o.error,onRetry:o.reload})]});if(!o.data)
return e(b,{what:"the session"});let r=o.data.live[0];return e(g,{children:[e(R,{title:ue(s),above:{label:"Sessions",to:f("/sessions")},mark:e(g,{children:[e(G,
{text:s,label:"Copy the session's id"}),e(Q,{state:r?.state??"STOPPED",children:r?void 0:"ended"})]}),children:[e("a",{class:"button is-plain",href:f("/playgrou\
nd",o.data.runtimeName,{session:s}),children:"Open in playground"}),r&&e(P,{icon:"stop",kind:"danger",disabled:r.state==="STOPPING",onClick:()=>m(!0),children:"\
Stop"})]}),e("div",{class:"stack",children:[e(Fe,{known:o.data}),e("div",{children:e(Y,{label:"About this session",tabs:[{id:"invocations",label:"Invocations",draw:()=>e(
K,{query:{runtime:o.data?.runtimeId??t,session:s},version:a})},{id:"logs",label:"Log",draw:()=>e(Z,{runtime:o.data?.runtimeId??t,session:s})},{id:"memory",label:"\
Memory",draw:()=>e(le,{session:s})},{id:"files",label:"Files",draw:()=>e(re,{runtime:t,session:s,endpoint:r?.endpoint??"DEFAULT",isLive:r!==void 0})},{id:"lives",
label:`Lives ${o.data.lives.length||""}`,draw:()=>e(ke,{lives:o.data?.lives??[]})}]})})]}),c&&r&&e(ee,{session:r,onClose:()=>m(!1)})]})}function Ce(n,t){let s=t.
find(a=>E(a)===E(n));if(!s)return n;let o=s.memoryBytes??n.memoryBytes??null,i=s.processCount??n.processCount??null;return{...n,...s,memoryBytes:o,processCount:i}}
function ue(n){return n.length>44?`${n.slice(0,24)}…${n.slice(-12)}`:n}function Fe({known:n}){let t=n.live[0]??n.lives[0];if(!t)return null;let s=n.live[0];return e(
w,{children:[e("dl",{class:"session-facts",children:[e(l,{label:"Agent",children:e("a",{href:f("/agents",n.runtimeName),children:n.runtimeName})}),e(l,{label:"E\
ndpoint",children:[t.endpoint," ",e("span",{class:"muted",children:["version ",t.version]})]}),e(l,{label:s?"Alive for":"Ended",children:s?e(k,{at:s.createdAt,suffix:""}):
t.endedAt?B(t.endedAt):"–"}),s?e(l,{label:"Last activity",children:s.activeInvocations?`now (${s.activeInvocations} in flight)`:e(k,{at:s.lastActivityAt})}):e(
l,{label:"Why",children:e(I,{reason:t.endReason??null})}),e(l,{label:"Requests",children:t.requestCount}),e(l,{label:"Started in",children:[J(t.startMs)," ",t.mode&&
e("span",{class:"muted",children:t.mode})]}),e(l,{label:"CPU",children:t.cpuSeconds===null?"–":`${t.cpuSeconds.toFixed(2)} s`}),s&&e(l,{label:"Memory",children:$(
s.memoryBytes)}),s&&s.processCount!=null&&e(l,{label:"Processes",children:s.processCount}),s?.pid!=null&&e(l,{label:"Pid",children:s.pid}),s?.pingStatus&&e(l,{label:"\
Ping",children:s.pingStatus})]}),n.live.length>1&&e("p",{class:"note",children:["This id lives on ",n.live.length," endpoints: ",n.live.map(o=>o.endpoint).join(
", "),". Shown is"," ",n.live[0]?.endpoint,"."]})]})}function l({label:n,children:t}){return e("div",{children:[e("dt",{children:n}),e("dd",{children:t})]})}function ke({
lives:n}){return n.length===0?e(S,{icon:"clock",title:"This session is in its first life"}):e(w,{isFlush:!0,children:e("div",{class:"table-scroll",children:e("t\
able",{children:[e("thead",{children:e("tr",{children:[e("th",{scope:"col",children:"Began"}),e("th",{scope:"col",children:"Ended"}),e("th",{scope:"col",children:"\
Why"}),e("th",{scope:"col",children:"Endpoint"}),e("th",{scope:"col",class:"number",children:"Requests"}),e("th",{scope:"col",class:"number",children:"CPU"})]})}),
e("tbody",{children:n.map(t=>e("tr",{children:[e("td",{class:"nowrap",children:B(t.createdAt)}),e("td",{class:"nowrap",children:t.endedAt?B(t.endedAt):"–"}),e(
"td",{children:t.endedAt?e(I,{reason:t.endReason??null}):e(X,{tone:"ok",children:"alive"})}),e("td",{children:[t.endpoint," ",e("span",{class:"muted",children:[
"v",t.version]})]}),e("td",{class:"number",children:t.requestCount}),e("td",{class:"number",children:t.cpuSeconds===null?"–":`${t.cpuSeconds.toFixed(2)} s`})]},
t.createdAt+t.endpoint))})]})})})}export{we as default};
