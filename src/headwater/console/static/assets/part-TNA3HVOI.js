import{b as re}from"./part-ZCP2MA34.js";import{a as se,c as ne,d as oe,e as ie}from"./part-ALOPXYJZ.js";import{b as j}from"./part-K2XYVHG6.js";
import{a as Z}from"./part-WQMODLAD.js";import"./part-JHZX2WNG.js";import"./part-QIEKMA4B.js";import{a as E,b as M,d as te}from"./part-FLCWR35V.js";
import{a as ee}from"./part-WRPJJF3U.js";import"./part-AINJQ6D3.js";import{a as m,b as x}from"./part-VT22CLUY.js";import{a as k,c as Q,f as R,
g as v,h as X,i as Y}from"./part-7LBHRLZX.js";import{a as L,c as p,e as K}from"./part-YHCDZNFS.js";import{c as _,j as z,l as H}from"./part-Y7JMIEUH.js";
import"./part-6OM2XB4G.js";import{A as V,C as I,E as e,F as P,J as $,K as G,L as J,Q as S,R as w,S as C,a as b,d as A,q as u,s as F,t as D,y as U,z as W}from"./part-NJ6G4NGM.js";var pe=256*1024;function ae({isLive:n,...t}){return n?e(fe,{...t}):e(C,{icon:"file",title:"Files go with their session",children:e("p",{children:"What a session\
 writes to its own folders is removed at its end."})})}var T=(n,t)=>`runtimes/${I(n.runtime)}/sessions/${I(n.session)}/${t}`;function fe(n){let t=D("path"),[s,o]=A(
null),i=m(`${n.runtime} ${n.session} ${n.endpoint} ${t}`,a=>V(T(n,"files"),{signal:a,query:{path:t,endpoint:n.endpoint}}),{keepsOld:!0});if(i.error!==null)return e(
w,{error:i.error,onRetry:t?()=>F({path:void 0}):i.reload});if(!i.data)return e(S,{what:"files"});let{path:r,places:c,entries:d,hasMore:f}=i.data,h=c.find(a=>r===
a||r.startsWith(`${a}/`))??c[0]??"";return e(p,{isFlush:!0,title:e(he,{place:h,path:r}),actions:e(b,{children:[c.filter(a=>a!==h).map(a=>e($,{kind:"quiet",onClick:()=>F(
{path:a}),children:a},a)),e(G,{icon:"refresh",label:"Look again",onClick:i.reload})]}),children:[d.length===0&&e(C,{icon:"file",title:"This folder is empty"}),d.
length>0&&e("div",{class:"table-scroll",children:e("table",{children:[e("thead",{children:e("tr",{children:[e("th",{scope:"col",children:"Name"}),e("th",{scope:"\
col",class:"number",children:"Size"}),e("th",{scope:"col",class:"number",children:"Changed"}),e("th",{scope:"col",children:e("span",{class:"hidden",children:"Sa\
ve"})})]})}),e("tbody",{children:d.map(a=>e(ge,{of:n,path:`${r.replace(/\/$/,"")}/${a.name}`,entry:a,onShow:o},a.name))})]})}),f&&e("p",{class:"more muted",children:"\
There are more; not all are listed."}),s!==null&&e(ye,{of:n,path:s,onClose:()=>o(null)})]})}function he({place:n,path:t}){let s=t.slice(n.length).split("/").filter(
Boolean);return e("span",{class:"trail",children:[e("button",{type:"button",class:"linkish mono",onClick:()=>F({path:n}),children:n}),s.map((o,i)=>e(b,{children:[
e("span",{class:"muted",children:" / "}),e("button",{type:"button",class:"linkish mono",onClick:()=>F({path:[n,...s.slice(0,i+1)].join("/")}),children:o})]}))]})}
function ge({of:n,path:t,entry:s,onShow:o}){let i=s.type==="folder"?()=>F({path:t}):s.type==="file"?()=>o(t):null;return e("tr",{children:[e("td",{children:e("s\
pan",{class:"row",children:[e(P,{name:s.type==="folder"?"folder":s.type==="link"?"external":"file"}),i?e("button",{type:"button",class:"linkish breaks",onClick:i,
children:s.name}):e("span",{class:"muted breaks",children:[s.name," (",s.type,")"]})]})}),e("td",{class:"number",children:s.type==="file"?k(s.sizeBytes):""}),e(
"td",{class:"number",children:e(v,{at:s.modifiedAt})}),e("td",{class:"number",children:s.type==="file"&&e("a",{class:"icon-button",download:s.name,"aria-label":`\
Save ${s.name}`,href:le(n,t),children:e(P,{name:"download"})})})]})}function le(n,t){return U(T(n,"file"),{path:t,endpoint:n.endpoint})}function ye({of:n,path:t,
onClose:s}){let o=m(t,i=>be(n,t,i));return e(ee,{title:t.slice(t.lastIndexOf("/")+1),onClose:s,kind:"wide",children:[o.error!==null&&e(w,{error:o.error,onRetry:o.
reload}),!o.data&&o.error===null&&e(S,{what:"the file"}),o.data&&o.data.text===null&&e("p",{class:"muted",children:"This file is not text."}),o.data?.text!=null&&
e("pre",{class:"file-text",tabIndex:0,children:o.data.text}),o.data?.isCut&&e("p",{class:"muted",children:"This is its beginning only."}),e("footer",{class:"dia\
log-foot",children:e("a",{class:"button is-plain",download:!0,href:le(n,t),children:[e(P,{name:"download"})," Save the file"]})})]})}async function be(n,t,s){let i=(await W(
"GET",T(n,"file"),{signal:s,query:{path:t,endpoint:n.endpoint}})).body?.getReader(),r=[],c=0,d=!1;for(;i;){let{value:h,done:a}=await i.read();if(a)break;if(r.push(
h),c+=h.length,!(c<pe)){d=!0,i.cancel().catch(()=>{});break}}let f=new Uint8Array(await new Blob(r).arrayBuffer());if(f.includes(0))return{text:null,isCut:!1};try{
return{text:new TextDecoder("utf-8",{fatal:!d}).decode(f),isCut:d}}catch{return{text:null,isCut:!1}}}var ve=40,Se=50;async function we(n,t){let s=(await se(void 0,t)).items;return(await Promise.all(s.map(i=>Ce(i,n,t)))).flat()}async function Ce(n,t,s){let o=(await ne(
n.id,void 0,s)).items.slice(0,ve),i=[];for(let{actorId:r}of o){if(!(await oe(n.id,r,void 0,s)).items.some(f=>f.sessionId===t))continue;let{items:d}=await ie(n.id,
r,t,"",void 0,s);i.push({memory:n,actor:r,events:d.slice(0,Se)})}return i}function de({session:n}){let t=m(`memory of ${n}`,s=>we(n,s));return t.error!==null?e(
w,{error:t.error,onRetry:t.reload}):t.data?t.data.length===0?e(C,{icon:"memory",title:"No memory has a conversation of this id",children:e("p",{children:["An ag\
ent decides what it remembers, and under which id; the example ",e("code",{children:"examples/hybrid_agent"})," uses the session's own. ",e("a",{href:u("/memory"),
children:"Look into the memories"}),"."]})}):e("div",{class:"stack",children:t.data.map(({memory:s,actor:o,events:i})=>e(p,{title:`${s.id}, with ${o}`,actions:e(
"a",{href:u("/memory",s.id,{actor:o,session:n}),children:"Open in Memory"}),children:e("ol",{class:"events",children:[...i].reverse().map(r=>e(re,{event:r},r.eventId))})},
`${s.id} ${o}`))}):e(S,{what:"what is remembered"})}function ue({session:n,version:t}){let s={session:n,state:"running"},i=m(`runs ${n} ${t}`,r=>H(s,{signal:r}),{keepsOld:!0}).data?.runs??[];return i.length===0?null:
e(p,{isFlush:!0,children:e("div",{class:"table-scroll",children:e("table",{"aria-label":"Runs that go on now",children:[e("thead",{children:e("tr",{children:[e(
"th",{scope:"col",children:"Running"}),e("th",{scope:"col",children:"Since"}),e("th",{scope:"col",class:"number",children:"Answer so far"}),e("th",{scope:"col",
class:"number",children:"Viewers"})]})}),e("tbody",{children:i.map(r=>e("tr",{children:[e("td",{children:e("a",{href:u("/playground",r.runtimeName,{session:n,run:r.
invocationId}),children:["Watch ",r.invocationId.slice(0,8)]})}),e("td",{children:e(v,{at:r.createdAt})}),e("td",{class:"number",children:k(r.lengthBytes)}),e("\
td",{class:"number",children:r.viewers})]},r.invocationId))})]})})})}var ce=1500;function Fe({params:n}){let{runtime:t="",session:s=""}=n,o=m(`${t} ${s}`,y=>z(t,s,{signal:y})),i=x(o.reload,ce),[r,c]=A(0),d=x(()=>c(y=>y+1),ce),[f,
h]=A(!1);if(_(y=>{if(y.kind==="reconnect")return i();if(y.kind!=="sessions")return;let N=y.data,q=g=>g.sessionId===s&&(g.runtimeName===t||g.runtimeId===t);N.ended.
some(q)&&i();let B=N.changed.filter(q);B.length!==0&&(d(),B.some(g=>!o.data?.live.some(O=>E(O)===E(g)))?i():o.change(g=>({...g,live:g.live.map(O=>ke(O,B))})))}),
o.error!==null&&!o.data)return e(b,{children:[e(L,{title:me(s),above:{label:"Sessions",to:u("/sessions")}}),e(w,{error:o.error,onRetry:o.reload})]});if(!o.data)
return e(S,{what:"the session"});let a=o.data.live[0];return e(b,{children:[e(L,{title:me(s),above:{label:"Sessions",to:u("/sessions")},mark:e(b,{children:[e(J,
{text:s,label:"Copy the session's id"}),e(X,{state:a?.state??"STOPPED",children:a?void 0:"ended"})]}),children:[e("a",{class:"button is-plain",href:u("/playgrou\
nd",o.data.runtimeName,{session:s}),children:"Open in playground"}),a&&e($,{icon:"stop",kind:"danger",disabled:a.state==="STOPPING",onClick:()=>h(!0),children:"\
Stop"})]}),e("div",{class:"stack",children:[e(Ae,{known:o.data}),e("div",{children:e(K,{label:"About this session",tabs:[{id:"invocations",label:"Invocations",draw:()=>e(
"div",{class:"stack",children:[e(ue,{session:s,version:r}),e(Z,{query:{runtime:o.data?.runtimeId??t,session:s},version:r})]})},{id:"logs",label:"Log",draw:()=>e(
j,{runtime:o.data?.runtimeId??t,session:s})},{id:"memory",label:"Memory",draw:()=>e(de,{session:s})},{id:"files",label:"Files",draw:()=>e(ae,{runtime:t,session:s,
endpoint:a?.endpoint??"DEFAULT",isLive:a!==void 0})},{id:"lives",label:`Lives ${o.data.lives.length||""}`,draw:()=>e(Ee,{lives:o.data?.lives??[]})}]})})]}),f&&a&&
e(te,{session:a,onClose:()=>h(!1)})]})}function ke(n,t){let s=t.find(r=>E(r)===E(n));if(!s)return n;let o=s.memoryBytes??n.memoryBytes??null,i=s.processCount??n.
processCount??null;return{...n,...s,memoryBytes:o,processCount:i}}function me(n){return n.length>44?`${n.slice(0,24)}…${n.slice(-12)}`:n}function Ae({known:n}){
let t=n.live[0]??n.lives[0];if(!t)return null;let s=n.live[0];return e(p,{children:[e("dl",{class:"session-facts",children:[e(l,{label:"Agent",children:e("a",{href:u(
"/agents",n.runtimeName),children:n.runtimeName})}),e(l,{label:"Endpoint",children:[t.endpoint," ",e("span",{class:"muted",children:["version ",t.version]})]}),
e(l,{label:s?"Alive for":"Ended",children:s?e(v,{at:s.createdAt,suffix:""}):t.endedAt?R(t.endedAt):"–"}),s?e(l,{label:"Last activity",children:s.activeInvocations?
`now (${s.activeInvocations} in flight)`:e(v,{at:s.lastActivityAt})}):e(l,{label:"Why",children:e(M,{reason:t.endReason??null})}),e(l,{label:"Requests",children:t.
requestCount}),e(l,{label:"Started in",children:[Q(t.startMs)," ",t.mode&&e("span",{class:"muted",children:t.mode})]}),e(l,{label:"CPU",children:t.cpuSeconds===
null?"–":`${t.cpuSeconds.toFixed(2)} s`}),s&&e(l,{label:"Memory",children:k(s.memoryBytes)}),s&&s.processCount!=null&&e(l,{label:"Processes",children:s.processCount}),
s?.pid!=null&&e(l,{label:"Pid",children:s.pid}),s?.pingStatus&&e(l,{label:"Ping",children:s.pingStatus})]}),n.live.length>1&&e("p",{class:"note",children:["This\
 id lives on ",n.live.length," endpoints: ",n.live.map(o=>o.endpoint).join(", "),". Shown is"," ",n.live[0]?.endpoint,"."]})]})}function l({label:n,children:t}){
return e("div",{children:[e("dt",{children:n}),e("dd",{children:t})]})}function Ee({lives:n}){return n.length===0?e(C,{icon:"clock",title:"This session is in it\
s first life"}):e(p,{isFlush:!0,children:e("div",{class:"table-scroll",children:e("table",{children:[e("thead",{children:e("tr",{children:[e("th",{scope:"col",children:"\
Began"}),e("th",{scope:"col",children:"Ended"}),e("th",{scope:"col",children:"Why"}),e("th",{scope:"col",children:"Endpoint"}),e("th",{scope:"col",class:"number",
children:"Requests"}),e("th",{scope:"col",class:"number",children:"CPU"})]})}),e("tbody",{children:n.map(t=>e("tr",{children:[e("td",{class:"nowrap",children:R(
t.createdAt)}),e("td",{class:"nowrap",children:t.endedAt?R(t.endedAt):"–"}),e("td",{children:t.endedAt?e(M,{reason:t.endReason??null}):e(Y,{tone:"ok",children:"\
alive"})}),e("td",{children:[t.endpoint," ",e("span",{class:"muted",children:["v",t.version]})]}),e("td",{class:"number",children:t.requestCount}),e("td",{class:"\
number",children:t.cpuSeconds===null?"–":`${t.cpuSeconds.toFixed(2)} s`})]},t.createdAt+t.endpoint))})]})})})}export{Fe as default};
