import{a as be,b as se,c as A,i as ie}from"./part-CODQYCYZ.js";import{A as Be,C as Le,E as c,F as pt,L as K,P as dt,a as at,b as lt,d as Z,e as ct,g as re,
h as ut,k as ht}from"./part-7AGHQD6Q.js";var on=/\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b[ -/]*[0-Z\\^-~]/g,an=/\u001b(?:\[[0-?]*[ -/]*|\][^\u0007\u001b]*\u001b?|[ -/]*)?$/,
gt=/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;function N(t){return t.replace(on,"").replaceAll(`\r
`,`
`).replace(gt,"")}var ye=class{#e="";push(e){let n=this.#e+e,r=n.endsWith("\r")?n.length-1:an.exec(n)?.index??n.length,s=n.length-r<=256;return this.#e=s?n.slice(
r):"",N(s?n.slice(0,r):n)}};function De(t){return t.replace(gt,e=>{let n=e.charCodeAt(0);return n<32?String.fromCharCode(9216+n):`\\u${n.toString(16).padStart(4,
"0")}`})}var ln=/<[\w.]+ object at 0x[0-9a-f]+>|\bUUID\('|^\{'result': AgentResult\(/,cn=/^\{'(data|reasoningText)': (['"])/,un={n:`
`,r:"\r",t:"	","\\":"\\","'":"'",'"':'"'},hn=2e4;function ft(t){if(!t.startsWith("{'")||!t.endsWith("}")||!ln.test(t.slice(0,hn)))return null;let e=cn.exec(t);if(e===
null)return{member:null,text:""};let n=pn(t,e[0].length,e[2]);return n===null?{member:null,text:""}:{member:e[1],text:n}}function pn(t,e,n){let r="";for(;e<t.length;){
let s=t[e];if(s===n)return r;if(s!=="\\"){r+=s,e+=1;continue}let[i,o]=dn(t,e+1);r+=i,e+=1+o}return null}function dn(t,e){let n=t[e]??"",r={x:2,u:4,U:8}[n];if(r!==
void 0){let s=Number.parseInt(t.slice(e+1,e+1+r),16);if(s>=0&&s<=1114111)return[String.fromCodePoint(s),1+r]}return[un[n]??`\\${n}`,1]}var gn=["init_event_loop","start","start_event_loop","complete","force_stop"],oe=class{#e=null;#t=null;#n=!1;#s="";#r=new Map;#i=new Map;#o=0;read(e){let n=this.#u(
e);return n.length>0?n:[{kind:"step",name:yn(e)}]}#u(e){if(typeof e=="string")return this.#h(e);if(!y(e))return[{kind:"data",value:e}];let n=fn(e);if(n!==null)return[
n];if(typeof e.data=="string")return this.#a("data",e.data);if(typeof e.reasoningText=="string")return this.#l("data",e.reasoningText);if(y(e.current_tool_use))
return this.#d(e.current_tool_use);if(y(e.tool_stream_event))return this.#k(e.tool_stream_event);if(y(e.message))return this.#x(e.message);let r=y(e.event)?e.event:
e;return this.#p(r)??this.#b(e)}#h(e){let n=ft(e);return n===null?(this.#n=!0,[{kind:"text",text:e}]):n.member==="data"?this.#a("data",n.text):n.member==="reaso\
ningText"?this.#l("data",n.text):[{kind:"step",name:"repr"}]}#a(e,n){return this.#e??=e,this.#e!==e?[{kind:"step",name:"repeated"}]:(this.#n=!0,[{kind:"text",text:n}])}#l(e,n){
return this.#t??=e,this.#t===e?[{kind:"reasoning",text:n}]:[{kind:"step",name:"repeated"}]}#p(e){return y(e.contentBlockStart)?this.#g(e.contentBlockStart):y(e.
contentBlockDelta)?this.#c(e.contentBlockDelta):y(e.contentBlockStop)?[{kind:"step",name:"contentBlockStop"}]:y(e.messageStart)?(this.#r.clear(),[{kind:"step",name:"\
messageStart"}]):y(e.messageStop)?[{kind:"stop",reason:R(e.messageStop.stopReason)}]:y(e.metadata)&&y(e.metadata.usage)?[bn(e.metadata.usage)]:null}#g(e){let n=y(
e.start)&&y(e.start.toolUse)?e.start.toolUse:null;if(n===null)return[{kind:"step",name:"contentBlockStart"}];let r=this.#f(n);return this.#r.set(Number(e.contentBlockIndex??
-1),r),[{kind:"toolStart",toolId:r,name:R(n.name)}]}#c(e){let n=y(e.delta)?e.delta:{};if(typeof n.text=="string")return this.#a("delta",n.text);if(y(n.reasoningContent))
return typeof n.reasoningContent.text=="string"?this.#l("delta",n.reasoningContent.text):[];if(!y(n.toolUse))return[];let r=this.#r.get(Number(e.contentBlockIndex??
-1))??this.#s,s=this.#i.get(r)??"";return[{kind:"toolInput",toolId:r,name:s,input:R(n.toolUse.input),whole:!1}]}#d(e){return[{kind:"toolInput",toolId:this.#f(e),
name:R(e.name),input:R(e.input),whole:!0}]}#k(e){let n=y(e.tool_use)?e.tool_use:{};return[{kind:"toolProgress",toolId:R(n.toolUseId),name:R(n.name),data:e.data??
null}]}#x(e){let n=Array.isArray(e.content)?e.content.filter(y):[],r=this.#n;return this.#n=!1,n.flatMap(s=>this.#m(s,r||e.role==="user"))}#m(e,n){if(y(e.toolUse)){
let r=this.#f(e.toolUse),s=He(e.toolUse.input??{});return[{kind:"toolInput",toolId:r,name:R(e.toolUse.name),input:s,whole:!0}]}return y(e.toolResult)?[xn(e.toolResult)]:
typeof e.text=="string"&&!n?[{kind:"text",text:e.text}]:[]}#b(e){if(y(e.toolUse)||y(e.toolResult))return this.#m(e,!1);let n=Object.keys(e);return n.length===1&&
gn.includes(n[0])?[{kind:"step",name:n[0]}]:[{kind:"data",value:e}]}#f(e){let n=R(e.toolUseId);return n===""&&(this.#o+=1,n=`tool-${this.#o}`),this.#s=n,this.#i.
set(n,R(e.name)),n}};function fn(t){let e=t.error;if(e==null||e===!1||e==="")return null;if(y(e)){let r=e.type??e.code??null;return{kind:"error",message:R(e.message??
e),errorType:r===null?null:R(r)}}let n=t.error_type??t.type??null;return{kind:"error",message:R(e),errorType:n===null?null:R(n)}}var mn=["result","response","ou\
tput","answer","message","text","data"],kn=10;function Ne(t,e=0){if(typeof t=="string")return t;if(!y(t)||e>kn)return null;if(Array.isArray(t.content)){let n=t.
content.filter(y).map(r=>r.text).filter(r=>typeof r=="string");return n.length>0?n.join(""):null}for(let n of mn){let r=Ne(t[n],e+1);if(r!==null)return r}return null}
function P(t){try{return JSON.parse(t)}catch{return t}}function y(t){return typeof t=="object"&&t!==null&&!Array.isArray(t)}function xn(t){let n=(Array.isArray(
t.content)?t.content:[]).map(r=>y(r)&&typeof r.text=="string"?r.text:He(r));return{kind:"toolResult",toolId:R(t.toolUseId),isError:t.status==="error",content:n.
join(`
`)}}function bn(t){return{kind:"usage",inputTokens:Number(t.inputTokens??0),outputTokens:Number(t.outputTokens??0)}}function R(t){return t==null?"":typeof t=="s\
tring"?t:He(t)}function He(t){return JSON.stringify(t)}function yn(t){return y(t)?Object.keys(t)[0]??"empty":"empty"}var wn=100,Sn=20,Tn=8*1024*1024,Rn=1024*1024,An=64*1024,mt=2e3,we=class{parts=[];data=[];dataCount=0;partsDropped=0;charsDropped=0;inputTokens=0;outputTokens=0;stopReason="";#e=new Map;#t=0;get text(){
return this.parts.map(e=>e.kind==="text"?e.text:"").join("")}get tools(){return[...this.#e.values()]}get error(){return this.parts.find(e=>e.kind==="error")??null}take(e,n){
switch(e.kind){case"text":case"reasoning":this.#n(e.kind,e.text);break;case"toolStart":this.#r(e.toolId,e.name,n);break;case"toolInput":{let r=this.#r(e.toolId,
e.name,n);r!==null&&(r.input=(e.whole?e.input:r.input+e.input).slice(0,Rn));break}case"toolProgress":{let r=this.#r(e.toolId,e.name,n);if(r===null)break;r.progressCount+=
1,r.progress=[...r.progress.slice(1-Sn),e.data];break}case"toolResult":this.#i(e,n);break;case"error":this.#s({kind:"error",message:e.message,errorType:e.errorType});
break;case"usage":this.inputTokens+=e.inputTokens,this.outputTokens+=e.outputTokens;break;case"stop":this.stopReason=e.reason;break;case"data":this.dataCount+=1,
this.data.length<wn&&this.data.push(e.value);break;case"step":break}}#n(e,n){let r=Tn-this.#t;if(n.length>r&&(this.charsDropped+=n.length-r,n=n.slice(0,r)),n===
"")return;this.#t+=n.length;let s=this.parts.at(-1);s!==void 0&&s.kind===e?s.text+=n:this.#s({kind:e,text:n})}#s(e){this.parts.length<mt?this.parts.push(e):this.
partsDropped+=1}#r(e,n,r){let s=this.#e.get(e);if(s!==void 0)return s.name===""&&(s.name=n),s;if(this.parts.length>=mt)return this.partsDropped+=1,null;let i={kind:"\
tool",toolId:e,name:n,input:"",progress:[],progressCount:0,result:null,isError:!1,startMs:r,endMs:null};return this.#e.set(e,i),this.parts.push(i),i}#i(e,n){let r=this.#r(
e.toolId,"",n);r!==null&&(r.result=e.content,r.isError=e.isError,r.endMs=n)}};function ae(t){if(t.length>An)return t;let e=P(t);return typeof e=="string"?t:JSON.
stringify(e,null,2)}var I=[["step","Steps"],["text","Text"],["reasoning","Reasoning"],["data","Data"],["tool","Tools"],["error","Errors"]],_n={text:"text",reasoning:"reasoning",toolStart:"\
tool",toolInput:"tool",toolProgress:"tool",toolResult:"tool",usage:"step",stop:"step",step:"step",error:"error",data:"data"};function Se(t){let e=t.meanings.find(
n=>n.kind!=="step")??t.meanings[0];return e===void 0?"step":_n[e.kind]}var Mn={repeated:"says again what another form has said",repr:"Python objects that are no\
 JSON"};function kt(t){return t.meanings.map(e=>En(e,t)).join(" · ")}function En(t,e){switch(t.kind){case"text":case"reasoning":return JSON.stringify(t.text.slice(
0,200));case"toolStart":return`${t.name} is called`;case"toolInput":return`${t.name} ${t.whole?"←":"+"} ${t.input.slice(0,200)}`;case"toolProgress":return`${t.
name} … ${qe(e.raw??"")}`;case"toolResult":return`${t.isError?"failed":"→"} ${t.content.slice(0,200)}`;case"usage":return`${t.inputTokens} tokens in, ${t.outputTokens}\
 out`;case"stop":return`stops: ${t.reason}`;case"error":return qe(t.message);case"data":return qe(e.raw??"");case"step":return Mn[t.name]??t.name}}function qe(t){
return t.slice(0,200)}var z=26,xt=8,$n=160,Xe=64*1024;function bt({record:t,eventCount:e}){let[n,r]=Z(null),[s,i]=Z({top:0,height:240}),o=re(null),a=re(!0),{events:l}=t;ct(()=>{let g=o.
current;g!==null&&a.current&&n===null&&(g.scrollTop=g.scrollHeight)},[e]);let p=()=>{let g=o.current;g!==null&&(a.current=g.scrollTop+g.clientHeight>=g.scrollHeight-
z,i({top:g.scrollTop,height:g.clientHeight}))},u=g=>{let m=Math.min(l.length-1,Math.max(0,g));r(m);let b=o.current;if(b===null)return;m*z<b.scrollTop&&(b.scrollTop=
m*z);let E=(m+1)*z-b.clientHeight;E>b.scrollTop&&(b.scrollTop=E)},d=g=>{let m={ArrowDown:1,ArrowUp:-1,PageDown:10,PageUp:-10,Home:-1/0,End:1/0}[g.key];m===void 0||
l.length===0||(g.preventDefault(),u(n===null?m===1?0:l.length-1:n+m))},h=Math.max(0,Math.floor(s.top/z)-xt),f=l.slice(h,h+Math.ceil(s.height/z)+2*xt),x=n===null?
void 0:l[n];return c("div",{class:"events",children:[c("div",{ref:o,class:"event-list",role:"listbox",tabIndex:0,"aria-label":"Events of the stream","aria-activ\
edescendant":x?`event-${x.index}`:void 0,onScroll:p,onKeyDown:d,children:c("div",{class:"event-space",style:{height:`${l.length*z}px`},role:"presentation",children:f.
map(g=>c(vn,{event:g,isChosen:g.index===n,onChoose:()=>u(g.index),total:l.length},g.index))})}),e>l.length&&c("p",{class:"muted",children:[(e-l.length).toLocaleString(),
" more events were counted and not kept."]}),x?c(Cn,{event:x}):l.length>0&&c("p",{class:"muted event-hint",children:"Choose an event to see it raw and decoded."})]})}
function vn({event:t,isChosen:e,onChoose:n,total:r}){let s=Se(t);return c("div",{id:`event-${t.index}`,class:"event-line",role:"option","aria-selected":e,"aria-\
posinset":t.index+1,"aria-setsize":r,style:{top:`${t.index*z}px`},onClick:n,children:[c("span",{class:"event-time number",children:A(t.atMs)}),c("span",{class:`\
event-kind kind-${s}`,children:I.find(([i])=>i===s)?.[1]}),c("span",{class:"event-text",children:De(kt(t).slice(0,$n))})]})}function Cn({event:t}){let[e,n]=Z("d\
ecoded"),r=t.raw??"",s=ut(()=>e==="raw"?r:ae(r),[e,r]);return c("div",{class:"event-detail",children:[c("div",{class:"row",children:[c("strong",{children:["Even\
t ",t.index+1]}),c("span",{class:"muted",children:[t.name==="message"?"":`${t.name} · `,A(t.atMs)," · ",be(t.chars)]}),c("span",{class:"spacer"}),c(dt,{label:"\
Form of the event",value:e,options:[["decoded","Decoded"],["raw","Raw"]],onChange:n}),c(K,{text:r,label:"Copy the event"})]}),t.raw===null?c("p",{class:"muted",
children:"Its text was not kept: the stream is longer than what this page holds."}):c("pre",{tabIndex:0,"aria-label":`Event ${t.index+1}`,children:[De(s.slice(0,
Xe)).replaceAll("␊",`
`).replaceAll("␉","	"),s.length>Xe&&`
… and ${(s.length-Xe).toLocaleString()} more characters`]})]})}var Pn=new Map(I.map(([t],e)=>[t,e])),Te=class{#e=[];#t=[];#n=0;#s=0;update(e,n,r){let s=In(n,r);for((s!==this.#s||e.length<this.#n)&&(this.#s=s,this.#e=[],this.#t=
[],this.#n=0);this.#n<e.length;this.#n+=1)this.#r(e[this.#n]);return Array.from(this.#e,(i,o)=>{let a=I[this.#t[o]??0]?.[0]??"step";return i?{kind:a,count:i}:null})}get stepMs(){
return this.#s}#r(e){let n=Math.floor(e.atMs/this.#s);this.#e[n]=(this.#e[n]??0)+1,this.#t[n]=Math.max(this.#t[n]??0,Pn.get(Se(e))??0)}};function In(t,e){let n=1;
for(;n*e<t;)n*=2;return n}var On=[1,2,5,10,20,50,100,200,500,1e3,2e3,5e3,1e4,15e3,3e4,6e4,12e4,3e5,6e5,18e5,36e5];function yt(t,e){let n=On.find(s=>t/s<=e)??t/e,
r=[];for(let s=0;s<=t;s+=n)r.push(s);return r}var ce=1e3,le=44,zn=250,Bn=6;function wt({record:t,phases:e,durationMs:n,positionMs:r,onSeek:s}){let i=re(new Te),o=Math.max(n,1);return c("div",{class:`timelin\
e${s?" is-seekable":""}`,onClick:s&&(l=>{let p=l.currentTarget.getBoundingClientRect();s?.((l.clientX-p.left)/p.width*o)}),children:[c(Ln,{phases:e,record:t,spanMs:o}),
c(Nn,{record:t,spanMs:o}),c(Hn,{record:t,spanMs:o}),c(Xn,{marks:i.current,record:t,spanMs:o}),c(Fn,{spanMs:o}),r!==void 0&&c("div",{class:"playhead",style:{left:Q(
r,o)}})]})}function Ln({phases:t,record:e,spanMs:n}){let r=t.length>0?t:Dn(e);return c("div",{class:"timeline-phases",role:"img","aria-label":r.map(s=>`${s.name}\
 ${A(s.durationMs)}`).join(", "),children:r.map(s=>c("div",{class:`phase phase-${s.name.replaceAll(/\W/g,"_")}`,title:`${s.name.replaceAll("_"," ")}: ${A(s.durationMs)}`,
style:{left:Q(s.startMs,n),width:Q(s.durationMs,n)}},s.name))})}function Dn(t){let{headMs:e,firstTokenMs:n}=t;if(e===null)return[];let r=n??t.durationMs;return[
{name:"wait",startMs:0,durationMs:e},{name:"first_token",startMs:e,durationMs:Math.max(0,r-e)},{name:"stream",startMs:r,durationMs:Math.max(0,t.durationMs-r)}]}
function Nn({record:t,spanMs:e}){let n=t.rate.rates(),r=Math.max(1,...n),{stepMs:s}=t.rate,i=l=>Math.min(ce,l*s*ce/e).toFixed(1),o=l=>(le-l/r*(le-4)).toFixed(1),
a=n.map((l,p)=>`H${i(p)}V${o(l)}H${i(p+1)}`).join("");return c("div",{class:"rate-area",children:[c("svg",{viewBox:`0 0 ${ce} ${le}`,preserveAspectRatio:"none",
role:"img","aria-label":`About ${Math.round(r)} tokens a second at most`,children:n.length>0&&c("path",{class:"rate-fill",d:`M0 ${le}${a}V${le}Z`})}),n.length>0&&
c("span",{class:"rate-peak",children:["peak ≈ ",Math.round(r)," tokens/s"]})]})}function Hn({record:t,spanMs:e}){let{tools:n}=t.answer;if(n.length===0)return null;
let r=n.slice(0,Bn);return c("div",{class:"tool-rows",children:[r.map(s=>{let i=s.endMs??t.durationMs;return c("div",{class:"tool-row",title:`${s.name}: ${A(i-s.
startMs)}`,children:[c("div",{class:`tool-bar${s.isError?" is-error":""}`,style:{left:Q(s.startMs,e),width:Q(Math.max(0,i-s.startMs),e)}}),c("span",{class:"tool\
-label",style:qn(s.startMs/e),children:s.name})]},s.toolId)}),n.length>r.length&&c("div",{class:"muted",children:["and ",n.length-r.length," more tool calls"]})]})}
function qn(t){return t<.5?{left:`calc(${(t*100).toFixed(2)}% + 4px)`}:{right:`calc(${((1-t)*100).toFixed(2)}% + 4px)`}}function Xn({marks:t,record:e,spanMs:n}){
let r=t.update(e.events,n,zn),s=t.stepMs*ce/n,i=new Map;return r.forEach((o,a)=>{if(o===null)return;let l=Math.min(14,6+2*Math.log2(o.count+1)),p=`M${(a*s).toFixed(
1)} ${(14-l).toFixed(1)}h${Math.max(1.5,s*.7).toFixed(1)}v${l.toFixed(1)}h${(-Math.max(1.5,s*.7)).toFixed(1)}z`;i.set(o.kind,(i.get(o.kind)??"")+p)}),c("svg",{class:"\
event-row",viewBox:`0 0 ${ce} 14`,preserveAspectRatio:"none",role:"img","aria-label":`${e.eventCount} events`,children:I.map(([o])=>i.has(o)&&c("path",{class:`k\
ind-${o}`,d:i.get(o)},o))})}function Fn({spanMs:t}){return c("div",{class:"time-axis","aria-hidden":"true",children:yt(t,5).map(e=>e<=t*.94&&c("span",{style:{left:Q(
e,t)},children:e===0?"0":jn(e)},e))})}function jn(t){return t<1e3?`${Math.round(t)} ms`:t<6e4?`${(t/1e3).toFixed(t%1e3===0?0:1)} s`:`${Math.round(t/6e3)/10} min`}
function Q(t,e){return`${Math.min(100,Math.max(0,t/e*100)).toFixed(3)}%`}function Ei({record:t,phases:e=[],durationMs:n,positionMs:r,onSeek:s}){let i={...r===void 0?{}:{positionMs:r},...s===void 0?{}:{onSeek:s}};return c("div",{class:"\
stream-panel",children:[c(Un,{record:t,durationMs:n}),c(wt,{record:t,phases:e,durationMs:n,...i}),c(Zn,{phases:e}),c(bt,{record:t,eventCount:t.eventCount})]})}function Jn(t){
let{outputTokens:e}=t.answer;return e>0?se(e):`≈ ${se(t.rate.totalTokens)}`}function Wn(t){if(t.firstTokenMs===null)return null;let e=t.durationMs-t.firstTokenMs,
n=t.answer.outputTokens||t.rate.totalTokens;return e<20?null:n*1e3/e}function Un({record:t,durationMs:e}){let n=Wn(t),r=[["First byte",A(t.firstByteMs),"From se\
nding the request to the first byte of the answer's body"],["First token",A(t.firstTokenMs),"From sending the request to the first text"],["Total",A(e),"From se\
nding the request to the end"],["Tokens",Jn(t),"Out; with ≈ estimated from the text, else as the agent reports them"],["Tokens/s",n===null?"–":se(n),"From t\
he first token to the end"],["Events",se(t.eventCount),be(t.byteCount)]];return c("dl",{class:"stream-figures",children:r.map(([s,i,o])=>c("div",{title:o,children:[
c("dt",{children:s}),c("dd",{class:"number",children:i})]},s))})}function Zn({phases:t}){return c("div",{class:"stream-legend",children:[I.map(([e,n])=>c("span",
{children:[c("i",{class:`swatch kind-${e}`,"aria-hidden":"true"}),n]},e)),t.length>0&&c("details",{class:"phase-list",children:[c("summary",{children:"Phases in\
 the server"}),c("dl",{children:t.map(e=>c("div",{children:[c("dt",{children:[c("i",{class:`swatch phase-${e.name.replaceAll(/\W/g,"_")}`,"aria-hidden":"true"}),
e.name.replaceAll("_"," ")]}),c("dd",{class:"number",children:A(e.durationMs)})]},e.name))})]})]})}var St=2e4;function Pi({payload:t}){let e=P(t),n=y(e)&&typeof e.prompt=="string"&&Object.keys(e).length===1,r=n?String(e.prompt):t,s=r.length>St?`${r.slice(0,St)}\
… (${r.length.toLocaleString()} characters)`:r;return n?c("div",{class:"asked",dir:"auto",children:s}):c("pre",{class:"asked is-json",tabIndex:0,"aria-label":"\
Payload",children:s})}var Kn={amp:"&",lt:"<",gt:">",quot:'"',apos:"'",nbsp:" ",copy:"©",reg:"®",trade:"™",hellip:"…",mdash:"—",ndash:"–",lsquo:"‘",rsquo:"’",ldquo:"“",
rdquo:"”",bull:"•",middot:"·",times:"×",deg:"°",euro:"€",larr:"←",rarr:"→",check:"✓"},Qn=/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/g;
function Re(t){return t.replace(Qn,(e,n,r,s)=>{if(s!==void 0)return Kn[s]??e;let i=n===void 0?Number.parseInt(r??"",16):Number.parseInt(n,10);return i>31&&i<=1114111&&
!(i>=127&&i<=159)&&!(i>=55296&&i<=57343)?String.fromCodePoint(i):"�"})}var Vn=["http:","https:","mailto:"];function Fe(t){try{let e=new URL(t);return Vn.includes(e.protocol)?e.href:null}catch{return null}}var Tt=40;function Ae(t,e=0){return t.map(n=>je(n,e))}function je(t,e=0){if(e>Tt)return t.raw;switch(t.type){case"space":case"def":return null;case"hr":return c(
"hr",{});case"heading":return Gn(t,e);case"code":return Yn(t);case"blockquote":return c("blockquote",{children:Ae(t.tokens,e+1)});case"list":return er(t,e);case"\
table":return tr(t,e);case"paragraph":return c("p",{dir:"auto",children:B(t.tokens,t.raw,e)});case"html":return c("p",{class:"md-raw",children:t.raw});default:return Rt(
t,e)}}function Gn(t,e){let n=Math.min(6,t.depth+2);return c("div",{class:`md-heading md-h${t.depth}`,role:"heading","aria-level":n,dir:"auto",children:B(t.tokens,
t.text,e)})}function Yn(t){let e=(t.lang??"").split(/\s/)[0]??"";return c("div",{class:"md-code",children:[c("div",{class:"md-code-bar",children:[c("span",{children:e||
"text"}),c(K,{text:t.text,label:"Copy code"})]}),c("pre",{tabIndex:0,"aria-label":`${e} code`,children:c("code",{children:t.text})})]})}function er(t,e){let n=t.
items.map(r=>c("li",{dir:"auto",children:Ae(r.tokens,e+1)}));return t.ordered?c("ol",{start:Number(t.start)||1,children:n}):c("ul",{children:n})}function tr(t,e){
let n=(r,s)=>c(s,{class:r.align?`md-${r.align}`:void 0,children:B(r.tokens,r.text,e)});return c("div",{class:"md-table",tabIndex:0,role:"region","aria-label":"T\
able",children:c("table",{children:[c("thead",{children:c("tr",{children:t.header.map(r=>n(r,"th"))})}),c("tbody",{children:t.rows.map(r=>c("tr",{children:r.map(
s=>n(s,"td"))}))})]})})}function B(t,e,n){return t===void 0?Re(e):t.map(r=>Rt(r,n+1))}function Rt(t,e){if(e>Tt)return t.raw;switch(t.type){case"strong":return c(
"strong",{children:B(t.tokens,t.raw,e)});case"em":return c("em",{children:B(t.tokens,t.raw,e)});case"del":return c("del",{children:B(t.tokens,t.raw,e)});case"co\
despan":return c("code",{children:t.text});case"br":return c("br",{});case"link":return nr(t,e);case"image":return rr(t);case"checkbox":return c("span",{class:"\
md-check",children:t.checked?"☑ ":"☐ "});case"escape":return t.text;case"text":return B(t.tokens,t.text,e);case"html":return t.raw;default:return t.raw}}function nr(t,e){
let n=Fe(Re(t.href)),r=B(t.tokens,t.text,e);return n===null?c("span",{title:"This address is not followed",children:r}):At(n,r)}function rr(t){let e=`🖼 ${t.text||
"image"}`,n=Fe(Re(t.href));return n===null?c("span",{class:"md-image",children:e}):At(n,e,"md-image")}function At(t,e,n){return c("a",{href:t,title:t,class:n,target:"\
_blank",rel:"noopener noreferrer nofollow",referrerpolicy:"no-referrer",children:e})}function Ze(){return{async:!1,breaks:!1,extensions:null,gfm:!0,hooks:null,pedantic:!1,renderer:null,silent:!1,tokenizer:null,walkTokens:null}}var j=Ze();function Bt(t){
j=t}var q={exec:()=>null};function H(t){let e=[];return n=>{let r=Math.max(0,Math.min(3,n-1)),s=e[r];return s||(s=t(r),e[r]=s),s}}function k(t,e=""){let n=typeof t==
"string"?t:t.source,r={replace:(s,i)=>{let o=typeof i=="string"?i:i.source;return o=o.replace(T.caret,"$1"),n=n.replace(s,o),r},getRegex:()=>new RegExp(n,e)};return r}
var Lt=((t="")=>{try{return!!new RegExp("(?<=1)(?<!1)"+t)}catch{return!1}})(),T={codeRemoveIndent:/^(?: {0,3}\t| {1,4})/gm,listInterruptsParagraph:/^ {0,3}(?:[*+-]|1[.)])[ \t]+[^ \t\n]/,
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
`^( {0,3}${t})((?:[	 ][^\\n]*)?(?:\\n|$))`),nextBulletRegex:H(t=>new RegExp(`^ {0,${t}}(?:[*+-]|\\d{1,9}[.)])((?:[ 	][^\\n]*)?(?:\\n|$))`)),hrRegex:H(t=>new RegExp(
`^ {0,${t}}((?:-[ 	]*){3,}|(?:_[ 	]*){3,}|(?:\\*[ 	]*){3,})(?:\\n+|$)`)),fencesBeginRegex:H(t=>new RegExp(`^ {0,${t}}(?:\`\`\`|~~~)`)),headingBeginRegex:H(t=>new RegExp(
`^ {0,${t}}#{1,6}(?:\\s|$)`)),pedanticHeadingBeginRegex:H(t=>new RegExp(`^ {0,${t}}#`)),htmlBeginRegex:H(t=>new RegExp(`^ {0,${t}}(?:</?(?:${Qe})(?:[ \\t]+|$|/?>\
)|<(?:(?:script|pre|style|textarea)(?:[\\s>]|$)|!--)|<\\?|<![A-Za-z]|<!\\[CDATA\\[)`,"i")),blockquoteBeginRegex:H(t=>new RegExp(`^ {0,${t}}>`)),nestedContainerMarkers:/^(?: {0,3}(?:(?:[*+-]|\d{1,9}[.)])[ \t]+|>[ \t]?))+/},
sr=/^(?:[ \t]*(?:\n|$))+/,ir=/^((?: {4}| {0,3}\t)[^\n]+(?:\n(?:[ \t]*(?:\n|$))*)?)+/,or=/^ {0,3}(`{3,}(?=[^`\n]*(?:\n|$))|~{3,})([^\n]*)(?:\n|$)(?:|([\s\S]*?)(?:\n|$))(?: {0,3}(?:(?=`)\1`*|(?=~)\1~*) *(?=\n|$)|$)/,
pe=/^ {0,3}((?:-[\t ]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})(?:\n+|$)/,ar=/^ {0,3}(#{1,6})(?=\s|$)(.*)(?:\n+|$)/,Ke=/ {0,3}(?:[*+-]|\d{1,9}[.)])/,Qe="address|a\
rticle|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1\
-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|meta|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|the\
ad|title|tr|track|ul",de=k(" {0,3}(?:</?(?:tag)(?:[ \\t]+|\\n|/?>)|<(?:(?:script|pre|style|textarea)(?:[\\s>]|$)|!--)|<\\?|<![A-Za-z]|<!\\[CDATA\\[)").replace("\
tag",Qe).getRegex(),Dt=/^(?!bull |blockCode|fences|blockquote|heading|html|table)((?:.|\n(?!\s*?\n|bull |fences|blockquote|heading|hr|html|table))+?)\n {0,3}(=+|-+)[ \t]*(?:\n+|$)/,
Nt=k(Dt).replace(/bull/g,Ke).replace(/blockCode/g,/(?: {4}| {0,3}\t)/).replace(/fences/g,/ {0,3}(?:`{3,}|~{3,})/).replace(/blockquote/g,/ {0,3}>/).replace(/heading/g,
/ {0,3}#{1,6}(?:\s|$)/).replace(/hr/g,/ {0,3}(?:(?:-[\t ]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})(?:\n+|$)/).replace(/\|table/g,"").replace(/html/g,de).getRegex(),
lr=k(Dt).replace(/bull/g,Ke).replace(/blockCode/g,/(?: {4}| {0,3}\t)/).replace(/fences/g,/ {0,3}(?:`{3,}|~{3,})/).replace(/blockquote/g,/ {0,3}>/).replace(/heading/g,
/ {0,3}#{1,6}(?:\s|$)/).replace(/hr/g,/ {0,3}(?:(?:-[\t ]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})(?:\n+|$)/).replace(/table/g,/ {0,3}\|?(?:[:\- ]*\|)+[\:\- ]*\n/).
replace(/html/g,de).getRegex(),Ve=/^([^\n]+(?:\n(?!hr|heading|lheading|blockquote|fences|list|html|table|[ \t]+\n)[^\n]+)*)/,cr=/^[^\n]+/,Ge=/(?!\s*\])(?:\\[\s\S]|[^\[\]\\\n]|\n(?![ \t]*\n))+/,
ur=k(/^ {0,3}\[(label)\]: *(?:\n[ \t]*)?([^<\s][^\s]*|<(?:\\.|[^\n<>\\])*>)(?:(?: +(?:\n[ \t]*)?| *\n[ \t]*)(title))? *(?:\n+|$)/).replace("label",Ge).replace("\
title",/(?:"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\\n]|\n(?!\n))*'|\((?:\\[\s\S]|[^()\\])*\))/).getRegex(),hr=k(/^(bull)([ \t][^\n]*?)?(?:\n|$)/).replace(/bull/g,
Ke).getRegex(),Ye=/<!--(?:-?>|[\s\S]*?(?:-->|$))/,pr=k("^ {0,3}(?:<(script|pre|style|textarea)[\\s>][\\s\\S]*?(?:</\\1>[^\\n]*\\n*|$)|comment[^\\n]*(\\n+|$)|<\\?[\\s\\S]*?\
(?:\\?>[^\\n]*\\n*|$)|<![A-Z][\\s\\S]*?(?:>[^\\n]*\\n*|$)|<!\\[CDATA\\[[\\s\\S]*?(?:\\]\\]>[^\\n]*\\n*|$)|</?(tag)(?:[ \\t]+|\\n|/?>|$)[\\s\\S]*?(?:(?:\\n[ 	]*)+\\n|$)|<(?!(?:script\
|pre|style|textarea)(?![a-z0-9-]))([a-z][a-z0-9-]*)(?:attribute)*?[ \\t]*/?>(?=[ \\t]*(?:\\n|$))[\\s\\S]*?(?:(?:\\n[ 	]*)+\\n|$)|</[a-z][a-z0-9-]*\\s*>(?=[ \\t]*(?:\\n|$)\
)[\\s\\S]*?(?:(?:\\n[ 	]*)+\\n|$))","i").replace("comment",Ye).replace("tag",Qe).replace("attribute",/[ \t]+[a-zA-Z:_][\w.:-]*(?:[ \t]*=[ \t]*"[^"\n]*"|[ \t]*=[ \t]*'[^'\n]*'|[ \t]*=[ \t]*[^\s"'=<>`]+)?/).
getRegex(),Ht=t=>k(Ve).replace("hr",pe).replace("heading"," {0,3}#{1,6}(?:\\s|$)").replace("|lheading","").replace("|table","").replace("blockquote"," {0,3}>").
replace("fences"," {0,3}(?:`{3,}(?=[^`\\n]*(?:\\n|$))|~~~)[^\\n]*(?:\\n|$)").replace("list",t).replace("html",de).getRegex(),dr=Ht(/ {0,3}(?:[*+-]|1[.)])[ \t]+[^ \t\n]/),
gr=Ht(/ {0,3}(?:[*+-]|\d{1,9}[.)])(?:[ \t]|\n|$)/),fr=k(/^( {0,3}> ?(?:(?![ \t]*(?:\n|$))(paragraph)|[^\n]*)(?:\n|$))+/).replace("paragraph",gr).getRegex(),et={
blockquote:fr,code:ir,def:ur,fences:or,heading:ar,hr:pe,html:pr,lheading:Nt,list:hr,newline:sr,paragraph:dr,table:q,text:cr},_t=k("^ *([^\\n ].*)\\n {0,3}((?:\\| *\
)?:?-+:? *(?:\\| *:?-+:? *)*(?:\\| *)?)(?:\\n((?:(?! *\\n|hr|heading|blockquote|code|fences|list|html).*(?:\\n|$))*)\\n*|$)").replace("hr",pe).replace("heading",
" {0,3}#{1,6}(?:\\s|$)").replace("blockquote"," {0,3}>").replace("code","(?: {4}| {0,3}	)[^\\n]").replace("fences"," {0,3}(?:`{3,}(?=[^`\\n]*(?:\\n|$))|~~~)[^\\n]*\
(?:\\n|$)").replace("list"," {0,3}(?:[*+-]|1[.)])[ \\t]").replace("html",de).getRegex(),mr={...et,lheading:lr,table:_t,paragraph:k(Ve).replace("hr",pe).replace(
"heading"," {0,3}#{1,6}(?:\\s|$)").replace("|lheading","").replace("table",_t).replace("blockquote"," {0,3}>").replace("fences"," {0,3}(?:`{3,}(?=[^`\\n]*(?:\\n|$\
))|~~~)[^\\n]*(?:\\n|$)").replace("list"," {0,3}(?:[*+-]|1[.)])[ \\t]+[^ \\t\\n]").replace("html",de).getRegex()},kr={...et,html:k(`^ *(?:comment(?: *\\n|\\s*$)|<\
(tag)[\\s\\S]+?</\\1>(?: *\\n{2,}|\\s*$)|<tag(?:"[^"]*"|'[^']*'|\\s[^'"/>\\s]*)*?/?>(?: *\\n{2,}|\\s*$))`).replace("comment",Ye).replace(/tag/g,"(?!(?:a|em|stro\
ng|small|s|cite|q|dfn|abbr|data|time|code|var|samp|kbd|sub|sup|i|b|u|mark|ruby|rt|rp|bdi|bdo|span|br|wbr|ins|del|img)\\b)\\w+(?!:|[^\\w\\s@]*@)\\b").getRegex(),
def:/^ *\[([^\]]+)\]: *<?([^\s>]+)>?(?: +(["(][^\n]+[")]))? *(?:\n+|$)/,heading:/^(#{1,6})(.*)(?:\n+|$)/,fences:q,lheading:/^(.+?)\n {0,3}(=+|-+) *(?:\n+|$)/,paragraph:k(
Ve).replace("hr",pe).replace("heading",` *#{1,6} *[^
]`).replace("|table","").replace("blockquote"," {0,3}>").replace("|fences","").replace("|list","").replace("|html","").replace("|tag","").replace("lheading",Nt).
getRegex()},xr=/^\\([!"#$%&'()*+,\-./:;<=>?@\[\]\\^_`{|}~])/,br=/^(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/,qt=/^( {2,}|\\)\n(?!\s*$)[ \t]*/,yr=/^(`+|[^`])(?:(?= {2,}\n)|[\s\S]*?(?:(?=[\\<!\[`*_]|\b_|$)|[^ ](?= {2,}\n)))/,
C=/[\p{P}\p{S}]/u,G=/[\s\p{P}\p{S}]/u,ge=/[^\s\p{P}\p{S}]/u,wr=k(/^((?![*_])punctSpace)/,"u").replace(/punctSpace/g,G).getRegex(),Sr=/[\p{Pi}\p{Ps}"']/u,Xt=/(?!~)[\p{P}\p{S}]/u,
Tr=/(?!~)[\s\p{P}\p{S}]/u,Rr=/(?:[^\s\p{P}\p{S}]|~)/u,Ar=k(/link|precode-code|html/,"g").replace("link",/\[(?:[^\[\]`]|(?<a>`+)[^`]+\k<a>(?!`))*?\]\((?:\\[\s\S]|[^\\\(\)]|\((?:\\[\s\S]|[^\\\(\)])*\))*\)/).
replace("precode-",Lt?"(?<!`)()":"(^^|[^`])").replace("code",/(?<b>`+)[^`]+\k<b>(?!`)/).replace("html",/<(?! )[^<>]*?>/).getRegex(),Ft=/^(?:\*+(?:((?!\*)punct)|([^\s*]))?)|^_+(?:((?!_)punct)|([^\s_]))?/,
_r=k(Ft,"u").replace(/punct/g,C).getRegex(),Mr=k(Ft,"u").replace(/punct/g,Xt).getRegex(),Er=/^(?:\*+(?:((?!\*)(?!openQuote)punct)|([^\s*]))?)|^_+(?:((?!_)(?!openQuote)punct)|([^\s_]))?/,
$r=k(Er,"u").replace(/openQuote/g,Sr).replace(/punct/g,C).getRegex(),jt="^[^_*]*?__[^_*]*?\\*[^_*]*?(?=__)|[^*]+(?=[^*])|(?!\\*)punct(\\*+)(?=[\\s]|$)|notPunctSpace\
(\\*+)(?!\\*)(?=punctSpace|$)|(?!\\*)punctSpace(\\*+)(?=notPunctSpace)|[\\s](\\*+)(?!\\*)(?=punct)|(?!\\*)punct(\\*+)(?!\\*)(?=punct)|notPunctSpace(\\*+)(?=notPunctSpace)",
vr=k(jt,"gu").replace(/notPunctSpace/g,ge).replace(/punctSpace/g,G).replace(/punct/g,C).getRegex(),Cr=k(jt,"gu").replace(/notPunctSpace/g,Rr).replace(/punctSpace/g,
Tr).replace(/punct/g,Xt).getRegex(),Pr="^[^_*]*?__[^_*]*?\\*[^_*]*?(?=__)|[^*]+(?=[^*])|(?!\\*)punct(\\*+)(?=[\\s]|$)|notPunctSpace(\\*+)(?!\\*)(?=punctSpace|$)|(?!\\*\
)[\\s](\\*+)(?=notPunctSpace)|[\\s](\\*+)(?!\\*)(?=punct)|(?!\\*)punct(\\*+)(?!\\*)(?=punct)|(?:(?!\\*)punct|notPunctSpace)(\\*+)(?!\\*)(?=notPunctSpace)",Ir=k(
Pr,"gu").replace(/notPunctSpace/g,ge).replace(/punctSpace/g,G).replace(/punct/g,C).getRegex(),Or=k("^[^_*]*?\\*\\*[^_*]*?_[^_*]*?(?=\\*\\*)|[^_]+(?=[^_])|(?!_)punct\
(_+)(?=[\\s]|$)|notPunctSpace(_+)(?!_)(?=punctSpace|$)|(?!_)punctSpace(_+)(?=notPunctSpace)|[\\s](_+)(?!_)(?=punct)|(?!_)punct(_+)(?!_)(?=punct)","gu").replace(
/notPunctSpace/g,ge).replace(/punctSpace/g,G).replace(/punct/g,C).getRegex(),zr="^[^_*]*?\\*\\*[^_*]*?_[^_*]*?(?=\\*\\*)|[^_]+(?=[^_])|(?!_)punct(_+)(?=[\\s]|$)|notP\
unctSpace(_+)(?!_)(?=punctSpace|$)|(?!_)[\\s](_+)(?=notPunctSpace)|[\\s](_+)(?!_)(?=punct)|(?!_)punct(_+)(?!_)(?=punct)|(?:(?!_)punct|notPunctSpace)(_+)(?!_)(?=no\
tPunctSpace)",Br=k(zr,"gu").replace(/notPunctSpace/g,ge).replace(/punctSpace/g,G).replace(/punct/g,C).getRegex(),Lr=k(/^~~?(?:((?!~)punct)|[^\s~])/,"u").replace(
/punct/g,C).getRegex(),Dr="^[^~]+(?=[^~])|(?!~)punct(~~?)(?=[\\s]|$)|notPunctSpace(~~?)(?!~)(?=punctSpace|$)|(?!~)punctSpace(~~?)(?=notPunctSpace)|[\\s](~~?)(?!~)\
(?=punct)|(?!~)punct(~~?)(?!~)(?=punct)|notPunctSpace(~~?)(?=notPunctSpace)",Nr=k(Dr,"gu").replace(/notPunctSpace/g,ge).replace(/punctSpace/g,G).replace(/punct/g,
C).getRegex(),Hr=k(/\\(punct)/,"gu").replace(/punct/g,C).getRegex(),qr=k(/(`+)(?:[^`]|[^`][\s\S]*?[^`])\1(?!`)|`+|\\(punct)/,"gu").replace(/punct/g,C).getRegex(),
Xr=k(/^<(scheme:[^\s\x00-\x1f<>]*|email)>/).replace("scheme",/[a-zA-Z][a-zA-Z0-9+.-]{1,31}/).replace("email",/[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+(@)[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+(?![-_])/).
getRegex(),Fr=k(Ye).replace("(?:-->|$)","-->").getRegex(),jr=k("^comment|^</[a-zA-Z][a-zA-Z0-9-]*\\s*>|^<[a-zA-Z][a-zA-Z0-9-]*(?:attribute)*?\\s*/?>|^<\\?[\\s\\S]*?\\\
?>|^<![a-zA-Z]+\\s[\\s\\S]*?>|^<!\\[CDATA\\[[\\s\\S]*?\\]\\]>").replace("comment",Fr).replace("attribute",/\s+[a-zA-Z:_][\w.:-]*(?:\s*=\s*"[^"]*"|\s*=\s*'[^']*'|\s*=\s*[^\s"'=<>`]+)?/).
getRegex(),Jt=/\[(?:\\[\s\S]|[^\[\]\\])*\]/,Ee=k(/(?:\[(?:brackets|\\[\s\S]|[^\[\]\\])*\]|\\[\s\S]|`+(?!`)[^`]*?`+(?!`)|``+(?=\])|[^\[\]\\`])*?/).replace("brack\
ets",Jt).getRegex(),Jr=k(/^!?\[(label)\]\([ \t\n]*(href)(?:(?:[ \t]+(?:\n[ \t]*)?|\n[ \t]*)(title))?[ \t\n]*\)/).replace("label",Ee).replace("href",/<(?:\\.|[^\n<>\\])*>|(?!<)[^ \t\n\x00-\x1f]+|(?=\))/).
replace("title",/"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|\((?:\\[\s\S]|[^)\\])*\)/).getRegex(),Wr=k(/^!?\[(label)\]\[(ref)\]/).replace("label",Ee).replace(
"ref",Ge).getRegex(),Ur=k(/^!?\[(ref)\](?:\[\])?/).replace("ref",Ge).getRegex(),Mt=/(?!\s*\])(?:\\[\s\S]|[^\[\]\\]){1,999}/,Zr=k(/(?:[^\[\]\\`]*(?:\[(?:brackets|\\[\s\S]|[^\[\]\\])*\]|\\[\s\S]|`+(?!`)[^`]*?`+(?!`)|``+(?=\]))){0,999}?[^\[\]\\`]*?/).
replace("brackets",Jt).getRegex(),Kr=k("reflink|nolink(?!\\()","g").replace("reflink",k(/^!?\[(label)\]\[(ref)\]/).replace("label",Zr).replace("ref",Mt).getRegex()).
replace("nolink",k(/^!?\[(ref)\](?:\[\])?/).replace("ref",Mt).getRegex()).getRegex(),Et=/[hH][tT][tT][pP][sS]?|[fF][tT][pP]/,Qr=/[A-Za-z0-9._+-]+@[a-zA-Z0-9-_]+(?:\.[a-zA-Z0-9-_]*[a-zA-Z0-9])+(?![\w-])/,
Vr=k(/(?:mailto:email|xmpp:email(?:\/[A-Za-z0-9@.]+)?)/).replace(/email/g,Qr).getRegex(),tt={_backpedal:q,anyPunctuation:Hr,anyPunctuationOutsideCode:qr,autolink:Xr,
blockSkip:Ar,br:qt,code:br,del:q,delLDelim:q,delRDelim:q,emStrongLDelim:_r,emStrongRDelimAst:vr,emStrongRDelimUnd:Or,escape:xr,link:Jr,nolink:Ur,punctuation:wr,
reflink:Wr,reflinkSearch:Kr,tag:jr,text:yr,url:q},Gr={...tt,emStrongLDelim:$r,emStrongRDelimAst:Ir,emStrongRDelimUnd:Br,link:k(/^!?\[(label)\]\((.*?)\)/).replace(
"label",Ee).getRegex(),reflink:k(/^!?\[(label)\]\s*\[([^\]]*)\]/).replace("label",Ee).getRegex()},Je={...tt,emStrongRDelimAst:Cr,emStrongLDelim:Mr,delLDelim:Lr,
delRDelim:Nr,url:k(/^emailProtocol|^((?:protocol):\/\/|www\.)(?:[a-zA-Z0-9\-]+\.?)+[^\s<]*|^email/).replace("emailProtocol",Vr).replace("protocol",Et).replace("\
email",/[A-Za-z0-9._+-]+(@)[a-zA-Z0-9-_]+(?:\.[a-zA-Z0-9-_]*[a-zA-Z0-9])+(?![\w-])/).getRegex(),_backpedal:/(?:[^?!.,:;*_'"~()&]+|\([^)]*\)|&(?![a-zA-Z0-9]+;$)|[?!.,:;*_'"~)]+(?!$))+/,
del:/^(~~?)(?=[^\s~])((?:\\[\s\S]|[^\\])*?(?:\\[\s\S]|[^\s~\\]))\1(?=[^~]|$)/,text:k(/^(?:[^a-zA-Z0-9](?=emailProtocol)|(`+|~+|[^`~])(?:(?=[`~])|(?= {2,}\n)|(?=[a-zA-Z0-9.!#$%&'*+\/=?_`{\|}~-]+@)|[\s\S]*?(?:(?=[\\<!\[`*~_]|\b_|protocol:\/\/|wwwStart|$)|[^ ](?= {2,}\n)|[^a-zA-Z0-9](?=emailProtocol)|[^a-zA-Z0-9.!#$%&'*+\/=?_`{\|}~-](?=[a-zA-Z0-9.!#$%&'*+\/=?_`{\|}~-]+@))))/).
replace("protocol",Et).replace(/emailProtocol/g,/(?:mailto|xmpp):/).replace("wwwStart",Lt?"(?<![^\\s*_~(])www\\.":"www\\.").getRegex()},Yr={...Je,br:k(qt).replace(
"{2,}","*").getRegex(),text:k(Je.text).replace("\\b_","\\b_| {2,}\\n").replace(/\{2,\}/g,"*").getRegex()},_e={normal:et,gfm:mr,pedantic:kr},ue={normal:tt,gfm:Je,
breaks:Yr,pedantic:Gr},es={"&":"&amp;","<":"&lt;",">":"&gt;",'"':"&quot;","'":"&#39;"},$t=t=>es[t];function _(t,e){if(e){if(T.escapeTest.test(t))return t.replace(
T.escapeReplace,$t)}else if(T.escapeTestNoEncode.test(t))return t.replace(T.escapeReplaceNoEncode,$t);return t}function ts(t){return T.numericCharacterReference.
test(t)?t.replace(T.numericCharacterReferenceOrAmpersand,(e,n,r)=>{if(n===void 0&&r===void 0)return"&amp;";let s=n===void 0?Number.parseInt(r,16):Number.parseInt(
n,10);return s===0||s>1114111||s>=55296&&s<=57343?"�":s===38?"&amp;":String.fromCodePoint(s)}):t}function vt(t){try{t=encodeURI(t).replace(T.percentDecode,"%")}catch{
return null}return t}function Ct(t,e){let n=t.replace(T.findPipe,(i,o,a)=>{let l=!1,p=o;for(;--p>=0&&a[p]==="\\";)l=!l;return l?"|":" |"}),r=n.split(T.splitPipe),
s=0;if(r[0].trim()||r.shift(),r.length>0&&!r.at(-1)?.trim()&&r.pop(),e)if(r.length>e)r.splice(e);else for(;r.length<e;)r.push("");for(;s<r.length;s++)r[s]=r[s].
trim().replace(T.slashPipe,"|");return r}function O(t,e,n){let r=t.length;if(r===0)return"";let s=0;for(;s<r;){let i=t.charAt(r-s-1);if(i===e&&!n)s++;else if(i!==
e&&n)s++;else break}return t.slice(0,r-s)}function Pt(t){let e=t.split(`
`),n=e.length-1;for(;n>=0&&T.blankLine.test(e[n]);)n--;return e.length-n<=2?t:e.slice(0,n+1).join(`
`)}function $e(t){return t.trim().replace(T.multipleSpaceGlobal," ").toLowerCase().toUpperCase().toLowerCase()}function It(t,e){if(t.indexOf(e[0])===-1&&t.indexOf(
e[1])===-1)return-1;let n=0;for(let r=0;r<t.length;r++)if(t[r]==="\\")r++;else if(t[r]===e[0])n++;else if(t[r]===e[1]&&(n--,n<0))return r;return n>0?-2:-1}var V=new WeakMap;
function nt(t){let e={"*":-1,_:-1},n=-1,r=t.length;for(let s=0;s<r;s++){let i=t[s];if(i!=="*"&&i!=="_"&&i!=="~")continue;let o=s===0?`
`:t[s-1],a=s+1;for(;a<r&&t[a]===i;)a++;o!==" "&&o!=="	"&&o!==`
`&&o!=="\r"&&o!=="\f"&&(i==="~"?n=s:e[i]=s),s=a-1}return{maskedSrc:t,lastPossibleEmStrongCloserIndex:e,lastPossibleDelCloserIndex:n}}function ns(t,e){let n=nt(e),
r=V.get(t);r?r.push(n):V.set(t,[n])}function rs(t){let e=V.get(t);e&&(e.pop(),e.length===0&&V.delete(t))}function Wt(t,e,n){let r=V.get(t)?.at(-1);return r&&r.maskedSrc===
e?r.lastPossibleEmStrongCloserIndex[n]:nt(e).lastPossibleEmStrongCloserIndex[n]}function Ut(t,e){let n=V.get(t)?.at(-1);return n&&n.maskedSrc===e?n.lastPossibleDelCloserIndex:
nt(e).lastPossibleDelCloserIndex}function Me(t,e=0){let n=e,r="";for(let s of t)if(s==="	"){let i=4-n%4;r+=" ".repeat(i),n+=i}else r+=s,n++;return r}function ss(t,e){
let n="";for(let r=0;r<t.length;r++){if(t[r]==="`"){let s=e.inline.code.exec(t.slice(r));if(s){n+=s[0],r+=s[0].length-1;continue}}if(t[r]==="\\"&&(t[r+1]==="["||
t[r+1]==="]")){n+=t[r+1],r++;continue}n+=t[r]}return n}function Ot(t,e,n,r,s){let i=e.href,o=e.title||null,a=ss(t[1],s),l=t[0].charAt(0)==="!",p=r.state.inLink,
u=r.state.linkEmitted,d=r.state.inRawBlock;r.state.inLink=!0,r.state.linkEmitted=!1;let h=r.inlineTokens(a),f=r.state.linkEmitted;if(r.state.linkEmitted=u,r.state.
inLink=p,!l){if(f){r.state.inRawBlock=d;return}r.state.linkEmitted=!0}return{type:l?"image":"link",raw:n,href:i,title:o,text:a,tokens:h}}function is(t,e,n){let r=t.
match(n.other.indentCodeCompensation);if(r===null)return e;let s=r[1];return e.split(`
`).map(i=>{let o=i.match(n.other.beginningSpace);if(o===null)return i;let[a]=o;return i.slice(Math.min(a.length,s.length))}).join(`
`)}function zt(t,e,n,r){if(!e.includes("<"))return!1;for(let s=0;s<e.length;s++){if(e[s]==="\\"){s++;continue}if(e[s]==="`"){let a=r.inline.code.exec(e.slice(s));
if(a){s+=a[0].length-1;continue}}if(e[s]!=="<")continue;let i=t.slice(n+s),o=r.inline.tag.exec(i)||r.inline.autolink.exec(i);if(o){if(o[0].length>e.length-s)return!0;
s+=o[0].length-1}}return!1}var X=class{options;rules;lexer;constructor(t){this.options=t||j}space(t){let e=this.rules.block.newline.exec(t);if(e&&e[0].length>0)
return{type:"space",raw:e[0]}}code(t){let e=this.rules.block.code.exec(t);if(e){let n=this.options.pedantic?e[0]:Pt(e[0]),r=n.replace(this.rules.other.codeRemoveIndent,
"");return{type:"code",raw:n,codeBlockStyle:"indented",text:r}}}fences(t){let e=this.rules.block.fences.exec(t);if(e){let n=e[0],r=is(n,e[3]||"",this.rules);return e[3]!==
void 0&&(r===""||r.endsWith(`
`))&&(r+=`
`),{type:"code",raw:n,lang:e[2]?e[2].trim().replace(this.rules.inline.anyPunctuation,"$1"):e[2],text:r}}}heading(t){let e=this.rules.block.heading.exec(t);if(e){
let n=e[2].trim();if(this.rules.other.endingHash.test(n)){let r=O(n,"#");(this.options.pedantic||!r||this.rules.other.endingSpaceTabChar.test(r))&&(n=r.trim())}
return{type:"heading",raw:O(e[0],`
`),depth:e[1].length,text:n,tokens:this.lexer.inline(n)}}}hr(t){let e=this.rules.block.hr.exec(t);if(e)return{type:"hr",raw:O(e[0],`
`)}}blockquote(t){let e=this.rules.block.blockquote.exec(t);if(e){let n=O(e[0],`
`).split(`
`),r="",s="",i=[];for(;n.length>0;){let o=!1,a=[],l;for(l=0;l<n.length;l++)if(this.rules.other.blockquoteStart.test(n[l]))a.push(n[l]),o=!0;else if(!o)a.push(n[l]);else
break;n=n.slice(l);let p=a.join(`
`),u=p.replace(this.rules.other.blockquoteMarkerWhitespace,(f,x,g)=>g.startsWith(" ")?x+" "+g.slice(1):x+Me(g,x.length)).replace(this.rules.other.blockquoteSetextReplace,
`
    $1`).replace(this.rules.other.blockquoteSetextReplace2,"");r=r?`${r}
${p}`:p,s=s?`${s}
${u}`:u;let d=this.lexer.state.top;if(this.lexer.state.top=!0,this.lexer.blockTokens(u,i,!0),this.lexer.state.top=d,n.length===0)break;let h=i.at(-1);if(h?.type===
"code"||h?.type==="heading"||h?.type==="hr"||h?.type==="html"||h?.type==="table")break;if(h?.type==="blockquote"){let f=h,x=n.join(`
`),g=f.raw+`
`+x.replace(this.rules.other.blockquoteSetextReplace2,""),m=this.blockquote(g);i[i.length-1]=m;let b=g.substring(m.raw.length).replace(/^\n/,""),E=b?b.split(`
`).length:0,S=E?n.slice(0,-E):n;if(S.length>0&&(r=`${r}
${S.join(`
`)}`),s=s.substring(0,s.length-f.text.length)+m.text,n=n.slice(S.length),n.length>0&&this.rules.other.blockquoteStart.test(n[0]))continue;break}else if(h?.type===
"list"){let f=h,x=f.raw+`
`+n.join(`
`),g=this.list(x);i[i.length-1]=g;let m=g.raw.length>f.raw.length?x.slice(f.raw.length+1,g.raw.length).split(`
`).length:0;if(m>0){let b=n.slice(0,m).join(`
`);r=`${r}
${b}`,s=`${s}
${b}`}if(n=n.slice(m),n.length>0&&!this.rules.other.blockquoteStart.test(n[0]))break;continue}}return{type:"blockquote",raw:r,tokens:i,text:s}}}list(t){let e=this.
rules.block.list.exec(t);if(e){if(!this.options.pedantic&&this.lexer.state.lastToken?.type==="text"&&!this.rules.other.listInterruptsParagraph.test(t))return;let n=t,
r=()=>n.length-t.length,s=e[1].trim(),i=s.length>1,o={type:"list",raw:"",ordered:i,start:i?+s.slice(0,-1):"",loose:!1,items:[]};s=i?`\\d{1,9}\\${s.slice(-1)}`:`\
\\${s}`,this.options.pedantic&&(s=i?s:"[*+-]");let a=this.rules.other.listItemRegex(s),l=!1;for(;t;){let d=!1,h="";if(!(e=a.exec(t))||this.rules.block.hr.test(t))
break;let f=r();t=t.substring(e[0].length);let x=e[2].split(`
`,1)[0],g=e[1].length,m=this.options.pedantic?Me(x,g):x.replace(this.rules.other.leadingSpaceTab,J=>Me(J,g)),b=t.split(`
`,1)[0],E=!m.trim(),S=0;if(this.options.pedantic?(S=2,h=m.trimStart()):E?S=g+1:(S=m.search(this.rules.other.nonSpaceChar),S=S>4?1:S,h=m.slice(S),S+=g),E&&this.rules.
other.blankLine.test(b)&&(t=t.substring(b.length+1),d=!0),!d){let J=this.rules.other.nextBulletRegex(S),te=this.rules.other.hrRegex(S),ke=this.rules.other.fencesBeginRegex(
S),D=this.options.pedantic?this.rules.other.pedanticHeadingBeginRegex(S):this.rules.other.headingBeginRegex(S),ne=this.rules.other.htmlBeginRegex(S),xe=this.rules.
other.blockquoteBeginRegex(S),ze=!1;for(;t;){let ot=t.split(`
`,1)[0],W;if(b=ot,this.options.pedantic?(b=b.replace(this.rules.other.listReplaceNesting,"  "),W=b):W=b.replace(this.rules.other.leadingSpaceTab,$=>Me($)),ke.test(
b)||D.test(b)||ne.test(b)||xe.test(b)||J.test(b)||te.test(b))break;if(W.search(this.rules.other.nonSpaceChar)>=S||!b.trim())h+=`
`+W.slice(S),ze=!1;else{if(E)break;let $=m;if(!this.options.pedantic&&!h.includes(`
`)&&!m.includes("	")){let U;for(;!te.test($)&&(U=this.rules.other.nestedBlockMarker.exec($));)$=$.slice(U[0].length);if(!$.trim())break}if($.replace(this.rules.
other.tabCharGlobal,"    ").search(this.rules.other.nonSpaceChar)>=4||ke.test($)||D.test($)||ne.test($)||te.test($))break;if(!this.options.pedantic&&!ze){let U=m.
replace(this.rules.other.nestedContainerMarkers,"");if(this.rules.block.fences.test(U)||this.rules.block.heading.test(U)||this.rules.block.hr.test(U))break}let sn=!this.
options.pedantic&&/^ {0,3}(?:=+|-+) *$/.test(b)&&this.rules.block.lheading.test(`${m}
${b}`)?`    ${W.replace(/^ {0,3}/,"")}`:b;h+=`
`+sn,ze=!0}E=!b.trim(),t=t.substring(ot.length+1),m=W.slice(S)}}let ee=n.slice(f,r());o.loose||(l?o.loose=!0:this.rules.other.doubleBlankLine.test(ee)&&(l=!0)),
o.items.push({type:"list_item",raw:ee,task:!!this.options.gfm&&this.rules.other.listIsTask.test(h),loose:!1,text:h,tokens:[]})}let p=o.items.at(-1);if(p)p.raw=p.
raw.trimEnd(),p.text=p.text.trimEnd();else return;o.raw=n.slice(0,r()).trimEnd();let u=[];for(let d of o.items)if(this.lexer.state.top=!1,u.push(this.lexer.inlineQueue.
length),d.tokens=this.lexer.blockTokens(d.text,[]),!o.loose){let h=d.tokens.filter(x=>x.type==="space"),f=h.length>0&&h.some(x=>this.rules.other.anyLine.test(x.
raw));o.loose=f}for(let d=0;d<o.items.length;d++){let h=o.items[d],f=h.tokens[0];if(h.task&&(f?.type==="text"||f?.type==="paragraph")){h.text=h.text.replace(this.
rules.other.listReplaceTask,""),f.raw=f.raw.replace(this.rules.other.listReplaceTask,""),f.text=f.text.replace(this.rules.other.listReplaceTask,"");let x=this.lexer.
inlineQueue;for(let m=u[d];m<x.length;m++)if(x[m].tokens===f.tokens){x[m].src=x[m].src.replace(this.rules.other.listReplaceTask,"");break}let g=this.rules.other.
listTaskCheckbox.exec(h.raw);if(g){let m={type:"checkbox",raw:g[0]+" ",checked:g[0]!=="[ ]"};h.checked=m.checked,o.loose?h.tokens[0]&&["paragraph","text"].includes(
h.tokens[0].type)&&"tokens"in h.tokens[0]&&h.tokens[0].tokens?(h.tokens[0].raw=m.raw+h.tokens[0].raw,h.tokens[0].text=m.raw+h.tokens[0].text,h.tokens[0].tokens.
unshift(m)):h.tokens.unshift({type:"paragraph",raw:m.raw,text:m.raw,tokens:[m]}):h.tokens.unshift(m)}}else h.task&&(h.task=!1)}if(o.loose)for(let d of o.items){
d.loose=!0;for(let h of d.tokens)h.type==="text"&&(h.type="paragraph")}return o}}html(t){let e=this.rules.block.html.exec(t);if(e){if(this.lexer.state.lastToken?.
type==="paragraph"&&!this.rules.other.htmlBeginRegex(4).test(t))return;let n=Pt(e[0]);return{type:"html",block:!0,raw:n,pre:e[1]==="pre"||e[1]==="script"||e[1]===
"style",text:n}}}def(t){let e=this.rules.block.def.exec(t);if(e){if(!this.rules.other.startAngleBracket.test(e[2])&&It(e[2],"()")!==-1)return;let n=$e(e[1]),r=e[2]?
e[2].replace(this.rules.other.hrefBrackets,"$1").replace(this.rules.inline.anyPunctuation,"$1"):"",s=e[3]?e[3].substring(1,e[3].length-1).replace(this.rules.inline.
anyPunctuation,"$1"):e[3];return{type:"def",tag:n,raw:O(e[0],`
`),href:r,title:s}}}table(t){let e=this.rules.block.table.exec(t);if(!e||!this.rules.other.tableDelimiter.test(e[2]))return;let n=Ct(e[1]),r=e[2].replace(this.rules.
other.tableAlignChars,"").split("|"),s=e[3]?.trim()?e[3].replace(this.rules.other.tableRowBlankLine,"").split(`
`):[],i={type:"table",raw:O(e[0],`
`),header:[],align:[],rows:[]};if(n.length===r.length){for(let o of r)this.rules.other.tableAlignRight.test(o)?i.align.push("right"):this.rules.other.tableAlignCenter.
test(o)?i.align.push("center"):this.rules.other.tableAlignLeft.test(o)?i.align.push("left"):i.align.push(null);for(let o=0;o<n.length;o++)i.header.push({text:n[o],
tokens:this.lexer.inline(n[o]),header:!0,align:i.align[o]});for(let o of s)i.rows.push(Ct(o,i.header.length).map((a,l)=>({text:a,tokens:this.lexer.inline(a),header:!1,
align:i.align[l]})));return i}}lheading(t){let e=this.rules.block.lheading.exec(t);if(e){let n=e[1].trim();return{type:"heading",raw:O(e[0],`
`),depth:e[2].charAt(0)==="="?1:2,text:n,tokens:this.lexer.inline(n)}}}paragraph(t){let e=this.rules.block.paragraph.exec(t);if(e){let n=e[1].charAt(e[1].length-
1)===`
`?e[1].slice(0,-1):e[1];return{type:"paragraph",raw:e[0],text:n,tokens:this.lexer.inline(n)}}}text(t){let e=this.rules.block.text.exec(t);if(e)return{type:"text",
raw:e[0],text:e[0],tokens:this.lexer.inline(e[0])}}escape(t){if(t.charCodeAt(0)!==92)return;let e=this.rules.inline.escape.exec(t);if(e)return{type:"escape",raw:e[0],
text:e[1]}}tag(t){if(t.charCodeAt(0)!==60)return;let e=this.rules.inline.tag.exec(t);if(e)return!this.lexer.state.inLink&&this.rules.other.startATag.test(e[0])?
this.lexer.state.inLink=!0:this.lexer.state.inLink&&this.rules.other.endATag.test(e[0])&&(this.lexer.state.inLink=!1),!this.lexer.state.inRawBlock&&this.rules.other.
startPreScriptTag.test(e[0])?this.lexer.state.inRawBlock=!0:this.lexer.state.inRawBlock&&this.rules.other.endPreScriptTag.test(e[0])&&(this.lexer.state.inRawBlock=
!1),{type:"html",raw:e[0],inLink:this.lexer.state.inLink,inRawBlock:this.lexer.state.inRawBlock,block:!1,text:e[0]}}link(t){if(this.lexer.state.linkParenPossible===
!1)return;let e=t.charCodeAt(0);if(e!==91&&e!==33)return;let n=this.rules.inline.link.exec(t);if(n){let r=n[0].charAt(0)==="!"?2:1;if(!this.options.pedantic&&zt(
t,n[1],r,this.rules))return;let s=n[2].trim();if(!this.options.pedantic&&this.rules.other.startAngleBracket.test(s)){if(!this.rules.other.endAngleBracket.test(s))
return;let l=O(s.slice(0,-1),"\\");if((s.length-l.length)%2===0)return}else{let l=It(n[2],"()");if(l===-2)return;if(l>-1){let p=(n[0].indexOf("!")===0?5:4)+n[1].
length+l;n[2]=n[2].substring(0,l),n[0]=n[0].substring(0,p).trim(),n[3]=""}}let i=O(n[0].slice(0,-1),"\\");if((n[0].length-i.length)%2===0)return;let o=n[2],a="";
if(this.options.pedantic){let l=this.rules.other.pedanticHrefTitle.exec(o);l&&(o=l[1],a=l[3])}else a=n[3]?n[3].slice(1,-1):"";return o=o.trim(),this.rules.other.
startAngleBracket.test(o)&&(this.options.pedantic&&!this.rules.other.endAngleBracket.test(s)?o=o.slice(1):o=o.slice(1,-1)),Ot(n,{href:o&&o.replace(this.rules.inline.
anyPunctuation,"$1"),title:a&&a.replace(this.rules.inline.anyPunctuation,"$1")},n[0],this.lexer,this.rules)}}reflink(t,e){let n=t.charCodeAt(0);if(n!==91&&n!==33)
return;let r;if((r=this.rules.inline.reflink.exec(t))||(r=this.rules.inline.nolink.exec(t))){let s=r[0].charAt(0)==="!"?2:1;if(!this.options.pedantic&&zt(t,r[1],
s,this.rules))return;let i=e[$e(r[2]||r[1])];if(!i){let o=r[0].charAt(0);return{type:"text",raw:o,text:o}}return Ot(r,i,r[0],this.lexer,this.rules)}}emStrong(t,e,n=""){
let r=this.rules.inline.emStrongLDelim.exec(t);if(!r||!r[1]&&!r[2]&&!r[3]&&!r[4])return;let s=r[0][0],i=n===s,o=e.length-t.length,a=o;for(;!this.options.pedantic&&
a>0&&e[a-1]===s;)a--;let l=[...e.slice(Math.max(0,a-2),a)].at(-1)??"",p=l==="*"||l==="_"||!!this.rules.inline.punctuation.exec(l);a<o&&(n=l);let u=a<o?p:n==="*"||
n==="_"||!!this.rules.inline.punctuation.exec(n);if(r[4]&&n.match(this.rules.other.unicodeAlphaNumeric))return;let d=r[1]||r[3]||"";if(!d||!n||u){let h=[...r[0]].
length-1,f,x,g=h,m=0,b=o-a+h,E=!this.options.pedantic&&!!l.trim()&&(!!d||s==="*"&&!p);if(s!=="*"&&s!=="_")return;let S=s==="*"?this.rules.inline.emStrongRDelimAst:
this.rules.inline.emStrongRDelimUnd,ee=Wt(this,e,s),J=e.length-t.length+h;if(ee<J)return;e=e.slice(-1*t.length+h);let te=ee-J;for(S.lastIndex=0;(r=S.exec(e))!==
null&&!(r.index>te);){if(f=r[1]||r[2]||r[3]||r[4]||r[5]||r[6],!f)continue;if(x=[...f].length,r[3]||r[4]){g+=x;continue}else if((r[5]||r[6]||E)&&b%3&&!((b+x)%3)){
if(i&&(r[5]||r[6]))break;m+=x;continue}if(g-=x,g>0)continue;x=Math.min(x,x+g+m);let ke=[...r[0]][0].length,D=t.slice(0,h+r.index+ke+x);if(Math.min(h,x)%2){let xe=D.
slice(1,-1);return{type:"em",raw:D,text:xe,tokens:this.lexer.inlineTokens(xe)}}let ne=D.slice(2,-2);return{type:"strong",raw:D,text:ne,tokens:this.lexer.inlineTokens(
ne)}}}}codespan(t){if(t.charCodeAt(0)!==96)return;let e=this.rules.inline.code.exec(t);if(e){let n=e[2].replace(this.rules.other.newLineCharGlobal," "),r=this.rules.
other.nonSpaceChar.test(n),s=this.rules.other.startingSpaceChar.test(n)&&this.rules.other.endingSpaceChar.test(n);return r&&s&&(n=n.substring(1,n.length-1)),{type:"\
codespan",raw:e[0],text:n}}}br(t){let e=t.charCodeAt(0);if(e!==32&&e!==92&&e!==10)return;let n=this.rules.inline.br.exec(t);if(n)return{type:"br",raw:n[0]}}del(t,e,n=""){
if(t.charCodeAt(0)!==126)return;let r=this.rules.inline.delLDelim.exec(t);if(r&&(!r[1]||!n||this.rules.inline.punctuation.exec(n))){let s=[...r[0]].length-1,i,o,
a=s,l=this.rules.inline.delRDelim,p=Ut(this,e),u=e.length-t.length+s;if(p<u)return;e=e.slice(-1*t.length+s);let d=p-u;for(l.lastIndex=0;(r=l.exec(e))!==null&&!(r.
index>d);){if(i=r[1]||r[2]||r[3]||r[4]||r[5]||r[6],!i||(o=[...i].length,o!==s))continue;if(r[3]||r[4]){a+=o;continue}if(a-=o,a>0)continue;o=Math.min(o,o+a);let h=[
...r[0]][0].length,f=t.slice(0,s+r.index+h+o),x=f.slice(s,-s);return{type:"del",raw:f,text:x,tokens:this.lexer.inlineTokens(x)}}}}autolink(t){if(t.charCodeAt(0)!==
60)return;let e=this.rules.inline.autolink.exec(t);if(e){let n,r;return e[2]==="@"?(n=e[1],r="mailto:"+n):(n=e[1],r=n),{type:"link",raw:e[0],text:n,href:r,autolink:!0,
tokens:[{type:"text",raw:n,text:n}]}}}url(t){let e;if(e=this.rules.inline.url.exec(t)){let n,r;if(e[2]==="@")n=e[0],r="mailto:"+n;else{let s;do s=e[0],e[0]=this.
rules.inline._backpedal.exec(e[0])?.[0]??"";while(s!==e[0]);n=e[0],e[1]==="www."?r="http://"+e[0]:r=e[0]}return{type:"link",raw:e[0],text:n,href:r,autolink:!0,tokens:[
{type:"text",raw:n,text:n}]}}}inlineText(t){let e=this.rules.inline.text.exec(t);if(e){let n=this.lexer.state.inRawBlock;return{type:"text",raw:e[0],text:n?e[0]:
ts(e[0]),escaped:n}}}},M=class We{tokens;options;state;inlineQueue;tokenizer;constructor(e){this.tokens=[],this.tokens.links=Object.create(null),this.options=e||
j,this.options.tokenizer=this.options.tokenizer||new X,this.tokenizer=this.options.tokenizer,this.tokenizer.options=this.options,this.tokenizer.lexer=this,this.
inlineQueue=[],this.state={inLink:!1,inRawBlock:!1,linkEmitted:!1,linkParenPossible:!0,top:!0};let n={other:T,block:_e.normal,inline:ue.normal};this.options.pedantic?
(n.block=_e.pedantic,n.inline=ue.pedantic):this.options.gfm&&(n.block=_e.gfm,this.options.breaks?n.inline=ue.breaks:n.inline=ue.gfm),this.tokenizer.rules=n}static get rules(){
return{block:_e,inline:ue}}static lex(e,n){return new We(n).lex(e)}static lexInline(e,n){return new We(n).inlineTokens(e)}lex(e){e=e.replace(T.carriageReturn,`
`),this.blockTokens(e,this.tokens);for(let n=0;n<this.inlineQueue.length;n++){let r=this.inlineQueue[n];this.state.inRawBlock=!1,this.inlineTokens(r.src,r.tokens)}
return this.inlineQueue=[],this.tokens}blockTokens(e,n=[],r=!1){this.tokenizer.lexer=this;let s=this.state.lastToken;this.options.pedantic&&(e=e.replace(T.tabCharGlobal,
"    ").replace(T.spaceLine,""));let i=1/0,o,a=this.options.gfm&&!this.options.pedantic&&this.tokenizer.paragraph===X.prototype.paragraph;for(;e;){if(e.length<i)
i=e.length;else{this.infiniteLoopError(e.charCodeAt(0));break}this.state.lastToken=n.at(-1);let l;if(this.options.extensions?.block?.some(u=>(l=u.call({lexer:this},
e,n))?(e=e.substring(l.raw.length),n.push(l),!0):!1))continue;if(l=this.tokenizer.space(e)){e=e.substring(l.raw.length);let u=n.at(-1);l.raw.length===1&&u!==void 0?
u.raw+=`
`:n.push(l);continue}if(l=this.tokenizer.code(e)){e=e.substring(l.raw.length);let u=n.at(-1);u?.type==="paragraph"||u?.type==="text"?(u.raw+=(u.raw.endsWith(`
`)?"":`
`)+l.raw,u.text+=`
`+l.text,this.inlineQueue.at(-1).src=u.text):n.push(l);continue}if(l=this.tokenizer.fences(e)){e=e.substring(l.raw.length),n.push(l);continue}if(l=this.tokenizer.
heading(e)){e=e.substring(l.raw.length),n.push(l);continue}if(l=this.tokenizer.hr(e)){e=e.substring(l.raw.length),n.push(l);continue}if(l=this.tokenizer.blockquote(
e)){e=e.substring(l.raw.length),n.push(l);continue}if(l=this.tokenizer.list(e)){e=e.substring(l.raw.length),n.push(l);continue}if(l=this.tokenizer.html(e)){e=e.
substring(l.raw.length),n.push(l);continue}if(l=this.tokenizer.def(e)){e=e.substring(l.raw.length);let u=n.at(-1);u?.type==="paragraph"||u?.type==="text"?(u.raw+=
(u.raw.endsWith(`
`)?"":`
`)+l.raw,u.text+=`
`+l.raw,this.inlineQueue.at(-1).src=u.text):(this.tokens.links[l.tag]||(this.tokens.links[l.tag]={href:l.href,title:l.title}),n.push(l));continue}if(l=this.tokenizer.
table(e)){e=e.substring(l.raw.length),n.push(l);continue}if(l=this.tokenizer.lheading(e)){e=e.substring(l.raw.length),n.push(l);continue}let p=e;if(this.options.
extensions?.startBlock){let u=1/0,d=e.slice(1),h;this.options.extensions.startBlock.forEach(f=>{h=f.call({lexer:this},d),typeof h=="number"&&h>=0&&(u=Math.min(u,
h))}),u<1/0&&u>=0&&(p=e.substring(0,u+1))}if(this.state.top&&(l=this.tokenizer.paragraph(p))){let u=n.at(-1);(r||u===o&&a)&&u?.type==="paragraph"?(u.raw+=(u.raw.
endsWith(`
`)?"":`
`)+l.raw,u.text+=`
`+l.text,this.inlineQueue.pop(),this.inlineQueue.at(-1).src=u.text,o=u):(n.push(l),o=l),r=p.length!==e.length,e=e.substring(l.raw.length);continue}if(l=this.tokenizer.
text(e)){e=e.substring(l.raw.length);let u=n.at(-1);u?.type==="text"?(u.raw+=(u.raw.endsWith(`
`)?"":`
`)+l.raw,u.text+=`
`+l.text,this.inlineQueue.pop(),this.inlineQueue.at(-1).src=u.text):n.push(l);continue}if(e){this.infiniteLoopError(e.charCodeAt(0));break}}return this.state.top=
!0,this.state.lastToken=s,n}inline(e,n=[]){return this.inlineQueue.push({src:e,tokens:n}),n}linkInText(e){if(!e.includes("["))return!1;let n=this.tokenizer.rules.
inline.link;for(let r of e.matchAll(this.tokenizer.rules.inline.blockSkip))if(n.test(r[0])&&e.charAt(r.index-1)!=="!")return!0;for(let r of e.matchAll(this.tokenizer.
rules.inline.reflinkSearch)){let s=r[0],i=s.lastIndexOf("[");if(!(s.charAt(0)==="!"||!Object.hasOwn(this.tokens.links,$e(s.slice(i+1,-1))))&&!(i>1&&this.linkInText(
s.slice(1,i-1))))return!0}return!1}inlineTokens(e,n=[]){this.tokenizer.lexer=this;let r=this.state.linkParenPossible;this.state.linkParenPossible=e.includes(")");
try{return this.#e(e,n)}finally{this.state.linkParenPossible=r}}#e(e,n){let r=e.includes("*")||e.includes("_")||e.includes("~"),s=r||this.options.hooks?.emStrongMask||
this.tokenizer.emStrong!==X.prototype.emStrong||this.tokenizer.del!==X.prototype.del?this.#s(e):e;if(!r)return this.#t(e,s,n);ns(this.tokenizer,s);try{return this.#t(
e,s,n)}finally{rs(this.tokenizer)}}#t(e,n,r){let s=!1,i="",o=1/0;for(;e;){if(e.length<o)o=e.length;else{this.infiniteLoopError(e.charCodeAt(0));break}s||(i=""),
s=!1;let a;if(this.options.extensions?.inline?.some(u=>(a=u.call({lexer:this},e,r))?(e=e.substring(a.raw.length),r.push(a),!0):!1))continue;if(a=this.tokenizer.
escape(e)){e=e.substring(a.raw.length),r.push(a);continue}if(a=this.tokenizer.tag(e)){e=e.substring(a.raw.length),r.push(a);continue}if(a=this.tokenizer.link(e)){
e=e.substring(a.raw.length),r.push(a);continue}if(a=this.tokenizer.reflink(e,this.tokens.links)){e=e.substring(a.raw.length);let u=r.at(-1);a.type==="text"&&u?.
type==="text"?(u.raw+=a.raw,u.text+=a.text):r.push(a);continue}let l=e[0];if(l==="*"||l==="_"){let u=n.length-e.length;if(Wt(this.tokenizer,n,l)<=u){let d=1;for(;d<
e.length&&e.charCodeAt(d)===l.charCodeAt(0);)d++;let h=e.substring(0,d),f=r.at(-1);f?.type==="text"&&!f.escaped?(f.raw+=h,f.text+=h):r.push({type:"text",raw:h,text:h,
escaped:!1}),e=e.substring(d),i=l,s=!0;continue}}else if(l==="~"){let u=n.length-e.length;if(Ut(this.tokenizer,n)<=u){let d=1;for(;d<e.length&&e.charCodeAt(d)===
126;)d++;let h=e.substring(0,d),f=r.at(-1);f?.type==="text"&&!f.escaped?(f.raw+=h,f.text+=h):r.push({type:"text",raw:h,text:h,escaped:!1}),e=e.substring(d),i=l,
s=!0;continue}}if(a=this.tokenizer.emStrong(e,n,i)){e=e.substring(a.raw.length),r.push(a);continue}if(a=this.tokenizer.codespan(e)){e=e.substring(a.raw.length),
r.push(a);continue}if(a=this.tokenizer.br(e)){e=e.substring(a.raw.length),r.push(a);continue}if(a=this.tokenizer.del(e,n,i)){e=e.substring(a.raw.length),r.push(
a);continue}if(a=this.tokenizer.autolink(e)){e=e.substring(a.raw.length),r.push(a);continue}if(!this.state.inLink&&(a=this.tokenizer.url(e))){e=e.substring(a.raw.
length),r.push(a);continue}let p=e;if(this.options.extensions?.startInline){let u=1/0,d=e.slice(1),h;this.options.extensions.startInline.forEach(f=>{h=f.call({lexer:this},
d),typeof h=="number"&&h>=0&&(u=Math.min(u,h))}),u<1/0&&u>=0&&(p=e.substring(0,u+1))}if(a=this.tokenizer.inlineText(p)){e=e.substring(a.raw.length),a.raw.slice(
-1)!=="_"&&(i=a.raw.slice(-1)),s=!0;let u=r.at(-1);u?.type==="text"?(u.raw+=a.raw,u.text+=a.text):r.push(a);continue}if(e){this.infiniteLoopError(e.charCodeAt(0));
break}}return r}#n(e){let{blockSkip:n,tag:r,autolink:s}=this.tokenizer.rules.inline,i="",o=0,a;for(n.lastIndex=0;a=n.exec(e);){let l=a.index+(a[2]?a[2].length:0),
p=a.index+a[0].length;if(e.charAt(l)==="<"){let u=e.slice(l),d=r.exec(u)||s.exec(u);if(!d){n.lastIndex=l+1;continue}p=l+d[0].length,n.lastIndex=p}i+=e.slice(o,l)+
"["+"a".repeat(p-l-2)+"]",o=p}return i+e.slice(o)}#s(e){let n=e;if(this.tokens.links&&e.includes("[")){let r=this.tokenizer.rules.inline.reflinkSearch,s=i=>{let o=i.
lastIndexOf("[");if(!Object.hasOwn(this.tokens.links,$e(i.slice(o+1,-1))))return i;if(o>1&&i.charAt(0)!=="!"){let a=i.slice(1,o-1);if(this.linkInText(a))return"\
["+a.replace(r,s)+"]["+"a".repeat(i.length-o-2)+"]"}return"["+"a".repeat(i.length-2)+"]"};n=n.replace(r,s)}return n=n.replace(this.tokenizer.rules.inline.anyPunctuationOutsideCode,
(r,s,i)=>i?"+".repeat(r.length):s?s+r.slice(s.length,-s.length).replace(/`/g,"+")+s:r),n=this.#n(n),n=this.options.hooks?.emStrongMask?.call({lexer:this},n)??n,
n}infiniteLoopError(e){let n="Infinite loop on byte: "+e;if(this.options.silent)console.error(n);else throw new Error(n)}},ve=class{options;parser;constructor(t){
this.options=t||j}space(t){return""}code({text:t,lang:e,escaped:n}){let r=(e||"").match(T.notSpaceStart)?.[0],s=t?t.replace(T.endingNewline,"")+`
`:"";return r?'<pre><code class="language-'+_(r)+'">'+(n?s:_(s,!0))+`</code></pre>
`:"<pre><code>"+(n?s:_(s,!0))+`</code></pre>
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
<code>${_(t,!0)}</code>`}br(t){return"<br>"}del({tokens:t}){return`<del>${this.parser.parseInline(t)}</del>`}link({href:t,title:e,text:n,tokens:r,autolink:s}){let i=s?
_(n,!0):this.parser.parseInline(r),o=vt(t);if(o===null)return i;t=_(o,s);let a='<a href="'+t+'"';return e&&(a+=' title="'+_(e)+'"'),a+=">"+i+"</a>",a}image({href:t,
title:e,text:n,tokens:r}){r&&(n=this.parser.parseInline(r,this.parser.textRenderer));let s=vt(t);if(s===null)return _(n);t=s;let i=`<img src="${_(t)}" alt="${_(
n)}"`;return e&&(i+=` title="${_(e)}"`),i+=">",i}text(t){return"tokens"in t&&t.tokens?this.parser.parseInline(t.tokens):"escaped"in t&&t.escaped?t.text:_(t.text)}},
rt=class{parser;strong({text:t,tokens:e}){return e?this.parser.parseInline(e,this):t}em({text:t,tokens:e}){return e?this.parser.parseInline(e,this):t}codespan({
text:t}){return t}del({text:t,tokens:e}){return e?this.parser.parseInline(e,this):t}html({text:t}){return t}text({text:t}){return t}link({text:t,tokens:e}){return e?
this.parser.parseInline(e,this):t}image({text:t,tokens:e}){return e?this.parser.parseInline(e,this):t}br(){return`
`}checkbox({raw:t}){return t}},v=class Ue{options;renderer;textRenderer;constructor(e){this.options=e||j,this.options.renderer=this.options.renderer||new ve,this.
renderer=this.options.renderer,this.renderer.options=this.options,this.renderer.parser=this,this.textRenderer=new rt,this.textRenderer.parser=this}static parse(e,n){
return new Ue(n).parse(e)}static parseInline(e,n){return new Ue(n).parseInline(e)}parse(e){this.renderer.parser=this;let n="";for(let r=0;r<e.length;r++){let s=e[r];
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
ype was not found.';if(this.options.silent)return console.error(a),"";throw new Error(a)}}}return r}},he=class{options;block;constructor(t){this.options=t||j}static passThroughHooks=new Set(
["preprocess","postprocess","processAllTokens","emStrongMask"]);static passThroughHooksRespectAsync=new Set(["preprocess","postprocess","processAllTokens"]);preprocess(t){
return t}postprocess(t){return t}processAllTokens(t){return t}emStrongMask(t){return t}provideLexer(t=this.block){return t?M.lex:M.lexInline}provideParser(t=this.
block){return t?v.parse:v.parseInline}};function L(t,e){if(Array.isArray(e))for(let n=0;n<e.length;n++)t.push(e[n]);else t.push(e)}var os=class{defaults=Ze();options=this.
setOptions;parse=this.parseMarkdown(!0);parseInline=this.parseMarkdown(!1);Parser=v;Renderer=ve;TextRenderer=rt;Lexer=M;Tokenizer=X;Hooks=he;constructor(...t){this.
use(...t)}walkTokens(t,e){let n=[];for(let r of t)switch(L(n,e.call(this,r)),r.type){case"table":{let s=r;for(let i of s.header)L(n,this.walkTokens(i.tokens,e));
for(let i of s.rows)for(let o of i)L(n,this.walkTokens(o.tokens,e));break}case"list":{let s=r;L(n,this.walkTokens(s.items,e));break}default:{let s=r;this.defaults.
extensions?.childTokens?.[s.type]?this.defaults.extensions.childTokens[s.type].forEach(i=>{let o=s[i].flat(1/0);L(n,this.walkTokens(o,e))}):s.tokens&&L(n,this.walkTokens(
s.tokens,e))}}return n}use(...t){let e=this.defaults.extensions||{renderers:Object.create(null),childTokens:Object.create(null)};return t.forEach(n=>{let r={...n};
if(r.async=this.defaults.async||r.async||!1,n.extensions&&(n.extensions.forEach(s=>{if(!s.name)throw new Error("extension name required");if("renderer"in s){let i=e.
renderers[s.name];i?e.renderers[s.name]=function(...o){let a=s.renderer.apply(this,o);return a===!1&&(a=i.apply(this,o)),a}:e.renderers[s.name]=s.renderer}if("t\
okenizer"in s){if(!s.level||s.level!=="block"&&s.level!=="inline")throw new Error("extension level must be 'block' or 'inline'");let i=e[s.level];i?i.unshift(s.
tokenizer):e[s.level]=[s.tokenizer],s.start&&(s.level==="block"?e.startBlock?e.startBlock.push(s.start):e.startBlock=[s.start]:s.level==="inline"&&(e.startInline?
e.startInline.push(s.start):e.startInline=[s.start]))}"childTokens"in s&&s.childTokens&&(e.childTokens[s.name]=s.childTokens)}),r.extensions=e),n.renderer){let s=this.
defaults.renderer||new ve(this.defaults);for(let i in n.renderer){if(!(i in s))throw new Error(`renderer '${i}' does not exist`);if(["options","parser"].includes(
i))continue;let o=i,a=n.renderer[o],l=s[o];s[o]=(...p)=>{let u=a.apply(s,p);return u===!1&&(u=l.apply(s,p)),u===!1?"":u??""}}r.renderer=s}if(n.tokenizer){let s=this.
defaults.tokenizer||new X(this.defaults);for(let i in n.tokenizer){if(!(i in s))throw new Error(`tokenizer '${i}' does not exist`);if(["options","rules","lexer"].
includes(i))continue;let o=i,a=n.tokenizer[o],l=s[o];s[o]=(...p)=>{let u=a.apply(s,p);return u===!1&&(u=l.apply(s,p)),u}}r.tokenizer=s}if(n.hooks){let s=this.defaults.
hooks||new he;for(let i in n.hooks){if(!(i in s))throw new Error(`hook '${i}' does not exist`);if(["options","block"].includes(i))continue;let o=i,a=n.hooks[o],
l=s[o];he.passThroughHooks.has(i)?s[o]=p=>{if(s.options.async&&he.passThroughHooksRespectAsync.has(i))return(async()=>{let d=await a.call(s,p);return l.call(s,d)})();
let u=a.call(s,p);return l.call(s,u)}:s[o]=(...p)=>{if(s.options.async)return(async()=>{let d=await a.apply(s,p);return d===!1&&(d=await l.apply(s,p)),d})();let u=a.
apply(s,p);return u===!1&&(u=l.apply(s,p)),u}}r.hooks=s}if(n.walkTokens){let s=this.defaults.walkTokens,i=n.walkTokens;r.walkTokens=function(o){let a=[];return L(
a,i.call(this,o)),s&&L(a,s.call(this,o)),a}}this.defaults={...this.defaults,...r}}),this}setOptions(t){return this.defaults={...this.defaults,...t},this}lexer(t,e){
return M.lex(t,e??this.defaults)}parser(t,e){return v.parse(t,e??this.defaults)}parseMarkdown(t){return(e,n)=>{let r={...n},s={...this.defaults,...r},i=this.onError(
!!s.silent,!!s.async);if(this.defaults.async===!0&&r.async===!1)return i(new Error("marked(): The async option was set to true by an extension. Remove async: fa\
lse from the parse options object to return a Promise."));if(typeof e>"u"||e===null)return i(new Error("marked(): input parameter is undefined or null"));if(typeof e!=
"string")return i(new Error("marked(): input parameter is of type "+Object.prototype.toString.call(e)+", string expected"));if(s.hooks&&(s.hooks.options=s,s.hooks.
block=t),s.async)return(async()=>{let o=s.hooks?await s.hooks.preprocess(e):e,a=await(s.hooks?await s.hooks.provideLexer(t):t?M.lex:M.lexInline)(o,s),l=s.hooks?
await s.hooks.processAllTokens(a):a;s.walkTokens&&await Promise.all(this.walkTokens(l,s.walkTokens));let p=await(s.hooks?await s.hooks.provideParser(t):t?v.parse:
v.parseInline)(l,s);return s.hooks?await s.hooks.postprocess(p):p})().catch(i);try{s.hooks&&(e=s.hooks.preprocess(e));let o=(s.hooks?s.hooks.provideLexer(t):t?M.
lex:M.lexInline)(e,s);s.hooks&&(o=s.hooks.processAllTokens(o)),s.walkTokens&&this.walkTokens(o,s.walkTokens);let a=(s.hooks?s.hooks.provideParser(t):t?v.parse:v.
parseInline)(o,s);return s.hooks&&(a=s.hooks.postprocess(a)),a}catch(o){return i(o)}}}onError(t,e){return n=>{if(n.message+=`
Please report this to https://github.com/markedjs/marked.`,t){let r="<p>An error occurred:</p><pre>"+_(n.message+"",!0)+"</pre>";return e?Promise.resolve(r):r}if(e)
return Promise.reject(n);throw n}}},F=new os;function w(t,e){return F.parse(t,e)}w.options=w.setOptions=function(t){return F.setOptions(t),w.defaults=F.defaults,
Bt(w.defaults),w};w.getDefaults=Ze;w.defaults=j;function as(...t){return F.use(...t),w.defaults=F.defaults,Bt(w.defaults),w}w.use=as;w.walkTokens=function(t,e){
return F.walkTokens(t,e)};w.parseInline=F.parseInline;w.Parser=v;w.parser=v.parse;w.Renderer=ve;w.TextRenderer=rt;w.Lexer=M;w.lexer=M.lex;w.Tokenizer=X;w.Hooks=
he;w.parse=w;var Xi=w.options,Fi=w.setOptions,ji=w.walkTokens,Ji=w.parseInline;var Wi=v.parse,Ui=M.lex;var ls=1e4,cs=1e3,us=30,hs=/[[\]*_`~<!&\\]/g,ps=new RegExp(`^(?:[ \\t]*(?:>|[-*+](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))){${us}}`,"m"),ds=/^[ \t]{120}/m;function Ce(t){
if(ps.test(t)||ds.test(t))return[Zt(t)];let e=new M({gfm:!0,breaks:!1});try{let n=e.blockTokens(t.replaceAll("\r",`
`),e.tokens);for(let{src:r,tokens:s}of e.inlineQueue)gs(e,r,s);return n}catch{return[Zt(t)]}}function gs(t,e,n){if(fs(e))try{t.inlineTokens(e,n);return}catch{n.
length=0}n.push({type:"text",raw:e,text:e,escaped:!1})}function fs(t){return t.length<=ls&&(t.match(hs)?.length??0)<=cs}function Zt(t){return{type:"html",raw:t,
text:t,block:!0,pre:!1}}var ms=/(^|\n)[ \t]*(?:#{1,6}|\d{1,9}[.)]?|[-*+>]|[-*_]{2,}|=+|`{1,2}|~{1,2})[ \t]*$/,ks=/^ {0,3}(`{3,}|~{3,})/,xs=/!?\[([^\]\n]*)\]\([^)\n]*$/,bs=/!?\[([^\]\n]*)\]?$/,
ys=["**","__","~~","*","_"];function Qt(t){if(ws(t))return Ss(t);let e=t.slice(t.lastIndexOf(`

`)+1);if(e.length>4e3||(e.match(/[[*_`~]/g)?.length??0)>200)return t;let n=t.replace(ms,"$1");return Rs(Ts(n))}function ws(t){let e="";for(let n of t.split(`
`)){let r=ks.exec(n)?.[1]??"";e===""?e=r:r.startsWith(e)&&n.trim()===r&&(e="")}return e!==""}function Ss(t){return t.replace(/\n {0,3}(?:`{1,2}|~{1,2})$/,`
`)}function Ts(t){let e=t.lastIndexOf(`

`)+1,n=t.slice(e).replace(/^\n/,"").split(`
`),r=n.findIndex(i=>i.trimStart().startsWith("|"));if(r<0||n.length-r>2)return t;let s=n[r+1];return s!==void 0&&Kt(s)>=Kt(n[r]??"")?t:t.slice(0,t.length-n.slice(
r).join(`
`).length)}function Kt(t){return t.split("|").filter(e=>e.trim()!=="").length}function Rs(t){let e=Math.max(t.lastIndexOf(`

`)+2,t.lastIndexOf(`
- `)+1,t.lastIndexOf(`
* `)+1,0),n=t.slice(0,e),r=t.slice(e),s=As(r);return s!==null?n+(s.isEmpty?r.slice(0,s.at):r+s.ticks):(r=r.replace(xs,"$1").replace(bs,"$1"),n+_s(r))}function As(t){
let e=[...t.matchAll(/`+/g)];for(let n=0;n<e.length;n+=1){let r=e[n],s=e.findIndex((i,o)=>o>n&&i[0].length===r[0].length);if(s<0){let i=t.slice(r.index+r[0].length);
return{at:r.index,ticks:r[0],isEmpty:i.trim()===""}}n=s}return null}function _s(t){let e=t.replace(/\\[\s\S]|(`+)[\s\S]*?\1/g,s=>" ".repeat(s.length)).replace(/^(\s*)[*+-] /gm,
"$1  "),n=[];for(let s=0;s<e.length;){let i=ys.find(o=>e.startsWith(o,s));if(i===void 0){s+=1;continue}Ms(n,i,s,e),s+=i.length}let r=t;for(let{mark:s,at:i}of n.
reverse())t.slice(i+s.length).trim()===""?r=r.slice(0,i).trimEnd():s.length===2&&r.endsWith(s[0])?r+=s[0]:r=r.trimEnd()+s;return r}function Ms(t,e,n,r){let s=r[n-
1]??" ",i=r[n+e.length]??"",o=t.findLastIndex(l=>l.mark===e);if(o>=0&&s.trim()!==""){t.splice(o);return}let a=/\w/.test(s);e[0]==="_"&&a||i!==""&&i.trim()===""||
e.length===1&&t.some(l=>l.mark===e+e)&&i===""||t.push({mark:e,at:n})}var Es=2,Vt=256,Y=16e3,$s=2e3,vs=/^ {0,3}(?:`{3,}|~{3,})/,Cs=/^[ \t]*[|:-][ \t|:-]*$/,fe=class{settled=[];length=0;weight=0;#e=new ye;#t="";#n=Vt;push(e){this.length+=
e.length,this.#t+=this.#e.push(e),this.#t.length>=this.#n&&this.#s()}tail(e){return Ce(e?this.#t:Qt(this.#t))}#s(){let e=Ce(this.#t),n=e.length-Es;for(;n>0&&e[n-
1]?.type!=="space"&&e[n-1]?.type!=="heading";)n-=1;let r=0;for(let s of e.slice(0,Math.max(0,n)))this.#r(s),r+=s.raw.length;for(this.#t=this.#t.slice(r);this.#t.
length>Y;)this.#i();this.#n=this.#t.length+Math.max(Vt,this.#t.length)}#r(e){this.settled.push(e),this.weight+=st(e)}#i(){let e=Ps(this.#t.slice(0,$s)),n=this.#t.
lastIndexOf(`
`,Y)+1,r=this.#t.lastIndexOf(" ",Y)+1,s=n>Y/2?n:r>Y/2?r:Y;for(let i of Ce(this.#t.slice(0,s)))this.#r(i);this.#t=e+this.#t.slice(s)}};function Ps(t){let[e="",n,
...r]=t.split(`
`);return n===void 0?"":vs.test(e)?`${e}
`:r.length>0&&e.includes("|")&&Cs.test(n)?`${e}
${n}
`:""}function st(t){if(Array.isArray(t))return t.reduce((i,o)=>i+st(o),1);let{tokens:e=[],items:n=[],header:r=[],rows:s=[]}=t;return[e,n,r,s].reduce((i,o)=>o.length>
0?i+st(o):i,1)}var Is=1e5,Os=6e3,zs=4e3,Bs=4e3,Ls=.25,Ds=8,me=class extends lt{#e=new fe;#t=[];#n="";#s=0;#r;shouldComponentUpdate(e){if(e.isComplete!==this.props.isComplete)return!0;
if(e.text.length===this.props.text.length)return!1;let n=this.#s-performance.now();return n<=0?!0:(this.#r??=setTimeout(()=>this.forceUpdate(),n),!1)}componentWillUnmount(){
clearTimeout(this.#r)}render({text:e,isComplete:n}){let r=performance.now(),s=this.#i(e,n),i=performance.now()-r;return clearTimeout(this.#r),this.#r=void 0,this.#s=
i<Ds?0:r+i/Ls,s}#i(e,n){this.#o(e);let r=e.length-this.#e.length;return c("div",{class:"markdown",children:[this.#t,Ae(this.#e.tail(n||r>0)),r>0&&c(Ns,{text:e,from:this.#e.
length})]})}#o(e){let n=e.slice(0,32);(e.length<this.#e.length||!n.startsWith(this.#n))&&(this.#e=new fe,this.#t=[]),this.#n=n;let r=Math.min(e.length,Is);for(;this.#e.
length<r&&this.#e.weight<Os;)this.#e.push(e.slice(this.#e.length,Math.min(r,this.#e.length+zs)));let{settled:s}=this.#e;for(let i=this.#t.length;i<s.length;i+=1)
this.#t.push(je(s[i]))}};function Ns({text:t,from:e}){let n=Math.max(e,t.length-Bs);return c(at,{children:[c("p",{class:"muted",children:[(t.length-e).toLocaleString(),
" more characters are not laid out; copying the answer has all of them. Its end:"]}),c("pre",{class:"plain-end",tabIndex:0,"aria-label":"End of the answer",children:N(
t.slice(n))})]})}var Hs=200,Pe=2e4;function So({answer:t,isOpen:e,atMs:n}){let{parts:r}=t,s=Math.max(0,r.length-Hs);return c("div",{class:"answer",children:[s>0&&c("p",{class:"m\
uted",children:[s.toLocaleString()," earlier parts are not shown here; the events have them all."]}),r.slice(s).map((i,o)=>c(qs,{part:i,isOpen:e&&s+o===r.length-
1,isLive:e,atMs:n},s+o)),t.partsDropped>0&&c("p",{class:"muted",children:[t.partsDropped.toLocaleString()," more parts were counted and not kept."]}),t.charsDropped>
0&&c("p",{class:"muted",children:[t.charsDropped.toLocaleString()," more characters were counted and not kept."]}),t.dataCount>0&&c(Ws,{answer:t,count:t.dataCount})]})}
function qs({part:t,isOpen:e,isLive:n,atMs:r}){switch(t.kind){case"text":return c(me,{text:t.text,isComplete:!e});case"reasoning":return c(Xs,{text:t.text,isOpen:e});case"\
tool":return c(js,{tool:t,isLive:n,atMs:r});case"error":return c(Fs,{error:t})}}function Xs({text:t,isOpen:e}){return c("details",{class:"reasoning",open:e,children:[
c("summary",{children:"Reasoning"}),c(me,{text:t,isComplete:!e})]})}function Fs({error:t}){return c("div",{class:"note is-bad",role:"alert",children:[c("strong",
{children:t.errorType??"Error"})," ",c("span",{children:N(t.message.slice(0,Pe))})]})}function js({tool:t,isLive:e,atMs:n}){let r=t.endMs===null&&e,s=(t.endMs??
(e?n:null))===null?null:(t.endMs??n)-t.startMs;return c("details",{class:`tool-call${t.isError?" is-error":""}`,open:!0,"data-tool":t.name,children:[c("summary",
{children:[c(pt,{name:"right",size:12}),c("code",{class:"tool-name",children:t.name||"tool"}),c(Js,{tool:t,isRunning:r}),c("span",{class:"spacer"}),s!==null&&c(
"span",{class:"number muted",children:A(s)})]}),c("div",{class:"tool-body",children:[c(it,{label:"Input",text:ae(t.input||"{}")}),t.progressCount>0&&t.result===
null&&c(it,{label:`Progress (${t.progressCount})`,text:JSON.stringify(t.progress.at(-1))}),t.result!==null&&c(it,{label:t.isError?"Error":"Result",text:ae(t.result)})]})]})}
function Js({tool:t,isRunning:e}){return t.isError?c(ie,{tone:"bad",children:"failed"}):t.result!==null?c(ie,{tone:"ok",children:"done"}):e?c(ie,{tone:"busy",children:"\
running"}):c(ie,{tone:"off",children:"no result"})}function it({label:t,text:e}){let n=N(e.slice(0,Pe));return c("div",{class:"tool-text",children:[c("span",{class:"\
muted",children:t}),c("pre",{tabIndex:0,"aria-label":t,children:[n,e.length>Pe&&"…"]})]})}function Ws({answer:t,count:e}){let[n,r]=Z(!1),s=()=>t.data.map(i=>JSON.
stringify(i,null,2)).join(`
`);return c("details",{class:"data-list",onToggle:i=>r(i.currentTarget.open),children:[c("summary",{children:[e.toLocaleString()," ",e===1?"event is":"events ar\
e"," neither text nor tool"]}),n&&c("div",{class:"data-body",children:[c(K,{text:s,label:"Copy these events"}),c("pre",{tabIndex:0,"aria-label":"Other events",children:N(
s().slice(0,Pe))})]})]})}function _o(t,e){return Be(`invocations/${Le(t)}`,e?{signal:e}:{})}async function Mo(t,e){let n=await Be(`invocations/${Le(t)}/recording`,e?{signal:e}:{}),r=n.parts.
map(i=>({atMs:i.offsetMs,bytes:Gt(i.data)})),s=r.at(-1)?.atMs??0;return{invocation:n.invocation,request:new TextDecoder().decode(Gt(n.request)),isWhole:n.isWhole,
recording:{contentType:n.contentType,parts:r,durationMs:Math.max(s,n.invocation.durationMs),outcome:Us(n.invocation)}}}function Eo(t){return t.phases.map(({name:e,
offsetMs:n,durationMs:r})=>({name:e,startMs:n,durationMs:r}))}function Us(t){return t.outcome==="client_gone"?"stopped":t.status==="error"?"broken":"complete"}function Gt(t){
return Uint8Array.from(atob(t),e=>e.charCodeAt(0))}var Zs=500,Co=12,Yt=class{version=ht(0);#e=!1;bump(){if(this.#e)return;this.#e=!0;let e=()=>{this.#e=!1,this.version.value+=1};document.hidden?setTimeout(e,Zs):
requestAnimationFrame(e)}};function Po(){return new Promise(t=>{let e=new MessageChannel;e.port1.onmessage=()=>{e.port1.close(),t()},e.port2.postMessage(null)})}function en(t){let e=0;for(let r=0;r<t.length;r+=1)t.charCodeAt(r)>=11904&&(e+=1);let n=Math.round(e+(t.length-e)/4);return t===""?0:Math.max(1,n)}var Ie=class{stepMs=50;totalTokens=0;#e=[];add(e,n){
let r=Math.floor(e/this.stepMs);for(;r>=240;)this.#t(),r=Math.floor(e/this.stepMs);for(;this.#e.length<=r;)this.#e.push(0);this.#e[r]=(this.#e[r]??0)+n,this.totalTokens+=
n}rates(){return this.#e.map(e=>e*1e3/this.stepMs)}#t(){let e=[];for(let n=0;n<this.#e.length;n+=2)e.push((this.#e[n]??0)+(this.#e[n+1]??0));this.#e=e,this.stepMs*=
2}};var Oe=class{droppedChars=0;#e=new TextDecoder("utf-8");#t=[];#n=0;#s=!1;#r=[];#i=0;#o="";#u="";feed(e){return this.#h(this.#e.decode(e,{stream:!0}))}close(){let e=this.#h(
this.#e.decode());return this.#t.length>0&&this.#p(this.#l(""),e),this.#c(e),e}#h(e){let n=[],r=0;for(this.#s&&e.length>0&&(this.#s=!1,e[0]===`
`&&(r=1));r<e.length;){let s=Ks(e,r);if(s<0){this.#a(e.slice(r));break}this.#p(this.#l(e.slice(r,s)),n),r=s+1,e[s]==="\r"&&(r===e.length?this.#s=!0:e[r]===`
`&&(r+=1))}return n}#a(e){if(e==="")return;let n=Math.max(0,4194304-this.#n);e.length>n&&(this.droppedChars+=e.length-n,e=e.slice(0,n)),e!==""&&(this.#t.push(e),
this.#n+=e.length)}#l(e){if(this.#t.length===0)return e;this.#a(e);let n=this.#t.join("");return this.#t=[],this.#n=0,n}#p(e,n){if(e===""){this.#c(n);return}let r=e.
indexOf(":"),s=r<0?e:e.slice(0,r),i=r<0?"":e.slice(e[r+1]===" "?r+2:r+1);s==="data"?this.#g(i):s==="event"?this.#o=i:s==="id"&&!i.includes("\0")&&(this.#u=i)}#g(e){
let n=Math.max(0,4194304-this.#i);e.length>n&&(this.droppedChars+=e.length-n,e=e.slice(0,n)),this.#r.push(e),this.#i+=e.length+1}#c(e){this.#r.length>0&&e.push(
{data:this.#r.join(`
`),event:this.#o||"message",id:this.#u}),this.#r=[],this.#i=0,this.#o=""}};function Ks(t,e){for(let n=e;n<t.length;n+=1){let r=t.charCodeAt(n);if(r===10||r===13)
return n}return-1}var Qs=2e5,Vs=32*1024*1024,Gs=16*1024*1024,tn=256,nn=class{events=[];answer=new we;rate=new Ie;framing="events";outcome="open";headMs=null;firstByteMs=null;firstTokenMs=null;lastMs=0;endMs=null;byteCount=0;eventCount=0;#e=0;#t=new Oe;#n=new TextDecoder(
"utf-8");#s="";#r=[];#i=0;#o=new oe;get droppedCount(){return this.#t.droppedChars+Math.max(0,this.byteCount-this.#i)*Number(this.#u)}get durationMs(){return this.
endMs??this.lastMs}get#u(){return this.framing==="json"||this.framing==="bytes"}begin(e,n){this.framing=Ys(e),this.headMs=n,this.lastMs=n}feed(e,n){if(e.length!==
0)if(this.firstByteMs??=n,this.lastMs=n,this.byteCount+=e.length,this.framing==="events")for(let r of this.#t.feed(e))this.#c(r.event,r.data,P(r.data),n);else this.
framing==="lines"?this.#a(this.#n.decode(e,{stream:!0}),n):this.framing==="text"?this.#l(this.#n.decode(e,{stream:!0}),n):this.#g(e)}end(e,n){this.endMs===null&&
(this.#h(n),this.outcome=e,this.lastMs=n,this.endMs=n)}#h(e){if(this.framing==="events")for(let n of this.#t.close())this.#c(n.event,n.data,P(n.data),e);else this.
framing==="lines"?this.#a(`${this.#n.decode()}
`,e):this.framing==="text"?this.#l(this.#n.decode(),e):this.#i>0&&this.#p(ei(this.#r,this.#i),e)}#a(e,n){let r=(this.#s+e).split(`
`);this.#s=r.pop()??"";for(let s of r)s.trim()!==""&&this.#c("message",s,P(s),n)}#l(e,n){e!==""&&this.#d("message",e,[{kind:"text",text:e}],n)}#p(e,n){if(this.framing===
"bytes"){this.#d("message",rn(e),[{kind:"data",value:rn(e)}],n);return}let r=new TextDecoder().decode(e),s=P(r),i=Ne(s),o=typeof s=="string"?[]:new oe().read(s).
filter(l=>l.kind==="error"),a=i===null?[{kind:"data",value:s}]:[{kind:"text",text:i}];this.#d("message",r,o.length>0?o:a,n)}#g(e){let n=e.subarray(0,Math.max(0,
Gs-this.#i));this.#r.push(n),this.#i+=n.length}#c(e,n,r,s){this.#d(e,n,this.#o.read(r),s)}#d(e,n,r,s){for(let a of r)a.kind==="text"&&a.text!==""&&(this.firstTokenMs??=
s,this.rate.add(s,en(a.text))),this.answer.take(a,s);let i=this.eventCount;if(this.eventCount+=1,this.events.length>=Qs)return;let o=this.#e+n.length<=Vs;o&&(this.#e+=
n.length),this.events.push({index:i,atMs:s,name:e,raw:o?n:null,chars:n.length,meanings:r})}};function Ys(t){let e=(t.split(";")[0]??"").trim().toLowerCase();return e===
"text/event-stream"?"events":e.endsWith("ndjson")||e.endsWith("jsonl")||e.endsWith("json-lines")?"lines":e.endsWith("json")||e===""?"json":e.startsWith("text/")?
"text":"bytes"}function ei(t,e){let n=new Uint8Array(e),r=0;for(let s of t)n.set(s,r),r+=s.length;return n}function rn(t){let e=[...t.subarray(0,tn)].map(r=>r.toString(
16).padStart(2,"0")),n=t.length-tn;return`${t.length} bytes: ${e.join(" ")}${n>0?` … and ${n} more`:""}`}export{Pi as a,De as b,So as c,yt as d,Ei as e,Jn as f,Wn as g,_o as h,Mo as i,Eo as j,nn as k,Co as l,Yt as m,Po as n};
