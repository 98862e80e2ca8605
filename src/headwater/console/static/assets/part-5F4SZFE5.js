import{a as Jt,e as Wt}from"./part-3WFXQM5H.js";import"./part-5Y2BMGUJ.js";import{a as X,b as Bt,c as Oe,d as Z,e as v,h as nt,k as ge}from"./part-F7F6TSKO.js";
import{c as zt,d as Lt,e as qt,i as Ht}from"./part-AQUB3X7H.js";import{a as rt}from"./part-WKRJAEN7.js";import{A as o,B as Ie,F as $,H as P,K as Pe,
L as ae,M as Ft,N as st,O as it,P as jt,a as D,b as Ot,d as H,e as K,g as I,k as ie,l as $e,n as Nt,p as z,q as Ce,r as oe,s as F,v as tt,w as Dt,x as Me,z as _e}from"./part-BI2FADSV.js";var or=/\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b[ -/]*[0-Z\\^-~]/g,ar=/\u001b(?:\[[0-?]*[ -/]*|\][^\u0007\u001b]*\u001b?|[ -/]*)?$/,
Ut=/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;function Q(t){return t.replace(or,"").replaceAll(`\r
`,`
`).replace(Ut,"")}var Ne=class{#e="";push(e){let n=this.#e+e,r=n.endsWith("\r")?n.length-1:ar.exec(n)?.index??n.length,s=n.length-r<=256;return this.#e=s?n.slice(
r):"",Q(s?n.slice(0,r):n)}};function ot(t){return t.replace(Ut,e=>{let n=e.charCodeAt(0);return n<32?String.fromCharCode(9216+n):`\\u${n.toString(16).padStart(4,
"0")}`})}var lr=/<[\w.]+ object at 0x[0-9a-f]+>|\bUUID\('|^\{'result': AgentResult\(/,cr=/^\{'(data|reasoningText)': (['"])/,ur={n:`
`,r:"\r",t:"	","\\":"\\","'":"'",'"':'"'},pr=2e4;function Kt(t){if(!t.startsWith("{'")||!t.endsWith("}")||!lr.test(t.slice(0,pr)))return null;let e=cr.exec(t);if(e===
null)return{member:null,text:""};let n=dr(t,e[0].length,e[2]);return n===null?{member:null,text:""}:{member:e[1],text:n}}function dr(t,e,n){let r="";for(;e<t.length;){
let s=t[e];if(s===n)return r;if(s!=="\\"){r+=s,e+=1;continue}let[i,a]=hr(t,e+1);r+=i,e+=1+a}return null}function hr(t,e){let n=t[e]??"",r={x:2,u:4,U:8}[n];if(r!==
void 0){let s=Number.parseInt(t.slice(e+1,e+1+r),16);if(s>=0&&s<=1114111)return[String.fromCodePoint(s),1+r]}return[ur[n]??`\\${n}`,1]}var gr=["init_event_loop","start","start_event_loop","complete","force_stop"],fe=class{#e=null;#t=null;#n=!1;#r="";#s=new Map;#i=new Map;#o=0;read(e){let n=this.#c(
e);return n.length>0?n:[{kind:"step",name:yr(e)}]}#c(e){if(typeof e=="string")return this.#p(e);if(!y(e))return[{kind:"data",value:e}];let n=fr(e);if(n!==null)return[
n];if(typeof e.data=="string")return this.#a("data",e.data);if(typeof e.reasoningText=="string")return this.#l("data",e.reasoningText);if(y(e.current_tool_use))
return this.#h(e.current_tool_use);if(y(e.tool_stream_event))return this.#k(e.tool_stream_event);if(y(e.message))return this.#x(e.message);let r=y(e.event)?e.event:
e;return this.#d(r)??this.#b(e)}#p(e){let n=Kt(e);return n===null?(this.#n=!0,[{kind:"text",text:e}]):n.member==="data"?this.#a("data",n.text):n.member==="reaso\
ningText"?this.#l("data",n.text):[{kind:"step",name:"repr"}]}#a(e,n){return this.#e??=e,this.#e!==e?[{kind:"step",name:"repeated"}]:(this.#n=!0,[{kind:"text",text:n}])}#l(e,n){
return this.#t??=e,this.#t===e?[{kind:"reasoning",text:n}]:[{kind:"step",name:"repeated"}]}#d(e){return y(e.contentBlockStart)?this.#g(e.contentBlockStart):y(e.
contentBlockDelta)?this.#u(e.contentBlockDelta):y(e.contentBlockStop)?[{kind:"step",name:"contentBlockStop"}]:y(e.messageStart)?(this.#s.clear(),[{kind:"step",name:"\
messageStart"}]):y(e.messageStop)?[{kind:"stop",reason:R(e.messageStop.stopReason)}]:y(e.metadata)&&y(e.metadata.usage)?[br(e.metadata.usage)]:null}#g(e){let n=y(
e.start)&&y(e.start.toolUse)?e.start.toolUse:null;if(n===null)return[{kind:"step",name:"contentBlockStart"}];let r=this.#f(n);return this.#s.set(Number(e.contentBlockIndex??
-1),r),[{kind:"toolStart",toolId:r,name:R(n.name)}]}#u(e){let n=y(e.delta)?e.delta:{};if(typeof n.text=="string")return this.#a("delta",n.text);if(y(n.reasoningContent))
return typeof n.reasoningContent.text=="string"?this.#l("delta",n.reasoningContent.text):[];if(!y(n.toolUse))return[];let r=this.#s.get(Number(e.contentBlockIndex??
-1))??this.#r,s=this.#i.get(r)??"";return[{kind:"toolInput",toolId:r,name:s,input:R(n.toolUse.input),whole:!1}]}#h(e){return[{kind:"toolInput",toolId:this.#f(e),
name:R(e.name),input:R(e.input),whole:!0}]}#k(e){let n=y(e.tool_use)?e.tool_use:{};return[{kind:"toolProgress",toolId:R(n.toolUseId),name:R(n.name),data:e.data??
null}]}#x(e){let n=Array.isArray(e.content)?e.content.filter(y):[],r=this.#n;return this.#n=!1,n.flatMap(s=>this.#m(s,r||e.role==="user"))}#m(e,n){if(y(e.toolUse)){
let r=this.#f(e.toolUse),s=lt(e.toolUse.input??{});return[{kind:"toolInput",toolId:r,name:R(e.toolUse.name),input:s,whole:!0}]}return y(e.toolResult)?[xr(e.toolResult)]:
typeof e.text=="string"&&!n?[{kind:"text",text:e.text}]:[]}#b(e){if(y(e.toolUse)||y(e.toolResult))return this.#m(e,!1);let n=Object.keys(e);return n.length===1&&
gr.includes(n[0])?[{kind:"step",name:n[0]}]:[{kind:"data",value:e}]}#f(e){let n=R(e.toolUseId);return n===""&&(this.#o+=1,n=`tool-${this.#o}`),this.#r=n,this.#i.
set(n,R(e.name)),n}};function fr(t){let e=t.error;if(e==null||e===!1||e==="")return null;if(y(e)){let r=e.type??e.code??null;return{kind:"error",message:R(e.message??
e),errorType:r===null?null:R(r)}}let n=t.error_type??t.type??null;return{kind:"error",message:R(e),errorType:n===null?null:R(n)}}var mr=["result","response","ou\
tput","answer","message","text","data"],kr=10;function at(t,e=0){if(typeof t=="string")return t;if(!y(t)||e>kr)return null;if(Array.isArray(t.content)){let n=t.
content.filter(y).map(r=>r.text).filter(r=>typeof r=="string");return n.length>0?n.join(""):null}for(let n of mr){let r=at(t[n],e+1);if(r!==null)return r}return null}
function B(t){try{return JSON.parse(t)}catch{return t}}function y(t){return typeof t=="object"&&t!==null&&!Array.isArray(t)}function xr(t){let n=(Array.isArray(
t.content)?t.content:[]).map(r=>y(r)&&typeof r.text=="string"?r.text:lt(r));return{kind:"toolResult",toolId:R(t.toolUseId),isError:t.status==="error",content:n.
join(`
`)}}function br(t){return{kind:"usage",inputTokens:Number(t.inputTokens??0),outputTokens:Number(t.outputTokens??0)}}function R(t){return t==null?"":typeof t=="s\
tring"?t:lt(t)}function lt(t){return JSON.stringify(t)}function yr(t){return y(t)?Object.keys(t)[0]??"empty":"empty"}var wr=100,Sr=20,Xt=2e3,De=class{parts=[];data=[];dataCount=0;partsDropped=0;inputTokens=0;outputTokens=0;stopReason="";#e=new Map;get text(){return this.parts.
map(e=>e.kind==="text"?e.text:"").join("")}get tools(){return[...this.#e.values()]}get error(){return this.parts.find(e=>e.kind==="error")??null}take(e,n){switch(e.
kind){case"text":case"reasoning":this.#t(e.kind,e.text);break;case"toolStart":this.#r(e.toolId,e.name,n);break;case"toolInput":{let r=this.#r(e.toolId,e.name,n);
r!==null&&(r.input=e.whole?e.input:r.input+e.input);break}case"toolProgress":{let r=this.#r(e.toolId,e.name,n);if(r===null)break;r.progressCount+=1,r.progress=[
...r.progress.slice(1-Sr),e.data];break}case"toolResult":this.#s(e,n);break;case"error":this.#n({kind:"error",message:e.message,errorType:e.errorType});break;case"\
usage":this.inputTokens+=e.inputTokens,this.outputTokens+=e.outputTokens;break;case"stop":this.stopReason=e.reason;break;case"data":this.dataCount+=1,this.data.
length<wr&&this.data.push(e.value);break;case"step":break}}#t(e,n){if(n==="")return;let r=this.parts.at(-1);r!==void 0&&r.kind===e?r.text+=n:this.#n({kind:e,text:n})}#n(e){
this.parts.length<Xt?this.parts.push(e):this.partsDropped+=1}#r(e,n,r){let s=this.#e.get(e);if(s!==void 0)return s.name===""&&(s.name=n),s;if(this.parts.length>=
Xt)return this.partsDropped+=1,null;let i={kind:"tool",toolId:e,name:n,input:"",progress:[],progressCount:0,result:null,isError:!1,startMs:r,endMs:null};return this.#e.
set(e,i),this.parts.push(i),i}#s(e,n){let r=this.#r(e.toolId,"",n);r!==null&&(r.result=e.content,r.isError=e.isError,r.endMs=n)}};function me(t){let e=B(t);return typeof e==
"string"?t:JSON.stringify(e,null,2)}var L=[["step","Steps"],["text","Text"],["reasoning","Reasoning"],["data","Data"],["tool","Tools"],["error","Errors"]],Tr={text:"text",reasoning:"reasoning",toolStart:"\
tool",toolInput:"tool",toolProgress:"tool",toolResult:"tool",usage:"step",stop:"step",step:"step",error:"error",data:"data"};function ze(t){let e=t.meanings.find(
n=>n.kind!=="step")??t.meanings[0];return e===void 0?"step":Tr[e.kind]}function Zt(t){return t.meanings.map(vr).join(" · ")}function vr(t){switch(t.kind){case"\
text":case"reasoning":return JSON.stringify(t.text);case"toolStart":return`${t.name} is called`;case"toolInput":return`${t.name} ${t.whole?"←":"+"} ${t.input}`;case"\
toolProgress":return`${t.name} … ${JSON.stringify(t.data)}`;case"toolResult":return`${t.isError?"failed":"→"} ${t.content}`;case"usage":return`${t.inputTokens}\
 tokens in, ${t.outputTokens} out`;case"stop":return`stops: ${t.reason}`;case"error":return t.message;case"data":return JSON.stringify(t.value);case"step":return t.
name}}var j=26,Qt=8,Rr=160,ct=64*1024;function Vt({record:t}){let[e,n]=H(null),[r,s]=H({top:0,height:240}),i=I(null),a=I(!0),{events:l}=t;K(()=>{let d=i.current;d!==null&&
a.current&&e===null&&(d.scrollTop=d.scrollHeight)},[l.length]);let c=()=>{let d=i.current;d!==null&&(a.current=d.scrollTop+d.clientHeight>=d.scrollHeight-j,s({top:d.
scrollTop,height:d.clientHeight}))},h=d=>{let x=Math.min(l.length-1,Math.max(0,d));n(x);let k=i.current;if(k===null)return;x*j<k.scrollTop&&(k.scrollTop=x*j);let b=(x+
1)*j-k.clientHeight;b>k.scrollTop&&(k.scrollTop=b)},u=d=>{let x={ArrowDown:1,ArrowUp:-1,PageDown:10,PageUp:-10,Home:-1/0,End:1/0}[d.key];x===void 0||l.length===
0||(d.preventDefault(),h(e===null?x>0?0:l.length-1:Math.min(l.length-1,Math.max(0,e+x))))},g=Math.max(0,Math.floor(r.top/j)-Qt),p=l.slice(g,g+Math.ceil(r.height/
j)+2*Qt),f=e===null?void 0:l[e];return o("div",{class:"events",children:[o("div",{ref:i,class:"event-list",role:"listbox",tabIndex:0,"aria-label":"Events of the\
 stream","aria-activedescendant":f?`event-${f.index}`:void 0,onScroll:c,onKeyDown:u,children:o("div",{class:"event-space",style:{height:`${l.length*j}px`},role:"\
presentation",children:p.map(d=>o(Ar,{event:d,isChosen:d.index===e,onChoose:()=>h(d.index),total:l.length},d.index))})}),t.eventCount>l.length&&o("p",{class:"mu\
ted",children:[(t.eventCount-l.length).toLocaleString()," more events were counted and not kept."]}),f?o(Er,{event:f}):l.length>0&&o("p",{class:"muted event-hin\
t",children:"Choose an event to see it raw and decoded."})]})}function Ar({event:t,isChosen:e,onChoose:n,total:r}){let s=ze(t);return o("div",{id:`event-${t.index}`,
class:"event-line",role:"option","aria-selected":e,"aria-posinset":t.index+1,"aria-setsize":r,style:{top:`${t.index*j}px`},onClick:n,children:[o("span",{class:"\
event-time number",children:v(t.atMs)}),o("span",{class:`event-kind kind-${s}`,children:L.find(([i])=>i===s)?.[1]}),o("span",{class:"event-text",children:ot(Zt(
t).slice(0,Rr))})]})}function Er({event:t}){let[e,n]=H("decoded"),r=t.raw??"",s=e==="raw"?r:me(r);return o("div",{class:"event-detail",children:[o("div",{class:"\
row",children:[o("strong",{children:["Event ",t.index+1]}),o("span",{class:"muted",children:[t.name==="message"?"":`${t.name} · `,v(t.atMs)," · ",Oe(t.chars)]}),
o("span",{class:"spacer"}),o(ae,{label:"Form of the event",value:e,options:[["decoded","Decoded"],["raw","Raw"]],onChange:n}),o(P,{text:r,label:"Copy the event"})]}),
t.raw===null?o("p",{class:"muted",children:"Its text was not kept: the stream is longer than what this page holds."}):o("pre",{tabIndex:0,"aria-label":`Event ${t.
index+1}`,children:[ot(s.slice(0,ct)).replaceAll("␊",`
`).replaceAll("␉","	"),s.length>ct&&`
… and ${(s.length-ct).toLocaleString()} more characters`]})]})}var $r=new Map(L.map(([t],e)=>[t,e])),Be=class{#e=[];#t=[];#n=0;#r=0;update(e,n,r){let s=Cr(n,r);for((s!==this.#r||e.length<this.#n)&&(this.#r=s,this.#e=[],this.#t=
[],this.#n=0);this.#n<e.length;this.#n+=1)this.#s(e[this.#n]);return Array.from(this.#e,(i,a)=>{let l=L[this.#t[a]??0]?.[0]??"step";return i?{kind:l,count:i}:null})}get stepMs(){
return this.#r}#s(e){let n=Math.floor(e.atMs/this.#r);this.#e[n]=(this.#e[n]??0)+1,this.#t[n]=Math.max(this.#t[n]??0,$r.get(ze(e))??0)}};function Cr(t,e){let n=1;
for(;n*e<t;)n*=2;return n}var Mr=[1,2,5,10,20,50,100,200,500,1e3,2e3,5e3,1e4,15e3,3e4,6e4,12e4,3e5,6e5,18e5,36e5];function Yt(t,e){let n=Mr.find(s=>t/s<=e)??t/e,
r=[];for(let s=0;s<=t;s+=n)r.push(s);return r}var xe=1e3,ke=44,_r=250,Ir=6;function Gt({record:t,phases:e,durationMs:n,positionMs:r,onSeek:s}){let i=I(new Be),a=Math.max(n,1);return o("div",{class:`timeline${s?
" is-seekable":""}`,onClick:s&&(c=>{let h=c.currentTarget.getBoundingClientRect();s?.((c.clientX-h.left)/h.width*a)}),children:[o(Pr,{phases:e,record:t,spanMs:a}),
o(Nr,{record:t,spanMs:a}),o(Dr,{record:t,spanMs:a}),o(Br,{marks:i.current,record:t,spanMs:a}),o(Lr,{spanMs:a}),r!==void 0&&o("div",{class:"playhead",style:{left:le(
r,a)}})]})}function Pr({phases:t,record:e,spanMs:n}){let r=t.length>0?t:Or(e);return o("div",{class:"phase-bar",role:"img","aria-label":r.map(s=>`${s.name} ${v(
s.durationMs)}`).join(", "),children:r.map(s=>o("div",{class:`phase phase-${s.name.replaceAll(/\W/g,"_")}`,title:`${s.name.replaceAll("_"," ")}: ${v(s.durationMs)}`,
style:{left:le(s.startMs,n),width:le(s.durationMs,n)}},s.name))})}function Or(t){let{headMs:e,firstTokenMs:n}=t;if(e===null)return[];let r=n??t.durationMs;return[
{name:"wait",startMs:0,durationMs:e},{name:"first_token",startMs:e,durationMs:Math.max(0,r-e)},{name:"stream",startMs:r,durationMs:Math.max(0,t.durationMs-r)}]}
function Nr({record:t,spanMs:e}){let n=t.rate.rates(),r=Math.max(1,...n),{stepMs:s}=t.rate,i=c=>Math.min(xe,c*s*xe/e).toFixed(1),a=c=>(ke-c/r*(ke-4)).toFixed(1),
l=n.map((c,h)=>`H${i(h)}V${a(c)}H${i(h+1)}`).join("");return o("div",{class:"rate-area",children:[o("svg",{viewBox:`0 0 ${xe} ${ke}`,preserveAspectRatio:"none",
role:"img","aria-label":`About ${Math.round(r)} tokens a second at most`,children:n.length>0&&o("path",{class:"rate-fill",d:`M0 ${ke}${l}V${ke}Z`})}),n.length>0&&
o("span",{class:"rate-peak",children:["peak ≈ ",Math.round(r)," tokens/s"]})]})}function Dr({record:t,spanMs:e}){let{tools:n}=t.answer;if(n.length===0)return null;
let r=n.slice(0,Ir);return o("div",{class:"tool-rows",children:[r.map(s=>{let i=s.endMs??t.durationMs;return o("div",{class:"tool-row",title:`${s.name}: ${v(i-s.
startMs)}`,children:[o("div",{class:`tool-bar${s.isError?" is-error":""}`,style:{left:le(s.startMs,e),width:le(Math.max(0,i-s.startMs),e)}}),o("span",{class:"to\
ol-label",style:zr(s.startMs/e),children:s.name})]},s.toolId)}),n.length>r.length&&o("div",{class:"muted",children:["and ",n.length-r.length," more tool calls"]})]})}
function zr(t){return t<.5?{left:`calc(${(t*100).toFixed(2)}% + 4px)`}:{right:`calc(${((1-t)*100).toFixed(2)}% + 4px)`}}function Br({marks:t,record:e,spanMs:n}){
let r=t.update(e.events,n,_r),s=t.stepMs*xe/n,i=new Map;return r.forEach((a,l)=>{if(a===null)return;let c=Math.min(14,6+2*Math.log2(a.count+1)),h=`M${(l*s).toFixed(
1)} ${(14-c).toFixed(1)}h${Math.max(1.5,s*.7).toFixed(1)}v${c.toFixed(1)}h${(-Math.max(1.5,s*.7)).toFixed(1)}z`;i.set(a.kind,(i.get(a.kind)??"")+h)}),o("svg",{class:"\
event-row",viewBox:`0 0 ${xe} 14`,preserveAspectRatio:"none",role:"img","aria-label":`${e.eventCount} events`,children:L.map(([a])=>i.has(a)&&o("path",{class:`k\
ind-${a}`,d:i.get(a)},a))})}function Lr({spanMs:t}){return o("div",{class:"time-axis","aria-hidden":"true",children:Yt(t,5).map(e=>e<=t*.94&&o("span",{style:{left:le(
e,t)},children:e===0?"0":qr(e)},e))})}function qr(t){return t<1e3?`${Math.round(t)} ms`:t<6e4?`${(t/1e3).toFixed(t%1e3===0?0:1)} s`:`${Math.round(t/6e3)/10} min`}
function le(t,e){return`${Math.min(100,Math.max(0,t/e*100)).toFixed(3)}%`}function en({record:t,phases:e=[],durationMs:n,positionMs:r,onSeek:s}){let i={...r===void 0?{}:{positionMs:r},...s===void 0?{}:{onSeek:s}};return o("div",{class:"\
stream-panel",children:[o(Hr,{record:t,durationMs:n}),o(Gt,{record:t,phases:e,durationMs:n,...i}),o(Fr,{phases:e}),o(Vt,{record:t})]})}function ut(t){let{outputTokens:e}=t.
answer;return e>0?Z(e):`≈ ${Z(t.rate.totalTokens)}`}function pt(t){if(t.firstTokenMs===null)return null;let e=t.durationMs-t.firstTokenMs,n=t.answer.outputTokens||
t.rate.totalTokens;return e<20?null:n*1e3/e}function Hr({record:t,durationMs:e}){let n=pt(t),r=[["First byte",v(t.firstByteMs),"From sending the request to the \
first byte of the answer's body"],["First token",v(t.firstTokenMs),"From sending the request to the first text"],["Total",v(e),"From sending the request to the \
end"],["Tokens",ut(t),"Out; with ≈ estimated from the text, else as the agent reports them"],["Tokens/s",n===null?"–":Z(n),"From the first token to the end"],
["Events",Z(t.eventCount),Oe(t.byteCount)]];return o("dl",{class:"figures",children:r.map(([s,i,a])=>o("div",{title:a,children:[o("dt",{children:s}),o("dd",{class:"\
number",children:i})]},s))})}function Fr({phases:t}){return o("div",{class:"legend",children:[L.map(([e,n])=>o("span",{children:[o("i",{class:`swatch kind-${e}`,
"aria-hidden":"true"}),n]},e)),t.length>0&&o("details",{class:"phase-list",children:[o("summary",{children:"Phases in the server"}),o("dl",{children:t.map(e=>o(
"div",{children:[o("dt",{children:[o("i",{class:`swatch phase-${e.name.replaceAll(/\W/g,"_")}`,"aria-hidden":"true"}),e.name.replaceAll("_"," ")]}),o("dd",{class:"\
number",children:v(e.durationMs)})]},e.name))})]})]})}function tn(t){return t.form==="prompt"?JSON.stringify({prompt:t.text}):t.text}function jr(t,e){return e===t.form?t:e==="json"?{form:e,text:JSON.stringify({prompt:t.
text},null,2)}:{form:e,text:Jr(t.text)??""}}function Jr(t){try{let e=JSON.parse(t);return typeof e=="object"&&e!==null&&"prompt"in e?String(e.prompt):null}catch{
return null}}function Wr(t){if(t.form==="prompt"||t.text.trim()==="")return"";try{return JSON.parse(t.text),""}catch(e){return`This is not JSON (${e instanceof Error?
e.message:"unreadable"}); it is sent as it is.`}}function nn({draft:t,onDraft:e,isRunning:n,isReady:r,onSend:s,onStop:i,onRecall:a}){let l=I(null),c=Wr(t),h=u=>{
u.isComposing||(u.key==="Enter"&&(u.ctrlKey||u.metaKey)?(u.preventDefault(),!n&&r&&s()):u.key==="ArrowUp"&&t.text===""&&(u.preventDefault(),a()))};return o("for\
m",{class:"composer",onSubmit:u=>{u.preventDefault(),!n&&r&&s(),l.current?.focus()},children:[o("textarea",{ref:l,id:"playground-input",class:t.form==="json"?"m\
ono":void 0,rows:Math.min(10,Math.max(t.form==="json"?4:2,t.text.split(`
`).length)),"aria-label":t.form==="json"?"Payload as JSON":"Prompt","aria-describedby":c?"payload-complaint":void 0,placeholder:t.form==="json"?'{"prompt": "…"}':
"Ask the agent something…",value:t.text,spellcheck:t.form==="prompt",onInput:u=>e({...t,text:u.currentTarget.value}),onKeyDown:h}),c&&o("p",{id:"payload-compl\
aint",class:"complaint",children:c}),o("div",{class:"composer-bar",children:[o(ae,{label:"Payload",value:t.form,options:[["prompt","Prompt"],["json","JSON"]],onChange:u=>e(
jr(t,u))}),o("span",{class:"spacer"}),o("span",{class:"muted composer-hint",children:n?o(D,{children:[o("kbd",{children:"Esc"})," stops"]}):o(D,{children:[o("kb\
d",{children:"Ctrl"})," ",o("kbd",{children:"Enter"})," sends"]})}),n?o($,{icon:"stop",kind:"danger",onClick:i,children:"Stop"}):o($,{icon:"play",kind:"primary",
type:"submit",disabled:!r,children:"Send"})]})]})}var Ur="X-Amzn-Bedrock-AgentCore-Runtime-Session-Id",rn="DEFAULT";function sn(t,e){return{curl:Kr,boto3:Xr,python:Zr}[t](e)}function Kr(t){let e=[`curl -N ${Le(
Qr(t))}`];return t.needsKey&&(e.push(`--aws-sigv4 ${Le(`aws:amz:${t.region}:bedrock-agentcore`)}`),e.push('--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"')),
e.push("-H 'Content-Type: application/json'"),t.sessionId!==""&&e.push(`-H ${Le(`${Ur}: ${t.sessionId}`)}`),e.push(`--data-raw ${Le(t.payload)}`),e.join(` \\
  `)}function Xr(t){let e=t.needsKey?"":', aws_access_key_id="any", aws_secret_access_key="any"',n=t.sessionId===""?[]:[`    runtimeSessionId=${C(t.sessionId)},`];
return["import boto3","",`client = boto3.client("bedrock-agentcore", endpoint_url=${C(t.serverUrl)},`,`                      region_name=${C(t.region)}${e})`,"a\
nswer = client.invoke_agent_runtime(",`    agentRuntimeArn=${C(t.runtimeArn)},`,`    qualifier=${C(t.qualifier)},`,...n,`    payload=${C(t.payload)}.encode(),`,
")",'for line in answer["response"].iter_lines(chunk_size=1):',"    print(line.decode())"].join(`
`)}function Zr(t){let e=[...t.sessionId===""?[]:[`session_id=${C(t.sessionId)}`],...t.qualifier===rn?[]:[`qualifier=${C(t.qualifier)}`]],n=`${C(t.payload)}.enco\
de()`,r=[C(t.runtimeName),n,...e].join(", ");return["from headwater import Client","",`with Client(${C(t.serverUrl)}) as client:`,`    for event in client.invok\
e(${r}):`,"        print(event)"].join(`
`)}function Qr(t){return t.serverUrl+dt(t.runtimeArn,t.qualifier)}function dt(t,e){let n=e===rn?"":`?qualifier=${encodeURIComponent(e)}`;return`/runtimes/${encodeURIComponent(
t)}/invocations${n}`}function Le(t){return`'${t.replaceAll("'","'\\''")}'`}function C(t){return JSON.stringify(t).replaceAll("","\\u007f")}function on(t,e){return Me(`invocations/${_e(t)}`,e?{signal:e}:{})}function an(t){return t.phases.map(({name:e,offsetMs:n,durationMs:r})=>({name:e,startMs:n,durationMs:r}))}function ln(t){let e=0;for(let r=0;r<t.length;r+=1)t.charCodeAt(r)>=11904&&(e+=1);let n=Math.round(e+(t.length-e)/4);return t===""?0:Math.max(1,n)}var qe=class{stepMs=50;totalTokens=0;#e=[];add(e,n){
let r=Math.floor(e/this.stepMs);for(;r>=240;)this.#t(),r=Math.floor(e/this.stepMs);for(;this.#e.length<=r;)this.#e.push(0);this.#e[r]=(this.#e[r]??0)+n,this.totalTokens+=
n}rates(){return this.#e.map(e=>e*1e3/this.stepMs)}#t(){let e=[];for(let n=0;n<this.#e.length;n+=2)e.push((this.#e[n]??0)+(this.#e[n+1]??0));this.#e=e,this.stepMs*=
2}};var He=class{droppedChars=0;#e=new TextDecoder("utf-8");#t=[];#n=0;#r=!1;#s=[];#i=0;#o="";#c="";feed(e){return this.#p(this.#e.decode(e,{stream:!0}))}close(){let e=this.#p(
this.#e.decode());return this.#t.length>0&&this.#d(this.#l(""),e),this.#u(e),e}#p(e){let n=[],r=0;for(this.#r&&e.length>0&&(this.#r=!1,e[0]===`
`&&(r=1));r<e.length;){let s=Vr(e,r);if(s<0){this.#a(e.slice(r));break}this.#d(this.#l(e.slice(r,s)),n),r=s+1,e[s]==="\r"&&(r===e.length?this.#r=!0:e[r]===`
`&&(r+=1))}return n}#a(e){if(e==="")return;let n=Math.max(0,4194304-this.#n);e.length>n&&(this.droppedChars+=e.length-n,e=e.slice(0,n)),e!==""&&(this.#t.push(e),
this.#n+=e.length)}#l(e){if(this.#t.length===0)return e;this.#a(e);let n=this.#t.join("");return this.#t=[],this.#n=0,n}#d(e,n){if(e===""){this.#u(n);return}let r=e.
indexOf(":"),s=r<0?e:e.slice(0,r),i=r<0?"":e.slice(e[r+1]===" "?r+2:r+1);s==="data"?this.#g(i):s==="event"?this.#o=i:s==="id"&&!i.includes("\0")&&(this.#c=i)}#g(e){
let n=Math.max(0,4194304-this.#i);e.length>n&&(this.droppedChars+=e.length-n,e=e.slice(0,n)),this.#s.push(e),this.#i+=e.length+1}#u(e){this.#s.length>0&&e.push(
{data:this.#s.join(`
`),event:this.#o||"message",id:this.#c}),this.#s=[],this.#i=0,this.#o=""}};function Vr(t,e){for(let n=e;n<t.length;n+=1){let r=t.charCodeAt(n);if(r===10||r===13)
return n}return-1}var Yr=2e5,Gr=32*1024*1024,es=16*1024*1024,cn=256,Fe=class{events=[];answer=new De;rate=new qe;framing="events";outcome="open";headMs=null;firstByteMs=null;firstTokenMs=null;lastMs=0;endMs=null;byteCount=0;eventCount=0;#e=0;#t=new He;#n=new TextDecoder(
"utf-8");#r="";#s=[];#i=0;#o=new fe;get droppedCount(){return this.#t.droppedChars+Math.max(0,this.byteCount-this.#i)*Number(this.#c)}get durationMs(){return this.
endMs??this.lastMs}get#c(){return this.framing==="json"||this.framing==="bytes"}begin(e,n){this.framing=ts(e),this.headMs=n,this.lastMs=n}feed(e,n){if(e.length!==
0)if(this.firstByteMs??=n,this.lastMs=n,this.byteCount+=e.length,this.framing==="events")for(let r of this.#t.feed(e))this.#u(r.event,r.data,B(r.data),n);else this.
framing==="lines"?this.#a(this.#n.decode(e,{stream:!0}),n):this.framing==="text"?this.#l(this.#n.decode(e,{stream:!0}),n):this.#g(e)}end(e,n){this.endMs===null&&
(this.#p(n),this.outcome=e,this.lastMs=n,this.endMs=n)}#p(e){if(this.framing==="events")for(let n of this.#t.close())this.#u(n.event,n.data,B(n.data),e);else this.
framing==="lines"?this.#a(`${this.#n.decode()}
`,e):this.framing==="text"?this.#l(this.#n.decode(),e):this.#i>0&&this.#d(ns(this.#s,this.#i),e)}#a(e,n){let r=(this.#r+e).split(`
`);this.#r=r.pop()??"";for(let s of r)s.trim()!==""&&this.#u("message",s,B(s),n)}#l(e,n){e!==""&&this.#h("message",e,[{kind:"text",text:e}],n)}#d(e,n){if(this.framing===
"bytes"){this.#h("message",un(e),[{kind:"data",value:un(e)}],n);return}let r=new TextDecoder().decode(e),s=B(r),i=at(s),a=typeof s=="string"?[]:new fe().read(s).
filter(c=>c.kind==="error"),l=i===null?[{kind:"data",value:s}]:[{kind:"text",text:i}];this.#h("message",r,a.length>0?a:l,n)}#g(e){let n=e.subarray(0,Math.max(0,
es-this.#i));this.#s.push(n),this.#i+=n.length}#u(e,n,r,s){this.#h(e,n,this.#o.read(r),s)}#h(e,n,r,s){for(let l of r)l.kind==="text"&&l.text!==""&&(this.firstTokenMs??=
s,this.rate.add(s,ln(l.text))),this.answer.take(l,s);let i=this.eventCount;if(this.eventCount+=1,this.events.length>=Yr)return;let a=this.#e+n.length<=Gr;a&&(this.#e+=
n.length),this.events.push({index:i,atMs:s,name:e,raw:a?n:null,chars:n.length,meanings:r})}};function ts(t){let e=(t.split(";")[0]??"").trim().toLowerCase();return e===
"text/event-stream"?"events":e.endsWith("ndjson")||e.endsWith("jsonl")||e.endsWith("json-lines")?"lines":e.endsWith("json")||e===""?"json":e.startsWith("text/")?
"text":"bytes"}function ns(t,e){let n=new Uint8Array(e),r=0;for(let s of t)n.set(s,r),r+=s.length;return n}function un(t){let e=[...t.subarray(0,cn)].map(r=>r.toString(
16).padStart(2,"0")),n=t.length-cn;return`${t.length} bytes: ${e.join(" ")}${n>0?` … and ${n} more`:""}`}var rs=/([!#$%&'*+\-.^_`|~\w]+)((?:\s*;\s*[!#$%&'*+\-.^_`|~\w]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^",;\s]*))?)*)/g,ss=/;\s*([!#$%&'*+\-.^_`|~\w]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^",;\s]*)))?/g;
function pn(t){let e=[];for(let[,n="",r=""]of(t??"").matchAll(rs)){let s=new Map;for(let[,a="",l,c]of r.matchAll(ss))s.has(a.toLowerCase())||s.set(a.toLowerCase(),
l?.replace(/\\(.)/g,"$1")??c??"");let i=Number(s.get("dur")??"0");e.push({name:n,durationMs:Number.isFinite(i)?i:0,description:s.get("desc")??""})}return e}var is=500,dn=12,je=class{version=ie(0);#e=!1;bump(){if(this.#e)return;this.#e=!0;let e=()=>{this.#e=!1,this.version.value+=1};document.hidden?setTimeout(e,is):
requestAnimationFrame(e)}};function hn(){return new Promise(t=>{let e=new MessageChannel;e.port1.onmessage=()=>{e.port1.close(),t()},e.port2.postMessage(null)})}var gn="x-amzn-bedrock-agentcore-runtime-session-id",os=[150,600,2e3],Je=class{constructor(e,n,r=Date.now()){this.id=e;this.question=n;this.sessionId=n.sessionId,
this.sentAt=r}id;question;ticker=new je;record=new Fe;state="sending";error=null;sessionId;requestId="";traceId="";phases=[];isRestored=!1;sentAt;#e=performance.
now();#t=new AbortController;get isRunning(){return this.state==="sending"||this.state==="streaming"}get elapsedMs(){return this.isRunning?performance.now()-this.#e:
this.record.durationMs}stop(){this.#t.abort()}async run(){this.#e=performance.now();try{let e=await this.#n();this.#r(e),await this.#s(e),this.#i("complete")}catch(e){
this.#o(e)}this.ticker.bump(),this.#c()}#n(){let{runtimeArn:e,qualifier:n,payload:r,sessionId:s}=this.question,i={"content-type":"application/json",accept:"text\
/event-stream, application/json, */*"};s!==""&&(i[gn]=s);let a=new TextEncoder().encode(r);return Dt("POST",dt(e,n),{body:a,headers:i,signal:this.#t.signal})}#r(e){
let{headers:n}=e;this.sessionId=n.get(gn)??this.sessionId,this.requestId=n.get("x-amzn-requestid")??"",this.traceId=as(n),this.phases=ls(n.get("server-timing")),
this.state="streaming",this.record.begin(n.get("content-type")??"",this.elapsedMs),this.ticker.bump()}async#s(e){let n=e.body?.getReader();if(n===void 0)return;
let r=performance.now();for(;;){let{value:s,done:i}=await n.read();if(i)return;this.record.feed(s,this.elapsedMs),this.ticker.bump(),performance.now()-r>dn&&(await hn(),
r=performance.now())}}#i(e){this.record.end(e,this.elapsedMs),this.state=e}#o(e){if(this.#t.signal.aborted)this.#i("stopped");else if(e instanceof tt)this.error=
e,this.requestId=e.requestId,this.record.end("broken",this.elapsedMs),this.state="refused";else{let n=e instanceof Error?e.message:String(e);this.error=new tt(`\
The answer broke off after ${this.record.eventCount} events (${n})`,0,"AnswerCut",this.requestId),this.#i("broken")}}async#c(){if(this.requestId!=="")for(let e of os){
await new Promise(n=>setTimeout(n,e));try{let n=await on(this.requestId);this.traceId=n.traceId,this.phases=an(n),this.ticker.bump();return}catch{}}}};function as(t){
let e=/^[0-9a-f]{2}-([0-9a-f]{32})-/.exec(t.get("traceparent")??"");if(e!==null)return e[1]??"";let n=/Root=1-([0-9a-f]{8})-([0-9a-f]{24})/.exec(t.get("x-amzn-t\
race-id")??"");return n===null?"":`${n[1]}${n[2]}`}function ls(t){let e=0;return pn(t).map(({name:n,durationMs:r})=>{let s={name:n,startMs:e,durationMs:r};return e+=
r,s})}var ht="headwater-playground:",cs=30,us=2e4,gt=class{constructor(e){this.runtimeName=e;this.turns.value=this.#r()}runtimeName;turns=ie([]);#e=0;get running(){return this.
turns.value.find(e=>e.isRunning)}send(e){let n=this.#t(e);this.turns.value=[...this.turns.peek(),n];let r=n.run().then(()=>{this.turns.value=[...this.turns.peek()],
this.#n()});return{turn:n,done:r}}stop(){for(let e of this.turns.peek())e.isRunning&&e.stop()}clear(){this.stop(),this.turns.value=[],this.#n()}#t(e,n){return this.#e+=
1,new Je(`turn-${this.#e}`,e,n)}#n(){let e=this.turns.peek().filter(n=>!n.isRunning).slice(-cs).map(n=>({question:n.question,sentAt:n.sentAt,sessionId:n.sessionId,
requestId:n.requestId,traceId:n.traceId,text:n.record.answer.text.slice(0,us)}));try{e.length===0?sessionStorage.removeItem(ht+this.runtimeName):sessionStorage.
setItem(ht+this.runtimeName,JSON.stringify(e))}catch{}}#r(){try{return JSON.parse(sessionStorage.getItem(ht+this.runtimeName)??"[]").map(n=>this.#s(n))}catch{return[]}}#s(e){
let n=this.#t(e.question,e.sentAt);return Object.assign(n,{sessionId:e.sessionId,requestId:e.requestId,traceId:e.traceId,isRestored:!0,state:"complete"}),n.record.
answer.take({kind:"text",text:e.text},0),n}},fn=new Map;function mn(t){let e=fn.get(t);return e===void 0&&(e=new gt(t),fn.set(t,e)),e}var ps=[["curl","curl"],["boto3","boto3"],["python","headwater.Client"]];function kn({question:t,onClose:e}){let[n,r]=H("curl"),s=X("status",c=>Lt({signal:c})),
i=s.data?.authentication==="keys",a={...t,serverUrl:window.location.origin,region:s.data?.region??ds(t.runtimeArn),needsKey:i},l=sn(n,a);return o(Jt,{title:"The\
 same request",onClose:e,children:o("div",{class:"copy-as",children:[o("div",{class:"row",children:[o(ae,{label:"Language",value:n,options:ps,onChange:r}),o("sp\
an",{class:"spacer"}),o(P,{text:l,label:"Copy the command"})]}),o("pre",{tabIndex:0,"aria-label":`Request as ${n}`,"data-snippet":n,children:l}),i&&o("p",{class:"\
muted",children:["Keys come from ",o("code",{children:"AWS_ACCESS_KEY_ID"})," and ",o("code",{children:"AWS_SECRET_ACCESS_KEY"}),"; ",o("code",{children:"headwa\
ter keys create NAME"})," makes some."]})]})})}function ds(t){return t.split(":")[3]??"us-west-2"}var ft=33,xn=256,bn="\0other",hs=50,gs=1e3;function yn(t){return X(`agent ${t}`,async e=>{if(t==="")return null;let n=await Me(`runtimes/${_e(t)}`,{signal:e});return{
arn:n.runtime.agentRuntimeArn,name:n.runtime.agentRuntimeName,status:n.runtime.status,endpoints:n.endpoints.map(r=>r.name)}})}function mt(t){return t===""||t.length>=
ft&&t.length<=xn?"":`A session id has ${ft} to ${xn} characters; this one has ${t.length}.`}function wn({names:t,agent:e,name:n}){let r=e?.endpoints.length?e.endpoints:
["DEFAULT"],s=F("endpoint")||"DEFAULT",i=r.includes(s)?r:[...r,s];return o("div",{class:"target-bar",children:[o(Pe,{label:"Agent",value:n,options:t.map(a=>[a,a]),
onChange:a=>Ce(z("/playground",a))}),o(Pe,{label:"Endpoint",value:s,options:i.map(a=>[a,a]),onChange:a=>oe({endpoint:a==="DEFAULT"?void 0:a,session:void 0})}),o(
fs,{name:n,endpoint:s})]})}function fs({name:t,endpoint:e}){let n=F("session"),[r,s]=H(!1),i=X(`sessions of ${t}`,u=>Ht({runtime:t,limit:hs},{signal:u}),{keepsOld:!0}),
a=Bt(i.reload,gs);zt(u=>{(u.kind.startsWith("session")||u.kind==="reconnect")&&a()});let l=(i.data?.sessions??[]).filter(u=>u.endpoint===e&&u.state!=="STOPPED"),
c=[["","New session"],...l.map(ms)];n!==""&&!l.some(u=>u.sessionId===n)&&c.push([n,Sn(n)]);let h=mt(n);return r?o("span",{class:"session-typed",children:[o("inp\
ut",{type:"text","aria-label":"Session id","aria-invalid":h!=="",placeholder:`A session id, ${ft} characters or more`,value:n,autocomplete:"off",spellcheck:!1,onInput:u=>oe(
{session:u.currentTarget.value.trim()})}),o($,{kind:"quiet",onClick:()=>s(!1),children:"List"}),h&&o("span",{class:"complaint",children:h})]}):o(D,{children:[o(
Pe,{label:"Session",value:n,options:[...c,[bn,"Type an id…"]],onChange:u=>u===bn?s(!0):oe({session:u})}),n!==""&&o($,{kind:"quiet",onClick:()=>oe({session:void 0}),
children:"New"})]})}function ms(t){return[t.sessionId,`${Sn(t.sessionId)} · ${(t.state??"ended").toLowerCase()} · ${t.requestCount} calls`]}function Sn(t){return t.
length>16?`${t.slice(0,8)}…${t.slice(-4)}`:t}function Tn(t,e){Nt.peek().path.startsWith("/playground")&&F("session")===t&&oe({session:e})}var ks={amp:"&",lt:"<",gt:">",quot:'"',apos:"'",nbsp:" ",copy:"©",reg:"®",trade:"™",hellip:"…",mdash:"—",ndash:"–",lsquo:"‘",rsquo:"’",ldquo:"“",
rdquo:"”",bull:"•",middot:"·",times:"×",deg:"°",euro:"€",larr:"←",rarr:"→",check:"✓"},xs=/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/g;
function We(t){return t.replace(xs,(e,n,r,s)=>{if(s!==void 0)return ks[s]??e;let i=n===void 0?Number.parseInt(r??"",16):Number.parseInt(n,10);return i>31&&i<=1114111&&
!(i>=127&&i<=159)&&!(i>=55296&&i<=57343)?String.fromCodePoint(i):"�"})}var bs=["http:","https:","mailto:"];function kt(t){try{let e=new URL(t);return bs.includes(e.protocol)?e.href:null}catch{return null}}var vn=40;function Ue(t,e=0){return t.map(n=>xt(n,e))}function xt(t,e=0){if(e>vn)return t.raw;switch(t.type){case"space":case"def":return null;case"hr":return o(
"hr",{});case"heading":return ys(t,e);case"code":return ws(t);case"blockquote":return o("blockquote",{children:Ue(t.tokens,e+1)});case"list":return Ss(t,e);case"\
table":return Ts(t,e);case"paragraph":return o("p",{dir:"auto",children:J(t.tokens,t.raw,e)});case"html":return o("p",{class:"md-raw",children:t.raw});default:return Rn(
t,e)}}function ys(t,e){let n=Math.min(6,t.depth+2);return o("div",{class:`md-heading md-h${t.depth}`,role:"heading","aria-level":n,dir:"auto",children:J(t.tokens,
t.text,e)})}function ws(t){let e=(t.lang??"").split(/\s/)[0]??"";return o("div",{class:"md-code",children:[o("div",{class:"md-code-bar",children:[o("span",{children:e||
"text"}),o(P,{text:t.text,label:"Copy code"})]}),o("pre",{tabIndex:0,"aria-label":`${e} code`,children:o("code",{children:t.text})})]})}function Ss(t,e){let n=t.
items.map(r=>o("li",{dir:"auto",children:Ue(r.tokens,e+1)}));return t.ordered?o("ol",{start:Number(t.start)||1,children:n}):o("ul",{children:n})}function Ts(t,e){
let n=(r,s)=>o(s,{class:r.align?`md-${r.align}`:void 0,children:J(r.tokens,r.text,e)});return o("div",{class:"md-table",tabIndex:0,role:"region","aria-label":"T\
able",children:o("table",{children:[o("thead",{children:o("tr",{children:t.header.map(r=>n(r,"th"))})}),o("tbody",{children:t.rows.map(r=>o("tr",{children:r.map(
s=>n(s,"td"))}))})]})})}function J(t,e,n){return t===void 0?We(e):t.map(r=>Rn(r,n+1))}function Rn(t,e){if(e>vn)return t.raw;switch(t.type){case"strong":return o(
"strong",{children:J(t.tokens,t.raw,e)});case"em":return o("em",{children:J(t.tokens,t.raw,e)});case"del":return o("del",{children:J(t.tokens,t.raw,e)});case"co\
despan":return o("code",{children:t.text});case"br":return o("br",{});case"link":return vs(t,e);case"image":return Rs(t);case"checkbox":return o("span",{class:"\
md-check",children:t.checked?"☑ ":"☐ "});case"escape":return t.text;case"text":return J(t.tokens,t.text,e);case"html":return t.raw;default:return t.raw}}function vs(t,e){
let n=kt(We(t.href)),r=J(t.tokens,t.text,e);return n===null?o("span",{title:"This address is not followed",children:r}):An(n,r)}function Rs(t){let e=`🖼 ${t.text||
"image"}`,n=kt(We(t.href));return n===null?o("span",{class:"md-image",children:e}):An(n,e,"md-image")}function An(t,e,n){return o("a",{href:t,title:t,class:n,target:"\
_blank",rel:"noopener noreferrer nofollow",referrerpolicy:"no-referrer",children:e})}function St(){return{async:!1,breaks:!1,extensions:null,gfm:!0,hooks:null,pedantic:!1,renderer:null,silent:!1,tokenizer:null,walkTokens:null}}var te=St();function zn(t){
te=t}var Y={exec:()=>null};function V(t){let e=[];return n=>{let r=Math.max(0,Math.min(3,n-1)),s=e[r];return s||(s=t(r),e[r]=s),s}}function m(t,e=""){let n=typeof t==
"string"?t:t.source,r={replace:(s,i)=>{let a=typeof i=="string"?i:i.source;return a=a.replace(T.caret,"$1"),n=n.replace(s,a),r},getRegex:()=>new RegExp(n,e)};return r}
var Bn=((t="")=>{try{return!!new RegExp("(?<=1)(?<!1)"+t)}catch{return!1}})(),T={codeRemoveIndent:/^(?: {0,3}\t| {1,4})/gm,listInterruptsParagraph:/^ {0,3}(?:[*+-]|1[.)])[ \t]+[^ \t\n]/,
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
`^( {0,3}${t})((?:[	 ][^\\n]*)?(?:\\n|$))`),nextBulletRegex:V(t=>new RegExp(`^ {0,${t}}(?:[*+-]|\\d{1,9}[.)])((?:[ 	][^\\n]*)?(?:\\n|$))`)),hrRegex:V(t=>new RegExp(
`^ {0,${t}}((?:-[ 	]*){3,}|(?:_[ 	]*){3,}|(?:\\*[ 	]*){3,})(?:\\n+|$)`)),fencesBeginRegex:V(t=>new RegExp(`^ {0,${t}}(?:\`\`\`|~~~)`)),headingBeginRegex:V(t=>new RegExp(
`^ {0,${t}}#{1,6}(?:\\s|$)`)),pedanticHeadingBeginRegex:V(t=>new RegExp(`^ {0,${t}}#`)),htmlBeginRegex:V(t=>new RegExp(`^ {0,${t}}(?:</?(?:${vt})(?:[ \\t]+|$|/?>\
)|<(?:(?:script|pre|style|textarea)(?:[\\s>]|$)|!--)|<\\?|<![A-Za-z]|<!\\[CDATA\\[)`,"i")),blockquoteBeginRegex:V(t=>new RegExp(`^ {0,${t}}>`)),nestedContainerMarkers:/^(?: {0,3}(?:(?:[*+-]|\d{1,9}[.)])[ \t]+|>[ \t]?))+/},
As=/^(?:[ \t]*(?:\n|$))+/,Es=/^((?: {4}| {0,3}\t)[^\n]+(?:\n(?:[ \t]*(?:\n|$))*)?)+/,$s=/^ {0,3}(`{3,}(?=[^`\n]*(?:\n|$))|~{3,})([^\n]*)(?:\n|$)(?:|([\s\S]*?)(?:\n|$))(?: {0,3}(?:(?=`)\1`*|(?=~)\1~*) *(?=\n|$)|$)/,
we=/^ {0,3}((?:-[\t ]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})(?:\n+|$)/,Cs=/^ {0,3}(#{1,6})(?=\s|$)(.*)(?:\n+|$)/,Tt=/ {0,3}(?:[*+-]|\d{1,9}[.)])/,vt="address|a\
rticle|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1\
-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|meta|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|the\
ad|title|tr|track|ul",Se=m(" {0,3}(?:</?(?:tag)(?:[ \\t]+|\\n|/?>)|<(?:(?:script|pre|style|textarea)(?:[\\s>]|$)|!--)|<\\?|<![A-Za-z]|<!\\[CDATA\\[)").replace("\
tag",vt).getRegex(),Ln=/^(?!bull |blockCode|fences|blockquote|heading|html|table)((?:.|\n(?!\s*?\n|bull |fences|blockquote|heading|hr|html|table))+?)\n {0,3}(=+|-+)[ \t]*(?:\n+|$)/,
qn=m(Ln).replace(/bull/g,Tt).replace(/blockCode/g,/(?: {4}| {0,3}\t)/).replace(/fences/g,/ {0,3}(?:`{3,}|~{3,})/).replace(/blockquote/g,/ {0,3}>/).replace(/heading/g,
/ {0,3}#{1,6}(?:\s|$)/).replace(/hr/g,/ {0,3}(?:(?:-[\t ]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})(?:\n+|$)/).replace(/\|table/g,"").replace(/html/g,Se).getRegex(),
Ms=m(Ln).replace(/bull/g,Tt).replace(/blockCode/g,/(?: {4}| {0,3}\t)/).replace(/fences/g,/ {0,3}(?:`{3,}|~{3,})/).replace(/blockquote/g,/ {0,3}>/).replace(/heading/g,
/ {0,3}#{1,6}(?:\s|$)/).replace(/hr/g,/ {0,3}(?:(?:-[\t ]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})(?:\n+|$)/).replace(/table/g,/ {0,3}\|?(?:[:\- ]*\|)+[\:\- ]*\n/).
replace(/html/g,Se).getRegex(),Rt=/^([^\n]+(?:\n(?!hr|heading|lheading|blockquote|fences|list|html|table|[ \t]+\n)[^\n]+)*)/,_s=/^[^\n]+/,At=/(?!\s*\])(?:\\[\s\S]|[^\[\]\\\n]|\n(?![ \t]*\n))+/,
Is=m(/^ {0,3}\[(label)\]: *(?:\n[ \t]*)?([^<\s][^\s]*|<(?:\\.|[^\n<>\\])*>)(?:(?: +(?:\n[ \t]*)?| *\n[ \t]*)(title))? *(?:\n+|$)/).replace("label",At).replace("\
title",/(?:"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\\n]|\n(?!\n))*'|\((?:\\[\s\S]|[^()\\])*\))/).getRegex(),Ps=m(/^(bull)([ \t][^\n]*?)?(?:\n|$)/).replace(/bull/g,
Tt).getRegex(),Et=/<!--(?:-?>|[\s\S]*?(?:-->|$))/,Os=m("^ {0,3}(?:<(script|pre|style|textarea)[\\s>][\\s\\S]*?(?:</\\1>[^\\n]*\\n*|$)|comment[^\\n]*(\\n+|$)|<\\?[\\s\\S]*?\
(?:\\?>[^\\n]*\\n*|$)|<![A-Z][\\s\\S]*?(?:>[^\\n]*\\n*|$)|<!\\[CDATA\\[[\\s\\S]*?(?:\\]\\]>[^\\n]*\\n*|$)|</?(tag)(?:[ \\t]+|\\n|/?>|$)[\\s\\S]*?(?:(?:\\n[ 	]*)+\\n|$)|<(?!(?:script\
|pre|style|textarea)(?![a-z0-9-]))([a-z][a-z0-9-]*)(?:attribute)*?[ \\t]*/?>(?=[ \\t]*(?:\\n|$))[\\s\\S]*?(?:(?:\\n[ 	]*)+\\n|$)|</[a-z][a-z0-9-]*\\s*>(?=[ \\t]*(?:\\n|$)\
)[\\s\\S]*?(?:(?:\\n[ 	]*)+\\n|$))","i").replace("comment",Et).replace("tag",vt).replace("attribute",/[ \t]+[a-zA-Z:_][\w.:-]*(?:[ \t]*=[ \t]*"[^"\n]*"|[ \t]*=[ \t]*'[^'\n]*'|[ \t]*=[ \t]*[^\s"'=<>`]+)?/).
getRegex(),Hn=t=>m(Rt).replace("hr",we).replace("heading"," {0,3}#{1,6}(?:\\s|$)").replace("|lheading","").replace("|table","").replace("blockquote"," {0,3}>").
replace("fences"," {0,3}(?:`{3,}(?=[^`\\n]*(?:\\n|$))|~~~)[^\\n]*(?:\\n|$)").replace("list",t).replace("html",Se).getRegex(),Ns=Hn(/ {0,3}(?:[*+-]|1[.)])[ \t]+[^ \t\n]/),
Ds=Hn(/ {0,3}(?:[*+-]|\d{1,9}[.)])(?:[ \t]|\n|$)/),zs=m(/^( {0,3}> ?(?:(?![ \t]*(?:\n|$))(paragraph)|[^\n]*)(?:\n|$))+/).replace("paragraph",Ds).getRegex(),$t={
blockquote:zs,code:Es,def:Is,fences:$s,heading:Cs,hr:we,html:Os,lheading:qn,list:Ps,newline:As,paragraph:Ns,table:Y,text:_s},En=m("^ *([^\\n ].*)\\n {0,3}((?:\\| *\
)?:?-+:? *(?:\\| *:?-+:? *)*(?:\\| *)?)(?:\\n((?:(?! *\\n|hr|heading|blockquote|code|fences|list|html).*(?:\\n|$))*)\\n*|$)").replace("hr",we).replace("heading",
" {0,3}#{1,6}(?:\\s|$)").replace("blockquote"," {0,3}>").replace("code","(?: {4}| {0,3}	)[^\\n]").replace("fences"," {0,3}(?:`{3,}(?=[^`\\n]*(?:\\n|$))|~~~)[^\\n]*\
(?:\\n|$)").replace("list"," {0,3}(?:[*+-]|1[.)])[ \\t]").replace("html",Se).getRegex(),Bs={...$t,lheading:Ms,table:En,paragraph:m(Rt).replace("hr",we).replace(
"heading"," {0,3}#{1,6}(?:\\s|$)").replace("|lheading","").replace("table",En).replace("blockquote"," {0,3}>").replace("fences"," {0,3}(?:`{3,}(?=[^`\\n]*(?:\\n|$\
))|~~~)[^\\n]*(?:\\n|$)").replace("list"," {0,3}(?:[*+-]|1[.)])[ \\t]+[^ \\t\\n]").replace("html",Se).getRegex()},Ls={...$t,html:m(`^ *(?:comment(?: *\\n|\\s*$)|<\
(tag)[\\s\\S]+?</\\1>(?: *\\n{2,}|\\s*$)|<tag(?:"[^"]*"|'[^']*'|\\s[^'"/>\\s]*)*?/?>(?: *\\n{2,}|\\s*$))`).replace("comment",Et).replace(/tag/g,"(?!(?:a|em|stro\
ng|small|s|cite|q|dfn|abbr|data|time|code|var|samp|kbd|sub|sup|i|b|u|mark|ruby|rt|rp|bdi|bdo|span|br|wbr|ins|del|img)\\b)\\w+(?!:|[^\\w\\s@]*@)\\b").getRegex(),
def:/^ *\[([^\]]+)\]: *<?([^\s>]+)>?(?: +(["(][^\n]+[")]))? *(?:\n+|$)/,heading:/^(#{1,6})(.*)(?:\n+|$)/,fences:Y,lheading:/^(.+?)\n {0,3}(=+|-+) *(?:\n+|$)/,paragraph:m(
Rt).replace("hr",we).replace("heading",` *#{1,6} *[^
]`).replace("|table","").replace("blockquote"," {0,3}>").replace("|fences","").replace("|list","").replace("|html","").replace("|tag","").replace("lheading",qn).
getRegex()},qs=/^\\([!"#$%&'()*+,\-./:;<=>?@\[\]\\^_`{|}~])/,Hs=/^(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/,Fn=/^( {2,}|\\)\n(?!\s*$)[ \t]*/,Fs=/^(`+|[^`])(?:(?= {2,}\n)|[\s\S]*?(?:(?=[\\<!\[`*_]|\b_|$)|[^ ](?= {2,}\n)))/,
O=/[\p{P}\p{S}]/u,ue=/[\s\p{P}\p{S}]/u,Te=/[^\s\p{P}\p{S}]/u,js=m(/^((?![*_])punctSpace)/,"u").replace(/punctSpace/g,ue).getRegex(),Js=/[\p{Pi}\p{Ps}"']/u,jn=/(?!~)[\p{P}\p{S}]/u,
Ws=/(?!~)[\s\p{P}\p{S}]/u,Us=/(?:[^\s\p{P}\p{S}]|~)/u,Ks=m(/link|precode-code|html/,"g").replace("link",/\[(?:[^\[\]`]|(?<a>`+)[^`]+\k<a>(?!`))*?\]\((?:\\[\s\S]|[^\\\(\)]|\((?:\\[\s\S]|[^\\\(\)])*\))*\)/).
replace("precode-",Bn?"(?<!`)()":"(^^|[^`])").replace("code",/(?<b>`+)[^`]+\k<b>(?!`)/).replace("html",/<(?! )[^<>]*?>/).getRegex(),Jn=/^(?:\*+(?:((?!\*)punct)|([^\s*]))?)|^_+(?:((?!_)punct)|([^\s_]))?/,
Xs=m(Jn,"u").replace(/punct/g,O).getRegex(),Zs=m(Jn,"u").replace(/punct/g,jn).getRegex(),Qs=/^(?:\*+(?:((?!\*)(?!openQuote)punct)|([^\s*]))?)|^_+(?:((?!_)(?!openQuote)punct)|([^\s_]))?/,
Vs=m(Qs,"u").replace(/openQuote/g,Js).replace(/punct/g,O).getRegex(),Wn="^[^_*]*?__[^_*]*?\\*[^_*]*?(?=__)|[^*]+(?=[^*])|(?!\\*)punct(\\*+)(?=[\\s]|$)|notPunctSpace\
(\\*+)(?!\\*)(?=punctSpace|$)|(?!\\*)punctSpace(\\*+)(?=notPunctSpace)|[\\s](\\*+)(?!\\*)(?=punct)|(?!\\*)punct(\\*+)(?!\\*)(?=punct)|notPunctSpace(\\*+)(?=notPunctSpace)",
Ys=m(Wn,"gu").replace(/notPunctSpace/g,Te).replace(/punctSpace/g,ue).replace(/punct/g,O).getRegex(),Gs=m(Wn,"gu").replace(/notPunctSpace/g,Us).replace(/punctSpace/g,
Ws).replace(/punct/g,jn).getRegex(),ei="^[^_*]*?__[^_*]*?\\*[^_*]*?(?=__)|[^*]+(?=[^*])|(?!\\*)punct(\\*+)(?=[\\s]|$)|notPunctSpace(\\*+)(?!\\*)(?=punctSpace|$)|(?!\\*\
)[\\s](\\*+)(?=notPunctSpace)|[\\s](\\*+)(?!\\*)(?=punct)|(?!\\*)punct(\\*+)(?!\\*)(?=punct)|(?:(?!\\*)punct|notPunctSpace)(\\*+)(?!\\*)(?=notPunctSpace)",ti=m(
ei,"gu").replace(/notPunctSpace/g,Te).replace(/punctSpace/g,ue).replace(/punct/g,O).getRegex(),ni=m("^[^_*]*?\\*\\*[^_*]*?_[^_*]*?(?=\\*\\*)|[^_]+(?=[^_])|(?!_)punc\
t(_+)(?=[\\s]|$)|notPunctSpace(_+)(?!_)(?=punctSpace|$)|(?!_)punctSpace(_+)(?=notPunctSpace)|[\\s](_+)(?!_)(?=punct)|(?!_)punct(_+)(?!_)(?=punct)","gu").replace(
/notPunctSpace/g,Te).replace(/punctSpace/g,ue).replace(/punct/g,O).getRegex(),ri="^[^_*]*?\\*\\*[^_*]*?_[^_*]*?(?=\\*\\*)|[^_]+(?=[^_])|(?!_)punct(_+)(?=[\\s]|$)|not\
PunctSpace(_+)(?!_)(?=punctSpace|$)|(?!_)[\\s](_+)(?=notPunctSpace)|[\\s](_+)(?!_)(?=punct)|(?!_)punct(_+)(?!_)(?=punct)|(?:(?!_)punct|notPunctSpace)(_+)(?!_)(?=n\
otPunctSpace)",si=m(ri,"gu").replace(/notPunctSpace/g,Te).replace(/punctSpace/g,ue).replace(/punct/g,O).getRegex(),ii=m(/^~~?(?:((?!~)punct)|[^\s~])/,"u").replace(
/punct/g,O).getRegex(),oi="^[^~]+(?=[^~])|(?!~)punct(~~?)(?=[\\s]|$)|notPunctSpace(~~?)(?!~)(?=punctSpace|$)|(?!~)punctSpace(~~?)(?=notPunctSpace)|[\\s](~~?)(?!~)\
(?=punct)|(?!~)punct(~~?)(?!~)(?=punct)|notPunctSpace(~~?)(?=notPunctSpace)",ai=m(oi,"gu").replace(/notPunctSpace/g,Te).replace(/punctSpace/g,ue).replace(/punct/g,
O).getRegex(),li=m(/\\(punct)/,"gu").replace(/punct/g,O).getRegex(),ci=m(/(`+)(?:[^`]|[^`][\s\S]*?[^`])\1(?!`)|`+|\\(punct)/,"gu").replace(/punct/g,O).getRegex(),
ui=m(/^<(scheme:[^\s\x00-\x1f<>]*|email)>/).replace("scheme",/[a-zA-Z][a-zA-Z0-9+.-]{1,31}/).replace("email",/[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+(@)[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+(?![-_])/).
getRegex(),pi=m(Et).replace("(?:-->|$)","-->").getRegex(),di=m("^comment|^</[a-zA-Z][a-zA-Z0-9-]*\\s*>|^<[a-zA-Z][a-zA-Z0-9-]*(?:attribute)*?\\s*/?>|^<\\?[\\s\\S]*?\\\
?>|^<![a-zA-Z]+\\s[\\s\\S]*?>|^<!\\[CDATA\\[[\\s\\S]*?\\]\\]>").replace("comment",pi).replace("attribute",/\s+[a-zA-Z:_][\w.:-]*(?:\s*=\s*"[^"]*"|\s*=\s*'[^']*'|\s*=\s*[^\s"'=<>`]+)?/).
getRegex(),Un=/\[(?:\\[\s\S]|[^\[\]\\])*\]/,Ze=m(/(?:\[(?:brackets|\\[\s\S]|[^\[\]\\])*\]|\\[\s\S]|`+(?!`)[^`]*?`+(?!`)|``+(?=\])|[^\[\]\\`])*?/).replace("brack\
ets",Un).getRegex(),hi=m(/^!?\[(label)\]\([ \t\n]*(href)(?:(?:[ \t]+(?:\n[ \t]*)?|\n[ \t]*)(title))?[ \t\n]*\)/).replace("label",Ze).replace("href",/<(?:\\.|[^\n<>\\])*>|(?!<)[^ \t\n\x00-\x1f]+|(?=\))/).
replace("title",/"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|\((?:\\[\s\S]|[^)\\])*\)/).getRegex(),gi=m(/^!?\[(label)\]\[(ref)\]/).replace("label",Ze).replace(
"ref",At).getRegex(),fi=m(/^!?\[(ref)\](?:\[\])?/).replace("ref",At).getRegex(),$n=/(?!\s*\])(?:\\[\s\S]|[^\[\]\\]){1,999}/,mi=m(/(?:[^\[\]\\`]*(?:\[(?:brackets|\\[\s\S]|[^\[\]\\])*\]|\\[\s\S]|`+(?!`)[^`]*?`+(?!`)|``+(?=\]))){0,999}?[^\[\]\\`]*?/).
replace("brackets",Un).getRegex(),ki=m("reflink|nolink(?!\\()","g").replace("reflink",m(/^!?\[(label)\]\[(ref)\]/).replace("label",mi).replace("ref",$n).getRegex()).
replace("nolink",m(/^!?\[(ref)\](?:\[\])?/).replace("ref",$n).getRegex()).getRegex(),Cn=/[hH][tT][tT][pP][sS]?|[fF][tT][pP]/,xi=/[A-Za-z0-9._+-]+@[a-zA-Z0-9-_]+(?:\.[a-zA-Z0-9-_]*[a-zA-Z0-9])+(?![\w-])/,
bi=m(/(?:mailto:email|xmpp:email(?:\/[A-Za-z0-9@.]+)?)/).replace(/email/g,xi).getRegex(),Ct={_backpedal:Y,anyPunctuation:li,anyPunctuationOutsideCode:ci,autolink:ui,
blockSkip:Ks,br:Fn,code:Hs,del:Y,delLDelim:Y,delRDelim:Y,emStrongLDelim:Xs,emStrongRDelimAst:Ys,emStrongRDelimUnd:ni,escape:qs,link:hi,nolink:fi,punctuation:js,
reflink:gi,reflinkSearch:ki,tag:di,text:Fs,url:Y},yi={...Ct,emStrongLDelim:Vs,emStrongRDelimAst:ti,emStrongRDelimUnd:si,link:m(/^!?\[(label)\]\((.*?)\)/).replace(
"label",Ze).getRegex(),reflink:m(/^!?\[(label)\]\s*\[([^\]]*)\]/).replace("label",Ze).getRegex()},bt={...Ct,emStrongRDelimAst:Gs,emStrongLDelim:Zs,delLDelim:ii,
delRDelim:ai,url:m(/^emailProtocol|^((?:protocol):\/\/|www\.)(?:[a-zA-Z0-9\-]+\.?)+[^\s<]*|^email/).replace("emailProtocol",bi).replace("protocol",Cn).replace("\
email",/[A-Za-z0-9._+-]+(@)[a-zA-Z0-9-_]+(?:\.[a-zA-Z0-9-_]*[a-zA-Z0-9])+(?![\w-])/).getRegex(),_backpedal:/(?:[^?!.,:;*_'"~()&]+|\([^)]*\)|&(?![a-zA-Z0-9]+;$)|[?!.,:;*_'"~)]+(?!$))+/,
del:/^(~~?)(?=[^\s~])((?:\\[\s\S]|[^\\])*?(?:\\[\s\S]|[^\s~\\]))\1(?=[^~]|$)/,text:m(/^(?:[^a-zA-Z0-9](?=emailProtocol)|(`+|~+|[^`~])(?:(?=[`~])|(?= {2,}\n)|(?=[a-zA-Z0-9.!#$%&'*+\/=?_`{\|}~-]+@)|[\s\S]*?(?:(?=[\\<!\[`*~_]|\b_|protocol:\/\/|wwwStart|$)|[^ ](?= {2,}\n)|[^a-zA-Z0-9](?=emailProtocol)|[^a-zA-Z0-9.!#$%&'*+\/=?_`{\|}~-](?=[a-zA-Z0-9.!#$%&'*+\/=?_`{\|}~-]+@))))/).
replace("protocol",Cn).replace(/emailProtocol/g,/(?:mailto|xmpp):/).replace("wwwStart",Bn?"(?<![^\\s*_~(])www\\.":"www\\.").getRegex()},wi={...bt,br:m(Fn).replace(
"{2,}","*").getRegex(),text:m(bt.text).replace("\\b_","\\b_| {2,}\\n").replace(/\{2,\}/g,"*").getRegex()},Ke={normal:$t,gfm:Bs,pedantic:Ls},be={normal:Ct,gfm:bt,
breaks:wi,pedantic:yi},Si={"&":"&amp;","<":"&lt;",">":"&gt;",'"':"&quot;","'":"&#39;"},Mn=t=>Si[t];function A(t,e){if(e){if(T.escapeTest.test(t))return t.replace(
T.escapeReplace,Mn)}else if(T.escapeTestNoEncode.test(t))return t.replace(T.escapeReplaceNoEncode,Mn);return t}function Ti(t){return T.numericCharacterReference.
test(t)?t.replace(T.numericCharacterReferenceOrAmpersand,(e,n,r)=>{if(n===void 0&&r===void 0)return"&amp;";let s=n===void 0?Number.parseInt(r,16):Number.parseInt(
n,10);return s===0||s>1114111||s>=55296&&s<=57343?"�":s===38?"&amp;":String.fromCodePoint(s)}):t}function _n(t){try{t=encodeURI(t).replace(T.percentDecode,"%")}catch{
return null}return t}function In(t,e){let n=t.replace(T.findPipe,(i,a,l)=>{let c=!1,h=a;for(;--h>=0&&l[h]==="\\";)c=!c;return c?"|":" |"}),r=n.split(T.splitPipe),
s=0;if(r[0].trim()||r.shift(),r.length>0&&!r.at(-1)?.trim()&&r.pop(),e)if(r.length>e)r.splice(e);else for(;r.length<e;)r.push("");for(;s<r.length;s++)r[s]=r[s].
trim().replace(T.slashPipe,"|");return r}function q(t,e,n){let r=t.length;if(r===0)return"";let s=0;for(;s<r;){let i=t.charAt(r-s-1);if(i===e&&!n)s++;else if(i!==
e&&n)s++;else break}return t.slice(0,r-s)}function Pn(t){let e=t.split(`
`),n=e.length-1;for(;n>=0&&T.blankLine.test(e[n]);)n--;return e.length-n<=2?t:e.slice(0,n+1).join(`
`)}function Qe(t){return t.trim().replace(T.multipleSpaceGlobal," ").toLowerCase().toUpperCase().toLowerCase()}function On(t,e){if(t.indexOf(e[0])===-1&&t.indexOf(
e[1])===-1)return-1;let n=0;for(let r=0;r<t.length;r++)if(t[r]==="\\")r++;else if(t[r]===e[0])n++;else if(t[r]===e[1]&&(n--,n<0))return r;return n>0?-2:-1}var ce=new WeakMap;
function Mt(t){let e={"*":-1,_:-1},n=-1,r=t.length;for(let s=0;s<r;s++){let i=t[s];if(i!=="*"&&i!=="_"&&i!=="~")continue;let a=s===0?`
`:t[s-1],l=s+1;for(;l<r&&t[l]===i;)l++;a!==" "&&a!=="	"&&a!==`
`&&a!=="\r"&&a!=="\f"&&(i==="~"?n=s:e[i]=s),s=l-1}return{maskedSrc:t,lastPossibleEmStrongCloserIndex:e,lastPossibleDelCloserIndex:n}}function vi(t,e){let n=Mt(e),
r=ce.get(t);r?r.push(n):ce.set(t,[n])}function Ri(t){let e=ce.get(t);e&&(e.pop(),e.length===0&&ce.delete(t))}function Kn(t,e,n){let r=ce.get(t)?.at(-1);return r&&
r.maskedSrc===e?r.lastPossibleEmStrongCloserIndex[n]:Mt(e).lastPossibleEmStrongCloserIndex[n]}function Xn(t,e){let n=ce.get(t)?.at(-1);return n&&n.maskedSrc===e?
n.lastPossibleDelCloserIndex:Mt(e).lastPossibleDelCloserIndex}function Xe(t,e=0){let n=e,r="";for(let s of t)if(s==="	"){let i=4-n%4;r+=" ".repeat(i),n+=i}else r+=
s,n++;return r}function Ai(t,e){let n="";for(let r=0;r<t.length;r++){if(t[r]==="`"){let s=e.inline.code.exec(t.slice(r));if(s){n+=s[0],r+=s[0].length-1;continue}}
if(t[r]==="\\"&&(t[r+1]==="["||t[r+1]==="]")){n+=t[r+1],r++;continue}n+=t[r]}return n}function Nn(t,e,n,r,s){let i=e.href,a=e.title||null,l=Ai(t[1],s),c=t[0].charAt(
0)==="!",h=r.state.inLink,u=r.state.linkEmitted,g=r.state.inRawBlock;r.state.inLink=!0,r.state.linkEmitted=!1;let p=r.inlineTokens(l),f=r.state.linkEmitted;if(r.
state.linkEmitted=u,r.state.inLink=h,!c){if(f){r.state.inRawBlock=g;return}r.state.linkEmitted=!0}return{type:c?"image":"link",raw:n,href:i,title:a,text:l,tokens:p}}
function Ei(t,e,n){let r=t.match(n.other.indentCodeCompensation);if(r===null)return e;let s=r[1];return e.split(`
`).map(i=>{let a=i.match(n.other.beginningSpace);if(a===null)return i;let[l]=a;return i.slice(Math.min(l.length,s.length))}).join(`
`)}function Dn(t,e,n,r){if(!e.includes("<"))return!1;for(let s=0;s<e.length;s++){if(e[s]==="\\"){s++;continue}if(e[s]==="`"){let l=r.inline.code.exec(e.slice(s));
if(l){s+=l[0].length-1;continue}}if(e[s]!=="<")continue;let i=t.slice(n+s),a=r.inline.tag.exec(i)||r.inline.autolink.exec(i);if(a){if(a[0].length>e.length-s)return!0;
s+=a[0].length-1}}return!1}var G=class{options;rules;lexer;constructor(t){this.options=t||te}space(t){let e=this.rules.block.newline.exec(t);if(e&&e[0].length>0)
return{type:"space",raw:e[0]}}code(t){let e=this.rules.block.code.exec(t);if(e){let n=this.options.pedantic?e[0]:Pn(e[0]),r=n.replace(this.rules.other.codeRemoveIndent,
"");return{type:"code",raw:n,codeBlockStyle:"indented",text:r}}}fences(t){let e=this.rules.block.fences.exec(t);if(e){let n=e[0],r=Ei(n,e[3]||"",this.rules);return e[3]!==
void 0&&(r===""||r.endsWith(`
`))&&(r+=`
`),{type:"code",raw:n,lang:e[2]?e[2].trim().replace(this.rules.inline.anyPunctuation,"$1"):e[2],text:r}}}heading(t){let e=this.rules.block.heading.exec(t);if(e){
let n=e[2].trim();if(this.rules.other.endingHash.test(n)){let r=q(n,"#");(this.options.pedantic||!r||this.rules.other.endingSpaceTabChar.test(r))&&(n=r.trim())}
return{type:"heading",raw:q(e[0],`
`),depth:e[1].length,text:n,tokens:this.lexer.inline(n)}}}hr(t){let e=this.rules.block.hr.exec(t);if(e)return{type:"hr",raw:q(e[0],`
`)}}blockquote(t){let e=this.rules.block.blockquote.exec(t);if(e){let n=q(e[0],`
`).split(`
`),r="",s="",i=[];for(;n.length>0;){let a=!1,l=[],c;for(c=0;c<n.length;c++)if(this.rules.other.blockquoteStart.test(n[c]))l.push(n[c]),a=!0;else if(!a)l.push(n[c]);else
break;n=n.slice(c);let h=l.join(`
`),u=h.replace(this.rules.other.blockquoteMarkerWhitespace,(f,d,x)=>x.startsWith(" ")?d+" "+x.slice(1):d+Xe(x,d.length)).replace(this.rules.other.blockquoteSetextReplace,
`
    $1`).replace(this.rules.other.blockquoteSetextReplace2,"");r=r?`${r}
${h}`:h,s=s?`${s}
${u}`:u;let g=this.lexer.state.top;if(this.lexer.state.top=!0,this.lexer.blockTokens(u,i,!0),this.lexer.state.top=g,n.length===0)break;let p=i.at(-1);if(p?.type===
"code"||p?.type==="heading"||p?.type==="hr"||p?.type==="html"||p?.type==="table")break;if(p?.type==="blockquote"){let f=p,d=n.join(`
`),x=f.raw+`
`+d.replace(this.rules.other.blockquoteSetextReplace2,""),k=this.blockquote(x);i[i.length-1]=k;let b=x.substring(k.raw.length).replace(/^\n/,""),N=b?b.split(`
`).length:0,S=N?n.slice(0,-N):n;if(S.length>0&&(r=`${r}
${S.join(`
`)}`),s=s.substring(0,s.length-f.text.length)+k.text,n=n.slice(S.length),n.length>0&&this.rules.other.blockquoteStart.test(n[0]))continue;break}else if(p?.type===
"list"){let f=p,d=f.raw+`
`+n.join(`
`),x=this.list(d);i[i.length-1]=x;let k=x.raw.length>f.raw.length?d.slice(f.raw.length+1,x.raw.length).split(`
`).length:0;if(k>0){let b=n.slice(0,k).join(`
`);r=`${r}
${b}`,s=`${s}
${b}`}if(n=n.slice(k),n.length>0&&!this.rules.other.blockquoteStart.test(n[0]))break;continue}}return{type:"blockquote",raw:r,tokens:i,text:s}}}list(t){let e=this.
rules.block.list.exec(t);if(e){if(!this.options.pedantic&&this.lexer.state.lastToken?.type==="text"&&!this.rules.other.listInterruptsParagraph.test(t))return;let n=t,
r=()=>n.length-t.length,s=e[1].trim(),i=s.length>1,a={type:"list",raw:"",ordered:i,start:i?+s.slice(0,-1):"",loose:!1,items:[]};s=i?`\\d{1,9}\\${s.slice(-1)}`:`\
\\${s}`,this.options.pedantic&&(s=i?s:"[*+-]");let l=this.rules.other.listItemRegex(s),c=!1;for(;t;){let g=!1,p="";if(!(e=l.exec(t))||this.rules.block.hr.test(t))
break;let f=r();t=t.substring(e[0].length);let d=e[2].split(`
`,1)[0],x=e[1].length,k=this.options.pedantic?Xe(d,x):d.replace(this.rules.other.leadingSpaceTab,ne=>Xe(ne,x)),b=t.split(`
`,1)[0],N=!k.trim(),S=0;if(this.options.pedantic?(S=2,p=k.trimStart()):N?S=x+1:(S=k.search(this.rules.other.nonSpaceChar),S=S>4?1:S,p=k.slice(S),S+=x),N&&this.rules.
other.blankLine.test(b)&&(t=t.substring(b.length+1),g=!0),!g){let ne=this.rules.other.nextBulletRegex(S),de=this.rules.other.hrRegex(S),Ae=this.rules.other.fencesBeginRegex(
S),U=this.options.pedantic?this.rules.other.pedanticHeadingBeginRegex(S):this.rules.other.headingBeginRegex(S),he=this.rules.other.htmlBeginRegex(S),Ee=this.rules.
other.blockquoteBeginRegex(S),et=!1;for(;t;){let Pt=t.split(`
`,1)[0],re;if(b=Pt,this.options.pedantic?(b=b.replace(this.rules.other.listReplaceNesting,"  "),re=b):re=b.replace(this.rules.other.leadingSpaceTab,E=>Xe(E)),Ae.
test(b)||U.test(b)||he.test(b)||Ee.test(b)||ne.test(b)||de.test(b))break;if(re.search(this.rules.other.nonSpaceChar)>=S||!b.trim())p+=`
`+re.slice(S),et=!1;else{if(N)break;let E=k;if(!this.options.pedantic&&!p.includes(`
`)&&!k.includes("	")){let se;for(;!de.test(E)&&(se=this.rules.other.nestedBlockMarker.exec(E));)E=E.slice(se[0].length);if(!E.trim())break}if(E.replace(this.rules.
other.tabCharGlobal,"    ").search(this.rules.other.nonSpaceChar)>=4||Ae.test(E)||U.test(E)||he.test(E)||de.test(E))break;if(!this.options.pedantic&&!et){let se=k.
replace(this.rules.other.nestedContainerMarkers,"");if(this.rules.block.fences.test(se)||this.rules.block.heading.test(se)||this.rules.block.hr.test(se))break}let ir=!this.
options.pedantic&&/^ {0,3}(?:=+|-+) *$/.test(b)&&this.rules.block.lheading.test(`${k}
${b}`)?`    ${re.replace(/^ {0,3}/,"")}`:b;p+=`
`+ir,et=!0}N=!b.trim(),t=t.substring(Pt.length+1),k=re.slice(S)}}let pe=n.slice(f,r());a.loose||(c?a.loose=!0:this.rules.other.doubleBlankLine.test(pe)&&(c=!0)),
a.items.push({type:"list_item",raw:pe,task:!!this.options.gfm&&this.rules.other.listIsTask.test(p),loose:!1,text:p,tokens:[]})}let h=a.items.at(-1);if(h)h.raw=h.
raw.trimEnd(),h.text=h.text.trimEnd();else return;a.raw=n.slice(0,r()).trimEnd();let u=[];for(let g of a.items)if(this.lexer.state.top=!1,u.push(this.lexer.inlineQueue.
length),g.tokens=this.lexer.blockTokens(g.text,[]),!a.loose){let p=g.tokens.filter(d=>d.type==="space"),f=p.length>0&&p.some(d=>this.rules.other.anyLine.test(d.
raw));a.loose=f}for(let g=0;g<a.items.length;g++){let p=a.items[g],f=p.tokens[0];if(p.task&&(f?.type==="text"||f?.type==="paragraph")){p.text=p.text.replace(this.
rules.other.listReplaceTask,""),f.raw=f.raw.replace(this.rules.other.listReplaceTask,""),f.text=f.text.replace(this.rules.other.listReplaceTask,"");let d=this.lexer.
inlineQueue;for(let k=u[g];k<d.length;k++)if(d[k].tokens===f.tokens){d[k].src=d[k].src.replace(this.rules.other.listReplaceTask,"");break}let x=this.rules.other.
listTaskCheckbox.exec(p.raw);if(x){let k={type:"checkbox",raw:x[0]+" ",checked:x[0]!=="[ ]"};p.checked=k.checked,a.loose?p.tokens[0]&&["paragraph","text"].includes(
p.tokens[0].type)&&"tokens"in p.tokens[0]&&p.tokens[0].tokens?(p.tokens[0].raw=k.raw+p.tokens[0].raw,p.tokens[0].text=k.raw+p.tokens[0].text,p.tokens[0].tokens.
unshift(k)):p.tokens.unshift({type:"paragraph",raw:k.raw,text:k.raw,tokens:[k]}):p.tokens.unshift(k)}}else p.task&&(p.task=!1)}if(a.loose)for(let g of a.items){
g.loose=!0;for(let p of g.tokens)p.type==="text"&&(p.type="paragraph")}return a}}html(t){let e=this.rules.block.html.exec(t);if(e){if(this.lexer.state.lastToken?.
type==="paragraph"&&!this.rules.other.htmlBeginRegex(4).test(t))return;let n=Pn(e[0]);return{type:"html",block:!0,raw:n,pre:e[1]==="pre"||e[1]==="script"||e[1]===
"style",text:n}}}def(t){let e=this.rules.block.def.exec(t);if(e){if(!this.rules.other.startAngleBracket.test(e[2])&&On(e[2],"()")!==-1)return;let n=Qe(e[1]),r=e[2]?
e[2].replace(this.rules.other.hrefBrackets,"$1").replace(this.rules.inline.anyPunctuation,"$1"):"",s=e[3]?e[3].substring(1,e[3].length-1).replace(this.rules.inline.
anyPunctuation,"$1"):e[3];return{type:"def",tag:n,raw:q(e[0],`
`),href:r,title:s}}}table(t){let e=this.rules.block.table.exec(t);if(!e||!this.rules.other.tableDelimiter.test(e[2]))return;let n=In(e[1]),r=e[2].replace(this.rules.
other.tableAlignChars,"").split("|"),s=e[3]?.trim()?e[3].replace(this.rules.other.tableRowBlankLine,"").split(`
`):[],i={type:"table",raw:q(e[0],`
`),header:[],align:[],rows:[]};if(n.length===r.length){for(let a of r)this.rules.other.tableAlignRight.test(a)?i.align.push("right"):this.rules.other.tableAlignCenter.
test(a)?i.align.push("center"):this.rules.other.tableAlignLeft.test(a)?i.align.push("left"):i.align.push(null);for(let a=0;a<n.length;a++)i.header.push({text:n[a],
tokens:this.lexer.inline(n[a]),header:!0,align:i.align[a]});for(let a of s)i.rows.push(In(a,i.header.length).map((l,c)=>({text:l,tokens:this.lexer.inline(l),header:!1,
align:i.align[c]})));return i}}lheading(t){let e=this.rules.block.lheading.exec(t);if(e){let n=e[1].trim();return{type:"heading",raw:q(e[0],`
`),depth:e[2].charAt(0)==="="?1:2,text:n,tokens:this.lexer.inline(n)}}}paragraph(t){let e=this.rules.block.paragraph.exec(t);if(e){let n=e[1].charAt(e[1].length-
1)===`
`?e[1].slice(0,-1):e[1];return{type:"paragraph",raw:e[0],text:n,tokens:this.lexer.inline(n)}}}text(t){let e=this.rules.block.text.exec(t);if(e)return{type:"text",
raw:e[0],text:e[0],tokens:this.lexer.inline(e[0])}}escape(t){if(t.charCodeAt(0)!==92)return;let e=this.rules.inline.escape.exec(t);if(e)return{type:"escape",raw:e[0],
text:e[1]}}tag(t){if(t.charCodeAt(0)!==60)return;let e=this.rules.inline.tag.exec(t);if(e)return!this.lexer.state.inLink&&this.rules.other.startATag.test(e[0])?
this.lexer.state.inLink=!0:this.lexer.state.inLink&&this.rules.other.endATag.test(e[0])&&(this.lexer.state.inLink=!1),!this.lexer.state.inRawBlock&&this.rules.other.
startPreScriptTag.test(e[0])?this.lexer.state.inRawBlock=!0:this.lexer.state.inRawBlock&&this.rules.other.endPreScriptTag.test(e[0])&&(this.lexer.state.inRawBlock=
!1),{type:"html",raw:e[0],inLink:this.lexer.state.inLink,inRawBlock:this.lexer.state.inRawBlock,block:!1,text:e[0]}}link(t){if(this.lexer.state.linkParenPossible===
!1)return;let e=t.charCodeAt(0);if(e!==91&&e!==33)return;let n=this.rules.inline.link.exec(t);if(n){let r=n[0].charAt(0)==="!"?2:1;if(!this.options.pedantic&&Dn(
t,n[1],r,this.rules))return;let s=n[2].trim();if(!this.options.pedantic&&this.rules.other.startAngleBracket.test(s)){if(!this.rules.other.endAngleBracket.test(s))
return;let c=q(s.slice(0,-1),"\\");if((s.length-c.length)%2===0)return}else{let c=On(n[2],"()");if(c===-2)return;if(c>-1){let h=(n[0].indexOf("!")===0?5:4)+n[1].
length+c;n[2]=n[2].substring(0,c),n[0]=n[0].substring(0,h).trim(),n[3]=""}}let i=q(n[0].slice(0,-1),"\\");if((n[0].length-i.length)%2===0)return;let a=n[2],l="";
if(this.options.pedantic){let c=this.rules.other.pedanticHrefTitle.exec(a);c&&(a=c[1],l=c[3])}else l=n[3]?n[3].slice(1,-1):"";return a=a.trim(),this.rules.other.
startAngleBracket.test(a)&&(this.options.pedantic&&!this.rules.other.endAngleBracket.test(s)?a=a.slice(1):a=a.slice(1,-1)),Nn(n,{href:a&&a.replace(this.rules.inline.
anyPunctuation,"$1"),title:l&&l.replace(this.rules.inline.anyPunctuation,"$1")},n[0],this.lexer,this.rules)}}reflink(t,e){let n=t.charCodeAt(0);if(n!==91&&n!==33)
return;let r;if((r=this.rules.inline.reflink.exec(t))||(r=this.rules.inline.nolink.exec(t))){let s=r[0].charAt(0)==="!"?2:1;if(!this.options.pedantic&&Dn(t,r[1],
s,this.rules))return;let i=e[Qe(r[2]||r[1])];if(!i){let a=r[0].charAt(0);return{type:"text",raw:a,text:a}}return Nn(r,i,r[0],this.lexer,this.rules)}}emStrong(t,e,n=""){
let r=this.rules.inline.emStrongLDelim.exec(t);if(!r||!r[1]&&!r[2]&&!r[3]&&!r[4])return;let s=r[0][0],i=n===s,a=e.length-t.length,l=a;for(;!this.options.pedantic&&
l>0&&e[l-1]===s;)l--;let c=[...e.slice(Math.max(0,l-2),l)].at(-1)??"",h=c==="*"||c==="_"||!!this.rules.inline.punctuation.exec(c);l<a&&(n=c);let u=l<a?h:n==="*"||
n==="_"||!!this.rules.inline.punctuation.exec(n);if(r[4]&&n.match(this.rules.other.unicodeAlphaNumeric))return;let g=r[1]||r[3]||"";if(!g||!n||u){let p=[...r[0]].
length-1,f,d,x=p,k=0,b=a-l+p,N=!this.options.pedantic&&!!c.trim()&&(!!g||s==="*"&&!h);if(s!=="*"&&s!=="_")return;let S=s==="*"?this.rules.inline.emStrongRDelimAst:
this.rules.inline.emStrongRDelimUnd,pe=Kn(this,e,s),ne=e.length-t.length+p;if(pe<ne)return;e=e.slice(-1*t.length+p);let de=pe-ne;for(S.lastIndex=0;(r=S.exec(e))!==
null&&!(r.index>de);){if(f=r[1]||r[2]||r[3]||r[4]||r[5]||r[6],!f)continue;if(d=[...f].length,r[3]||r[4]){x+=d;continue}else if((r[5]||r[6]||N)&&b%3&&!((b+d)%3)){
if(i&&(r[5]||r[6]))break;k+=d;continue}if(x-=d,x>0)continue;d=Math.min(d,d+x+k);let Ae=[...r[0]][0].length,U=t.slice(0,p+r.index+Ae+d);if(Math.min(p,d)%2){let Ee=U.
slice(1,-1);return{type:"em",raw:U,text:Ee,tokens:this.lexer.inlineTokens(Ee)}}let he=U.slice(2,-2);return{type:"strong",raw:U,text:he,tokens:this.lexer.inlineTokens(
he)}}}}codespan(t){if(t.charCodeAt(0)!==96)return;let e=this.rules.inline.code.exec(t);if(e){let n=e[2].replace(this.rules.other.newLineCharGlobal," "),r=this.rules.
other.nonSpaceChar.test(n),s=this.rules.other.startingSpaceChar.test(n)&&this.rules.other.endingSpaceChar.test(n);return r&&s&&(n=n.substring(1,n.length-1)),{type:"\
codespan",raw:e[0],text:n}}}br(t){let e=t.charCodeAt(0);if(e!==32&&e!==92&&e!==10)return;let n=this.rules.inline.br.exec(t);if(n)return{type:"br",raw:n[0]}}del(t,e,n=""){
if(t.charCodeAt(0)!==126)return;let r=this.rules.inline.delLDelim.exec(t);if(r&&(!r[1]||!n||this.rules.inline.punctuation.exec(n))){let s=[...r[0]].length-1,i,a,
l=s,c=this.rules.inline.delRDelim,h=Xn(this,e),u=e.length-t.length+s;if(h<u)return;e=e.slice(-1*t.length+s);let g=h-u;for(c.lastIndex=0;(r=c.exec(e))!==null&&!(r.
index>g);){if(i=r[1]||r[2]||r[3]||r[4]||r[5]||r[6],!i||(a=[...i].length,a!==s))continue;if(r[3]||r[4]){l+=a;continue}if(l-=a,l>0)continue;a=Math.min(a,a+l);let p=[
...r[0]][0].length,f=t.slice(0,s+r.index+p+a),d=f.slice(s,-s);return{type:"del",raw:f,text:d,tokens:this.lexer.inlineTokens(d)}}}}autolink(t){if(t.charCodeAt(0)!==
60)return;let e=this.rules.inline.autolink.exec(t);if(e){let n,r;return e[2]==="@"?(n=e[1],r="mailto:"+n):(n=e[1],r=n),{type:"link",raw:e[0],text:n,href:r,autolink:!0,
tokens:[{type:"text",raw:n,text:n}]}}}url(t){let e;if(e=this.rules.inline.url.exec(t)){let n,r;if(e[2]==="@")n=e[0],r="mailto:"+n;else{let s;do s=e[0],e[0]=this.
rules.inline._backpedal.exec(e[0])?.[0]??"";while(s!==e[0]);n=e[0],e[1]==="www."?r="http://"+e[0]:r=e[0]}return{type:"link",raw:e[0],text:n,href:r,autolink:!0,tokens:[
{type:"text",raw:n,text:n}]}}}inlineText(t){let e=this.rules.inline.text.exec(t);if(e){let n=this.lexer.state.inRawBlock;return{type:"text",raw:e[0],text:n?e[0]:
Ti(e[0]),escaped:n}}}},M=class yt{tokens;options;state;inlineQueue;tokenizer;constructor(e){this.tokens=[],this.tokens.links=Object.create(null),this.options=e||
te,this.options.tokenizer=this.options.tokenizer||new G,this.tokenizer=this.options.tokenizer,this.tokenizer.options=this.options,this.tokenizer.lexer=this,this.
inlineQueue=[],this.state={inLink:!1,inRawBlock:!1,linkEmitted:!1,linkParenPossible:!0,top:!0};let n={other:T,block:Ke.normal,inline:be.normal};this.options.pedantic?
(n.block=Ke.pedantic,n.inline=be.pedantic):this.options.gfm&&(n.block=Ke.gfm,this.options.breaks?n.inline=be.breaks:n.inline=be.gfm),this.tokenizer.rules=n}static get rules(){
return{block:Ke,inline:be}}static lex(e,n){return new yt(n).lex(e)}static lexInline(e,n){return new yt(n).inlineTokens(e)}lex(e){e=e.replace(T.carriageReturn,`
`),this.blockTokens(e,this.tokens);for(let n=0;n<this.inlineQueue.length;n++){let r=this.inlineQueue[n];this.state.inRawBlock=!1,this.inlineTokens(r.src,r.tokens)}
return this.inlineQueue=[],this.tokens}blockTokens(e,n=[],r=!1){this.tokenizer.lexer=this;let s=this.state.lastToken;this.options.pedantic&&(e=e.replace(T.tabCharGlobal,
"    ").replace(T.spaceLine,""));let i=1/0,a,l=this.options.gfm&&!this.options.pedantic&&this.tokenizer.paragraph===G.prototype.paragraph;for(;e;){if(e.length<i)
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
extensions?.startBlock){let u=1/0,g=e.slice(1),p;this.options.extensions.startBlock.forEach(f=>{p=f.call({lexer:this},g),typeof p=="number"&&p>=0&&(u=Math.min(u,
p))}),u<1/0&&u>=0&&(h=e.substring(0,u+1))}if(this.state.top&&(c=this.tokenizer.paragraph(h))){let u=n.at(-1);(r||u===a&&l)&&u?.type==="paragraph"?(u.raw+=(u.raw.
endsWith(`
`)?"":`
`)+c.raw,u.text+=`
`+c.text,this.inlineQueue.pop(),this.inlineQueue.at(-1).src=u.text,a=u):(n.push(c),a=c),r=h.length!==e.length,e=e.substring(c.raw.length);continue}if(c=this.tokenizer.
text(e)){e=e.substring(c.raw.length);let u=n.at(-1);u?.type==="text"?(u.raw+=(u.raw.endsWith(`
`)?"":`
`)+c.raw,u.text+=`
`+c.text,this.inlineQueue.pop(),this.inlineQueue.at(-1).src=u.text):n.push(c);continue}if(e){this.infiniteLoopError(e.charCodeAt(0));break}}return this.state.top=
!0,this.state.lastToken=s,n}inline(e,n=[]){return this.inlineQueue.push({src:e,tokens:n}),n}linkInText(e){if(!e.includes("["))return!1;let n=this.tokenizer.rules.
inline.link;for(let r of e.matchAll(this.tokenizer.rules.inline.blockSkip))if(n.test(r[0])&&e.charAt(r.index-1)!=="!")return!0;for(let r of e.matchAll(this.tokenizer.
rules.inline.reflinkSearch)){let s=r[0],i=s.lastIndexOf("[");if(!(s.charAt(0)==="!"||!Object.hasOwn(this.tokens.links,Qe(s.slice(i+1,-1))))&&!(i>1&&this.linkInText(
s.slice(1,i-1))))return!0}return!1}inlineTokens(e,n=[]){this.tokenizer.lexer=this;let r=this.state.linkParenPossible;this.state.linkParenPossible=e.includes(")");
try{return this.#e(e,n)}finally{this.state.linkParenPossible=r}}#e(e,n){let r=e.includes("*")||e.includes("_")||e.includes("~"),s=r||this.options.hooks?.emStrongMask||
this.tokenizer.emStrong!==G.prototype.emStrong||this.tokenizer.del!==G.prototype.del?this.#r(e):e;if(!r)return this.#t(e,s,n);vi(this.tokenizer,s);try{return this.#t(
e,s,n)}finally{Ri(this.tokenizer)}}#t(e,n,r){let s=!1,i="",a=1/0;for(;e;){if(e.length<a)a=e.length;else{this.infiniteLoopError(e.charCodeAt(0));break}s||(i=""),
s=!1;let l;if(this.options.extensions?.inline?.some(u=>(l=u.call({lexer:this},e,r))?(e=e.substring(l.raw.length),r.push(l),!0):!1))continue;if(l=this.tokenizer.
escape(e)){e=e.substring(l.raw.length),r.push(l);continue}if(l=this.tokenizer.tag(e)){e=e.substring(l.raw.length),r.push(l);continue}if(l=this.tokenizer.link(e)){
e=e.substring(l.raw.length),r.push(l);continue}if(l=this.tokenizer.reflink(e,this.tokens.links)){e=e.substring(l.raw.length);let u=r.at(-1);l.type==="text"&&u?.
type==="text"?(u.raw+=l.raw,u.text+=l.text):r.push(l);continue}let c=e[0];if(c==="*"||c==="_"){let u=n.length-e.length;if(Kn(this.tokenizer,n,c)<=u){let g=1;for(;g<
e.length&&e.charCodeAt(g)===c.charCodeAt(0);)g++;let p=e.substring(0,g),f=r.at(-1);f?.type==="text"&&!f.escaped?(f.raw+=p,f.text+=p):r.push({type:"text",raw:p,text:p,
escaped:!1}),e=e.substring(g),i=c,s=!0;continue}}else if(c==="~"){let u=n.length-e.length;if(Xn(this.tokenizer,n)<=u){let g=1;for(;g<e.length&&e.charCodeAt(g)===
126;)g++;let p=e.substring(0,g),f=r.at(-1);f?.type==="text"&&!f.escaped?(f.raw+=p,f.text+=p):r.push({type:"text",raw:p,text:p,escaped:!1}),e=e.substring(g),i=c,
s=!0;continue}}if(l=this.tokenizer.emStrong(e,n,i)){e=e.substring(l.raw.length),r.push(l);continue}if(l=this.tokenizer.codespan(e)){e=e.substring(l.raw.length),
r.push(l);continue}if(l=this.tokenizer.br(e)){e=e.substring(l.raw.length),r.push(l);continue}if(l=this.tokenizer.del(e,n,i)){e=e.substring(l.raw.length),r.push(
l);continue}if(l=this.tokenizer.autolink(e)){e=e.substring(l.raw.length),r.push(l);continue}if(!this.state.inLink&&(l=this.tokenizer.url(e))){e=e.substring(l.raw.
length),r.push(l);continue}let h=e;if(this.options.extensions?.startInline){let u=1/0,g=e.slice(1),p;this.options.extensions.startInline.forEach(f=>{p=f.call({lexer:this},
g),typeof p=="number"&&p>=0&&(u=Math.min(u,p))}),u<1/0&&u>=0&&(h=e.substring(0,u+1))}if(l=this.tokenizer.inlineText(h)){e=e.substring(l.raw.length),l.raw.slice(
-1)!=="_"&&(i=l.raw.slice(-1)),s=!0;let u=r.at(-1);u?.type==="text"?(u.raw+=l.raw,u.text+=l.text):r.push(l);continue}if(e){this.infiniteLoopError(e.charCodeAt(0));
break}}return r}#n(e){let{blockSkip:n,tag:r,autolink:s}=this.tokenizer.rules.inline,i="",a=0,l;for(n.lastIndex=0;l=n.exec(e);){let c=l.index+(l[2]?l[2].length:0),
h=l.index+l[0].length;if(e.charAt(c)==="<"){let u=e.slice(c),g=r.exec(u)||s.exec(u);if(!g){n.lastIndex=c+1;continue}h=c+g[0].length,n.lastIndex=h}i+=e.slice(a,c)+
"["+"a".repeat(h-c-2)+"]",a=h}return i+e.slice(a)}#r(e){let n=e;if(this.tokens.links&&e.includes("[")){let r=this.tokenizer.rules.inline.reflinkSearch,s=i=>{let a=i.
lastIndexOf("[");if(!Object.hasOwn(this.tokens.links,Qe(i.slice(a+1,-1))))return i;if(a>1&&i.charAt(0)!=="!"){let l=i.slice(1,a-1);if(this.linkInText(l))return"\
["+l.replace(r,s)+"]["+"a".repeat(i.length-a-2)+"]"}return"["+"a".repeat(i.length-2)+"]"};n=n.replace(r,s)}return n=n.replace(this.tokenizer.rules.inline.anyPunctuationOutsideCode,
(r,s,i)=>i?"+".repeat(r.length):s?s+r.slice(s.length,-s.length).replace(/`/g,"+")+s:r),n=this.#n(n),n=this.options.hooks?.emStrongMask?.call({lexer:this},n)??n,
n}infiniteLoopError(e){let n="Infinite loop on byte: "+e;if(this.options.silent)console.error(n);else throw new Error(n)}},Ve=class{options;parser;constructor(t){
this.options=t||te}space(t){return""}code({text:t,lang:e,escaped:n}){let r=(e||"").match(T.notSpaceStart)?.[0],s=t?t.replace(T.endingNewline,"")+`
`:"";return r?'<pre><code class="language-'+A(r)+'">'+(n?s:A(s,!0))+`</code></pre>
`:"<pre><code>"+(n?s:A(s,!0))+`</code></pre>
`}blockquote({tokens:t}){return`<blockquote>
${this.parser.parse(t)}</blockquote>
`}html({text:t}){return t}def(t){return""}heading({tokens:t,depth:e}){return`<h${e}>${this.parser.parseInline(t)}</h${e}>
`}hr(t){return`<hr>
`}list(t){let e=t.ordered,n=t.start,r="";for(let a=0;a<t.items.length;a++){let l=t.items[a];r+=this.listitem(l)}let s=e?"ol":"ul",i=e&&n!==1?' start="'+n+'"':"";
return"<"+s+i+`>
`+r+"</"+s+`>
`}listitem(t){return`<li>${this.parser.parse(t.tokens)}</li>
`}checkbox({checked:t}){return"<input "+(t?'checked="" ':"")+'disabled="" type="checkbox"> '}paragraph({tokens:t}){return`<p>${this.parser.parseInline(t)}</p>
`}table(t){let e="",n="";for(let s=0;s<t.header.length;s++)n+=this.tablecell(t.header[s]);e+=this.tablerow({text:n});let r="";for(let s=0;s<t.rows.length;s++){let i=t.
rows[s];n="";for(let a=0;a<i.length;a++)n+=this.tablecell(i[a]);r+=this.tablerow({text:n})}return r&&(r=`<tbody>${r}</tbody>`),`<table>
<thead>
`+e+`</thead>
`+r+`</table>
`}tablerow({text:t}){return`<tr>
${t}</tr>
`}tablecell(t){let e=this.parser.parseInline(t.tokens),n=t.header?"th":"td";return(t.align?`<${n} align="${t.align}">`:`<${n}>`)+e+`</${n}>
`}strong({tokens:t}){return`<strong>${this.parser.parseInline(t)}</strong>`}em({tokens:t}){return`<em>${this.parser.parseInline(t)}</em>`}codespan({text:t}){return`\
<code>${A(t,!0)}</code>`}br(t){return"<br>"}del({tokens:t}){return`<del>${this.parser.parseInline(t)}</del>`}link({href:t,title:e,text:n,tokens:r,autolink:s}){let i=s?
A(n,!0):this.parser.parseInline(r),a=_n(t);if(a===null)return i;t=A(a,s);let l='<a href="'+t+'"';return e&&(l+=' title="'+A(e)+'"'),l+=">"+i+"</a>",l}image({href:t,
title:e,text:n,tokens:r}){r&&(n=this.parser.parseInline(r,this.parser.textRenderer));let s=_n(t);if(s===null)return A(n);t=s;let i=`<img src="${A(t)}" alt="${A(
n)}"`;return e&&(i+=` title="${A(e)}"`),i+=">",i}text(t){return"tokens"in t&&t.tokens?this.parser.parseInline(t.tokens):"escaped"in t&&t.escaped?t.text:A(t.text)}},
_t=class{parser;strong({text:t,tokens:e}){return e?this.parser.parseInline(e,this):t}em({text:t,tokens:e}){return e?this.parser.parseInline(e,this):t}codespan({
text:t}){return t}del({text:t,tokens:e}){return e?this.parser.parseInline(e,this):t}html({text:t}){return t}text({text:t}){return t}link({text:t,tokens:e}){return e?
this.parser.parseInline(e,this):t}image({text:t,tokens:e}){return e?this.parser.parseInline(e,this):t}br(){return`
`}checkbox({raw:t}){return t}},_=class wt{options;renderer;textRenderer;constructor(e){this.options=e||te,this.options.renderer=this.options.renderer||new Ve,this.
renderer=this.options.renderer,this.renderer.options=this.options,this.renderer.parser=this,this.textRenderer=new _t,this.textRenderer.parser=this}static parse(e,n){
return new wt(n).parse(e)}static parseInline(e,n){return new wt(n).parseInline(e)}parse(e){this.renderer.parser=this;let n="";for(let r=0;r<e.length;r++){let s=e[r];
if(this.options.extensions?.renderers?.[s.type]){let a=s,l=this.options.extensions.renderers[a.type].call({parser:this},a);if(l!==!1||!["space","hr","heading","\
code","table","blockquote","list","checkbox","html","def","paragraph","text"].includes(a.type)){n+=l===!1?"":l??"";continue}}let i=s;switch(i.type){case"space":{
n+=this.renderer.space(i);break}case"hr":{n+=this.renderer.hr(i);break}case"heading":{n+=this.renderer.heading(i);break}case"code":{n+=this.renderer.code(i);break}case"\
table":{n+=this.renderer.table(i);break}case"blockquote":{n+=this.renderer.blockquote(i);break}case"list":{n+=this.renderer.list(i);break}case"checkbox":{n+=this.
renderer.checkbox(i);break}case"html":{n+=this.renderer.html(i);break}case"def":{n+=this.renderer.def(i);break}case"paragraph":{n+=this.renderer.paragraph(i);break}case"\
text":{n+=this.renderer.text(i);break}default:{let a='Token with "'+i.type+'" type was not found.';if(this.options.silent)return console.error(a),"";throw new Error(
a)}}}return n}parseInline(e,n=this.renderer){this.renderer.parser=this;let r="";for(let s=0;s<e.length;s++){let i=e[s];if(this.options.extensions?.renderers?.[i.
type]){let l=this.options.extensions.renderers[i.type].call({parser:this},i);if(l!==!1||!["escape","html","link","image","checkbox","strong","em","codespan","br",
"del","text"].includes(i.type)){r+=l===!1?"":l??"";continue}}let a=i;switch(a.type){case"escape":{r+=n.text(a);break}case"html":{r+=n.html(a);break}case"link":{
r+=n.link(a);break}case"image":{r+=n.image(a);break}case"checkbox":{r+=n.checkbox(a);break}case"strong":{r+=n.strong(a);break}case"em":{r+=n.em(a);break}case"co\
despan":{r+=n.codespan(a);break}case"br":{r+=n.br(a);break}case"del":{r+=n.del(a);break}case"text":{r+=n.text(a);break}default:{let l='Token with "'+a.type+'" t\
ype was not found.';if(this.options.silent)return console.error(l),"";throw new Error(l)}}}return r}},ye=class{options;block;constructor(t){this.options=t||te}static passThroughHooks=new Set(
["preprocess","postprocess","processAllTokens","emStrongMask"]);static passThroughHooksRespectAsync=new Set(["preprocess","postprocess","processAllTokens"]);preprocess(t){
return t}postprocess(t){return t}processAllTokens(t){return t}emStrongMask(t){return t}provideLexer(t=this.block){return t?M.lex:M.lexInline}provideParser(t=this.
block){return t?_.parse:_.parseInline}};function W(t,e){if(Array.isArray(e))for(let n=0;n<e.length;n++)t.push(e[n]);else t.push(e)}var $i=class{defaults=St();options=this.
setOptions;parse=this.parseMarkdown(!0);parseInline=this.parseMarkdown(!1);Parser=_;Renderer=Ve;TextRenderer=_t;Lexer=M;Tokenizer=G;Hooks=ye;constructor(...t){this.
use(...t)}walkTokens(t,e){let n=[];for(let r of t)switch(W(n,e.call(this,r)),r.type){case"table":{let s=r;for(let i of s.header)W(n,this.walkTokens(i.tokens,e));
for(let i of s.rows)for(let a of i)W(n,this.walkTokens(a.tokens,e));break}case"list":{let s=r;W(n,this.walkTokens(s.items,e));break}default:{let s=r;this.defaults.
extensions?.childTokens?.[s.type]?this.defaults.extensions.childTokens[s.type].forEach(i=>{let a=s[i].flat(1/0);W(n,this.walkTokens(a,e))}):s.tokens&&W(n,this.walkTokens(
s.tokens,e))}}return n}use(...t){let e=this.defaults.extensions||{renderers:Object.create(null),childTokens:Object.create(null)};return t.forEach(n=>{let r={...n};
if(r.async=this.defaults.async||r.async||!1,n.extensions&&(n.extensions.forEach(s=>{if(!s.name)throw new Error("extension name required");if("renderer"in s){let i=e.
renderers[s.name];i?e.renderers[s.name]=function(...a){let l=s.renderer.apply(this,a);return l===!1&&(l=i.apply(this,a)),l}:e.renderers[s.name]=s.renderer}if("t\
okenizer"in s){if(!s.level||s.level!=="block"&&s.level!=="inline")throw new Error("extension level must be 'block' or 'inline'");let i=e[s.level];i?i.unshift(s.
tokenizer):e[s.level]=[s.tokenizer],s.start&&(s.level==="block"?e.startBlock?e.startBlock.push(s.start):e.startBlock=[s.start]:s.level==="inline"&&(e.startInline?
e.startInline.push(s.start):e.startInline=[s.start]))}"childTokens"in s&&s.childTokens&&(e.childTokens[s.name]=s.childTokens)}),r.extensions=e),n.renderer){let s=this.
defaults.renderer||new Ve(this.defaults);for(let i in n.renderer){if(!(i in s))throw new Error(`renderer '${i}' does not exist`);if(["options","parser"].includes(
i))continue;let a=i,l=n.renderer[a],c=s[a];s[a]=(...h)=>{let u=l.apply(s,h);return u===!1&&(u=c.apply(s,h)),u===!1?"":u??""}}r.renderer=s}if(n.tokenizer){let s=this.
defaults.tokenizer||new G(this.defaults);for(let i in n.tokenizer){if(!(i in s))throw new Error(`tokenizer '${i}' does not exist`);if(["options","rules","lexer"].
includes(i))continue;let a=i,l=n.tokenizer[a],c=s[a];s[a]=(...h)=>{let u=l.apply(s,h);return u===!1&&(u=c.apply(s,h)),u}}r.tokenizer=s}if(n.hooks){let s=this.defaults.
hooks||new ye;for(let i in n.hooks){if(!(i in s))throw new Error(`hook '${i}' does not exist`);if(["options","block"].includes(i))continue;let a=i,l=n.hooks[a],
c=s[a];ye.passThroughHooks.has(i)?s[a]=h=>{if(s.options.async&&ye.passThroughHooksRespectAsync.has(i))return(async()=>{let g=await l.call(s,h);return c.call(s,g)})();
let u=l.call(s,h);return c.call(s,u)}:s[a]=(...h)=>{if(s.options.async)return(async()=>{let g=await l.apply(s,h);return g===!1&&(g=await c.apply(s,h)),g})();let u=l.
apply(s,h);return u===!1&&(u=c.apply(s,h)),u}}r.hooks=s}if(n.walkTokens){let s=this.defaults.walkTokens,i=n.walkTokens;r.walkTokens=function(a){let l=[];return W(
l,i.call(this,a)),s&&W(l,s.call(this,a)),l}}this.defaults={...this.defaults,...r}}),this}setOptions(t){return this.defaults={...this.defaults,...t},this}lexer(t,e){
return M.lex(t,e??this.defaults)}parser(t,e){return _.parse(t,e??this.defaults)}parseMarkdown(t){return(e,n)=>{let r={...n},s={...this.defaults,...r},i=this.onError(
!!s.silent,!!s.async);if(this.defaults.async===!0&&r.async===!1)return i(new Error("marked(): The async option was set to true by an extension. Remove async: fa\
lse from the parse options object to return a Promise."));if(typeof e>"u"||e===null)return i(new Error("marked(): input parameter is undefined or null"));if(typeof e!=
"string")return i(new Error("marked(): input parameter is of type "+Object.prototype.toString.call(e)+", string expected"));if(s.hooks&&(s.hooks.options=s,s.hooks.
block=t),s.async)return(async()=>{let a=s.hooks?await s.hooks.preprocess(e):e,l=await(s.hooks?await s.hooks.provideLexer(t):t?M.lex:M.lexInline)(a,s),c=s.hooks?
await s.hooks.processAllTokens(l):l;s.walkTokens&&await Promise.all(this.walkTokens(c,s.walkTokens));let h=await(s.hooks?await s.hooks.provideParser(t):t?_.parse:
_.parseInline)(c,s);return s.hooks?await s.hooks.postprocess(h):h})().catch(i);try{s.hooks&&(e=s.hooks.preprocess(e));let a=(s.hooks?s.hooks.provideLexer(t):t?M.
lex:M.lexInline)(e,s);s.hooks&&(a=s.hooks.processAllTokens(a)),s.walkTokens&&this.walkTokens(a,s.walkTokens);let l=(s.hooks?s.hooks.provideParser(t):t?_.parse:_.
parseInline)(a,s);return s.hooks&&(l=s.hooks.postprocess(l)),l}catch(a){return i(a)}}}onError(t,e){return n=>{if(n.message+=`
Please report this to https://github.com/markedjs/marked.`,t){let r="<p>An error occurred:</p><pre>"+A(n.message+"",!0)+"</pre>";return e?Promise.resolve(r):r}if(e)
return Promise.reject(n);throw n}}},ee=new $i;function w(t,e){return ee.parse(t,e)}w.options=w.setOptions=function(t){return ee.setOptions(t),w.defaults=ee.defaults,
zn(w.defaults),w};w.getDefaults=St;w.defaults=te;function Ci(...t){return ee.use(...t),w.defaults=ee.defaults,zn(w.defaults),w}w.use=Ci;w.walkTokens=function(t,e){
return ee.walkTokens(t,e)};w.parseInline=ee.parseInline;w.Parser=_;w.parser=_.parse;w.Renderer=Ve;w.TextRenderer=_t;w.Lexer=M;w.lexer=M.lex;w.Tokenizer=G;w.Hooks=
ye;w.parse=w;var Ha=w.options,Fa=w.setOptions,ja=w.walkTokens,Ja=w.parseInline;var Wa=_.parse,Zn=M.lex;var Mi=/(^|\n)[ \t]*(?:#{1,6}|\d{1,9}[.)]?|[-*+>]|[-*_]{2,}|=+|`{1,2}|~{1,2})[ \t]*$/,_i=/^ {0,3}(`{3,}|~{3,})/,Ii=/!?\[([^\]\n]*)\]\([^)\n]*$/,Pi=/!?\[([^\]\n]*)\]?$/,
Oi=["**","__","~~","*","_"];function Vn(t){if(Ni(t))return Di(t);let e=t.replace(Mi,"$1");return Bi(zi(e))}function Ni(t){let e="";for(let n of t.split(`
`)){let r=_i.exec(n)?.[1]??"";e===""?e=r:r.startsWith(e)&&n.trim()===r&&(e="")}return e!==""}function Di(t){return t.replace(/\n {0,3}(?:`{1,2}|~{1,2})$/,`
`)}function zi(t){let e=t.lastIndexOf(`

`)+1,n=t.slice(e).replace(/^\n/,"").split(`
`),r=n.findIndex(i=>i.trimStart().startsWith("|"));if(r<0||n.length-r>2)return t;let s=n[r+1];return s!==void 0&&Qn(s)>=Qn(n[r]??"")?t:t.slice(0,t.length-n.slice(
r).join(`
`).length)}function Qn(t){return t.split("|").filter(e=>e.trim()!=="").length}function Bi(t){let e=Math.max(t.lastIndexOf(`

`)+2,t.lastIndexOf(`
- `)+1,t.lastIndexOf(`
* `)+1,0),n=t.slice(0,e),r=t.slice(e),s=Li(r);return s!==null?n+(s.isEmpty?r.slice(0,s.at):r+s.ticks):(r=r.replace(Ii,"$1").replace(Pi,"$1"),n+qi(r))}function Li(t){
let e=[...t.matchAll(/`+/g)];for(let n=0;n<e.length;n+=1){let r=e[n],s=e.findIndex((i,a)=>a>n&&i[0].length===r[0].length);if(s<0){let i=t.slice(r.index+r[0].length);
return{at:r.index,ticks:r[0],isEmpty:i.trim()===""}}n=s}return null}function qi(t){let e=t.replace(/\\[\s\S]|(`+)[\s\S]*?\1/g,s=>" ".repeat(s.length)).replace(/^(\s*)[*+-] /gm,
"$1  "),n=[];for(let s=0;s<e.length;){let i=Oi.find(a=>e.startsWith(a,s));if(i===void 0){s+=1;continue}Hi(n,i,s,e),s+=i.length}let r=t;for(let{mark:s,at:i}of n.
reverse())t.slice(i+s.length).trim()===""?r=r.slice(0,i).trimEnd():s.length===2&&r.endsWith(s[0])?r+=s[0]:r=r.trimEnd()+s;return r}function Hi(t,e,n,r){let s=r[n-
1]??" ",i=r[n+e.length]??"",a=t.findLastIndex(c=>c.mark===e);if(a>=0&&s.trim()!==""){t.splice(a);return}let l=/\w/.test(s);e[0]==="_"&&l||i!==""&&i.trim()===""||
e.length===1&&t.some(c=>c.mark===e+e)&&i===""||t.push({mark:e,at:n})}var Fi=2,Yn=256,ve=class{settled=[];length=0;#e=new Ne;#t="";#n=Yn;push(e){this.length+=e.length,this.#t+=this.#e.push(e),this.#t.length>=this.#n&&this.#r()}tail(e){
return Gn(e?this.#t:Vn(this.#t))}#r(){let e=Gn(this.#t),n=e.length-Fi;for(;n>0&&e[n-1]?.type!=="space"&&e[n-1]?.type!=="heading";)n-=1;let r=0;for(let s of e.slice(
0,Math.max(0,n)))this.settled.push(s),r+=s.raw.length;this.#t=this.#t.slice(r),this.#n=this.#t.length+Math.max(Yn,this.#t.length)}};function Gn(t){return Zn(t,{
gfm:!0,breaks:!1})}var ji=2e5,Ji=4e3,Re=class extends Ot{#e=new ve;#t=[];#n="";shouldComponentUpdate(e){return e.text.length!==this.props.text.length||e.isComplete!==this.props.isComplete}render({
text:e,isComplete:n}){this.#r(e);let r=e.length-this.#e.length;return o("div",{class:"markdown",children:[this.#t,Ue(this.#e.tail(n||r>0)),r>0&&o(Wi,{text:e,from:this.#e.
length})]})}#r(e){let n=e.slice(0,32);(e.length<this.#e.length||!n.startsWith(this.#n))&&(this.#e=new ve,this.#t=[]),this.#n=n,this.#e.push(e.slice(this.#e.length,
ji));let{settled:r}=this.#e;for(let s=this.#t.length;s<r.length;s+=1)this.#t.push(xt(r[s]))}};function Wi({text:t,from:e}){let n=Math.max(e,t.length-Ji);return o(
D,{children:[o("p",{class:"muted",children:[(t.length-e).toLocaleString()," more characters are not laid out; copying the answer has all of them. Its end:"]}),o(
"pre",{class:"plain-end",tabIndex:0,"aria-label":"End of the answer",children:Q(t.slice(n))})]})}var Ui=200,Ye=2e4;function er({answer:t,isOpen:e,atMs:n}){let{parts:r}=t,s=Math.max(0,r.length-Ui);return o("div",{class:"answer",children:[s>0&&o("p",{class:"m\
uted",children:[s.toLocaleString()," earlier parts are not shown here; the events have them all."]}),r.slice(s).map((i,a)=>o(Ki,{part:i,isOpen:e&&s+a===r.length-
1,isLive:e,atMs:n},s+a)),t.partsDropped>0&&o("p",{class:"muted",children:[t.partsDropped.toLocaleString()," more parts were counted and not kept."]}),t.dataCount>
0&&o(Yi,{answer:t})]})}function Ki({part:t,isOpen:e,isLive:n,atMs:r}){switch(t.kind){case"text":return o(Re,{text:t.text,isComplete:!e});case"reasoning":return o(
Xi,{text:t.text,isOpen:e});case"tool":return o(Qi,{tool:t,isLive:n,atMs:r});case"error":return o(Zi,{error:t})}}function Xi({text:t,isOpen:e}){return o("details",
{class:"reasoning",open:e,children:[o("summary",{children:"Reasoning"}),o(Re,{text:t,isComplete:!e})]})}function Zi({error:t}){return o("div",{class:"note is-ba\
d",role:"alert",children:[o("strong",{children:t.errorType??"Error"})," ",o("span",{children:Q(t.message).slice(0,Ye)})]})}function Qi({tool:t,isLive:e,atMs:n}){
let r=t.endMs===null&&e,s=(t.endMs??(e?n:null))===null?null:(t.endMs??n)-t.startMs;return o("details",{class:`tool-call${t.isError?" is-error":""}`,open:!0,"dat\
a-tool":t.name,children:[o("summary",{children:[o(Ie,{name:"right",size:12}),o("code",{class:"tool-name",children:t.name||"tool"}),o(Vi,{tool:t,isRunning:r}),o(
"span",{class:"spacer"}),s!==null&&o("span",{class:"number muted",children:v(s)})]}),o("div",{class:"tool-body",children:[o(It,{label:"Input",text:me(t.input||"\
{}")}),t.progressCount>0&&t.result===null&&o(It,{label:`Progress (${t.progressCount})`,text:JSON.stringify(t.progress.at(-1))}),t.result!==null&&o(It,{label:t.isError?
"Error":"Result",text:me(t.result)})]})]})}function Vi({tool:t,isRunning:e}){return t.isError?o(ge,{tone:"bad",children:"failed"}):t.result!==null?o(ge,{tone:"o\
k",children:"done"}):e?o(ge,{tone:"busy",children:"running"}):o(ge,{tone:"off",children:"no result"})}function It({label:t,text:e}){let n=Q(e);return o("div",{class:"\
tool-text",children:[o("span",{class:"muted",children:t}),o("pre",{tabIndex:0,"aria-label":t,children:[n.slice(0,Ye),n.length>Ye&&"…"]})]})}function Yi({answer:t}){
let e=t.data.map(n=>JSON.stringify(n,null,2)).join(`
`);return o("details",{class:"data-list",children:[o("summary",{children:[t.dataCount.toLocaleString()," ",t.dataCount===1?"event is":"events are"," neither tex\
t nor tool"]}),o("div",{class:"data-body",children:[o(P,{text:e,label:"Copy these events"}),o("pre",{tabIndex:0,"aria-label":"Other events",children:Q(e).slice(
0,Ye)})]})]})}var Gi={RuntimeClientError:"The agent itself failed. What it printed, with the traceback, is in the session's log.",ThrottlingException:"Too much at once. Wait \
a moment and send it again.",ServiceQuotaExceededException:"A limit is reached: stop sessions that are not needed, or raise the limit (headwater limits).",ResourceNotFoundException:"\
This agent or endpoint is gone, or was never there. Choose another one above.",AccessDeniedException:"This key may not call the agent, or the session belongs to\
 another caller. Begin a new session, or sign in with another key.",ConflictException:"Something else is changing the agent at this moment. Send it again.",ValidationException:"\
Change what the message names, then send it again.",AnswerCut:"The connection ended before the answer did. What came is below; the session's log says what the a\
gent did.",Unreachable:"Is the server running? The text is still here: send it again once it is."};function tr(t){let e=Gi[t.code];return e!==void 0?e:t.status>=
500?"The server failed; its log says why, under this request's id.":t.status===401?"Sign in again.":""}function nr({turn:t,isChosen:e,onChoose:n,onCopyAs:r,onResend:s,children:i}){t.ticker.version.value;let{record:a,question:l}=t;return o("article",{class:`turn${e?
" is-chosen":""}`,"aria-label":`Turn of ${nt(t.sentAt)}`,"data-state":t.state,children:[o(eo,{payload:l.payload}),o("div",{class:"answer-box","aria-busy":t.isRunning,
"aria-live":"off",children:[o(er,{answer:a.answer,isOpen:t.isRunning,atMs:t.elapsedMs}),t.isRunning&&a.eventCount===0&&o(to,{turn:t}),t.state==="stopped"&&o("p",
{class:"muted stopped",children:["Stopped after ",v(a.durationMs),". The agent was told that nobody listens."]}),t.error&&o(no,{turn:t}),t.state==="complete"&&!t.
isRestored&&a.byteCount===0&&o("p",{class:"muted",children:"The agent answered with nothing."})]}),o("footer",{class:"turn-foot",children:[o(ro,{turn:t}),o("spa\
n",{class:"spacer"}),o($,{kind:"quiet",icon:"clock","aria-pressed":e,onClick:n,children:"Timeline"}),t.traceId&&o("a",{class:"button is-quiet",href:z("/traces",
t.traceId),children:[o(Ie,{name:"traces"}),"Trace"]}),o($,{kind:"quiet",icon:"external",onClick:r,children:"Copy as…"}),!t.isRunning&&o($,{kind:"quiet",icon:"\
refresh",onClick:s,children:"Again"}),o(P,{text:()=>a.answer.text,label:"Copy the answer"})]}),i]})}function eo({payload:t}){let e=B(t);return y(e)&&typeof e.prompt==
"string"&&Object.keys(e).length===1?o("div",{class:"asked",dir:"auto",children:String(e.prompt)}):o("pre",{class:"asked is-json",tabIndex:0,"aria-label":"Payloa\
d",children:t})}function to({turn:t}){let e=t.question.sessionId==="";return o("p",{class:"waiting",role:"status",children:[o("span",{class:"spinner","aria-hidd\
en":"true"}),t.state==="streaming"?"The agent has begun to answer…":e?"Starting a session…":"Waiting for the agent…"]})}function no({turn:t}){let{error:e}=t;
if(e===null)return null;let n=tr(e);return o("div",{class:"note is-bad",role:"alert",children:[o("p",{children:[o("strong",{children:e.code})," ",e.message]}),n&&
o("p",{children:n}),o("p",{class:"row",children:[t.sessionId&&o("a",{href:z("/sessions",t.question.runtimeName,t.sessionId,{tab:"logs"}),children:"Session's log"}),
e.requestId&&o("span",{class:"muted",children:["Request ",o("code",{children:e.requestId})]})]})]})}function ro({turn:t}){let{record:e}=t;if(t.isRestored)return o(
"span",{class:"muted",children:nt(t.sentAt)});if(e.headMs===null)return null;let n=pt(e),r=[e.firstTokenMs===null?null:`first token ${v(e.firstTokenMs)}`,t.isRunning?
null:v(e.durationMs),`${ut(e)} tokens${n===null?"":`, ${Z(n)}/s`}`];return o("span",{class:"muted number",children:r.filter(s=>s!==null).join(" · ")})}var so="headwater deploy examples/echo_agent --name echo",sr=typeof matchMedia>"u"?null:matchMedia("(min-width: 1100px)"),Ge=ie(sr?.matches??!0);sr?.addEventListener(
"change",t=>Ge.value=t.matches);function io({params:t}){let e=X("runtimes",i=>qt({signal:i})),n=e.data?.runtimes.map(i=>i.name)??[],r=t.name??"",s=n[0];return K(
()=>{r===""&&s!==void 0&&Ce(z("/playground",s)+window.location.search,{replace:!0})},[r,s]),e.error?o(st,{error:e.error,onRetry:e.reload}):e.data===void 0?o(Ft,
{what:"the agents"}):n.length===0&&r===""?o(oo,{}):r===""?null:o(ao,{name:r,names:n.includes(r)?n:[r,...n]},r)}function oo(){return o(D,{children:[o(rt,{title:"\
Playground"}),o(it,{icon:"playground",title:"There is no agent to talk to yet",children:[o("p",{children:"Deploy one, and it is here at once. For a first try:"}),
o(jt,{children:so})]})]})}function ao({name:t,names:e}){let n=yn(t),r=mn(t),s=$e({form:"prompt",text:F("prompt")}),i=$e(null),a=$e(null),l=r.turns.value,c=l.find(
d=>d.id===i.value)??(Ge.value?l.at(-1):void 0),h=r.running,u=F("session"),g=d=>{i.value=null,r.send(d).done.then(()=>{let x=r.turns.peek().at(-1);x?.sessionId&&
Tn(d.sessionId,x.sessionId)})},p=()=>{let d=lo(n.data??null,s.peek(),u);d!==null&&(g(d),s.value={...s.peek(),text:""})};co(r);let f=n.data!==void 0&&n.data!==null&&
s.value.text.trim()!==""&&mt(u)==="";return o("div",{class:"playground",children:[o(rt,{title:"Playground",children:l.length>0&&o($,{kind:"quiet",onClick:()=>r.
clear(),children:"Clear"})}),o(wn,{names:e,agent:n.data??null,name:t}),n.error?o(st,{error:n.error,onRetry:n.reload}):null,n.data&&n.data.status!=="READY"&&o("p",
{class:"note",children:[t," is ",n.data.status,". ",o("a",{href:z("/agents",t),children:"See why"}),"."]}),o("div",{class:"playground-columns",children:[o("sect\
ion",{class:"conversation","aria-label":"Conversation",children:[o(uo,{turns:l,name:t,children:d=>o(nr,{turn:d,isChosen:d===c,onChoose:()=>i.value=i.value===d.id?
null:d.id,onCopyAs:()=>a.value={...d.question,sessionId:d.sessionId},onResend:()=>h===void 0&&g({...d.question,sessionId:u}),children:!Ge.value&&d===c&&o(rr,{turn:d})},
d.id)}),o(nn,{draft:s.value,onDraft:d=>s.value=d,isRunning:h!==void 0,isReady:f,onSend:p,onStop:()=>r.stop(),onRecall:()=>s.value={form:"json",text:l.at(-1)?.question.
payload??""}})]}),Ge.value&&o("aside",{class:"stream-side","aria-label":"Stream",children:c?o(rr,{turn:c},c.id):o("p",{class:"muted",children:"The timeline of t\
he stream will be here."})})]}),a.value&&o(kn,{question:a.value,onClose:()=>a.value=null})]})}function lo(t,e,n){return t===null?null:{runtimeArn:t.arn,runtimeName:t.
name,qualifier:F("endpoint")||"DEFAULT",sessionId:n,payload:tn(e)}}function co(t){Wt([{keys:"Ctrl Enter",does:"Send (in the text field)",run:()=>{}},{keys:"Esca\
pe",does:"Stop the answer",run:()=>t.stop()},{keys:"i",does:"Write",run:()=>document.getElementById("playground-input")?.focus()}]),K(()=>{let e=n=>{n.key!=="Es\
cape"||n.isComposing||document.querySelector("dialog[open]")||t.stop()};return window.addEventListener("keydown",e),()=>window.removeEventListener("keydown",e)},
[t])}function uo({turns:t,name:e,children:n}){let r=I(null),s=I(!0);return t.at(-1)?.ticker.version.value,K(()=>{s.current=!0},[t.length]),K(()=>{let l=r.current;
l!==null&&s.current&&(l.scrollTop=l.scrollHeight)}),o("div",{class:"turn-list",ref:r,onScroll:()=>{let l=r.current;l!==null&&(s.current=l.scrollTop+l.clientHeight>=
l.scrollHeight-40)},tabIndex:0,role:"log","aria-label":`Answers of ${e}`,children:t.length===0?o(po,{name:e}):t.map(n)})}function po({name:t}){return o(it,{icon:"\
playground",title:`Say something to ${t}`,children:o("p",{children:["The prompt goes as ",o("code",{children:'{"prompt": "…"}'}),"; with JSON you write the wh\
ole payload. Tokens, tool calls and timing show up as they happen."]})})}function rr({turn:t}){return t.ticker.version.value,t.isRestored?o("p",{class:"muted",children:[
"This answer is from before the page was loaded anew; its stream is kept with"," ",o("a",{href:z("/sessions",t.question.runtimeName,t.sessionId),children:"its s\
ession"}),"."]}):o(en,{record:t.record,phases:t.phases,durationMs:t.elapsedMs})}export{io as default};
