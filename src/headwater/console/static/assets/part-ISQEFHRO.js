import{b as xe}from"./part-CGAJC3VU.js";import{a as Ce,c as we,d as Ee,e as ke}from"./part-73DFK5AF.js";import{a as he,b as ge,c as ye}from"./part-QUOPHHUM.js";
import{a as fe}from"./part-NOAMZ6FY.js";import"./part-UN7X7BCK.js";import"./part-ZMJYDRDF.js";import{a as P,b as K,d as Se}from"./part-EQJK4G3P.js";
import{a as be,b as ve}from"./part-Q4HCM4MF.js";import"./part-XWIDCBG6.js";import"./part-M4NXVBMU.js";import{a as S,b as J}from"./part-HTCV3HVM.js";
import{a as k,c as M,e as ue,f as I,g as T,h as me,i as v}from"./part-7KWEQDMS.js";import{a as G,c as g,e as pe}from"./part-JHBAWGFU.js";import{d as ae,
k as le,m as de}from"./part-J7NGXXJA.js";import"./part-6OM2XB4G.js";import{A as re,B as ie,C as R,E as e,F as _,J as A,K as U,L as N,O as ce,Q as C,
R as h,S as u,T as O,a as p,b as ne,d as f,e as F,g as X,k as V,q as b,s as B,t as oe,x as z,y as se,z as D}from"./part-HNNW76HX.js";var H=class{#e=new Uint8Array(0);feed(n){let o=new Uint8Array(this.#e.length+n.length);o.set(this.#e),o.set(n,this.#e.length);let s=[],r=0;for(;o.length-r>=12;){
let i=new DataView(o.buffer,r).getUint32(0);if(i<16||i>1048576)throw new Error(`a message cannot have ${i} bytes`);if(o.length-r<i)break;s.push(De(o.subarray(r,
r+i))),r+=i}return this.#e=o.slice(r),s}get isWhole(){return this.#e.length===0}};function De(t){let n=new DataView(t.buffer,t.byteOffset,t.length),o=12+n.getUint32(
4);if(o>t.length-4)throw new Error("a message's headers are longer than it is");let s=new TextDecoder,r={};for(let i=12;i<o;){let a=i+1+n.getUint8(i),l=s.decode(
t.subarray(i+1,a));if(n.getUint8(a)!==7)throw new Error(`the header ${l} is no text`);let c=a+3;i=c+n.getUint16(a+1),r[l]=s.decode(t.subarray(c,i))}return{headers:r,
payload:s.decode(t.subarray(o,t.length-4))}}var Y=class{constructor(n=2e3){this.maxLines=n}maxLines;lines=[];droppedCount=0;#e=0;#t=!1;add(n,o){let s=o.split(`
`),r=s.pop()??"";for(let a of s)this.#n(n,a,!0);r&&this.#n(n,r,!1);let i=this.lines.length-this.maxLines;i<=0||(this.lines.splice(0,i),this.droppedCount+=i)}#n(n,o,s){
let r=this.#t?this.lines.at(-1):void 0,i=r?.stream===n,a=_e(i?r.text:"",o);i&&this.lines.pop();let l=i?r.id:this.#e++;for(;a.length>8192;l=this.#e++)this.lines.
push({id:l,stream:n,text:a.slice(0,8192)}),a=a.slice(8192);this.lines.push({id:l,stream:n,text:s?a.replace(/\r$/,""):a}),this.#t=!s}};function _e(t,n){let o=t+n,
s=o.endsWith("\r")?o.slice(0,-1):o;return o.slice(s.lastIndexOf("\r")+1)}var Ue="x-amzn-bedrock-agentcore-runtime-session-id",Re=20,Q=class{constructor(n,o,s){this.id=n;this.text=o;this.timeoutS=s}id;text;timeoutS;output=new Y;version=V(
0);startedMs=Date.now();tookMs=0;end=null;#e=new AbortController;#t=new he(()=>this.version.value+=1);async run(n){let o=performance.now();try{this.end=await this.#n(
n)}catch(s){this.end=this.#e.signal.aborted?{kind:"stopped"}:{kind:"failed",error:s}}this.tookMs=performance.now()-o,this.#t.stop(),this.version.value+=1}stop(){
this.#e.abort()}async#n(n){let o=await D("POST",`/runtimes/${R(n.arn)}/commands`,{signal:this.#e.signal,query:{qualifier:n.endpoint},headers:{accept:"applicatio\
n/vnd.amazon.eventstream",[Ue]:n.session},body:{command:this.text,timeout:this.timeoutS}}),s=new H,r=o.body?.getReader();try{for(;;){let i=await Ne(r);for(let a of s.
feed(i)){let l=this.#o(a);if(l)return l}this.#t.ask()}}finally{r?.cancel().catch(()=>{})}}#o(n){let o=JSON.parse(n.payload);if(n.headers[":message-type"]==="exc\
eption")throw new z(o.message??"The command failed",424,n.headers[":exception-type"]??"","");let{stdout:s,stderr:r}=o.contentDelta??{};s!==void 0&&this.output.add(
"stdout",s),r!==void 0&&this.output.add("stderr",r);let i=o.contentStop;return i?{kind:"exited",exitCode:i.exitCode,isTimedOut:i.status==="TIMED_OUT"}:null}};async function Ne(t){
try{let{value:n}=await t?.read()??{};if(n)return n}catch{}throw new z("The connection broke before the command had ended, which has ended it",0,"Unreachable","")}
var $=class{commands=V([]);#e=0;run(n,o,s){let r=new Q(++this.#e,n,o),[i,a]=[this.commands.peek().slice(0,Re-1),this.commands.peek().slice(Re-1)];for(let l of a)
l.stop();this.commands.value=[r,...i],r.run(s)}stopAll(){for(let n of this.commands.peek())n.stop()}};var Ae="InvokeAgentRuntimeCommand",He=[["10","10 s"],["60","1 min"],["300","5 min"],["3600","1 h"]];function Te({known:t,history:n}){let[o,s]=f(""),[r,i]=f("300"),
a=t.live[0],l=n.commands.value,c=()=>{let d=o.trim();!d||!a||(n.run(d,Number(r),{arn:t.runtimeArn,endpoint:a.endpoint,session:t.sessionId}),s(""))},y=d=>{d.key!==
"ArrowUp"||o!==""||!l[0]||(d.preventDefault(),s(l[0].text))};return t.allowed.includes(Ae)?e("div",{class:"stack",children:[a?e("form",{class:"card command-form",
onSubmit:d=>{d.preventDefault(),c()},children:[e("input",{type:"text",class:"mono","aria-label":"Command",placeholder:"ls -l",value:o,autocomplete:"off",autocapitalize:"\
off",spellcheck:!1,onInput:d=>s(d.currentTarget.value),onKeyDown:y}),e(ce,{label:"At most",value:r,options:He,onChange:i}),e(A,{icon:"play",kind:"primary",type:"\
submit",disabled:!o.trim(),children:"Run"})]}):e(u,{icon:"terminal",title:"Commands run in a live session",children:[e("p",{children:"This one has ended. Its ne\
xt invocation, or a command by the command line, starts it anew:"}),e(O,{children:`headwater exec ${t.runtimeName} --session ${t.sessionId} -- ls`})]}),a&&l.length===
0&&e(u,{icon:"terminal",title:"Nothing was run from this page yet",children:[e("p",{children:"A command is a fresh shell in the session, with the agent's rights\
, files and limits. It ends when this page is left. For a terminal there is the command line:"}),e(O,{children:`headwater shell ${t.runtimeName} --session ${t.sessionId}`})]}),
l.map(d=>e(Ye,{command:d},d.id))]}):e(u,{icon:"lock",title:"You may not run commands in this session",children:e("p",{children:["That is for callers whose key a\
llows ",e("code",{children:["bedrock-agentcore:",Ae]}),"."]})})}function Ye({command:t}){t.version.value;let{output:n,end:o}=t,s=X(null),r=X(!0);F(()=>{r.current&&
s.current&&(s.current.scrollTop=s.current.scrollHeight)});let i=()=>{let a=s.current;a&&(r.current=a.scrollHeight-a.scrollTop-a.clientHeight<24)};return e(g,{isFlush:!0,
title:e("code",{class:"command-text",children:t.text}),actions:e(p,{children:[e("span",{class:"muted nowrap",title:new Date(t.startedMs).toISOString(),children:[
ue(t.startedMs),o&&t.tookMs>0?`, ${M(t.tookMs)}`:""]}),e(We,{end:o}),o?e(N,{label:"Copy what it printed",text:()=>n.lines.map(a=>`${a.text}
`).join("")}):e(A,{icon:"stop",kind:"danger",onClick:()=>t.stop(),children:"Stop"})]}),children:[o?.kind==="failed"&&e(h,{error:o.error}),(n.lines.length>0||o?.
kind!=="failed")&&e("div",{class:"log wraps command-output",ref:s,onScroll:i,tabIndex:0,role:"log","aria-live":"off","aria-busy":o===null,"aria-label":`What ${t.
text} printed`,children:[n.droppedCount>0&&e("p",{class:"log-note",children:[n.droppedCount," earlier lines are not shown."]}),n.lines.map(a=>e(Z,{line:a},a.id)),
n.lines.length===0&&e("p",{class:"log-note",children:o?"It printed nothing.":"Nothing printed yet."})]})]})}var qe={stdout:"out",stderr:"err"},Z=class extends ne{shouldComponentUpdate(n){
return n.line!==this.props.line}render(){let{stream:n,text:o}=this.props.line;return e("div",{class:`line is-${n}`,children:[e("span",{class:`line-stream is-${n}`,
title:n,children:qe[n]}),e("span",{class:"line-text",children:ge(o)})]})}};function We({end:t}){return t?t.kind==="stopped"?e(v,{tone:"off",children:"stopped"}):
t.kind==="failed"?e(v,{tone:"bad",children:"failed"}):t.isTimedOut?e(v,{tone:"bad",children:["took too long: exit ",t.exitCode]}):e(v,{tone:t.exitCode===0?"ok":
"bad",children:["exit ",t.exitCode]}):e(v,{tone:"busy",children:"running"})}var Xe=256*1024;function Be({isLive:t,...n}){return t?e(Ve,{...n}):e(u,{icon:"file",title:"Files go with their session",children:e("p",{children:"What a session\
 writes to its own folders is removed at its end."})})}var j=(t,n)=>`runtimes/${R(t.runtime)}/sessions/${R(t.session)}/${n}`;function Ve(t){let n=oe("path"),[o,
s]=f(null),r=S(`${t.runtime} ${t.session} ${t.endpoint} ${n}`,d=>re(j(t,"files"),{signal:d,query:{path:n,endpoint:t.endpoint}}),{keepsOld:!0});if(r.error!==null)
return e(h,{error:r.error,onRetry:n?()=>B({path:void 0}):r.reload});if(!r.data)return e(C,{what:"files"});let{path:i,places:a,entries:l,hasMore:c}=r.data,y=a.find(
d=>i===d||i.startsWith(`${d}/`))??a[0]??"";return e(g,{isFlush:!0,title:e(ze,{place:y,path:i}),actions:e(p,{children:[a.filter(d=>d!==y).map(d=>e(A,{kind:"quiet",
onClick:()=>B({path:d}),children:d},d)),e(U,{icon:"refresh",label:"Look again",onClick:r.reload})]}),children:[l.length===0&&e(u,{icon:"file",title:"This folder\
 is empty"}),l.length>0&&e("div",{class:"table-scroll",children:e("table",{children:[e("thead",{children:e("tr",{children:[e("th",{scope:"col",children:"Name"}),
e("th",{scope:"col",class:"number",children:"Size"}),e("th",{scope:"col",class:"number",children:"Changed"}),e("th",{scope:"col",children:e("span",{class:"hidde\
n",children:"Save"})})]})}),e("tbody",{children:l.map(d=>e(Je,{of:t,path:`${i.replace(/\/$/,"")}/${d.name}`,entry:d,onShow:s},d.name))})]})}),c&&e("p",{class:"m\
ore muted",children:"There are more; not all are listed."}),o!==null&&e(Ge,{of:t,path:o,onClose:()=>s(null)})]})}function ze({place:t,path:n}){let o=n.slice(t.length).
split("/").filter(Boolean);return e("span",{class:"trail",children:[e("button",{type:"button",class:"linkish mono",onClick:()=>B({path:t}),children:t}),o.map((s,r)=>e(
p,{children:[e("span",{class:"muted",children:" / "}),e("button",{type:"button",class:"linkish mono",onClick:()=>B({path:[t,...o.slice(0,r+1)].join("/")}),children:s})]}))]})}
function Je({of:t,path:n,entry:o,onShow:s}){let r=o.type==="folder"?()=>B({path:n}):o.type==="file"?()=>s(n):null;return e("tr",{children:[e("td",{children:e("s\
pan",{class:"row",children:[e(_,{name:o.type==="folder"?"folder":o.type==="link"?"external":"file"}),r?e("button",{type:"button",class:"linkish breaks",onClick:r,
children:o.name}):e("span",{class:"muted breaks",children:[o.name," (",o.type,")"]})]})}),e("td",{class:"number",children:o.type==="file"?k(o.sizeBytes):""}),e(
"td",{class:"number",children:e(T,{at:o.modifiedAt})}),e("td",{class:"number",children:o.type==="file"&&e("a",{class:"icon-button",download:o.name,"aria-label":`\
Save ${o.name}`,href:Me(t,n),children:e(_,{name:"download"})})})]})}function Me(t,n){return se(j(t,"file"),{path:n,endpoint:t.endpoint})}function Ge({of:t,path:n,
onClose:o}){let s=S(n,r=>Ke(t,n,r));return e(be,{title:n.slice(n.lastIndexOf("/")+1),onClose:o,kind:"wide",children:[s.error!==null&&e(h,{error:s.error,onRetry:s.
reload}),!s.data&&s.error===null&&e(C,{what:"the file"}),s.data&&s.data.text===null&&e("p",{class:"muted",children:"This file is not text."}),s.data?.text!=null&&
e("pre",{class:"file-text",tabIndex:0,children:s.data.text}),s.data?.isCut&&e("p",{class:"muted",children:"This is its beginning only."}),e("footer",{class:"dia\
log-foot",children:e("a",{class:"button is-plain",download:!0,href:Me(t,n),children:[e(_,{name:"download"})," Save the file"]})})]})}async function Ke(t,n,o){let r=(await D(
"GET",j(t,"file"),{signal:o,query:{path:n,endpoint:t.endpoint}})).body?.getReader(),i=[],a=0,l=!1;for(;r;){let{value:y,done:d}=await r.read();if(d)break;if(i.push(
y),a+=y.length,!(a<Xe)){l=!0,r.cancel().catch(()=>{});break}}let c=new Uint8Array(await new Blob(i).arrayBuffer());if(c.includes(0))return{text:null,isCut:!1};try{
return{text:new TextDecoder("utf-8",{fatal:!l}).decode(c),isCut:l}}catch{return{text:null,isCut:!1}}}var Qe=40,Ze=50;async function je(t,n){let o=(await Ce(void 0,n)).items;return(await Promise.all(o.map(r=>et(r,t,n)))).flat()}async function et(t,n,o){let s=(await we(
t.id,void 0,o)).items.slice(0,Qe),r=[];for(let{actorId:i}of s){if(!(await Ee(t.id,i,void 0,o)).items.some(c=>c.sessionId===n))continue;let{items:l}=await ke(t.id,
i,n,"",void 0,o);r.push({memory:t,actor:i,events:l.slice(0,Ze)})}return r}function Ie({session:t}){let n=S(`memory of ${t}`,o=>je(t,o));return n.error!==null?e(
h,{error:n.error,onRetry:n.reload}):n.data?n.data.length===0?e(u,{icon:"memory",title:"No memory has a conversation of this id",children:e("p",{children:["An ag\
ent decides what it remembers, and under which id; the example ",e("code",{children:"examples/hybrid_agent"})," uses the session's own. ",e("a",{href:b("/memory"),
children:"Look into the memories"}),"."]})}):e("div",{class:"stack",children:n.data.map(({memory:o,actor:s,events:r})=>e(g,{title:`${o.id}, with ${s}`,actions:e(
"a",{href:b("/memory",o.id,{actor:s,session:t}),children:"Open in Memory"}),children:e("ol",{class:"events",children:[...r].reverse().map(i=>e(xe,{event:i},i.eventId))})},
`${o.id} ${s}`))}):e(C,{what:"what is remembered"})}var tt={running:"busy",done:"ok",failed:"bad",cancelled:"off",lost:"bad"};function Oe(t){return e($e,{...t,state:"running"})}function Pe(t){return e($e,{...t,state:""})}
function $e({runtime:t,session:n,version:o,state:s}){let r=S(`runs ${t} ${n} ${s} ${o}`,c=>de({runtime:t,session:n,state:s,limit:100},{signal:c}),{keepsOld:!0}),
[i,a]=f(null),l=r.data?.runs??[];return l.length===0&&s==="running"?null:r.error!==null?e(h,{error:r.error,onRetry:r.reload}):r.data?e(p,{children:[l.length===0?
e(nt,{runtime:t,session:n}):e(ot,{runs:l,state:s,onCancel:a}),i&&e(ve,{title:"Cancel this run?",action:"Cancel run",onConfirm:async()=>{await ie("DELETE",`invoc\
ations/${R(i.invocationId)}`),r.reload()},onClose:()=>a(null),children:e("p",{children:["The agent is told to stop ",e("code",{children:i.invocationId}),". What\
 it has answered so far stays."]})})]}):e(C,{what:"runs"})}function nt({runtime:t,session:n}){return e(u,{icon:"play",title:"No run of this session is kept",children:[
e("p",{children:"An invocation that asks for it outlives its caller, and its answer can be read again:"}),e(O,{children:`headwater invoke ${t} '{"prompt": "…"}'\
 --session ${n} --detach`})]})}function ot({runs:t,state:n,onCancel:o}){return e(g,{isFlush:!0,children:e("div",{class:"table-scroll",children:e("table",{"aria-\
label":n==="running"?"Runs that go on now":"Runs",children:[e("thead",{children:e("tr",{children:[e("th",{scope:"col",children:"Run"}),e("th",{scope:"col",children:"\
State"}),e("th",{scope:"col",children:"Began"}),e("th",{scope:"col",class:"number wide",children:"Took"}),e("th",{scope:"col",class:"number wide",children:"Answ\
er"}),e("th",{scope:"col",class:"number wide",children:"Viewers"}),e("th",{scope:"col",class:"number",children:e("span",{class:"hidden",children:"Cancel"})})]})}),
e("tbody",{children:t.map(s=>e(st,{run:s,onCancel:o},s.invocationId))})]})})})}function st({run:t,onCancel:n}){let o=t.state==="running",s={session:t.sessionId,
run:t.invocationId},r=t.invocationId.slice(0,8);return e("tr",{children:[e("td",{class:"nowrap",children:e("a",{href:b("/playground",t.runtimeName,s),title:t.invocationId,
children:[o?"Watch":"View"," ",r]})}),e("td",{children:e(v,{tone:tt[t.state]??"off",children:t.state})}),e("td",{class:"nowrap",children:o?e(T,{at:t.createdAt}):
I(t.createdAt)}),e("td",{class:"number wide",children:rt(t)}),e("td",{class:"number wide",children:k(t.lengthBytes)}),e("td",{class:"number wide",children:t.viewers}),
e("td",{class:"number",children:o&&e(U,{icon:"stop",label:`Cancel run ${r}`,onClick:()=>n(t)})})]})}function rt(t){return t.endedAt?M(Date.parse(t.endedAt)-Date.
parse(t.createdAt)):"–"}var Le=1500;function it({params:t}){let{runtime:n="",session:o=""}=t,s=S(`${n} ${o}`,x=>le(n,o,{signal:x})),r=J(s.reload,Le),[i,a]=f(0),l=J(()=>a(x=>x+1),Le),[c,
y]=f(!1),d=at(`${n} ${o}`);if(ae(x=>{if(x.kind==="reconnect")return r();if(x.kind!=="sessions")return;let ee=x.data,te=E=>E.sessionId===o&&(E.runtimeName===n||E.
runtimeId===n);ee.ended.some(te)&&r();let q=ee.changed.filter(te);q.length!==0&&(l(),q.some(E=>!s.data?.live.some(W=>P(W)===P(E)))?r():s.change(E=>({...E,live:E.
live.map(W=>lt(W,q))})))}),s.error!==null&&!s.data)return e(p,{children:[e(G,{title:Fe(o),above:{label:"Sessions",to:b("/sessions")}}),e(h,{error:s.error,onRetry:s.
reload})]});if(!s.data)return e(C,{what:"the session"});let w=s.data.live[0],L=s.data.runtimeId;return e(p,{children:[e(G,{title:Fe(o),above:{label:"Sessions",to:b(
"/sessions")},mark:e(p,{children:[e(N,{text:o,label:"Copy the session's id"}),e(me,{state:w?.state??"STOPPED",children:w?void 0:"ended"})]}),children:[e("a",{class:"\
button is-plain",href:b("/playground",s.data.runtimeName,{session:o}),children:"Open in playground"}),w&&e(A,{icon:"stop",kind:"danger",disabled:w.state==="STOP\
PING",onClick:()=>y(!0),children:"Stop"})]}),e("div",{class:"stack",children:[e(dt,{known:s.data}),e("div",{children:e(pe,{label:"About this session",tabs:[{id:"\
invocations",label:"Invocations",draw:()=>e("div",{class:"stack",children:[e(Oe,{runtime:L,session:o,version:i}),e(fe,{query:{runtime:L,session:o},version:i})]})},
{id:"runs",label:"Runs",draw:()=>e(Pe,{runtime:L,session:o,version:i})},{id:"commands",label:"Commands",draw:()=>s.data&&e(Te,{known:s.data,history:d})},{id:"lo\
gs",label:"Log",draw:()=>e(ye,{runtime:L,session:o})},{id:"memory",label:"Memory",draw:()=>e(Ie,{session:o})},{id:"files",label:"Files",draw:()=>e(Be,{runtime:n,
session:o,endpoint:w?.endpoint??"DEFAULT",isLive:w!==void 0})},{id:"lives",label:`Lives ${s.data.lives.length||""}`,draw:()=>e(ct,{lives:s.data?.lives??[]})}]})})]}),
c&&w&&e(Se,{session:w,onClose:()=>y(!1)})]})}function at(t){let[n,o]=f(()=>({key:t,history:new $})),s=n.key===t?n:{key:t,history:new $};return s!==n&&o(s),F(()=>()=>s.
history.stopAll(),[s.history]),s.history}function lt(t,n){let o=n.find(i=>P(i)===P(t));if(!o)return t;let s=o.memoryBytes??t.memoryBytes??null,r=o.processCount??
t.processCount??null;return{...t,...o,memoryBytes:s,processCount:r}}function Fe(t){return t.length>44?`${t.slice(0,24)}…${t.slice(-12)}`:t}function dt({known:t}){
let n=t.live[0]??t.lives[0];if(!n)return null;let o=t.live[0];return e(g,{children:[e("dl",{class:"session-facts",children:[e(m,{label:"Agent",children:e("a",{href:b(
"/agents",t.runtimeName),children:t.runtimeName})}),e(m,{label:"Endpoint",children:[n.endpoint," ",e("span",{class:"muted",children:["version ",n.version]})]}),
e(m,{label:o?"Alive for":"Ended",children:o?e(T,{at:o.createdAt,suffix:""}):n.endedAt?I(n.endedAt):"–"}),o?e(m,{label:"Last activity",children:o.activeInvocations?
`now (${o.activeInvocations} in flight)`:e(T,{at:o.lastActivityAt})}):e(m,{label:"Why",children:e(K,{reason:n.endReason??null})}),e(m,{label:"Requests",children:n.
requestCount}),e(m,{label:"Started in",children:[M(n.startMs)," ",n.mode&&e("span",{class:"muted",children:n.mode})]}),e(m,{label:"CPU",children:n.cpuSeconds===
null?"–":`${n.cpuSeconds.toFixed(2)} s`}),o&&e(m,{label:"Memory",children:k(o.memoryBytes)}),o?.storageMaxBytes!=null&&e(m,{label:"Storage",children:[k(o.storageBytes),
" ",e("span",{class:"muted",children:["of ",k(o.storageMaxBytes)]})]}),o&&o.processCount!=null&&e(m,{label:"Processes",children:o.processCount}),o?.pid!=null&&e(
m,{label:"Pid",children:o.pid}),o?.pingStatus&&e(m,{label:"Ping",children:o.pingStatus})]}),t.live.length>1&&e("p",{class:"note",children:["This id lives on ",t.
live.length," endpoints: ",t.live.map(s=>s.endpoint).join(", "),". Shown is"," ",t.live[0]?.endpoint,"."]})]})}function m({label:t,children:n}){return e("div",{
children:[e("dt",{children:t}),e("dd",{children:n})]})}function ct({lives:t}){return t.length===0?e(u,{icon:"clock",title:"This session is in its first life"}):
e(g,{isFlush:!0,children:e("div",{class:"table-scroll",children:e("table",{children:[e("thead",{children:e("tr",{children:[e("th",{scope:"col",children:"Began"}),
e("th",{scope:"col",children:"Ended"}),e("th",{scope:"col",children:"Why"}),e("th",{scope:"col",children:"Endpoint"}),e("th",{scope:"col",class:"number",children:"\
Requests"}),e("th",{scope:"col",class:"number",children:"CPU"})]})}),e("tbody",{children:t.map(n=>e("tr",{children:[e("td",{class:"nowrap",children:I(n.createdAt)}),
e("td",{class:"nowrap",children:n.endedAt?I(n.endedAt):"–"}),e("td",{children:n.endedAt?e(K,{reason:n.endReason??null}):e(v,{tone:"ok",children:"alive"})}),e(
"td",{children:[n.endpoint," ",e("span",{class:"muted",children:["v",n.version]})]}),e("td",{class:"number",children:n.requestCount}),e("td",{class:"number",children:n.
cpuSeconds===null?"–":`${n.cpuSeconds.toFixed(2)} s`})]},n.createdAt+n.endpoint))})]})})})}export{it as default};
