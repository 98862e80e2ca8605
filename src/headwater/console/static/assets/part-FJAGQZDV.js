import{a as ue,c as de,e as ce,f as pe,g as me,h as fe,j as ge,k as he,l as ye,m as ve,n as Se}from"./part-JR5ZPREX.js";import{a as we,e as ke}from"./part-YEKRKCVM.js";
import"./part-YZBLBHBP.js";import{a as L,b as W}from"./part-GC2EY3PG.js";import{a as v,b as ne}from"./part-ILYGHR7E.js";import{b as ie,c as P,
f as N}from"./part-CODQYCYZ.js";import{a as K}from"./part-LXXQPZQO.js";import{c as ee,d as te,e as se,i as oe}from"./part-6BR5HLCB.js";import"./part-6OM2XB4G.js";
import{A as G,C as Z,E as s,F as re,J as p,L as E,O as x,P as R,Q as ae,R as D,S as O,T as le,a as y,d as A,e as w,f as X,g as k,k as T,l as b,o as Y,q as g,r as C,
s as S,t as h,x as q,z}from"./part-7AGHQD6Q.js";function be(e){return e.form==="prompt"?JSON.stringify({prompt:e.text}):e.text}function Fe(e,n){return n===e.form?e:n==="json"?{form:n,text:JSON.stringify({prompt:e.
text},null,2)}:{form:n,text:Ie(e.text)??""}}function Ie(e){try{let n=JSON.parse(e);return typeof n=="object"&&n!==null&&"prompt"in n?String(n.prompt):null}catch{
return null}}function Ae(e){let n=Ie(e);return n!==null&&e===JSON.stringify({prompt:n})?{form:"prompt",text:n}:{form:"json",text:e}}function He(e){if(e.form==="\
prompt"||e.text.trim()==="")return"";try{return JSON.parse(e.text),""}catch(n){return`This is not JSON (${n instanceof Error?n.message:"unreadable"}); it is sen\
t as it is.`}}function Te({draft:e,onDraft:n,isRunning:t,isReady:o,onSend:r,onStop:a,onRecall:i}){let c=k(null),u=He(e),m=l=>{l.isComposing||(l.key==="Enter"&&(l.
ctrlKey||l.metaKey)?(l.preventDefault(),!t&&o&&r()):l.key==="ArrowUp"&&e.text===""&&(l.preventDefault(),i()))};return s("form",{class:"composer",onSubmit:l=>{l.
preventDefault(),!t&&o&&r(),c.current?.focus()},children:[s("textarea",{ref:c,id:"playground-input",class:e.form==="json"?"mono":void 0,rows:Math.min(10,Math.max(
e.form==="json"?4:2,e.text.split(`
`).length)),"aria-label":e.form==="json"?"Payload as JSON":"Prompt","aria-describedby":u?"payload-complaint":void 0,placeholder:e.form==="json"?'{"prompt": "…"}':
"Ask the agent something…",value:e.text,spellcheck:e.form==="prompt",onInput:l=>n({...e,text:l.currentTarget.value}),onKeyDown:m}),u&&s("p",{id:"payload-compl\
aint",class:"complaint",children:u}),s("div",{class:"composer-bar",children:[s(R,{label:"Payload",value:e.form,options:[["prompt","Prompt"],["json","JSON"]],onChange:l=>n(
Fe(e,l))}),s("span",{class:"spacer"}),s("span",{class:"muted composer-hint",children:t?s(y,{children:[s("kbd",{children:"Esc"})," stops"]}):s(y,{children:[s("kb\
d",{children:"Ctrl"})," ",s("kbd",{children:"Enter"})," sends"]})}),t?s(p,{icon:"stop",kind:"danger",onClick:a,children:"Stop"}):s(p,{icon:"play",kind:"primary",
type:"submit",disabled:!o,children:"Send"})]})]})}var Qe="X-Amzn-Bedrock-AgentCore-Runtime-Session-Id",Ce="DEFAULT";function Ee(e,n){return{curl:Je,boto3:je,python:Ve}[e](n)}function Je(e){let n=[`curl -N ${_(Xe(
e))}`];return e.needsKey&&(n.push(`--aws-sigv4 ${_(`aws:amz:${e.region}:bedrock-agentcore`)}`),n.push('--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"')),n.push(
"-H 'Content-Type: application/json'"),e.sessionId!==""&&n.push(`-H ${_(`${Qe}: ${e.sessionId}`)}`),n.push(`--data-raw ${_(e.payload)}`),n.join(` \\
  `)}function je(e){let n=e.needsKey?"":', aws_access_key_id="any", aws_secret_access_key="any"',t=e.sessionId===""?[]:[`    runtimeSessionId=${f(e.sessionId)},`];
return["import boto3","",`client = boto3.client("bedrock-agentcore", endpoint_url=${f(e.serverUrl)},`,`                      region_name=${f(e.region)}${n})`,"a\
nswer = client.invoke_agent_runtime(",`    agentRuntimeArn=${f(e.runtimeArn)},`,`    qualifier=${f(e.qualifier)},`,...t,`    payload=${f(e.payload)}.encode(),`,
")",'for line in answer["response"].iter_lines(chunk_size=1):',"    print(line.decode())"].join(`
`)}function Ve(e){let n=[...e.sessionId===""?[]:[`session_id=${f(e.sessionId)}`],...e.qualifier===Ce?[]:[`qualifier=${f(e.qualifier)}`]],t=`${f(e.payload)}.enco\
de()`,o=[f(e.runtimeName),t,...n].join(", ");return["from headwater import Client","",`with Client(${f(e.serverUrl)}) as client:`,`    for event in client.invok\
e(${o}):`,"        print(event)"].join(`
`)}function Xe(e){return e.serverUrl+B(e.runtimeArn,e.qualifier)}function B(e,n){let t=n===Ce?"":`?qualifier=${encodeURIComponent(n)}`;return`/runtimes/${encodeURIComponent(
e)}/invocations${t}`}function _(e){return`'${e.replaceAll("'","'\\''")}'`}function f(e){return JSON.stringify(e).replaceAll("","\\u007f")}var Ye=/([!#$%&'*+\-.^_`|~\w]+)((?:\s*;\s*[!#$%&'*+\-.^_`|~\w]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^",;\s]*))?)*)/g,ze=/;\s*([!#$%&'*+\-.^_`|~\w]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^",;\s]*)))?/g;
function xe(e){let n=[];for(let[,t="",o=""]of(e??"").matchAll(Ye)){let r=new Map;for(let[,i="",c,u]of o.matchAll(ze))r.has(i.toLowerCase())||r.set(i.toLowerCase(),
c?.replace(/\\(.)/g,"$1")??u??"");let a=Number(r.get("dur")??"0");n.push({name:t,durationMs:Number.isFinite(a)?a:0,description:r.get("desc")??""})}return n}var Re="x-amzn-bedrock-agentcore-runtime-session-id",Ge=[150,600,2e3],Ze=200,$=class{constructor(n,t,o=Date.now()){this.id=n;this.question=t;this.sessionId=t.sessionId,
this.sentAt=o}id;question;ticker=new ve;record=new he;state="sending";error=null;sessionId;requestId="";traceId="";phases=[];isRestored=!1;sentAt;#n=performance.
now();#e=new AbortController;get isRunning(){return this.state==="sending"||this.state==="streaming"}get hasSession(){return this.state!=="refused"||this.error?.
code==="RuntimeClientError"}get elapsedMs(){return this.isRunning?performance.now()-this.#n:this.record.durationMs}stop(){this.#e.abort()}async run(){this.#n=performance.
now();let n=setInterval(()=>this.ticker.bump(),Ze);try{let t=await this.#t();this.#s(t),await this.#o(t),this.#r("complete")}catch(t){this.#i(t)}clearInterval(n),
this.ticker.bump(),this.#a()}#t(){let{runtimeArn:n,qualifier:t,payload:o,sessionId:r}=this.question,a={"content-type":"application/json",accept:"text/event-stre\
am, application/json, */*","headwater-timing":"1",[Re]:r},i=new TextEncoder().encode(o);return z("POST",B(n,t),{body:i,headers:a,signal:this.#e.signal,staysHere:!0})}#s(n){
let{headers:t}=n;this.sessionId=t.get(Re)??this.sessionId,this.requestId=t.get("x-amzn-requestid")??"",this.phases=en(t.get("server-timing")),this.state="stream\
ing",this.record.begin(t.get("content-type")??"",this.elapsedMs),this.ticker.bump()}async#o(n){let t=n.body?.getReader();if(t===void 0)return;let o=performance.
now();for(;;){let{value:r,done:a}=await t.read();if(a)return;this.record.feed(r,this.elapsedMs),this.ticker.bump(),performance.now()-o>ye&&(await Se(),o=performance.
now())}}#r(n){this.record.end(n,this.elapsedMs),this.state=n}#i(n){if(this.#e.signal.aborted)this.#r("stopped");else if(n instanceof q)this.error=n,this.requestId=
n.requestId,this.record.end("broken",this.elapsedMs),this.state="refused";else{let t=n instanceof Error?n.message:String(n);this.error=new q(`The answer broke o\
ff after ${this.record.eventCount} events (${t})`,0,"AnswerCut",this.requestId),this.#r("broken")}}async#a(){if(this.requestId!=="")for(let n of Ge){await new Promise(
t=>setTimeout(t,n));try{let t=await fe(this.sessionId,this.requestId);if(t===void 0)continue;this.traceId=t.traceId,this.phases=ge(t),this.ticker.bump();return}catch{}}}};
function en(e){let n=0;return xe(e).map(({name:t,durationMs:o})=>{let r={name:t,startMs:n,durationMs:o};return n+=o,r})}var U="headwater-playground:",nn=30,tn=2e4,F=class{constructor(n){this.runtimeName=n;this.turns.value=this.#s()}runtimeName;turns=T([]);#n=0;get running(){return this.
turns.value.find(n=>n.isRunning)}send(n){let t=this.#e(n);this.turns.value=[...this.turns.peek(),t];let o=t.run().then(()=>{this.turns.value=[...this.turns.peek()],
this.#t()});return{turn:t,done:o}}stop(){for(let n of this.turns.peek())n.isRunning&&n.stop()}clear(){this.stop(),this.turns.value=[],this.#t()}#e(n,t){return this.#n+=
1,new $(`turn-${this.#n}`,n,t)}#t(){let n=this.turns.peek().filter(t=>!t.isRunning).slice(-nn).map(t=>({question:t.question,sentAt:t.sentAt,sessionId:t.sessionId,
requestId:t.requestId,traceId:t.traceId,text:t.record.answer.text.slice(0,tn)}));try{n.length===0?sessionStorage.removeItem(U+this.runtimeName):sessionStorage.setItem(
U+this.runtimeName,JSON.stringify(n))}catch{}}#s(){try{return JSON.parse(sessionStorage.getItem(U+this.runtimeName)??"[]").map(t=>this.#o(t))}catch{return[]}}#o(n){
let t=this.#e(n.question,n.sentAt);return Object.assign(t,{sessionId:n.sessionId,requestId:n.requestId,traceId:n.traceId,isRestored:!0,state:"complete"}),t.record.
answer.take({kind:"text",text:n.text},0),t}},Pe=new Map;function _e(e){let n=Pe.get(e);return n===void 0&&(n=new F(e),Pe.set(e,n)),n}var sn=[["curl","curl"],["boto3","boto3"],["python","headwater.Client"]];function $e({question:e,onClose:n}){let[t,o]=A("curl"),r=v("status",u=>te({signal:u})),
a=r.data?.authentication==="keys",i={...e,serverUrl:window.location.origin,region:r.data?.region??on(e.runtimeArn),needsKey:a},c=Ee(t,i);return s(we,{title:"The\
 same request",onClose:n,children:s("div",{class:"copy-as",children:[s("div",{class:"row",children:[s(R,{label:"Language",value:t,options:sn,onChange:o}),s("spa\
n",{class:"spacer"}),s(E,{text:c,label:"Copy the command"})]}),s("pre",{tabIndex:0,"aria-label":`Request as ${t}`,"data-snippet":t,children:c}),a&&s("p",{class:"\
muted",children:["Keys come from ",s("code",{children:"AWS_ACCESS_KEY_ID"})," and ",s("code",{children:"AWS_SECRET_ACCESS_KEY"}),"; ",s("code",{children:"headwa\
ter keys create NAME"})," makes some."]})]})})}function on(e){return e.split(":")[3]??"us-west-2"}var H=33,Me=256,qe="\0other",rn=50,an=1e3;function Ne(e){return v(`agent ${e}`,async n=>{if(e==="")return null;let t=await G(`runtimes/${Z(e)}`,{signal:n});return{
arn:t.runtime.agentRuntimeArn,name:t.runtime.agentRuntimeName,status:t.runtime.status,endpoints:t.endpoints.map(o=>o.name)}})}function Q(e){return e===""||e.length>=
H&&e.length<=Me?"":`A session id has ${H} to ${Me} characters; this one has ${e.length}.`}function De({names:e,agent:n,name:t}){let o=n?.endpoints.length?n.endpoints:
["DEFAULT"],r=h("endpoint")||"DEFAULT",a=o.includes(r)?o:[...o,r];return s("div",{class:"target-bar",children:[s(x,{label:"Agent",value:t,options:e.map(i=>[i,i]),
onChange:i=>C(g("/playground",i))}),s(x,{label:"Endpoint",value:r,options:a.map(i=>[i,i]),onChange:i=>S({endpoint:i==="DEFAULT"?void 0:i,session:void 0})}),s(ln,
{name:t,endpoint:r})]})}function ln({name:e,endpoint:n}){let t=h("session"),[o,r]=A(!1),a=v(`sessions of ${e}`,l=>oe({runtime:e,limit:rn},{signal:l}),{keepsOld:!0}),
i=ne(a.reload,an);ee(l=>{(l.kind.startsWith("session")||l.kind==="reconnect")&&i()});let c=(a.data?.sessions??[]).filter(l=>l.endpoint===n&&l.state!=="STOPPED"),
u=[["","New session"],...c.map(un)];t!==""&&!c.some(l=>l.sessionId===t)&&u.push([t,W(t)]);let m=Q(t);return o?s("span",{class:"session-typed",children:[s("input",
{type:"text","aria-label":"Session id","aria-invalid":m!=="",placeholder:`A session id, ${H} characters or more`,value:t,autocomplete:"off",spellcheck:!1,onInput:l=>S(
{session:l.currentTarget.value.trim()})}),s(p,{kind:"quiet",onClick:()=>r(!1),children:"List"}),m&&s("span",{class:"complaint",children:m})]}):s(y,{children:[s(
x,{label:"Session",value:t,options:[...u,[qe,"Type an id…"]],onChange:l=>l===qe?r(!0):S({session:l})}),t!==""&&s(p,{kind:"quiet",onClick:()=>S({session:void 0}),
children:"New"})]})}function un(e){return[e.sessionId,`${W(e.sessionId)} · ${(e.state??"ended").toLowerCase()} · ${e.requestCount} calls`]}function Oe(e,n){Y.
peek().path.startsWith("/playground")&&h("session")===e&&S({session:n})}var dn={RuntimeClientError:"The agent itself failed. What it printed, with the traceback, is in the session's log.",ThrottlingException:"Too much at once. Wait \
a moment and send it again.",ServiceQuotaExceededException:"A limit is reached: stop sessions that are not needed, or raise the limit (headwater limits).",ResourceNotFoundException:"\
This agent or endpoint is gone, or was never there. Choose another one above.",AccessDeniedException:"This key may not call the agent, or the session belongs to\
 another caller. Begin a new session, or sign in with another key.",ConflictException:"Something else is changing the agent at this moment. Send it again.",ValidationException:"\
Change what the message names, then send it again.",AnswerCut:"The connection ended before the answer did. What came is below; the session's log says what the a\
gent did.",Unreachable:"Is the server running? The text is still here: send it again once it is."};function Ke(e){let n=dn[e.code];return n!==void 0?n:e.status>=
500?"The server failed; its log says why, under this request's id.":e.status===401?"Sign in again; or this agent wants a token of its own identity provider, whi\
ch only a program can send.":""}function Le({turn:e,isChosen:n,onChoose:t,onCopyAs:o,onResend:r,children:a}){e.ticker.version.value;let{record:i,question:c}=e;return s("article",{class:`turn${n?
" is-chosen":""}`,"aria-label":`Turn of ${N(e.sentAt)}`,"data-state":e.state,children:[s(ue,{payload:c.payload}),s("div",{class:"answer-box","aria-busy":e.isRunning,
"aria-live":"off",children:[s(de,{answer:i.answer,isOpen:e.isRunning,atMs:e.elapsedMs}),e.isRunning&&i.eventCount===0&&s(cn,{turn:e}),e.state==="stopped"&&s("p",
{class:"muted stopped",children:["Stopped after ",P(i.durationMs),". The agent was told that nobody listens."]}),e.error&&s(pn,{turn:e}),e.state==="complete"&&!e.
isRestored&&i.byteCount===0&&s("p",{class:"muted",children:"The agent answered with nothing."})]}),s("footer",{class:"turn-foot",children:[s(mn,{turn:e}),s("spa\
n",{class:"spacer"}),s("span",{class:"turn-actions",children:[s(p,{kind:"quiet",icon:"clock","aria-pressed":n,onClick:t,children:"Timeline"}),e.traceId&&!e.isRunning&&
s("a",{class:"button is-quiet",href:g("/traces",e.traceId),children:[s(re,{name:"traces"}),"Trace"]}),s(p,{kind:"quiet",icon:"external",onClick:o,children:"Copy\
 as…"}),!e.isRunning&&s(p,{kind:"quiet",icon:"refresh",onClick:r,children:"Again"}),s(E,{text:()=>i.answer.text,label:"Copy the answer"})]})]}),a]})}function cn({
turn:e}){return s("p",{class:"waiting",role:"status",children:[s("span",{class:"spinner","aria-hidden":"true"}),e.state==="streaming"?"The agent has begun to an\
swer…":"Waiting for the agent…",e.elapsedMs>1e3&&s("span",{class:"number","aria-hidden":"true",children:[Math.floor(e.elapsedMs/1e3)," s"]})]})}function pn({
turn:e}){let{error:n}=e;if(n===null)return null;let t=Ke(n);return s("div",{class:"note is-bad",role:"alert",children:[s("p",{children:[s("strong",{children:n.code}),
" ",n.message]}),t&&s("p",{children:t}),s("p",{class:"row",children:[n.status===401&&s("a",{href:g("/signin",{next:window.location.pathname+window.location.search}),
children:"Sign in"}),e.hasSession&&s("a",{href:g("/sessions",e.question.runtimeName,e.sessionId,{tab:"logs"}),children:"Session's log"}),n.requestId&&s("span",{
class:"muted",children:["Request ",s("code",{children:n.requestId})]})]})]})}function mn({turn:e}){let{record:n}=e;if(e.isRestored)return s("span",{class:"muted",
children:N(e.sentAt)});if(n.headMs===null)return null;let t=me(n),o=[n.firstTokenMs===null?null:`first token ${P(n.firstTokenMs)}`,e.isRunning?null:P(n.durationMs),
n.firstTokenMs===null?null:`${pe(n)} tokens${t===null?"":`, ${ie(t)}/s`}`];return s("span",{class:"muted number",children:o.filter(r=>r!==null).join(" · ")})}var fn="headwater deploy examples/echo_agent --name echo",Be=typeof matchMedia>"u"?null:matchMedia("(min-width: 1100px)"),M=T(Be?.matches??!0);Be?.addEventListener(
"change",e=>M.value=e.matches);function gn({params:e}){let n=v("runtimes",a=>se({signal:a})),t=n.data?.runtimes.map(a=>a.name)??[],o=e.name??"",r=t[0];return w(
()=>{o===""&&r!==void 0&&C(g("/playground",r)+window.location.search,{replace:!0})},[o,r]),n.error?s(D,{error:n.error,onRetry:n.reload}):n.data===void 0?s(ae,{what:"\
the agents"}):t.length===0&&o===""?s(hn,{}):o===""?null:s(yn,{name:o,names:t.includes(o)?t:[o,...t]},o)}function hn(){return s(y,{children:[s(K,{title:"Playgrou\
nd"}),s(O,{icon:"playground",title:"There is no agent to talk to yet",children:[s("p",{children:"Deploy one, and it is here at once. For a first try:"}),s(le,{children:fn})]})]})}
function yn({name:e,names:n}){let t=Ne(e),o=_e(e),r=b({form:"prompt",text:h("prompt")}),a=b(null),i=b(null),c=b(!1),u=o.turns.value,m=u.find(d=>d.id===a.value)??
(M.value?u.at(-1):void 0),l=o.running,I=h("session"),J=d=>{a.value=null,o.send(d).done.then(()=>{let V=o.turns.peek().at(-1);V?.hasSession&&Oe(I,V.sessionId)})},
j=()=>{let d=vn(t.data??null,r.peek(),I);c.value=d===null&&t.error===null,d!==null&&(J(d),r.value={...r.peek(),text:""})};w(()=>{c.peek()&&j()},[t.data]),Sn(o);
let Ue=r.value.text.trim()!==""&&Q(I)==="";return s("div",{class:"playground",children:[s(K,{title:"Playground",children:u.length>0&&s(p,{kind:"quiet",onClick:()=>o.
clear(),children:"Clear"})}),s(De,{names:n,agent:t.data??null,name:e}),t.error?s(D,{error:t.error,onRetry:t.reload}):null,t.data&&t.data.status!=="READY"&&s("p",
{class:"note",children:[e," is ",t.data.status,". ",s("a",{href:g("/agents",e),children:"See why"}),"."]}),s("div",{class:"playground-columns",children:[s("sect\
ion",{class:"conversation","aria-label":"Conversation",children:[s(wn,{turns:u,name:e,children:d=>s(Le,{turn:d,isChosen:d===m,onChoose:()=>a.value=a.value===d.id?
null:d.id,onCopyAs:()=>i.value={...d.question,sessionId:d.sessionId},onResend:()=>l===void 0&&J({...d.question,sessionId:I||L()}),children:!M.value&&d===m&&s(We,
{turn:d})},d.id)}),s(Te,{draft:r.value,onDraft:d=>r.value=d,isRunning:l!==void 0,isReady:Ue,onSend:j,onStop:()=>o.stop(),onRecall:()=>r.value=Ae(u.at(-1)?.question.
payload??"")})]}),M.value&&s("aside",{class:"stream-side","aria-label":"Stream",children:m?s(We,{turn:m},m.id):s("p",{class:"muted",children:"The timeline of th\
e stream will be here."})})]}),i.value&&s($e,{question:i.value,onClose:()=>i.value=null})]})}function vn(e,n,t){return e===null?null:{runtimeArn:e.arn,runtimeName:e.
name,qualifier:h("endpoint")||"DEFAULT",sessionId:t||L(),payload:be(n)}}function Sn(e){ke([{keys:"Ctrl Enter",does:"Send (in the text field)",run:()=>{}},{keys:"\
Escape",does:"Stop the answer",run:()=>e.stop()},{keys:"i",does:"Write",run:()=>document.getElementById("playground-input")?.focus()}]),w(()=>{let n=t=>{t.key!==
"Escape"||t.isComposing||document.querySelector("dialog[open]")||e.stop()};return window.addEventListener("keydown",n),()=>window.removeEventListener("keydown",
n)},[e])}function wn({turns:e,name:n,children:t}){let o=k(null),r=k(!0),a=e.at(-1);w(()=>{r.current=!0},[e.length]);let i=()=>{let u=o.current;u!==null&&r.current&&
(u.scrollTop=u.scrollHeight)};return s("div",{class:"turn-list",ref:o,onScroll:()=>{let u=o.current;u!==null&&(r.current=u.scrollTop+u.clientHeight>=u.scrollHeight-
40)},tabIndex:0,role:"log","aria-label":`Answers of ${n}`,children:[e.length===0?s(bn,{name:n}):e.map(t),a&&s(kn,{turn:a,onGrowth:i},a.id)]})}function kn({turn:e,
onGrowth:n}){let t=e.ticker.version.value;return X(n,[t]),null}function bn({name:e}){return s(O,{icon:"playground",title:`Say something to ${e}`,children:s("p",
{children:["The prompt goes as ",s("code",{children:'{"prompt": "…"}'}),"; with JSON you write the whole payload. Tokens, tool calls and timing show up as the\
y happen."]})})}function We({turn:e}){return e.ticker.version.value,e.isRestored?s("p",{class:"muted",children:["This answer is from before the page was loaded \
anew; its stream is kept with"," ",s("a",{href:g("/sessions",e.question.runtimeName,e.sessionId),children:"its session"}),"."]}):s(ce,{record:e.record,phases:e.
phases,durationMs:e.elapsedMs})}export{gn as default};
