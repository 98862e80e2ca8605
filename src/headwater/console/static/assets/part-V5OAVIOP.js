import{a as K,b as we,c as Se,d as be,e as Ae,g as Te,i as Ee,j as ke,k as Re,l as Ie,n as Pe,o as Ce,p as xe,q as _e,r as $e}from"./part-QIEKMA4B.js";import{
a as Me,e as qe}from"./part-WRPJJF3U.js";import"./part-AINJQ6D3.js";import{a as S,b as H}from"./part-GC2EY3PG.js";import{a as w,b as ce}from"./part-VT22CLUY.js";
import{b as ge,c as q,f as L}from"./part-7LBHRLZX.js";import{a as F}from"./part-YHCDZNFS.js";import{c as ue,d as pe,e as he,i as me}from"./part-Y7JMIEUH.js";
import{a as de}from"./part-6OM2XB4G.js";import{A as ae,B as le,C as E,E as s,F as fe,J as m,L as _,O as $,P as M,Q as ye,R as U,S as B,T as ve,a as v,d as I,
e as b,f as re,g as k,k as P,l as R,o as ie,q as g,r as C,s as A,t as y,x as T,z as x}from"./part-NJ6G4NGM.js";function Ne(t,e,n){return t.form==="prompt"?K(e,t.text,n,S):t.text}function rt(t,e,n="HTTP"){if(e===t.form)return t;if(e==="prompt")return{form:e,text:Se(t.text)??
""};let o=K(n,t.text,S(),S);return{form:e,text:JSON.stringify(JSON.parse(o),null,2)}}function De(t){let e=we(t);return e===null?{form:"json",text:t}:{form:"prom\
pt",text:e}}function it(t){if(t.form==="prompt"||t.text.trim()==="")return"";try{return JSON.parse(t.text),""}catch(e){return`This is not JSON (${e instanceof Error?
e.message:"unreadable"}); it is sent as it is.`}}function Oe({draft:t,protocol:e,onDraft:n,isRunning:o,isReady:r,onSend:a,onStop:i,onRecall:l}){let h=k(null),d=it(
t),c=p=>{p.isComposing||(p.key==="Enter"&&(p.ctrlKey||p.metaKey)?(p.preventDefault(),!o&&r&&a()):p.key==="ArrowUp"&&t.text===""&&(p.preventDefault(),l()))};return s(
"form",{class:"composer",onSubmit:p=>{p.preventDefault(),!o&&r&&a(),h.current?.focus()},children:[s("textarea",{ref:h,id:"playground-input",class:t.form==="json"?
"mono":void 0,rows:Math.min(10,Math.max(t.form==="json"?4:2,t.text.split(`
`).length)),"aria-label":t.form==="json"?"Payload as JSON":"Prompt","aria-describedby":d?"payload-complaint":void 0,placeholder:t.form==="json"?'{"prompt": "…"}':
"Ask the agent something…",value:t.text,spellcheck:t.form==="prompt",onInput:p=>n({...t,text:p.currentTarget.value}),onKeyDown:c}),d&&s("p",{id:"payload-compl\
aint",class:"complaint",children:d}),s("div",{class:"composer-bar",children:[s(M,{label:"Payload",value:t.form,options:[["prompt","Prompt"],["json","JSON"]],onChange:p=>n(
rt(t,p,e))}),s("span",{class:"spacer"}),s("span",{class:"muted composer-hint",children:o?s(v,{children:[s("kbd",{children:"Esc"})," stops"]}):s(v,{children:[s("\
kbd",{children:"Ctrl"})," ",s("kbd",{children:"Enter"})," sends"]})}),o?s(m,{icon:"stop",kind:"danger",onClick:i,children:"Stop"}):s(m,{icon:"play",kind:"primar\
y",type:"submit",disabled:!r,children:"Send"})]})]})}var at="X-Amzn-Bedrock-AgentCore-Runtime-Session-Id",We="DEFAULT";function Le(t,e){return{curl:lt,boto3:dt,python:ut}[t](e)}function lt(t){let e=[`curl -N ${N(ct(
t))}`];return t.needsKey&&(e.push(`--aws-sigv4 ${N(`aws:amz:${t.region}:bedrock-agentcore`)}`),e.push('--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"')),e.push(
"-H 'Content-Type: application/json'"),t.sessionId!==""&&e.push(`-H ${N(`${at}: ${t.sessionId}`)}`),e.push(`--data-raw ${N(t.payload)}`),e.join(` \\
  `)}function dt(t){let e=t.needsKey?"":', aws_access_key_id="any", aws_secret_access_key="any"',n=t.sessionId===""?[]:[`    runtimeSessionId=${f(t.sessionId)},`];
return["import boto3","",`client = boto3.client("bedrock-agentcore", endpoint_url=${f(t.serverUrl)},`,`                      region_name=${f(t.region)}${e})`,"a\
nswer = client.invoke_agent_runtime(",`    agentRuntimeArn=${f(t.runtimeArn)},`,`    qualifier=${f(t.qualifier)},`,...n,`    payload=${f(t.payload)}.encode(),`,
")",'for line in answer["response"].iter_lines(chunk_size=1):',"    print(line.decode())"].join(`
`)}function ut(t){let e=[...t.sessionId===""?[]:[`session_id=${f(t.sessionId)}`],...t.qualifier===We?[]:[`qualifier=${f(t.qualifier)}`]],n=`${f(t.payload)}.enco\
de()`,o=[f(t.runtimeName),n,...e].join(", ");return["from headwater import Client","",`with Client(${f(t.serverUrl)}) as client:`,`    for event in client.invok\
e(${o}):`,"        print(event)"].join(`
`)}function ct(t){return t.serverUrl+Q(t.runtimeArn,t.qualifier)}function Q(t,e){let n=e===We?"":`?qualifier=${encodeURIComponent(e)}`;return`/runtimes/${encodeURIComponent(
t)}/invocations${n}`}function N(t){return`'${t.replaceAll("'","'\\''")}'`}function f(t){return JSON.stringify(t).replaceAll("","\\u007f")}var pt=64*1024*1024,ht=16*1024,J=10,mt=13,ft=/^id: ([0-9]{1,15})$/,gt=24,Ue=new TextDecoder("latin1");function Be(t,e){return(t.get("content-type")??"").split("\
;")[0]?.trim().toLowerCase()==="text/event-stream"?new G(e):new j(e)}var j=class{constructor(e){this.offset=e}offset;feed(e){return this.offset+=e.length,[e]}close(){
return[]}},G=class{constructor(e){this.offset=e}offset;#e=new Uint8Array(ht);#t=0;#o=0;#s=0;#n=0;#r=-1;#a=!1;feed(e){this.#m(e);let n=[];for(let o=this.#i();o>0;o=
this.#i())this.#n>this.#s?this.#r=this.#s:this.#d(o,n),this.#s=o,this.#n=o;return this.#f(),n}close(){this.#c();let e=this.#e.slice(this.#o,this.#t);return this.
offset+=e.length,this.#t=this.#o,e.length>0?[e]:[]}#i(){for(;this.#n<this.#t&&this.#e[this.#n]!==J&&this.#e[this.#n]!==mt;)this.#n+=1;return this.#n===this.#t?0:
this.#e[this.#n]===J?this.#n+1:this.#n+1<this.#t?this.#n+(this.#e[this.#n+1]===J?2:1):this.#n===this.#s&&this.#r>=0&&this.#p()===this.#l(this.#n+1)?this.#n+1:0}#d(e,n){
let o=this.#r<0?-1:this.#p(),r=e-this.#s===2;this.#r<0?this.#u(this.#o,e,n):o===this.#l(e)||r&&o===this.#l(e)-1?(this.#u(this.#o,this.#r,n),this.#u(this.#s,e,n)):
this.#h(this.#e.slice(this.#o,e),n),this.#o=e,this.#r=-1}#l(e){return this.offset+e-this.#o-(this.#s-this.#r)}#p(){if(this.#s-this.#r>gt)return-1;let e=Ue.decode(
this.#e.subarray(this.#r,this.#s)).replace(/[\r\n]+$/,""),n=ft.exec(e);return n===null?-1:Number(n[1])}#u(e,n,o){this.#c(),this.offset+=n-e,n>e&&o.push(this.#e.
slice(e,n))}#h(e,n){if(/^: heartbeat(\r\n|\r|\n){2}$/.test(Ue.decode(e.subarray(0,32))))return;let o=yt(e);o?.kind!=="end"&&this.#c(),o===null?this.#a=!0:(o.kind===
"end"||o.to>o.from)&&(o.kind==="gap"&&(this.offset=o.to),n.push(o))}#c(){if(this.#a)throw new Error(`the event at byte ${this.offset} does not end where the ser\
ver says`)}#m(e){let n=this.#t+e.length;if(n>pt+e.length)throw new Error("an event is too large to be shown");if(n>this.#e.length){let o=new Uint8Array(2*n);o.set(
this.#e.subarray(0,this.#t)),this.#e=o}this.#e.set(e,this.#t),this.#t=n}#f(){let e=this.#o;e!==0&&(this.#e.copyWithin(0,e,this.#t),this.#t-=e,this.#o=0,this.#s-=
e,this.#n-=e,this.#r>=0&&(this.#r-=e))}};function yt(t){let[e]=new de().feed(t);if(e===void 0)return null;try{let n=JSON.parse(e.data);if(e.event==="headwater.g\
ap"&&e.id===String(n.to))return{kind:"gap",from:Number(n.from),to:Number(n.to),reason:String(n.reason)};if(e.event==="headwater.end")return{kind:"end",reason:String(
n.reason),message:String(n.message??"")}}catch{}return null}var vt=20,wt=6e4,Ke=200,St=5e3,bt=12e4,At=new Set([0,408,425,429,500,502,503,504]),Tt=new Set(["failed","cancelled","lost"]);async function Y(t,e){let n=new V(t,
e),o=Ke,r=null;for(;;){let a=n.offset;try{await n.read();return}catch(i){if(e.signal.aborted||Et(i,t)||((n.wasSilent||n.offset>a)&&([r,o]=[null,Ke]),r??=performance.
now(),performance.now()-r>bt))throw i}e.linked(!1),await kt(o,e.signal),o=Math.min(2*o,St)}}var V=class{constructor(e,n){this.invocationId=e;this.follower=n}invocationId;follower;wasSilent=!1;#e=null;#t=!1;get offset(){
return this.#e?.offset??0}async read(){let e=new AbortController,n=()=>e.abort();this.follower.signal.addEventListener("abort",n),this.wasSilent=!1;let o=new X(
()=>{this.wasSilent=!0,e.abort()});try{await this.#o(e.signal,o)}finally{o.stop(),e.abort(),this.follower.signal.removeEventListener("abort",n)}}async#o(e,n){let o=await x(
"GET",`invocations/${E(this.invocationId)}/stream`,{query:{offset:this.offset},headers:{accept:"text/event-stream, application/json, */*","headwater-heartbeat":String(
vt)},signal:e,staysHere:!0}),r=Be(o.headers,this.offset);this.#e=r,this.#t||this.follower.begin(o),this.#t=!0,this.follower.linked(!0);let a=o.body?.getReader();
try{for(;;){n.restart();let{value:i,done:l}=await a?.read()??{value:void 0,done:!0};if(this.#s(l?r.close():r.feed(i??new Uint8Array)),l)return;await this.follower.
rest()}}catch(i){let l=o.headers.get("headwater-run-state")??"";throw!(o.headers.get("content-type")??"").startsWith("text/event-stream")&&Tt.has(l)&&!e.aborted?
Fe(`The run was cut short (${l})`,this.invocationId):i}}#s(e){for(let n of e)if(n instanceof Uint8Array)this.follower.feed(n);else if(n.kind==="gap")this.follower.
gap(n);else throw Fe(n.message||`The run was cut short (${n.reason})`,this.invocationId)}},X=class{constructor(e){this.onSilence=e;this.restart()}onSilence;#e=0;restart(){
this.stop(),this.#e=window.setTimeout(this.onSilence,wt)}stop(){window.clearTimeout(this.#e)}};function Fe(t,e){return new T(t,200,"RunEnded",e)}function Et(t,e){
return t instanceof T&&(!At.has(t.status)||t.invocationId===e)}function kt(t,e){return new Promise(n=>{let o=()=>{clearTimeout(r),e.removeEventListener("abort",
o),n()},r=setTimeout(o,t);e.addEventListener("abort",o)})}var Rt=/([!#$%&'*+\-.^_`|~\w]+)((?:\s*;\s*[!#$%&'*+\-.^_`|~\w]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^",;\s]*))?)*)/g,It=/;\s*([!#$%&'*+\-.^_`|~\w]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^",;\s]*)))?/g;
function He(t){let e=[];for(let[,n="",o=""]of(t??"").matchAll(Rt)){let r=new Map;for(let[,i="",l,h]of o.matchAll(It))r.has(i.toLowerCase())||r.set(i.toLowerCase(),
l?.replace(/\\(.)/g,"$1")??h??"");let a=Number(r.get("dur")??"0");e.push({name:n,durationMs:Number.isFinite(a)?a:0,description:r.get("desc")??""})}return e}var Qe="x-amzn-bedrock-agentcore-runtime-session-id",Pt=[150,600,2e3],Ct=200,xt=202,D=class{constructor(e,n,o=Date.now()){this.id=e;this.question=n;this.sessionId=
n.sessionId,this.sentAt=o}id;question;ticker=new _e;record=new Ce;state="sending";error=null;sessionId;requestId="";isRun=!1;isWatched=!1;isReconnecting=!1;traceId="";phases=[];isRestored=!1;sentAt;#e=performance.
now();#t=new AbortController;get isRunning(){return this.state==="sending"||this.state==="streaming"}get hasSession(){return this.state!=="refused"||this.error?.
code==="RuntimeClientError"}get elapsedMs(){return this.isRunning?performance.now()-this.#e:this.record.durationMs}stop(){this.#t.abort(),this.isRun&&!this.isWatched&&
le("DELETE",`invocations/${E(this.requestId)}`).catch(()=>{})}async run(e){await this.#o(async()=>{let n=await this.#s();return n.status!==xt?this.#r(n):(this.requestId=
(await n.json()).invocationId,this.isRun=!0,e(),this.#t.signal.aborted&&this.stop(),Y(this.requestId,this.#a()))})}async resume(e){this.requestId=e,this.isRun=!0,
await this.#o(()=>Y(e,this.#a()))}async#o(e){this.#e=performance.now()-(Date.now()-this.sentAt);let n=setInterval(()=>this.ticker.bump(),Ct);try{await e(),this.#i(
"complete")}catch(o){this.#d(o)}clearInterval(n),this.isReconnecting=!1,this.ticker.bump(),this.#l()}#s(){let{runtimeArn:e,qualifier:n,payload:o,sessionId:r}=this.
question,a={"content-type":"application/json",accept:"text/event-stream, application/json, */*","headwater-timing":"1","headwater-detached":"1",[Qe]:r},i=new TextEncoder().
encode(o);return x("POST",Q(e,n),{body:i,headers:a,signal:this.#t.signal,staysHere:!0})}#n(e){let{headers:n}=e;this.sessionId=n.get(Qe)??this.sessionId,this.isRun||
(this.requestId=n.get("x-amzn-requestid")??""),this.phases=_t(n.get("server-timing")),this.state="streaming",this.record.begin(n.get("content-type")??"",this.elapsedMs),
this.ticker.bump()}async#r(e){let n=this.#a();n.begin(e);let o=e.body?.getReader();if(o!==void 0)for(;;){let{value:r,done:a}=await o.read();if(a)return;n.feed(r),
await n.rest()}}#a(){let e=performance.now();return{signal:this.#t.signal,begin:n=>this.#n(n),feed:n=>this.record.feed(n,this.elapsedMs),gap:({from:n,to:o,reason:r})=>this.
record.note("headwater.gap",`Bytes ${n} to ${o} of the answer are not kept any more (${r})`,this.elapsedMs),linked:n=>{this.isReconnecting=!n,this.ticker.bump()},
rest:async()=>{this.ticker.bump(),!(performance.now()-e<xe)&&(await $e(),e=performance.now())}}}#i(e){this.record.end(e,this.elapsedMs),this.state=e}#d(e){if(this.#t.
signal.aborted)this.#i("stopped");else if(e instanceof T){this.error=e,this.isRun||(this.requestId=e.requestId);let n=this.state==="streaming";this.#i("broken"),
n||(this.state="refused")}else{let n=e instanceof Error?e.message:String(e);this.error=new T(`The answer broke off after ${this.record.eventCount} events (${n})`,
0,"AnswerCut",this.requestId),this.#i("broken")}}async#l(){if(this.requestId!=="")for(let e of Pt){await new Promise(n=>setTimeout(n,e));try{let n=await Ie(this.
sessionId,this.requestId);if(n===void 0)continue;this.traceId=n.traceId,this.phases=Pe(n),this.ticker.bump();return}catch{}}}};function _t(t){let e=0;return He(
t).map(({name:n,durationMs:o})=>{let r={name:n,startMs:e,durationMs:o};return e+=o,r})}var z="headwater-playground:",$t=30,Mt=2e4,Z=class{constructor(e){this.runtimeName=e;this.turns.value=this.#n()}runtimeName;turns=P([]);#e=0;get running(){return this.
turns.value.find(e=>e.isRunning)}send(e){let n=this.#o(e);return this.turns.value=[...this.turns.peek(),n],{turn:n,done:this.#t(n.run(()=>this.#s()))}}watch(e,n){
if(this.turns.peek().some(r=>r.requestId===e))return;let o=this.#o(n);o.isWatched=!0,this.turns.value=[...this.turns.peek(),o],this.#t(o.resume(e)),this.#s()}async#t(e){
await e,this.turns.value=[...this.turns.peek()],this.#s()}stop(){for(let e of this.turns.peek())e.isRunning&&e.stop()}clear(){this.stop(),this.turns.value=[],this.#s()}#o(e,n){
return this.#e+=1,new D(`turn-${this.#e}`,e,n)}#s(){let e=this.turns.peek().filter(n=>!n.isRunning||n.isRun).slice(-$t).map(n=>({question:n.question,sentAt:n.sentAt,
sessionId:n.sessionId,requestId:n.requestId,traceId:n.traceId,text:n.isRunning?"":n.record.answer.text.slice(0,Mt),isRunning:n.isRunning,isWatched:n.isWatched}));
try{e.length===0?sessionStorage.removeItem(z+this.runtimeName):sessionStorage.setItem(z+this.runtimeName,JSON.stringify(e))}catch{}}#n(){try{return JSON.parse(sessionStorage.
getItem(z+this.runtimeName)??"[]").map(n=>this.#r(n))}catch{return[]}}#r(e){let n=this.#o(e.question,e.sentAt);return n.isWatched=e.isWatched??!1,e.isRunning?(n.
sessionId=e.sessionId,this.#t(n.resume(e.requestId)),n):(Object.assign(n,{sessionId:e.sessionId,requestId:e.requestId,traceId:e.traceId,isRestored:!0,state:"com\
plete"}),n.record.answer.take({kind:"text",text:e.text},0),n)}},Je=new Map;function je(t){let e=Je.get(t);return e===void 0&&(e=new Z(t),Je.set(t,e)),e}var qt=[["curl","curl"],["boto3","boto3"],["python","headwater.Client"]];function Ge({question:t,onClose:e}){let[n,o]=I("curl"),r=w("status",h=>pe({signal:h})),
a=r.data?.authentication==="keys",i={...t,serverUrl:window.location.origin,region:r.data?.region??Nt(t.runtimeArn),needsKey:a},l=Le(n,i);return s(Me,{title:"The\
 same request",onClose:e,children:s("div",{class:"copy-as",children:[s("div",{class:"row",children:[s(M,{label:"Language",value:n,options:qt,onChange:o}),s("spa\
n",{class:"spacer"}),s(_,{text:l,label:"Copy the command"})]}),s("pre",{tabIndex:0,"aria-label":`Request as ${n}`,"data-snippet":n,children:l}),a&&s("p",{class:"\
muted",children:["Keys come from ",s("code",{children:"AWS_ACCESS_KEY_ID"})," and ",s("code",{children:"AWS_SECRET_ACCESS_KEY"}),"; ",s("code",{children:"headwa\
ter keys create NAME"})," makes some."]})]})})}function Nt(t){return t.split(":")[3]??"us-west-2"}var ee=33,Ve=256,Xe="\0other",Dt=50,Ot=1e3;function Ye(t){return w(`agent ${t}`,async e=>{if(t==="")return null;let n=await ae(`runtimes/${E(t)}`,{signal:e});return{
arn:n.runtime.agentRuntimeArn,name:n.runtime.agentRuntimeName,status:n.runtime.status,endpoints:n.endpoints.map(o=>o.name),protocol:n.runtime.protocolConfiguration?.
serverProtocol??"HTTP"}})}function te(t){return t===""||t.length>=ee&&t.length<=Ve?"":`A session id has ${ee} to ${Ve} characters; this one has ${t.length}.`}function ze({
names:t,agent:e,name:n}){let o=e?.endpoints.length?e.endpoints:["DEFAULT"],r=y("endpoint")||"DEFAULT",a=o.includes(r)?o:[...o,r];return s("div",{class:"target-b\
ar",children:[s($,{label:"Agent",value:n,options:t.map(i=>[i,i]),onChange:i=>C(g("/playground",i))}),s($,{label:"Endpoint",value:r,options:a.map(i=>[i,i]),onChange:i=>A(
{endpoint:i==="DEFAULT"?void 0:i,session:void 0})}),s(Wt,{name:n,endpoint:r})]})}function Wt({name:t,endpoint:e}){let n=y("session"),[o,r]=I(!1),a=w(`sessions o\
f ${t}`,c=>me({runtime:t,limit:Dt},{signal:c}),{keepsOld:!0}),i=ce(a.reload,Ot);ue(c=>{(c.kind.startsWith("session")||c.kind==="reconnect")&&i()});let l=(a.data?.
sessions??[]).filter(c=>c.endpoint===e&&c.state!=="STOPPED"),h=[["","New session"],...l.map(Lt)];n!==""&&!l.some(c=>c.sessionId===n)&&h.push([n,H(n)]);let d=te(
n);return o?s("span",{class:"session-typed",children:[s("input",{type:"text","aria-label":"Session id","aria-invalid":d!=="",placeholder:`A session id, ${ee} ch\
aracters or more`,value:n,autocomplete:"off",spellcheck:!1,onInput:c=>A({session:c.currentTarget.value.trim()})}),s(m,{kind:"quiet",onClick:()=>r(!1),children:"\
List"}),d&&s("span",{class:"complaint",children:d})]}):s(v,{children:[s($,{label:"Session",value:n,options:[...h,[Xe,"Type an id…"]],onChange:c=>c===Xe?r(!0):
A({session:c})}),n!==""&&s(m,{kind:"quiet",onClick:()=>A({session:void 0}),children:"New"})]})}function Lt(t){return[t.sessionId,`${H(t.sessionId)} · ${(t.state??
"ended").toLowerCase()} · ${t.requestCount} calls`]}function Ze(t,e){ie.peek().path.startsWith("/playground")&&y("session")===t&&A({session:e})}var Ut={RuntimeClientError:"The agent itself failed. What it printed, with the traceback, is in the session's log.",ThrottlingException:"Too much at once. Wait \
a moment and send it again.",ServiceQuotaExceededException:"A limit is reached: stop sessions that are not needed, or raise the limit (headwater limits).",ResourceNotFoundException:"\
This agent or endpoint is gone, or was never there. Choose another one above.",AccessDeniedException:"This key may not call the agent, or the session belongs to\
 another caller. Begin a new session, or sign in with another key.",ConflictException:"Something else is changing the agent at this moment. Send it again.",ValidationException:"\
Change what the message names, then send it again.",AnswerCut:"The connection ended before the answer did. What came is below; the session's log says what the a\
gent did.",RunEnded:"Somebody cancelled it, or its server ended. What came before is below. Send it again, if it is still wanted.",Unreachable:"Is the server ru\
nning? The text is still here: send it again once it is."};function et(t){let e=Ut[t.code];return e!==void 0?e:t.status>=500?"The server failed; its log says wh\
y, under this request's id.":t.status===401?"Sign in again; or this agent wants a token of its own identity provider, which only a program can send.":""}function tt({turn:t,isChosen:e,onChoose:n,onCopyAs:o,onResend:r,children:a}){t.ticker.version.value;let{record:i,question:l}=t;return s("article",{class:`turn${e?
" is-chosen":""}`,"aria-label":`Turn of ${L(t.sentAt)}`,"data-state":t.state,children:[t.isWatched?s("p",{class:"muted",children:["Run ",t.requestId,", begun el\
sewhere"]}):s(Ae,{payload:l.payload}),s("div",{class:"answer-box","aria-busy":t.isRunning,"aria-live":"off",children:[s(Te,{answer:i.answer,isOpen:t.isRunning,atMs:t.
elapsedMs}),t.isRunning&&i.eventCount===0&&!t.isReconnecting&&s(Bt,{turn:t}),t.isReconnecting&&s("p",{class:"waiting",role:"status",children:[s("span",{class:"s\
pinner","aria-hidden":"true"}),"The connection is lost; the agent works on. Connecting again…"]}),t.state==="stopped"&&t.isWatched&&s("p",{class:"muted stoppe\
d",children:"Not watched any more. The run goes on."}),t.state==="stopped"&&!t.isWatched&&s("p",{class:"muted stopped",children:["Stopped after ",q(i.durationMs),
". The agent was told that nobody listens."]}),t.error&&s(Kt,{turn:t}),t.state==="complete"&&!t.isRestored&&i.byteCount===0&&s("p",{class:"muted",children:"The \
agent answered with nothing."})]}),s("footer",{class:"turn-foot",children:[s(Ft,{turn:t}),s("span",{class:"spacer"}),s("span",{class:"turn-actions",children:[s(
m,{kind:"quiet",icon:"clock","aria-pressed":e,onClick:n,children:"Timeline"}),t.traceId&&!t.isRunning&&s("a",{class:"button is-quiet",href:g("/traces",t.traceId),
children:[s(fe,{name:"traces"}),"Trace"]}),!t.isWatched&&s(m,{kind:"quiet",icon:"external",onClick:o,children:"Copy as…"}),!t.isRunning&&!t.isWatched&&s(m,{kind:"\
quiet",icon:"refresh",onClick:r,children:"Again"}),s(_,{text:()=>i.answer.text,label:"Copy the answer"})]})]}),a]})}function Bt({turn:t}){return s("p",{class:"w\
aiting",role:"status",children:[s("span",{class:"spinner","aria-hidden":"true"}),t.state==="streaming"?"The agent has begun to answer…":"Waiting for the agent\
…",t.elapsedMs>1e3&&s("span",{class:"number","aria-hidden":"true",children:[Math.floor(t.elapsedMs/1e3)," s"]})]})}function Kt({turn:t}){let{error:e}=t;if(e===
null)return null;let n=et(e);return s("div",{class:"note is-bad",role:"alert",children:[s("p",{children:[s("strong",{children:e.code})," ",e.message]}),n&&s("p",
{children:n}),s("p",{class:"row",children:[e.status===401&&s("a",{href:g("/signin",{next:window.location.pathname+window.location.search}),children:"Sign in"}),
t.hasSession&&s("a",{href:g("/sessions",t.question.runtimeName,t.sessionId,{tab:"logs"}),children:"Session's log"}),e.requestId&&s("span",{class:"muted",children:[
"Request ",s("code",{children:e.requestId})]})]})]})}function Ft({turn:t}){let{record:e}=t;if(t.isRestored)return s("span",{class:"muted",children:L(t.sentAt)});
if(e.headMs===null)return null;let n=Re(e),o=[e.firstTokenMs===null?null:`first token ${q(e.firstTokenMs)}`,t.isRunning?null:q(e.durationMs),e.firstTokenMs===null?
null:`${ke(e)} tokens${n===null?"":`, ${ge(n)}/s`}`];return s("span",{class:"muted number",children:o.filter(r=>r!==null).join(" · ")})}var Ht="headwater deploy examples/echo_agent --name echo",st=typeof matchMedia>"u"?null:matchMedia("(min-width: 1100px)"),O=P(st?.matches??!0);st?.addEventListener(
"change",t=>O.value=t.matches);function Qt({params:t}){let e=w("runtimes",a=>he({signal:a})),n=e.data?.runtimes.map(a=>a.name)??[],o=t.name??"",r=n[0];return b(
()=>{o===""&&r!==void 0&&C(g("/playground",r)+window.location.search,{replace:!0})},[o,r]),e.error?s(U,{error:e.error,onRetry:e.reload}):e.data===void 0?s(ye,{what:"\
the agents"}):n.length===0&&o===""?s(Jt,{}):o===""?null:s(jt,{name:o,names:n.includes(o)?n:[o,...n]},o)}function Jt(){return s(v,{children:[s(F,{title:"Playgrou\
nd"}),s(B,{icon:"playground",title:"There is no agent to talk to yet",children:[s("p",{children:"Deploy one, and it is here at once. For a first try:"}),s(ve,{children:Ht})]})]})}
function jt({name:t,names:e}){let n=Ye(t),o=je(t),r=R({form:"prompt",text:y("prompt")}),a=R(null),i=R(null),l=R(!1),h=o.turns.value,d=h.find(u=>u.id===a.value)??
(O.value?h.at(-1):void 0),c=o.running,p=y("session"),ne=u=>{a.value=null,o.send(u).done.then(()=>{let oe=o.turns.peek().at(-1);oe?.hasSession&&Ze(p,oe.sessionId)})},
se=()=>{let u=Gt(n.data??null,r.peek(),p);l.value=u===null&&n.error===null,u!==null&&(ne(u),r.value={...r.peek(),text:""})};b(()=>{l.peek()&&se()},[n.data]);let W=y(
"run");b(()=>{W===""||!n.data||o.watch(W,{runtimeArn:n.data.arn,runtimeName:t,qualifier:y("endpoint")||"DEFAULT",sessionId:p,payload:""})},[W,n.data]),Vt(o);let ot=r.
value.text.trim()!==""&&te(p)==="";return s("div",{class:"playground",children:[s(F,{title:"Playground",children:h.length>0&&s(m,{kind:"quiet",onClick:()=>o.clear(),
children:"Clear"})}),s(ze,{names:e,agent:n.data??null,name:t}),n.error?s(U,{error:n.error,onRetry:n.reload}):null,n.data&&n.data.status!=="READY"&&s("p",{class:"\
note",children:[t," is ",n.data.status,". ",s("a",{href:g("/agents",t),children:"See why"}),"."]}),s("div",{class:"playground-columns",children:[s("section",{class:"\
conversation","aria-label":"Conversation",children:[s(Xt,{turns:h,name:t,protocol:n.data?.protocol??"HTTP",children:u=>s(tt,{turn:u,isChosen:u===d,onChoose:()=>a.
value=a.value===u.id?null:u.id,onCopyAs:()=>i.value={...u.question,sessionId:u.sessionId},onResend:()=>c===void 0&&ne({...u.question,sessionId:p||S()}),children:!O.
value&&u===d&&s(nt,{turn:u})},u.id)}),s(Oe,{draft:r.value,protocol:n.data?.protocol??"HTTP",onDraft:u=>r.value=u,isRunning:c!==void 0,isReady:ot,onSend:se,onStop:()=>o.
stop(),onRecall:()=>r.value=De(h.at(-1)?.question.payload??"")})]}),O.value&&s("aside",{class:"stream-side","aria-label":"Stream",children:d?s(nt,{turn:d},d.id):
s("p",{class:"muted",children:"The timeline of the stream will be here."})})]}),i.value&&s(Ge,{question:i.value,onClose:()=>i.value=null})]})}function Gt(t,e,n){
if(t===null)return null;let o=n||S(),r=Ne(e,t.protocol,o);return{runtimeArn:t.arn,runtimeName:t.name,qualifier:y("endpoint")||"DEFAULT",sessionId:o,payload:r}}function Vt(t){
qe([{keys:"Ctrl Enter",does:"Send (in the text field)",run:()=>{}},{keys:"Escape",does:"Stop the answer",run:()=>t.stop()},{keys:"i",does:"Write",run:()=>document.
getElementById("playground-input")?.focus()}]),b(()=>{let e=n=>{n.key!=="Escape"||n.isComposing||document.querySelector("dialog[open]")||t.stop()};return window.
addEventListener("keydown",e),()=>window.removeEventListener("keydown",e)},[t])}function Xt({turns:t,name:e,protocol:n,children:o}){let r=k(null),a=k(!0),i=t.at(
-1);b(()=>{a.current=!0},[t.length]);let l=()=>{let d=r.current;d!==null&&a.current&&(d.scrollTop=d.scrollHeight)};return s("div",{class:"turn-list",ref:r,onScroll:()=>{
let d=r.current;d!==null&&(a.current=d.scrollTop+d.clientHeight>=d.scrollHeight-40)},tabIndex:0,role:"log","aria-label":`Answers of ${e}`,children:[t.length===0?
s(zt,{name:e,protocol:n}):t.map(o),i&&s(Yt,{turn:i,onGrowth:l},i.id)]})}function Yt({turn:t,onGrowth:e}){let n=t.ticker.version.value;return re(e,[n]),null}function zt({
name:t,protocol:e}){return s(B,{icon:"playground",title:`Say something to ${t}`,children:s("p",{children:be[e]})})}function nt({turn:t}){return t.ticker.version.
value,t.isRestored?s("p",{class:"muted",children:["This answer is from before the page was loaded anew; its stream is kept with"," ",s("a",{href:g("/sessions",t.
question.runtimeName,t.sessionId),children:"its session"}),"."]}):s(Ee,{record:t.record,phases:t.phases,durationMs:t.elapsedMs})}export{Qt as default};
