import{a as Q,b as Se,c as be,d as Ae,e as Ee,g as Re,i as Te,j as ke,k as Ie,l as Pe,n as Ce,o as xe,p as _e,q as $e,r as Me}from"./part-IW77S7FG.js";import{
a as qe,e as De}from"./part-P7I6F2HM.js";import"./part-XWIDCBG6.js";import{a as w,b as j}from"./part-GC2EY3PG.js";import{a as A,b as pe}from"./part-HTCV3HVM.js";
import{b as ye,c as O,f as B}from"./part-7KWEQDMS.js";import{a as J}from"./part-CVZYLMRS.js";import{a as x,d as ce,e as he,f as me,j as fe}from"./part-J7NGXXJA.js";
import{a as ue}from"./part-6OM2XB4G.js";import{A as $,B as M,C as S,E as s,F as ge,J as m,L as q,O as D,P as N,Q as we,R as F,S as H,T as ve,a as b,d as I,
e as E,f as le,g as T,k as P,l as k,o as de,q as g,r as C,s as R,t as y,x as v,z as _}from"./part-HNNW76HX.js";function Ne(t,e,n){return t.form==="prompt"?Q(e,t.text,n,w):t.text}function ut(t,e,n="HTTP"){if(e===t.form)return t;if(e==="prompt")return{form:e,text:be(t.text)??
""};let o=Q(n,t.text,w(),w);return{form:e,text:JSON.stringify(JSON.parse(o),null,2)}}function Oe(t){let e=Se(t);return e===null?{form:"json",text:t}:{form:"prom\
pt",text:e}}function ct(t){if(t.form==="prompt"||t.text.trim()==="")return"";try{return JSON.parse(t.text),""}catch(e){return`This is not JSON (${e instanceof Error?
e.message:"unreadable"}); it is sent as it is.`}}function Ue({draft:t,protocol:e,onDraft:n,isRunning:o,isReady:r,onSend:a,onStop:i,onRecall:l}){let h=T(null),d=ct(
t),c=p=>{p.isComposing||(p.key==="Enter"&&(p.ctrlKey||p.metaKey)?(p.preventDefault(),!o&&r&&a()):p.key==="ArrowUp"&&t.text===""&&(p.preventDefault(),l()))};return s(
"form",{class:"composer",onSubmit:p=>{p.preventDefault(),!o&&r&&a(),h.current?.focus()},children:[s("textarea",{ref:h,id:"playground-input",class:t.form==="json"?
"mono":void 0,rows:Math.min(10,Math.max(t.form==="json"?4:2,t.text.split(`
`).length)),"aria-label":t.form==="json"?"Payload as JSON":"Prompt","aria-describedby":d?"payload-complaint":void 0,placeholder:t.form==="json"?'{"prompt": "…"}':
"Ask the agent something…",value:t.text,spellcheck:t.form==="prompt",onInput:p=>n({...t,text:p.currentTarget.value}),onKeyDown:c}),d&&s("p",{id:"payload-compl\
aint",class:"complaint",children:d}),s("div",{class:"composer-bar",children:[s(N,{label:"Payload",value:t.form,options:[["prompt","Prompt"],["json","JSON"]],onChange:p=>n(
ut(t,p,e))}),s("span",{class:"spacer"}),s("span",{class:"muted composer-hint",children:o?s(b,{children:[s("kbd",{children:"Esc"})," stops"]}):s(b,{children:[s("\
kbd",{children:"Ctrl"})," ",s("kbd",{children:"Enter"})," sends"]})}),o?s(m,{icon:"stop",kind:"danger",onClick:i,children:"Stop"}):s(m,{icon:"play",kind:"primar\
y",type:"submit",disabled:!r,children:"Send"})]})]})}var pt="X-Amzn-Bedrock-AgentCore-Runtime-Session-Id",We="DEFAULT";function Le(t,e){return{curl:ht,boto3:mt,python:ft}[t](e)}function ht(t){let e=[`curl -N ${U(gt(
t))}`];return t.needsKey&&(e.push(`--aws-sigv4 ${U(`aws:amz:${t.region}:bedrock-agentcore`)}`),e.push('--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"')),e.push(
"-H 'Content-Type: application/json'"),t.sessionId!==""&&e.push(`-H ${U(`${pt}: ${t.sessionId}`)}`),e.push(`--data-raw ${U(t.payload)}`),e.join(` \\
  `)}function mt(t){let e=t.needsKey?"":', aws_access_key_id="any", aws_secret_access_key="any"',n=t.sessionId===""?[]:[`    runtimeSessionId=${f(t.sessionId)},`];
return["import boto3","",`client = boto3.client("bedrock-agentcore", endpoint_url=${f(t.serverUrl)},`,`                      region_name=${f(t.region)}${e})`,"a\
nswer = client.invoke_agent_runtime(",`    agentRuntimeArn=${f(t.runtimeArn)},`,`    qualifier=${f(t.qualifier)},`,...n,`    payload=${f(t.payload)}.encode(),`,
")",'for line in answer["response"].iter_lines(chunk_size=1):',"    print(line.decode())"].join(`
`)}function ft(t){let e=[...t.sessionId===""?[]:[`session_id=${f(t.sessionId)}`],...t.qualifier===We?[]:[`qualifier=${f(t.qualifier)}`]],n=`${f(t.payload)}.enco\
de()`,o=[f(t.runtimeName),n,...e].join(", ");return["from headwater import Client","",`with Client(${f(t.serverUrl)}) as client:`,`    for event in client.invok\
e(${o}):`,"        print(event)"].join(`
`)}function gt(t){return t.serverUrl+G(t.runtimeArn,t.qualifier)}function G(t,e){let n=e===We?"":`?qualifier=${encodeURIComponent(e)}`;return`/runtimes/${encodeURIComponent(
t)}/invocations${n}`}function U(t){return`'${t.replaceAll("'","'\\''")}'`}function f(t){return JSON.stringify(t).replaceAll("","\\u007f")}var yt=64*1024*1024,wt=16*1024,V=10,vt=13,St=/^id: ([0-9]{1,15})$/,bt=24,Ke=new TextDecoder("latin1");function Be(t,e){return(t.get("content-type")??"").split("\
;")[0]?.trim().toLowerCase()==="text/event-stream"?new Y(e):new X(e)}var X=class{constructor(e){this.offset=e}offset;feed(e){return this.offset+=e.length,[e]}close(){
return[]}},Y=class{constructor(e){this.offset=e}offset;#e=new Uint8Array(wt);#t=0;#o=0;#n=0;#s=0;#r=-1;#d=!1;feed(e){this.#m(e);let n=[];for(let o=this.#u();o>0;o=
this.#u())this.#s>this.#n?this.#r=this.#n:this.#c(o,n),this.#n=o,this.#s=o;return this.#f(),n}close(){this.#h();let e=this.#e.slice(this.#o,this.#t);return this.
offset+=e.length,this.#t=this.#o,e.length>0?[e]:[]}#u(){for(;this.#s<this.#t&&this.#e[this.#s]!==V&&this.#e[this.#s]!==vt;)this.#s+=1;return this.#s===this.#t?0:
this.#e[this.#s]===V?this.#s+1:this.#s+1<this.#t?this.#s+(this.#e[this.#s+1]===V?2:1):this.#s===this.#n&&this.#r>=0&&this.#a()===this.#i(this.#s+1)?this.#s+1:0}#c(e,n){
let o=this.#r<0?-1:this.#a(),r=e-this.#n===2;this.#r<0?this.#l(this.#o,e,n):o===this.#i(e)||r&&o===this.#i(e)-1?(this.#l(this.#o,this.#r,n),this.#l(this.#n,e,n)):
this.#p(this.#e.slice(this.#o,e),n),this.#o=e,this.#r=-1}#i(e){return this.offset+e-this.#o-(this.#n-this.#r)}#a(){if(this.#n-this.#r>bt)return-1;let e=Ke.decode(
this.#e.subarray(this.#r,this.#n)).replace(/[\r\n]+$/,""),n=St.exec(e);return n===null?-1:Number(n[1])}#l(e,n,o){this.#h(),this.offset+=n-e,n>e&&o.push(this.#e.
slice(e,n))}#p(e,n){if(/^: heartbeat(\r\n|\r|\n){2}$/.test(Ke.decode(e.subarray(0,32))))return;let o=At(e);o?.kind!=="end"&&this.#h(),o===null?this.#d=!0:(o.kind===
"end"||o.to>o.from)&&(o.kind==="gap"&&(this.offset=o.to),n.push(o))}#h(){if(this.#d)throw new Error(`the event at byte ${this.offset} does not end where the ser\
ver says`)}#m(e){let n=this.#t+e.length;if(n>yt+e.length)throw new Error("an event is too large to be shown");if(n>this.#e.length){let o=new Uint8Array(2*n);o.set(
this.#e.subarray(0,this.#t)),this.#e=o}this.#e.set(e,this.#t),this.#t=n}#f(){let e=this.#o;e!==0&&(this.#e.copyWithin(0,e,this.#t),this.#t-=e,this.#o=0,this.#n-=
e,this.#s-=e,this.#r>=0&&(this.#r-=e))}};function At(t){let[e]=new ue().feed(t);if(e===void 0)return null;try{let n=JSON.parse(e.data);if(e.event==="headwater.g\
ap"&&e.id===String(n.to))return{kind:"gap",from:Number(n.from),to:Number(n.to),reason:String(n.reason)};if(e.event==="headwater.end")return{kind:"end",reason:String(
n.reason),message:String(n.message??"")}}catch{}return null}var Et=20,Rt=6e4,Fe=200,Tt=5e3,kt=12e4,It=new Set([0,408,425,429,500,502,503,504]),Pt=new Set(["failed","cancelled","lost"]);async function ee(t,e){let n=new z(
t,e),o=Fe,r=null;for(;;){let a=n.offset;try{await n.read();return}catch(i){if(e.signal.aborted||Ct(i,t)||((n.wasSilent||n.offset>a)&&([r,o]=[null,Fe]),r??=performance.
now(),performance.now()-r>kt))throw i}e.linked(!1),await x(o,e.signal),o=Math.min(2*o,Tt)}}var z=class{constructor(e,n){this.invocationId=e;this.follower=n}invocationId;follower;wasSilent=!1;#e=null;#t=!1;get offset(){
return this.#e?.offset??0}async read(){let e=new AbortController,n=()=>e.abort();this.follower.signal.addEventListener("abort",n),this.wasSilent=!1;let o=new Z(
()=>{this.wasSilent=!0,e.abort()});try{await this.#o(e.signal,o)}finally{o.stop(),e.abort(),this.follower.signal.removeEventListener("abort",n)}}async#o(e,n){let o=await _(
"GET",`invocations/${S(this.invocationId)}/stream`,{query:{offset:this.offset},headers:{accept:"text/event-stream, application/json, */*","headwater-heartbeat":String(
Et)},signal:e,staysHere:!0}),r=Be(o.headers,this.offset);this.#e=r,this.#t||this.follower.begin(o),this.#t=!0,this.follower.linked(!0);let a=o.body?.getReader();
try{for(;;){n.restart();let{value:i,done:l}=await a?.read()??{value:void 0,done:!0};if(this.#n(l?r.close():r.feed(i??new Uint8Array)),l)return;await this.follower.
rest()}}catch(i){let l=o.headers.get("headwater-run-state")??"";throw!(o.headers.get("content-type")??"").startsWith("text/event-stream")&&Pt.has(l)&&!e.aborted?
He(`The run was cut short (${l})`,this.invocationId):i}}#n(e){for(let n of e)if(n instanceof Uint8Array)this.follower.feed(n);else if(n.kind==="gap")this.follower.
gap(n);else throw He(n.message||`The run was cut short (${n.reason})`,this.invocationId)}},Z=class{constructor(e){this.onSilence=e;this.restart()}onSilence;#e=0;restart(){
this.stop(),this.#e=window.setTimeout(this.onSilence,Rt)}stop(){window.clearTimeout(this.#e)}};function He(t,e){return new v(t,200,"RunEnded",e)}function Ct(t,e){
return t instanceof v&&(!It.has(t.status)||t.invocationId===e)}var Je="idempotency-key",Qe=300,xt=2e3,_t=15e3;async function je(t,e,n){let o=Qe,r=performance.now()+_t;for(;;){try{let a=await t();return o>Qe&&n(!0),a}catch(a){
if(e.aborted||!$t(a)||performance.now()>r)throw a}n(!1),await x(o,e),o=Math.min(2*o,xt)}}async function Ge(t){let{runs:e}=await $("runs",{query:{key:t,state:"ru\
nning"}});await Promise.all(e.map(n=>M("DELETE",`invocations/${S(n.invocationId)}`)))}function $t(t){return t instanceof TypeError||t instanceof v&&t.status===0}var Mt=/([!#$%&'*+\-.^_`|~\w]+)((?:\s*;\s*[!#$%&'*+\-.^_`|~\w]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^",;\s]*))?)*)/g,qt=/;\s*([!#$%&'*+\-.^_`|~\w]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^",;\s]*)))?/g;
function Ve(t){let e=[];for(let[,n="",o=""]of(t??"").matchAll(Mt)){let r=new Map;for(let[,i="",l,h]of o.matchAll(qt))r.has(i.toLowerCase())||r.set(i.toLowerCase(),
l?.replace(/\\(.)/g,"$1")??h??"");let a=Number(r.get("dur")??"0");e.push({name:n,durationMs:Number.isFinite(a)?a:0,description:r.get("desc")??""})}return e}var Xe="x-amzn-bedrock-agentcore-runtime-session-id",Dt=[150,600,2e3],Nt=200,Ot=202,W=class{constructor(e,n,o=Date.now()){this.id=e;this.question=n;this.sessionId=
n.sessionId,this.sentAt=o}id;question;ticker=new $e;record=new xe;state="sending";error=null;sessionId;requestId="";isRun=!1;isWatched=!1;isReconnecting=!1;traceId="";phases=[];isRestored=!1;sentAt;#e=performance.
now();#t=new AbortController;#o=w();get isRunning(){return this.state==="sending"||this.state==="streaming"}get hasSession(){return this.state!=="refused"||this.
error?.code==="RuntimeClientError"}get elapsedMs(){return this.isRunning?performance.now()-this.#e:this.record.durationMs}stop(){this.#t.abort(),this.isRun&&!this.
isWatched&&M("DELETE",`invocations/${S(this.requestId)}`).catch(()=>{})}async run(e){await this.#n(async()=>{let n=this.#t.signal,o=await je(()=>this.#s(),n,r=>this.#r(
r)).catch(r=>{throw n.aborted&&Ge(this.#o).catch(()=>{}),r});return o instanceof Response?this.#c(o):(this.requestId=o,this.isRun=!0,e(),this.#t.signal.aborted&&
this.stop(),ee(this.requestId,this.#i()))})}async resume(e){this.requestId=e,this.isRun=!0,await this.#n(()=>ee(e,this.#i()))}async#n(e){this.#e=performance.now()-
(Date.now()-this.sentAt);let n=setInterval(()=>this.ticker.bump(),Nt);try{await e(),this.#a("complete")}catch(o){this.#l(o)}clearInterval(n),this.isReconnecting=
!1,this.ticker.bump(),this.#p()}async#s(){let e=await this.#d();return e.status===Ot?(await e.json()).invocationId:e}#r(e){this.isReconnecting=!e,this.ticker.bump()}#d(){
let{runtimeArn:e,qualifier:n,payload:o,sessionId:r}=this.question,a={"content-type":"application/json",accept:"text/event-stream, application/json, */*","headwa\
ter-timing":"1","headwater-detached":"1",[Je]:this.#o,[Xe]:r},i=new TextEncoder().encode(o);return _("POST",G(e,n),{body:i,headers:a,signal:this.#t.signal,staysHere:!0})}#u(e){
let{headers:n}=e;this.sessionId=n.get(Xe)??this.sessionId,this.isRun||(this.requestId=n.get("x-amzn-requestid")??""),this.phases=Ut(n.get("server-timing")),this.
state="streaming",this.record.begin(n.get("content-type")??"",this.elapsedMs),this.ticker.bump()}async#c(e){let n=this.#i();n.begin(e);let o=e.body?.getReader();
if(o!==void 0)for(;;){let{value:r,done:a}=await o.read();if(a)return;n.feed(r),await n.rest()}}#i(){let e=performance.now();return{signal:this.#t.signal,begin:n=>this.#u(
n),feed:n=>this.record.feed(n,this.elapsedMs),gap:({from:n,to:o,reason:r})=>this.record.note("headwater.gap",`Bytes ${n} to ${o} of the answer are not kept any \
more (${r})`,this.elapsedMs),linked:n=>this.#r(n),rest:async()=>{this.ticker.bump(),!(performance.now()-e<_e)&&(await Me(),e=performance.now())}}}#a(e){this.record.
end(e,this.elapsedMs),this.state=e}#l(e){if(this.#t.signal.aborted)this.#a("stopped");else if(e instanceof v){this.error=e,this.isRun||(this.requestId=e.requestId);
let n=this.state==="streaming";this.#a("broken"),n||(this.state="refused")}else{let n=e instanceof Error?e.message:String(e);this.error=new v(`The answer broke \
off after ${this.record.eventCount} events (${n})`,0,"AnswerCut",this.requestId),this.#a("broken")}}async#p(){if(this.requestId!=="")for(let e of Dt){await new Promise(
n=>setTimeout(n,e));try{let n=await Pe(this.sessionId,this.requestId);if(n===void 0)continue;this.traceId=n.traceId,this.phases=Ce(n),this.ticker.bump();return}catch{}}}};
function Ut(t){let e=0;return Ve(t).map(({name:n,durationMs:o})=>{let r={name:n,startMs:e,durationMs:o};return e+=o,r})}var te="headwater-playground:",Wt=30,Lt=2e4,ne=class{constructor(e){this.runtimeName=e;this.turns.value=this.#s()}runtimeName;turns=P([]);#e=0;get running(){return this.
turns.value.find(e=>e.isRunning)}send(e){let n=this.#o(e);return this.turns.value=[...this.turns.peek(),n],{turn:n,done:this.#t(n.run(()=>this.#n()))}}watch(e,n){
if(this.turns.peek().some(r=>r.requestId===e))return;let o=this.#o(n);o.isWatched=!0,this.turns.value=[...this.turns.peek(),o],this.#t(o.resume(e)),this.#n()}async#t(e){
await e,this.turns.value=[...this.turns.peek()],this.#n()}stop(){for(let e of this.turns.peek())e.isRunning&&e.stop()}clear(){this.stop(),this.turns.value=[],this.#n()}#o(e,n){
return this.#e+=1,new W(`turn-${this.#e}`,e,n)}#n(){let e=this.turns.peek().filter(n=>!n.isRunning||n.isRun).slice(-Wt).map(n=>({question:n.question,sentAt:n.sentAt,
sessionId:n.sessionId,requestId:n.requestId,traceId:n.traceId,text:n.isRunning?"":n.record.answer.text.slice(0,Lt),isRunning:n.isRunning,isWatched:n.isWatched}));
try{e.length===0?sessionStorage.removeItem(te+this.runtimeName):sessionStorage.setItem(te+this.runtimeName,JSON.stringify(e))}catch{}}#s(){try{return JSON.parse(
sessionStorage.getItem(te+this.runtimeName)??"[]").map(n=>this.#r(n))}catch{return[]}}#r(e){let n=this.#o(e.question,e.sentAt);return n.isWatched=e.isWatched??!1,
e.isRunning?(n.sessionId=e.sessionId,this.#t(n.resume(e.requestId)),n):(Object.assign(n,{sessionId:e.sessionId,requestId:e.requestId,traceId:e.traceId,isRestored:!0,
state:"complete"}),n.record.answer.take({kind:"text",text:e.text},0),n)}},Ye=new Map;function ze(t){let e=Ye.get(t);return e===void 0&&(e=new ne(t),Ye.set(t,e)),
e}var Kt=[["curl","curl"],["boto3","boto3"],["python","headwater.Client"]];function Ze({question:t,onClose:e}){let[n,o]=I("curl"),r=A("status",h=>he({signal:h})),
a=r.data?.authentication==="keys",i={...t,serverUrl:window.location.origin,region:r.data?.region??Bt(t.runtimeArn),needsKey:a},l=Le(n,i);return s(qe,{title:"The\
 same request",onClose:e,children:s("div",{class:"copy-as",children:[s("div",{class:"row",children:[s(N,{label:"Language",value:n,options:Kt,onChange:o}),s("spa\
n",{class:"spacer"}),s(q,{text:l,label:"Copy the command"})]}),s("pre",{tabIndex:0,"aria-label":`Request as ${n}`,"data-snippet":n,children:l}),a&&s("p",{class:"\
muted",children:["Keys come from ",s("code",{children:"AWS_ACCESS_KEY_ID"})," and ",s("code",{children:"AWS_SECRET_ACCESS_KEY"}),"; ",s("code",{children:"headwa\
ter keys create NAME"})," makes some."]})]})})}function Bt(t){return t.split(":")[3]??"us-west-2"}var se=33,et=256,tt="\0other",Ft=50,Ht=1e3;function nt(t){return A(`agent ${t}`,async e=>{if(t==="")return null;let n=await $(`runtimes/${S(t)}`,{signal:e});return{
arn:n.runtime.agentRuntimeArn,name:n.runtime.agentRuntimeName,status:n.runtime.status,endpoints:n.endpoints.map(o=>o.name),protocol:n.runtime.protocolConfiguration?.
serverProtocol??"HTTP"}})}function oe(t){return t===""||t.length>=se&&t.length<=et?"":`A session id has ${se} to ${et} characters; this one has ${t.length}.`}function st({
names:t,agent:e,name:n}){let o=e?.endpoints.length?e.endpoints:["DEFAULT"],r=y("endpoint")||"DEFAULT",a=o.includes(r)?o:[...o,r];return s("div",{class:"target-b\
ar",children:[s(D,{label:"Agent",value:n,options:t.map(i=>[i,i]),onChange:i=>C(g("/playground",i))}),s(D,{label:"Endpoint",value:r,options:a.map(i=>[i,i]),onChange:i=>R(
{endpoint:i==="DEFAULT"?void 0:i,session:void 0})}),s(Qt,{name:n,endpoint:r})]})}function Qt({name:t,endpoint:e}){let n=y("session"),[o,r]=I(!1),a=A(`sessions o\
f ${t}`,c=>fe({runtime:t,limit:Ft},{signal:c}),{keepsOld:!0}),i=pe(a.reload,Ht);ce(c=>{(c.kind.startsWith("session")||c.kind==="reconnect")&&i()});let l=(a.data?.
sessions??[]).filter(c=>c.endpoint===e&&c.state!=="STOPPED"),h=[["","New session"],...l.map(Jt)];n!==""&&!l.some(c=>c.sessionId===n)&&h.push([n,j(n)]);let d=oe(
n);return o?s("span",{class:"session-typed",children:[s("input",{type:"text","aria-label":"Session id","aria-invalid":d!=="",placeholder:`A session id, ${se} ch\
aracters or more`,value:n,autocomplete:"off",spellcheck:!1,onInput:c=>R({session:c.currentTarget.value.trim()})}),s(m,{kind:"quiet",onClick:()=>r(!1),children:"\
List"}),d&&s("span",{class:"complaint",children:d})]}):s(b,{children:[s(D,{label:"Session",value:n,options:[...h,[tt,"Type an id…"]],onChange:c=>c===tt?r(!0):
R({session:c})}),n!==""&&s(m,{kind:"quiet",onClick:()=>R({session:void 0}),children:"New"})]})}function Jt(t){return[t.sessionId,`${j(t.sessionId)} · ${(t.state??
"ended").toLowerCase()} · ${t.requestCount} calls`]}function ot(t,e){de.peek().path.startsWith("/playground")&&y("session")===t&&R({session:e})}var jt={RuntimeClientError:"The agent itself failed. What it printed, with the traceback, is in the session's log.",ThrottlingException:"Too much at once. Wait \
a moment and send it again.",ServiceQuotaExceededException:"A limit is reached: stop sessions that are not needed, or raise the limit (headwater limits).",ResourceNotFoundException:"\
This agent or endpoint is gone, or was never there. Choose another one above.",AccessDeniedException:"This key may not call the agent, or the session belongs to\
 another caller. Begin a new session, or sign in with another key.",ConflictException:"Something else is changing the agent at this moment. Send it again.",ValidationException:"\
Change what the message names, then send it again.",AnswerCut:"The connection ended before the answer did. What came is below; the session's log says what the a\
gent did.",RunEnded:"Somebody cancelled it, or its server ended. What came before is below. Send it again, if it is still wanted.",Unreachable:"Is the server ru\
nning? The text is still here: send it again once it is."};function rt(t){let e=jt[t.code];return e!==void 0?e:t.status>=500?"The server failed; its log says wh\
y, under this request's id.":t.status===401?"Sign in again; or this agent wants a token of its own identity provider, which only a program can send.":""}function it({turn:t,isChosen:e,onChoose:n,onCopyAs:o,onResend:r,children:a}){t.ticker.version.value;let{record:i,question:l}=t;return s("article",{class:`turn${e?
" is-chosen":""}`,"aria-label":`Turn of ${B(t.sentAt)}`,"data-state":t.state,children:[t.isWatched?s("p",{class:"muted",children:["Run ",t.requestId,", begun el\
sewhere"]}):s(Ee,{payload:l.payload}),s("div",{class:"answer-box","aria-busy":t.isRunning,"aria-live":"off",children:[s(Re,{answer:i.answer,isOpen:t.isRunning,atMs:t.
elapsedMs}),t.isRunning&&i.eventCount===0&&!t.isReconnecting&&s(Gt,{turn:t}),t.isReconnecting&&s("p",{class:"waiting",role:"status",children:[s("span",{class:"s\
pinner","aria-hidden":"true"}),"The connection is lost; the agent works on. Connecting again…"]}),t.state==="stopped"&&t.isWatched&&s("p",{class:"muted stoppe\
d",children:"Not watched any more. The run goes on."}),t.state==="stopped"&&!t.isWatched&&s("p",{class:"muted stopped",children:["Stopped after ",O(i.durationMs),
". The agent was told that nobody listens."]}),t.error&&s(Vt,{turn:t}),t.state==="complete"&&!t.isRestored&&i.byteCount===0&&s("p",{class:"muted",children:"The \
agent answered with nothing."})]}),s("footer",{class:"turn-foot",children:[s(Xt,{turn:t}),s("span",{class:"spacer"}),s("span",{class:"turn-actions",children:[s(
m,{kind:"quiet",icon:"clock","aria-pressed":e,onClick:n,children:"Timeline"}),t.traceId&&!t.isRunning&&s("a",{class:"button is-quiet",href:g("/traces",t.traceId),
children:[s(ge,{name:"traces"}),"Trace"]}),!t.isWatched&&s(m,{kind:"quiet",icon:"external",onClick:o,children:"Copy as…"}),!t.isRunning&&!t.isWatched&&s(m,{kind:"\
quiet",icon:"refresh",onClick:r,children:"Again"}),s(q,{text:()=>i.answer.text,label:"Copy the answer"})]})]}),a]})}function Gt({turn:t}){return s("p",{class:"w\
aiting",role:"status",children:[s("span",{class:"spinner","aria-hidden":"true"}),t.state==="streaming"?"The agent has begun to answer…":"Waiting for the agent\
…",t.elapsedMs>1e3&&s("span",{class:"number","aria-hidden":"true",children:[Math.floor(t.elapsedMs/1e3)," s"]})]})}function Vt({turn:t}){let{error:e}=t;if(e===
null)return null;let n=rt(e);return s("div",{class:"note is-bad",role:"alert",children:[s("p",{children:[s("strong",{children:e.code})," ",e.message]}),n&&s("p",
{children:n}),s("p",{class:"row",children:[e.status===401&&s("a",{href:g("/signin",{next:window.location.pathname+window.location.search}),children:"Sign in"}),
t.hasSession&&s("a",{href:g("/sessions",t.question.runtimeName,t.sessionId,{tab:"logs"}),children:"Session's log"}),e.requestId&&s("span",{class:"muted",children:[
"Request ",s("code",{children:e.requestId})]})]})]})}function Xt({turn:t}){let{record:e}=t;if(t.isRestored)return s("span",{class:"muted",children:B(t.sentAt)});
if(e.headMs===null)return null;let n=Ie(e),o=[e.firstTokenMs===null?null:`first token ${O(e.firstTokenMs)}`,t.isRunning?null:O(e.durationMs),e.firstTokenMs===null?
null:`${ke(e)} tokens${n===null?"":`, ${ye(n)}/s`}`];return s("span",{class:"muted number",children:o.filter(r=>r!==null).join(" · ")})}var Yt="headwater deploy examples/echo_agent --name echo",lt=typeof matchMedia>"u"?null:matchMedia("(min-width: 1100px)"),L=P(lt?.matches??!0);lt?.addEventListener(
"change",t=>L.value=t.matches);function zt({params:t}){let e=A("runtimes",a=>me({signal:a})),n=e.data?.runtimes.map(a=>a.name)??[],o=t.name??"",r=n[0];return E(
()=>{o===""&&r!==void 0&&C(g("/playground",r)+window.location.search,{replace:!0})},[o,r]),e.error?s(F,{error:e.error,onRetry:e.reload}):e.data===void 0?s(we,{what:"\
the agents"}):n.length===0&&o===""?s(Zt,{}):o===""?null:s(en,{name:o,names:n.includes(o)?n:[o,...n]},o)}function Zt(){return s(b,{children:[s(J,{title:"Playgrou\
nd"}),s(H,{icon:"playground",title:"There is no agent to talk to yet",children:[s("p",{children:"Deploy one, and it is here at once. For a first try:"}),s(ve,{children:Yt})]})]})}
function en({name:t,names:e}){let n=nt(t),o=ze(t),r=k({form:"prompt",text:y("prompt")}),a=k(null),i=k(null),l=k(!1),h=o.turns.value,d=h.find(u=>u.id===a.value)??
(L.value?h.at(-1):void 0),c=o.running,p=y("session"),re=u=>{a.value=null,o.send(u).done.then(()=>{let ae=o.turns.peek().at(-1);ae?.hasSession&&ot(p,ae.sessionId)})},
ie=()=>{let u=tn(n.data??null,r.peek(),p);l.value=u===null&&n.error===null,u!==null&&(re(u),r.value={...r.peek(),text:""})};E(()=>{l.peek()&&ie()},[n.data]);let K=y(
"run");E(()=>{K===""||!n.data||o.watch(K,{runtimeArn:n.data.arn,runtimeName:t,qualifier:y("endpoint")||"DEFAULT",sessionId:p,payload:""})},[K,n.data]),nn(o);let dt=r.
value.text.trim()!==""&&oe(p)==="";return s("div",{class:"playground",children:[s(J,{title:"Playground",children:h.length>0&&s(m,{kind:"quiet",onClick:()=>o.clear(),
children:"Clear"})}),s(st,{names:e,agent:n.data??null,name:t}),n.error?s(F,{error:n.error,onRetry:n.reload}):null,n.data&&n.data.status!=="READY"&&s("p",{class:"\
note",children:[t," is ",n.data.status,". ",s("a",{href:g("/agents",t),children:"See why"}),"."]}),s("div",{class:"playground-columns",children:[s("section",{class:"\
conversation","aria-label":"Conversation",children:[s(sn,{turns:h,name:t,protocol:n.data?.protocol??"HTTP",children:u=>s(it,{turn:u,isChosen:u===d,onChoose:()=>a.
value=a.value===u.id?null:u.id,onCopyAs:()=>i.value={...u.question,sessionId:u.sessionId},onResend:()=>c===void 0&&re({...u.question,sessionId:p||w()}),children:!L.
value&&u===d&&s(at,{turn:u})},u.id)}),s(Ue,{draft:r.value,protocol:n.data?.protocol??"HTTP",onDraft:u=>r.value=u,isRunning:c!==void 0,isReady:dt,onSend:ie,onStop:()=>o.
stop(),onRecall:()=>r.value=Oe(h.at(-1)?.question.payload??"")})]}),L.value&&s("aside",{class:"stream-side","aria-label":"Stream",children:d?s(at,{turn:d},d.id):
s("p",{class:"muted",children:"The timeline of the stream will be here."})})]}),i.value&&s(Ze,{question:i.value,onClose:()=>i.value=null})]})}function tn(t,e,n){
if(t===null)return null;let o=n||w(),r=Ne(e,t.protocol,o);return{runtimeArn:t.arn,runtimeName:t.name,qualifier:y("endpoint")||"DEFAULT",sessionId:o,payload:r}}function nn(t){
De([{keys:"Ctrl Enter",does:"Send (in the text field)",run:()=>{}},{keys:"Escape",does:"Stop the answer",run:()=>t.stop()},{keys:"i",does:"Write",run:()=>document.
getElementById("playground-input")?.focus()}]),E(()=>{let e=n=>{n.key!=="Escape"||n.isComposing||document.querySelector("dialog[open]")||t.stop()};return window.
addEventListener("keydown",e),()=>window.removeEventListener("keydown",e)},[t])}function sn({turns:t,name:e,protocol:n,children:o}){let r=T(null),a=T(!0),i=t.at(
-1);E(()=>{a.current=!0},[t.length]);let l=()=>{let d=r.current;d!==null&&a.current&&(d.scrollTop=d.scrollHeight)};return s("div",{class:"turn-list",ref:r,onScroll:()=>{
let d=r.current;d!==null&&(a.current=d.scrollTop+d.clientHeight>=d.scrollHeight-40)},tabIndex:0,role:"log","aria-label":`Answers of ${e}`,children:[t.length===0?
s(rn,{name:e,protocol:n}):t.map(o),i&&s(on,{turn:i,onGrowth:l},i.id)]})}function on({turn:t,onGrowth:e}){let n=t.ticker.version.value;return le(e,[n]),null}function rn({
name:t,protocol:e}){return s(H,{icon:"playground",title:`Say something to ${t}`,children:s("p",{children:Ae[e]})})}function at({turn:t}){return t.ticker.version.
value,t.isRestored?s("p",{class:"muted",children:["This answer is from before the page was loaded anew; its stream is kept with"," ",s("a",{href:g("/sessions",t.
question.runtimeName,t.sessionId),children:"its session"}),"."]}):s(Te,{record:t.record,phases:t.phases,durationMs:t.elapsedMs})}export{zt as default};
