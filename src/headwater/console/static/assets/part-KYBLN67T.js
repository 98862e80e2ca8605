import{a as Ee,b as P,c as Te,d as C,e as Re,f as L,g as ke,h as Ie,j as Pe,l as Ce,m as xe,n as _e,o as $e,q as Me,r as qe,s as Ne,t as De,u as Oe}from"./part-ZMJYDRDF.js";
import{a as Ue,e as We}from"./part-Q4HCM4MF.js";import"./part-XWIDCBG6.js";import{a as w,b as X}from"./part-GC2EY3PG.js";import{a as A,b as fe}from"./part-HTCV3HVM.js";
import{b as Se,c as W,f as J}from"./part-7KWEQDMS.js";import{a as G}from"./part-JHBAWGFU.js";import{a as M,d as me,e as ge,f as ye,j as we}from"./part-J7NGXXJA.js";
import{a as he}from"./part-6OM2XB4G.js";import{A as q,B as N,C as S,E as o,F as ve,J as m,L as D,O,P as U,Q as be,R as j,S as V,T as Ae,a as b,d as x,e as E,
f as ue,g as R,k as _,l as k,o as pe,q as g,r as $,s as T,t as y,x as v,z as I}from"./part-HNNW76HX.js";function Le(t,e,n){return t.form==="prompt"?C(e,t.text,n,w):t.text}function ht(t,e,n="HTTP"){if(e===t.form)return t;if(e==="prompt")return{form:e,text:L(t.text)??
""};let s=C(n,t.text,w(),w);return{form:e,text:JSON.stringify(JSON.parse(s),null,2)}}function Ke(t){let e=Re(t);return e===null?{form:"json",text:t}:{form:"prom\
pt",text:e}}function mt(t){if(t.form==="prompt"||t.text.trim()==="")return"";try{return JSON.parse(t.text),""}catch(e){return`This is not JSON (${e instanceof Error?
e.message:"unreadable"}); it is sent as it is.`}}function Be({draft:t,protocol:e,onDraft:n,isRunning:s,isReady:r,onSend:a,onStop:i,onRecall:l}){let u=R(null),d=mt(
t),p=h=>{h.isComposing||(h.key==="Enter"&&(h.ctrlKey||h.metaKey)?(h.preventDefault(),!s&&r&&a()):h.key==="ArrowUp"&&t.text===""&&(h.preventDefault(),l()))};return o(
"form",{class:"composer",onSubmit:h=>{h.preventDefault(),!s&&r&&a(),u.current?.focus()},children:[o("textarea",{ref:u,id:"playground-input",class:t.form==="json"?
"mono":void 0,rows:Math.min(10,Math.max(t.form==="json"?4:2,t.text.split(`
`).length)),"aria-label":t.form==="json"?"Payload as JSON":"Prompt","aria-describedby":d?"payload-complaint":void 0,placeholder:t.form==="json"?'{"prompt": "…"}':
"Ask the agent something…",value:t.text,spellcheck:t.form==="prompt",onInput:h=>n({...t,text:h.currentTarget.value}),onKeyDown:p}),d&&o("p",{id:"payload-compl\
aint",class:"complaint",children:d}),o("div",{class:"composer-bar",children:[o(U,{label:"Payload",value:t.form,options:[["prompt","Prompt"],["json","JSON"]],onChange:h=>n(
ht(t,h,e))}),o("span",{class:"spacer"}),o("span",{class:"muted composer-hint",children:s?o(b,{children:[o("kbd",{children:"Esc"})," stops"]}):o(b,{children:[o("\
kbd",{children:"Ctrl"})," ",o("kbd",{children:"Enter"})," sends"]})}),s?o(m,{icon:"stop",kind:"danger",onClick:i,children:"Stop"}):o(m,{icon:"play",kind:"primar\
y",type:"submit",disabled:!r,children:"Send"})]})]})}var ft="X-Amzn-Bedrock-AgentCore-Runtime-Session-Id",He="DEFAULT";function Fe(t,e){return{curl:gt,boto3:yt,python:wt}[t](e)}function gt(t){let e=[`curl -N ${K(vt(
t))}`];return t.needsKey&&(e.push(`--aws-sigv4 ${K(`aws:amz:${t.region}:bedrock-agentcore`)}`),e.push('--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"')),e.push(
"-H 'Content-Type: application/json'"),P(t.payload)&&e.push("-H 'A2A-Version: 1.0'"),t.sessionId!==""&&e.push(`-H ${K(`${ft}: ${t.sessionId}`)}`),e.push(`--data\
-raw ${K(t.payload)}`),e.join(` \\
  `)}function yt(t){let e=t.needsKey?"":', aws_access_key_id="any", aws_secret_access_key="any"',n=t.sessionId===""?[]:[`    runtimeSessionId=${f(t.sessionId)},`];
return["import boto3","",`client = boto3.client("bedrock-agentcore", endpoint_url=${f(t.serverUrl)},`,`                      region_name=${f(t.region)}${e})`,"a\
nswer = client.invoke_agent_runtime(",`    agentRuntimeArn=${f(t.runtimeArn)},`,`    qualifier=${f(t.qualifier)},`,...n,`    payload=${f(t.payload)}.encode(),`,
")",'for line in answer["response"].iter_lines(chunk_size=1):',"    print(line.decode())"].join(`
`)}function wt(t){let e=[...t.sessionId===""?[]:[`session_id=${f(t.sessionId)}`],...t.qualifier===He?[]:[`qualifier=${f(t.qualifier)}`],...P(t.payload)?['header\
s={"A2A-Version": "1.0"}']:[]],n=`${f(t.payload)}.encode()`,s=[f(t.runtimeName),n,...e].join(", ");return["from headwater import Client","",`with Client(${f(t.serverUrl)}\
) as client:`,`    for event in client.invoke(${s}):`,"        print(event)"].join(`
`)}function vt(t){return t.serverUrl+B(t.runtimeArn,t.qualifier)}function B(t,e,n=""){let s=e===He?"":`?qualifier=${encodeURIComponent(e)}`;return`/runtimes/${encodeURIComponent(
t)}/invocations${n}${s}`}function K(t){return`'${t.replaceAll("'","'\\''")}'`}function f(t){return JSON.stringify(t).replaceAll("","\\u007f")}var St=64*1024*1024,bt=16*1024,Y=10,At=13,Et=/^id: ([0-9]{1,15})$/,Tt=24,Qe=new TextDecoder("latin1");function Je(t,e){return(t.get("content-type")??"").split("\
;")[0]?.trim().toLowerCase()==="text/event-stream"?new Z(e):new z(e)}var z=class{constructor(e){this.offset=e}offset;feed(e){return this.offset+=e.length,[e]}close(){
return[]}},Z=class{constructor(e){this.offset=e}offset;#t=new Uint8Array(bt);#e=0;#o=0;#n=0;#s=0;#r=-1;#c=!1;feed(e){this.#m(e);let n=[];for(let s=this.#u();s>0;s=
this.#u())this.#s>this.#n?this.#r=this.#n:this.#p(s,n),this.#n=s,this.#s=s;return this.#f(),n}close(){this.#d();let e=this.#t.slice(this.#o,this.#e);return this.
offset+=e.length,this.#e=this.#o,e.length>0?[e]:[]}#u(){for(;this.#s<this.#e&&this.#t[this.#s]!==Y&&this.#t[this.#s]!==At;)this.#s+=1;return this.#s===this.#e?0:
this.#t[this.#s]===Y?this.#s+1:this.#s+1<this.#e?this.#s+(this.#t[this.#s+1]===Y?2:1):this.#s===this.#n&&this.#r>=0&&this.#a()===this.#l(this.#s+1)?this.#s+1:0}#p(e,n){
let s=this.#r<0?-1:this.#a(),r=e-this.#n===2;this.#r<0?this.#i(this.#o,e,n):s===this.#l(e)||r&&s===this.#l(e)-1?(this.#i(this.#o,this.#r,n),this.#i(this.#n,e,n)):
this.#h(this.#t.slice(this.#o,e),n),this.#o=e,this.#r=-1}#l(e){return this.offset+e-this.#o-(this.#n-this.#r)}#a(){if(this.#n-this.#r>Tt)return-1;let e=Qe.decode(
this.#t.subarray(this.#r,this.#n)).replace(/[\r\n]+$/,""),n=Et.exec(e);return n===null?-1:Number(n[1])}#i(e,n,s){this.#d(),this.offset+=n-e,n>e&&s.push(this.#t.
slice(e,n))}#h(e,n){if(/^: heartbeat(\r\n|\r|\n){2}$/.test(Qe.decode(e.subarray(0,32))))return;let s=Rt(e);s?.kind!=="end"&&this.#d(),s===null?this.#c=!0:(s.kind===
"end"||s.to>s.from)&&(s.kind==="gap"&&(this.offset=s.to),n.push(s))}#d(){if(this.#c)throw new Error(`the event at byte ${this.offset} does not end where the ser\
ver says`)}#m(e){let n=this.#e+e.length;if(n>St+e.length)throw new Error("an event is too large to be shown");if(n>this.#t.length){let s=new Uint8Array(2*n);s.set(
this.#t.subarray(0,this.#e)),this.#t=s}this.#t.set(e,this.#e),this.#e=n}#f(){let e=this.#o;e!==0&&(this.#t.copyWithin(0,e,this.#e),this.#e-=e,this.#o=0,this.#n-=
e,this.#s-=e,this.#r>=0&&(this.#r-=e))}};function Rt(t){let[e]=new he().feed(t);if(e===void 0)return null;try{let n=JSON.parse(e.data);if(e.event==="headwater.g\
ap"&&e.id===String(n.to))return{kind:"gap",from:Number(n.from),to:Number(n.to),reason:String(n.reason)};if(e.event==="headwater.end")return{kind:"end",reason:String(
n.reason),message:String(n.message??"")}}catch{}return null}var kt=20,It=6e4,je=200,Pt=5e3,Ct=12e4,xt=new Set([0,408,425,429,500,502,503,504]),_t=new Set(["failed","cancelled","lost"]);async function ne(t,e){let n=new ee(
t,e),s=je,r=null;for(;;){let a=n.offset;try{await n.read();return}catch(i){if(e.signal.aborted||$t(i,t)||((n.wasSilent||n.offset>a)&&([r,s]=[null,je]),r??=performance.
now(),performance.now()-r>Ct))throw i}e.linked(!1),await M(s,e.signal),s=Math.min(2*s,Pt)}}var ee=class{constructor(e,n){this.invocationId=e;this.follower=n}invocationId;follower;wasSilent=!1;#t=null;#e=!1;get offset(){
return this.#t?.offset??0}async read(){let e=new AbortController,n=()=>e.abort();this.follower.signal.addEventListener("abort",n),this.wasSilent=!1;let s=new te(
()=>{this.wasSilent=!0,e.abort()});try{await this.#o(e.signal,s)}finally{s.stop(),e.abort(),this.follower.signal.removeEventListener("abort",n)}}async#o(e,n){let s=await I(
"GET",`invocations/${S(this.invocationId)}/stream`,{query:{offset:this.offset},headers:{accept:"text/event-stream, application/json, */*","headwater-heartbeat":String(
kt)},signal:e,staysHere:!0}),r=Je(s.headers,this.offset);this.#t=r,this.#e||this.follower.begin(s),this.#e=!0,this.follower.linked(!0);let a=s.body?.getReader();
try{for(;;){n.restart();let{value:i,done:l}=await a?.read()??{value:void 0,done:!0};if(this.#n(l?r.close():r.feed(i??new Uint8Array)),l)return;await this.follower.
rest()}}catch(i){let l=s.headers.get("headwater-run-state")??"";throw!(s.headers.get("content-type")??"").startsWith("text/event-stream")&&_t.has(l)&&!e.aborted?
Ve(`The run was cut short (${l})`,this.invocationId):i}}#n(e){for(let n of e)if(n instanceof Uint8Array)this.follower.feed(n);else if(n.kind==="gap")this.follower.
gap(n);else throw Ve(n.message||`The run was cut short (${n.reason})`,this.invocationId)}},te=class{constructor(e){this.onSilence=e;this.restart()}onSilence;#t=0;restart(){
this.stop(),this.#t=window.setTimeout(this.onSilence,It)}stop(){window.clearTimeout(this.#t)}};function Ve(t,e){return new v(t,200,"RunEnded",e)}function $t(t,e){
return t instanceof v&&(!xt.has(t.status)||t.invocationId===e)}var Mt=/([!#$%&'*+\-.^_`|~\w]+)((?:\s*;\s*[!#$%&'*+\-.^_`|~\w]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^",;\s]*))?)*)/g,qt=/;\s*([!#$%&'*+\-.^_`|~\w]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^",;\s]*)))?/g;
function Ge(t){let e=[];for(let[,n="",s=""]of(t??"").matchAll(Mt)){let r=new Map;for(let[,i="",l,u]of s.matchAll(qt))r.has(i.toLowerCase())||r.set(i.toLowerCase(),
l?.replace(/\\(.)/g,"$1")??u??"");let a=Number(r.get("dur")??"0");e.push({name:n,durationMs:Number.isFinite(a)?a:0,description:r.get("desc")??""})}return e}var Ye="idempotency-key",Xe=300,Nt=2e3,Dt=15e3;async function ze(t,e,n){let s=Xe,r=performance.now()+Dt;for(;;){try{let a=await t();return s>Xe&&n(!0),a}catch(a){
if(e.aborted||!Ot(a)||performance.now()>r)throw a}n(!1),await M(s,e),s=Math.min(2*s,Nt)}}async function Ze(t){let{runs:e}=await q("runs",{query:{key:t,state:"ru\
nning"}});await Promise.all(e.map(n=>N("DELETE",`invocations/${S(n.invocationId)}`)))}function Ot(t){return t instanceof TypeError||t instanceof v&&t.status===0}var se="x-amzn-bedrock-agentcore-runtime-session-id",Ut=[150,600,2e3],Wt="/.well-known/agent-card.json",Lt=200,Kt=202,H=class{constructor(e,n,s=Date.now()){this.
id=e;this.question=n;this.sessionId=n.sessionId,this.sentAt=s}id;question;ticker=new De;record=new qe;state="sending";error=null;sessionId;requestId="";isRun=!1;isWatched=!1;isReconnecting=!1;traceId="";phases=[];isRestored=!1;sentAt;#t=performance.
now();#e=new AbortController;#o=w();get isRunning(){return this.state==="sending"||this.state==="streaming"}get hasSession(){return this.state!=="refused"||this.
error?.code==="RuntimeClientError"}get elapsedMs(){return this.isRunning?performance.now()-this.#t:this.record.durationMs}stop(){this.#e.abort(),this.isRun&&!this.
isWatched&&N("DELETE",`invocations/${S(this.requestId)}`).catch(()=>{})}async run(e){await this.#n(async()=>{let n=this.#e.signal,s=await ze(()=>this.#s(),n,r=>this.#r(
r)).catch(r=>{throw n.aborted&&Ze(this.#o).catch(()=>{}),r});return s instanceof Response?this.#l(s):(this.requestId=s,this.isRun=!0,e(),this.#e.signal.aborted&&
this.stop(),ne(this.requestId,this.#a()))})}async resume(e){this.requestId=e,this.isRun=!0,await this.#n(()=>ne(e,this.#a()))}async#n(e){this.#t=performance.now()-
(Date.now()-this.sentAt);let n=setInterval(()=>this.ticker.bump(),Lt);try{await e(),this.#i("complete")}catch(s){this.#h(s)}clearInterval(n),this.isReconnecting=
!1,this.ticker.bump(),this.#d()}async#s(){let e=await this.#c();return e.status===Kt?(await e.json()).invocationId:e}#r(e){this.isReconnecting=!e,this.ticker.bump()}async#c(){
this.question.isPrompt&&Te(this.question.payload)&&(this.question=await this.#u(this.question));let{runtimeArn:e,qualifier:n,payload:s,sessionId:r}=this.question,
a={"content-type":"application/json",accept:"text/event-stream, application/json, */*","headwater-timing":"1","headwater-detached":"1",[Ye]:this.#o,[se]:r,...P(
s)?{"a2a-version":"1.0"}:{}},i=new TextEncoder().encode(s);return I("POST",B(e,n),{body:i,headers:a,signal:this.#e.signal,staysHere:!0})}async#u(e){let{runtimeArn:n,
qualifier:s,sessionId:r,payload:a}=e,i={...e,isPrompt:!1};try{let l={headers:{[se]:r},signal:this.#e.signal,staysHere:!0},u=await I("GET",B(n,s,Wt),l),d=Ee(await u.
json());return{...i,payload:C("A2A",L(a)??"",r,w,d)}}catch{return i}}#p(e){let{headers:n}=e;this.sessionId=n.get(se)??this.sessionId,this.isRun||(this.requestId=
n.get("x-amzn-requestid")??""),this.phases=Bt(n.get("server-timing")),this.state="streaming",this.record.begin(n.get("content-type")??"",this.elapsedMs),this.ticker.
bump()}async#l(e){let n=this.#a();n.begin(e);let s=e.body?.getReader();if(s!==void 0)for(;;){let{value:r,done:a}=await s.read();if(a)return;n.feed(r),await n.rest()}}#a(){
let e=performance.now();return{signal:this.#e.signal,begin:n=>this.#p(n),feed:n=>this.record.feed(n,this.elapsedMs),gap:({from:n,to:s,reason:r})=>this.record.note(
"headwater.gap",`Bytes ${n} to ${s} of the answer are not kept any more (${r})`,this.elapsedMs),linked:n=>this.#r(n),rest:async()=>{this.ticker.bump(),!(performance.
now()-e<Ne)&&(await Oe(),e=performance.now())}}}#i(e){this.record.end(e,this.elapsedMs),this.state=e}#h(e){if(this.#e.signal.aborted)this.#i("stopped");else if(e instanceof
v){this.error=e,this.isRun||(this.requestId=e.requestId);let n=this.state==="streaming";this.#i("broken"),n||(this.state="refused")}else{let n=e instanceof Error?
e.message:String(e);this.error=new v(`The answer broke off after ${this.record.eventCount} events (${n})`,0,"AnswerCut",this.requestId),this.#i("broken")}}async#d(){
if(this.requestId!=="")for(let e of Ut){await new Promise(n=>setTimeout(n,e));try{let n=await $e(this.sessionId,this.requestId);if(n===void 0)continue;this.traceId=
n.traceId,this.phases=Me(n),this.ticker.bump();return}catch{}}}};function Bt(t){let e=0;return Ge(t).map(({name:n,durationMs:s})=>{let r={name:n,startMs:e,durationMs:s};
return e+=s,r})}var oe="headwater-playground:",Ht=30,Ft=2e4,re=class{constructor(e){this.runtimeName=e;this.turns.value=this.#s()}runtimeName;turns=_([]);#t=0;get running(){return this.
turns.value.find(e=>e.isRunning)}send(e){let n=this.#o(e);return this.turns.value=[...this.turns.peek(),n],{turn:n,done:this.#e(n.run(()=>this.#n()))}}watch(e,n){
if(this.turns.peek().some(r=>r.requestId===e))return;let s=this.#o(n);s.isWatched=!0,this.turns.value=[...this.turns.peek(),s],this.#e(s.resume(e)),this.#n()}async#e(e){
await e,this.turns.value=[...this.turns.peek()],this.#n()}stop(){for(let e of this.turns.peek())e.isRunning&&e.stop()}clear(){this.stop(),this.turns.value=[],this.#n()}#o(e,n){
return this.#t+=1,new H(`turn-${this.#t}`,e,n)}#n(){let e=this.turns.peek().filter(n=>!n.isRunning||n.isRun).slice(-Ht).map(n=>({question:n.question,sentAt:n.sentAt,
sessionId:n.sessionId,requestId:n.requestId,traceId:n.traceId,text:n.isRunning?"":n.record.answer.text.slice(0,Ft),isRunning:n.isRunning,isWatched:n.isWatched}));
try{e.length===0?sessionStorage.removeItem(oe+this.runtimeName):sessionStorage.setItem(oe+this.runtimeName,JSON.stringify(e))}catch{}}#s(){try{return JSON.parse(
sessionStorage.getItem(oe+this.runtimeName)??"[]").map(n=>this.#r(n))}catch{return[]}}#r(e){let n=this.#o(e.question,e.sentAt);return n.isWatched=e.isWatched??!1,
e.isRunning?(n.sessionId=e.sessionId,this.#e(n.resume(e.requestId)),n):(Object.assign(n,{sessionId:e.sessionId,requestId:e.requestId,traceId:e.traceId,isRestored:!0,
state:"complete"}),n.record.answer.take({kind:"text",text:e.text},0),n)}},et=new Map;function tt(t){let e=et.get(t);return e===void 0&&(e=new re(t),et.set(t,e)),
e}var Qt=[["curl","curl"],["boto3","boto3"],["python","headwater.Client"]];function nt({question:t,onClose:e}){let[n,s]=x("curl"),r=A("status",u=>ge({signal:u})),
a=r.data?.authentication==="keys",i={...t,serverUrl:window.location.origin,region:r.data?.region??Jt(t.runtimeArn),needsKey:a},l=Fe(n,i);return o(Ue,{title:"The\
 same request",onClose:e,children:o("div",{class:"copy-as",children:[o("div",{class:"row",children:[o(U,{label:"Language",value:n,options:Qt,onChange:s}),o("spa\
n",{class:"spacer"}),o(D,{text:l,label:"Copy the command"})]}),o("pre",{tabIndex:0,"aria-label":`Request as ${n}`,"data-snippet":n,children:l}),a&&o("p",{class:"\
muted",children:["Keys come from ",o("code",{children:"AWS_ACCESS_KEY_ID"})," and ",o("code",{children:"AWS_SECRET_ACCESS_KEY"}),"; ",o("code",{children:"headwa\
ter keys create NAME"})," makes some."]})]})})}function Jt(t){return t.split(":")[3]??"us-west-2"}var ie=33,st=256,ot="\0other",jt=50,Vt=1e3;function rt(t){return A(`agent ${t}`,async e=>{if(t==="")return null;let n=await q(`runtimes/${S(t)}`,{signal:e});return{
arn:n.runtime.agentRuntimeArn,name:n.runtime.agentRuntimeName,status:n.runtime.status,endpoints:n.endpoints.map(s=>s.name),protocol:n.runtime.protocolConfiguration?.
serverProtocol??"HTTP"}})}function ae(t){return t===""||t.length>=ie&&t.length<=st?"":`A session id has ${ie} to ${st} characters; this one has ${t.length}.`}function it({
names:t,agent:e,name:n}){let s=e?.endpoints.length?e.endpoints:["DEFAULT"],r=y("endpoint")||"DEFAULT",a=s.includes(r)?s:[...s,r];return o("div",{class:"target-b\
ar",children:[o(O,{label:"Agent",value:n,options:t.map(i=>[i,i]),onChange:i=>$(g("/playground",i))}),o(O,{label:"Endpoint",value:r,options:a.map(i=>[i,i]),onChange:i=>T(
{endpoint:i==="DEFAULT"?void 0:i,session:void 0})}),o(Gt,{name:n,endpoint:r})]})}function Gt({name:t,endpoint:e}){let n=y("session"),[s,r]=x(!1),a=A(`sessions o\
f ${t}`,p=>we({runtime:t,limit:jt},{signal:p}),{keepsOld:!0}),i=fe(a.reload,Vt);me(p=>{(p.kind.startsWith("session")||p.kind==="reconnect")&&i()});let l=(a.data?.
sessions??[]).filter(p=>p.endpoint===e&&p.state!=="STOPPED"),u=[["","New session"],...l.map(Xt)];n!==""&&!l.some(p=>p.sessionId===n)&&u.push([n,X(n)]);let d=ae(
n);return s?o("span",{class:"session-typed",children:[o("input",{type:"text","aria-label":"Session id","aria-invalid":d!=="",placeholder:`A session id, ${ie} ch\
aracters or more`,value:n,autocomplete:"off",spellcheck:!1,onInput:p=>T({session:p.currentTarget.value.trim()})}),o(m,{kind:"quiet",onClick:()=>r(!1),children:"\
List"}),d&&o("span",{class:"complaint",children:d})]}):o(b,{children:[o(O,{label:"Session",value:n,options:[...u,[ot,"Type an id…"]],onChange:p=>p===ot?r(!0):
T({session:p})}),n!==""&&o(m,{kind:"quiet",onClick:()=>T({session:void 0}),children:"New"})]})}function Xt(t){return[t.sessionId,`${X(t.sessionId)} · ${(t.state??
"ended").toLowerCase()} · ${t.requestCount} calls`]}function at(t,e){pe.peek().path.startsWith("/playground")&&y("session")===t&&T({session:e})}var Yt={RuntimeClientError:"The agent itself failed. What it printed, with the traceback, is in the session's log.",ThrottlingException:"Too much at once. Wait \
a moment and send it again.",ServiceQuotaExceededException:"A limit is reached: stop sessions that are not needed, or raise the limit (headwater limits).",ResourceNotFoundException:"\
This agent or endpoint is gone, or was never there. Choose another one above.",AccessDeniedException:"This key may not call the agent, or the session belongs to\
 another caller. Begin a new session, or sign in with another key.",ConflictException:"Something else is changing the agent at this moment. Send it again.",ValidationException:"\
Change what the message names, then send it again.",AnswerCut:"The connection ended before the answer did. What came is below; the session's log says what the a\
gent did.",RunEnded:"Somebody cancelled it, or its server ended. What came before is below. Send it again, if it is still wanted.",Unreachable:"Is the server ru\
nning? The text is still here: send it again once it is."};function lt(t){let e=Yt[t.code];return e!==void 0?e:t.status>=500?"The server failed; its log says wh\
y, under this request's id.":t.status===401?"Sign in again; or this agent wants a token of its own identity provider, which only a program can send.":""}function dt({turn:t,isChosen:e,onChoose:n,onCopyAs:s,onResend:r,children:a}){t.ticker.version.value;let{record:i,question:l}=t;return o("article",{class:`turn${e?
" is-chosen":""}`,"aria-label":`Turn of ${J(t.sentAt)}`,"data-state":t.state,children:[t.isWatched?o("p",{class:"muted",children:["Run ",t.requestId,", begun el\
sewhere"]}):o(Ie,{payload:l.payload}),o("div",{class:"answer-box","aria-busy":t.isRunning,"aria-live":"off",children:[o(Pe,{answer:i.answer,isOpen:t.isRunning,atMs:t.
elapsedMs}),t.isRunning&&i.eventCount===0&&!t.isReconnecting&&o(zt,{turn:t}),t.isReconnecting&&o("p",{class:"waiting",role:"status",children:[o("span",{class:"s\
pinner","aria-hidden":"true"}),"The connection is lost; the agent works on. Connecting again…"]}),t.state==="stopped"&&t.isWatched&&o("p",{class:"muted stoppe\
d",children:"Not watched any more. The run goes on."}),t.state==="stopped"&&!t.isWatched&&o("p",{class:"muted stopped",children:["Stopped after ",W(i.durationMs),
". The agent was told that nobody listens."]}),t.error&&o(Zt,{turn:t}),t.state==="complete"&&!t.isRestored&&i.byteCount===0&&o("p",{class:"muted",children:"The \
agent answered with nothing."})]}),o("footer",{class:"turn-foot",children:[o(en,{turn:t}),o("span",{class:"spacer"}),o("span",{class:"turn-actions",children:[o(
m,{kind:"quiet",icon:"clock","aria-pressed":e,onClick:n,children:"Timeline"}),t.traceId&&!t.isRunning&&o("a",{class:"button is-quiet",href:g("/traces",t.traceId),
children:[o(ve,{name:"traces"}),"Trace"]}),!t.isWatched&&o(m,{kind:"quiet",icon:"external",onClick:s,children:"Copy as…"}),!t.isRunning&&!t.isWatched&&o(m,{kind:"\
quiet",icon:"refresh",onClick:r,children:"Again"}),o(D,{text:()=>i.answer.text,label:"Copy the answer"})]})]}),a]})}function zt({turn:t}){return o("p",{class:"w\
aiting",role:"status",children:[o("span",{class:"spinner","aria-hidden":"true"}),t.state==="streaming"?"The agent has begun to answer…":"Waiting for the agent\
…",t.elapsedMs>1e3&&o("span",{class:"number","aria-hidden":"true",children:[Math.floor(t.elapsedMs/1e3)," s"]})]})}function Zt({turn:t}){let{error:e}=t;if(e===
null)return null;let n=lt(e);return o("div",{class:"note is-bad",role:"alert",children:[o("p",{children:[o("strong",{children:e.code})," ",e.message]}),n&&o("p",
{children:n}),o("p",{class:"row",children:[e.status===401&&o("a",{href:g("/signin",{next:window.location.pathname+window.location.search}),children:"Sign in"}),
t.hasSession&&o("a",{href:g("/sessions",t.question.runtimeName,t.sessionId,{tab:"logs"}),children:"Session's log"}),e.requestId&&o("span",{class:"muted",children:[
"Request ",o("code",{children:e.requestId})]})]})]})}function en({turn:t}){let{record:e}=t;if(t.isRestored)return o("span",{class:"muted",children:J(t.sentAt)});
if(e.headMs===null)return null;let n=_e(e),s=[e.firstTokenMs===null?null:`first token ${W(e.firstTokenMs)}`,t.isRunning?null:W(e.durationMs),e.firstTokenMs===null?
null:`${xe(e)} tokens${n===null?"":`, ${Se(n)}/s`}`];return o("span",{class:"muted number",children:s.filter(r=>r!==null).join(" · ")})}var tn="headwater deploy examples/echo_agent --name echo",ut=typeof matchMedia>"u"?null:matchMedia("(min-width: 1100px)"),F=_(ut?.matches??!0);ut?.addEventListener(
"change",t=>F.value=t.matches);function nn({params:t}){let e=A("runtimes",a=>ye({signal:a})),n=e.data?.runtimes.map(a=>a.name)??[],s=t.name??"",r=n[0];return E(
()=>{s===""&&r!==void 0&&$(g("/playground",r)+window.location.search,{replace:!0})},[s,r]),e.error?o(j,{error:e.error,onRetry:e.reload}):e.data===void 0?o(be,{what:"\
the agents"}):n.length===0&&s===""?o(sn,{}):s===""?null:o(on,{name:s,names:n.includes(s)?n:[s,...n]},s)}function sn(){return o(b,{children:[o(G,{title:"Playgrou\
nd"}),o(V,{icon:"playground",title:"There is no agent to talk to yet",children:[o("p",{children:"Deploy one, and it is here at once. For a first try:"}),o(Ae,{children:tn})]})]})}
function on({name:t,names:e}){let n=rt(t),s=tt(t),r=k({form:"prompt",text:y("prompt")}),a=k(null),i=k(null),l=k(!1),u=s.turns.value,d=u.find(c=>c.id===a.value)??
(F.value?u.at(-1):void 0),p=s.running,h=y("session"),le=c=>{a.value=null,s.send(c).done.then(()=>{let ce=s.turns.peek().at(-1);ce?.hasSession&&at(h,ce.sessionId)})},
de=()=>{let c=rn(n.data??null,r.peek(),h);l.value=c===null&&n.error===null,c!==null&&(le(c),r.value={...r.peek(),text:""})};E(()=>{l.peek()&&de()},[n.data]);let Q=y(
"run");E(()=>{Q===""||!n.data||s.watch(Q,{runtimeArn:n.data.arn,runtimeName:t,qualifier:y("endpoint")||"DEFAULT",sessionId:h,payload:""})},[Q,n.data]),an(s);let pt=r.
value.text.trim()!==""&&ae(h)==="";return o("div",{class:"playground",children:[o(G,{title:"Playground",children:u.length>0&&o(m,{kind:"quiet",onClick:()=>s.clear(),
children:"Clear"})}),o(it,{names:e,agent:n.data??null,name:t}),n.error?o(j,{error:n.error,onRetry:n.reload}):null,n.data&&n.data.status!=="READY"&&o("p",{class:"\
note",children:[t," is ",n.data.status,". ",o("a",{href:g("/agents",t),children:"See why"}),"."]}),o("div",{class:"playground-columns",children:[o("section",{class:"\
conversation","aria-label":"Conversation",children:[o(ln,{turns:u,name:t,protocol:n.data?.protocol??"HTTP",children:c=>o(dt,{turn:c,isChosen:c===d,onChoose:()=>a.
value=a.value===c.id?null:c.id,onCopyAs:()=>i.value={...c.question,sessionId:c.sessionId},onResend:()=>p===void 0&&le({...c.question,sessionId:h||w()}),children:!F.
value&&c===d&&o(ct,{turn:c})},c.id)}),o(Be,{draft:r.value,protocol:n.data?.protocol??"HTTP",onDraft:c=>r.value=c,isRunning:p!==void 0,isReady:pt,onSend:de,onStop:()=>s.
stop(),onRecall:()=>r.value=Ke(u.at(-1)?.question.payload??"")})]}),F.value&&o("aside",{class:"stream-side","aria-label":"Stream",children:d?o(ct,{turn:d},d.id):
o("p",{class:"muted",children:"The timeline of the stream will be here."})})]}),i.value&&o(nt,{question:i.value,onClose:()=>i.value=null})]})}function rn(t,e,n){
if(t===null)return null;let s=n||w(),r=Le(e,t.protocol,s);return{runtimeArn:t.arn,runtimeName:t.name,qualifier:y("endpoint")||"DEFAULT",sessionId:s,payload:r,isPrompt:e.
form==="prompt"}}function an(t){We([{keys:"Ctrl Enter",does:"Send (in the text field)",run:()=>{}},{keys:"Escape",does:"Stop the answer",run:()=>t.stop()},{keys:"\
i",does:"Write",run:()=>document.getElementById("playground-input")?.focus()}]),E(()=>{let e=n=>{n.key!=="Escape"||n.isComposing||document.querySelector("dialog\
[open]")||t.stop()};return window.addEventListener("keydown",e),()=>window.removeEventListener("keydown",e)},[t])}function ln({turns:t,name:e,protocol:n,children:s}){
let r=R(null),a=R(!0),i=t.at(-1);E(()=>{a.current=!0},[t.length]);let l=()=>{let d=r.current;d!==null&&a.current&&(d.scrollTop=d.scrollHeight)};return o("div",{
class:"turn-list",ref:r,onScroll:()=>{let d=r.current;d!==null&&(a.current=d.scrollTop+d.clientHeight>=d.scrollHeight-40)},tabIndex:0,role:"log","aria-label":`A\
nswers of ${e}`,children:[t.length===0?o(cn,{name:e,protocol:n}):t.map(s),i&&o(dn,{turn:i,onGrowth:l},i.id)]})}function dn({turn:t,onGrowth:e}){let n=t.ticker.version.
value;return ue(e,[n]),null}function cn({name:t,protocol:e}){return o(V,{icon:"playground",title:`Say something to ${t}`,children:o("p",{children:ke[e]})})}function ct({
turn:t}){return t.ticker.version.value,t.isRestored?o("p",{class:"muted",children:["This answer is from before the page was loaded anew; its stream is kept with",
" ",o("a",{href:g("/sessions",t.question.runtimeName,t.sessionId),children:"its session"}),"."]}):o(Ce,{record:t.record,phases:t.phases,durationMs:t.elapsedMs})}export{nn as default};
