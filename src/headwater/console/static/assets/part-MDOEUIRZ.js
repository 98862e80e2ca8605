import{a as L,b as ue,c as ce,d as pe,e as me,g as fe,i as ge,j as he,k as ye,l as ve,n as Se,o as we,p as Te,q as ke,r as be}from"./part-4GAACDO2.js";import{
a as Ie,e as Ae}from"./part-WBX2FK4N.js";import"./part-YZBLBHBP.js";import{a as w,b as B}from"./part-GC2EY3PG.js";import{a as S,b as te}from"./part-ILYGHR7E.js";
import{b as ae,c as _,f as D}from"./part-CODQYCYZ.js";import{a as W}from"./part-LXXQPZQO.js";import{c as ne,d as oe,e as se,i as re}from"./part-6BR5HLCB.js";
import"./part-6OM2XB4G.js";import{A as Z,C as ee,E as o,F as ie,J as f,L as x,O as P,P as R,Q as le,R as O,S as K,T as de,a as v,d as A,e as k,f as Y,g as b,
k as C,l as I,o as z,q as h,r as E,s as T,t as y,x as N,z as G}from"./part-7AGHQD6Q.js";function Ce(e,n,t){return e.form==="prompt"?L(n,e.text,t,w):e.text}function Je(e,n,t="HTTP"){if(n===e.form)return e;if(n==="prompt")return{form:n,text:ce(e.text)??
""};let s=L(t,e.text,w(),w);return{form:n,text:JSON.stringify(JSON.parse(s),null,2)}}function Ee(e){let n=ue(e);return n===null?{form:"json",text:e}:{form:"prom\
pt",text:n}}function je(e){if(e.form==="prompt"||e.text.trim()==="")return"";try{return JSON.parse(e.text),""}catch(n){return`This is not JSON (${n instanceof Error?
n.message:"unreadable"}); it is sent as it is.`}}function xe({draft:e,protocol:n,onDraft:t,isRunning:s,isReady:r,onSend:a,onStop:i,onRecall:p}){let m=b(null),l=je(
e),u=c=>{c.isComposing||(c.key==="Enter"&&(c.ctrlKey||c.metaKey)?(c.preventDefault(),!s&&r&&a()):c.key==="ArrowUp"&&e.text===""&&(c.preventDefault(),p()))};return o(
"form",{class:"composer",onSubmit:c=>{c.preventDefault(),!s&&r&&a(),m.current?.focus()},children:[o("textarea",{ref:m,id:"playground-input",class:e.form==="json"?
"mono":void 0,rows:Math.min(10,Math.max(e.form==="json"?4:2,e.text.split(`
`).length)),"aria-label":e.form==="json"?"Payload as JSON":"Prompt","aria-describedby":l?"payload-complaint":void 0,placeholder:e.form==="json"?'{"prompt": "…"}':
"Ask the agent something…",value:e.text,spellcheck:e.form==="prompt",onInput:c=>t({...e,text:c.currentTarget.value}),onKeyDown:u}),l&&o("p",{id:"payload-compl\
aint",class:"complaint",children:l}),o("div",{class:"composer-bar",children:[o(R,{label:"Payload",value:e.form,options:[["prompt","Prompt"],["json","JSON"]],onChange:c=>t(
Je(e,c,n))}),o("span",{class:"spacer"}),o("span",{class:"muted composer-hint",children:s?o(v,{children:[o("kbd",{children:"Esc"})," stops"]}):o(v,{children:[o("\
kbd",{children:"Ctrl"})," ",o("kbd",{children:"Enter"})," sends"]})}),s?o(f,{icon:"stop",kind:"danger",onClick:i,children:"Stop"}):o(f,{icon:"play",kind:"primar\
y",type:"submit",disabled:!r,children:"Send"})]})]})}var Ve="X-Amzn-Bedrock-AgentCore-Runtime-Session-Id",Pe="DEFAULT";function Re(e,n){return{curl:Xe,boto3:Ye,python:ze}[e](n)}function Xe(e){let n=[`curl -N ${$(Ge(
e))}`];return e.needsKey&&(n.push(`--aws-sigv4 ${$(`aws:amz:${e.region}:bedrock-agentcore`)}`),n.push('--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"')),n.push(
"-H 'Content-Type: application/json'"),e.sessionId!==""&&n.push(`-H ${$(`${Ve}: ${e.sessionId}`)}`),n.push(`--data-raw ${$(e.payload)}`),n.join(` \\
  `)}function Ye(e){let n=e.needsKey?"":', aws_access_key_id="any", aws_secret_access_key="any"',t=e.sessionId===""?[]:[`    runtimeSessionId=${g(e.sessionId)},`];
return["import boto3","",`client = boto3.client("bedrock-agentcore", endpoint_url=${g(e.serverUrl)},`,`                      region_name=${g(e.region)}${n})`,"a\
nswer = client.invoke_agent_runtime(",`    agentRuntimeArn=${g(e.runtimeArn)},`,`    qualifier=${g(e.qualifier)},`,...t,`    payload=${g(e.payload)}.encode(),`,
")",'for line in answer["response"].iter_lines(chunk_size=1):',"    print(line.decode())"].join(`
`)}function ze(e){let n=[...e.sessionId===""?[]:[`session_id=${g(e.sessionId)}`],...e.qualifier===Pe?[]:[`qualifier=${g(e.qualifier)}`]],t=`${g(e.payload)}.enco\
de()`,s=[g(e.runtimeName),t,...n].join(", ");return["from headwater import Client","",`with Client(${g(e.serverUrl)}) as client:`,`    for event in client.invok\
e(${s}):`,"        print(event)"].join(`
`)}function Ge(e){return e.serverUrl+H(e.runtimeArn,e.qualifier)}function H(e,n){let t=n===Pe?"":`?qualifier=${encodeURIComponent(n)}`;return`/runtimes/${encodeURIComponent(
e)}/invocations${t}`}function $(e){return`'${e.replaceAll("'","'\\''")}'`}function g(e){return JSON.stringify(e).replaceAll("","\\u007f")}var Ze=/([!#$%&'*+\-.^_`|~\w]+)((?:\s*;\s*[!#$%&'*+\-.^_`|~\w]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^",;\s]*))?)*)/g,en=/;\s*([!#$%&'*+\-.^_`|~\w]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^",;\s]*)))?/g;
function _e(e){let n=[];for(let[,t="",s=""]of(e??"").matchAll(Ze)){let r=new Map;for(let[,i="",p,m]of s.matchAll(en))r.has(i.toLowerCase())||r.set(i.toLowerCase(),
p?.replace(/\\(.)/g,"$1")??m??"");let a=Number(r.get("dur")??"0");n.push({name:t,durationMs:Number.isFinite(a)?a:0,description:r.get("desc")??""})}return n}var $e="x-amzn-bedrock-agentcore-runtime-session-id",nn=[150,600,2e3],tn=200,M=class{constructor(n,t,s=Date.now()){this.id=n;this.question=t;this.sessionId=t.sessionId,
this.sentAt=s}id;question;ticker=new ke;record=new we;state="sending";error=null;sessionId;requestId="";traceId="";phases=[];isRestored=!1;sentAt;#n=performance.
now();#e=new AbortController;get isRunning(){return this.state==="sending"||this.state==="streaming"}get hasSession(){return this.state!=="refused"||this.error?.
code==="RuntimeClientError"}get elapsedMs(){return this.isRunning?performance.now()-this.#n:this.record.durationMs}stop(){this.#e.abort()}async run(){this.#n=performance.
now();let n=setInterval(()=>this.ticker.bump(),tn);try{let t=await this.#t();this.#o(t),await this.#s(t),this.#r("complete")}catch(t){this.#i(t)}clearInterval(n),
this.ticker.bump(),this.#a()}#t(){let{runtimeArn:n,qualifier:t,payload:s,sessionId:r}=this.question,a={"content-type":"application/json",accept:"text/event-stre\
am, application/json, */*","headwater-timing":"1",[$e]:r},i=new TextEncoder().encode(s);return G("POST",H(n,t),{body:i,headers:a,signal:this.#e.signal,staysHere:!0})}#o(n){
let{headers:t}=n;this.sessionId=t.get($e)??this.sessionId,this.requestId=t.get("x-amzn-requestid")??"",this.phases=on(t.get("server-timing")),this.state="stream\
ing",this.record.begin(t.get("content-type")??"",this.elapsedMs),this.ticker.bump()}async#s(n){let t=n.body?.getReader();if(t===void 0)return;let s=performance.
now();for(;;){let{value:r,done:a}=await t.read();if(a)return;this.record.feed(r,this.elapsedMs),this.ticker.bump(),performance.now()-s>Te&&(await be(),s=performance.
now())}}#r(n){this.record.end(n,this.elapsedMs),this.state=n}#i(n){if(this.#e.signal.aborted)this.#r("stopped");else if(n instanceof N)this.error=n,this.requestId=
n.requestId,this.record.end("broken",this.elapsedMs),this.state="refused";else{let t=n instanceof Error?n.message:String(n);this.error=new N(`The answer broke o\
ff after ${this.record.eventCount} events (${t})`,0,"AnswerCut",this.requestId),this.#r("broken")}}async#a(){if(this.requestId!=="")for(let n of nn){await new Promise(
t=>setTimeout(t,n));try{let t=await ve(this.sessionId,this.requestId);if(t===void 0)continue;this.traceId=t.traceId,this.phases=Se(t),this.ticker.bump();return}catch{}}}};
function on(e){let n=0;return _e(e).map(({name:t,durationMs:s})=>{let r={name:t,startMs:n,durationMs:s};return n+=s,r})}var U="headwater-playground:",sn=30,rn=2e4,F=class{constructor(n){this.runtimeName=n;this.turns.value=this.#o()}runtimeName;turns=C([]);#n=0;get running(){return this.
turns.value.find(n=>n.isRunning)}send(n){let t=this.#e(n);this.turns.value=[...this.turns.peek(),t];let s=t.run().then(()=>{this.turns.value=[...this.turns.peek()],
this.#t()});return{turn:t,done:s}}stop(){for(let n of this.turns.peek())n.isRunning&&n.stop()}clear(){this.stop(),this.turns.value=[],this.#t()}#e(n,t){return this.#n+=
1,new M(`turn-${this.#n}`,n,t)}#t(){let n=this.turns.peek().filter(t=>!t.isRunning).slice(-sn).map(t=>({question:t.question,sentAt:t.sentAt,sessionId:t.sessionId,
requestId:t.requestId,traceId:t.traceId,text:t.record.answer.text.slice(0,rn)}));try{n.length===0?sessionStorage.removeItem(U+this.runtimeName):sessionStorage.setItem(
U+this.runtimeName,JSON.stringify(n))}catch{}}#o(){try{return JSON.parse(sessionStorage.getItem(U+this.runtimeName)??"[]").map(t=>this.#s(t))}catch{return[]}}#s(n){
let t=this.#e(n.question,n.sentAt);return Object.assign(t,{sessionId:n.sessionId,requestId:n.requestId,traceId:n.traceId,isRestored:!0,state:"complete"}),t.record.
answer.take({kind:"text",text:n.text},0),t}},Me=new Map;function qe(e){let n=Me.get(e);return n===void 0&&(n=new F(e),Me.set(e,n)),n}var an=[["curl","curl"],["boto3","boto3"],["python","headwater.Client"]];function Ne({question:e,onClose:n}){let[t,s]=A("curl"),r=S("status",m=>oe({signal:m})),
a=r.data?.authentication==="keys",i={...e,serverUrl:window.location.origin,region:r.data?.region??ln(e.runtimeArn),needsKey:a},p=Re(t,i);return o(Ie,{title:"The\
 same request",onClose:n,children:o("div",{class:"copy-as",children:[o("div",{class:"row",children:[o(R,{label:"Language",value:t,options:an,onChange:s}),o("spa\
n",{class:"spacer"}),o(x,{text:p,label:"Copy the command"})]}),o("pre",{tabIndex:0,"aria-label":`Request as ${t}`,"data-snippet":t,children:p}),a&&o("p",{class:"\
muted",children:["Keys come from ",o("code",{children:"AWS_ACCESS_KEY_ID"})," and ",o("code",{children:"AWS_SECRET_ACCESS_KEY"}),"; ",o("code",{children:"headwa\
ter keys create NAME"})," makes some."]})]})})}function ln(e){return e.split(":")[3]??"us-west-2"}var Q=33,De=256,Oe="\0other",dn=50,un=1e3;function Ke(e){return S(`agent ${e}`,async n=>{if(e==="")return null;let t=await Z(`runtimes/${ee(e)}`,{signal:n});return{
arn:t.runtime.agentRuntimeArn,name:t.runtime.agentRuntimeName,status:t.runtime.status,endpoints:t.endpoints.map(s=>s.name),protocol:t.runtime.protocolConfiguration?.
serverProtocol??"HTTP"}})}function J(e){return e===""||e.length>=Q&&e.length<=De?"":`A session id has ${Q} to ${De} characters; this one has ${e.length}.`}function Le({
names:e,agent:n,name:t}){let s=n?.endpoints.length?n.endpoints:["DEFAULT"],r=y("endpoint")||"DEFAULT",a=s.includes(r)?s:[...s,r];return o("div",{class:"target-b\
ar",children:[o(P,{label:"Agent",value:t,options:e.map(i=>[i,i]),onChange:i=>E(h("/playground",i))}),o(P,{label:"Endpoint",value:r,options:a.map(i=>[i,i]),onChange:i=>T(
{endpoint:i==="DEFAULT"?void 0:i,session:void 0})}),o(cn,{name:t,endpoint:r})]})}function cn({name:e,endpoint:n}){let t=y("session"),[s,r]=A(!1),a=S(`sessions o\
f ${e}`,u=>re({runtime:e,limit:dn},{signal:u}),{keepsOld:!0}),i=te(a.reload,un);ne(u=>{(u.kind.startsWith("session")||u.kind==="reconnect")&&i()});let p=(a.data?.
sessions??[]).filter(u=>u.endpoint===n&&u.state!=="STOPPED"),m=[["","New session"],...p.map(pn)];t!==""&&!p.some(u=>u.sessionId===t)&&m.push([t,B(t)]);let l=J(t);
return s?o("span",{class:"session-typed",children:[o("input",{type:"text","aria-label":"Session id","aria-invalid":l!=="",placeholder:`A session id, ${Q} charac\
ters or more`,value:t,autocomplete:"off",spellcheck:!1,onInput:u=>T({session:u.currentTarget.value.trim()})}),o(f,{kind:"quiet",onClick:()=>r(!1),children:"List"}),
l&&o("span",{class:"complaint",children:l})]}):o(v,{children:[o(P,{label:"Session",value:t,options:[...m,[Oe,"Type an id…"]],onChange:u=>u===Oe?r(!0):T({session:u})}),
t!==""&&o(f,{kind:"quiet",onClick:()=>T({session:void 0}),children:"New"})]})}function pn(e){return[e.sessionId,`${B(e.sessionId)} · ${(e.state??"ended").toLowerCase()}\
 · ${e.requestCount} calls`]}function We(e,n){z.peek().path.startsWith("/playground")&&y("session")===e&&T({session:n})}var mn={RuntimeClientError:"The agent itself failed. What it printed, with the traceback, is in the session's log.",ThrottlingException:"Too much at once. Wait \
a moment and send it again.",ServiceQuotaExceededException:"A limit is reached: stop sessions that are not needed, or raise the limit (headwater limits).",ResourceNotFoundException:"\
This agent or endpoint is gone, or was never there. Choose another one above.",AccessDeniedException:"This key may not call the agent, or the session belongs to\
 another caller. Begin a new session, or sign in with another key.",ConflictException:"Something else is changing the agent at this moment. Send it again.",ValidationException:"\
Change what the message names, then send it again.",AnswerCut:"The connection ended before the answer did. What came is below; the session's log says what the a\
gent did.",Unreachable:"Is the server running? The text is still here: send it again once it is."};function Be(e){let n=mn[e.code];return n!==void 0?n:e.status>=
500?"The server failed; its log says why, under this request's id.":e.status===401?"Sign in again; or this agent wants a token of its own identity provider, whi\
ch only a program can send.":""}function He({turn:e,isChosen:n,onChoose:t,onCopyAs:s,onResend:r,children:a}){e.ticker.version.value;let{record:i,question:p}=e;return o("article",{class:`turn${n?
" is-chosen":""}`,"aria-label":`Turn of ${D(e.sentAt)}`,"data-state":e.state,children:[o(me,{payload:p.payload}),o("div",{class:"answer-box","aria-busy":e.isRunning,
"aria-live":"off",children:[o(fe,{answer:i.answer,isOpen:e.isRunning,atMs:e.elapsedMs}),e.isRunning&&i.eventCount===0&&o(fn,{turn:e}),e.state==="stopped"&&o("p",
{class:"muted stopped",children:["Stopped after ",_(i.durationMs),". The agent was told that nobody listens."]}),e.error&&o(gn,{turn:e}),e.state==="complete"&&!e.
isRestored&&i.byteCount===0&&o("p",{class:"muted",children:"The agent answered with nothing."})]}),o("footer",{class:"turn-foot",children:[o(hn,{turn:e}),o("spa\
n",{class:"spacer"}),o("span",{class:"turn-actions",children:[o(f,{kind:"quiet",icon:"clock","aria-pressed":n,onClick:t,children:"Timeline"}),e.traceId&&!e.isRunning&&
o("a",{class:"button is-quiet",href:h("/traces",e.traceId),children:[o(ie,{name:"traces"}),"Trace"]}),o(f,{kind:"quiet",icon:"external",onClick:s,children:"Copy\
 as…"}),!e.isRunning&&o(f,{kind:"quiet",icon:"refresh",onClick:r,children:"Again"}),o(x,{text:()=>i.answer.text,label:"Copy the answer"})]})]}),a]})}function fn({
turn:e}){return o("p",{class:"waiting",role:"status",children:[o("span",{class:"spinner","aria-hidden":"true"}),e.state==="streaming"?"The agent has begun to an\
swer…":"Waiting for the agent…",e.elapsedMs>1e3&&o("span",{class:"number","aria-hidden":"true",children:[Math.floor(e.elapsedMs/1e3)," s"]})]})}function gn({
turn:e}){let{error:n}=e;if(n===null)return null;let t=Be(n);return o("div",{class:"note is-bad",role:"alert",children:[o("p",{children:[o("strong",{children:n.code}),
" ",n.message]}),t&&o("p",{children:t}),o("p",{class:"row",children:[n.status===401&&o("a",{href:h("/signin",{next:window.location.pathname+window.location.search}),
children:"Sign in"}),e.hasSession&&o("a",{href:h("/sessions",e.question.runtimeName,e.sessionId,{tab:"logs"}),children:"Session's log"}),n.requestId&&o("span",{
class:"muted",children:["Request ",o("code",{children:n.requestId})]})]})]})}function hn({turn:e}){let{record:n}=e;if(e.isRestored)return o("span",{class:"muted",
children:D(e.sentAt)});if(n.headMs===null)return null;let t=ye(n),s=[n.firstTokenMs===null?null:`first token ${_(n.firstTokenMs)}`,e.isRunning?null:_(n.durationMs),
n.firstTokenMs===null?null:`${he(n)} tokens${t===null?"":`, ${ae(t)}/s`}`];return o("span",{class:"muted number",children:s.filter(r=>r!==null).join(" · ")})}var yn="headwater deploy examples/echo_agent --name echo",Fe=typeof matchMedia>"u"?null:matchMedia("(min-width: 1100px)"),q=C(Fe?.matches??!0);Fe?.addEventListener(
"change",e=>q.value=e.matches);function vn({params:e}){let n=S("runtimes",a=>se({signal:a})),t=n.data?.runtimes.map(a=>a.name)??[],s=e.name??"",r=t[0];return k(
()=>{s===""&&r!==void 0&&E(h("/playground",r)+window.location.search,{replace:!0})},[s,r]),n.error?o(O,{error:n.error,onRetry:n.reload}):n.data===void 0?o(le,{what:"\
the agents"}):t.length===0&&s===""?o(Sn,{}):s===""?null:o(wn,{name:s,names:t.includes(s)?t:[s,...t]},s)}function Sn(){return o(v,{children:[o(W,{title:"Playgrou\
nd"}),o(K,{icon:"playground",title:"There is no agent to talk to yet",children:[o("p",{children:"Deploy one, and it is here at once. For a first try:"}),o(de,{children:yn})]})]})}
function wn({name:e,names:n}){let t=Ke(e),s=qe(e),r=I({form:"prompt",text:y("prompt")}),a=I(null),i=I(null),p=I(!1),m=s.turns.value,l=m.find(d=>d.id===a.value)??
(q.value?m.at(-1):void 0),u=s.running,c=y("session"),j=d=>{a.value=null,s.send(d).done.then(()=>{let X=s.turns.peek().at(-1);X?.hasSession&&We(c,X.sessionId)})},
V=()=>{let d=Tn(t.data??null,r.peek(),c);p.value=d===null&&t.error===null,d!==null&&(j(d),r.value={...r.peek(),text:""})};k(()=>{p.peek()&&V()},[t.data]),kn(s);
let Qe=r.value.text.trim()!==""&&J(c)==="";return o("div",{class:"playground",children:[o(W,{title:"Playground",children:m.length>0&&o(f,{kind:"quiet",onClick:()=>s.
clear(),children:"Clear"})}),o(Le,{names:n,agent:t.data??null,name:e}),t.error?o(O,{error:t.error,onRetry:t.reload}):null,t.data&&t.data.status!=="READY"&&o("p",
{class:"note",children:[e," is ",t.data.status,". ",o("a",{href:h("/agents",e),children:"See why"}),"."]}),o("div",{class:"playground-columns",children:[o("sect\
ion",{class:"conversation","aria-label":"Conversation",children:[o(bn,{turns:m,name:e,protocol:t.data?.protocol??"HTTP",children:d=>o(He,{turn:d,isChosen:d===l,
onChoose:()=>a.value=a.value===d.id?null:d.id,onCopyAs:()=>i.value={...d.question,sessionId:d.sessionId},onResend:()=>u===void 0&&j({...d.question,sessionId:c||
w()}),children:!q.value&&d===l&&o(Ue,{turn:d})},d.id)}),o(xe,{draft:r.value,protocol:t.data?.protocol??"HTTP",onDraft:d=>r.value=d,isRunning:u!==void 0,isReady:Qe,
onSend:V,onStop:()=>s.stop(),onRecall:()=>r.value=Ee(m.at(-1)?.question.payload??"")})]}),q.value&&o("aside",{class:"stream-side","aria-label":"Stream",children:l?
o(Ue,{turn:l},l.id):o("p",{class:"muted",children:"The timeline of the stream will be here."})})]}),i.value&&o(Ne,{question:i.value,onClose:()=>i.value=null})]})}
function Tn(e,n,t){if(e===null)return null;let s=t||w(),r=Ce(n,e.protocol,s);return{runtimeArn:e.arn,runtimeName:e.name,qualifier:y("endpoint")||"DEFAULT",sessionId:s,
payload:r}}function kn(e){Ae([{keys:"Ctrl Enter",does:"Send (in the text field)",run:()=>{}},{keys:"Escape",does:"Stop the answer",run:()=>e.stop()},{keys:"i",does:"\
Write",run:()=>document.getElementById("playground-input")?.focus()}]),k(()=>{let n=t=>{t.key!=="Escape"||t.isComposing||document.querySelector("dialog[open]")||
e.stop()};return window.addEventListener("keydown",n),()=>window.removeEventListener("keydown",n)},[e])}function bn({turns:e,name:n,protocol:t,children:s}){let r=b(
null),a=b(!0),i=e.at(-1);k(()=>{a.current=!0},[e.length]);let p=()=>{let l=r.current;l!==null&&a.current&&(l.scrollTop=l.scrollHeight)};return o("div",{class:"t\
urn-list",ref:r,onScroll:()=>{let l=r.current;l!==null&&(a.current=l.scrollTop+l.clientHeight>=l.scrollHeight-40)},tabIndex:0,role:"log","aria-label":`Answers o\
f ${n}`,children:[e.length===0?o(An,{name:n,protocol:t}):e.map(s),i&&o(In,{turn:i,onGrowth:p},i.id)]})}function In({turn:e,onGrowth:n}){let t=e.ticker.version.value;
return Y(n,[t]),null}function An({name:e,protocol:n}){return o(K,{icon:"playground",title:`Say something to ${e}`,children:o("p",{children:pe[n]})})}function Ue({
turn:e}){return e.ticker.version.value,e.isRestored?o("p",{class:"muted",children:["This answer is from before the page was loaded anew; its stream is kept with",
" ",o("a",{href:h("/sessions",e.question.runtimeName,e.sessionId),children:"its session"}),"."]}):o(ge,{record:e.record,phases:e.phases,durationMs:e.elapsedMs})}export{vn as default};
