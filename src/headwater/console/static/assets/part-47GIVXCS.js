import{b as Z}from"./part-SUHGOHCV.js";import{a as X}from"./part-3VCGMAM5.js";import"./part-SK6DEVIB.js";import"./part-PVP4JRT4.js";
import{a as A,b as T,d as ee}from"./part-R7S3WIPK.js";import{a as j}from"./part-CWX2REPE.js";import"./part-L4E6YLHG.js";import{a as S,b as I,
c as P,e as J,h as $,i as C,j as Q,k as Y}from"./part-VNCRKMUL.js";import{a as R,c as k,e as K}from"./part-B62R6QNW.js";import{c as V,j as H}from"./part-L6O7QRQT.js";
import{A as z,C as x,E as e,F as E,J as B,K as G,M as _,Q as F,R as w,S as h,a as b,d as v,q as f,s as y,t as U,y as N,z as W}from"./part-N5KZN7WT.js";var re=256*1024;function te({isLive:s,...t}){return s?e(ae,{...t}):e(h,{icon:"file",title:"Files go with their session",children:e("p",{children:"What a session\
 writes to its own folders is removed at its end."})})}var M=(s,t)=>`runtimes/${x(s.runtime)}/sessions/${x(s.session)}/${t}`;function ae(s){let t=U("path"),[n,o]=v(
null),r=S(`${s.runtime} ${s.session} ${s.endpoint} ${t}`,i=>z(M(s,"files"),{signal:i,query:{path:t,endpoint:s.endpoint}}),{keepsOld:!0});if(r.error!==null)return e(
w,{error:r.error,onRetry:t?()=>y({path:void 0}):r.reload});if(!r.data)return e(F,{what:"files"});let{path:l,places:u,entries:d,hasMore:g}=r.data,c=u.find(i=>l===
i||l.startsWith(`${i}/`))??u[0]??"";return e(k,{isFlush:!0,title:e(le,{place:c,path:l}),actions:e(b,{children:[u.filter(i=>i!==c).map(i=>e(B,{kind:"quiet",onClick:()=>y(
{path:i}),children:i},i)),e(G,{icon:"refresh",label:"Look again",onClick:r.reload})]}),children:[d.length===0&&e(h,{icon:"file",title:"This folder is empty"}),d.
length>0&&e("div",{class:"table-scroll",children:e("table",{children:[e("thead",{children:e("tr",{children:[e("th",{scope:"col",children:"Name"}),e("th",{scope:"\
col",class:"number",children:"Size"}),e("th",{scope:"col",class:"number",children:"Changed"}),e("th",{scope:"col",children:e("span",{class:"hidden",children:"Sa\
ve"})})]})}),e("tbody",{children:d.map(i=>e(de,{of:s,path:`${l.replace(/\/$/,"")}/${i.name}`,entry:i,onShow:o},i.name))})]})}),g&&e("p",{class:"more muted",children:"\
There are more; not all are listed."}),n!==null&&e(ue,{of:s,path:n,onClose:()=>o(null)})]})}function le({place:s,path:t}){let n=t.slice(s.length).split("/").filter(
Boolean);return e("span",{class:"trail",children:[e("button",{type:"button",class:"linkish mono",onClick:()=>y({path:s}),children:s}),n.map((o,r)=>e(b,{children:[
e("span",{class:"muted",children:" / "}),e("button",{type:"button",class:"linkish mono",onClick:()=>y({path:[s,...n.slice(0,r+1)].join("/")}),children:o})]}))]})}
function de({of:s,path:t,entry:n,onShow:o}){let r=n.type==="folder"?()=>y({path:t}):n.type==="file"?()=>o(t):null;return e("tr",{children:[e("td",{children:e("s\
pan",{class:"row",children:[e(E,{name:n.type==="folder"?"folder":n.type==="link"?"external":"file"}),r?e("button",{type:"button",class:"linkish breaks",onClick:r,
children:n.name}):e("span",{class:"muted breaks",children:[n.name," (",n.type,")"]})]})}),e("td",{class:"number",children:n.type==="file"?P(n.sizeBytes):""}),e(
"td",{class:"number",children:e(C,{at:n.modifiedAt})}),e("td",{class:"number",children:n.type==="file"&&e("a",{class:"icon-button",download:n.name,"aria-label":`\
Save ${n.name}`,href:se(s,t),children:e(E,{name:"download"})})})]})}function se(s,t){return N(M(s,"file"),{path:t,endpoint:s.endpoint})}function ue({of:s,path:t,
onClose:n}){let o=S(t,r=>ce(s,t,r));return e(j,{title:t.slice(t.lastIndexOf("/")+1),onClose:n,kind:"wide",children:[o.error!==null&&e(w,{error:o.error,onRetry:o.
reload}),!o.data&&o.error===null&&e(F,{what:"the file"}),o.data&&o.data.text===null&&e("p",{class:"muted",children:"This file is not text."}),o.data?.text!=null&&
e("pre",{class:"file-text",tabIndex:0,children:o.data.text}),o.data?.isCut&&e("p",{class:"muted",children:"This is its beginning only."}),e("footer",{class:"dia\
log-foot",children:e("a",{class:"button is-plain",download:!0,href:se(s,t),children:[e(E,{name:"download"})," Save the file"]})})]})}async function ce(s,t,n){let r=(await W(
"GET",M(s,"file"),{signal:n,query:{path:t,endpoint:s.endpoint}})).body?.getReader(),l=[],u=0,d=!1;for(;r;){let{value:c,done:i}=await r.read();if(i)break;if(l.push(
c),u+=c.length,!(u<re)){d=!0,r.cancel().catch(()=>{});break}}let g=new Uint8Array(await new Blob(l).arrayBuffer());if(g.includes(0))return{text:null,isCut:!1};try{
return{text:new TextDecoder("utf-8",{fatal:!d}).decode(g),isCut:d}}catch{return{text:null,isCut:!1}}}function ne({session:s}){return e(h,{icon:"memory",title:"What is remembered of this session",children:e("p",{children:e("a",{href:f("/memory",{session:s}),children:"\
Look for its events in the memories"})})})}var oe=1500;function pe({params:s}){let{runtime:t="",session:n=""}=s,o=S(`${t} ${n}`,m=>H(t,n,{signal:m})),r=I(o.reload,oe),[l,u]=v(0),d=I(()=>u(m=>m+1),oe),[g,
c]=v(!1);if(V(m=>{if(m.kind==="reconnect")return r();if(m.kind!=="sessions")return;let q=m.data,D=p=>p.sessionId===n&&(p.runtimeName===t||p.runtimeId===t);q.ended.
some(D)&&r();let O=q.changed.filter(D);O.length!==0&&(d(),O.some(p=>!o.data?.live.some(L=>A(L)===A(p)))?r():o.change(p=>({...p,live:p.live.map(L=>me(L,O))})))}),
o.error!==null&&!o.data)return e(b,{children:[e(R,{title:ie(n),above:{label:"Sessions",to:f("/sessions")}}),e(w,{error:o.error,onRetry:o.reload})]});if(!o.data)
return e(F,{what:"the session"});let i=o.data.live[0];return e(b,{children:[e(R,{title:ie(n),above:{label:"Sessions",to:f("/sessions")},mark:e(Q,{state:i?.state??
"STOPPED",children:i?void 0:"ended"}),children:[e("a",{class:"button is-plain",href:f("/playground",o.data.runtimeName,{session:n}),children:"Open in playground"}),
i&&e(B,{icon:"stop",kind:"danger",disabled:i.state==="STOPPING",onClick:()=>c(!0),children:"Stop"})]}),e("div",{class:"stack",children:[e(fe,{known:o.data}),e("\
div",{children:e(K,{label:"About this session",tabs:[{id:"invocations",label:"Invocations",draw:()=>e(X,{query:{runtime:o.data?.runtimeId??t,session:n},version:l})},
{id:"logs",label:"Log",draw:()=>e(Z,{runtime:o.data?.runtimeId??t,session:n})},{id:"memory",label:"Memory",draw:()=>e(ne,{session:n})},{id:"files",label:"Files",
draw:()=>e(te,{runtime:t,session:n,endpoint:i?.endpoint??"DEFAULT",isLive:i!==void 0})},{id:"lives",label:`Lives ${o.data.lives.length||""}`,draw:()=>e(he,{lives:o.
data?.lives??[]})}]})})]}),g&&i&&e(ee,{session:i,onClose:()=>c(!1)})]})}function me(s,t){let n=t.find(l=>A(l)===A(s));if(!n)return s;let o=n.memoryBytes??s.memoryBytes??
null,r=n.processCount??s.processCount??null;return{...s,...n,memoryBytes:o,processCount:r}}function ie(s){return s.length>44?`${s.slice(0,24)}…${s.slice(-12)}`:
s}function fe({known:s}){let t=s.live[0]??s.lives[0];if(!t)return null;let n=s.live[0];return e(k,{children:[e("dl",{class:"session-facts",children:[e(a,{label:"\
Session id",children:e(_,{value:s.sessionId})}),e(a,{label:"Agent",children:e("a",{href:f("/agents",s.runtimeName),children:s.runtimeName})}),e(a,{label:"Endpoi\
nt",children:[t.endpoint," ",e("span",{class:"muted",children:["version ",t.version]})]}),e(a,{label:n?"Alive for":"Ended",children:n?e(C,{at:n.createdAt,suffix:""}):
t.endedAt?$(t.endedAt):"–"}),n?e(a,{label:"Last activity",children:n.activeInvocations?`now (${n.activeInvocations} in flight)`:e(C,{at:n.lastActivityAt})}):e(
a,{label:"Why",children:e(T,{reason:t.endReason??null})}),e(a,{label:"Requests",children:t.requestCount}),e(a,{label:"Started in",children:[J(t.startMs)," ",t.mode&&
e("span",{class:"muted",children:t.mode})]}),e(a,{label:"CPU",children:t.cpuSeconds===null?"–":`${t.cpuSeconds.toFixed(2)} s`}),n&&e(a,{label:"Memory",children:P(
n.memoryBytes)}),n&&n.processCount!=null&&e(a,{label:"Processes",children:n.processCount}),n?.pid!=null&&e(a,{label:"Pid",children:n.pid}),n?.pingStatus&&e(a,{label:"\
Says of itself",children:n.pingStatus})]}),s.live.length>1&&e("p",{class:"note",children:["This id lives on ",s.live.length," endpoints: ",s.live.map(o=>o.endpoint).
join(", "),". Shown is"," ",s.live[0]?.endpoint,"."]})]})}function a({label:s,children:t}){return e("div",{children:[e("dt",{children:s}),e("dd",{children:t})]})}
function he({lives:s}){return s.length===0?e(h,{icon:"clock",title:"This session is in its first life"}):e(k,{isFlush:!0,children:e("div",{class:"table-scroll",
children:e("table",{children:[e("thead",{children:e("tr",{children:[e("th",{scope:"col",children:"Began"}),e("th",{scope:"col",children:"Ended"}),e("th",{scope:"\
col",children:"Why"}),e("th",{scope:"col",children:"Endpoint"}),e("th",{scope:"col",class:"number",children:"Requests"}),e("th",{scope:"col",class:"number",children:"\
CPU"})]})}),e("tbody",{children:s.map(t=>e("tr",{children:[e("td",{class:"nowrap",children:$(t.createdAt)}),e("td",{class:"nowrap",children:t.endedAt?$(t.endedAt):
"–"}),e("td",{children:t.endedAt?e(T,{reason:t.endReason??null}):e(Y,{tone:"ok",children:"alive"})}),e("td",{children:[t.endpoint," ",e("span",{class:"muted",
children:["v",t.version]})]}),e("td",{class:"number",children:t.requestCount}),e("td",{class:"number",children:t.cpuSeconds===null?"–":`${t.cpuSeconds.toFixed(
2)} s`})]},t.createdAt+t.endpoint))})]})})})}export{pe as default};
