import{b as xe}from"./part-CGAJC3VU.js";import{a as Ce,c as we,d as Ee,e as ke}from"./part-73DFK5AF.js";import{a as ge,b as ye}from"./part-7Z5LD7FM.js";
import{a as he}from"./part-S25HDUK6.js";import"./part-TQK4ZLLD.js";import"./part-IW77S7FG.js";import{a as $,b as K,d as Se}from"./part-B2HPVRBU.js";
import{a as be,b as ve}from"./part-P7I6F2HM.js";import"./part-XWIDCBG6.js";import"./part-M4NXVBMU.js";import{a as E,b as J}from"./part-HTCV3HVM.js";
import{a as R,c as M,e as me,f as I,g as B,h as pe,i as w}from"./part-7KWEQDMS.js";import{a as G,c as b,e as fe}from"./part-CVZYLMRS.js";import{d as ae,
g as le,k as de,m as ce}from"./part-J7NGXXJA.js";import"./part-6OM2XB4G.js";import{A as re,B as ie,C as A,E as e,F as N,J as T,K as U,L as H,O as ue,
Q as k,R as y,S as m,T as O,a as h,b as ne,d as g,e as F,g as D,k as V,q as C,s as P,t as oe,x as z,y as se,z as _}from"./part-HNNW76HX.js";var q=class{#e=new Uint8Array(0);feed(n){let o=new Uint8Array(this.#e.length+n.length);o.set(this.#e),o.set(n,this.#e.length);let s=[],r=0;for(;o.length-r>=12;){
let i=new DataView(o.buffer,r).getUint32(0);if(i<16||i>1048576)throw new Error(`a message cannot have ${i} bytes`);if(o.length-r<i)break;s.push(De(o.subarray(r,
r+i))),r+=i}return this.#e=o.slice(r),s}get isWhole(){return this.#e.length===0}};function De(t){let n=new DataView(t.buffer,t.byteOffset,t.length),o=12+n.getUint32(
4);if(o>t.length-4)throw new Error("a message's headers are longer than it is");let s=new TextDecoder,r={};for(let i=12;i<o;){let a=i+1+n.getUint8(i),l=s.decode(
t.subarray(i+1,a));if(n.getUint8(a)!==7)throw new Error(`the header ${l} is no text`);let d=a+3;i=d+n.getUint16(a+1),r[l]=s.decode(t.subarray(d,i))}return{headers:r,
payload:s.decode(t.subarray(o,t.length-4))}}var Y=class{constructor(n=5e3){this.maxLines=n}maxLines;lines=[];droppedCount=0;#e=0;#t=!1;add(n,o){let s=o.split(`
`),r=s.pop()??"";for(let a of s)this.#n(n,a,!0);r&&this.#n(n,r,!1);let i=this.lines.length-this.maxLines;i<=0||(this.lines.splice(0,i),this.droppedCount+=i)}#n(n,o,s){
let r=this.#t?this.lines.at(-1):void 0,i=r?.stream===n,a=_e(i?r.text:"",o);i&&this.lines.pop();let l=i?r.id:this.#e++;for(;a.length>8192;l=this.#e++)this.lines.
push({id:l,stream:n,text:a.slice(0,8192)}),a=a.slice(8192);this.lines.push({id:l,stream:n,text:s?a.replace(/\r$/,""):a}),this.#t=!s}};function _e(t,n){let o=t+n,
s=o.endsWith("\r")?o.slice(0,-1):o;return o.slice(s.lastIndexOf("\r")+1)}var Ne="x-amzn-bedrock-agentcore-runtime-session-id",Re=20,Q=class{constructor(n,o,s){this.id=n;this.text=o;this.timeoutS=s}id;text;timeoutS;output=new Y;version=V(
0);startedMs=Date.now();tookMs=0;end=null;#e=new AbortController;#t=0;async run(n){let o=performance.now();try{this.end=await this.#n(n)}catch(s){this.end=this.#e.
signal.aborted?{kind:"stopped"}:{kind:"failed",error:s}}this.tookMs=performance.now()-o,this.version.value+=1}stop(){this.#e.abort()}async#n(n){let o=await _("P\
OST",`/runtimes/${A(n.arn)}/commands`,{signal:this.#e.signal,query:{qualifier:n.endpoint},headers:{accept:"application/vnd.amazon.eventstream",[Ne]:n.session},body:{
command:this.text,timeout:this.timeoutS}}),s=new q,r=o.body?.getReader();try{for(;;){let{value:i,done:a}=await r?.read()??{value:void 0,done:!0};if(a||!i)throw new z(
"The connection broke before the command had ended",0,"Unreachable","");for(let l of s.feed(i)){let d=this.#o(l);if(d)return d}this.#s()}}finally{r?.cancel().catch(
()=>{})}}#o(n){let o=JSON.parse(n.payload);if(n.headers[":message-type"]==="exception")throw new z(o.message??"The command failed",424,n.headers[":exception-typ\
e"]??"","");let{stdout:s,stderr:r}=o.contentDelta??{};s!==void 0&&this.output.add("stdout",s),r!==void 0&&this.output.add("stderr",r);let i=o.contentStop;return i?
{kind:"exited",exitCode:i.exitCode,isTimedOut:i.status==="TIMED_OUT"}:null}#s(){this.#t||=requestAnimationFrame(()=>{this.#t=0,this.version.value+=1})}},L=class{commands=V(
[]);#e=0;run(n,o,s){let r=new Q(++this.#e,n,o),[i,a]=[this.commands.peek().slice(0,Re-1),this.commands.peek().slice(Re-1)];for(let l of a)l.stop();this.commands.
value=[r,...i],s().then(l=>r.run(l),l=>{r.end={kind:"failed",error:l},r.version.value+=1})}stopAll(){for(let n of this.commands.peek())n.stop()}};var Ae="InvokeAgentRuntimeCommand",Ue=[["10","10 s"],["60","1 min"],["300","5 min"],["3600","1 h"]];function Te({known:t,history:n}){let[o,s]=g(""),[r,i]=g("300"),
a=t.live[0],l=n.commands.value,d=D(null),v=u=>async()=>{d.current??=le(t.runtimeId).then(({runtime:f})=>({arn:f.agentRuntimeArn,endpoint:u,session:t.sessionId}));
try{return await d.current}catch(f){throw d.current=null,f}},c=()=>{let u=o.trim();!u||!a||(n.run(u,Number(r),v(a.endpoint)),s(""))},S=u=>{u.key!=="ArrowUp"||o!==
""||!l[0]||(u.preventDefault(),s(l[0].text))};return t.allowed.includes(Ae)?e("div",{class:"stack",children:[a?e("form",{class:"card command-form",onSubmit:u=>{
u.preventDefault(),c()},children:[e("input",{type:"text",class:"mono","aria-label":"Command",placeholder:"ls -l",value:o,autocomplete:"off",autocapitalize:"off",
spellcheck:!1,onInput:u=>s(u.currentTarget.value),onKeyDown:S}),e(ue,{label:"At most",value:r,options:Ue,onChange:i}),e(T,{icon:"play",kind:"primary",type:"subm\
it",disabled:!o.trim(),children:"Run"})]}):e(m,{icon:"terminal",title:"Commands run in a live session",children:[e("p",{children:"This one has ended. Its next i\
nvocation, or a command by the command line, starts it anew:"}),e(O,{children:`headwater exec ${t.runtimeName} --session ${t.sessionId} -- ls`})]}),a&&l.length===
0&&e(m,{icon:"terminal",title:"Nothing was run from this page yet",children:[e("p",{children:"A command is a fresh shell in the session, with the agent's rights\
, files and limits. It ends when this page is left. For a terminal there is the command line:"}),e(O,{children:`headwater shell ${t.runtimeName} --session ${t.sessionId}`})]}),
l.map(u=>e(He,{command:u},u.id))]}):e(m,{icon:"lock",title:"You may not run commands in this session",children:e("p",{children:["That is for callers whose key a\
llows ",e("code",{children:["bedrock-agentcore:",Ae]}),"."]})})}function He({command:t}){t.version.value;let{output:n,end:o}=t,s=D(null),r=D(!0);F(()=>{r.current&&
s.current&&(s.current.scrollTop=s.current.scrollHeight)});let i=()=>{let a=s.current;a&&(r.current=a.scrollHeight-a.scrollTop-a.clientHeight<24)};return e(b,{isFlush:!0,
title:e("code",{class:"command-text",children:t.text}),actions:e(h,{children:[e("span",{class:"muted nowrap",title:new Date(t.startedMs).toISOString(),children:[
me(t.startedMs),o&&t.tookMs>0?`, ${M(t.tookMs)}`:""]}),e(Ye,{end:o}),o?e(H,{label:"Copy what it printed",text:()=>n.lines.map(a=>`${a.text}
`).join("")}):e(T,{icon:"stop",kind:"danger",onClick:()=>t.stop(),children:"Stop"})]}),children:[o?.kind==="failed"&&e(y,{error:o.error}),(n.lines.length>0||o?.
kind!=="failed")&&e("div",{class:"log wraps command-output",ref:s,onScroll:i,tabIndex:0,role:"log","aria-live":"off","aria-busy":o===null,"aria-label":`What ${t.
text} printed`,children:[n.droppedCount>0&&e("p",{class:"log-note",children:[n.droppedCount," earlier lines are not shown."]}),n.lines.map(a=>e(Z,{line:a},a.id)),
n.lines.length===0&&e("p",{class:"log-note",children:o?"It printed nothing.":"Nothing printed yet."})]})]})}var qe={stdout:"out",stderr:"err"},Z=class extends ne{shouldComponentUpdate(n){
return n.line!==this.props.line}render(){let{stream:n,text:o}=this.props.line;return e("div",{class:`line is-${n}`,children:[e("span",{class:`line-stream is-${n}`,
title:n,children:qe[n]}),e("span",{class:"line-text",children:ge(o)})]})}};function Ye({end:t}){return t?t.kind==="stopped"?e(w,{tone:"off",children:"stopped"}):
t.kind==="failed"?e(w,{tone:"bad",children:"failed"}):t.isTimedOut?e(w,{tone:"bad",children:["took too long: exit ",t.exitCode]}):e(w,{tone:t.exitCode===0?"ok":
"bad",children:["exit ",t.exitCode]}):e(w,{tone:"busy",children:"running"})}var We=256*1024;function Be({isLive:t,...n}){return t?e(Xe,{...n}):e(m,{icon:"file",title:"Files go with their session",children:e("p",{children:"What a session\
 writes to its own folders is removed at its end."})})}var j=(t,n)=>`runtimes/${A(t.runtime)}/sessions/${A(t.session)}/${n}`;function Xe(t){let n=oe("path"),[o,
s]=g(null),r=E(`${t.runtime} ${t.session} ${t.endpoint} ${n}`,c=>re(j(t,"files"),{signal:c,query:{path:n,endpoint:t.endpoint}}),{keepsOld:!0});if(r.error!==null)
return e(y,{error:r.error,onRetry:n?()=>P({path:void 0}):r.reload});if(!r.data)return e(k,{what:"files"});let{path:i,places:a,entries:l,hasMore:d}=r.data,v=a.find(
c=>i===c||i.startsWith(`${c}/`))??a[0]??"";return e(b,{isFlush:!0,title:e(Ve,{place:v,path:i}),actions:e(h,{children:[a.filter(c=>c!==v).map(c=>e(T,{kind:"quiet",
onClick:()=>P({path:c}),children:c},c)),e(U,{icon:"refresh",label:"Look again",onClick:r.reload})]}),children:[l.length===0&&e(m,{icon:"file",title:"This folder\
 is empty"}),l.length>0&&e("div",{class:"table-scroll",children:e("table",{children:[e("thead",{children:e("tr",{children:[e("th",{scope:"col",children:"Name"}),
e("th",{scope:"col",class:"number",children:"Size"}),e("th",{scope:"col",class:"number",children:"Changed"}),e("th",{scope:"col",children:e("span",{class:"hidde\
n",children:"Save"})})]})}),e("tbody",{children:l.map(c=>e(ze,{of:t,path:`${i.replace(/\/$/,"")}/${c.name}`,entry:c,onShow:s},c.name))})]})}),d&&e("p",{class:"m\
ore muted",children:"There are more; not all are listed."}),o!==null&&e(Je,{of:t,path:o,onClose:()=>s(null)})]})}function Ve({place:t,path:n}){let o=n.slice(t.length).
split("/").filter(Boolean);return e("span",{class:"trail",children:[e("button",{type:"button",class:"linkish mono",onClick:()=>P({path:t}),children:t}),o.map((s,r)=>e(
h,{children:[e("span",{class:"muted",children:" / "}),e("button",{type:"button",class:"linkish mono",onClick:()=>P({path:[t,...o.slice(0,r+1)].join("/")}),children:s})]}))]})}
function ze({of:t,path:n,entry:o,onShow:s}){let r=o.type==="folder"?()=>P({path:n}):o.type==="file"?()=>s(n):null;return e("tr",{children:[e("td",{children:e("s\
pan",{class:"row",children:[e(N,{name:o.type==="folder"?"folder":o.type==="link"?"external":"file"}),r?e("button",{type:"button",class:"linkish breaks",onClick:r,
children:o.name}):e("span",{class:"muted breaks",children:[o.name," (",o.type,")"]})]})}),e("td",{class:"number",children:o.type==="file"?R(o.sizeBytes):""}),e(
"td",{class:"number",children:e(B,{at:o.modifiedAt})}),e("td",{class:"number",children:o.type==="file"&&e("a",{class:"icon-button",download:o.name,"aria-label":`\
Save ${o.name}`,href:Pe(t,n),children:e(N,{name:"download"})})})]})}function Pe(t,n){return se(j(t,"file"),{path:n,endpoint:t.endpoint})}function Je({of:t,path:n,
onClose:o}){let s=E(n,r=>Ge(t,n,r));return e(be,{title:n.slice(n.lastIndexOf("/")+1),onClose:o,kind:"wide",children:[s.error!==null&&e(y,{error:s.error,onRetry:s.
reload}),!s.data&&s.error===null&&e(k,{what:"the file"}),s.data&&s.data.text===null&&e("p",{class:"muted",children:"This file is not text."}),s.data?.text!=null&&
e("pre",{class:"file-text",tabIndex:0,children:s.data.text}),s.data?.isCut&&e("p",{class:"muted",children:"This is its beginning only."}),e("footer",{class:"dia\
log-foot",children:e("a",{class:"button is-plain",download:!0,href:Pe(t,n),children:[e(N,{name:"download"})," Save the file"]})})]})}async function Ge(t,n,o){let r=(await _(
"GET",j(t,"file"),{signal:o,query:{path:n,endpoint:t.endpoint}})).body?.getReader(),i=[],a=0,l=!1;for(;r;){let{value:v,done:c}=await r.read();if(c)break;if(i.push(
v),a+=v.length,!(a<We)){l=!0,r.cancel().catch(()=>{});break}}let d=new Uint8Array(await new Blob(i).arrayBuffer());if(d.includes(0))return{text:null,isCut:!1};try{
return{text:new TextDecoder("utf-8",{fatal:!l}).decode(d),isCut:l}}catch{return{text:null,isCut:!1}}}var Ke=40,Qe=50;async function Ze(t,n){let o=(await Ce(void 0,n)).items;return(await Promise.all(o.map(r=>je(r,t,n)))).flat()}async function je(t,n,o){let s=(await we(
t.id,void 0,o)).items.slice(0,Ke),r=[];for(let{actorId:i}of s){if(!(await Ee(t.id,i,void 0,o)).items.some(d=>d.sessionId===n))continue;let{items:l}=await ke(t.id,
i,n,"",void 0,o);r.push({memory:t,actor:i,events:l.slice(0,Qe)})}return r}function Me({session:t}){let n=E(`memory of ${t}`,o=>Ze(t,o));return n.error!==null?e(
y,{error:n.error,onRetry:n.reload}):n.data?n.data.length===0?e(m,{icon:"memory",title:"No memory has a conversation of this id",children:e("p",{children:["An ag\
ent decides what it remembers, and under which id; the example ",e("code",{children:"examples/hybrid_agent"})," uses the session's own. ",e("a",{href:C("/memory"),
children:"Look into the memories"}),"."]})}):e("div",{class:"stack",children:n.data.map(({memory:o,actor:s,events:r})=>e(b,{title:`${o.id}, with ${s}`,actions:e(
"a",{href:C("/memory",o.id,{actor:s,session:t}),children:"Open in Memory"}),children:e("ol",{class:"events",children:[...r].reverse().map(i=>e(xe,{event:i},i.eventId))})},
`${o.id} ${s}`))}):e(k,{what:"what is remembered"})}var et={running:"busy",done:"ok",failed:"bad",cancelled:"off",lost:"bad"};function Ie(t){return e($e,{...t,state:"running"})}function Oe(t){return e($e,{...t,state:""})}
function $e({runtime:t,session:n,version:o,state:s}){let r=E(`runs ${t} ${n} ${s} ${o}`,d=>ce({runtime:t,session:n,state:s,limit:100},{signal:d}),{keepsOld:!0}),
[i,a]=g(null),l=r.data?.runs??[];return l.length===0&&s==="running"?null:r.error!==null?e(y,{error:r.error,onRetry:r.reload}):r.data?e(h,{children:[l.length===0?
e(tt,{runtime:t,session:n}):e(nt,{runs:l,state:s,onCancel:a}),i&&e(ve,{title:"Cancel this run?",action:"Cancel run",onConfirm:async()=>{await ie("DELETE",`invoc\
ations/${A(i.invocationId)}`),r.reload()},onClose:()=>a(null),children:e("p",{children:["The agent is told to stop ",e("code",{children:i.invocationId}),". What\
 it has answered so far stays."]})})]}):e(k,{what:"runs"})}function tt({runtime:t,session:n}){return e(m,{icon:"play",title:"No run of this session is kept",children:[
e("p",{children:"An invocation that asks for it outlives its caller, and its answer can be read again:"}),e(O,{children:`headwater invoke ${t} '{"prompt": "…"}'\
 --session ${n} --detach`})]})}function nt({runs:t,state:n,onCancel:o}){return e(b,{isFlush:!0,children:e("div",{class:"table-scroll",children:e("table",{"aria-\
label":n==="running"?"Runs that go on now":"Runs",children:[e("thead",{children:e("tr",{children:[e("th",{scope:"col",children:"Run"}),e("th",{scope:"col",children:"\
State"}),e("th",{scope:"col",children:"Began"}),e("th",{scope:"col",class:"number wide",children:"Took"}),e("th",{scope:"col",class:"number wide",children:"Answ\
er"}),e("th",{scope:"col",class:"number wide",children:"Viewers"}),e("th",{scope:"col",class:"number",children:e("span",{class:"hidden",children:"Cancel"})})]})}),
e("tbody",{children:t.map(s=>e(ot,{run:s,onCancel:o},s.invocationId))})]})})})}function ot({run:t,onCancel:n}){let o=t.state==="running",s={session:t.sessionId,
run:t.invocationId},r=t.invocationId.slice(0,8);return e("tr",{children:[e("td",{class:"nowrap",children:e("a",{href:C("/playground",t.runtimeName,s),title:t.invocationId,
children:[o?"Watch":"View"," ",r]})}),e("td",{children:e(w,{tone:et[t.state]??"off",children:t.state})}),e("td",{class:"nowrap",children:o?e(B,{at:t.createdAt}):
I(t.createdAt)}),e("td",{class:"number wide",children:st(t)}),e("td",{class:"number wide",children:R(t.lengthBytes)}),e("td",{class:"number wide",children:t.viewers}),
e("td",{class:"number",children:o&&e(U,{icon:"stop",label:`Cancel run ${r}`,onClick:()=>n(t)})})]})}function st(t){return t.endedAt?M(Date.parse(t.endedAt)-Date.
parse(t.createdAt)):"–"}var Le=1500;function rt({params:t}){let{runtime:n="",session:o=""}=t,s=E(`${n} ${o}`,f=>de(n,o,{signal:f})),r=J(s.reload,Le),[i,a]=g(0),l=J(()=>a(f=>f+1),Le),[d,
v]=g(!1),c=it(`${n} ${o}`);if(ae(f=>{if(f.kind==="reconnect")return r();if(f.kind!=="sessions")return;let ee=f.data,te=x=>x.sessionId===o&&(x.runtimeName===n||x.
runtimeId===n);ee.ended.some(te)&&r();let W=ee.changed.filter(te);W.length!==0&&(l(),W.some(x=>!s.data?.live.some(X=>$(X)===$(x)))?r():s.change(x=>({...x,live:x.
live.map(X=>at(X,W))})))}),s.error!==null&&!s.data)return e(h,{children:[e(G,{title:Fe(o),above:{label:"Sessions",to:C("/sessions")}}),e(y,{error:s.error,onRetry:s.
reload})]});if(!s.data)return e(k,{what:"the session"});let S=s.data.live[0],u=s.data.runtimeId;return e(h,{children:[e(G,{title:Fe(o),above:{label:"Sessions",to:C(
"/sessions")},mark:e(h,{children:[e(H,{text:o,label:"Copy the session's id"}),e(pe,{state:S?.state??"STOPPED",children:S?void 0:"ended"})]}),children:[e("a",{class:"\
button is-plain",href:C("/playground",s.data.runtimeName,{session:o}),children:"Open in playground"}),S&&e(T,{icon:"stop",kind:"danger",disabled:S.state==="STOP\
PING",onClick:()=>v(!0),children:"Stop"})]}),e("div",{class:"stack",children:[e(lt,{known:s.data}),e("div",{children:e(fe,{label:"About this session",tabs:[{id:"\
invocations",label:"Invocations",draw:()=>e("div",{class:"stack",children:[e(Ie,{runtime:u,session:o,version:i}),e(he,{query:{runtime:u,session:o},version:i})]})},
{id:"runs",label:"Runs",draw:()=>e(Oe,{runtime:u,session:o,version:i})},{id:"commands",label:"Commands",draw:()=>s.data&&e(Te,{known:s.data,history:c})},{id:"lo\
gs",label:"Log",draw:()=>e(ye,{runtime:u,session:o})},{id:"memory",label:"Memory",draw:()=>e(Me,{session:o})},{id:"files",label:"Files",draw:()=>e(Be,{runtime:n,
session:o,endpoint:S?.endpoint??"DEFAULT",isLive:S!==void 0})},{id:"lives",label:`Lives ${s.data.lives.length||""}`,draw:()=>e(dt,{lives:s.data?.lives??[]})}]})})]}),
d&&S&&e(Se,{session:S,onClose:()=>v(!1)})]})}function it(t){let[n,o]=g(()=>({key:t,history:new L})),s=n.key===t?n:{key:t,history:new L};return s!==n&&o(s),F(()=>()=>s.
history.stopAll(),[s.history]),s.history}function at(t,n){let o=n.find(i=>$(i)===$(t));if(!o)return t;let s=o.memoryBytes??t.memoryBytes??null,r=o.processCount??
t.processCount??null;return{...t,...o,memoryBytes:s,processCount:r}}function Fe(t){return t.length>44?`${t.slice(0,24)}…${t.slice(-12)}`:t}function lt({known:t}){
let n=t.live[0]??t.lives[0];if(!n)return null;let o=t.live[0];return e(b,{children:[e("dl",{class:"session-facts",children:[e(p,{label:"Agent",children:e("a",{href:C(
"/agents",t.runtimeName),children:t.runtimeName})}),e(p,{label:"Endpoint",children:[n.endpoint," ",e("span",{class:"muted",children:["version ",n.version]})]}),
e(p,{label:o?"Alive for":"Ended",children:o?e(B,{at:o.createdAt,suffix:""}):n.endedAt?I(n.endedAt):"–"}),o?e(p,{label:"Last activity",children:o.activeInvocations?
`now (${o.activeInvocations} in flight)`:e(B,{at:o.lastActivityAt})}):e(p,{label:"Why",children:e(K,{reason:n.endReason??null})}),e(p,{label:"Requests",children:n.
requestCount}),e(p,{label:"Started in",children:[M(n.startMs)," ",n.mode&&e("span",{class:"muted",children:n.mode})]}),e(p,{label:"CPU",children:n.cpuSeconds===
null?"–":`${n.cpuSeconds.toFixed(2)} s`}),o&&e(p,{label:"Memory",children:R(o.memoryBytes)}),o?.storageMaxBytes!=null&&e(p,{label:"Storage",children:[R(o.storageBytes),
" ",e("span",{class:"muted",children:["of ",R(o.storageMaxBytes)]})]}),o&&o.processCount!=null&&e(p,{label:"Processes",children:o.processCount}),o?.pid!=null&&e(
p,{label:"Pid",children:o.pid}),o?.pingStatus&&e(p,{label:"Ping",children:o.pingStatus})]}),t.live.length>1&&e("p",{class:"note",children:["This id lives on ",t.
live.length," endpoints: ",t.live.map(s=>s.endpoint).join(", "),". Shown is"," ",t.live[0]?.endpoint,"."]})]})}function p({label:t,children:n}){return e("div",{
children:[e("dt",{children:t}),e("dd",{children:n})]})}function dt({lives:t}){return t.length===0?e(m,{icon:"clock",title:"This session is in its first life"}):
e(b,{isFlush:!0,children:e("div",{class:"table-scroll",children:e("table",{children:[e("thead",{children:e("tr",{children:[e("th",{scope:"col",children:"Began"}),
e("th",{scope:"col",children:"Ended"}),e("th",{scope:"col",children:"Why"}),e("th",{scope:"col",children:"Endpoint"}),e("th",{scope:"col",class:"number",children:"\
Requests"}),e("th",{scope:"col",class:"number",children:"CPU"})]})}),e("tbody",{children:t.map(n=>e("tr",{children:[e("td",{class:"nowrap",children:I(n.createdAt)}),
e("td",{class:"nowrap",children:n.endedAt?I(n.endedAt):"–"}),e("td",{children:n.endedAt?e(K,{reason:n.endReason??null}):e(w,{tone:"ok",children:"alive"})}),e(
"td",{children:[n.endpoint," ",e("span",{class:"muted",children:["v",n.version]})]}),e("td",{class:"number",children:n.requestCount}),e("td",{class:"number",children:n.
cpuSeconds===null?"–":`${n.cpuSeconds.toFixed(2)} s`})]},n.createdAt+n.endpoint))})]})})})}export{rt as default};
