import{a as Te,b as oe,c as _,i as ae}from"./part-7KWEQDMS.js";import{a as kt}from"./part-6OM2XB4G.js";import{A as He,C as mt,E as l,F as xt,L as Y,
P as bt,a as ht,b as dt,d as J,e as gt,g as V,h as Se,k as ft}from"./part-HNNW76HX.js";var fn=["HTTP","MCP","A2A","AGUI"],mn=[!1,!0].flatMap(t=>[!0,!1].map(e=>({isNew:t,streams:e}))),kn={isNew:!1,streams:!0};function Ri(t){return{isNew:(Array.isArray(
t?.supportedInterfaces)?t.supportedInterfaces:[]).some(r=>!String(r?.protocolVersion??"0.").startsWith("0.")),streams:t?.capabilities?.streaming===!0}}function _i(t){
return/^[A-Z]/.test(yt(t))}function Mi(t){return yt(t)==="message/stream"}function yt(t){try{let{jsonrpc:e,method:n}=JSON.parse(t);return e==="2.0"&&typeof n=="\
string"?n:""}catch{return""}}function wt(t,e,n,{isNew:r,streams:s}){let i={messageId:n(),contextId:e},o=r?{role:"ROLE_USER",...i,parts:[{text:t}]}:{kind:"messag\
e",role:"user",...i,parts:[{kind:"text",text:t}]},[a,c]=r?["SendMessage","SendStreamingMessage"]:["message/send","message/stream"];return JSON.stringify({jsonrpc:"\
2.0",id:n(),method:s?c:a,params:{message:o}})}function xn(t,e,n,r,s=kn){if(t==="AGUI"){let i=[{id:r(),role:"user",content:e}];return JSON.stringify({threadId:n,
runId:r(),messages:i,tools:[],context:[],state:{},forwardedProps:{}})}return t==="A2A"?wt(e,n,r,s):JSON.stringify({prompt:e})}function St(t){let e=bn(t);if(e===
null)return null;let n=i=>i.replace(/"(threadId|runId|id|messageId|contextId)":"[^"]*"/g,'"$1":""'),r=n(JSON.stringify(JSON.parse(t)));return[...fn.map(i=>xn(i,
e,"",()=>"")),...mn.map(i=>wt(e,"",()=>"",i))].some(i=>n(i)===r)?e:null}function bn(t){try{let e=JSON.parse(t),n=e?.prompt??e?.messages?.[0]?.content??e?.params?.
message?.parts?.[0]?.text;return typeof n=="string"?n:null}catch{return null}}var Ei={HTTP:'The prompt goes as {"prompt": "…"}; with JSON you write the whole pa\
yload. Tokens, tool calls and timing show up as they happen.',AGUI:"This agent speaks AG-UI: the prompt goes as a run with one message, without tools of the pag\
e's. With JSON you write a whole RunAgentInput.",A2A:"This agent speaks A2A: the prompt goes as a message, in the version that its card names. With JSON you wri\
te a whole JSON-RPC request.",MCP:"This agent is an MCP server: it takes no prompts. With JSON you write a whole JSON-RPC request, such as tools/list; `headwate\
r mcp` calls its tools."};var yn=/\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b[ -/]*[0-Z\\^-~]/g,wn=/\u001b(?:\[[0-?]*[ -/]*|\][^\u0007\u001b]*\u001b?|[ -/]*)?$/,
Tt=/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;function j(t){return t.replace(yn,"").replaceAll(`\r
`,`
`).replace(Tt,"")}var Ae=class{#e="";push(e){let n=this.#e+e,r=n.endsWith("\r")?n.length-1:wn.exec(n)?.index??n.length,s=n.length-r<=256;return this.#e=s?n.slice(
r):"",j(s?n.slice(0,r):n)}};function Je(t){return t.replace(Tt,e=>{let n=e.charCodeAt(0);return n<32?String.fromCharCode(9216+n):`\\u${n.toString(16).padStart(4,
"0")}`})}var Sn=["submitted","working","unspecified","unknown"],Tn=["failed","rejected"],An=[["artifactUpdate","artifact-update"],["statusUpdate","status-update"],["mess\
age","message"],["task","task"]];function je(t){return t.jsonrpc==="2.0"&&ce(t.result)?_n(t.result):typeof t.type=="string"&&/^[A-Z][A-Z_]+$/.test(t.type)?Rn(t.
type,t):null}function Rn(t,e){let n=q(e.toolCallId),r=q(e.delta);switch(t){case"TEXT_MESSAGE_CONTENT":case"TEXT_MESSAGE_CHUNK":return{kind:"said",form:"ag-ui",text:r};case"\
REASONING_MESSAGE_CONTENT":case"THINKING_TEXT_MESSAGE_CONTENT":return{kind:"reasoning",text:r};case"TOOL_CALL_START":return{kind:"toolStart",toolId:n,name:q(e.toolCallName)};case"\
TOOL_CALL_ARGS":return{kind:"toolInput",toolId:n,name:"",input:r,whole:!1};case"TOOL_CALL_RESULT":return{kind:"toolResult",toolId:n,isError:!1,content:q(e.content)};case"\
RUN_ERROR":return{kind:"error",message:q(e.message),errorType:e.code?q(e.code):null};case"CUSTOM":case"RAW":case"STATE_SNAPSHOT":case"STATE_DELTA":return{kind:"\
data",value:e};default:return/^(RUN|STEP|TEXT_MESSAGE|TOOL_CALL|MESSAGES|ACTIVITY|REASONING|THINKING)_/.test(t)?{kind:"step",name:t}:null}}function _n(t){let[e,
n]=En(t),r=ce(n.status)?n.status:{},s=q(r.state).replace(/^TASK_STATE_/,"").toLowerCase().replaceAll("_","-");if(Tn.includes(s))return{kind:"error",message:le(r.
message)??`the agent's task ${s}`,errorType:null};let i=Mn(e,n,Sn.includes(s)?null:r.message);return i!==null?{kind:"said",form:e==="artifact-update"?"a2a-artif\
act":"a2a-message",text:i}:{kind:"step",name:s===""?e||"result":s}}function Mn(t,e,n){if(t==="artifact-update")return le(e.artifact);if(t==="message")return le(
e);let r=Array.isArray(e.artifacts)?e.artifacts.map(le).filter(s=>s!==null):[];return r.length>0?r.join(`
`):le(n)}function En(t){if(typeof t.kind=="string")return[t.kind,t];for(let[e,n]of An){let r=t[e];if(ce(r))return[n,r]}return["",{}]}function le(t){if(!ce(t)||!Array.
isArray(t.parts))return null;let e=t.parts.filter(ce).map(n=>n.text).filter(n=>typeof n=="string");return e.length>0?e.join(""):null}function ce(t){return typeof t==
"object"&&t!==null&&!Array.isArray(t)}function q(t){return t==null?"":typeof t=="string"?t:JSON.stringify(t)}var $n=/<[\w.]+ object at 0x[0-9a-f]+>|\bUUID\('|^\{'result': AgentResult\(/,Cn=/^\{'(data|reasoningText)': (['"])/,Pn={n:`
`,r:"\r",t:"	","\\":"\\","'":"'",'"':'"'},vn=2e4;function At(t){if(!t.startsWith("{'")||!t.endsWith("}")||!$n.test(t.slice(0,vn)))return null;let e=Cn.exec(t);if(e===
null)return{member:null,text:""};let n=In(t,e[0].length,e[2]);return n===null?{member:null,text:""}:{member:e[1],text:n}}function In(t,e,n){let r="";for(;e<t.length;){
let s=t[e];if(s===n)return r;if(s!=="\\"){r+=s,e+=1;continue}let[i,o]=On(t,e+1);r+=i,e+=1+o}return null}function On(t,e){let n=t[e]??"",r={x:2,u:4,U:8}[n];if(r!==
void 0){let s=Number.parseInt(t.slice(e+1,e+1+r),16);if(s>=0&&s<=1114111)return[String.fromCodePoint(s),1+r]}return[Pn[n]??`\\${n}`,1]}var Nn=["init_event_loop","start","start_event_loop","complete","force_stop"],ue=class{#e=null;#t=null;#n=!1;#r="";#s=new Map;#i=new Map;#l=0;read(e){let n=this.#h(
e);return n.length>0?n:[{kind:"step",name:Jn(e)}]}#h(e){if(typeof e=="string")return this.#d(e);if(!w(e))return[{kind:"data",value:e}];let n=Ln(e);if(n!==null)return[
n];let r=je(e);if(r!==null)return r.kind==="said"?this.#o(r.form,r.text):[this.#p(r)];if(typeof e.data=="string")return this.#o("data",e.data);if(typeof e.reasoningText==
"string")return this.#c("data",e.reasoningText);if(w(e.current_tool_use))return this.#k(e.current_tool_use);if(w(e.tool_stream_event))return this.#x(e.tool_stream_event);
if(w(e.message))return this.#b(e.message);let s=w(e.event)?e.event:e;return this.#g(s)??this.#y(e)}#d(e){let n=At(e);return n===null?(this.#n=!0,[{kind:"text",text:e}]):
n.member==="data"?this.#o("data",n.text):n.member==="reasoningText"?this.#c("data",n.text):[{kind:"step",name:"repr"}]}#p(e){return e.kind==="toolStart"&&this.#i.
set(e.toolId,e.name),e.kind!=="toolInput"?e:{...e,name:this.#i.get(e.toolId)??""}}#o(e,n){return this.#e??=e,this.#e!==e?[{kind:"step",name:"repeated"}]:(this.#n=
!0,[{kind:"text",text:n}])}#c(e,n){return this.#t??=e,this.#t===e?[{kind:"reasoning",text:n}]:[{kind:"step",name:"repeated"}]}#g(e){return w(e.contentBlockStart)?
this.#u(e.contentBlockStart):w(e.contentBlockDelta)?this.#a(e.contentBlockDelta):w(e.contentBlockStop)?[{kind:"step",name:"contentBlockStop"}]:w(e.messageStart)?
(this.#s.clear(),[{kind:"step",name:"messageStart"}]):w(e.messageStop)?[{kind:"stop",reason:R(e.messageStop.stopReason)}]:w(e.metadata)&&w(e.metadata.usage)?[Hn(
e.metadata.usage)]:null}#u(e){let n=w(e.start)&&w(e.start.toolUse)?e.start.toolUse:null;if(n===null)return[{kind:"step",name:"contentBlockStart"}];let r=this.#f(
n);return this.#s.set(Number(e.contentBlockIndex??-1),r),[{kind:"toolStart",toolId:r,name:R(n.name)}]}#a(e){let n=w(e.delta)?e.delta:{};if(typeof n.text=="strin\
g")return this.#o("delta",n.text);if(w(n.reasoningContent))return typeof n.reasoningContent.text=="string"?this.#c("delta",n.reasoningContent.text):[];if(!w(n.toolUse))
return[];let r=this.#s.get(Number(e.contentBlockIndex??-1))??this.#r,s=this.#i.get(r)??"";return[{kind:"toolInput",toolId:r,name:s,input:R(n.toolUse.input),whole:!1}]}#k(e){
return[{kind:"toolInput",toolId:this.#f(e),name:R(e.name),input:R(e.input),whole:!0}]}#x(e){let n=w(e.tool_use)?e.tool_use:{};return[{kind:"toolProgress",toolId:R(
n.toolUseId),name:R(n.name),data:e.data??null}]}#b(e){let n=Array.isArray(e.content)?e.content.filter(w):[],r=this.#n;return this.#n=!1,n.flatMap(s=>this.#m(s,r||
e.role==="user"))}#m(e,n){if(w(e.toolUse)){let r=this.#f(e.toolUse),s=Ue(e.toolUse.input??{});return[{kind:"toolInput",toolId:r,name:R(e.toolUse.name),input:s,whole:!0}]}
return w(e.toolResult)?[Bn(e.toolResult)]:typeof e.text=="string"&&!n?[{kind:"text",text:e.text}]:[]}#y(e){if(w(e.toolUse)||w(e.toolResult))return this.#m(e,!1);
let n=Object.keys(e);return n.length===1&&Nn.includes(n[0])?[{kind:"step",name:n[0]}]:[{kind:"data",value:e}]}#f(e){let n=R(e.toolUseId);return n===""&&(this.#l+=
1,n=`tool-${this.#l}`),this.#r=n,this.#i.set(n,R(e.name)),n}};function Ln(t){let e=t.error;if(e==null||e===!1||e==="")return null;if(w(e)){let r=e.type??e.code??
null;return{kind:"error",message:R(e.message??e),errorType:r===null?null:R(r)}}let n=t.error_type??t.type??null;return{kind:"error",message:R(e),errorType:n===null?
null:R(n)}}var zn=["result","response","output","answer","message","text","data"],Dn=10;function qe(t,e=0){if(typeof t=="string")return t;if(!w(t)||e>Dn)return null;
if(t.jsonrpc==="2.0"){let n=je(t);return n?.kind==="said"?n.text:null}if(Array.isArray(t.content)){let n=t.content.filter(w).map(r=>r.text).filter(r=>typeof r==
"string");return n.length>0?n.join(""):null}for(let n of zn){let r=qe(t[n],e+1);if(r!==null)return r}return null}function U(t){try{return JSON.parse(t)}catch{return t}}
function w(t){return typeof t=="object"&&t!==null&&!Array.isArray(t)}function Bn(t){let n=(Array.isArray(t.content)?t.content:[]).map(r=>w(r)&&typeof r.text=="s\
tring"?r.text:Ue(r));return{kind:"toolResult",toolId:R(t.toolUseId),isError:t.status==="error",content:n.join(`
`)}}function Hn(t){return{kind:"usage",inputTokens:Number(t.inputTokens??0),outputTokens:Number(t.outputTokens??0)}}function R(t){return t==null?"":typeof t=="s\
tring"?t:Ue(t)}function Ue(t){return JSON.stringify(t)}function Jn(t){return w(t)?Object.keys(t)[0]??"empty":"empty"}var jn=100,qn=20,Un=8*1024*1024,Fn=1024*1024,Xn=64*1024,Rt=2e3,Re=class{parts=[];data=[];dataCount=0;partsDropped=0;charsDropped=0;inputTokens=0;outputTokens=0;stopReason="";#e=new Map;#t=0;get text(){
return this.parts.map(e=>e.kind==="text"?e.text:"").join("")}get tools(){return[...this.#e.values()]}get error(){return this.parts.find(e=>e.kind==="error")??null}take(e,n){
switch(e.kind){case"text":case"reasoning":this.#n(e.kind,e.text);break;case"toolStart":this.#s(e.toolId,e.name,n);break;case"toolInput":{let r=this.#s(e.toolId,
e.name,n);r!==null&&(r.input=(e.whole?e.input:r.input+e.input).slice(0,Fn));break}case"toolProgress":{let r=this.#s(e.toolId,e.name,n);if(r===null)break;r.progressCount+=
1,r.progress=[...r.progress.slice(1-qn),e.data];break}case"toolResult":this.#i(e,n);break;case"error":this.#r({kind:"error",message:e.message,errorType:e.errorType});
break;case"usage":this.inputTokens+=e.inputTokens,this.outputTokens+=e.outputTokens;break;case"stop":this.stopReason=e.reason;break;case"data":this.dataCount+=1,
this.data.length<jn&&this.data.push(e.value);break;case"step":break}}#n(e,n){let r=Un-this.#t;if(n.length>r&&(this.charsDropped+=n.length-r,n=n.slice(0,r)),n===
"")return;this.#t+=n.length;let s=this.parts.at(-1);s!==void 0&&s.kind===e?s.text+=n:this.#r({kind:e,text:n})}#r(e){this.parts.length<Rt?this.parts.push(e):this.
partsDropped+=1}#s(e,n,r){let s=this.#e.get(e);if(s!==void 0)return s.name===""&&(s.name=n),s;if(this.parts.length>=Rt)return this.partsDropped+=1,null;let i={kind:"\
tool",toolId:e,name:n,input:"",progress:[],progressCount:0,result:null,isError:!1,startMs:r,endMs:null};return this.#e.set(e,i),this.parts.push(i),i}#i(e,n){let r=this.#s(
e.toolId,"",n);r!==null&&(r.result=e.content,r.isError=e.isError,r.endMs=n)}};function _e(t){if(t.length>Xn)return t;let e=U(t);return typeof e=="string"?t:JSON.
stringify(e,null,2)}var L=[["step","Steps"],["text","Text"],["reasoning","Reasoning"],["data","Data"],["tool","Tools"],["error","Errors"]],Kn={text:"text",reasoning:"reasoning",toolStart:"\
tool",toolInput:"tool",toolProgress:"tool",toolResult:"tool",usage:"step",stop:"step",step:"step",error:"error",data:"data"};function ee(t){let e=t.meanings.find(
n=>n.kind!=="step")??t.meanings[0];return e===void 0?"step":Kn[e.kind]}var Wn={repeated:"said before, in another form",repr:"Python objects that are no JSON"};function _t(t){
return t.meanings.map(e=>Zn(e,t)).join(" · ")}function Zn(t,e){switch(t.kind){case"text":case"reasoning":return JSON.stringify(t.text.slice(0,200));case"toolSt\
art":return`${t.name} is called`;case"toolInput":return`${t.name} ${t.whole?"←":"+"} ${t.input.slice(0,200)}`;case"toolProgress":return`${t.name} … ${Fe(e.raw??
"")}`;case"toolResult":return`${t.isError?"failed":"→"} ${t.content.slice(0,200)}`;case"usage":return`${t.inputTokens} tokens in, ${t.outputTokens} out`;case"\
stop":return`stops: ${t.reason}`;case"error":return Fe(t.message);case"data":return Fe(e.raw??"");case"step":return Wn[t.name]??t.name}}function Fe(t){return t.
slice(0,200)}var Me=class{#e=new Set;#t=[];#n=[];#r=0;select(e,n){if(n.size===0)return e;for((e!==this.#t||n!==this.#e)&&(this.#t=e,this.#e=n,this.#n=[],this.#r=0);this.#r<e.
length;this.#r+=1){let r=e[this.#r];n.has(ee(r))||this.#n.push(r)}return this.#n}};var z=26,Mt=8,Gn=160,Xe=64*1024;function Et({record:t,eventCount:e}){let[n,r]=J(null),[s,i]=J({top:0,height:240}),o=V(null),a=V(!0),[c,h]=J(new Set),d=V(new Me).
current.select(t.events,c);gt(()=>{let g=o.current;g!==null&&a.current&&n===null&&(g.scrollTop=g.scrollHeight)},[e]);let p=()=>{let g=o.current;g!==null&&(a.current=
g.scrollTop+g.clientHeight>=g.scrollHeight-z,i({top:g.scrollTop,height:g.clientHeight}))},f=g=>{let T=Math.min(d.length-1,Math.max(0,g));r(T);let M=o.current;if(M===
null)return;T*z<M.scrollTop&&(M.scrollTop=T*z);let N=(T+1)*z-M.clientHeight;N>M.scrollTop&&(M.scrollTop=N)},x=g=>{let T={ArrowDown:1,ArrowUp:-1,PageDown:10,PageUp:-10,
Home:-1/0,End:1/0}[g.key];T===void 0||d.length===0||(g.preventDefault(),f(n===null?T===1?0:d.length-1:n+T))},y=Math.max(0,Math.floor(s.top/z)-Mt),k=d.slice(y,y+
Math.ceil(s.height/z)+2*Mt),b=n===null?void 0:d[n];return l("div",{class:"stream-events",children:[l(Qn,{hidden:c,onToggle:g=>{let T=new Set(c);T.delete(g)||T.add(
g),h(T),r(null)}}),l("div",{ref:o,class:"event-list",role:"listbox",tabIndex:0,"aria-label":"Events of the stream","aria-activedescendant":b?`event-${b.index}`:
void 0,onScroll:p,onKeyDown:x,children:l("div",{class:"event-space",style:{height:`${d.length*z}px`},role:"presentation",children:k.map((g,T)=>l(Vn,{event:g,place:y+
T,isChosen:y+T===n,onChoose:()=>f(y+T),total:d.length},g.index))})}),e>t.events.length&&l("p",{class:"muted",children:[(e-t.events.length).toLocaleString()," mo\
re events were counted and not kept."]}),b?l(Yn,{event:b,framing:t.framing}):d.length>0&&l("p",{class:"muted event-hint",children:"Choose an event to see it raw\
 and decoded."})]})}function Qn({hidden:t,onToggle:e}){return l("div",{class:"stream-legend",role:"group","aria-label":"Kinds of events in the list",children:L.
map(([n,r])=>l("button",{type:"button","aria-pressed":!t.has(n),onClick:()=>e(n),children:[l("i",{class:`swatch kind-${n}`,"aria-hidden":"true"}),r]},n))})}function Vn({
event:t,place:e,isChosen:n,onChoose:r,total:s}){let i=ee(t);return l("div",{id:`event-${t.index}`,class:"event-line",role:"option","aria-selected":n,"aria-posin\
set":e+1,"aria-setsize":s,style:{top:`${e*z}px`},onClick:r,children:[l("span",{class:"event-time number",children:_(t.atMs)}),l("span",{class:`event-kind kind-${i}`,
children:L.find(([o])=>o===i)?.[1]}),l("span",{class:"event-text",children:Je(_t(t).slice(0,Gn))})]})}function Yn({event:t,framing:e}){let[n,r]=J("decoded"),s=t.
raw??"",i=Se(()=>n==="raw"?er(t,e):_e(s),[n,t]);return l("div",{class:"event-detail",children:[l("div",{class:"row",children:[l("strong",{children:["Event ",t.index+
1]}),l("span",{class:"muted",children:[t.name==="message"?"":`${t.name} · `,_(t.atMs)," · ",Te(t.chars)]}),l("span",{class:"spacer"}),l(bt,{label:"Form of the\
 event",value:n,options:[["decoded","Decoded"],["raw","Raw"]],onChange:r}),l(Y,{text:s,label:"Copy the event"})]}),t.raw===null?l("p",{class:"muted",children:"I\
ts text was not kept: the stream is longer than what this page holds."}):l("pre",{tabIndex:0,"aria-label":`Event ${t.index+1}`,children:[Je(i.slice(0,Xe)).replaceAll(
"␊",`
`).replaceAll("␉","	"),i.length>Xe&&`
… and ${(i.length-Xe).toLocaleString()} more characters`]})]})}function er(t,e){let n=t.raw??"";return e!=="events"?n:(t.name==="message"?"":`event: ${t.name}\

`)+n.split(`
`).map(s=>`data: ${s}`).join(`
`)}var tr=new Map(L.map(([t],e)=>[t,e])),Ee=class{#e=[];#t=[];#n=0;#r=0;update(e,n,r){let s=nr(n,r);for((s!==this.#r||e.length<this.#n)&&(this.#r=s,this.#e=[],this.#t=
[],this.#n=0);this.#n<e.length;this.#n+=1)this.#s(e[this.#n]);return Array.from(this.#e,(i,o)=>{let a=L[this.#t[o]??0]?.[0]??"step";return i?{kind:a,count:i}:null})}get stepMs(){
return this.#r}#s(e){let n=Math.floor(e.atMs/this.#r);this.#e[n]=(this.#e[n]??0)+1,this.#t[n]=Math.max(this.#t[n]??0,tr.get(ee(e))??0)}};function nr(t,e){let n=1;
for(;n*e<t;)n*=2;return n}var rr=[1,2,5,10,20,50,100,200,500,1e3,2e3,5e3,1e4,15e3,3e4,6e4,12e4,3e5,6e5,18e5,36e5];function $t(t,e){let n=rr.find(s=>t/s<=e)??t/e,
r=[];for(let s=0;s<=t;s+=n)r.push(s);return r}var he=1e3,pe=44,sr=250,ir=6;function Ct({record:t,phases:e,durationMs:n,positionMs:r,onSeek:s}){let i=V(new Ee),o=Math.max(n,1);return l("div",{class:`timeline${s?
" is-seekable":""}`,onClick:s&&(c=>{let h=c.currentTarget.getBoundingClientRect();s?.((c.clientX-h.left)/h.width*o)}),children:[l(or,{phases:e,record:t,spanMs:o}),
l(lr,{record:t,spanMs:o}),l(cr,{record:t,spanMs:o}),l(pr,{marks:i.current,record:t,spanMs:o}),l(hr,{spanMs:o}),r!==void 0&&l("div",{class:"playhead",style:{left:te(
r,o)}})]})}function or({phases:t,record:e,spanMs:n}){let r=t.length>0?t:ar(e);return l("div",{class:"timeline-phases",role:"img","aria-label":r.map(s=>`${s.name}\
 ${_(s.durationMs)}`).join(", "),children:r.map(s=>l("div",{class:`phase phase-${s.name.replaceAll(/\W/g,"_")}`,title:`${s.name.replaceAll("_"," ")}: ${_(s.durationMs)}`,
style:{left:te(s.startMs,n),width:te(s.durationMs,n)}},s.name))})}function ar(t){let{headMs:e,firstTokenMs:n}=t;if(e===null)return[];let r=n??t.durationMs;return[
{name:"wait",startMs:0,durationMs:e},{name:"first_token",startMs:e,durationMs:Math.max(0,r-e)},{name:"stream",startMs:r,durationMs:Math.max(0,t.durationMs-r)}]}
function lr({record:t,spanMs:e}){let n=t.rate.rates(),r=Math.max(1,...n),{stepMs:s}=t.rate,i=c=>Math.min(he,c*s*he/e).toFixed(1),o=c=>(pe-c/r*(pe-4)).toFixed(1),
a=n.map((c,h)=>`H${i(h)}V${o(c)}H${i(h+1)}`).join("");return l("div",{class:"rate-area",children:[l("svg",{viewBox:`0 0 ${he} ${pe}`,preserveAspectRatio:"none",
role:"img","aria-label":`About ${Math.round(r)} tokens a second at most`,children:n.length>0&&l("path",{class:"rate-fill",d:`M0 ${pe}${a}V${pe}Z`})}),n.length>0&&
l("span",{class:"rate-peak",children:["peak ≈ ",Math.round(r)," tokens/s"]})]})}function cr({record:t,spanMs:e}){let{tools:n}=t.answer;if(n.length===0)return null;
let r=n.slice(0,ir);return l("div",{class:"tool-rows",children:[r.map(s=>{let i=s.endMs??t.durationMs;return l("div",{class:"tool-row",title:`${s.name}: ${_(i-s.
startMs)}`,children:[l("div",{class:`tool-bar${s.isError?" is-error":""}`,style:{left:te(s.startMs,e),width:te(Math.max(0,i-s.startMs),e)}}),l("span",{class:"to\
ol-label",style:ur(s.startMs/e),children:s.name})]},s.toolId)}),n.length>r.length&&l("div",{class:"muted",children:["and ",n.length-r.length," more tool calls"]})]})}
function ur(t){return t<.5?{left:`calc(${(t*100).toFixed(2)}% + 4px)`}:{right:`calc(${((1-t)*100).toFixed(2)}% + 4px)`}}function pr({marks:t,record:e,spanMs:n}){
let r=t.update(e.events,n,sr),s=t.stepMs*he/n,i=new Map;return r.forEach((o,a)=>{if(o===null)return;let c=Math.min(14,6+2*Math.log2(o.count+1)),h=`M${(a*s).toFixed(
1)} ${(14-c).toFixed(1)}h${Math.max(1.5,s*.7).toFixed(1)}v${c.toFixed(1)}h${(-Math.max(1.5,s*.7)).toFixed(1)}z`;i.set(o.kind,(i.get(o.kind)??"")+h)}),l("svg",{class:"\
event-row",viewBox:`0 0 ${he} 14`,preserveAspectRatio:"none",role:"img","aria-label":`${e.eventCount} events`,children:L.map(([o])=>i.has(o)&&l("path",{class:`k\
ind-${o}`,d:i.get(o)},o))})}function hr({spanMs:t}){return l("div",{class:"time-axis","aria-hidden":"true",children:$t(t,5).map(e=>e<=t*.94&&l("span",{style:{left:te(
e,t)},children:e===0?"0":dr(e)},e))})}function dr(t){return t<1e3?`${Math.round(t)} ms`:t<6e4?`${(t/1e3).toFixed(t%1e3===0?0:1)} s`:`${Math.round(t/6e3)/10} min`}
function te(t,e){return`${Math.min(100,Math.max(0,t/e*100)).toFixed(3)}%`}function ao({record:t,phases:e=[],durationMs:n,positionMs:r,onSeek:s}){let i={...r===void 0?{}:{positionMs:r},...s===void 0?{}:{onSeek:s}};return l("div",{class:"\
stream-panel",children:[l(mr,{record:t,durationMs:n}),l(Ct,{record:t,phases:e,durationMs:n,...i}),l(kr,{phases:e}),l(Et,{record:t,eventCount:t.eventCount})]})}function gr(t){
let{outputTokens:e}=t.answer;return e>0?oe(e):`≈ ${oe(t.rate.totalTokens)}`}function fr(t){if(t.firstTokenMs===null)return null;let e=t.durationMs-t.firstTokenMs,
n=t.answer.outputTokens||t.rate.totalTokens;return e<20?null:n*1e3/e}function mr({record:t,durationMs:e}){let n=fr(t),r=[["First byte",_(t.firstByteMs),"From se\
nding the request to the first byte of the answer's body"],["First token",_(t.firstTokenMs),"From sending the request to the first text"],["Total",_(e),"From se\
nding the request to the end"],["Tokens",gr(t),"Out; with ≈ estimated from the text, else as the agent reports them"],["Tokens/s",n===null?"–":oe(n),"From t\
he first token to the end"],["Events",oe(t.eventCount),Te(t.byteCount)]];return l("dl",{class:"stream-figures",children:r.map(([s,i,o])=>l("div",{title:o,children:[
l("dt",{children:s}),l("dd",{class:"number",children:i})]},s))})}function kr({phases:t}){return t.length===0?null:l("details",{class:"phase-list",children:[l("s\
ummary",{children:"Phases in the server"}),l("dl",{children:t.map(e=>l("div",{children:[l("dt",{children:[l("i",{class:`swatch phase-${e.name.replaceAll(/\W/g,"\
_")}`,"aria-hidden":"true"}),e.name.replaceAll("_"," ")]}),l("dd",{class:"number",children:_(e.durationMs)})]},e.name))})]})}var Pt=2e4;function po({payload:t}){let e=St(t),n=e??t,r=n.length>Pt?`${n.slice(0,Pt)}… (${n.length.toLocaleString()} characters)`:n;return e!==null?l("div",{
class:"asked",dir:"auto",children:r}):l("pre",{class:"asked is-json",tabIndex:0,"aria-label":"Payload",children:r})}var xr={amp:"&",lt:"<",gt:">",quot:'"',apos:"'",nbsp:" ",copy:"©",reg:"®",trade:"™",hellip:"…",mdash:"—",ndash:"–",lsquo:"‘",rsquo:"’",ldquo:"“",
rdquo:"”",bull:"•",middot:"·",times:"×",deg:"°",euro:"€",larr:"←",rarr:"→",check:"✓"},br=/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/g;
function $e(t){return t.replace(br,(e,n,r,s)=>{if(s!==void 0)return xr[s]??e;let i=n===void 0?Number.parseInt(r??"",16):Number.parseInt(n,10);return i>31&&i<=1114111&&
!(i>=127&&i<=159)&&!(i>=55296&&i<=57343)?String.fromCodePoint(i):"�"})}var yr=["http:","https:","mailto:"];function Ke(t){try{let e=new URL(t);return yr.includes(e.protocol)?e.href:null}catch{return null}}var wr=/^\s*(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[\w.-]+@)?([\w-]+(?:\.[\w-]+)+)/i;
function vt(t,e){let{host:n,hostname:r}=new URL(t),s=wr.exec(e)?.[1]?.toLowerCase();return s===void 0||n===""||s===r||`www.${s}`===r?"":n}var It=40;function Ce(t,e=0){return t.map(n=>Ze(n,e))}function Ze(t,e=0){if(e>It)return t.raw;switch(t.type){case"space":case"def":return null;case"hr":return l(
"hr",{});case"heading":return Sr(t,e);case"code":return Tr(t);case"blockquote":return l("blockquote",{children:Ce(t.tokens,e+1)});case"list":return Ar(t,e);case"\
table":return Rr(t,e);case"paragraph":return l("p",{dir:"auto",children:D(t.tokens,t.raw,e)});case"html":return l("p",{class:"md-raw",children:t.raw});default:return Ot(
t,e)}}function Sr(t,e){let n=Math.min(6,t.depth+2);return l("div",{class:`md-heading md-h${t.depth}`,role:"heading","aria-level":n,dir:"auto",children:D(t.tokens,
t.text,e)})}function Tr(t){let e=(t.lang??"").split(/\s/)[0]??"";return l("div",{class:"md-code",children:[l("div",{class:"md-code-bar",children:[l("span",{children:e||
"text"}),l(Y,{text:t.text,label:"Copy code"})]}),l("pre",{tabIndex:0,"aria-label":`${e} code`,children:l("code",{children:t.text})})]})}function Ar(t,e){let n=t.
items.map(r=>l("li",{dir:"auto",children:Ce(r.tokens,e+1)}));return t.ordered?l("ol",{start:Number(t.start)||1,children:n}):l("ul",{children:n})}function Rr(t,e){
let n=(r,s)=>l(s,{class:r.align?`md-${r.align}`:void 0,children:D(r.tokens,r.text,e)});return l("div",{class:"md-table",tabIndex:0,role:"region","aria-label":"T\
able",children:l("table",{children:[l("thead",{children:l("tr",{children:t.header.map(r=>n(r,"th"))})}),l("tbody",{children:t.rows.map(r=>l("tr",{children:r.map(
s=>n(s,"td"))}))})]})})}function D(t,e,n){return t===void 0?$e(e):t.map(r=>Ot(r,n+1))}function Ot(t,e){if(e>It)return t.raw;switch(t.type){case"strong":return l(
"strong",{children:D(t.tokens,t.raw,e)});case"em":return l("em",{children:D(t.tokens,t.raw,e)});case"del":return l("del",{children:D(t.tokens,t.raw,e)});case"co\
despan":return l("code",{children:t.text});case"br":return l("br",{});case"link":return _r(t,e);case"image":return Mr(t);case"checkbox":return l("span",{class:"\
md-check",children:t.checked?"☑ ":"☐ "});case"escape":return t.text;case"text":return D(t.tokens,t.text,e);case"html":return t.raw;default:return t.raw}}function _r(t,e){
let n=Ke($e(t.href)),r=D(t.tokens,t.text,e);if(n===null)return l("span",{title:"This address is not followed",children:r});let s=vt(n,t.text);return s===""?We(n,
r):We(n,[r,l("span",{class:"muted",children:[" (",s,")"]})])}function Mr(t){let e=`🖼 ${t.text||"image"}`,n=Ke($e(t.href));return n===null?l("span",{class:"md\
-image",children:e}):We(n,e,"md-image")}function We(t,e,n){return l("a",{href:t,title:t,class:n,target:"_blank",rel:"noopener noreferrer nofollow",referrerpolicy:"\
no-referrer",children:e})}function Ye(){return{async:!1,breaks:!1,extensions:null,gfm:!0,hooks:null,pedantic:!1,renderer:null,silent:!1,tokenizer:null,walkTokens:null}}var Z=Ye();function Ft(t){
Z=t}var X={exec:()=>null};function F(t){let e=[];return n=>{let r=Math.max(0,Math.min(3,n-1)),s=e[r];return s||(s=t(r),e[r]=s),s}}function m(t,e=""){let n=typeof t==
"string"?t:t.source,r={replace:(s,i)=>{let o=typeof i=="string"?i:i.source;return o=o.replace(A.caret,"$1"),n=n.replace(s,o),r},getRegex:()=>new RegExp(n,e)};return r}
var Xt=((t="")=>{try{return!!new RegExp("(?<=1)(?<!1)"+t)}catch{return!1}})(),A={codeRemoveIndent:/^(?: {0,3}\t| {1,4})/gm,listInterruptsParagraph:/^ {0,3}(?:[*+-]|1[.)])[ \t]+[^ \t\n]/,
outputLinkReplace:/\\([\[\]])/g,indentCodeCompensation:/^(\s+)(?:```)/,beginningSpace:/^\s+/,endingHash:/#$/,startingSpaceChar:/^ /,endingSpaceChar:/ $/,endingSpaceTabChar:/[ \t]$/,
nonSpaceChar:/[^ ]/,newLineCharGlobal:/\n/g,tabCharGlobal:/\t/g,leadingSpaceTab:/^[ \t]+/,multipleSpaceGlobal:/\s+/g,blankLine:/^[ \t]*$/,doubleBlankLine:/\n[ \t]*\n[ \t]*$/,
blockquoteStart:/^ {0,3}>/,blockquoteSetextReplace:/\n {0,3}((?:=+|-+)[ \t]*)(?=\n|$)/g,blockquoteSetextReplace2:/^ {0,3}>[ \t]?/gm,blockquoteMarkerWhitespace:/^( {0,3}>)(\t[ \t]*)/gm,
nestedBlockMarker:/^ {0,3}(?:(?:[*+-]|\d{1,9}[.)])(?: |$)|> ?)/,listReplaceNesting:/^ {1,4}(?=( {4})*[^ ])/g,listIsTask:/^\[[ xX]\][ \t]+\S/,listReplaceTask:/^\[[ xX]\][ \t]+/,
listTaskCheckbox:/\[[ xX]\]/,anyLine:/\n.*\n/,hrefBrackets:/^<(.*)>$/,tableDelimiter:/[:|]/,tableAlignChars:/^\||\| *$/g,tableRowBlankLine:/\n[ \t]*$/,tableAlignRight:/^ *-+: *$/,
tableAlignCenter:/^ *:-+: *$/,tableAlignLeft:/^ *:-+ *$/,startATag:/^<a /i,endATag:/^<\/a>/i,startPreScriptTag:/^<(pre|code|kbd|script)(\s|>)/i,endPreScriptTag:/^<\/(pre|code|kbd|script)(\s|>)/i,
startAngleBracket:/^</,endAngleBracket:/>$/,pedanticHrefTitle:/^([^'"]*[^\s])\s+(['"])(.*)\2/,unicodeAlphaNumeric:/[\p{L}\p{N}]/u,numericCharacterReference:/&#(?:(\d{1,7})|[Xx]([A-Fa-f0-9]{1,6}));/,
numericCharacterReferenceOrAmpersand:/&#(?:(\d{1,7})|[Xx]([A-Fa-f0-9]{1,6}));|&(?!(#\d{1,7}|#[Xx][a-fA-F0-9]{1,6}|\w+);)/g,escapeTest:/[&<>"']/,escapeReplace:/[&<>"']/g,
escapeTestNoEncode:/[<>"']|&(?!(#\d{1,7}|#[Xx][a-fA-F0-9]{1,6}|\w+);)/,escapeReplaceNoEncode:/[<>"']|&(?!(#\d{1,7}|#[Xx][a-fA-F0-9]{1,6}|\w+);)/g,caret:/(^|[^\[])\^/g,
percentDecode:/%25/g,findPipe:/\|/g,splitPipe:/ \|/,slashPipe:/\\\|/g,carriageReturn:/\r\n|\r/g,spaceLine:/^ +$/gm,notSpaceStart:/^\S*/,endingNewline:/\n$/,listItemRegex:t=>new RegExp(
`^( {0,3}${t})((?:[	 ][^\\n]*)?(?:\\n|$))`),nextBulletRegex:F(t=>new RegExp(`^ {0,${t}}(?:[*+-]|\\d{1,9}[.)])((?:[ 	][^\\n]*)?(?:\\n|$))`)),hrRegex:F(t=>new RegExp(
`^ {0,${t}}((?:-[ 	]*){3,}|(?:_[ 	]*){3,}|(?:\\*[ 	]*){3,})(?:\\n+|$)`)),fencesBeginRegex:F(t=>new RegExp(`^ {0,${t}}(?:\`\`\`|~~~)`)),headingBeginRegex:F(t=>new RegExp(
`^ {0,${t}}#{1,6}(?:\\s|$)`)),pedanticHeadingBeginRegex:F(t=>new RegExp(`^ {0,${t}}#`)),htmlBeginRegex:F(t=>new RegExp(`^ {0,${t}}(?:</?(?:${tt})(?:[ \\t]+|$|/?>\
)|<(?:(?:script|pre|style|textarea)(?:[\\s>]|$)|!--)|<\\?|<![A-Za-z]|<!\\[CDATA\\[)`,"i")),blockquoteBeginRegex:F(t=>new RegExp(`^ {0,${t}}>`)),nestedContainerMarkers:/^(?: {0,3}(?:(?:[*+-]|\d{1,9}[.)])[ \t]+|>[ \t]?))+/},
Er=/^(?:[ \t]*(?:\n|$))+/,$r=/^((?: {4}| {0,3}\t)[^\n]+(?:\n(?:[ \t]*(?:\n|$))*)?)+/,Cr=/^ {0,3}(`{3,}(?=[^`\n]*(?:\n|$))|~{3,})([^\n]*)(?:\n|$)(?:|([\s\S]*?)(?:\n|$))(?: {0,3}(?:(?=`)\1`*|(?=~)\1~*) *(?=\n|$)|$)/,
fe=/^ {0,3}((?:-[\t ]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})(?:\n+|$)/,Pr=/^ {0,3}(#{1,6})(?=\s|$)(.*)(?:\n+|$)/,et=/ {0,3}(?:[*+-]|\d{1,9}[.)])/,tt="address|a\
rticle|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1\
-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|meta|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|the\
ad|title|tr|track|ul",me=m(" {0,3}(?:</?(?:tag)(?:[ \\t]+|\\n|/?>)|<(?:(?:script|pre|style|textarea)(?:[\\s>]|$)|!--)|<\\?|<![A-Za-z]|<!\\[CDATA\\[)").replace("\
tag",tt).getRegex(),Kt=/^(?!bull |blockCode|fences|blockquote|heading|html|table)((?:.|\n(?!\s*?\n|bull |fences|blockquote|heading|hr|html|table))+?)\n {0,3}(=+|-+)[ \t]*(?:\n+|$)/,
Wt=m(Kt).replace(/bull/g,et).replace(/blockCode/g,/(?: {4}| {0,3}\t)/).replace(/fences/g,/ {0,3}(?:`{3,}|~{3,})/).replace(/blockquote/g,/ {0,3}>/).replace(/heading/g,
/ {0,3}#{1,6}(?:\s|$)/).replace(/hr/g,/ {0,3}(?:(?:-[\t ]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})(?:\n+|$)/).replace(/\|table/g,"").replace(/html/g,me).getRegex(),
vr=m(Kt).replace(/bull/g,et).replace(/blockCode/g,/(?: {4}| {0,3}\t)/).replace(/fences/g,/ {0,3}(?:`{3,}|~{3,})/).replace(/blockquote/g,/ {0,3}>/).replace(/heading/g,
/ {0,3}#{1,6}(?:\s|$)/).replace(/hr/g,/ {0,3}(?:(?:-[\t ]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})(?:\n+|$)/).replace(/table/g,/ {0,3}\|?(?:[:\- ]*\|)+[\:\- ]*\n/).
replace(/html/g,me).getRegex(),nt=/^([^\n]+(?:\n(?!hr|heading|lheading|blockquote|fences|list|html|table|[ \t]+\n)[^\n]+)*)/,Ir=/^[^\n]+/,rt=/(?!\s*\])(?:\\[\s\S]|[^\[\]\\\n]|\n(?![ \t]*\n))+/,
Or=m(/^ {0,3}\[(label)\]: *(?:\n[ \t]*)?([^<\s][^\s]*|<(?:\\.|[^\n<>\\])*>)(?:(?: +(?:\n[ \t]*)?| *\n[ \t]*)(title))? *(?:\n+|$)/).replace("label",rt).replace("\
title",/(?:"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\\n]|\n(?!\n))*'|\((?:\\[\s\S]|[^()\\])*\))/).getRegex(),Nr=m(/^(bull)([ \t][^\n]*?)?(?:\n|$)/).replace(/bull/g,
et).getRegex(),st=/<!--(?:-?>|[\s\S]*?(?:-->|$))/,Lr=m("^ {0,3}(?:<(script|pre|style|textarea)[\\s>][\\s\\S]*?(?:</\\1>[^\\n]*\\n*|$)|comment[^\\n]*(\\n+|$)|<\\?[\\s\\S]*?\
(?:\\?>[^\\n]*\\n*|$)|<![A-Z][\\s\\S]*?(?:>[^\\n]*\\n*|$)|<!\\[CDATA\\[[\\s\\S]*?(?:\\]\\]>[^\\n]*\\n*|$)|</?(tag)(?:[ \\t]+|\\n|/?>|$)[\\s\\S]*?(?:(?:\\n[ 	]*)+\\n|$)|<(?!(?:script\
|pre|style|textarea)(?![a-z0-9-]))([a-z][a-z0-9-]*)(?:attribute)*?[ \\t]*/?>(?=[ \\t]*(?:\\n|$))[\\s\\S]*?(?:(?:\\n[ 	]*)+\\n|$)|</[a-z][a-z0-9-]*\\s*>(?=[ \\t]*(?:\\n|$)\
)[\\s\\S]*?(?:(?:\\n[ 	]*)+\\n|$))","i").replace("comment",st).replace("tag",tt).replace("attribute",/[ \t]+[a-zA-Z:_][\w.:-]*(?:[ \t]*=[ \t]*"[^"\n]*"|[ \t]*=[ \t]*'[^'\n]*'|[ \t]*=[ \t]*[^\s"'=<>`]+)?/).
getRegex(),Zt=t=>m(nt).replace("hr",fe).replace("heading"," {0,3}#{1,6}(?:\\s|$)").replace("|lheading","").replace("|table","").replace("blockquote"," {0,3}>").
replace("fences"," {0,3}(?:`{3,}(?=[^`\\n]*(?:\\n|$))|~~~)[^\\n]*(?:\\n|$)").replace("list",t).replace("html",me).getRegex(),zr=Zt(/ {0,3}(?:[*+-]|1[.)])[ \t]+[^ \t\n]/),
Dr=Zt(/ {0,3}(?:[*+-]|\d{1,9}[.)])(?:[ \t]|\n|$)/),Br=m(/^( {0,3}> ?(?:(?![ \t]*(?:\n|$))(paragraph)|[^\n]*)(?:\n|$))+/).replace("paragraph",Dr).getRegex(),it={
blockquote:Br,code:$r,def:Or,fences:Cr,heading:Pr,hr:fe,html:Lr,lheading:Wt,list:Nr,newline:Er,paragraph:zr,table:X,text:Ir},Nt=m("^ *([^\\n ].*)\\n {0,3}((?:\\| *\
)?:?-+:? *(?:\\| *:?-+:? *)*(?:\\| *)?)(?:\\n((?:(?! *\\n|hr|heading|blockquote|code|fences|list|html).*(?:\\n|$))*)\\n*|$)").replace("hr",fe).replace("heading",
" {0,3}#{1,6}(?:\\s|$)").replace("blockquote"," {0,3}>").replace("code","(?: {4}| {0,3}	)[^\\n]").replace("fences"," {0,3}(?:`{3,}(?=[^`\\n]*(?:\\n|$))|~~~)[^\\n]*\
(?:\\n|$)").replace("list"," {0,3}(?:[*+-]|1[.)])[ \\t]").replace("html",me).getRegex(),Hr={...it,lheading:vr,table:Nt,paragraph:m(nt).replace("hr",fe).replace(
"heading"," {0,3}#{1,6}(?:\\s|$)").replace("|lheading","").replace("table",Nt).replace("blockquote"," {0,3}>").replace("fences"," {0,3}(?:`{3,}(?=[^`\\n]*(?:\\n|$\
))|~~~)[^\\n]*(?:\\n|$)").replace("list"," {0,3}(?:[*+-]|1[.)])[ \\t]+[^ \\t\\n]").replace("html",me).getRegex()},Jr={...it,html:m(`^ *(?:comment(?: *\\n|\\s*$)|<\
(tag)[\\s\\S]+?</\\1>(?: *\\n{2,}|\\s*$)|<tag(?:"[^"]*"|'[^']*'|\\s[^'"/>\\s]*)*?/?>(?: *\\n{2,}|\\s*$))`).replace("comment",st).replace(/tag/g,"(?!(?:a|em|stro\
ng|small|s|cite|q|dfn|abbr|data|time|code|var|samp|kbd|sub|sup|i|b|u|mark|ruby|rt|rp|bdi|bdo|span|br|wbr|ins|del|img)\\b)\\w+(?!:|[^\\w\\s@]*@)\\b").getRegex(),
def:/^ *\[([^\]]+)\]: *<?([^\s>]+)>?(?: +(["(][^\n]+[")]))? *(?:\n+|$)/,heading:/^(#{1,6})(.*)(?:\n+|$)/,fences:X,lheading:/^(.+?)\n {0,3}(=+|-+) *(?:\n+|$)/,paragraph:m(
nt).replace("hr",fe).replace("heading",` *#{1,6} *[^
]`).replace("|table","").replace("blockquote"," {0,3}>").replace("|fences","").replace("|list","").replace("|html","").replace("|tag","").replace("lheading",Wt).
getRegex()},jr=/^\\([!"#$%&'()*+,\-./:;<=>?@\[\]\\^_`{|}~])/,qr=/^(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/,Gt=/^( {2,}|\\)\n(?!\s*$)[ \t]*/,Ur=/^(`+|[^`])(?:(?= {2,}\n)|[\s\S]*?(?:(?=[\\<!\[`*_]|\b_|$)|[^ ](?= {2,}\n)))/,
I=/[\p{P}\p{S}]/u,re=/[\s\p{P}\p{S}]/u,ke=/[^\s\p{P}\p{S}]/u,Fr=m(/^((?![*_])punctSpace)/,"u").replace(/punctSpace/g,re).getRegex(),Xr=/[\p{Pi}\p{Ps}"']/u,Qt=/(?!~)[\p{P}\p{S}]/u,
Kr=/(?!~)[\s\p{P}\p{S}]/u,Wr=/(?:[^\s\p{P}\p{S}]|~)/u,Zr=m(/link|precode-code|html/,"g").replace("link",/\[(?:[^\[\]`]|(?<a>`+)[^`]+\k<a>(?!`))*?\]\((?:\\[\s\S]|[^\\\(\)]|\((?:\\[\s\S]|[^\\\(\)])*\))*\)/).
replace("precode-",Xt?"(?<!`)()":"(^^|[^`])").replace("code",/(?<b>`+)[^`]+\k<b>(?!`)/).replace("html",/<(?! )[^<>]*?>/).getRegex(),Vt=/^(?:\*+(?:((?!\*)punct)|([^\s*]))?)|^_+(?:((?!_)punct)|([^\s_]))?/,
Gr=m(Vt,"u").replace(/punct/g,I).getRegex(),Qr=m(Vt,"u").replace(/punct/g,Qt).getRegex(),Vr=/^(?:\*+(?:((?!\*)(?!openQuote)punct)|([^\s*]))?)|^_+(?:((?!_)(?!openQuote)punct)|([^\s_]))?/,
Yr=m(Vr,"u").replace(/openQuote/g,Xr).replace(/punct/g,I).getRegex(),Yt="^[^_*]*?__[^_*]*?\\*[^_*]*?(?=__)|[^*]+(?=[^*])|(?!\\*)punct(\\*+)(?=[\\s]|$)|notPunctSpace\
(\\*+)(?!\\*)(?=punctSpace|$)|(?!\\*)punctSpace(\\*+)(?=notPunctSpace)|[\\s](\\*+)(?!\\*)(?=punct)|(?!\\*)punct(\\*+)(?!\\*)(?=punct)|notPunctSpace(\\*+)(?=notPunctSpace)",
es=m(Yt,"gu").replace(/notPunctSpace/g,ke).replace(/punctSpace/g,re).replace(/punct/g,I).getRegex(),ts=m(Yt,"gu").replace(/notPunctSpace/g,Wr).replace(/punctSpace/g,
Kr).replace(/punct/g,Qt).getRegex(),ns="^[^_*]*?__[^_*]*?\\*[^_*]*?(?=__)|[^*]+(?=[^*])|(?!\\*)punct(\\*+)(?=[\\s]|$)|notPunctSpace(\\*+)(?!\\*)(?=punctSpace|$)|(?!\\*\
)[\\s](\\*+)(?=notPunctSpace)|[\\s](\\*+)(?!\\*)(?=punct)|(?!\\*)punct(\\*+)(?!\\*)(?=punct)|(?:(?!\\*)punct|notPunctSpace)(\\*+)(?!\\*)(?=notPunctSpace)",rs=m(
ns,"gu").replace(/notPunctSpace/g,ke).replace(/punctSpace/g,re).replace(/punct/g,I).getRegex(),ss=m("^[^_*]*?\\*\\*[^_*]*?_[^_*]*?(?=\\*\\*)|[^_]+(?=[^_])|(?!_)punc\
t(_+)(?=[\\s]|$)|notPunctSpace(_+)(?!_)(?=punctSpace|$)|(?!_)punctSpace(_+)(?=notPunctSpace)|[\\s](_+)(?!_)(?=punct)|(?!_)punct(_+)(?!_)(?=punct)","gu").replace(
/notPunctSpace/g,ke).replace(/punctSpace/g,re).replace(/punct/g,I).getRegex(),is="^[^_*]*?\\*\\*[^_*]*?_[^_*]*?(?=\\*\\*)|[^_]+(?=[^_])|(?!_)punct(_+)(?=[\\s]|$)|not\
PunctSpace(_+)(?!_)(?=punctSpace|$)|(?!_)[\\s](_+)(?=notPunctSpace)|[\\s](_+)(?!_)(?=punct)|(?!_)punct(_+)(?!_)(?=punct)|(?:(?!_)punct|notPunctSpace)(_+)(?!_)(?=n\
otPunctSpace)",os=m(is,"gu").replace(/notPunctSpace/g,ke).replace(/punctSpace/g,re).replace(/punct/g,I).getRegex(),as=m(/^~~?(?:((?!~)punct)|[^\s~])/,"u").replace(
/punct/g,I).getRegex(),ls="^[^~]+(?=[^~])|(?!~)punct(~~?)(?=[\\s]|$)|notPunctSpace(~~?)(?!~)(?=punctSpace|$)|(?!~)punctSpace(~~?)(?=notPunctSpace)|[\\s](~~?)(?!~)\
(?=punct)|(?!~)punct(~~?)(?!~)(?=punct)|notPunctSpace(~~?)(?=notPunctSpace)",cs=m(ls,"gu").replace(/notPunctSpace/g,ke).replace(/punctSpace/g,re).replace(/punct/g,
I).getRegex(),us=m(/\\(punct)/,"gu").replace(/punct/g,I).getRegex(),ps=m(/(`+)(?:[^`]|[^`][\s\S]*?[^`])\1(?!`)|`+|\\(punct)/,"gu").replace(/punct/g,I).getRegex(),
hs=m(/^<(scheme:[^\s\x00-\x1f<>]*|email)>/).replace("scheme",/[a-zA-Z][a-zA-Z0-9+.-]{1,31}/).replace("email",/[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+(@)[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+(?![-_])/).
getRegex(),ds=m(st).replace("(?:-->|$)","-->").getRegex(),gs=m("^comment|^</[a-zA-Z][a-zA-Z0-9-]*\\s*>|^<[a-zA-Z][a-zA-Z0-9-]*(?:attribute)*?\\s*/?>|^<\\?[\\s\\S]*?\\\
?>|^<![a-zA-Z]+\\s[\\s\\S]*?>|^<!\\[CDATA\\[[\\s\\S]*?\\]\\]>").replace("comment",ds).replace("attribute",/\s+[a-zA-Z:_][\w.:-]*(?:\s*=\s*"[^"]*"|\s*=\s*'[^']*'|\s*=\s*[^\s"'=<>`]+)?/).
getRegex(),en=/\[(?:\\[\s\S]|[^\[\]\\])*\]/,Ie=m(/(?:\[(?:brackets|\\[\s\S]|[^\[\]\\])*\]|\\[\s\S]|`+(?!`)[^`]*?`+(?!`)|``+(?=\])|[^\[\]\\`])*?/).replace("brack\
ets",en).getRegex(),fs=m(/^!?\[(label)\]\([ \t\n]*(href)(?:(?:[ \t]+(?:\n[ \t]*)?|\n[ \t]*)(title))?[ \t\n]*\)/).replace("label",Ie).replace("href",/<(?:\\.|[^\n<>\\])*>|(?!<)[^ \t\n\x00-\x1f]+|(?=\))/).
replace("title",/"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|\((?:\\[\s\S]|[^)\\])*\)/).getRegex(),ms=m(/^!?\[(label)\]\[(ref)\]/).replace("label",Ie).replace(
"ref",rt).getRegex(),ks=m(/^!?\[(ref)\](?:\[\])?/).replace("ref",rt).getRegex(),Lt=/(?!\s*\])(?:\\[\s\S]|[^\[\]\\]){1,999}/,xs=m(/(?:[^\[\]\\`]*(?:\[(?:brackets|\\[\s\S]|[^\[\]\\])*\]|\\[\s\S]|`+(?!`)[^`]*?`+(?!`)|``+(?=\]))){0,999}?[^\[\]\\`]*?/).
replace("brackets",en).getRegex(),bs=m("reflink|nolink(?!\\()","g").replace("reflink",m(/^!?\[(label)\]\[(ref)\]/).replace("label",xs).replace("ref",Lt).getRegex()).
replace("nolink",m(/^!?\[(ref)\](?:\[\])?/).replace("ref",Lt).getRegex()).getRegex(),zt=/[hH][tT][tT][pP][sS]?|[fF][tT][pP]/,ys=/[A-Za-z0-9._+-]+@[a-zA-Z0-9-_]+(?:\.[a-zA-Z0-9-_]*[a-zA-Z0-9])+(?![\w-])/,
ws=m(/(?:mailto:email|xmpp:email(?:\/[A-Za-z0-9@.]+)?)/).replace(/email/g,ys).getRegex(),ot={_backpedal:X,anyPunctuation:us,anyPunctuationOutsideCode:ps,autolink:hs,
blockSkip:Zr,br:Gt,code:qr,del:X,delLDelim:X,delRDelim:X,emStrongLDelim:Gr,emStrongRDelimAst:es,emStrongRDelimUnd:ss,escape:jr,link:fs,nolink:ks,punctuation:Fr,
reflink:ms,reflinkSearch:bs,tag:gs,text:Ur,url:X},Ss={...ot,emStrongLDelim:Yr,emStrongRDelimAst:rs,emStrongRDelimUnd:os,link:m(/^!?\[(label)\]\((.*?)\)/).replace(
"label",Ie).getRegex(),reflink:m(/^!?\[(label)\]\s*\[([^\]]*)\]/).replace("label",Ie).getRegex()},Ge={...ot,emStrongRDelimAst:ts,emStrongLDelim:Qr,delLDelim:as,
delRDelim:cs,url:m(/^emailProtocol|^((?:protocol):\/\/|www\.)(?:[a-zA-Z0-9\-]+\.?)+[^\s<]*|^email/).replace("emailProtocol",ws).replace("protocol",zt).replace("\
email",/[A-Za-z0-9._+-]+(@)[a-zA-Z0-9-_]+(?:\.[a-zA-Z0-9-_]*[a-zA-Z0-9])+(?![\w-])/).getRegex(),_backpedal:/(?:[^?!.,:;*_'"~()&]+|\([^)]*\)|&(?![a-zA-Z0-9]+;$)|[?!.,:;*_'"~)]+(?!$))+/,
del:/^(~~?)(?=[^\s~])((?:\\[\s\S]|[^\\])*?(?:\\[\s\S]|[^\s~\\]))\1(?=[^~]|$)/,text:m(/^(?:[^a-zA-Z0-9](?=emailProtocol)|(`+|~+|[^`~])(?:(?=[`~])|(?= {2,}\n)|(?=[a-zA-Z0-9.!#$%&'*+\/=?_`{\|}~-]+@)|[\s\S]*?(?:(?=[\\<!\[`*~_]|\b_|protocol:\/\/|wwwStart|$)|[^ ](?= {2,}\n)|[^a-zA-Z0-9](?=emailProtocol)|[^a-zA-Z0-9.!#$%&'*+\/=?_`{\|}~-](?=[a-zA-Z0-9.!#$%&'*+\/=?_`{\|}~-]+@))))/).
replace("protocol",zt).replace(/emailProtocol/g,/(?:mailto|xmpp):/).replace("wwwStart",Xt?"(?<![^\\s*_~(])www\\.":"www\\.").getRegex()},Ts={...Ge,br:m(Gt).replace(
"{2,}","*").getRegex(),text:m(Ge.text).replace("\\b_","\\b_| {2,}\\n").replace(/\{2,\}/g,"*").getRegex()},Pe={normal:it,gfm:Hr,pedantic:Jr},de={normal:ot,gfm:Ge,
breaks:Ts,pedantic:Ss},As={"&":"&amp;","<":"&lt;",">":"&gt;",'"':"&quot;","'":"&#39;"},Dt=t=>As[t];function E(t,e){if(e){if(A.escapeTest.test(t))return t.replace(
A.escapeReplace,Dt)}else if(A.escapeTestNoEncode.test(t))return t.replace(A.escapeReplaceNoEncode,Dt);return t}function Rs(t){return A.numericCharacterReference.
test(t)?t.replace(A.numericCharacterReferenceOrAmpersand,(e,n,r)=>{if(n===void 0&&r===void 0)return"&amp;";let s=n===void 0?Number.parseInt(r,16):Number.parseInt(
n,10);return s===0||s>1114111||s>=55296&&s<=57343?"�":s===38?"&amp;":String.fromCodePoint(s)}):t}function Bt(t){try{t=encodeURI(t).replace(A.percentDecode,"%")}catch{
return null}return t}function Ht(t,e){let n=t.replace(A.findPipe,(i,o,a)=>{let c=!1,h=o;for(;--h>=0&&a[h]==="\\";)c=!c;return c?"|":" |"}),r=n.split(A.splitPipe),
s=0;if(r[0].trim()||r.shift(),r.length>0&&!r.at(-1)?.trim()&&r.pop(),e)if(r.length>e)r.splice(e);else for(;r.length<e;)r.push("");for(;s<r.length;s++)r[s]=r[s].
trim().replace(A.slashPipe,"|");return r}function O(t,e,n){let r=t.length;if(r===0)return"";let s=0;for(;s<r;){let i=t.charAt(r-s-1);if(i===e&&!n)s++;else if(i!==
e&&n)s++;else break}return t.slice(0,r-s)}function Jt(t){let e=t.split(`
`),n=e.length-1;for(;n>=0&&A.blankLine.test(e[n]);)n--;return e.length-n<=2?t:e.slice(0,n+1).join(`
`)}function Oe(t){return t.trim().replace(A.multipleSpaceGlobal," ").toLowerCase().toUpperCase().toLowerCase()}function jt(t,e){if(t.indexOf(e[0])===-1&&t.indexOf(
e[1])===-1)return-1;let n=0;for(let r=0;r<t.length;r++)if(t[r]==="\\")r++;else if(t[r]===e[0])n++;else if(t[r]===e[1]&&(n--,n<0))return r;return n>0?-2:-1}var ne=new WeakMap;
function at(t){let e={"*":-1,_:-1},n=-1,r=t.length;for(let s=0;s<r;s++){let i=t[s];if(i!=="*"&&i!=="_"&&i!=="~")continue;let o=s===0?`
`:t[s-1],a=s+1;for(;a<r&&t[a]===i;)a++;o!==" "&&o!=="	"&&o!==`
`&&o!=="\r"&&o!=="\f"&&(i==="~"?n=s:e[i]=s),s=a-1}return{maskedSrc:t,lastPossibleEmStrongCloserIndex:e,lastPossibleDelCloserIndex:n}}function _s(t,e){let n=at(e),
r=ne.get(t);r?r.push(n):ne.set(t,[n])}function Ms(t){let e=ne.get(t);e&&(e.pop(),e.length===0&&ne.delete(t))}function tn(t,e,n){let r=ne.get(t)?.at(-1);return r&&
r.maskedSrc===e?r.lastPossibleEmStrongCloserIndex[n]:at(e).lastPossibleEmStrongCloserIndex[n]}function nn(t,e){let n=ne.get(t)?.at(-1);return n&&n.maskedSrc===e?
n.lastPossibleDelCloserIndex:at(e).lastPossibleDelCloserIndex}function ve(t,e=0){let n=e,r="";for(let s of t)if(s==="	"){let i=4-n%4;r+=" ".repeat(i),n+=i}else r+=
s,n++;return r}function Es(t,e){let n="";for(let r=0;r<t.length;r++){if(t[r]==="`"){let s=e.inline.code.exec(t.slice(r));if(s){n+=s[0],r+=s[0].length-1;continue}}
if(t[r]==="\\"&&(t[r+1]==="["||t[r+1]==="]")){n+=t[r+1],r++;continue}n+=t[r]}return n}function qt(t,e,n,r,s){let i=e.href,o=e.title||null,a=Es(t[1],s),c=t[0].charAt(
0)==="!",h=r.state.inLink,u=r.state.linkEmitted,d=r.state.inRawBlock;r.state.inLink=!0,r.state.linkEmitted=!1;let p=r.inlineTokens(a),f=r.state.linkEmitted;if(r.
state.linkEmitted=u,r.state.inLink=h,!c){if(f){r.state.inRawBlock=d;return}r.state.linkEmitted=!0}return{type:c?"image":"link",raw:n,href:i,title:o,text:a,tokens:p}}
function $s(t,e,n){let r=t.match(n.other.indentCodeCompensation);if(r===null)return e;let s=r[1];return e.split(`
`).map(i=>{let o=i.match(n.other.beginningSpace);if(o===null)return i;let[a]=o;return i.slice(Math.min(a.length,s.length))}).join(`
`)}function Ut(t,e,n,r){if(!e.includes("<"))return!1;for(let s=0;s<e.length;s++){if(e[s]==="\\"){s++;continue}if(e[s]==="`"){let a=r.inline.code.exec(e.slice(s));
if(a){s+=a[0].length-1;continue}}if(e[s]!=="<")continue;let i=t.slice(n+s),o=r.inline.tag.exec(i)||r.inline.autolink.exec(i);if(o){if(o[0].length>e.length-s)return!0;
s+=o[0].length-1}}return!1}var K=class{options;rules;lexer;constructor(t){this.options=t||Z}space(t){let e=this.rules.block.newline.exec(t);if(e&&e[0].length>0)
return{type:"space",raw:e[0]}}code(t){let e=this.rules.block.code.exec(t);if(e){let n=this.options.pedantic?e[0]:Jt(e[0]),r=n.replace(this.rules.other.codeRemoveIndent,
"");return{type:"code",raw:n,codeBlockStyle:"indented",text:r}}}fences(t){let e=this.rules.block.fences.exec(t);if(e){let n=e[0],r=$s(n,e[3]||"",this.rules);return e[3]!==
void 0&&(r===""||r.endsWith(`
`))&&(r+=`
`),{type:"code",raw:n,lang:e[2]?e[2].trim().replace(this.rules.inline.anyPunctuation,"$1"):e[2],text:r}}}heading(t){let e=this.rules.block.heading.exec(t);if(e){
let n=e[2].trim();if(this.rules.other.endingHash.test(n)){let r=O(n,"#");(this.options.pedantic||!r||this.rules.other.endingSpaceTabChar.test(r))&&(n=r.trim())}
return{type:"heading",raw:O(e[0],`
`),depth:e[1].length,text:n,tokens:this.lexer.inline(n)}}}hr(t){let e=this.rules.block.hr.exec(t);if(e)return{type:"hr",raw:O(e[0],`
`)}}blockquote(t){let e=this.rules.block.blockquote.exec(t);if(e){let n=O(e[0],`
`).split(`
`),r="",s="",i=[];for(;n.length>0;){let o=!1,a=[],c;for(c=0;c<n.length;c++)if(this.rules.other.blockquoteStart.test(n[c]))a.push(n[c]),o=!0;else if(!o)a.push(n[c]);else
break;n=n.slice(c);let h=a.join(`
`),u=h.replace(this.rules.other.blockquoteMarkerWhitespace,(f,x,y)=>y.startsWith(" ")?x+" "+y.slice(1):x+ve(y,x.length)).replace(this.rules.other.blockquoteSetextReplace,
`
    $1`).replace(this.rules.other.blockquoteSetextReplace2,"");r=r?`${r}
${h}`:h,s=s?`${s}
${u}`:u;let d=this.lexer.state.top;if(this.lexer.state.top=!0,this.lexer.blockTokens(u,i,!0),this.lexer.state.top=d,n.length===0)break;let p=i.at(-1);if(p?.type===
"code"||p?.type==="heading"||p?.type==="hr"||p?.type==="html"||p?.type==="table")break;if(p?.type==="blockquote"){let f=p,x=n.join(`
`),y=f.raw+`
`+x.replace(this.rules.other.blockquoteSetextReplace2,""),k=this.blockquote(y);i[i.length-1]=k;let b=y.substring(k.raw.length).replace(/^\n/,""),v=b?b.split(`
`).length:0,g=v?n.slice(0,-v):n;if(g.length>0&&(r=`${r}
${g.join(`
`)}`),s=s.substring(0,s.length-f.text.length)+k.text,n=n.slice(g.length),n.length>0&&this.rules.other.blockquoteStart.test(n[0]))continue;break}else if(p?.type===
"list"){let f=p,x=f.raw+`
`+n.join(`
`),y=this.list(x);i[i.length-1]=y;let k=y.raw.length>f.raw.length?x.slice(f.raw.length+1,y.raw.length).split(`
`).length:0;if(k>0){let b=n.slice(0,k).join(`
`);r=`${r}
${b}`,s=`${s}
${b}`}if(n=n.slice(k),n.length>0&&!this.rules.other.blockquoteStart.test(n[0]))break;continue}}return{type:"blockquote",raw:r,tokens:i,text:s}}}list(t){let e=this.
rules.block.list.exec(t);if(e){if(!this.options.pedantic&&this.lexer.state.lastToken?.type==="text"&&!this.rules.other.listInterruptsParagraph.test(t))return;let n=t,
r=()=>n.length-t.length,s=e[1].trim(),i=s.length>1,o={type:"list",raw:"",ordered:i,start:i?+s.slice(0,-1):"",loose:!1,items:[]};s=i?`\\d{1,9}\\${s.slice(-1)}`:`\
\\${s}`,this.options.pedantic&&(s=i?s:"[*+-]");let a=this.rules.other.listItemRegex(s),c=!1;for(;t;){let d=!1,p="";if(!(e=a.exec(t))||this.rules.block.hr.test(t))
break;let f=r();t=t.substring(e[0].length);let x=e[2].split(`
`,1)[0],y=e[1].length,k=this.options.pedantic?ve(x,y):x.replace(this.rules.other.leadingSpaceTab,M=>ve(M,y)),b=t.split(`
`,1)[0],v=!k.trim(),g=0;if(this.options.pedantic?(g=2,p=k.trimStart()):v?g=y+1:(g=k.search(this.rules.other.nonSpaceChar),g=g>4?1:g,p=k.slice(g),g+=y),v&&this.rules.
other.blankLine.test(b)&&(t=t.substring(b.length+1),d=!0),!d){let M=this.rules.other.nextBulletRegex(g),N=this.rules.other.hrRegex(g),ye=this.rules.other.fencesBeginRegex(
g),H=this.options.pedantic?this.rules.other.pedanticHeadingBeginRegex(g):this.rules.other.headingBeginRegex(g),ie=this.rules.other.htmlBeginRegex(g),we=this.rules.
other.blockquoteBeginRegex(g),Be=!1;for(;t;){let pt=t.split(`
`,1)[0],G;if(b=pt,this.options.pedantic?(b=b.replace(this.rules.other.listReplaceNesting,"  "),G=b):G=b.replace(this.rules.other.leadingSpaceTab,C=>ve(C)),ye.test(
b)||H.test(b)||ie.test(b)||we.test(b)||M.test(b)||N.test(b))break;if(G.search(this.rules.other.nonSpaceChar)>=g||!b.trim())p+=`
`+G.slice(g),Be=!1;else{if(v)break;let C=k;if(!this.options.pedantic&&!p.includes(`
`)&&!k.includes("	")){let Q;for(;!N.test(C)&&(Q=this.rules.other.nestedBlockMarker.exec(C));)C=C.slice(Q[0].length);if(!C.trim())break}if(C.replace(this.rules.other.
tabCharGlobal,"    ").search(this.rules.other.nonSpaceChar)>=4||ye.test(C)||H.test(C)||ie.test(C)||N.test(C))break;if(!this.options.pedantic&&!Be){let Q=k.replace(
this.rules.other.nestedContainerMarkers,"");if(this.rules.block.fences.test(Q)||this.rules.block.heading.test(Q)||this.rules.block.hr.test(Q))break}let gn=!this.
options.pedantic&&/^ {0,3}(?:=+|-+) *$/.test(b)&&this.rules.block.lheading.test(`${k}
${b}`)?`    ${G.replace(/^ {0,3}/,"")}`:b;p+=`
`+gn,Be=!0}v=!b.trim(),t=t.substring(pt.length+1),k=G.slice(g)}}let T=n.slice(f,r());o.loose||(c?o.loose=!0:this.rules.other.doubleBlankLine.test(T)&&(c=!0)),o.
items.push({type:"list_item",raw:T,task:!!this.options.gfm&&this.rules.other.listIsTask.test(p),loose:!1,text:p,tokens:[]})}let h=o.items.at(-1);if(h)h.raw=h.raw.
trimEnd(),h.text=h.text.trimEnd();else return;o.raw=n.slice(0,r()).trimEnd();let u=[];for(let d of o.items)if(this.lexer.state.top=!1,u.push(this.lexer.inlineQueue.
length),d.tokens=this.lexer.blockTokens(d.text,[]),!o.loose){let p=d.tokens.filter(x=>x.type==="space"),f=p.length>0&&p.some(x=>this.rules.other.anyLine.test(x.
raw));o.loose=f}for(let d=0;d<o.items.length;d++){let p=o.items[d],f=p.tokens[0];if(p.task&&(f?.type==="text"||f?.type==="paragraph")){p.text=p.text.replace(this.
rules.other.listReplaceTask,""),f.raw=f.raw.replace(this.rules.other.listReplaceTask,""),f.text=f.text.replace(this.rules.other.listReplaceTask,"");let x=this.lexer.
inlineQueue;for(let k=u[d];k<x.length;k++)if(x[k].tokens===f.tokens){x[k].src=x[k].src.replace(this.rules.other.listReplaceTask,"");break}let y=this.rules.other.
listTaskCheckbox.exec(p.raw);if(y){let k={type:"checkbox",raw:y[0]+" ",checked:y[0]!=="[ ]"};p.checked=k.checked,o.loose?p.tokens[0]&&["paragraph","text"].includes(
p.tokens[0].type)&&"tokens"in p.tokens[0]&&p.tokens[0].tokens?(p.tokens[0].raw=k.raw+p.tokens[0].raw,p.tokens[0].text=k.raw+p.tokens[0].text,p.tokens[0].tokens.
unshift(k)):p.tokens.unshift({type:"paragraph",raw:k.raw,text:k.raw,tokens:[k]}):p.tokens.unshift(k)}}else p.task&&(p.task=!1)}if(o.loose)for(let d of o.items){
d.loose=!0;for(let p of d.tokens)p.type==="text"&&(p.type="paragraph")}return o}}html(t){let e=this.rules.block.html.exec(t);if(e){if(this.lexer.state.lastToken?.
type==="paragraph"&&!this.rules.other.htmlBeginRegex(4).test(t))return;let n=Jt(e[0]);return{type:"html",block:!0,raw:n,pre:e[1]==="pre"||e[1]==="script"||e[1]===
"style",text:n}}}def(t){let e=this.rules.block.def.exec(t);if(e){if(!this.rules.other.startAngleBracket.test(e[2])&&jt(e[2],"()")!==-1)return;let n=Oe(e[1]),r=e[2]?
e[2].replace(this.rules.other.hrefBrackets,"$1").replace(this.rules.inline.anyPunctuation,"$1"):"",s=e[3]?e[3].substring(1,e[3].length-1).replace(this.rules.inline.
anyPunctuation,"$1"):e[3];return{type:"def",tag:n,raw:O(e[0],`
`),href:r,title:s}}}table(t){let e=this.rules.block.table.exec(t);if(!e||!this.rules.other.tableDelimiter.test(e[2]))return;let n=Ht(e[1]),r=e[2].replace(this.rules.
other.tableAlignChars,"").split("|"),s=e[3]?.trim()?e[3].replace(this.rules.other.tableRowBlankLine,"").split(`
`):[],i={type:"table",raw:O(e[0],`
`),header:[],align:[],rows:[]};if(n.length===r.length){for(let o of r)this.rules.other.tableAlignRight.test(o)?i.align.push("right"):this.rules.other.tableAlignCenter.
test(o)?i.align.push("center"):this.rules.other.tableAlignLeft.test(o)?i.align.push("left"):i.align.push(null);for(let o=0;o<n.length;o++)i.header.push({text:n[o],
tokens:this.lexer.inline(n[o]),header:!0,align:i.align[o]});for(let o of s)i.rows.push(Ht(o,i.header.length).map((a,c)=>({text:a,tokens:this.lexer.inline(a),header:!1,
align:i.align[c]})));return i}}lheading(t){let e=this.rules.block.lheading.exec(t);if(e){let n=e[1].trim();return{type:"heading",raw:O(e[0],`
`),depth:e[2].charAt(0)==="="?1:2,text:n,tokens:this.lexer.inline(n)}}}paragraph(t){let e=this.rules.block.paragraph.exec(t);if(e){let n=e[1].charAt(e[1].length-
1)===`
`?e[1].slice(0,-1):e[1];return{type:"paragraph",raw:e[0],text:n,tokens:this.lexer.inline(n)}}}text(t){let e=this.rules.block.text.exec(t);if(e)return{type:"text",
raw:e[0],text:e[0],tokens:this.lexer.inline(e[0])}}escape(t){if(t.charCodeAt(0)!==92)return;let e=this.rules.inline.escape.exec(t);if(e)return{type:"escape",raw:e[0],
text:e[1]}}tag(t){if(t.charCodeAt(0)!==60)return;let e=this.rules.inline.tag.exec(t);if(e)return!this.lexer.state.inLink&&this.rules.other.startATag.test(e[0])?
this.lexer.state.inLink=!0:this.lexer.state.inLink&&this.rules.other.endATag.test(e[0])&&(this.lexer.state.inLink=!1),!this.lexer.state.inRawBlock&&this.rules.other.
startPreScriptTag.test(e[0])?this.lexer.state.inRawBlock=!0:this.lexer.state.inRawBlock&&this.rules.other.endPreScriptTag.test(e[0])&&(this.lexer.state.inRawBlock=
!1),{type:"html",raw:e[0],inLink:this.lexer.state.inLink,inRawBlock:this.lexer.state.inRawBlock,block:!1,text:e[0]}}link(t){if(this.lexer.state.linkParenPossible===
!1)return;let e=t.charCodeAt(0);if(e!==91&&e!==33)return;let n=this.rules.inline.link.exec(t);if(n){let r=n[0].charAt(0)==="!"?2:1;if(!this.options.pedantic&&Ut(
t,n[1],r,this.rules))return;let s=n[2].trim();if(!this.options.pedantic&&this.rules.other.startAngleBracket.test(s)){if(!this.rules.other.endAngleBracket.test(s))
return;let c=O(s.slice(0,-1),"\\");if((s.length-c.length)%2===0)return}else{let c=jt(n[2],"()");if(c===-2)return;if(c>-1){let h=(n[0].indexOf("!")===0?5:4)+n[1].
length+c;n[2]=n[2].substring(0,c),n[0]=n[0].substring(0,h).trim(),n[3]=""}}let i=O(n[0].slice(0,-1),"\\");if((n[0].length-i.length)%2===0)return;let o=n[2],a="";
if(this.options.pedantic){let c=this.rules.other.pedanticHrefTitle.exec(o);c&&(o=c[1],a=c[3])}else a=n[3]?n[3].slice(1,-1):"";return o=o.trim(),this.rules.other.
startAngleBracket.test(o)&&(this.options.pedantic&&!this.rules.other.endAngleBracket.test(s)?o=o.slice(1):o=o.slice(1,-1)),qt(n,{href:o&&o.replace(this.rules.inline.
anyPunctuation,"$1"),title:a&&a.replace(this.rules.inline.anyPunctuation,"$1")},n[0],this.lexer,this.rules)}}reflink(t,e){let n=t.charCodeAt(0);if(n!==91&&n!==33)
return;let r;if((r=this.rules.inline.reflink.exec(t))||(r=this.rules.inline.nolink.exec(t))){let s=r[0].charAt(0)==="!"?2:1;if(!this.options.pedantic&&Ut(t,r[1],
s,this.rules))return;let i=e[Oe(r[2]||r[1])];if(!i){let o=r[0].charAt(0);return{type:"text",raw:o,text:o}}return qt(r,i,r[0],this.lexer,this.rules)}}emStrong(t,e,n=""){
let r=this.rules.inline.emStrongLDelim.exec(t);if(!r||!r[1]&&!r[2]&&!r[3]&&!r[4])return;let s=r[0][0],i=n===s,o=e.length-t.length,a=o;for(;!this.options.pedantic&&
a>0&&e[a-1]===s;)a--;let c=[...e.slice(Math.max(0,a-2),a)].at(-1)??"",h=c==="*"||c==="_"||!!this.rules.inline.punctuation.exec(c);a<o&&(n=c);let u=a<o?h:n==="*"||
n==="_"||!!this.rules.inline.punctuation.exec(n);if(r[4]&&n.match(this.rules.other.unicodeAlphaNumeric))return;let d=r[1]||r[3]||"";if(!d||!n||u){let p=[...r[0]].
length-1,f,x,y=p,k=0,b=o-a+p,v=!this.options.pedantic&&!!c.trim()&&(!!d||s==="*"&&!h);if(s!=="*"&&s!=="_")return;let g=s==="*"?this.rules.inline.emStrongRDelimAst:
this.rules.inline.emStrongRDelimUnd,T=tn(this,e,s),M=e.length-t.length+p;if(T<M)return;e=e.slice(-1*t.length+p);let N=T-M;for(g.lastIndex=0;(r=g.exec(e))!==null&&
!(r.index>N);){if(f=r[1]||r[2]||r[3]||r[4]||r[5]||r[6],!f)continue;if(x=[...f].length,r[3]||r[4]){y+=x;continue}else if((r[5]||r[6]||v)&&b%3&&!((b+x)%3)){if(i&&
(r[5]||r[6]))break;k+=x;continue}if(y-=x,y>0)continue;x=Math.min(x,x+y+k);let ye=[...r[0]][0].length,H=t.slice(0,p+r.index+ye+x);if(Math.min(p,x)%2){let we=H.slice(
1,-1);return{type:"em",raw:H,text:we,tokens:this.lexer.inlineTokens(we)}}let ie=H.slice(2,-2);return{type:"strong",raw:H,text:ie,tokens:this.lexer.inlineTokens(
ie)}}}}codespan(t){if(t.charCodeAt(0)!==96)return;let e=this.rules.inline.code.exec(t);if(e){let n=e[2].replace(this.rules.other.newLineCharGlobal," "),r=this.rules.
other.nonSpaceChar.test(n),s=this.rules.other.startingSpaceChar.test(n)&&this.rules.other.endingSpaceChar.test(n);return r&&s&&(n=n.substring(1,n.length-1)),{type:"\
codespan",raw:e[0],text:n}}}br(t){let e=t.charCodeAt(0);if(e!==32&&e!==92&&e!==10)return;let n=this.rules.inline.br.exec(t);if(n)return{type:"br",raw:n[0]}}del(t,e,n=""){
if(t.charCodeAt(0)!==126)return;let r=this.rules.inline.delLDelim.exec(t);if(r&&(!r[1]||!n||this.rules.inline.punctuation.exec(n))){let s=[...r[0]].length-1,i,o,
a=s,c=this.rules.inline.delRDelim,h=nn(this,e),u=e.length-t.length+s;if(h<u)return;e=e.slice(-1*t.length+s);let d=h-u;for(c.lastIndex=0;(r=c.exec(e))!==null&&!(r.
index>d);){if(i=r[1]||r[2]||r[3]||r[4]||r[5]||r[6],!i||(o=[...i].length,o!==s))continue;if(r[3]||r[4]){a+=o;continue}if(a-=o,a>0)continue;o=Math.min(o,o+a);let p=[
...r[0]][0].length,f=t.slice(0,s+r.index+p+o),x=f.slice(s,-s);return{type:"del",raw:f,text:x,tokens:this.lexer.inlineTokens(x)}}}}autolink(t){if(t.charCodeAt(0)!==
60)return;let e=this.rules.inline.autolink.exec(t);if(e){let n,r;return e[2]==="@"?(n=e[1],r="mailto:"+n):(n=e[1],r=n),{type:"link",raw:e[0],text:n,href:r,autolink:!0,
tokens:[{type:"text",raw:n,text:n}]}}}url(t){let e;if(e=this.rules.inline.url.exec(t)){let n,r;if(e[2]==="@")n=e[0],r="mailto:"+n;else{let s;do s=e[0],e[0]=this.
rules.inline._backpedal.exec(e[0])?.[0]??"";while(s!==e[0]);n=e[0],e[1]==="www."?r="http://"+e[0]:r=e[0]}return{type:"link",raw:e[0],text:n,href:r,autolink:!0,tokens:[
{type:"text",raw:n,text:n}]}}}inlineText(t){let e=this.rules.inline.text.exec(t);if(e){let n=this.lexer.state.inRawBlock;return{type:"text",raw:e[0],text:n?e[0]:
Rs(e[0]),escaped:n}}}},$=class Qe{tokens;options;state;inlineQueue;tokenizer;constructor(e){this.tokens=[],this.tokens.links=Object.create(null),this.options=e||
Z,this.options.tokenizer=this.options.tokenizer||new K,this.tokenizer=this.options.tokenizer,this.tokenizer.options=this.options,this.tokenizer.lexer=this,this.
inlineQueue=[],this.state={inLink:!1,inRawBlock:!1,linkEmitted:!1,linkParenPossible:!0,top:!0};let n={other:A,block:Pe.normal,inline:de.normal};this.options.pedantic?
(n.block=Pe.pedantic,n.inline=de.pedantic):this.options.gfm&&(n.block=Pe.gfm,this.options.breaks?n.inline=de.breaks:n.inline=de.gfm),this.tokenizer.rules=n}static get rules(){
return{block:Pe,inline:de}}static lex(e,n){return new Qe(n).lex(e)}static lexInline(e,n){return new Qe(n).inlineTokens(e)}lex(e){e=e.replace(A.carriageReturn,`
`),this.blockTokens(e,this.tokens);for(let n=0;n<this.inlineQueue.length;n++){let r=this.inlineQueue[n];this.state.inRawBlock=!1,this.inlineTokens(r.src,r.tokens)}
return this.inlineQueue=[],this.tokens}blockTokens(e,n=[],r=!1){this.tokenizer.lexer=this;let s=this.state.lastToken;this.options.pedantic&&(e=e.replace(A.tabCharGlobal,
"    ").replace(A.spaceLine,""));let i=1/0,o,a=this.options.gfm&&!this.options.pedantic&&this.tokenizer.paragraph===K.prototype.paragraph;for(;e;){if(e.length<i)
i=e.length;else{this.infiniteLoopError(e.charCodeAt(0));break}this.state.lastToken=n.at(-1);let c;if(this.options.extensions?.block?.some(u=>(c=u.call({lexer:this},
e,n))?(e=e.substring(c.raw.length),n.push(c),!0):!1))continue;if(c=this.tokenizer.space(e)){e=e.substring(c.raw.length);let u=n.at(-1);c.raw.length===1&&u!==void 0?
u.raw+=`
`:n.push(c);continue}if(c=this.tokenizer.code(e)){e=e.substring(c.raw.length);let u=n.at(-1);u?.type==="paragraph"||u?.type==="text"?(u.raw+=(u.raw.endsWith(`
`)?"":`
`)+c.raw,u.text+=`
`+c.text,this.inlineQueue.at(-1).src=u.text):n.push(c);continue}if(c=this.tokenizer.fences(e)){e=e.substring(c.raw.length),n.push(c);continue}if(c=this.tokenizer.
heading(e)){e=e.substring(c.raw.length),n.push(c);continue}if(c=this.tokenizer.hr(e)){e=e.substring(c.raw.length),n.push(c);continue}if(c=this.tokenizer.blockquote(
e)){e=e.substring(c.raw.length),n.push(c);continue}if(c=this.tokenizer.list(e)){e=e.substring(c.raw.length),n.push(c);continue}if(c=this.tokenizer.html(e)){e=e.
substring(c.raw.length),n.push(c);continue}if(c=this.tokenizer.def(e)){e=e.substring(c.raw.length);let u=n.at(-1);u?.type==="paragraph"||u?.type==="text"?(u.raw+=
(u.raw.endsWith(`
`)?"":`
`)+c.raw,u.text+=`
`+c.raw,this.inlineQueue.at(-1).src=u.text):(this.tokens.links[c.tag]||(this.tokens.links[c.tag]={href:c.href,title:c.title}),n.push(c));continue}if(c=this.tokenizer.
table(e)){e=e.substring(c.raw.length),n.push(c);continue}if(c=this.tokenizer.lheading(e)){e=e.substring(c.raw.length),n.push(c);continue}let h=e;if(this.options.
extensions?.startBlock){let u=1/0,d=e.slice(1),p;this.options.extensions.startBlock.forEach(f=>{p=f.call({lexer:this},d),typeof p=="number"&&p>=0&&(u=Math.min(u,
p))}),u<1/0&&u>=0&&(h=e.substring(0,u+1))}if(this.state.top&&(c=this.tokenizer.paragraph(h))){let u=n.at(-1);(r||u===o&&a)&&u?.type==="paragraph"?(u.raw+=(u.raw.
endsWith(`
`)?"":`
`)+c.raw,u.text+=`
`+c.text,this.inlineQueue.pop(),this.inlineQueue.at(-1).src=u.text,o=u):(n.push(c),o=c),r=h.length!==e.length,e=e.substring(c.raw.length);continue}if(c=this.tokenizer.
text(e)){e=e.substring(c.raw.length);let u=n.at(-1);u?.type==="text"?(u.raw+=(u.raw.endsWith(`
`)?"":`
`)+c.raw,u.text+=`
`+c.text,this.inlineQueue.pop(),this.inlineQueue.at(-1).src=u.text):n.push(c);continue}if(e){this.infiniteLoopError(e.charCodeAt(0));break}}return this.state.top=
!0,this.state.lastToken=s,n}inline(e,n=[]){return this.inlineQueue.push({src:e,tokens:n}),n}linkInText(e){if(!e.includes("["))return!1;let n=this.tokenizer.rules.
inline.link;for(let r of e.matchAll(this.tokenizer.rules.inline.blockSkip))if(n.test(r[0])&&e.charAt(r.index-1)!=="!")return!0;for(let r of e.matchAll(this.tokenizer.
rules.inline.reflinkSearch)){let s=r[0],i=s.lastIndexOf("[");if(!(s.charAt(0)==="!"||!Object.hasOwn(this.tokens.links,Oe(s.slice(i+1,-1))))&&!(i>1&&this.linkInText(
s.slice(1,i-1))))return!0}return!1}inlineTokens(e,n=[]){this.tokenizer.lexer=this;let r=this.state.linkParenPossible;this.state.linkParenPossible=e.includes(")");
try{return this.#e(e,n)}finally{this.state.linkParenPossible=r}}#e(e,n){let r=e.includes("*")||e.includes("_")||e.includes("~"),s=r||this.options.hooks?.emStrongMask||
this.tokenizer.emStrong!==K.prototype.emStrong||this.tokenizer.del!==K.prototype.del?this.#r(e):e;if(!r)return this.#t(e,s,n);_s(this.tokenizer,s);try{return this.#t(
e,s,n)}finally{Ms(this.tokenizer)}}#t(e,n,r){let s=!1,i="",o=1/0;for(;e;){if(e.length<o)o=e.length;else{this.infiniteLoopError(e.charCodeAt(0));break}s||(i=""),
s=!1;let a;if(this.options.extensions?.inline?.some(u=>(a=u.call({lexer:this},e,r))?(e=e.substring(a.raw.length),r.push(a),!0):!1))continue;if(a=this.tokenizer.
escape(e)){e=e.substring(a.raw.length),r.push(a);continue}if(a=this.tokenizer.tag(e)){e=e.substring(a.raw.length),r.push(a);continue}if(a=this.tokenizer.link(e)){
e=e.substring(a.raw.length),r.push(a);continue}if(a=this.tokenizer.reflink(e,this.tokens.links)){e=e.substring(a.raw.length);let u=r.at(-1);a.type==="text"&&u?.
type==="text"?(u.raw+=a.raw,u.text+=a.text):r.push(a);continue}let c=e[0];if(c==="*"||c==="_"){let u=n.length-e.length;if(tn(this.tokenizer,n,c)<=u){let d=1;for(;d<
e.length&&e.charCodeAt(d)===c.charCodeAt(0);)d++;let p=e.substring(0,d),f=r.at(-1);f?.type==="text"&&!f.escaped?(f.raw+=p,f.text+=p):r.push({type:"text",raw:p,text:p,
escaped:!1}),e=e.substring(d),i=c,s=!0;continue}}else if(c==="~"){let u=n.length-e.length;if(nn(this.tokenizer,n)<=u){let d=1;for(;d<e.length&&e.charCodeAt(d)===
126;)d++;let p=e.substring(0,d),f=r.at(-1);f?.type==="text"&&!f.escaped?(f.raw+=p,f.text+=p):r.push({type:"text",raw:p,text:p,escaped:!1}),e=e.substring(d),i=c,
s=!0;continue}}if(a=this.tokenizer.emStrong(e,n,i)){e=e.substring(a.raw.length),r.push(a);continue}if(a=this.tokenizer.codespan(e)){e=e.substring(a.raw.length),
r.push(a);continue}if(a=this.tokenizer.br(e)){e=e.substring(a.raw.length),r.push(a);continue}if(a=this.tokenizer.del(e,n,i)){e=e.substring(a.raw.length),r.push(
a);continue}if(a=this.tokenizer.autolink(e)){e=e.substring(a.raw.length),r.push(a);continue}if(!this.state.inLink&&(a=this.tokenizer.url(e))){e=e.substring(a.raw.
length),r.push(a);continue}let h=e;if(this.options.extensions?.startInline){let u=1/0,d=e.slice(1),p;this.options.extensions.startInline.forEach(f=>{p=f.call({lexer:this},
d),typeof p=="number"&&p>=0&&(u=Math.min(u,p))}),u<1/0&&u>=0&&(h=e.substring(0,u+1))}if(a=this.tokenizer.inlineText(h)){e=e.substring(a.raw.length),a.raw.slice(
-1)!=="_"&&(i=a.raw.slice(-1)),s=!0;let u=r.at(-1);u?.type==="text"?(u.raw+=a.raw,u.text+=a.text):r.push(a);continue}if(e){this.infiniteLoopError(e.charCodeAt(0));
break}}return r}#n(e){let{blockSkip:n,tag:r,autolink:s}=this.tokenizer.rules.inline,i="",o=0,a;for(n.lastIndex=0;a=n.exec(e);){let c=a.index+(a[2]?a[2].length:0),
h=a.index+a[0].length;if(e.charAt(c)==="<"){let u=e.slice(c),d=r.exec(u)||s.exec(u);if(!d){n.lastIndex=c+1;continue}h=c+d[0].length,n.lastIndex=h}i+=e.slice(o,c)+
"["+"a".repeat(h-c-2)+"]",o=h}return i+e.slice(o)}#r(e){let n=e;if(this.tokens.links&&e.includes("[")){let r=this.tokenizer.rules.inline.reflinkSearch,s=i=>{let o=i.
lastIndexOf("[");if(!Object.hasOwn(this.tokens.links,Oe(i.slice(o+1,-1))))return i;if(o>1&&i.charAt(0)!=="!"){let a=i.slice(1,o-1);if(this.linkInText(a))return"\
["+a.replace(r,s)+"]["+"a".repeat(i.length-o-2)+"]"}return"["+"a".repeat(i.length-2)+"]"};n=n.replace(r,s)}return n=n.replace(this.tokenizer.rules.inline.anyPunctuationOutsideCode,
(r,s,i)=>i?"+".repeat(r.length):s?s+r.slice(s.length,-s.length).replace(/`/g,"+")+s:r),n=this.#n(n),n=this.options.hooks?.emStrongMask?.call({lexer:this},n)??n,
n}infiniteLoopError(e){let n="Infinite loop on byte: "+e;if(this.options.silent)console.error(n);else throw new Error(n)}},Ne=class{options;parser;constructor(t){
this.options=t||Z}space(t){return""}code({text:t,lang:e,escaped:n}){let r=(e||"").match(A.notSpaceStart)?.[0],s=t?t.replace(A.endingNewline,"")+`
`:"";return r?'<pre><code class="language-'+E(r)+'">'+(n?s:E(s,!0))+`</code></pre>
`:"<pre><code>"+(n?s:E(s,!0))+`</code></pre>
`}blockquote({tokens:t}){return`<blockquote>
${this.parser.parse(t)}</blockquote>
`}html({text:t}){return t}def(t){return""}heading({tokens:t,depth:e}){return`<h${e}>${this.parser.parseInline(t)}</h${e}>
`}hr(t){return`<hr>
`}list(t){let e=t.ordered,n=t.start,r="";for(let o=0;o<t.items.length;o++){let a=t.items[o];r+=this.listitem(a)}let s=e?"ol":"ul",i=e&&n!==1?' start="'+n+'"':"";
return"<"+s+i+`>
`+r+"</"+s+`>
`}listitem(t){return`<li>${this.parser.parse(t.tokens)}</li>
`}checkbox({checked:t}){return"<input "+(t?'checked="" ':"")+'disabled="" type="checkbox"> '}paragraph({tokens:t}){return`<p>${this.parser.parseInline(t)}</p>
`}table(t){let e="",n="";for(let s=0;s<t.header.length;s++)n+=this.tablecell(t.header[s]);e+=this.tablerow({text:n});let r="";for(let s=0;s<t.rows.length;s++){let i=t.
rows[s];n="";for(let o=0;o<i.length;o++)n+=this.tablecell(i[o]);r+=this.tablerow({text:n})}return r&&(r=`<tbody>${r}</tbody>`),`<table>
<thead>
`+e+`</thead>
`+r+`</table>
`}tablerow({text:t}){return`<tr>
${t}</tr>
`}tablecell(t){let e=this.parser.parseInline(t.tokens),n=t.header?"th":"td";return(t.align?`<${n} align="${t.align}">`:`<${n}>`)+e+`</${n}>
`}strong({tokens:t}){return`<strong>${this.parser.parseInline(t)}</strong>`}em({tokens:t}){return`<em>${this.parser.parseInline(t)}</em>`}codespan({text:t}){return`\
<code>${E(t,!0)}</code>`}br(t){return"<br>"}del({tokens:t}){return`<del>${this.parser.parseInline(t)}</del>`}link({href:t,title:e,text:n,tokens:r,autolink:s}){let i=s?
E(n,!0):this.parser.parseInline(r),o=Bt(t);if(o===null)return i;t=E(o,s);let a='<a href="'+t+'"';return e&&(a+=' title="'+E(e)+'"'),a+=">"+i+"</a>",a}image({href:t,
title:e,text:n,tokens:r}){r&&(n=this.parser.parseInline(r,this.parser.textRenderer));let s=Bt(t);if(s===null)return E(n);t=s;let i=`<img src="${E(t)}" alt="${E(
n)}"`;return e&&(i+=` title="${E(e)}"`),i+=">",i}text(t){return"tokens"in t&&t.tokens?this.parser.parseInline(t.tokens):"escaped"in t&&t.escaped?t.text:E(t.text)}},
lt=class{parser;strong({text:t,tokens:e}){return e?this.parser.parseInline(e,this):t}em({text:t,tokens:e}){return e?this.parser.parseInline(e,this):t}codespan({
text:t}){return t}del({text:t,tokens:e}){return e?this.parser.parseInline(e,this):t}html({text:t}){return t}text({text:t}){return t}link({text:t,tokens:e}){return e?
this.parser.parseInline(e,this):t}image({text:t,tokens:e}){return e?this.parser.parseInline(e,this):t}br(){return`
`}checkbox({raw:t}){return t}},P=class Ve{options;renderer;textRenderer;constructor(e){this.options=e||Z,this.options.renderer=this.options.renderer||new Ne,this.
renderer=this.options.renderer,this.renderer.options=this.options,this.renderer.parser=this,this.textRenderer=new lt,this.textRenderer.parser=this}static parse(e,n){
return new Ve(n).parse(e)}static parseInline(e,n){return new Ve(n).parseInline(e)}parse(e){this.renderer.parser=this;let n="";for(let r=0;r<e.length;r++){let s=e[r];
if(this.options.extensions?.renderers?.[s.type]){let o=s,a=this.options.extensions.renderers[o.type].call({parser:this},o);if(a!==!1||!["space","hr","heading","\
code","table","blockquote","list","checkbox","html","def","paragraph","text"].includes(o.type)){n+=a===!1?"":a??"";continue}}let i=s;switch(i.type){case"space":{
n+=this.renderer.space(i);break}case"hr":{n+=this.renderer.hr(i);break}case"heading":{n+=this.renderer.heading(i);break}case"code":{n+=this.renderer.code(i);break}case"\
table":{n+=this.renderer.table(i);break}case"blockquote":{n+=this.renderer.blockquote(i);break}case"list":{n+=this.renderer.list(i);break}case"checkbox":{n+=this.
renderer.checkbox(i);break}case"html":{n+=this.renderer.html(i);break}case"def":{n+=this.renderer.def(i);break}case"paragraph":{n+=this.renderer.paragraph(i);break}case"\
text":{n+=this.renderer.text(i);break}default:{let o='Token with "'+i.type+'" type was not found.';if(this.options.silent)return console.error(o),"";throw new Error(
o)}}}return n}parseInline(e,n=this.renderer){this.renderer.parser=this;let r="";for(let s=0;s<e.length;s++){let i=e[s];if(this.options.extensions?.renderers?.[i.
type]){let a=this.options.extensions.renderers[i.type].call({parser:this},i);if(a!==!1||!["escape","html","link","image","checkbox","strong","em","codespan","br",
"del","text"].includes(i.type)){r+=a===!1?"":a??"";continue}}let o=i;switch(o.type){case"escape":{r+=n.text(o);break}case"html":{r+=n.html(o);break}case"link":{
r+=n.link(o);break}case"image":{r+=n.image(o);break}case"checkbox":{r+=n.checkbox(o);break}case"strong":{r+=n.strong(o);break}case"em":{r+=n.em(o);break}case"co\
despan":{r+=n.codespan(o);break}case"br":{r+=n.br(o);break}case"del":{r+=n.del(o);break}case"text":{r+=n.text(o);break}default:{let a='Token with "'+o.type+'" t\
ype was not found.';if(this.options.silent)return console.error(a),"";throw new Error(a)}}}return r}},ge=class{options;block;constructor(t){this.options=t||Z}static passThroughHooks=new Set(
["preprocess","postprocess","processAllTokens","emStrongMask"]);static passThroughHooksRespectAsync=new Set(["preprocess","postprocess","processAllTokens"]);preprocess(t){
return t}postprocess(t){return t}processAllTokens(t){return t}emStrongMask(t){return t}provideLexer(t=this.block){return t?$.lex:$.lexInline}provideParser(t=this.
block){return t?P.parse:P.parseInline}};function B(t,e){if(Array.isArray(e))for(let n=0;n<e.length;n++)t.push(e[n]);else t.push(e)}var Cs=class{defaults=Ye();options=this.
setOptions;parse=this.parseMarkdown(!0);parseInline=this.parseMarkdown(!1);Parser=P;Renderer=Ne;TextRenderer=lt;Lexer=$;Tokenizer=K;Hooks=ge;constructor(...t){this.
use(...t)}walkTokens(t,e){let n=[];for(let r of t)switch(B(n,e.call(this,r)),r.type){case"table":{let s=r;for(let i of s.header)B(n,this.walkTokens(i.tokens,e));
for(let i of s.rows)for(let o of i)B(n,this.walkTokens(o.tokens,e));break}case"list":{let s=r;B(n,this.walkTokens(s.items,e));break}default:{let s=r;this.defaults.
extensions?.childTokens?.[s.type]?this.defaults.extensions.childTokens[s.type].forEach(i=>{let o=s[i].flat(1/0);B(n,this.walkTokens(o,e))}):s.tokens&&B(n,this.walkTokens(
s.tokens,e))}}return n}use(...t){let e=this.defaults.extensions||{renderers:Object.create(null),childTokens:Object.create(null)};return t.forEach(n=>{let r={...n};
if(r.async=this.defaults.async||r.async||!1,n.extensions&&(n.extensions.forEach(s=>{if(!s.name)throw new Error("extension name required");if("renderer"in s){let i=e.
renderers[s.name];i?e.renderers[s.name]=function(...o){let a=s.renderer.apply(this,o);return a===!1&&(a=i.apply(this,o)),a}:e.renderers[s.name]=s.renderer}if("t\
okenizer"in s){if(!s.level||s.level!=="block"&&s.level!=="inline")throw new Error("extension level must be 'block' or 'inline'");let i=e[s.level];i?i.unshift(s.
tokenizer):e[s.level]=[s.tokenizer],s.start&&(s.level==="block"?e.startBlock?e.startBlock.push(s.start):e.startBlock=[s.start]:s.level==="inline"&&(e.startInline?
e.startInline.push(s.start):e.startInline=[s.start]))}"childTokens"in s&&s.childTokens&&(e.childTokens[s.name]=s.childTokens)}),r.extensions=e),n.renderer){let s=this.
defaults.renderer||new Ne(this.defaults);for(let i in n.renderer){if(!(i in s))throw new Error(`renderer '${i}' does not exist`);if(["options","parser"].includes(
i))continue;let o=i,a=n.renderer[o],c=s[o];s[o]=(...h)=>{let u=a.apply(s,h);return u===!1&&(u=c.apply(s,h)),u===!1?"":u??""}}r.renderer=s}if(n.tokenizer){let s=this.
defaults.tokenizer||new K(this.defaults);for(let i in n.tokenizer){if(!(i in s))throw new Error(`tokenizer '${i}' does not exist`);if(["options","rules","lexer"].
includes(i))continue;let o=i,a=n.tokenizer[o],c=s[o];s[o]=(...h)=>{let u=a.apply(s,h);return u===!1&&(u=c.apply(s,h)),u}}r.tokenizer=s}if(n.hooks){let s=this.defaults.
hooks||new ge;for(let i in n.hooks){if(!(i in s))throw new Error(`hook '${i}' does not exist`);if(["options","block"].includes(i))continue;let o=i,a=n.hooks[o],
c=s[o];ge.passThroughHooks.has(i)?s[o]=h=>{if(s.options.async&&ge.passThroughHooksRespectAsync.has(i))return(async()=>{let d=await a.call(s,h);return c.call(s,d)})();
let u=a.call(s,h);return c.call(s,u)}:s[o]=(...h)=>{if(s.options.async)return(async()=>{let d=await a.apply(s,h);return d===!1&&(d=await c.apply(s,h)),d})();let u=a.
apply(s,h);return u===!1&&(u=c.apply(s,h)),u}}r.hooks=s}if(n.walkTokens){let s=this.defaults.walkTokens,i=n.walkTokens;r.walkTokens=function(o){let a=[];return B(
a,i.call(this,o)),s&&B(a,s.call(this,o)),a}}this.defaults={...this.defaults,...r}}),this}setOptions(t){return this.defaults={...this.defaults,...t},this}lexer(t,e){
return $.lex(t,e??this.defaults)}parser(t,e){return P.parse(t,e??this.defaults)}parseMarkdown(t){return(e,n)=>{let r={...n},s={...this.defaults,...r},i=this.onError(
!!s.silent,!!s.async);if(this.defaults.async===!0&&r.async===!1)return i(new Error("marked(): The async option was set to true by an extension. Remove async: fa\
lse from the parse options object to return a Promise."));if(typeof e>"u"||e===null)return i(new Error("marked(): input parameter is undefined or null"));if(typeof e!=
"string")return i(new Error("marked(): input parameter is of type "+Object.prototype.toString.call(e)+", string expected"));if(s.hooks&&(s.hooks.options=s,s.hooks.
block=t),s.async)return(async()=>{let o=s.hooks?await s.hooks.preprocess(e):e,a=await(s.hooks?await s.hooks.provideLexer(t):t?$.lex:$.lexInline)(o,s),c=s.hooks?
await s.hooks.processAllTokens(a):a;s.walkTokens&&await Promise.all(this.walkTokens(c,s.walkTokens));let h=await(s.hooks?await s.hooks.provideParser(t):t?P.parse:
P.parseInline)(c,s);return s.hooks?await s.hooks.postprocess(h):h})().catch(i);try{s.hooks&&(e=s.hooks.preprocess(e));let o=(s.hooks?s.hooks.provideLexer(t):t?$.
lex:$.lexInline)(e,s);s.hooks&&(o=s.hooks.processAllTokens(o)),s.walkTokens&&this.walkTokens(o,s.walkTokens);let a=(s.hooks?s.hooks.provideParser(t):t?P.parse:P.
parseInline)(o,s);return s.hooks&&(a=s.hooks.postprocess(a)),a}catch(o){return i(o)}}}onError(t,e){return n=>{if(n.message+=`
Please report this to https://github.com/markedjs/marked.`,t){let r="<p>An error occurred:</p><pre>"+E(n.message+"",!0)+"</pre>";return e?Promise.resolve(r):r}if(e)
return Promise.reject(n);throw n}}},W=new Cs;function S(t,e){return W.parse(t,e)}S.options=S.setOptions=function(t){return W.setOptions(t),S.defaults=W.defaults,
Ft(S.defaults),S};S.getDefaults=Ye;S.defaults=Z;function Ps(...t){return W.use(...t),S.defaults=W.defaults,Ft(S.defaults),S}S.use=Ps;S.walkTokens=function(t,e){
return W.walkTokens(t,e)};S.parseInline=W.parseInline;S.Parser=P;S.parser=P.parse;S.Renderer=Ne;S.TextRenderer=lt;S.Lexer=$;S.lexer=$.lex;S.Tokenizer=K;S.Hooks=
ge;S.parse=S;var So=S.options,To=S.setOptions,Ao=S.walkTokens,Ro=S.parseInline;var _o=P.parse,Mo=$.lex;var vs=1e4,Is=1e3,Os=30,Ns=/[[\]*_`~<!&\\]/g,Ls=new RegExp(`^(?:[ \\t]*(?:>|[-*+](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))){${Os}}`,"m"),zs=/^[ \t]{120}/m;function Le(t){
if(Ls.test(t)||zs.test(t))return[rn(t)];let e=new $({gfm:!0,breaks:!1});try{let n=e.blockTokens(t.replaceAll("\r",`
`),e.tokens);for(let{src:r,tokens:s}of e.inlineQueue)Ds(e,r,s);return n}catch{return[rn(t)]}}function Ds(t,e,n){if(Bs(e))try{t.inlineTokens(e,n);return}catch{n.
length=0}n.push({type:"text",raw:e,text:e,escaped:!1})}function Bs(t){return t.length<=vs&&(t.match(Ns)?.length??0)<=Is}function rn(t){return{type:"html",raw:t,
text:t,block:!0,pre:!1}}var Hs=/(^|\n)[ \t]*(?:#{1,6}|\d{1,9}[.)]?|[-*+>]|[-*_]{2,}|=+|`{1,2}|~{1,2})[ \t]*$/,Js=/^ {0,3}(`{3,}|~{3,})/,js=/!?\[([^\]\n]*)\]\([^)\n]*$/,qs=/!?\[([^\]\n]*)\]?$/,
Us=["**","__","~~","*","_"];function on(t){if(Fs(t))return Xs(t);let e=t.slice(t.lastIndexOf(`

`)+1);if(e.length>4e3||(e.match(/[[*_`~]/g)?.length??0)>200)return t;let n=t.replace(Hs,"$1");return Ws(Ks(n))}function Fs(t){let e="";for(let n of t.split(`
`)){let r=Js.exec(n)?.[1]??"";e===""?e=r:r.startsWith(e)&&n.trim()===r&&(e="")}return e!==""}function Xs(t){return t.replace(/\n {0,3}(?:`{1,2}|~{1,2})$/,`
`)}function Ks(t){let e=t.lastIndexOf(`

`)+1,n=t.slice(e).replace(/^\n/,"").split(`
`),r=n.findIndex(i=>i.trimStart().startsWith("|"));if(r<0||n.length-r>2)return t;let s=n[r+1];return s!==void 0&&sn(s)>=sn(n[r]??"")?t:t.slice(0,t.length-n.slice(
r).join(`
`).length)}function sn(t){return t.split("|").filter(e=>e.trim()!=="").length}function Ws(t){let e=Math.max(t.lastIndexOf(`

`)+2,t.lastIndexOf(`
- `)+1,t.lastIndexOf(`
* `)+1,0),n=t.slice(0,e),r=t.slice(e),s=Zs(r);return s!==null?n+(s.isEmpty?r.slice(0,s.at):r+s.ticks):(r=r.replace(js,"$1").replace(qs,"$1"),n+Gs(r))}function Zs(t){
let e=[...t.matchAll(/`+/g)];for(let n=0;n<e.length;n+=1){let r=e[n],s=e.findIndex((i,o)=>o>n&&i[0].length===r[0].length);if(s<0){let i=t.slice(r.index+r[0].length);
return{at:r.index,ticks:r[0],isEmpty:i.trim()===""}}n=s}return null}function Gs(t){let e=t.replace(/\\[\s\S]|(`+)[\s\S]*?\1/g,s=>" ".repeat(s.length)).replace(/^(\s*)[*+-] /gm,
"$1  "),n=[];for(let s=0;s<e.length;){let i=Us.find(o=>e.startsWith(o,s));if(i===void 0){s+=1;continue}Qs(n,i,s,e),s+=i.length}let r=t;for(let{mark:s,at:i}of n.
reverse())t.slice(i+s.length).trim()===""?r=r.slice(0,i).trimEnd():s.length===2&&r.endsWith(s[0])?r+=s[0]:r=r.trimEnd()+s;return r}function Qs(t,e,n,r){let s=r[n-
1]??" ",i=r[n+e.length]??"",o=t.findLastIndex(c=>c.mark===e);if(o>=0&&s.trim()!==""){t.splice(o);return}let a=/\w/.test(s);e[0]==="_"&&a||i!==""&&i.trim()===""||
e.length===1&&t.some(c=>c.mark===e+e)&&i===""||t.push({mark:e,at:n})}var Vs=2,an=256,se=16e3,Ys=2e3,ei=/^ {0,3}(?:`{3,}|~{3,})/,ti=/^[ \t]*[|:-][ \t|:-]*$/,xe=class{settled=[];length=0;weight=0;#e=new Ae;#t="";#n=an;push(e){this.
length+=e.length,this.#t+=this.#e.push(e),this.#t.length>=this.#n&&this.#r()}tail(e){return Le(e?this.#t:on(this.#t))}#r(){let e=Le(this.#t),n=e.length-Vs;for(;n>
0&&e[n-1]?.type!=="space"&&e[n-1]?.type!=="heading";)n-=1;let r=0;for(let s of e.slice(0,Math.max(0,n)))this.#s(s),r+=s.raw.length;for(this.#t=this.#t.slice(r);this.#t.
length>se;)this.#i();this.#n=this.#t.length+Math.max(an,this.#t.length)}#s(e){this.settled.push(e),this.weight+=ct(e)}#i(){let e=ni(this.#t.slice(0,Ys)),n=this.#t.
lastIndexOf(`
`,se)+1,r=this.#t.lastIndexOf(" ",se)+1,s=n>se/2?n:r>se/2?r:se;for(let i of Le(this.#t.slice(0,s)))this.#s(i);this.#t=e+this.#t.slice(s)}};function ni(t){let[e="",
n,...r]=t.split(`
`);return n===void 0?"":ei.test(e)?`${e}
`:r.length>0&&e.includes("|")&&ti.test(n)?`${e}
${n}
`:""}function ct(t){if(Array.isArray(t))return t.reduce((i,o)=>i+ct(o),1);let{tokens:e=[],items:n=[],header:r=[],rows:s=[]}=t;return[e,n,r,s].reduce((i,o)=>o.length>
0?i+ct(o):i,1)}var ri=1e5,si=6e3,ii=4e3,oi=4e3,ai=.25,li=8,be=class extends dt{#e=new xe;#t=[];#n="";#r=0;#s;shouldComponentUpdate(e){if(e.isComplete!==this.props.isComplete)return!0;
if(e.text.length===this.props.text.length)return!1;let n=this.#r-performance.now();return n<=0?!0:(this.#s??=setTimeout(()=>this.forceUpdate(),n),!1)}componentWillUnmount(){
clearTimeout(this.#s)}render({text:e,isComplete:n}){let r=performance.now(),s=this.#i(e,n),i=performance.now()-r;return clearTimeout(this.#s),this.#s=void 0,this.#r=
i<li?0:r+i/ai,s}#i(e,n){this.#l(e);let r=e.length-this.#e.length;return l("div",{class:"markdown",children:[this.#t,Ce(this.#e.tail(n||r>0)),r>0&&l(ci,{text:e,from:this.#e.
length})]})}#l(e){let n=e.slice(0,32);(e.length<this.#e.length||!n.startsWith(this.#n))&&(this.#e=new xe,this.#t=[]),this.#n=n;let r=Math.min(e.length,ri);for(;this.#e.
length<r&&this.#e.weight<si;)this.#e.push(e.slice(this.#e.length,Math.min(r,this.#e.length+ii)));let{settled:s}=this.#e;for(let i=this.#t.length;i<s.length;i+=1)
this.#t.push(Ze(s[i]))}};function ci({text:t,from:e}){let n=Math.max(e,t.length-oi);return l(ht,{children:[l("p",{class:"muted",children:[(t.length-e).toLocaleString(),
" more characters are not laid out; copying the answer has all of them. Its end:"]}),l("pre",{class:"plain-end",tabIndex:0,"aria-label":"End of the answer",children:j(
t.slice(n))})]})}var ui=200,ze=2e4;function ta({answer:t,isOpen:e,atMs:n}){let{parts:r}=t,s=Math.max(0,r.length-ui);return l("div",{class:"answer",children:[s>0&&l("p",{class:"m\
uted",children:[s.toLocaleString()," earlier parts are not shown here; the events have them all."]}),r.slice(s).map((i,o)=>l(pi,{part:i,isOpen:e&&s+o===r.length-
1,isLive:e,atMs:n},s+o)),t.partsDropped>0&&l("p",{class:"muted",children:[t.partsDropped.toLocaleString()," more parts were counted and not kept."]}),t.charsDropped>
0&&l("p",{class:"muted",children:[t.charsDropped.toLocaleString()," more characters were counted and not kept."]}),t.dataCount>0&&l(mi,{answer:t,count:t.dataCount,
isAll:r.length===0})]})}function pi({part:t,isOpen:e,isLive:n,atMs:r}){switch(t.kind){case"text":return l(be,{text:t.text,isComplete:!e});case"reasoning":return l(
hi,{text:t.text,isOpen:e});case"tool":return l(gi,{tool:t,isLive:n,atMs:r});case"error":return l(di,{error:t})}}function hi({text:t,isOpen:e}){return l("details",
{class:"reasoning",open:e,children:[l("summary",{children:"Reasoning"}),l(be,{text:t,isComplete:!e})]})}function di({error:t}){return l("div",{class:"note is-ba\
d",role:"alert",children:[l("strong",{children:t.errorType??"Error"})," ",l("span",{children:j(t.message.slice(0,ze))})]})}function gi({tool:t,isLive:e,atMs:n}){
let r=t.endMs===null&&e,s=(t.endMs??(e?n:null))===null?null:(t.endMs??n)-t.startMs;return l("details",{class:`tool-call${t.isError?" is-error":""}`,open:!0,"dat\
a-tool":t.name,children:[l("summary",{children:[l(xt,{name:"right",size:12}),l("code",{class:"tool-name",children:t.name||"tool"}),l(fi,{tool:t,isRunning:r}),l(
"span",{class:"spacer"}),s!==null&&l("span",{class:"number muted",children:_(s)})]}),l("div",{class:"tool-body",children:[l(ut,{label:"Input",text:t.input||"{}"}),
t.progressCount>0&&t.result===null&&l(ut,{label:`Progress (${t.progressCount})`,text:JSON.stringify(t.progress.at(-1))}),t.result!==null&&l(ut,{label:t.isError?
"Error":"Result",text:t.result})]})]})}function fi({tool:t,isRunning:e}){return t.isError?l(ae,{tone:"bad",children:"failed"}):t.result!==null?l(ae,{tone:"ok",children:"\
done"}):e?l(ae,{tone:"busy",children:"running"}):l(ae,{tone:"off",children:"no result"})}function ut({label:t,text:e}){let n=Se(()=>j(_e(e).slice(0,ze)),[e]);return l(
"div",{class:"tool-text",children:[l("span",{class:"muted",children:t}),l("pre",{tabIndex:0,"aria-label":t,children:[n,e.length>ze&&"…"]})]})}function mi({answer:t,
count:e,isAll:n}){let[r,s]=J(n),i=()=>t.data.map(o=>JSON.stringify(o,null,2)).join(`
`);return l("details",{class:"data-list",open:r,onToggle:o=>s(o.currentTarget.open),children:[l("summary",{children:[e.toLocaleString()," ",e===1?"value":"value\
s"," that ",e===1?"is":"are"," neither text nor tool"]}),r&&l("div",{class:"data-body",children:[l(Y,{text:i,label:"Copy these events"}),l("pre",{tabIndex:0,"ar\
ia-label":"Other events",children:j(i().slice(0,ze))})]})]})}var ki=20;async function ia(t,e){let{traces:n}=await He("traces",{query:{session:t,limit:ki}});return n.find(r=>r.requestId===e)}async function oa(t,e){let n=await He(
`invocations/${mt(t)}/recording`,e?{signal:e}:{}),r=n.parts.map(i=>({atMs:i.offsetMs,bytes:ln(i.data)})),s=r.at(-1)?.atMs??0;return{invocation:n.invocation,request:new TextDecoder().
decode(ln(n.request)),isWhole:n.isWhole,recording:{contentType:n.contentType,parts:r,durationMs:Math.max(s,n.invocation.durationMs),outcome:xi(n.invocation)}}}function aa(t){
return t.phases.map(({name:e,offsetMs:n,durationMs:r})=>({name:e,startMs:n,durationMs:r}))}function xi(t){return t.outcome==="client_gone"?"stopped":t.status===
"error"?"broken":"complete"}function ln(t){return Uint8Array.from(atob(t),e=>e.charCodeAt(0))}var bi=500,ua=12,cn=class{version=ft(0);#e=!1;bump(){if(this.#e)return;this.#e=!0;let e=()=>{this.#e=!1,this.version.value+=1};document.hidden?setTimeout(e,bi):
requestAnimationFrame(e)}};function pa(){return new Promise(t=>{let e=new MessageChannel;e.port1.onmessage=()=>{e.port1.close(),t()},e.port2.postMessage(null)})}function un(t){let e=0;for(let r=0;r<t.length;r+=1)t.charCodeAt(r)>=11904&&(e+=1);let n=Math.round(e+(t.length-e)/4);return t===""?0:Math.max(1,n)}var De=class{stepMs=50;totalTokens=0;#e=[];add(e,n){
let r=Math.floor(e/this.stepMs);for(;r>=240;)this.#t(),r=Math.floor(e/this.stepMs);for(;this.#e.length<=r;)this.#e.push(0);this.#e[r]=(this.#e[r]??0)+n,this.totalTokens+=
n}rates(){return this.#e.map(e=>e*1e3/this.stepMs)}#t(){let e=[];for(let n=0;n<this.#e.length;n+=2)e.push((this.#e[n]??0)+(this.#e[n+1]??0));this.#e=e,this.stepMs*=
2}};var yi=1e5,wi=32*1024*1024,Si=16*1024*1024,pn=256,hn=class{events=[];answer=new Re;rate=new De;framing="events";outcome="open";headMs=null;firstByteMs=null;firstTokenMs=null;lastMs=0;endMs=null;byteCount=0;eventCount=0;#e=0;#t=new kt;#n=new TextDecoder(
"utf-8");#r="";#s=[];#i=0;#l=new ue;get droppedCount(){return this.#t.droppedChars+Math.max(0,this.byteCount-this.#i)*Number(this.#h)}get durationMs(){return this.
endMs??this.lastMs}get#h(){return this.framing==="json"||this.framing==="bytes"}begin(e,n){this.framing=Ti(e),this.headMs=n,this.lastMs=n}feed(e,n){if(e.length!==
0)if(this.firstByteMs??=n,this.lastMs=n,this.byteCount+=e.length,this.framing==="events")for(let r of this.#t.feed(e))this.#u(r.event,r.data,U(r.data),n);else this.
framing==="lines"?this.#p(this.#n.decode(e,{stream:!0}),n):this.framing==="text"?this.#o(this.#n.decode(e,{stream:!0}),n):this.#g(e)}note(e,n,r){this.#a(e,n,[{kind:"\
error",message:n,errorType:e}],r)}end(e,n){this.endMs===null&&(this.#d(n),this.outcome=e,this.lastMs=n,this.endMs=n)}#d(e){if(this.framing==="events")for(let n of this.#t.
close())this.#u(n.event,n.data,U(n.data),e);else this.framing==="lines"?this.#p(`${this.#n.decode()}
`,e):this.framing==="text"?this.#o(this.#n.decode(),e):this.#i>0&&this.#c(Ai(this.#s,this.#i),e)}#p(e,n){let r=(this.#r+e).split(`
`);this.#r=r.pop()??"";for(let s of r)s.trim()!==""&&this.#u("message",s,U(s),n)}#o(e,n){e!==""&&this.#a("message",e,[{kind:"text",text:e}],n)}#c(e,n){if(this.framing===
"bytes"){this.#a("message",dn(e),[{kind:"data",value:dn(e)}],n);return}let r=new TextDecoder().decode(e),s=U(r),i=qe(s),o=typeof s=="string"?[]:new ue().read(s).
filter(c=>c.kind==="error"),a=i===null?[{kind:"data",value:s}]:[{kind:"text",text:i}];this.#a("message",r,o.length>0?o:a,n)}#g(e){let n=e.subarray(0,Math.max(0,
Si-this.#i));this.#s.push(n),this.#i+=n.length}#u(e,n,r,s){this.#a(e,n,this.#l.read(r),s)}#a(e,n,r,s){for(let a of r)a.kind==="text"&&a.text!==""&&(this.firstTokenMs??=
s,this.rate.add(s,un(a.text))),this.answer.take(a,s);let i=this.eventCount;if(this.eventCount+=1,this.events.length>=yi)return;let o=this.#e+n.length<=wi;o&&(this.#e+=
n.length),this.events.push({index:i,atMs:s,name:e,raw:o?n:null,chars:n.length,meanings:r})}};function Ti(t){let e=(t.split(";")[0]??"").trim().toLowerCase();return e===
"text/event-stream"?"events":e.endsWith("ndjson")||e.endsWith("jsonl")||e.endsWith("json-lines")?"lines":e.endsWith("json")||e===""?"json":e.startsWith("text/")?
"text":"bytes"}function Ai(t,e){let n=new Uint8Array(e),r=0;for(let s of t)n.set(s,r),r+=s.length;return n}function dn(t){let e=[...t.subarray(0,pn)].map(r=>r.toString(
16).padStart(2,"0")),n=t.length-pn;return`${t.length} bytes: ${e.join(" ")}${n>0?` … and ${n} more`:""}`}export{Ri as a,_i as b,Mi as c,xn as d,St as e,bn as f,Ei as g,po as h,Je as i,ta as j,$t as k,ao as l,gr as m,fr as n,ia as o,oa as p,aa as q,hn as r,ua as s,cn as t,
pa as u};
