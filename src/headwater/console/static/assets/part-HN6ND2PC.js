import{b as ie,c as ae,d as le,f as de,g as ue,h as ce,i as pe,k as me,l as fe,m as ge,n as he,o as ye}from"./part-BKAELMUX.js";import{a as ve,e as Se}from"./part-ZTO7K2QB.js";
import"./part-V3AVMOEH.js";import{a as v,b as G}from"./part-ILYGHR7E.js";import{b as se,c as R,f as M}from"./part-CODQYCYZ.js";import{a as K}from"./part-J53JVBTT.js";
import{c as Y,d as Z,e as ee,i as ne}from"./part-W5EOZE3Y.js";import{A as z,C as X,E as s,F as te,J as p,L as C,O as E,P as x,Q as oe,R as D,S as O,T as re,
a as y,d as I,e as S,g as b,k as A,l as k,o as J,q as g,r as T,s as w,t as h,x as N,z as V}from"./part-7AGHQD6Q.js";function we(e){return e.form==="prompt"?JSON.stringify({prompt:e.text}):e.text}function We(e,n){return n===e.form?e:n==="json"?{form:n,text:JSON.stringify({prompt:e.
text},null,2)}:{form:n,text:Be(e.text)??""}}function Be(e){try{let n=JSON.parse(e);return typeof n=="object"&&n!==null&&"prompt"in n?String(n.prompt):null}catch{
return null}}function Ue(e){if(e.form==="prompt"||e.text.trim()==="")return"";try{return JSON.parse(e.text),""}catch(n){return`This is not JSON (${n instanceof Error?
n.message:"unreadable"}); it is sent as it is.`}}function be({draft:e,onDraft:n,isRunning:t,isReady:o,onSend:r,onStop:a,onRecall:i}){let d=b(null),c=Ue(e),m=l=>{
l.isComposing||(l.key==="Enter"&&(l.ctrlKey||l.metaKey)?(l.preventDefault(),!t&&o&&r()):l.key==="ArrowUp"&&e.text===""&&(l.preventDefault(),i()))};return s("for\
m",{class:"composer",onSubmit:l=>{l.preventDefault(),!t&&o&&r(),d.current?.focus()},children:[s("textarea",{ref:d,id:"playground-input",class:e.form==="json"?"m\
ono":void 0,rows:Math.min(10,Math.max(e.form==="json"?4:2,e.text.split(`
`).length)),"aria-label":e.form==="json"?"Payload as JSON":"Prompt","aria-describedby":c?"payload-complaint":void 0,placeholder:e.form==="json"?'{"prompt": "…"}':
"Ask the agent something…",value:e.text,spellcheck:e.form==="prompt",onInput:l=>n({...e,text:l.currentTarget.value}),onKeyDown:m}),c&&s("p",{id:"payload-compl\
aint",class:"complaint",children:c}),s("div",{class:"composer-bar",children:[s(x,{label:"Payload",value:e.form,options:[["prompt","Prompt"],["json","JSON"]],onChange:l=>n(
We(e,l))}),s("span",{class:"spacer"}),s("span",{class:"muted composer-hint",children:t?s(y,{children:[s("kbd",{children:"Esc"})," stops"]}):s(y,{children:[s("kb\
d",{children:"Ctrl"})," ",s("kbd",{children:"Enter"})," sends"]})}),t?s(p,{icon:"stop",kind:"danger",onClick:a,children:"Stop"}):s(p,{icon:"play",kind:"primary",
type:"submit",disabled:!o,children:"Send"})]})]})}var je="X-Amzn-Bedrock-AgentCore-Runtime-Session-Id",ke="DEFAULT";function Ie(e,n){return{curl:Fe,boto3:He,python:Qe}[e](n)}function Fe(e){let n=[`curl -N ${P(Je(
e))}`];return e.needsKey&&(n.push(`--aws-sigv4 ${P(`aws:amz:${e.region}:bedrock-agentcore`)}`),n.push('--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"')),n.push(
"-H 'Content-Type: application/json'"),e.sessionId!==""&&n.push(`-H ${P(`${je}: ${e.sessionId}`)}`),n.push(`--data-raw ${P(e.payload)}`),n.join(` \\
  `)}function He(e){let n=e.needsKey?"":', aws_access_key_id="any", aws_secret_access_key="any"',t=e.sessionId===""?[]:[`    runtimeSessionId=${f(e.sessionId)},`];
return["import boto3","",`client = boto3.client("bedrock-agentcore", endpoint_url=${f(e.serverUrl)},`,`                      region_name=${f(e.region)}${n})`,"a\
nswer = client.invoke_agent_runtime(",`    agentRuntimeArn=${f(e.runtimeArn)},`,`    qualifier=${f(e.qualifier)},`,...t,`    payload=${f(e.payload)}.encode(),`,
")",'for line in answer["response"].iter_lines(chunk_size=1):',"    print(line.decode())"].join(`
`)}function Qe(e){let n=[...e.sessionId===""?[]:[`session_id=${f(e.sessionId)}`],...e.qualifier===ke?[]:[`qualifier=${f(e.qualifier)}`]],t=`${f(e.payload)}.enco\
de()`,o=[f(e.runtimeName),t,...n].join(", ");return["from headwater import Client","",`with Client(${f(e.serverUrl)}) as client:`,`    for event in client.invok\
e(${o}):`,"        print(event)"].join(`
`)}function Je(e){return e.serverUrl+L(e.runtimeArn,e.qualifier)}function L(e,n){let t=n===ke?"":`?qualifier=${encodeURIComponent(n)}`;return`/runtimes/${encodeURIComponent(
e)}/invocations${t}`}function P(e){return`'${e.replaceAll("'","'\\''")}'`}function f(e){return JSON.stringify(e).replaceAll("","\\u007f")}var Ve=/([!#$%&'*+\-.^_`|~\w]+)((?:\s*;\s*[!#$%&'*+\-.^_`|~\w]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^",;\s]*))?)*)/g,ze=/;\s*([!#$%&'*+\-.^_`|~\w]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^",;\s]*)))?/g;
function Ae(e){let n=[];for(let[,t="",o=""]of(e??"").matchAll(Ve)){let r=new Map;for(let[,i="",d,c]of o.matchAll(ze))r.has(i.toLowerCase())||r.set(i.toLowerCase(),
d?.replace(/\\(.)/g,"$1")??c??"");let a=Number(r.get("dur")??"0");n.push({name:t,durationMs:Number.isFinite(a)?a:0,description:r.get("desc")??""})}return n}var Te="x-amzn-bedrock-agentcore-runtime-session-id",Xe=[150,600,2e3],$=class{constructor(n,t,o=Date.now()){this.id=n;this.question=t;this.sessionId=t.sessionId,
this.sentAt=o}id;question;ticker=new he;record=new fe;state="sending";error=null;sessionId;requestId="";traceId="";phases=[];isRestored=!1;sentAt;#n=performance.
now();#e=new AbortController;get isRunning(){return this.state==="sending"||this.state==="streaming"}get elapsedMs(){return this.isRunning?performance.now()-this.#n:
this.record.durationMs}stop(){this.#e.abort()}async run(){this.#n=performance.now();try{let n=await this.#t();this.#s(n),await this.#o(n),this.#r("complete")}catch(n){
this.#i(n)}this.ticker.bump(),this.#a()}#t(){let{runtimeArn:n,qualifier:t,payload:o,sessionId:r}=this.question,a={"content-type":"application/json",accept:"text\
/event-stream, application/json, */*"};r!==""&&(a[Te]=r);let i=new TextEncoder().encode(o);return V("POST",L(n,t),{body:i,headers:a,signal:this.#e.signal})}#s(n){
let{headers:t}=n;this.sessionId=t.get(Te)??this.sessionId,this.requestId=t.get("x-amzn-requestid")??"",this.traceId=Ye(t),this.phases=Ge(t.get("server-timing")),
this.state="streaming",this.record.begin(t.get("content-type")??"",this.elapsedMs),this.ticker.bump()}async#o(n){let t=n.body?.getReader();if(t===void 0)return;
let o=performance.now();for(;;){let{value:r,done:a}=await t.read();if(a)return;this.record.feed(r,this.elapsedMs),this.ticker.bump(),performance.now()-o>ge&&(await ye(),
o=performance.now())}}#r(n){this.record.end(n,this.elapsedMs),this.state=n}#i(n){if(this.#e.signal.aborted)this.#r("stopped");else if(n instanceof N)this.error=
n,this.requestId=n.requestId,this.record.end("broken",this.elapsedMs),this.state="refused";else{let t=n instanceof Error?n.message:String(n);this.error=new N(`T\
he answer broke off after ${this.record.eventCount} events (${t})`,0,"AnswerCut",this.requestId),this.#r("broken")}}async#a(){if(this.requestId!=="")for(let n of Xe){
await new Promise(t=>setTimeout(t,n));try{let t=await pe(this.requestId);this.traceId=t.traceId,this.phases=me(t),this.ticker.bump();return}catch{}}}};function Ye(e){
let n=/^[0-9a-f]{2}-([0-9a-f]{32})-/.exec(e.get("traceparent")??"");if(n!==null)return n[1]??"";let t=/Root=1-([0-9a-f]{8})-([0-9a-f]{24})/.exec(e.get("x-amzn-t\
race-id")??"");return t===null?"":`${t[1]}${t[2]}`}function Ge(e){let n=0;return Ae(e).map(({name:t,durationMs:o})=>{let r={name:t,startMs:n,durationMs:o};return n+=
o,r})}var W="headwater-playground:",Ze=30,en=2e4,B=class{constructor(n){this.runtimeName=n;this.turns.value=this.#s()}runtimeName;turns=A([]);#n=0;get running(){return this.
turns.value.find(n=>n.isRunning)}send(n){let t=this.#e(n);this.turns.value=[...this.turns.peek(),t];let o=t.run().then(()=>{this.turns.value=[...this.turns.peek()],
this.#t()});return{turn:t,done:o}}stop(){for(let n of this.turns.peek())n.isRunning&&n.stop()}clear(){this.stop(),this.turns.value=[],this.#t()}#e(n,t){return this.#n+=
1,new $(`turn-${this.#n}`,n,t)}#t(){let n=this.turns.peek().filter(t=>!t.isRunning).slice(-Ze).map(t=>({question:t.question,sentAt:t.sentAt,sessionId:t.sessionId,
requestId:t.requestId,traceId:t.traceId,text:t.record.answer.text.slice(0,en)}));try{n.length===0?sessionStorage.removeItem(W+this.runtimeName):sessionStorage.setItem(
W+this.runtimeName,JSON.stringify(n))}catch{}}#s(){try{return JSON.parse(sessionStorage.getItem(W+this.runtimeName)??"[]").map(t=>this.#o(t))}catch{return[]}}#o(n){
let t=this.#e(n.question,n.sentAt);return Object.assign(t,{sessionId:n.sessionId,requestId:n.requestId,traceId:n.traceId,isRestored:!0,state:"complete"}),t.record.
answer.take({kind:"text",text:n.text},0),t}},Ce=new Map;function Ee(e){let n=Ce.get(e);return n===void 0&&(n=new B(e),Ce.set(e,n)),n}var nn=[["curl","curl"],["boto3","boto3"],["python","headwater.Client"]];function xe({question:e,onClose:n}){let[t,o]=I("curl"),r=v("status",c=>Z({signal:c})),a=r.
data?.authentication==="keys",i={...e,serverUrl:window.location.origin,region:r.data?.region??tn(e.runtimeArn),needsKey:a},d=Ie(t,i);return s(ve,{title:"The sam\
e request",onClose:n,children:s("div",{class:"copy-as",children:[s("div",{class:"row",children:[s(x,{label:"Language",value:t,options:nn,onChange:o}),s("span",{
class:"spacer"}),s(C,{text:d,label:"Copy the command"})]}),s("pre",{tabIndex:0,"aria-label":`Request as ${t}`,"data-snippet":t,children:d}),a&&s("p",{class:"mut\
ed",children:["Keys come from ",s("code",{children:"AWS_ACCESS_KEY_ID"})," and ",s("code",{children:"AWS_SECRET_ACCESS_KEY"}),"; ",s("code",{children:"headwater\
 keys create NAME"})," makes some."]})]})})}function tn(e){return e.split(":")[3]??"us-west-2"}var U=33,Re=256,Pe="\0other",sn=50,on=1e3;function $e(e){return v(`agent ${e}`,async n=>{if(e==="")return null;let t=await z(`runtimes/${X(e)}`,{signal:n});return{
arn:t.runtime.agentRuntimeArn,name:t.runtime.agentRuntimeName,status:t.runtime.status,endpoints:t.endpoints.map(o=>o.name)}})}function j(e){return e===""||e.length>=
U&&e.length<=Re?"":`A session id has ${U} to ${Re} characters; this one has ${e.length}.`}function _e({names:e,agent:n,name:t}){let o=n?.endpoints.length?n.endpoints:
["DEFAULT"],r=h("endpoint")||"DEFAULT",a=o.includes(r)?o:[...o,r];return s("div",{class:"target-bar",children:[s(E,{label:"Agent",value:t,options:e.map(i=>[i,i]),
onChange:i=>T(g("/playground",i))}),s(E,{label:"Endpoint",value:r,options:a.map(i=>[i,i]),onChange:i=>w({endpoint:i==="DEFAULT"?void 0:i,session:void 0})}),s(rn,
{name:t,endpoint:r})]})}function rn({name:e,endpoint:n}){let t=h("session"),[o,r]=I(!1),a=v(`sessions of ${e}`,l=>ne({runtime:e,limit:sn},{signal:l}),{keepsOld:!0}),
i=G(a.reload,on);Y(l=>{(l.kind.startsWith("session")||l.kind==="reconnect")&&i()});let d=(a.data?.sessions??[]).filter(l=>l.endpoint===n&&l.state!=="STOPPED"),c=[
["","New session"],...d.map(an)];t!==""&&!d.some(l=>l.sessionId===t)&&c.push([t,qe(t)]);let m=j(t);return o?s("span",{class:"session-typed",children:[s("input",
{type:"text","aria-label":"Session id","aria-invalid":m!=="",placeholder:`A session id, ${U} characters or more`,value:t,autocomplete:"off",spellcheck:!1,onInput:l=>w(
{session:l.currentTarget.value.trim()})}),s(p,{kind:"quiet",onClick:()=>r(!1),children:"List"}),m&&s("span",{class:"complaint",children:m})]}):s(y,{children:[s(
E,{label:"Session",value:t,options:[...c,[Pe,"Type an id…"]],onChange:l=>l===Pe?r(!0):w({session:l})}),t!==""&&s(p,{kind:"quiet",onClick:()=>w({session:void 0}),
children:"New"})]})}function an(e){return[e.sessionId,`${qe(e.sessionId)} · ${(e.state??"ended").toLowerCase()} · ${e.requestCount} calls`]}function qe(e){return e.
length>16?`${e.slice(0,8)}…${e.slice(-4)}`:e}function Ne(e,n){J.peek().path.startsWith("/playground")&&h("session")===e&&w({session:n})}var ln={RuntimeClientError:"The agent itself failed. What it printed, with the traceback, is in the session's log.",ThrottlingException:"Too much at once. Wait \
a moment and send it again.",ServiceQuotaExceededException:"A limit is reached: stop sessions that are not needed, or raise the limit (headwater limits).",ResourceNotFoundException:"\
This agent or endpoint is gone, or was never there. Choose another one above.",AccessDeniedException:"This key may not call the agent, or the session belongs to\
 another caller. Begin a new session, or sign in with another key.",ConflictException:"Something else is changing the agent at this moment. Send it again.",ValidationException:"\
Change what the message names, then send it again.",AnswerCut:"The connection ended before the answer did. What came is below; the session's log says what the a\
gent did.",Unreachable:"Is the server running? The text is still here: send it again once it is."};function Me(e){let n=ln[e.code];return n!==void 0?n:e.status>=
500?"The server failed; its log says why, under this request's id.":e.status===401?"Sign in again.":""}function De({turn:e,isChosen:n,onChoose:t,onCopyAs:o,onResend:r,children:a}){e.ticker.version.value;let{record:i,question:d}=e;return s("article",{class:`turn${n?
" is-chosen":""}`,"aria-label":`Turn of ${M(e.sentAt)}`,"data-state":e.state,children:[s(dn,{payload:d.payload}),s("div",{class:"answer-box","aria-busy":e.isRunning,
"aria-live":"off",children:[s(le,{answer:i.answer,isOpen:e.isRunning,atMs:e.elapsedMs}),e.isRunning&&i.eventCount===0&&s(un,{turn:e}),e.state==="stopped"&&s("p",
{class:"muted stopped",children:["Stopped after ",R(i.durationMs),". The agent was told that nobody listens."]}),e.error&&s(cn,{turn:e}),e.state==="complete"&&!e.
isRestored&&i.byteCount===0&&s("p",{class:"muted",children:"The agent answered with nothing."})]}),s("footer",{class:"turn-foot",children:[s(pn,{turn:e}),s("spa\
n",{class:"spacer"}),s("span",{class:"turn-actions",children:[s(p,{kind:"quiet",icon:"clock","aria-pressed":n,onClick:t,children:"Timeline"}),e.traceId&&s("a",{
class:"button is-quiet",href:g("/traces",e.traceId),children:[s(te,{name:"traces"}),"Trace"]}),s(p,{kind:"quiet",icon:"external",onClick:o,children:"Copy as…"}),
!e.isRunning&&s(p,{kind:"quiet",icon:"refresh",onClick:r,children:"Again"}),s(C,{text:()=>i.answer.text,label:"Copy the answer"})]})]}),a]})}function dn({payload:e}){
let n=ie(e);return ae(n)&&typeof n.prompt=="string"&&Object.keys(n).length===1?s("div",{class:"asked",dir:"auto",children:String(n.prompt)}):s("pre",{class:"ask\
ed is-json",tabIndex:0,"aria-label":"Payload",children:e})}function un({turn:e}){let n=e.question.sessionId==="";return s("p",{class:"waiting",role:"status",children:[
s("span",{class:"spinner","aria-hidden":"true"}),e.state==="streaming"?"The agent has begun to answer…":n?"Starting a session…":"Waiting for the agent…"]})}
function cn({turn:e}){let{error:n}=e;if(n===null)return null;let t=Me(n);return s("div",{class:"note is-bad",role:"alert",children:[s("p",{children:[s("strong",
{children:n.code})," ",n.message]}),t&&s("p",{children:t}),s("p",{class:"row",children:[e.sessionId&&s("a",{href:g("/sessions",e.question.runtimeName,e.sessionId,
{tab:"logs"}),children:"Session's log"}),n.requestId&&s("span",{class:"muted",children:["Request ",s("code",{children:n.requestId})]})]})]})}function pn({turn:e}){
let{record:n}=e;if(e.isRestored)return s("span",{class:"muted",children:M(e.sentAt)});if(n.headMs===null)return null;let t=ce(n),o=[n.firstTokenMs===null?null:`\
first token ${R(n.firstTokenMs)}`,e.isRunning?null:R(n.durationMs),`${ue(n)} tokens${t===null?"":`, ${se(t)}/s`}`];return s("span",{class:"muted number",children:o.
filter(r=>r!==null).join(" · ")})}var mn="headwater deploy examples/echo_agent --name echo",Ke=typeof matchMedia>"u"?null:matchMedia("(min-width: 1100px)"),_=A(Ke?.matches??!0);Ke?.addEventListener(
"change",e=>_.value=e.matches);function fn({params:e}){let n=v("runtimes",a=>ee({signal:a})),t=n.data?.runtimes.map(a=>a.name)??[],o=e.name??"",r=t[0];return S(
()=>{o===""&&r!==void 0&&T(g("/playground",r)+window.location.search,{replace:!0})},[o,r]),n.error?s(D,{error:n.error,onRetry:n.reload}):n.data===void 0?s(oe,{what:"\
the agents"}):t.length===0&&o===""?s(gn,{}):o===""?null:s(hn,{name:o,names:t.includes(o)?t:[o,...t]},o)}function gn(){return s(y,{children:[s(K,{title:"Playgrou\
nd"}),s(O,{icon:"playground",title:"There is no agent to talk to yet",children:[s("p",{children:"Deploy one, and it is here at once. For a first try:"}),s(re,{children:mn})]})]})}
function hn({name:e,names:n}){let t=$e(e),o=Ee(e),r=k({form:"prompt",text:h("prompt")}),a=k(null),i=k(null),d=k(!1),c=o.turns.value,m=c.find(u=>u.id===a.value)??
(_.value?c.at(-1):void 0),l=o.running,q=h("session"),F=u=>{a.value=null,o.send(u).done.then(()=>{let Q=o.turns.peek().at(-1);Q?.sessionId&&Ne(u.sessionId,Q.sessionId)})},
H=()=>{let u=yn(t.data??null,r.peek(),q);d.value=u===null&&t.error===null,u!==null&&(F(u),r.value={...r.peek(),text:""})};S(()=>{d.peek()&&H()},[t.data]),vn(o);
let Le=r.value.text.trim()!==""&&j(q)==="";return s("div",{class:"playground",children:[s(K,{title:"Playground",children:c.length>0&&s(p,{kind:"quiet",onClick:()=>o.
clear(),children:"Clear"})}),s(_e,{names:n,agent:t.data??null,name:e}),t.error?s(D,{error:t.error,onRetry:t.reload}):null,t.data&&t.data.status!=="READY"&&s("p",
{class:"note",children:[e," is ",t.data.status,". ",s("a",{href:g("/agents",e),children:"See why"}),"."]}),s("div",{class:"playground-columns",children:[s("sect\
ion",{class:"conversation","aria-label":"Conversation",children:[s(Sn,{turns:c,name:e,children:u=>s(De,{turn:u,isChosen:u===m,onChoose:()=>a.value=a.value===u.id?
null:u.id,onCopyAs:()=>i.value={...u.question,sessionId:u.sessionId},onResend:()=>l===void 0&&F({...u.question,sessionId:q}),children:!_.value&&u===m&&s(Oe,{turn:u})},
u.id)}),s(be,{draft:r.value,onDraft:u=>r.value=u,isRunning:l!==void 0,isReady:Le,onSend:H,onStop:()=>o.stop(),onRecall:()=>r.value={form:"json",text:c.at(-1)?.question.
payload??""}})]}),_.value&&s("aside",{class:"stream-side","aria-label":"Stream",children:m?s(Oe,{turn:m},m.id):s("p",{class:"muted",children:"The timeline of th\
e stream will be here."})})]}),i.value&&s(xe,{question:i.value,onClose:()=>i.value=null})]})}function yn(e,n,t){return e===null?null:{runtimeArn:e.arn,runtimeName:e.
name,qualifier:h("endpoint")||"DEFAULT",sessionId:t,payload:we(n)}}function vn(e){Se([{keys:"Ctrl Enter",does:"Send (in the text field)",run:()=>{}},{keys:"Esca\
pe",does:"Stop the answer",run:()=>e.stop()},{keys:"i",does:"Write",run:()=>document.getElementById("playground-input")?.focus()}]),S(()=>{let n=t=>{t.key!=="Es\
cape"||t.isComposing||document.querySelector("dialog[open]")||e.stop()};return window.addEventListener("keydown",n),()=>window.removeEventListener("keydown",n)},
[e])}function Sn({turns:e,name:n,children:t}){let o=b(null),r=b(!0),a=e.at(-1);return a?.ticker.version.value,S(()=>{r.current=!0},[e.length]),S(()=>{let d=o.current;
d!==null&&r.current&&a?.isRunning&&(d.scrollTop=d.scrollHeight)}),s("div",{class:"turn-list",ref:o,onScroll:()=>{let d=o.current;d!==null&&(r.current=d.scrollTop+
d.clientHeight>=d.scrollHeight-40)},tabIndex:0,role:"log","aria-label":`Answers of ${n}`,children:e.length===0?s(wn,{name:n}):e.map(t)})}function wn({name:e}){return s(
O,{icon:"playground",title:`Say something to ${e}`,children:s("p",{children:["The prompt goes as ",s("code",{children:'{"prompt": "…"}'}),"; with JSON you wri\
te the whole payload. Tokens, tool calls and timing show up as they happen."]})})}function Oe({turn:e}){return e.ticker.version.value,e.isRestored?s("p",{class:"\
muted",children:["This answer is from before the page was loaded anew; its stream is kept with"," ",s("a",{href:g("/sessions",e.question.runtimeName,e.sessionId),
children:"its session"}),"."]}):s(de,{record:e.record,phases:e.phases,durationMs:e.elapsedMs})}export{fn as default};
