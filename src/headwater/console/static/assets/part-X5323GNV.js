import{a as ie,c as ae,e as le,f as ue,g as de,h as ce,j as pe,k as me,l as fe,m as ge,n as he}from"./part-Q33EJ74P.js";import{a as ye,e as ve}from"./part-OEKGJZWE.js";
import"./part-V3AVMOEH.js";import{a as v,b as G}from"./part-ILYGHR7E.js";import{b as se,c as R,f as M}from"./part-CODQYCYZ.js";import{a as K}from"./part-LXXQPZQO.js";
import{c as Y,d as Z,e as ee,i as ne}from"./part-W5EOZE3Y.js";import{A as z,C as X,E as s,F as te,J as p,L as C,O as E,P as x,Q as oe,R as D,S as O,T as re,
a as y,d as I,e as S,g as k,k as A,l as b,o as j,q as g,r as T,s as w,t as h,x as q,z as V}from"./part-7AGHQD6Q.js";function Se(e){return e.form==="prompt"?JSON.stringify({prompt:e.text}):e.text}function Be(e,n){return n===e.form?e:n==="json"?{form:n,text:JSON.stringify({prompt:e.
text},null,2)}:{form:n,text:we(e.text)??""}}function we(e){try{let n=JSON.parse(e);return typeof n=="object"&&n!==null&&"prompt"in n?String(n.prompt):null}catch{
return null}}function ke(e){let n=we(e);return n!==null&&e===JSON.stringify({prompt:n})?{form:"prompt",text:n}:{form:"json",text:e}}function Ue(e){if(e.form==="\
prompt"||e.text.trim()==="")return"";try{return JSON.parse(e.text),""}catch(n){return`This is not JSON (${n instanceof Error?n.message:"unreadable"}); it is sen\
t as it is.`}}function be({draft:e,onDraft:n,isRunning:t,isReady:o,onSend:r,onStop:a,onRecall:i}){let u=k(null),c=Ue(e),m=l=>{l.isComposing||(l.key==="Enter"&&(l.
ctrlKey||l.metaKey)?(l.preventDefault(),!t&&o&&r()):l.key==="ArrowUp"&&e.text===""&&(l.preventDefault(),i()))};return s("form",{class:"composer",onSubmit:l=>{l.
preventDefault(),!t&&o&&r(),u.current?.focus()},children:[s("textarea",{ref:u,id:"playground-input",class:e.form==="json"?"mono":void 0,rows:Math.min(10,Math.max(
e.form==="json"?4:2,e.text.split(`
`).length)),"aria-label":e.form==="json"?"Payload as JSON":"Prompt","aria-describedby":c?"payload-complaint":void 0,placeholder:e.form==="json"?'{"prompt": "…"}':
"Ask the agent something…",value:e.text,spellcheck:e.form==="prompt",onInput:l=>n({...e,text:l.currentTarget.value}),onKeyDown:m}),c&&s("p",{id:"payload-compl\
aint",class:"complaint",children:c}),s("div",{class:"composer-bar",children:[s(x,{label:"Payload",value:e.form,options:[["prompt","Prompt"],["json","JSON"]],onChange:l=>n(
Be(e,l))}),s("span",{class:"spacer"}),s("span",{class:"muted composer-hint",children:t?s(y,{children:[s("kbd",{children:"Esc"})," stops"]}):s(y,{children:[s("kb\
d",{children:"Ctrl"})," ",s("kbd",{children:"Enter"})," sends"]})}),t?s(p,{icon:"stop",kind:"danger",onClick:a,children:"Stop"}):s(p,{icon:"play",kind:"primary",
type:"submit",disabled:!o,children:"Send"})]})]})}var Fe="X-Amzn-Bedrock-AgentCore-Runtime-Session-Id",Ie="DEFAULT";function Ae(e,n){return{curl:He,boto3:Qe,python:Je}[e](n)}function He(e){let n=[`curl -N ${$(je(
e))}`];return e.needsKey&&(n.push(`--aws-sigv4 ${$(`aws:amz:${e.region}:bedrock-agentcore`)}`),n.push('--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"')),n.push(
"-H 'Content-Type: application/json'"),e.sessionId!==""&&n.push(`-H ${$(`${Fe}: ${e.sessionId}`)}`),n.push(`--data-raw ${$(e.payload)}`),n.join(` \\
  `)}function Qe(e){let n=e.needsKey?"":', aws_access_key_id="any", aws_secret_access_key="any"',t=e.sessionId===""?[]:[`    runtimeSessionId=${f(e.sessionId)},`];
return["import boto3","",`client = boto3.client("bedrock-agentcore", endpoint_url=${f(e.serverUrl)},`,`                      region_name=${f(e.region)}${n})`,"a\
nswer = client.invoke_agent_runtime(",`    agentRuntimeArn=${f(e.runtimeArn)},`,`    qualifier=${f(e.qualifier)},`,...t,`    payload=${f(e.payload)}.encode(),`,
")",'for line in answer["response"].iter_lines(chunk_size=1):',"    print(line.decode())"].join(`
`)}function Je(e){let n=[...e.sessionId===""?[]:[`session_id=${f(e.sessionId)}`],...e.qualifier===Ie?[]:[`qualifier=${f(e.qualifier)}`]],t=`${f(e.payload)}.enco\
de()`,o=[f(e.runtimeName),t,...n].join(", ");return["from headwater import Client","",`with Client(${f(e.serverUrl)}) as client:`,`    for event in client.invok\
e(${o}):`,"        print(event)"].join(`
`)}function je(e){return e.serverUrl+L(e.runtimeArn,e.qualifier)}function L(e,n){let t=n===Ie?"":`?qualifier=${encodeURIComponent(n)}`;return`/runtimes/${encodeURIComponent(
e)}/invocations${t}`}function $(e){return`'${e.replaceAll("'","'\\''")}'`}function f(e){return JSON.stringify(e).replaceAll("","\\u007f")}var Ve=/([!#$%&'*+\-.^_`|~\w]+)((?:\s*;\s*[!#$%&'*+\-.^_`|~\w]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^",;\s]*))?)*)/g,ze=/;\s*([!#$%&'*+\-.^_`|~\w]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^",;\s]*)))?/g;
function Te(e){let n=[];for(let[,t="",o=""]of(e??"").matchAll(Ve)){let r=new Map;for(let[,i="",u,c]of o.matchAll(ze))r.has(i.toLowerCase())||r.set(i.toLowerCase(),
u?.replace(/\\(.)/g,"$1")??c??"");let a=Number(r.get("dur")??"0");n.push({name:t,durationMs:Number.isFinite(a)?a:0,description:r.get("desc")??""})}return n}var Ce="x-amzn-bedrock-agentcore-runtime-session-id",Xe=[150,600,2e3],P=class{constructor(n,t,o=Date.now()){this.id=n;this.question=t;this.sessionId=t.sessionId,
this.sentAt=o}id;question;ticker=new ge;record=new me;state="sending";error=null;sessionId;requestId="";traceId="";phases=[];isRestored=!1;sentAt;#n=performance.
now();#e=new AbortController;get isRunning(){return this.state==="sending"||this.state==="streaming"}get elapsedMs(){return this.isRunning?performance.now()-this.#n:
this.record.durationMs}stop(){this.#e.abort()}async run(){this.#n=performance.now();try{let n=await this.#t();this.#s(n),await this.#o(n),this.#r("complete")}catch(n){
this.#i(n)}this.ticker.bump(),this.#a()}#t(){let{runtimeArn:n,qualifier:t,payload:o,sessionId:r}=this.question,a={"content-type":"application/json",accept:"text\
/event-stream, application/json, */*"};r!==""&&(a[Ce]=r);let i=new TextEncoder().encode(o);return V("POST",L(n,t),{body:i,headers:a,signal:this.#e.signal})}#s(n){
let{headers:t}=n;this.sessionId=t.get(Ce)??this.sessionId,this.requestId=t.get("x-amzn-requestid")??"",this.traceId=Ye(t),this.phases=Ge(t.get("server-timing")),
this.state="streaming",this.record.begin(t.get("content-type")??"",this.elapsedMs),this.ticker.bump()}async#o(n){let t=n.body?.getReader();if(t===void 0)return;
let o=performance.now();for(;;){let{value:r,done:a}=await t.read();if(a)return;this.record.feed(r,this.elapsedMs),this.ticker.bump(),performance.now()-o>fe&&(await he(),
o=performance.now())}}#r(n){this.record.end(n,this.elapsedMs),this.state=n}#i(n){if(this.#e.signal.aborted)this.#r("stopped");else if(n instanceof q)this.error=
n,this.requestId=n.requestId,this.record.end("broken",this.elapsedMs),this.state="refused";else{let t=n instanceof Error?n.message:String(n);this.error=new q(`T\
he answer broke off after ${this.record.eventCount} events (${t})`,0,"AnswerCut",this.requestId),this.#r("broken")}}async#a(){if(this.requestId!=="")for(let n of Xe){
await new Promise(t=>setTimeout(t,n));try{let t=await ce(this.requestId);this.traceId=t.traceId,this.phases=pe(t),this.ticker.bump();return}catch{}}}};function Ye(e){
let n=/^[0-9a-f]{2}-([0-9a-f]{32})-/.exec(e.get("traceparent")??"");if(n!==null)return n[1]??"";let t=/Root=1-([0-9a-f]{8})-([0-9a-f]{24})/.exec(e.get("x-amzn-t\
race-id")??"");return t===null?"":`${t[1]}${t[2]}`}function Ge(e){let n=0;return Te(e).map(({name:t,durationMs:o})=>{let r={name:t,startMs:n,durationMs:o};return n+=
o,r})}var W="headwater-playground:",Ze=30,en=2e4,B=class{constructor(n){this.runtimeName=n;this.turns.value=this.#s()}runtimeName;turns=A([]);#n=0;get running(){return this.
turns.value.find(n=>n.isRunning)}send(n){let t=this.#e(n);this.turns.value=[...this.turns.peek(),t];let o=t.run().then(()=>{this.turns.value=[...this.turns.peek()],
this.#t()});return{turn:t,done:o}}stop(){for(let n of this.turns.peek())n.isRunning&&n.stop()}clear(){this.stop(),this.turns.value=[],this.#t()}#e(n,t){return this.#n+=
1,new P(`turn-${this.#n}`,n,t)}#t(){let n=this.turns.peek().filter(t=>!t.isRunning).slice(-Ze).map(t=>({question:t.question,sentAt:t.sentAt,sessionId:t.sessionId,
requestId:t.requestId,traceId:t.traceId,text:t.record.answer.text.slice(0,en)}));try{n.length===0?sessionStorage.removeItem(W+this.runtimeName):sessionStorage.setItem(
W+this.runtimeName,JSON.stringify(n))}catch{}}#s(){try{return JSON.parse(sessionStorage.getItem(W+this.runtimeName)??"[]").map(t=>this.#o(t))}catch{return[]}}#o(n){
let t=this.#e(n.question,n.sentAt);return Object.assign(t,{sessionId:n.sessionId,requestId:n.requestId,traceId:n.traceId,isRestored:!0,state:"complete"}),t.record.
answer.take({kind:"text",text:n.text},0),t}},Ee=new Map;function xe(e){let n=Ee.get(e);return n===void 0&&(n=new B(e),Ee.set(e,n)),n}var nn=[["curl","curl"],["boto3","boto3"],["python","headwater.Client"]];function Re({question:e,onClose:n}){let[t,o]=I("curl"),r=v("status",c=>Z({signal:c})),a=r.
data?.authentication==="keys",i={...e,serverUrl:window.location.origin,region:r.data?.region??tn(e.runtimeArn),needsKey:a},u=Ae(t,i);return s(ye,{title:"The sam\
e request",onClose:n,children:s("div",{class:"copy-as",children:[s("div",{class:"row",children:[s(x,{label:"Language",value:t,options:nn,onChange:o}),s("span",{
class:"spacer"}),s(C,{text:u,label:"Copy the command"})]}),s("pre",{tabIndex:0,"aria-label":`Request as ${t}`,"data-snippet":t,children:u}),a&&s("p",{class:"mut\
ed",children:["Keys come from ",s("code",{children:"AWS_ACCESS_KEY_ID"})," and ",s("code",{children:"AWS_SECRET_ACCESS_KEY"}),"; ",s("code",{children:"headwater\
 keys create NAME"})," makes some."]})]})})}function tn(e){return e.split(":")[3]??"us-west-2"}var U=33,$e=256,Pe="\0other",sn=50,on=1e3;function _e(e){return v(`agent ${e}`,async n=>{if(e==="")return null;let t=await z(`runtimes/${X(e)}`,{signal:n});return{
arn:t.runtime.agentRuntimeArn,name:t.runtime.agentRuntimeName,status:t.runtime.status,endpoints:t.endpoints.map(o=>o.name)}})}function F(e){return e===""||e.length>=
U&&e.length<=$e?"":`A session id has ${U} to ${$e} characters; this one has ${e.length}.`}function Ne({names:e,agent:n,name:t}){let o=n?.endpoints.length?n.endpoints:
["DEFAULT"],r=h("endpoint")||"DEFAULT",a=o.includes(r)?o:[...o,r];return s("div",{class:"target-bar",children:[s(E,{label:"Agent",value:t,options:e.map(i=>[i,i]),
onChange:i=>T(g("/playground",i))}),s(E,{label:"Endpoint",value:r,options:a.map(i=>[i,i]),onChange:i=>w({endpoint:i==="DEFAULT"?void 0:i,session:void 0})}),s(rn,
{name:t,endpoint:r})]})}function rn({name:e,endpoint:n}){let t=h("session"),[o,r]=I(!1),a=v(`sessions of ${e}`,l=>ne({runtime:e,limit:sn},{signal:l}),{keepsOld:!0}),
i=G(a.reload,on);Y(l=>{(l.kind.startsWith("session")||l.kind==="reconnect")&&i()});let u=(a.data?.sessions??[]).filter(l=>l.endpoint===n&&l.state!=="STOPPED"),c=[
["","New session"],...u.map(an)];t!==""&&!u.some(l=>l.sessionId===t)&&c.push([t,qe(t)]);let m=F(t);return o?s("span",{class:"session-typed",children:[s("input",
{type:"text","aria-label":"Session id","aria-invalid":m!=="",placeholder:`A session id, ${U} characters or more`,value:t,autocomplete:"off",spellcheck:!1,onInput:l=>w(
{session:l.currentTarget.value.trim()})}),s(p,{kind:"quiet",onClick:()=>r(!1),children:"List"}),m&&s("span",{class:"complaint",children:m})]}):s(y,{children:[s(
E,{label:"Session",value:t,options:[...c,[Pe,"Type an id…"]],onChange:l=>l===Pe?r(!0):w({session:l})}),t!==""&&s(p,{kind:"quiet",onClick:()=>w({session:void 0}),
children:"New"})]})}function an(e){return[e.sessionId,`${qe(e.sessionId)} · ${(e.state??"ended").toLowerCase()} · ${e.requestCount} calls`]}function qe(e){return e.
length>16?`${e.slice(0,8)}…${e.slice(-4)}`:e}function Me(e,n){j.peek().path.startsWith("/playground")&&h("session")===e&&w({session:n})}var ln={RuntimeClientError:"The agent itself failed. What it printed, with the traceback, is in the session's log.",ThrottlingException:"Too much at once. Wait \
a moment and send it again.",ServiceQuotaExceededException:"A limit is reached: stop sessions that are not needed, or raise the limit (headwater limits).",ResourceNotFoundException:"\
This agent or endpoint is gone, or was never there. Choose another one above.",AccessDeniedException:"This key may not call the agent, or the session belongs to\
 another caller. Begin a new session, or sign in with another key.",ConflictException:"Something else is changing the agent at this moment. Send it again.",ValidationException:"\
Change what the message names, then send it again.",AnswerCut:"The connection ended before the answer did. What came is below; the session's log says what the a\
gent did.",Unreachable:"Is the server running? The text is still here: send it again once it is."};function De(e){let n=ln[e.code];return n!==void 0?n:e.status>=
500?"The server failed; its log says why, under this request's id.":e.status===401?"Sign in again.":""}function Oe({turn:e,isChosen:n,onChoose:t,onCopyAs:o,onResend:r,children:a}){e.ticker.version.value;let{record:i,question:u}=e;return s("article",{class:`turn${n?
" is-chosen":""}`,"aria-label":`Turn of ${M(e.sentAt)}`,"data-state":e.state,children:[s(ie,{payload:u.payload}),s("div",{class:"answer-box","aria-busy":e.isRunning,
"aria-live":"off",children:[s(ae,{answer:i.answer,isOpen:e.isRunning,atMs:e.elapsedMs}),e.isRunning&&i.eventCount===0&&s(un,{turn:e}),e.state==="stopped"&&s("p",
{class:"muted stopped",children:["Stopped after ",R(i.durationMs),". The agent was told that nobody listens."]}),e.error&&s(dn,{turn:e}),e.state==="complete"&&!e.
isRestored&&i.byteCount===0&&s("p",{class:"muted",children:"The agent answered with nothing."})]}),s("footer",{class:"turn-foot",children:[s(cn,{turn:e}),s("spa\
n",{class:"spacer"}),s("span",{class:"turn-actions",children:[s(p,{kind:"quiet",icon:"clock","aria-pressed":n,onClick:t,children:"Timeline"}),e.traceId&&s("a",{
class:"button is-quiet",href:g("/traces",e.traceId),children:[s(te,{name:"traces"}),"Trace"]}),s(p,{kind:"quiet",icon:"external",onClick:o,children:"Copy as…"}),
!e.isRunning&&s(p,{kind:"quiet",icon:"refresh",onClick:r,children:"Again"}),s(C,{text:()=>i.answer.text,label:"Copy the answer"})]})]}),a]})}function un({turn:e}){
let n=e.question.sessionId==="";return s("p",{class:"waiting",role:"status",children:[s("span",{class:"spinner","aria-hidden":"true"}),e.state==="streaming"?"Th\
e agent has begun to answer…":n?"Starting a session…":"Waiting for the agent…"]})}function dn({turn:e}){let{error:n}=e;if(n===null)return null;let t=De(n);
return s("div",{class:"note is-bad",role:"alert",children:[s("p",{children:[s("strong",{children:n.code})," ",n.message]}),t&&s("p",{children:t}),s("p",{class:"\
row",children:[e.sessionId&&s("a",{href:g("/sessions",e.question.runtimeName,e.sessionId,{tab:"logs"}),children:"Session's log"}),n.requestId&&s("span",{class:"\
muted",children:["Request ",s("code",{children:n.requestId})]})]})]})}function cn({turn:e}){let{record:n}=e;if(e.isRestored)return s("span",{class:"muted",children:M(
e.sentAt)});if(n.headMs===null)return null;let t=de(n),o=[n.firstTokenMs===null?null:`first token ${R(n.firstTokenMs)}`,e.isRunning?null:R(n.durationMs),`${ue(n)}\
 tokens${t===null?"":`, ${se(t)}/s`}`];return s("span",{class:"muted number",children:o.filter(r=>r!==null).join(" · ")})}var pn="headwater deploy examples/echo_agent --name echo",Le=typeof matchMedia>"u"?null:matchMedia("(min-width: 1100px)"),_=A(Le?.matches??!0);Le?.addEventListener(
"change",e=>_.value=e.matches);function mn({params:e}){let n=v("runtimes",a=>ee({signal:a})),t=n.data?.runtimes.map(a=>a.name)??[],o=e.name??"",r=t[0];return S(
()=>{o===""&&r!==void 0&&T(g("/playground",r)+window.location.search,{replace:!0})},[o,r]),n.error?s(D,{error:n.error,onRetry:n.reload}):n.data===void 0?s(oe,{what:"\
the agents"}):t.length===0&&o===""?s(fn,{}):o===""?null:s(gn,{name:o,names:t.includes(o)?t:[o,...t]},o)}function fn(){return s(y,{children:[s(K,{title:"Playgrou\
nd"}),s(O,{icon:"playground",title:"There is no agent to talk to yet",children:[s("p",{children:"Deploy one, and it is here at once. For a first try:"}),s(re,{children:pn})]})]})}
function gn({name:e,names:n}){let t=_e(e),o=xe(e),r=b({form:"prompt",text:h("prompt")}),a=b(null),i=b(null),u=b(!1),c=o.turns.value,m=c.find(d=>d.id===a.value)??
(_.value?c.at(-1):void 0),l=o.running,N=h("session"),H=d=>{a.value=null,o.send(d).done.then(()=>{let J=o.turns.peek().at(-1);J?.sessionId&&Me(d.sessionId,J.sessionId)})},
Q=()=>{let d=hn(t.data??null,r.peek(),N);u.value=d===null&&t.error===null,d!==null&&(H(d),r.value={...r.peek(),text:""})};S(()=>{u.peek()&&Q()},[t.data]),yn(o);
let We=r.value.text.trim()!==""&&F(N)==="";return s("div",{class:"playground",children:[s(K,{title:"Playground",children:c.length>0&&s(p,{kind:"quiet",onClick:()=>o.
clear(),children:"Clear"})}),s(Ne,{names:n,agent:t.data??null,name:e}),t.error?s(D,{error:t.error,onRetry:t.reload}):null,t.data&&t.data.status!=="READY"&&s("p",
{class:"note",children:[e," is ",t.data.status,". ",s("a",{href:g("/agents",e),children:"See why"}),"."]}),s("div",{class:"playground-columns",children:[s("sect\
ion",{class:"conversation","aria-label":"Conversation",children:[s(vn,{turns:c,name:e,children:d=>s(Oe,{turn:d,isChosen:d===m,onChoose:()=>a.value=a.value===d.id?
null:d.id,onCopyAs:()=>i.value={...d.question,sessionId:d.sessionId},onResend:()=>l===void 0&&H({...d.question,sessionId:N}),children:!_.value&&d===m&&s(Ke,{turn:d})},
d.id)}),s(be,{draft:r.value,onDraft:d=>r.value=d,isRunning:l!==void 0,isReady:We,onSend:Q,onStop:()=>o.stop(),onRecall:()=>r.value=ke(c.at(-1)?.question.payload??
"")})]}),_.value&&s("aside",{class:"stream-side","aria-label":"Stream",children:m?s(Ke,{turn:m},m.id):s("p",{class:"muted",children:"The timeline of the stream \
will be here."})})]}),i.value&&s(Re,{question:i.value,onClose:()=>i.value=null})]})}function hn(e,n,t){return e===null?null:{runtimeArn:e.arn,runtimeName:e.name,
qualifier:h("endpoint")||"DEFAULT",sessionId:t,payload:Se(n)}}function yn(e){ve([{keys:"Ctrl Enter",does:"Send (in the text field)",run:()=>{}},{keys:"Escape",does:"\
Stop the answer",run:()=>e.stop()},{keys:"i",does:"Write",run:()=>document.getElementById("playground-input")?.focus()}]),S(()=>{let n=t=>{t.key!=="Escape"||t.isComposing||
document.querySelector("dialog[open]")||e.stop()};return window.addEventListener("keydown",n),()=>window.removeEventListener("keydown",n)},[e])}function vn({turns:e,
name:n,children:t}){let o=k(null),r=k(!0),a=e.at(-1);return a?.ticker.version.value,S(()=>{r.current=!0},[e.length]),S(()=>{let u=o.current;u!==null&&r.current&&
a?.isRunning&&(u.scrollTop=u.scrollHeight)}),s("div",{class:"turn-list",ref:o,onScroll:()=>{let u=o.current;u!==null&&(r.current=u.scrollTop+u.clientHeight>=u.scrollHeight-
40)},tabIndex:0,role:"log","aria-label":`Answers of ${n}`,children:e.length===0?s(Sn,{name:n}):e.map(t)})}function Sn({name:e}){return s(O,{icon:"playground",title:`\
Say something to ${e}`,children:s("p",{children:["The prompt goes as ",s("code",{children:'{"prompt": "…"}'}),"; with JSON you write the whole payload. Tokens\
, tool calls and timing show up as they happen."]})})}function Ke({turn:e}){return e.ticker.version.value,e.isRestored?s("p",{class:"muted",children:["This answ\
er is from before the page was loaded anew; its stream is kept with"," ",s("a",{href:g("/sessions",e.question.runtimeName,e.sessionId),children:"its session"}),
"."]}):s(le,{record:e.record,phases:e.phases,durationMs:e.elapsedMs})}export{mn as default};
