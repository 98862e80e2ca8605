import{a as xe,b as ne,c as $,i as re}from"./part-CODQYCYZ.js";import{A as ze,C as Oe,E as c,F as at,L as X,P as lt,a as rt,b as st,d as ke,e as it,g as te,
k as ot}from"./part-7AGHQD6Q.js";var en=/\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b[ -/]*[0-Z\\^-~]/g,tn=/\u001b(?:\[[0-?]*[ -/]*|\][^\u0007\u001b]*\u001b?|[ -/]*)?$/,
ct=/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;function N(t){return t.replace(en,"").replaceAll(`\r
`,`
`).replace(ct,"")}var be=class{#e="";push(e){let n=this.#e+e,r=n.endsWith("\r")?n.length-1:tn.exec(n)?.index??n.length,s=n.length-r<=256;return this.#e=s?n.slice(
r):"",N(s?n.slice(0,r):n)}};function Be(t){return t.replace(ct,e=>{let n=e.charCodeAt(0);return n<32?String.fromCharCode(9216+n):`\\u${n.toString(16).padStart(4,
"0")}`})}var nn=/<[\w.]+ object at 0x[0-9a-f]+>|\bUUID\('|^\{'result': AgentResult\(/,rn=/^\{'(data|reasoningText)': (['"])/,sn={n:`
`,r:"\r",t:"	","\\":"\\","'":"'",'"':'"'},on=2e4;function ut(t){if(!t.startsWith("{'")||!t.endsWith("}")||!nn.test(t.slice(0,on)))return null;let e=rn.exec(t);if(e===
null)return{member:null,text:""};let n=an(t,e[0].length,e[2]);return n===null?{member:null,text:""}:{member:e[1],text:n}}function an(t,e,n){let r="";for(;e<t.length;){
let s=t[e];if(s===n)return r;if(s!=="\\"){r+=s,e+=1;continue}let[i,o]=ln(t,e+1);r+=i,e+=1+o}return null}function ln(t,e){let n=t[e]??"",r={x:2,u:4,U:8}[n];if(r!==
void 0){let s=Number.parseInt(t.slice(e+1,e+1+r),16);if(s>=0&&s<=1114111)return[String.fromCodePoint(s),1+r]}return[sn[n]??`\\${n}`,1]}var cn=["init_event_loop","start","start_event_loop","complete","force_stop"],se=class{#e=null;#t=null;#n=!1;#r="";#s=new Map;#i=new Map;#l=0;read(e){let n=this.#u(
e);return n.length>0?n:[{kind:"step",name:fn(e)}]}#u(e){if(typeof e=="string")return this.#h(e);if(!y(e))return[{kind:"data",value:e}];let n=un(e);if(n!==null)return[
n];if(typeof e.data=="string")return this.#o("data",e.data);if(typeof e.reasoningText=="string")return this.#a("data",e.reasoningText);if(y(e.current_tool_use))
return this.#d(e.current_tool_use);if(y(e.tool_stream_event))return this.#k(e.tool_stream_event);if(y(e.message))return this.#x(e.message);let r=y(e.event)?e.event:
e;return this.#p(r)??this.#b(e)}#h(e){let n=ut(e);return n===null?(this.#n=!0,[{kind:"text",text:e}]):n.member==="data"?this.#o("data",n.text):n.member==="reaso\
ningText"?this.#a("data",n.text):[{kind:"step",name:"repr"}]}#o(e,n){return this.#e??=e,this.#e!==e?[{kind:"step",name:"repeated"}]:(this.#n=!0,[{kind:"text",text:n}])}#a(e,n){
return this.#t??=e,this.#t===e?[{kind:"reasoning",text:n}]:[{kind:"step",name:"repeated"}]}#p(e){return y(e.contentBlockStart)?this.#g(e.contentBlockStart):y(e.
contentBlockDelta)?this.#c(e.contentBlockDelta):y(e.contentBlockStop)?[{kind:"step",name:"contentBlockStop"}]:y(e.messageStart)?(this.#s.clear(),[{kind:"step",name:"\
messageStart"}]):y(e.messageStop)?[{kind:"stop",reason:R(e.messageStop.stopReason)}]:y(e.metadata)&&y(e.metadata.usage)?[gn(e.metadata.usage)]:null}#g(e){let n=y(
e.start)&&y(e.start.toolUse)?e.start.toolUse:null;if(n===null)return[{kind:"step",name:"contentBlockStart"}];let r=this.#f(n);return this.#s.set(Number(e.contentBlockIndex??
-1),r),[{kind:"toolStart",toolId:r,name:R(n.name)}]}#c(e){let n=y(e.delta)?e.delta:{};if(typeof n.text=="string")return this.#o("delta",n.text);if(y(n.reasoningContent))
return typeof n.reasoningContent.text=="string"?this.#a("delta",n.reasoningContent.text):[];if(!y(n.toolUse))return[];let r=this.#s.get(Number(e.contentBlockIndex??
-1))??this.#r,s=this.#i.get(r)??"";return[{kind:"toolInput",toolId:r,name:s,input:R(n.toolUse.input),whole:!1}]}#d(e){return[{kind:"toolInput",toolId:this.#f(e),
name:R(e.name),input:R(e.input),whole:!0}]}#k(e){let n=y(e.tool_use)?e.tool_use:{};return[{kind:"toolProgress",toolId:R(n.toolUseId),name:R(n.name),data:e.data??
null}]}#x(e){let n=Array.isArray(e.content)?e.content.filter(y):[],r=this.#n;return this.#n=!1,n.flatMap(s=>this.#m(s,r||e.role==="user"))}#m(e,n){if(y(e.toolUse)){
let r=this.#f(e.toolUse),s=Ne(e.toolUse.input??{});return[{kind:"toolInput",toolId:r,name:R(e.toolUse.name),input:s,whole:!0}]}return y(e.toolResult)?[dn(e.toolResult)]:
typeof e.text=="string"&&!n?[{kind:"text",text:e.text}]:[]}#b(e){if(y(e.toolUse)||y(e.toolResult))return this.#m(e,!1);let n=Object.keys(e);return n.length===1&&
cn.includes(n[0])?[{kind:"step",name:n[0]}]:[{kind:"data",value:e}]}#f(e){let n=R(e.toolUseId);return n===""&&(this.#l+=1,n=`tool-${this.#l}`),this.#r=n,this.#i.
set(n,R(e.name)),n}};function un(t){let e=t.error;if(e==null||e===!1||e==="")return null;if(y(e)){let r=e.type??e.code??null;return{kind:"error",message:R(e.message??
e),errorType:r===null?null:R(r)}}let n=t.error_type??t.type??null;return{kind:"error",message:R(e),errorType:n===null?null:R(n)}}var hn=["result","response","ou\
tput","answer","message","text","data"],pn=10;function Le(t,e=0){if(typeof t=="string")return t;if(!y(t)||e>pn)return null;if(Array.isArray(t.content)){let n=t.
content.filter(y).map(r=>r.text).filter(r=>typeof r=="string");return n.length>0?n.join(""):null}for(let n of hn){let r=Le(t[n],e+1);if(r!==null)return r}return null}
function D(t){try{return JSON.parse(t)}catch{return t}}function y(t){return typeof t=="object"&&t!==null&&!Array.isArray(t)}function dn(t){let n=(Array.isArray(
t.content)?t.content:[]).map(r=>y(r)&&typeof r.text=="string"?r.text:Ne(r));return{kind:"toolResult",toolId:R(t.toolUseId),isError:t.status==="error",content:n.
join(`
`)}}function gn(t){return{kind:"usage",inputTokens:Number(t.inputTokens??0),outputTokens:Number(t.outputTokens??0)}}function R(t){return t==null?"":typeof t=="s\
tring"?t:Ne(t)}function Ne(t){return JSON.stringify(t)}function fn(t){return y(t)?Object.keys(t)[0]??"empty":"empty"}var mn=100,kn=20,ht=2e3,ye=class{parts=[];data=[];dataCount=0;partsDropped=0;inputTokens=0;outputTokens=0;stopReason="";#e=new Map;get text(){return this.parts.
map(e=>e.kind==="text"?e.text:"").join("")}get tools(){return[...this.#e.values()]}get error(){return this.parts.find(e=>e.kind==="error")??null}take(e,n){switch(e.
kind){case"text":case"reasoning":this.#t(e.kind,e.text);break;case"toolStart":this.#r(e.toolId,e.name,n);break;case"toolInput":{let r=this.#r(e.toolId,e.name,n);
r!==null&&(r.input=e.whole?e.input:r.input+e.input);break}case"toolProgress":{let r=this.#r(e.toolId,e.name,n);if(r===null)break;r.progressCount+=1,r.progress=[
...r.progress.slice(1-kn),e.data];break}case"toolResult":this.#s(e,n);break;case"error":this.#n({kind:"error",message:e.message,errorType:e.errorType});break;case"\
usage":this.inputTokens+=e.inputTokens,this.outputTokens+=e.outputTokens;break;case"stop":this.stopReason=e.reason;break;case"data":this.dataCount+=1,this.data.
length<mn&&this.data.push(e.value);break;case"step":break}}#t(e,n){if(n==="")return;let r=this.parts.at(-1);r!==void 0&&r.kind===e?r.text+=n:this.#n({kind:e,text:n})}#n(e){
this.parts.length<ht?this.parts.push(e):this.partsDropped+=1}#r(e,n,r){let s=this.#e.get(e);if(s!==void 0)return s.name===""&&(s.name=n),s;if(this.parts.length>=
ht)return this.partsDropped+=1,null;let i={kind:"tool",toolId:e,name:n,input:"",progress:[],progressCount:0,result:null,isError:!1,startMs:r,endMs:null};return this.#e.
set(e,i),this.parts.push(i),i}#s(e,n){let r=this.#r(e.toolId,"",n);r!==null&&(r.result=e.content,r.isError=e.isError,r.endMs=n)}};function ie(t){let e=D(t);return typeof e==
"string"?t:JSON.stringify(e,null,2)}var P=[["step","Steps"],["text","Text"],["reasoning","Reasoning"],["data","Data"],["tool","Tools"],["error","Errors"]],xn={text:"text",reasoning:"reasoning",toolStart:"\
tool",toolInput:"tool",toolProgress:"tool",toolResult:"tool",usage:"step",stop:"step",step:"step",error:"error",data:"data"};function we(t){let e=t.meanings.find(
n=>n.kind!=="step")??t.meanings[0];return e===void 0?"step":xn[e.kind]}var bn={repeated:"says again what another form has said",repr:"Python objects that are no\
 JSON"};function pt(t){return t.meanings.map(yn).join(" · ")}function yn(t){switch(t.kind){case"text":case"reasoning":return JSON.stringify(t.text);case"toolSt\
art":return`${t.name} is called`;case"toolInput":return`${t.name} ${t.whole?"←":"+"} ${t.input}`;case"toolProgress":return`${t.name} … ${JSON.stringify(t.data)}`;case"\
toolResult":return`${t.isError?"failed":"→"} ${t.content}`;case"usage":return`${t.inputTokens} tokens in, ${t.outputTokens} out`;case"stop":return`stops: ${t.
reason}`;case"error":return t.message;case"data":return JSON.stringify(t.value);case"step":return bn[t.name]??t.name}}var z=26,dt=8,wn=160,De=64*1024;function gt({record:t,eventCount:e}){let[n,r]=ke(null),[s,i]=ke({top:0,height:240}),o=te(null),a=te(!0),{events:l}=t;it(()=>{let g=o.
current;g!==null&&a.current&&n===null&&(g.scrollTop=g.scrollHeight)},[e]);let p=()=>{let g=o.current;g!==null&&(a.current=g.scrollTop+g.clientHeight>=g.scrollHeight-
z,i({top:g.scrollTop,height:g.clientHeight}))},u=g=>{let m=Math.min(l.length-1,Math.max(0,g));r(m);let b=o.current;if(b===null)return;m*z<b.scrollTop&&(b.scrollTop=
m*z);let M=(m+1)*z-b.clientHeight;M>b.scrollTop&&(b.scrollTop=M)},d=g=>{let m={ArrowDown:1,ArrowUp:-1,PageDown:10,PageUp:-10,Home:-1/0,End:1/0}[g.key];m===void 0||
l.length===0||(g.preventDefault(),u(n===null?m===1?0:l.length-1:n+m))},h=Math.max(0,Math.floor(s.top/z)-dt),f=l.slice(h,h+Math.ceil(s.height/z)+2*dt),x=n===null?
void 0:l[n];return c("div",{class:"events",children:[c("div",{ref:o,class:"event-list",role:"listbox",tabIndex:0,"aria-label":"Events of the stream","aria-activ\
edescendant":x?`event-${x.index}`:void 0,onScroll:p,onKeyDown:d,children:c("div",{class:"event-space",style:{height:`${l.length*z}px`},role:"presentation",children:f.
map(g=>c(Sn,{event:g,isChosen:g.index===n,onChoose:()=>u(g.index),total:l.length},g.index))})}),e>l.length&&c("p",{class:"muted",children:[(e-l.length).toLocaleString(),
" more events were counted and not kept."]}),x?c(Tn,{event:x}):l.length>0&&c("p",{class:"muted event-hint",children:"Choose an event to see it raw and decoded."})]})}
function Sn({event:t,isChosen:e,onChoose:n,total:r}){let s=we(t);return c("div",{id:`event-${t.index}`,class:"event-line",role:"option","aria-selected":e,"aria-\
posinset":t.index+1,"aria-setsize":r,style:{top:`${t.index*z}px`},onClick:n,children:[c("span",{class:"event-time number",children:$(t.atMs)}),c("span",{class:`\
event-kind kind-${s}`,children:P.find(([i])=>i===s)?.[1]}),c("span",{class:"event-text",children:Be(pt(t).slice(0,wn))})]})}function Tn({event:t}){let[e,n]=ke("\
decoded"),r=t.raw??"",s=e==="raw"?r:ie(r);return c("div",{class:"event-detail",children:[c("div",{class:"row",children:[c("strong",{children:["Event ",t.index+1]}),
c("span",{class:"muted",children:[t.name==="message"?"":`${t.name} · `,$(t.atMs)," · ",xe(t.chars)]}),c("span",{class:"spacer"}),c(lt,{label:"Form of the even\
t",value:e,options:[["decoded","Decoded"],["raw","Raw"]],onChange:n}),c(X,{text:r,label:"Copy the event"})]}),t.raw===null?c("p",{class:"muted",children:"Its te\
xt was not kept: the stream is longer than what this page holds."}):c("pre",{tabIndex:0,"aria-label":`Event ${t.index+1}`,children:[Be(s.slice(0,De)).replaceAll(
"␊",`
`).replaceAll("␉","	"),s.length>De&&`
… and ${(s.length-De).toLocaleString()} more characters`]})]})}var Rn=new Map(P.map(([t],e)=>[t,e])),Se=class{#e=[];#t=[];#n=0;#r=0;update(e,n,r){let s=$n(n,r);for((s!==this.#r||e.length<this.#n)&&(this.#r=s,this.#e=[],this.#t=
[],this.#n=0);this.#n<e.length;this.#n+=1)this.#s(e[this.#n]);return Array.from(this.#e,(i,o)=>{let a=P[this.#t[o]??0]?.[0]??"step";return i?{kind:a,count:i}:null})}get stepMs(){
return this.#r}#s(e){let n=Math.floor(e.atMs/this.#r);this.#e[n]=(this.#e[n]??0)+1,this.#t[n]=Math.max(this.#t[n]??0,Rn.get(we(e))??0)}};function $n(t,e){let n=1;
for(;n*e<t;)n*=2;return n}var An=[1,2,5,10,20,50,100,200,500,1e3,2e3,5e3,1e4,15e3,3e4,6e4,12e4,3e5,6e5,18e5,36e5];function ft(t,e){let n=An.find(s=>t/s<=e)??t/e,
r=[];for(let s=0;s<=t;s+=n)r.push(s);return r}var ae=1e3,oe=44,Mn=250,_n=6;function mt({record:t,phases:e,durationMs:n,positionMs:r,onSeek:s}){let i=te(new Se),o=Math.max(n,1);return c("div",{class:`timelin\
e${s?" is-seekable":""}`,onClick:s&&(l=>{let p=l.currentTarget.getBoundingClientRect();s?.((l.clientX-p.left)/p.width*o)}),children:[c(vn,{phases:e,record:t,spanMs:o}),
c(Cn,{record:t,spanMs:o}),c(Pn,{record:t,spanMs:o}),c(zn,{marks:i.current,record:t,spanMs:o}),c(On,{spanMs:o}),r!==void 0&&c("div",{class:"playhead",style:{left:K(
r,o)}})]})}function vn({phases:t,record:e,spanMs:n}){let r=t.length>0?t:En(e);return c("div",{class:"timeline-phases",role:"img","aria-label":r.map(s=>`${s.name}\
 ${$(s.durationMs)}`).join(", "),children:r.map(s=>c("div",{class:`phase phase-${s.name.replaceAll(/\W/g,"_")}`,title:`${s.name.replaceAll("_"," ")}: ${$(s.durationMs)}`,
style:{left:K(s.startMs,n),width:K(s.durationMs,n)}},s.name))})}function En(t){let{headMs:e,firstTokenMs:n}=t;if(e===null)return[];let r=n??t.durationMs;return[
{name:"wait",startMs:0,durationMs:e},{name:"first_token",startMs:e,durationMs:Math.max(0,r-e)},{name:"stream",startMs:r,durationMs:Math.max(0,t.durationMs-r)}]}
function Cn({record:t,spanMs:e}){let n=t.rate.rates(),r=Math.max(1,...n),{stepMs:s}=t.rate,i=l=>Math.min(ae,l*s*ae/e).toFixed(1),o=l=>(oe-l/r*(oe-4)).toFixed(1),
a=n.map((l,p)=>`H${i(p)}V${o(l)}H${i(p+1)}`).join("");return c("div",{class:"rate-area",children:[c("svg",{viewBox:`0 0 ${ae} ${oe}`,preserveAspectRatio:"none",
role:"img","aria-label":`About ${Math.round(r)} tokens a second at most`,children:n.length>0&&c("path",{class:"rate-fill",d:`M0 ${oe}${a}V${oe}Z`})}),n.length>0&&
c("span",{class:"rate-peak",children:["peak ≈ ",Math.round(r)," tokens/s"]})]})}function Pn({record:t,spanMs:e}){let{tools:n}=t.answer;if(n.length===0)return null;
let r=n.slice(0,_n);return c("div",{class:"tool-rows",children:[r.map(s=>{let i=s.endMs??t.durationMs;return c("div",{class:"tool-row",title:`${s.name}: ${$(i-s.
startMs)}`,children:[c("div",{class:`tool-bar${s.isError?" is-error":""}`,style:{left:K(s.startMs,e),width:K(Math.max(0,i-s.startMs),e)}}),c("span",{class:"tool\
-label",style:In(s.startMs/e),children:s.name})]},s.toolId)}),n.length>r.length&&c("div",{class:"muted",children:["and ",n.length-r.length," more tool calls"]})]})}
function In(t){return t<.5?{left:`calc(${(t*100).toFixed(2)}% + 4px)`}:{right:`calc(${((1-t)*100).toFixed(2)}% + 4px)`}}function zn({marks:t,record:e,spanMs:n}){
let r=t.update(e.events,n,Mn),s=t.stepMs*ae/n,i=new Map;return r.forEach((o,a)=>{if(o===null)return;let l=Math.min(14,6+2*Math.log2(o.count+1)),p=`M${(a*s).toFixed(
1)} ${(14-l).toFixed(1)}h${Math.max(1.5,s*.7).toFixed(1)}v${l.toFixed(1)}h${(-Math.max(1.5,s*.7)).toFixed(1)}z`;i.set(o.kind,(i.get(o.kind)??"")+p)}),c("svg",{class:"\
event-row",viewBox:`0 0 ${ae} 14`,preserveAspectRatio:"none",role:"img","aria-label":`${e.eventCount} events`,children:P.map(([o])=>i.has(o)&&c("path",{class:`k\
ind-${o}`,d:i.get(o)},o))})}function On({spanMs:t}){return c("div",{class:"time-axis","aria-hidden":"true",children:ft(t,5).map(e=>e<=t*.94&&c("span",{style:{left:K(
e,t)},children:e===0?"0":Bn(e)},e))})}function Bn(t){return t<1e3?`${Math.round(t)} ms`:t<6e4?`${(t/1e3).toFixed(t%1e3===0?0:1)} s`:`${Math.round(t/6e3)/10} min`}
function K(t,e){return`${Math.min(100,Math.max(0,t/e*100)).toFixed(3)}%`}function si({record:t,phases:e=[],durationMs:n,positionMs:r,onSeek:s}){let i={...r===void 0?{}:{positionMs:r},...s===void 0?{}:{onSeek:s}};return c("div",{class:"\
stream-panel",children:[c(Dn,{record:t,durationMs:n}),c(mt,{record:t,phases:e,durationMs:n,...i}),c(qn,{phases:e}),c(gt,{record:t,eventCount:t.eventCount})]})}function Ln(t){
let{outputTokens:e}=t.answer;return e>0?ne(e):`≈ ${ne(t.rate.totalTokens)}`}function Nn(t){if(t.firstTokenMs===null)return null;let e=t.durationMs-t.firstTokenMs,
n=t.answer.outputTokens||t.rate.totalTokens;return e<20?null:n*1e3/e}function Dn({record:t,durationMs:e}){let n=Nn(t),r=[["First byte",$(t.firstByteMs),"From se\
nding the request to the first byte of the answer's body"],["First token",$(t.firstTokenMs),"From sending the request to the first text"],["Total",$(e),"From se\
nding the request to the end"],["Tokens",Ln(t),"Out; with ≈ estimated from the text, else as the agent reports them"],["Tokens/s",n===null?"–":ne(n),"From t\
he first token to the end"],["Events",ne(t.eventCount),xe(t.byteCount)]];return c("dl",{class:"stream-figures",children:r.map(([s,i,o])=>c("div",{title:o,children:[
c("dt",{children:s}),c("dd",{class:"number",children:i})]},s))})}function qn({phases:t}){return c("div",{class:"stream-legend",children:[P.map(([e,n])=>c("span",
{children:[c("i",{class:`swatch kind-${e}`,"aria-hidden":"true"}),n]},e)),t.length>0&&c("details",{class:"phase-list",children:[c("summary",{children:"Phases in\
 the server"}),c("dl",{children:t.map(e=>c("div",{children:[c("dt",{children:[c("i",{class:`swatch phase-${e.name.replaceAll(/\W/g,"_")}`,"aria-hidden":"true"}),
e.name.replaceAll("_"," ")]}),c("dd",{class:"number",children:$(e.durationMs)})]},e.name))})]})]})}var Hn={amp:"&",lt:"<",gt:">",quot:'"',apos:"'",nbsp:" ",copy:"©",reg:"®",trade:"™",hellip:"…",mdash:"—",ndash:"–",lsquo:"‘",rsquo:"’",ldquo:"“",
rdquo:"”",bull:"•",middot:"·",times:"×",deg:"°",euro:"€",larr:"←",rarr:"→",check:"✓"},Fn=/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/g;
function Te(t){return t.replace(Fn,(e,n,r,s)=>{if(s!==void 0)return Hn[s]??e;let i=n===void 0?Number.parseInt(r??"",16):Number.parseInt(n,10);return i>31&&i<=1114111&&
!(i>=127&&i<=159)&&!(i>=55296&&i<=57343)?String.fromCodePoint(i):"�"})}var jn=["http:","https:","mailto:"];function qe(t){try{let e=new URL(t);return jn.includes(e.protocol)?e.href:null}catch{return null}}var kt=40;function Re(t,e=0){return t.map(n=>He(n,e))}function He(t,e=0){if(e>kt)return t.raw;switch(t.type){case"space":case"def":return null;case"hr":return c(
"hr",{});case"heading":return Jn(t,e);case"code":return Wn(t);case"blockquote":return c("blockquote",{children:Re(t.tokens,e+1)});case"list":return Un(t,e);case"\
table":return Zn(t,e);case"paragraph":return c("p",{dir:"auto",children:O(t.tokens,t.raw,e)});case"html":return c("p",{class:"md-raw",children:t.raw});default:return xt(
t,e)}}function Jn(t,e){let n=Math.min(6,t.depth+2);return c("div",{class:`md-heading md-h${t.depth}`,role:"heading","aria-level":n,dir:"auto",children:O(t.tokens,
t.text,e)})}function Wn(t){let e=(t.lang??"").split(/\s/)[0]??"";return c("div",{class:"md-code",children:[c("div",{class:"md-code-bar",children:[c("span",{children:e||
"text"}),c(X,{text:t.text,label:"Copy code"})]}),c("pre",{tabIndex:0,"aria-label":`${e} code`,children:c("code",{children:t.text})})]})}function Un(t,e){let n=t.
items.map(r=>c("li",{dir:"auto",children:Re(r.tokens,e+1)}));return t.ordered?c("ol",{start:Number(t.start)||1,children:n}):c("ul",{children:n})}function Zn(t,e){
let n=(r,s)=>c(s,{class:r.align?`md-${r.align}`:void 0,children:O(r.tokens,r.text,e)});return c("div",{class:"md-table",tabIndex:0,role:"region","aria-label":"T\
able",children:c("table",{children:[c("thead",{children:c("tr",{children:t.header.map(r=>n(r,"th"))})}),c("tbody",{children:t.rows.map(r=>c("tr",{children:r.map(
s=>n(s,"td"))}))})]})})}function O(t,e,n){return t===void 0?Te(e):t.map(r=>xt(r,n+1))}function xt(t,e){if(e>kt)return t.raw;switch(t.type){case"strong":return c(
"strong",{children:O(t.tokens,t.raw,e)});case"em":return c("em",{children:O(t.tokens,t.raw,e)});case"del":return c("del",{children:O(t.tokens,t.raw,e)});case"co\
despan":return c("code",{children:t.text});case"br":return c("br",{});case"link":return Xn(t,e);case"image":return Kn(t);case"checkbox":return c("span",{class:"\
md-check",children:t.checked?"☑ ":"☐ "});case"escape":return t.text;case"text":return O(t.tokens,t.text,e);case"html":return t.raw;default:return t.raw}}function Xn(t,e){
let n=qe(Te(t.href)),r=O(t.tokens,t.text,e);return n===null?c("span",{title:"This address is not followed",children:r}):bt(n,r)}function Kn(t){let e=`🖼 ${t.text||
"image"}`,n=qe(Te(t.href));return n===null?c("span",{class:"md-image",children:e}):bt(n,e,"md-image")}function bt(t,e,n){return c("a",{href:t,title:t,class:n,target:"\
_blank",rel:"noopener noreferrer nofollow",referrerpolicy:"no-referrer",children:e})}function We(){return{async:!1,breaks:!1,extensions:null,gfm:!0,hooks:null,pedantic:!1,renderer:null,silent:!1,tokenizer:null,walkTokens:null}}var J=We();function Et(t){
J=t}var H={exec:()=>null};function q(t){let e=[];return n=>{let r=Math.max(0,Math.min(3,n-1)),s=e[r];return s||(s=t(r),e[r]=s),s}}function k(t,e=""){let n=typeof t==
"string"?t:t.source,r={replace:(s,i)=>{let o=typeof i=="string"?i:i.source;return o=o.replace(T.caret,"$1"),n=n.replace(s,o),r},getRegex:()=>new RegExp(n,e)};return r}
var Ct=((t="")=>{try{return!!new RegExp("(?<=1)(?<!1)"+t)}catch{return!1}})(),T={codeRemoveIndent:/^(?: {0,3}\t| {1,4})/gm,listInterruptsParagraph:/^ {0,3}(?:[*+-]|1[.)])[ \t]+[^ \t\n]/,
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
`^( {0,3}${t})((?:[	 ][^\\n]*)?(?:\\n|$))`),nextBulletRegex:q(t=>new RegExp(`^ {0,${t}}(?:[*+-]|\\d{1,9}[.)])((?:[ 	][^\\n]*)?(?:\\n|$))`)),hrRegex:q(t=>new RegExp(
`^ {0,${t}}((?:-[ 	]*){3,}|(?:_[ 	]*){3,}|(?:\\*[ 	]*){3,})(?:\\n+|$)`)),fencesBeginRegex:q(t=>new RegExp(`^ {0,${t}}(?:\`\`\`|~~~)`)),headingBeginRegex:q(t=>new RegExp(
`^ {0,${t}}#{1,6}(?:\\s|$)`)),pedanticHeadingBeginRegex:q(t=>new RegExp(`^ {0,${t}}#`)),htmlBeginRegex:q(t=>new RegExp(`^ {0,${t}}(?:</?(?:${Ze})(?:[ \\t]+|$|/?>\
)|<(?:(?:script|pre|style|textarea)(?:[\\s>]|$)|!--)|<\\?|<![A-Za-z]|<!\\[CDATA\\[)`,"i")),blockquoteBeginRegex:q(t=>new RegExp(`^ {0,${t}}>`)),nestedContainerMarkers:/^(?: {0,3}(?:(?:[*+-]|\d{1,9}[.)])[ \t]+|>[ \t]?))+/},
Qn=/^(?:[ \t]*(?:\n|$))+/,Vn=/^((?: {4}| {0,3}\t)[^\n]+(?:\n(?:[ \t]*(?:\n|$))*)?)+/,Gn=/^ {0,3}(`{3,}(?=[^`\n]*(?:\n|$))|~{3,})([^\n]*)(?:\n|$)(?:|([\s\S]*?)(?:\n|$))(?: {0,3}(?:(?=`)\1`*|(?=~)\1~*) *(?=\n|$)|$)/,
ue=/^ {0,3}((?:-[\t ]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})(?:\n+|$)/,Yn=/^ {0,3}(#{1,6})(?=\s|$)(.*)(?:\n+|$)/,Ue=/ {0,3}(?:[*+-]|\d{1,9}[.)])/,Ze="address|a\
rticle|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1\
-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|meta|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|the\
ad|title|tr|track|ul",he=k(" {0,3}(?:</?(?:tag)(?:[ \\t]+|\\n|/?>)|<(?:(?:script|pre|style|textarea)(?:[\\s>]|$)|!--)|<\\?|<![A-Za-z]|<!\\[CDATA\\[)").replace("\
tag",Ze).getRegex(),Pt=/^(?!bull |blockCode|fences|blockquote|heading|html|table)((?:.|\n(?!\s*?\n|bull |fences|blockquote|heading|hr|html|table))+?)\n {0,3}(=+|-+)[ \t]*(?:\n+|$)/,
It=k(Pt).replace(/bull/g,Ue).replace(/blockCode/g,/(?: {4}| {0,3}\t)/).replace(/fences/g,/ {0,3}(?:`{3,}|~{3,})/).replace(/blockquote/g,/ {0,3}>/).replace(/heading/g,
/ {0,3}#{1,6}(?:\s|$)/).replace(/hr/g,/ {0,3}(?:(?:-[\t ]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})(?:\n+|$)/).replace(/\|table/g,"").replace(/html/g,he).getRegex(),
er=k(Pt).replace(/bull/g,Ue).replace(/blockCode/g,/(?: {4}| {0,3}\t)/).replace(/fences/g,/ {0,3}(?:`{3,}|~{3,})/).replace(/blockquote/g,/ {0,3}>/).replace(/heading/g,
/ {0,3}#{1,6}(?:\s|$)/).replace(/hr/g,/ {0,3}(?:(?:-[\t ]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})(?:\n+|$)/).replace(/table/g,/ {0,3}\|?(?:[:\- ]*\|)+[\:\- ]*\n/).
replace(/html/g,he).getRegex(),Xe=/^([^\n]+(?:\n(?!hr|heading|lheading|blockquote|fences|list|html|table|[ \t]+\n)[^\n]+)*)/,tr=/^[^\n]+/,Ke=/(?!\s*\])(?:\\[\s\S]|[^\[\]\\\n]|\n(?![ \t]*\n))+/,
nr=k(/^ {0,3}\[(label)\]: *(?:\n[ \t]*)?([^<\s][^\s]*|<(?:\\.|[^\n<>\\])*>)(?:(?: +(?:\n[ \t]*)?| *\n[ \t]*)(title))? *(?:\n+|$)/).replace("label",Ke).replace("\
title",/(?:"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\\n]|\n(?!\n))*'|\((?:\\[\s\S]|[^()\\])*\))/).getRegex(),rr=k(/^(bull)([ \t][^\n]*?)?(?:\n|$)/).replace(/bull/g,
Ue).getRegex(),Qe=/<!--(?:-?>|[\s\S]*?(?:-->|$))/,sr=k("^ {0,3}(?:<(script|pre|style|textarea)[\\s>][\\s\\S]*?(?:</\\1>[^\\n]*\\n*|$)|comment[^\\n]*(\\n+|$)|<\\?[\\s\\S]*?\
(?:\\?>[^\\n]*\\n*|$)|<![A-Z][\\s\\S]*?(?:>[^\\n]*\\n*|$)|<!\\[CDATA\\[[\\s\\S]*?(?:\\]\\]>[^\\n]*\\n*|$)|</?(tag)(?:[ \\t]+|\\n|/?>|$)[\\s\\S]*?(?:(?:\\n[ 	]*)+\\n|$)|<(?!(?:script\
|pre|style|textarea)(?![a-z0-9-]))([a-z][a-z0-9-]*)(?:attribute)*?[ \\t]*/?>(?=[ \\t]*(?:\\n|$))[\\s\\S]*?(?:(?:\\n[ 	]*)+\\n|$)|</[a-z][a-z0-9-]*\\s*>(?=[ \\t]*(?:\\n|$)\
)[\\s\\S]*?(?:(?:\\n[ 	]*)+\\n|$))","i").replace("comment",Qe).replace("tag",Ze).replace("attribute",/[ \t]+[a-zA-Z:_][\w.:-]*(?:[ \t]*=[ \t]*"[^"\n]*"|[ \t]*=[ \t]*'[^'\n]*'|[ \t]*=[ \t]*[^\s"'=<>`]+)?/).
getRegex(),zt=t=>k(Xe).replace("hr",ue).replace("heading"," {0,3}#{1,6}(?:\\s|$)").replace("|lheading","").replace("|table","").replace("blockquote"," {0,3}>").
replace("fences"," {0,3}(?:`{3,}(?=[^`\\n]*(?:\\n|$))|~~~)[^\\n]*(?:\\n|$)").replace("list",t).replace("html",he).getRegex(),ir=zt(/ {0,3}(?:[*+-]|1[.)])[ \t]+[^ \t\n]/),
or=zt(/ {0,3}(?:[*+-]|\d{1,9}[.)])(?:[ \t]|\n|$)/),ar=k(/^( {0,3}> ?(?:(?![ \t]*(?:\n|$))(paragraph)|[^\n]*)(?:\n|$))+/).replace("paragraph",or).getRegex(),Ve={
blockquote:ar,code:Vn,def:nr,fences:Gn,heading:Yn,hr:ue,html:sr,lheading:It,list:rr,newline:Qn,paragraph:ir,table:H,text:tr},yt=k("^ *([^\\n ].*)\\n {0,3}((?:\\| *\
)?:?-+:? *(?:\\| *:?-+:? *)*(?:\\| *)?)(?:\\n((?:(?! *\\n|hr|heading|blockquote|code|fences|list|html).*(?:\\n|$))*)\\n*|$)").replace("hr",ue).replace("heading",
" {0,3}#{1,6}(?:\\s|$)").replace("blockquote"," {0,3}>").replace("code","(?: {4}| {0,3}	)[^\\n]").replace("fences"," {0,3}(?:`{3,}(?=[^`\\n]*(?:\\n|$))|~~~)[^\\n]*\
(?:\\n|$)").replace("list"," {0,3}(?:[*+-]|1[.)])[ \\t]").replace("html",he).getRegex(),lr={...Ve,lheading:er,table:yt,paragraph:k(Xe).replace("hr",ue).replace(
"heading"," {0,3}#{1,6}(?:\\s|$)").replace("|lheading","").replace("table",yt).replace("blockquote"," {0,3}>").replace("fences"," {0,3}(?:`{3,}(?=[^`\\n]*(?:\\n|$\
))|~~~)[^\\n]*(?:\\n|$)").replace("list"," {0,3}(?:[*+-]|1[.)])[ \\t]+[^ \\t\\n]").replace("html",he).getRegex()},cr={...Ve,html:k(`^ *(?:comment(?: *\\n|\\s*$)|<\
(tag)[\\s\\S]+?</\\1>(?: *\\n{2,}|\\s*$)|<tag(?:"[^"]*"|'[^']*'|\\s[^'"/>\\s]*)*?/?>(?: *\\n{2,}|\\s*$))`).replace("comment",Qe).replace(/tag/g,"(?!(?:a|em|stro\
ng|small|s|cite|q|dfn|abbr|data|time|code|var|samp|kbd|sub|sup|i|b|u|mark|ruby|rt|rp|bdi|bdo|span|br|wbr|ins|del|img)\\b)\\w+(?!:|[^\\w\\s@]*@)\\b").getRegex(),
def:/^ *\[([^\]]+)\]: *<?([^\s>]+)>?(?: +(["(][^\n]+[")]))? *(?:\n+|$)/,heading:/^(#{1,6})(.*)(?:\n+|$)/,fences:H,lheading:/^(.+?)\n {0,3}(=+|-+) *(?:\n+|$)/,paragraph:k(
Xe).replace("hr",ue).replace("heading",` *#{1,6} *[^
]`).replace("|table","").replace("blockquote"," {0,3}>").replace("|fences","").replace("|list","").replace("|html","").replace("|tag","").replace("lheading",It).
getRegex()},ur=/^\\([!"#$%&'()*+,\-./:;<=>?@\[\]\\^_`{|}~])/,hr=/^(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/,Ot=/^( {2,}|\\)\n(?!\s*$)[ \t]*/,pr=/^(`+|[^`])(?:(?= {2,}\n)|[\s\S]*?(?:(?=[\\<!\[`*_]|\b_|$)|[^ ](?= {2,}\n)))/,
C=/[\p{P}\p{S}]/u,V=/[\s\p{P}\p{S}]/u,pe=/[^\s\p{P}\p{S}]/u,dr=k(/^((?![*_])punctSpace)/,"u").replace(/punctSpace/g,V).getRegex(),gr=/[\p{Pi}\p{Ps}"']/u,Bt=/(?!~)[\p{P}\p{S}]/u,
fr=/(?!~)[\s\p{P}\p{S}]/u,mr=/(?:[^\s\p{P}\p{S}]|~)/u,kr=k(/link|precode-code|html/,"g").replace("link",/\[(?:[^\[\]`]|(?<a>`+)[^`]+\k<a>(?!`))*?\]\((?:\\[\s\S]|[^\\\(\)]|\((?:\\[\s\S]|[^\\\(\)])*\))*\)/).
replace("precode-",Ct?"(?<!`)()":"(^^|[^`])").replace("code",/(?<b>`+)[^`]+\k<b>(?!`)/).replace("html",/<(?! )[^<>]*?>/).getRegex(),Lt=/^(?:\*+(?:((?!\*)punct)|([^\s*]))?)|^_+(?:((?!_)punct)|([^\s_]))?/,
xr=k(Lt,"u").replace(/punct/g,C).getRegex(),br=k(Lt,"u").replace(/punct/g,Bt).getRegex(),yr=/^(?:\*+(?:((?!\*)(?!openQuote)punct)|([^\s*]))?)|^_+(?:((?!_)(?!openQuote)punct)|([^\s_]))?/,
wr=k(yr,"u").replace(/openQuote/g,gr).replace(/punct/g,C).getRegex(),Nt="^[^_*]*?__[^_*]*?\\*[^_*]*?(?=__)|[^*]+(?=[^*])|(?!\\*)punct(\\*+)(?=[\\s]|$)|notPunctSpace\
(\\*+)(?!\\*)(?=punctSpace|$)|(?!\\*)punctSpace(\\*+)(?=notPunctSpace)|[\\s](\\*+)(?!\\*)(?=punct)|(?!\\*)punct(\\*+)(?!\\*)(?=punct)|notPunctSpace(\\*+)(?=notPunctSpace)",
Sr=k(Nt,"gu").replace(/notPunctSpace/g,pe).replace(/punctSpace/g,V).replace(/punct/g,C).getRegex(),Tr=k(Nt,"gu").replace(/notPunctSpace/g,mr).replace(/punctSpace/g,
fr).replace(/punct/g,Bt).getRegex(),Rr="^[^_*]*?__[^_*]*?\\*[^_*]*?(?=__)|[^*]+(?=[^*])|(?!\\*)punct(\\*+)(?=[\\s]|$)|notPunctSpace(\\*+)(?!\\*)(?=punctSpace|$)|(?!\\*\
)[\\s](\\*+)(?=notPunctSpace)|[\\s](\\*+)(?!\\*)(?=punct)|(?!\\*)punct(\\*+)(?!\\*)(?=punct)|(?:(?!\\*)punct|notPunctSpace)(\\*+)(?!\\*)(?=notPunctSpace)",$r=k(
Rr,"gu").replace(/notPunctSpace/g,pe).replace(/punctSpace/g,V).replace(/punct/g,C).getRegex(),Ar=k("^[^_*]*?\\*\\*[^_*]*?_[^_*]*?(?=\\*\\*)|[^_]+(?=[^_])|(?!_)punct\
(_+)(?=[\\s]|$)|notPunctSpace(_+)(?!_)(?=punctSpace|$)|(?!_)punctSpace(_+)(?=notPunctSpace)|[\\s](_+)(?!_)(?=punct)|(?!_)punct(_+)(?!_)(?=punct)","gu").replace(
/notPunctSpace/g,pe).replace(/punctSpace/g,V).replace(/punct/g,C).getRegex(),Mr="^[^_*]*?\\*\\*[^_*]*?_[^_*]*?(?=\\*\\*)|[^_]+(?=[^_])|(?!_)punct(_+)(?=[\\s]|$)|notP\
unctSpace(_+)(?!_)(?=punctSpace|$)|(?!_)[\\s](_+)(?=notPunctSpace)|[\\s](_+)(?!_)(?=punct)|(?!_)punct(_+)(?!_)(?=punct)|(?:(?!_)punct|notPunctSpace)(_+)(?!_)(?=no\
tPunctSpace)",_r=k(Mr,"gu").replace(/notPunctSpace/g,pe).replace(/punctSpace/g,V).replace(/punct/g,C).getRegex(),vr=k(/^~~?(?:((?!~)punct)|[^\s~])/,"u").replace(
/punct/g,C).getRegex(),Er="^[^~]+(?=[^~])|(?!~)punct(~~?)(?=[\\s]|$)|notPunctSpace(~~?)(?!~)(?=punctSpace|$)|(?!~)punctSpace(~~?)(?=notPunctSpace)|[\\s](~~?)(?!~)\
(?=punct)|(?!~)punct(~~?)(?!~)(?=punct)|notPunctSpace(~~?)(?=notPunctSpace)",Cr=k(Er,"gu").replace(/notPunctSpace/g,pe).replace(/punctSpace/g,V).replace(/punct/g,
C).getRegex(),Pr=k(/\\(punct)/,"gu").replace(/punct/g,C).getRegex(),Ir=k(/(`+)(?:[^`]|[^`][\s\S]*?[^`])\1(?!`)|`+|\\(punct)/,"gu").replace(/punct/g,C).getRegex(),
zr=k(/^<(scheme:[^\s\x00-\x1f<>]*|email)>/).replace("scheme",/[a-zA-Z][a-zA-Z0-9+.-]{1,31}/).replace("email",/[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+(@)[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+(?![-_])/).
getRegex(),Or=k(Qe).replace("(?:-->|$)","-->").getRegex(),Br=k("^comment|^</[a-zA-Z][a-zA-Z0-9-]*\\s*>|^<[a-zA-Z][a-zA-Z0-9-]*(?:attribute)*?\\s*/?>|^<\\?[\\s\\S]*?\\\
?>|^<![a-zA-Z]+\\s[\\s\\S]*?>|^<!\\[CDATA\\[[\\s\\S]*?\\]\\]>").replace("comment",Or).replace("attribute",/\s+[a-zA-Z:_][\w.:-]*(?:\s*=\s*"[^"]*"|\s*=\s*'[^']*'|\s*=\s*[^\s"'=<>`]+)?/).
getRegex(),Dt=/\[(?:\\[\s\S]|[^\[\]\\])*\]/,Me=k(/(?:\[(?:brackets|\\[\s\S]|[^\[\]\\])*\]|\\[\s\S]|`+(?!`)[^`]*?`+(?!`)|``+(?=\])|[^\[\]\\`])*?/).replace("brack\
ets",Dt).getRegex(),Lr=k(/^!?\[(label)\]\([ \t\n]*(href)(?:(?:[ \t]+(?:\n[ \t]*)?|\n[ \t]*)(title))?[ \t\n]*\)/).replace("label",Me).replace("href",/<(?:\\.|[^\n<>\\])*>|(?!<)[^ \t\n\x00-\x1f]+|(?=\))/).
replace("title",/"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|\((?:\\[\s\S]|[^)\\])*\)/).getRegex(),Nr=k(/^!?\[(label)\]\[(ref)\]/).replace("label",Me).replace(
"ref",Ke).getRegex(),Dr=k(/^!?\[(ref)\](?:\[\])?/).replace("ref",Ke).getRegex(),wt=/(?!\s*\])(?:\\[\s\S]|[^\[\]\\]){1,999}/,qr=k(/(?:[^\[\]\\`]*(?:\[(?:brackets|\\[\s\S]|[^\[\]\\])*\]|\\[\s\S]|`+(?!`)[^`]*?`+(?!`)|``+(?=\]))){0,999}?[^\[\]\\`]*?/).
replace("brackets",Dt).getRegex(),Hr=k("reflink|nolink(?!\\()","g").replace("reflink",k(/^!?\[(label)\]\[(ref)\]/).replace("label",qr).replace("ref",wt).getRegex()).
replace("nolink",k(/^!?\[(ref)\](?:\[\])?/).replace("ref",wt).getRegex()).getRegex(),St=/[hH][tT][tT][pP][sS]?|[fF][tT][pP]/,Fr=/[A-Za-z0-9._+-]+@[a-zA-Z0-9-_]+(?:\.[a-zA-Z0-9-_]*[a-zA-Z0-9])+(?![\w-])/,
jr=k(/(?:mailto:email|xmpp:email(?:\/[A-Za-z0-9@.]+)?)/).replace(/email/g,Fr).getRegex(),Ge={_backpedal:H,anyPunctuation:Pr,anyPunctuationOutsideCode:Ir,autolink:zr,
blockSkip:kr,br:Ot,code:hr,del:H,delLDelim:H,delRDelim:H,emStrongLDelim:xr,emStrongRDelimAst:Sr,emStrongRDelimUnd:Ar,escape:ur,link:Lr,nolink:Dr,punctuation:dr,
reflink:Nr,reflinkSearch:Hr,tag:Br,text:pr,url:H},Jr={...Ge,emStrongLDelim:wr,emStrongRDelimAst:$r,emStrongRDelimUnd:_r,link:k(/^!?\[(label)\]\((.*?)\)/).replace(
"label",Me).getRegex(),reflink:k(/^!?\[(label)\]\s*\[([^\]]*)\]/).replace("label",Me).getRegex()},Fe={...Ge,emStrongRDelimAst:Tr,emStrongLDelim:br,delLDelim:vr,
delRDelim:Cr,url:k(/^emailProtocol|^((?:protocol):\/\/|www\.)(?:[a-zA-Z0-9\-]+\.?)+[^\s<]*|^email/).replace("emailProtocol",jr).replace("protocol",St).replace("\
email",/[A-Za-z0-9._+-]+(@)[a-zA-Z0-9-_]+(?:\.[a-zA-Z0-9-_]*[a-zA-Z0-9])+(?![\w-])/).getRegex(),_backpedal:/(?:[^?!.,:;*_'"~()&]+|\([^)]*\)|&(?![a-zA-Z0-9]+;$)|[?!.,:;*_'"~)]+(?!$))+/,
del:/^(~~?)(?=[^\s~])((?:\\[\s\S]|[^\\])*?(?:\\[\s\S]|[^\s~\\]))\1(?=[^~]|$)/,text:k(/^(?:[^a-zA-Z0-9](?=emailProtocol)|(`+|~+|[^`~])(?:(?=[`~])|(?= {2,}\n)|(?=[a-zA-Z0-9.!#$%&'*+\/=?_`{\|}~-]+@)|[\s\S]*?(?:(?=[\\<!\[`*~_]|\b_|protocol:\/\/|wwwStart|$)|[^ ](?= {2,}\n)|[^a-zA-Z0-9](?=emailProtocol)|[^a-zA-Z0-9.!#$%&'*+\/=?_`{\|}~-](?=[a-zA-Z0-9.!#$%&'*+\/=?_`{\|}~-]+@))))/).
replace("protocol",St).replace(/emailProtocol/g,/(?:mailto|xmpp):/).replace("wwwStart",Ct?"(?<![^\\s*_~(])www\\.":"www\\.").getRegex()},Wr={...Fe,br:k(Ot).replace(
"{2,}","*").getRegex(),text:k(Fe.text).replace("\\b_","\\b_| {2,}\\n").replace(/\{2,\}/g,"*").getRegex()},$e={normal:Ve,gfm:lr,pedantic:cr},le={normal:Ge,gfm:Fe,
breaks:Wr,pedantic:Jr},Ur={"&":"&amp;","<":"&lt;",">":"&gt;",'"':"&quot;","'":"&#39;"},Tt=t=>Ur[t];function A(t,e){if(e){if(T.escapeTest.test(t))return t.replace(
T.escapeReplace,Tt)}else if(T.escapeTestNoEncode.test(t))return t.replace(T.escapeReplaceNoEncode,Tt);return t}function Zr(t){return T.numericCharacterReference.
test(t)?t.replace(T.numericCharacterReferenceOrAmpersand,(e,n,r)=>{if(n===void 0&&r===void 0)return"&amp;";let s=n===void 0?Number.parseInt(r,16):Number.parseInt(
n,10);return s===0||s>1114111||s>=55296&&s<=57343?"�":s===38?"&amp;":String.fromCodePoint(s)}):t}function Rt(t){try{t=encodeURI(t).replace(T.percentDecode,"%")}catch{
return null}return t}function $t(t,e){let n=t.replace(T.findPipe,(i,o,a)=>{let l=!1,p=o;for(;--p>=0&&a[p]==="\\";)l=!l;return l?"|":" |"}),r=n.split(T.splitPipe),
s=0;if(r[0].trim()||r.shift(),r.length>0&&!r.at(-1)?.trim()&&r.pop(),e)if(r.length>e)r.splice(e);else for(;r.length<e;)r.push("");for(;s<r.length;s++)r[s]=r[s].
trim().replace(T.slashPipe,"|");return r}function I(t,e,n){let r=t.length;if(r===0)return"";let s=0;for(;s<r;){let i=t.charAt(r-s-1);if(i===e&&!n)s++;else if(i!==
e&&n)s++;else break}return t.slice(0,r-s)}function At(t){let e=t.split(`
`),n=e.length-1;for(;n>=0&&T.blankLine.test(e[n]);)n--;return e.length-n<=2?t:e.slice(0,n+1).join(`
`)}function _e(t){return t.trim().replace(T.multipleSpaceGlobal," ").toLowerCase().toUpperCase().toLowerCase()}function Mt(t,e){if(t.indexOf(e[0])===-1&&t.indexOf(
e[1])===-1)return-1;let n=0;for(let r=0;r<t.length;r++)if(t[r]==="\\")r++;else if(t[r]===e[0])n++;else if(t[r]===e[1]&&(n--,n<0))return r;return n>0?-2:-1}var Q=new WeakMap;
function Ye(t){let e={"*":-1,_:-1},n=-1,r=t.length;for(let s=0;s<r;s++){let i=t[s];if(i!=="*"&&i!=="_"&&i!=="~")continue;let o=s===0?`
`:t[s-1],a=s+1;for(;a<r&&t[a]===i;)a++;o!==" "&&o!=="	"&&o!==`
`&&o!=="\r"&&o!=="\f"&&(i==="~"?n=s:e[i]=s),s=a-1}return{maskedSrc:t,lastPossibleEmStrongCloserIndex:e,lastPossibleDelCloserIndex:n}}function Xr(t,e){let n=Ye(e),
r=Q.get(t);r?r.push(n):Q.set(t,[n])}function Kr(t){let e=Q.get(t);e&&(e.pop(),e.length===0&&Q.delete(t))}function qt(t,e,n){let r=Q.get(t)?.at(-1);return r&&r.maskedSrc===
e?r.lastPossibleEmStrongCloserIndex[n]:Ye(e).lastPossibleEmStrongCloserIndex[n]}function Ht(t,e){let n=Q.get(t)?.at(-1);return n&&n.maskedSrc===e?n.lastPossibleDelCloserIndex:
Ye(e).lastPossibleDelCloserIndex}function Ae(t,e=0){let n=e,r="";for(let s of t)if(s==="	"){let i=4-n%4;r+=" ".repeat(i),n+=i}else r+=s,n++;return r}function Qr(t,e){
let n="";for(let r=0;r<t.length;r++){if(t[r]==="`"){let s=e.inline.code.exec(t.slice(r));if(s){n+=s[0],r+=s[0].length-1;continue}}if(t[r]==="\\"&&(t[r+1]==="["||
t[r+1]==="]")){n+=t[r+1],r++;continue}n+=t[r]}return n}function _t(t,e,n,r,s){let i=e.href,o=e.title||null,a=Qr(t[1],s),l=t[0].charAt(0)==="!",p=r.state.inLink,
u=r.state.linkEmitted,d=r.state.inRawBlock;r.state.inLink=!0,r.state.linkEmitted=!1;let h=r.inlineTokens(a),f=r.state.linkEmitted;if(r.state.linkEmitted=u,r.state.
inLink=p,!l){if(f){r.state.inRawBlock=d;return}r.state.linkEmitted=!0}return{type:l?"image":"link",raw:n,href:i,title:o,text:a,tokens:h}}function Vr(t,e,n){let r=t.
match(n.other.indentCodeCompensation);if(r===null)return e;let s=r[1];return e.split(`
`).map(i=>{let o=i.match(n.other.beginningSpace);if(o===null)return i;let[a]=o;return i.slice(Math.min(a.length,s.length))}).join(`
`)}function vt(t,e,n,r){if(!e.includes("<"))return!1;for(let s=0;s<e.length;s++){if(e[s]==="\\"){s++;continue}if(e[s]==="`"){let a=r.inline.code.exec(e.slice(s));
if(a){s+=a[0].length-1;continue}}if(e[s]!=="<")continue;let i=t.slice(n+s),o=r.inline.tag.exec(i)||r.inline.autolink.exec(i);if(o){if(o[0].length>e.length-s)return!0;
s+=o[0].length-1}}return!1}var F=class{options;rules;lexer;constructor(t){this.options=t||J}space(t){let e=this.rules.block.newline.exec(t);if(e&&e[0].length>0)
return{type:"space",raw:e[0]}}code(t){let e=this.rules.block.code.exec(t);if(e){let n=this.options.pedantic?e[0]:At(e[0]),r=n.replace(this.rules.other.codeRemoveIndent,
"");return{type:"code",raw:n,codeBlockStyle:"indented",text:r}}}fences(t){let e=this.rules.block.fences.exec(t);if(e){let n=e[0],r=Vr(n,e[3]||"",this.rules);return e[3]!==
void 0&&(r===""||r.endsWith(`
`))&&(r+=`
`),{type:"code",raw:n,lang:e[2]?e[2].trim().replace(this.rules.inline.anyPunctuation,"$1"):e[2],text:r}}}heading(t){let e=this.rules.block.heading.exec(t);if(e){
let n=e[2].trim();if(this.rules.other.endingHash.test(n)){let r=I(n,"#");(this.options.pedantic||!r||this.rules.other.endingSpaceTabChar.test(r))&&(n=r.trim())}
return{type:"heading",raw:I(e[0],`
`),depth:e[1].length,text:n,tokens:this.lexer.inline(n)}}}hr(t){let e=this.rules.block.hr.exec(t);if(e)return{type:"hr",raw:I(e[0],`
`)}}blockquote(t){let e=this.rules.block.blockquote.exec(t);if(e){let n=I(e[0],`
`).split(`
`),r="",s="",i=[];for(;n.length>0;){let o=!1,a=[],l;for(l=0;l<n.length;l++)if(this.rules.other.blockquoteStart.test(n[l]))a.push(n[l]),o=!0;else if(!o)a.push(n[l]);else
break;n=n.slice(l);let p=a.join(`
`),u=p.replace(this.rules.other.blockquoteMarkerWhitespace,(f,x,g)=>g.startsWith(" ")?x+" "+g.slice(1):x+Ae(g,x.length)).replace(this.rules.other.blockquoteSetextReplace,
`
    $1`).replace(this.rules.other.blockquoteSetextReplace2,"");r=r?`${r}
${p}`:p,s=s?`${s}
${u}`:u;let d=this.lexer.state.top;if(this.lexer.state.top=!0,this.lexer.blockTokens(u,i,!0),this.lexer.state.top=d,n.length===0)break;let h=i.at(-1);if(h?.type===
"code"||h?.type==="heading"||h?.type==="hr"||h?.type==="html"||h?.type==="table")break;if(h?.type==="blockquote"){let f=h,x=n.join(`
`),g=f.raw+`
`+x.replace(this.rules.other.blockquoteSetextReplace2,""),m=this.blockquote(g);i[i.length-1]=m;let b=g.substring(m.raw.length).replace(/^\n/,""),M=b?b.split(`
`).length:0,S=M?n.slice(0,-M):n;if(S.length>0&&(r=`${r}
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
`,1)[0],g=e[1].length,m=this.options.pedantic?Ae(x,g):x.replace(this.rules.other.leadingSpaceTab,W=>Ae(W,g)),b=t.split(`
`,1)[0],M=!m.trim(),S=0;if(this.options.pedantic?(S=2,h=m.trimStart()):M?S=g+1:(S=m.search(this.rules.other.nonSpaceChar),S=S>4?1:S,h=m.slice(S),S+=g),M&&this.rules.
other.blankLine.test(b)&&(t=t.substring(b.length+1),d=!0),!d){let W=this.rules.other.nextBulletRegex(S),Y=this.rules.other.hrRegex(S),fe=this.rules.other.fencesBeginRegex(
S),L=this.options.pedantic?this.rules.other.pedanticHeadingBeginRegex(S):this.rules.other.headingBeginRegex(S),ee=this.rules.other.htmlBeginRegex(S),me=this.rules.
other.blockquoteBeginRegex(S),Ie=!1;for(;t;){let nt=t.split(`
`,1)[0],U;if(b=nt,this.options.pedantic?(b=b.replace(this.rules.other.listReplaceNesting,"  "),U=b):U=b.replace(this.rules.other.leadingSpaceTab,_=>Ae(_)),fe.test(
b)||L.test(b)||ee.test(b)||me.test(b)||W.test(b)||Y.test(b))break;if(U.search(this.rules.other.nonSpaceChar)>=S||!b.trim())h+=`
`+U.slice(S),Ie=!1;else{if(M)break;let _=m;if(!this.options.pedantic&&!h.includes(`
`)&&!m.includes("	")){let Z;for(;!Y.test(_)&&(Z=this.rules.other.nestedBlockMarker.exec(_));)_=_.slice(Z[0].length);if(!_.trim())break}if(_.replace(this.rules.other.
tabCharGlobal,"    ").search(this.rules.other.nonSpaceChar)>=4||fe.test(_)||L.test(_)||ee.test(_)||Y.test(_))break;if(!this.options.pedantic&&!Ie){let Z=m.replace(
this.rules.other.nestedContainerMarkers,"");if(this.rules.block.fences.test(Z)||this.rules.block.heading.test(Z)||this.rules.block.hr.test(Z))break}let Yt=!this.
options.pedantic&&/^ {0,3}(?:=+|-+) *$/.test(b)&&this.rules.block.lheading.test(`${m}
${b}`)?`    ${U.replace(/^ {0,3}/,"")}`:b;h+=`
`+Yt,Ie=!0}M=!b.trim(),t=t.substring(nt.length+1),m=U.slice(S)}}let G=n.slice(f,r());o.loose||(l?o.loose=!0:this.rules.other.doubleBlankLine.test(G)&&(l=!0)),o.
items.push({type:"list_item",raw:G,task:!!this.options.gfm&&this.rules.other.listIsTask.test(h),loose:!1,text:h,tokens:[]})}let p=o.items.at(-1);if(p)p.raw=p.raw.
trimEnd(),p.text=p.text.trimEnd();else return;o.raw=n.slice(0,r()).trimEnd();let u=[];for(let d of o.items)if(this.lexer.state.top=!1,u.push(this.lexer.inlineQueue.
length),d.tokens=this.lexer.blockTokens(d.text,[]),!o.loose){let h=d.tokens.filter(x=>x.type==="space"),f=h.length>0&&h.some(x=>this.rules.other.anyLine.test(x.
raw));o.loose=f}for(let d=0;d<o.items.length;d++){let h=o.items[d],f=h.tokens[0];if(h.task&&(f?.type==="text"||f?.type==="paragraph")){h.text=h.text.replace(this.
rules.other.listReplaceTask,""),f.raw=f.raw.replace(this.rules.other.listReplaceTask,""),f.text=f.text.replace(this.rules.other.listReplaceTask,"");let x=this.lexer.
inlineQueue;for(let m=u[d];m<x.length;m++)if(x[m].tokens===f.tokens){x[m].src=x[m].src.replace(this.rules.other.listReplaceTask,"");break}let g=this.rules.other.
listTaskCheckbox.exec(h.raw);if(g){let m={type:"checkbox",raw:g[0]+" ",checked:g[0]!=="[ ]"};h.checked=m.checked,o.loose?h.tokens[0]&&["paragraph","text"].includes(
h.tokens[0].type)&&"tokens"in h.tokens[0]&&h.tokens[0].tokens?(h.tokens[0].raw=m.raw+h.tokens[0].raw,h.tokens[0].text=m.raw+h.tokens[0].text,h.tokens[0].tokens.
unshift(m)):h.tokens.unshift({type:"paragraph",raw:m.raw,text:m.raw,tokens:[m]}):h.tokens.unshift(m)}}else h.task&&(h.task=!1)}if(o.loose)for(let d of o.items){
d.loose=!0;for(let h of d.tokens)h.type==="text"&&(h.type="paragraph")}return o}}html(t){let e=this.rules.block.html.exec(t);if(e){if(this.lexer.state.lastToken?.
type==="paragraph"&&!this.rules.other.htmlBeginRegex(4).test(t))return;let n=At(e[0]);return{type:"html",block:!0,raw:n,pre:e[1]==="pre"||e[1]==="script"||e[1]===
"style",text:n}}}def(t){let e=this.rules.block.def.exec(t);if(e){if(!this.rules.other.startAngleBracket.test(e[2])&&Mt(e[2],"()")!==-1)return;let n=_e(e[1]),r=e[2]?
e[2].replace(this.rules.other.hrefBrackets,"$1").replace(this.rules.inline.anyPunctuation,"$1"):"",s=e[3]?e[3].substring(1,e[3].length-1).replace(this.rules.inline.
anyPunctuation,"$1"):e[3];return{type:"def",tag:n,raw:I(e[0],`
`),href:r,title:s}}}table(t){let e=this.rules.block.table.exec(t);if(!e||!this.rules.other.tableDelimiter.test(e[2]))return;let n=$t(e[1]),r=e[2].replace(this.rules.
other.tableAlignChars,"").split("|"),s=e[3]?.trim()?e[3].replace(this.rules.other.tableRowBlankLine,"").split(`
`):[],i={type:"table",raw:I(e[0],`
`),header:[],align:[],rows:[]};if(n.length===r.length){for(let o of r)this.rules.other.tableAlignRight.test(o)?i.align.push("right"):this.rules.other.tableAlignCenter.
test(o)?i.align.push("center"):this.rules.other.tableAlignLeft.test(o)?i.align.push("left"):i.align.push(null);for(let o=0;o<n.length;o++)i.header.push({text:n[o],
tokens:this.lexer.inline(n[o]),header:!0,align:i.align[o]});for(let o of s)i.rows.push($t(o,i.header.length).map((a,l)=>({text:a,tokens:this.lexer.inline(a),header:!1,
align:i.align[l]})));return i}}lheading(t){let e=this.rules.block.lheading.exec(t);if(e){let n=e[1].trim();return{type:"heading",raw:I(e[0],`
`),depth:e[2].charAt(0)==="="?1:2,text:n,tokens:this.lexer.inline(n)}}}paragraph(t){let e=this.rules.block.paragraph.exec(t);if(e){let n=e[1].charAt(e[1].length-
1)===`
`?e[1].slice(0,-1):e[1];return{type:"paragraph",raw:e[0],text:n,tokens:this.lexer.inline(n)}}}text(t){let e=this.rules.block.text.exec(t);if(e)return{type:"text",
raw:e[0],text:e[0],tokens:this.lexer.inline(e[0])}}escape(t){if(t.charCodeAt(0)!==92)return;let e=this.rules.inline.escape.exec(t);if(e)return{type:"escape",raw:e[0],
text:e[1]}}tag(t){if(t.charCodeAt(0)!==60)return;let e=this.rules.inline.tag.exec(t);if(e)return!this.lexer.state.inLink&&this.rules.other.startATag.test(e[0])?
this.lexer.state.inLink=!0:this.lexer.state.inLink&&this.rules.other.endATag.test(e[0])&&(this.lexer.state.inLink=!1),!this.lexer.state.inRawBlock&&this.rules.other.
startPreScriptTag.test(e[0])?this.lexer.state.inRawBlock=!0:this.lexer.state.inRawBlock&&this.rules.other.endPreScriptTag.test(e[0])&&(this.lexer.state.inRawBlock=
!1),{type:"html",raw:e[0],inLink:this.lexer.state.inLink,inRawBlock:this.lexer.state.inRawBlock,block:!1,text:e[0]}}link(t){if(this.lexer.state.linkParenPossible===
!1)return;let e=t.charCodeAt(0);if(e!==91&&e!==33)return;let n=this.rules.inline.link.exec(t);if(n){let r=n[0].charAt(0)==="!"?2:1;if(!this.options.pedantic&&vt(
t,n[1],r,this.rules))return;let s=n[2].trim();if(!this.options.pedantic&&this.rules.other.startAngleBracket.test(s)){if(!this.rules.other.endAngleBracket.test(s))
return;let l=I(s.slice(0,-1),"\\");if((s.length-l.length)%2===0)return}else{let l=Mt(n[2],"()");if(l===-2)return;if(l>-1){let p=(n[0].indexOf("!")===0?5:4)+n[1].
length+l;n[2]=n[2].substring(0,l),n[0]=n[0].substring(0,p).trim(),n[3]=""}}let i=I(n[0].slice(0,-1),"\\");if((n[0].length-i.length)%2===0)return;let o=n[2],a="";
if(this.options.pedantic){let l=this.rules.other.pedanticHrefTitle.exec(o);l&&(o=l[1],a=l[3])}else a=n[3]?n[3].slice(1,-1):"";return o=o.trim(),this.rules.other.
startAngleBracket.test(o)&&(this.options.pedantic&&!this.rules.other.endAngleBracket.test(s)?o=o.slice(1):o=o.slice(1,-1)),_t(n,{href:o&&o.replace(this.rules.inline.
anyPunctuation,"$1"),title:a&&a.replace(this.rules.inline.anyPunctuation,"$1")},n[0],this.lexer,this.rules)}}reflink(t,e){let n=t.charCodeAt(0);if(n!==91&&n!==33)
return;let r;if((r=this.rules.inline.reflink.exec(t))||(r=this.rules.inline.nolink.exec(t))){let s=r[0].charAt(0)==="!"?2:1;if(!this.options.pedantic&&vt(t,r[1],
s,this.rules))return;let i=e[_e(r[2]||r[1])];if(!i){let o=r[0].charAt(0);return{type:"text",raw:o,text:o}}return _t(r,i,r[0],this.lexer,this.rules)}}emStrong(t,e,n=""){
let r=this.rules.inline.emStrongLDelim.exec(t);if(!r||!r[1]&&!r[2]&&!r[3]&&!r[4])return;let s=r[0][0],i=n===s,o=e.length-t.length,a=o;for(;!this.options.pedantic&&
a>0&&e[a-1]===s;)a--;let l=[...e.slice(Math.max(0,a-2),a)].at(-1)??"",p=l==="*"||l==="_"||!!this.rules.inline.punctuation.exec(l);a<o&&(n=l);let u=a<o?p:n==="*"||
n==="_"||!!this.rules.inline.punctuation.exec(n);if(r[4]&&n.match(this.rules.other.unicodeAlphaNumeric))return;let d=r[1]||r[3]||"";if(!d||!n||u){let h=[...r[0]].
length-1,f,x,g=h,m=0,b=o-a+h,M=!this.options.pedantic&&!!l.trim()&&(!!d||s==="*"&&!p);if(s!=="*"&&s!=="_")return;let S=s==="*"?this.rules.inline.emStrongRDelimAst:
this.rules.inline.emStrongRDelimUnd,G=qt(this,e,s),W=e.length-t.length+h;if(G<W)return;e=e.slice(-1*t.length+h);let Y=G-W;for(S.lastIndex=0;(r=S.exec(e))!==null&&
!(r.index>Y);){if(f=r[1]||r[2]||r[3]||r[4]||r[5]||r[6],!f)continue;if(x=[...f].length,r[3]||r[4]){g+=x;continue}else if((r[5]||r[6]||M)&&b%3&&!((b+x)%3)){if(i&&
(r[5]||r[6]))break;m+=x;continue}if(g-=x,g>0)continue;x=Math.min(x,x+g+m);let fe=[...r[0]][0].length,L=t.slice(0,h+r.index+fe+x);if(Math.min(h,x)%2){let me=L.slice(
1,-1);return{type:"em",raw:L,text:me,tokens:this.lexer.inlineTokens(me)}}let ee=L.slice(2,-2);return{type:"strong",raw:L,text:ee,tokens:this.lexer.inlineTokens(
ee)}}}}codespan(t){if(t.charCodeAt(0)!==96)return;let e=this.rules.inline.code.exec(t);if(e){let n=e[2].replace(this.rules.other.newLineCharGlobal," "),r=this.rules.
other.nonSpaceChar.test(n),s=this.rules.other.startingSpaceChar.test(n)&&this.rules.other.endingSpaceChar.test(n);return r&&s&&(n=n.substring(1,n.length-1)),{type:"\
codespan",raw:e[0],text:n}}}br(t){let e=t.charCodeAt(0);if(e!==32&&e!==92&&e!==10)return;let n=this.rules.inline.br.exec(t);if(n)return{type:"br",raw:n[0]}}del(t,e,n=""){
if(t.charCodeAt(0)!==126)return;let r=this.rules.inline.delLDelim.exec(t);if(r&&(!r[1]||!n||this.rules.inline.punctuation.exec(n))){let s=[...r[0]].length-1,i,o,
a=s,l=this.rules.inline.delRDelim,p=Ht(this,e),u=e.length-t.length+s;if(p<u)return;e=e.slice(-1*t.length+s);let d=p-u;for(l.lastIndex=0;(r=l.exec(e))!==null&&!(r.
index>d);){if(i=r[1]||r[2]||r[3]||r[4]||r[5]||r[6],!i||(o=[...i].length,o!==s))continue;if(r[3]||r[4]){a+=o;continue}if(a-=o,a>0)continue;o=Math.min(o,o+a);let h=[
...r[0]][0].length,f=t.slice(0,s+r.index+h+o),x=f.slice(s,-s);return{type:"del",raw:f,text:x,tokens:this.lexer.inlineTokens(x)}}}}autolink(t){if(t.charCodeAt(0)!==
60)return;let e=this.rules.inline.autolink.exec(t);if(e){let n,r;return e[2]==="@"?(n=e[1],r="mailto:"+n):(n=e[1],r=n),{type:"link",raw:e[0],text:n,href:r,autolink:!0,
tokens:[{type:"text",raw:n,text:n}]}}}url(t){let e;if(e=this.rules.inline.url.exec(t)){let n,r;if(e[2]==="@")n=e[0],r="mailto:"+n;else{let s;do s=e[0],e[0]=this.
rules.inline._backpedal.exec(e[0])?.[0]??"";while(s!==e[0]);n=e[0],e[1]==="www."?r="http://"+e[0]:r=e[0]}return{type:"link",raw:e[0],text:n,href:r,autolink:!0,tokens:[
{type:"text",raw:n,text:n}]}}}inlineText(t){let e=this.rules.inline.text.exec(t);if(e){let n=this.lexer.state.inRawBlock;return{type:"text",raw:e[0],text:n?e[0]:
Zr(e[0]),escaped:n}}}},v=class je{tokens;options;state;inlineQueue;tokenizer;constructor(e){this.tokens=[],this.tokens.links=Object.create(null),this.options=e||
J,this.options.tokenizer=this.options.tokenizer||new F,this.tokenizer=this.options.tokenizer,this.tokenizer.options=this.options,this.tokenizer.lexer=this,this.
inlineQueue=[],this.state={inLink:!1,inRawBlock:!1,linkEmitted:!1,linkParenPossible:!0,top:!0};let n={other:T,block:$e.normal,inline:le.normal};this.options.pedantic?
(n.block=$e.pedantic,n.inline=le.pedantic):this.options.gfm&&(n.block=$e.gfm,this.options.breaks?n.inline=le.breaks:n.inline=le.gfm),this.tokenizer.rules=n}static get rules(){
return{block:$e,inline:le}}static lex(e,n){return new je(n).lex(e)}static lexInline(e,n){return new je(n).inlineTokens(e)}lex(e){e=e.replace(T.carriageReturn,`
`),this.blockTokens(e,this.tokens);for(let n=0;n<this.inlineQueue.length;n++){let r=this.inlineQueue[n];this.state.inRawBlock=!1,this.inlineTokens(r.src,r.tokens)}
return this.inlineQueue=[],this.tokens}blockTokens(e,n=[],r=!1){this.tokenizer.lexer=this;let s=this.state.lastToken;this.options.pedantic&&(e=e.replace(T.tabCharGlobal,
"    ").replace(T.spaceLine,""));let i=1/0,o,a=this.options.gfm&&!this.options.pedantic&&this.tokenizer.paragraph===F.prototype.paragraph;for(;e;){if(e.length<i)
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
rules.inline.reflinkSearch)){let s=r[0],i=s.lastIndexOf("[");if(!(s.charAt(0)==="!"||!Object.hasOwn(this.tokens.links,_e(s.slice(i+1,-1))))&&!(i>1&&this.linkInText(
s.slice(1,i-1))))return!0}return!1}inlineTokens(e,n=[]){this.tokenizer.lexer=this;let r=this.state.linkParenPossible;this.state.linkParenPossible=e.includes(")");
try{return this.#e(e,n)}finally{this.state.linkParenPossible=r}}#e(e,n){let r=e.includes("*")||e.includes("_")||e.includes("~"),s=r||this.options.hooks?.emStrongMask||
this.tokenizer.emStrong!==F.prototype.emStrong||this.tokenizer.del!==F.prototype.del?this.#r(e):e;if(!r)return this.#t(e,s,n);Xr(this.tokenizer,s);try{return this.#t(
e,s,n)}finally{Kr(this.tokenizer)}}#t(e,n,r){let s=!1,i="",o=1/0;for(;e;){if(e.length<o)o=e.length;else{this.infiniteLoopError(e.charCodeAt(0));break}s||(i=""),
s=!1;let a;if(this.options.extensions?.inline?.some(u=>(a=u.call({lexer:this},e,r))?(e=e.substring(a.raw.length),r.push(a),!0):!1))continue;if(a=this.tokenizer.
escape(e)){e=e.substring(a.raw.length),r.push(a);continue}if(a=this.tokenizer.tag(e)){e=e.substring(a.raw.length),r.push(a);continue}if(a=this.tokenizer.link(e)){
e=e.substring(a.raw.length),r.push(a);continue}if(a=this.tokenizer.reflink(e,this.tokens.links)){e=e.substring(a.raw.length);let u=r.at(-1);a.type==="text"&&u?.
type==="text"?(u.raw+=a.raw,u.text+=a.text):r.push(a);continue}let l=e[0];if(l==="*"||l==="_"){let u=n.length-e.length;if(qt(this.tokenizer,n,l)<=u){let d=1;for(;d<
e.length&&e.charCodeAt(d)===l.charCodeAt(0);)d++;let h=e.substring(0,d),f=r.at(-1);f?.type==="text"&&!f.escaped?(f.raw+=h,f.text+=h):r.push({type:"text",raw:h,text:h,
escaped:!1}),e=e.substring(d),i=l,s=!0;continue}}else if(l==="~"){let u=n.length-e.length;if(Ht(this.tokenizer,n)<=u){let d=1;for(;d<e.length&&e.charCodeAt(d)===
126;)d++;let h=e.substring(0,d),f=r.at(-1);f?.type==="text"&&!f.escaped?(f.raw+=h,f.text+=h):r.push({type:"text",raw:h,text:h,escaped:!1}),e=e.substring(d),i=l,
s=!0;continue}}if(a=this.tokenizer.emStrong(e,n,i)){e=e.substring(a.raw.length),r.push(a);continue}if(a=this.tokenizer.codespan(e)){e=e.substring(a.raw.length),
r.push(a);continue}if(a=this.tokenizer.br(e)){e=e.substring(a.raw.length),r.push(a);continue}if(a=this.tokenizer.del(e,n,i)){e=e.substring(a.raw.length),r.push(
a);continue}if(a=this.tokenizer.autolink(e)){e=e.substring(a.raw.length),r.push(a);continue}if(!this.state.inLink&&(a=this.tokenizer.url(e))){e=e.substring(a.raw.
length),r.push(a);continue}let p=e;if(this.options.extensions?.startInline){let u=1/0,d=e.slice(1),h;this.options.extensions.startInline.forEach(f=>{h=f.call({lexer:this},
d),typeof h=="number"&&h>=0&&(u=Math.min(u,h))}),u<1/0&&u>=0&&(p=e.substring(0,u+1))}if(a=this.tokenizer.inlineText(p)){e=e.substring(a.raw.length),a.raw.slice(
-1)!=="_"&&(i=a.raw.slice(-1)),s=!0;let u=r.at(-1);u?.type==="text"?(u.raw+=a.raw,u.text+=a.text):r.push(a);continue}if(e){this.infiniteLoopError(e.charCodeAt(0));
break}}return r}#n(e){let{blockSkip:n,tag:r,autolink:s}=this.tokenizer.rules.inline,i="",o=0,a;for(n.lastIndex=0;a=n.exec(e);){let l=a.index+(a[2]?a[2].length:0),
p=a.index+a[0].length;if(e.charAt(l)==="<"){let u=e.slice(l),d=r.exec(u)||s.exec(u);if(!d){n.lastIndex=l+1;continue}p=l+d[0].length,n.lastIndex=p}i+=e.slice(o,l)+
"["+"a".repeat(p-l-2)+"]",o=p}return i+e.slice(o)}#r(e){let n=e;if(this.tokens.links&&e.includes("[")){let r=this.tokenizer.rules.inline.reflinkSearch,s=i=>{let o=i.
lastIndexOf("[");if(!Object.hasOwn(this.tokens.links,_e(i.slice(o+1,-1))))return i;if(o>1&&i.charAt(0)!=="!"){let a=i.slice(1,o-1);if(this.linkInText(a))return"\
["+a.replace(r,s)+"]["+"a".repeat(i.length-o-2)+"]"}return"["+"a".repeat(i.length-2)+"]"};n=n.replace(r,s)}return n=n.replace(this.tokenizer.rules.inline.anyPunctuationOutsideCode,
(r,s,i)=>i?"+".repeat(r.length):s?s+r.slice(s.length,-s.length).replace(/`/g,"+")+s:r),n=this.#n(n),n=this.options.hooks?.emStrongMask?.call({lexer:this},n)??n,
n}infiniteLoopError(e){let n="Infinite loop on byte: "+e;if(this.options.silent)console.error(n);else throw new Error(n)}},ve=class{options;parser;constructor(t){
this.options=t||J}space(t){return""}code({text:t,lang:e,escaped:n}){let r=(e||"").match(T.notSpaceStart)?.[0],s=t?t.replace(T.endingNewline,"")+`
`:"";return r?'<pre><code class="language-'+A(r)+'">'+(n?s:A(s,!0))+`</code></pre>
`:"<pre><code>"+(n?s:A(s,!0))+`</code></pre>
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
<code>${A(t,!0)}</code>`}br(t){return"<br>"}del({tokens:t}){return`<del>${this.parser.parseInline(t)}</del>`}link({href:t,title:e,text:n,tokens:r,autolink:s}){let i=s?
A(n,!0):this.parser.parseInline(r),o=Rt(t);if(o===null)return i;t=A(o,s);let a='<a href="'+t+'"';return e&&(a+=' title="'+A(e)+'"'),a+=">"+i+"</a>",a}image({href:t,
title:e,text:n,tokens:r}){r&&(n=this.parser.parseInline(r,this.parser.textRenderer));let s=Rt(t);if(s===null)return A(n);t=s;let i=`<img src="${A(t)}" alt="${A(
n)}"`;return e&&(i+=` title="${A(e)}"`),i+=">",i}text(t){return"tokens"in t&&t.tokens?this.parser.parseInline(t.tokens):"escaped"in t&&t.escaped?t.text:A(t.text)}},
et=class{parser;strong({text:t,tokens:e}){return e?this.parser.parseInline(e,this):t}em({text:t,tokens:e}){return e?this.parser.parseInline(e,this):t}codespan({
text:t}){return t}del({text:t,tokens:e}){return e?this.parser.parseInline(e,this):t}html({text:t}){return t}text({text:t}){return t}link({text:t,tokens:e}){return e?
this.parser.parseInline(e,this):t}image({text:t,tokens:e}){return e?this.parser.parseInline(e,this):t}br(){return`
`}checkbox({raw:t}){return t}},E=class Je{options;renderer;textRenderer;constructor(e){this.options=e||J,this.options.renderer=this.options.renderer||new ve,this.
renderer=this.options.renderer,this.renderer.options=this.options,this.renderer.parser=this,this.textRenderer=new et,this.textRenderer.parser=this}static parse(e,n){
return new Je(n).parse(e)}static parseInline(e,n){return new Je(n).parseInline(e)}parse(e){this.renderer.parser=this;let n="";for(let r=0;r<e.length;r++){let s=e[r];
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
ype was not found.';if(this.options.silent)return console.error(a),"";throw new Error(a)}}}return r}},ce=class{options;block;constructor(t){this.options=t||J}static passThroughHooks=new Set(
["preprocess","postprocess","processAllTokens","emStrongMask"]);static passThroughHooksRespectAsync=new Set(["preprocess","postprocess","processAllTokens"]);preprocess(t){
return t}postprocess(t){return t}processAllTokens(t){return t}emStrongMask(t){return t}provideLexer(t=this.block){return t?v.lex:v.lexInline}provideParser(t=this.
block){return t?E.parse:E.parseInline}};function B(t,e){if(Array.isArray(e))for(let n=0;n<e.length;n++)t.push(e[n]);else t.push(e)}var Gr=class{defaults=We();options=this.
setOptions;parse=this.parseMarkdown(!0);parseInline=this.parseMarkdown(!1);Parser=E;Renderer=ve;TextRenderer=et;Lexer=v;Tokenizer=F;Hooks=ce;constructor(...t){this.
use(...t)}walkTokens(t,e){let n=[];for(let r of t)switch(B(n,e.call(this,r)),r.type){case"table":{let s=r;for(let i of s.header)B(n,this.walkTokens(i.tokens,e));
for(let i of s.rows)for(let o of i)B(n,this.walkTokens(o.tokens,e));break}case"list":{let s=r;B(n,this.walkTokens(s.items,e));break}default:{let s=r;this.defaults.
extensions?.childTokens?.[s.type]?this.defaults.extensions.childTokens[s.type].forEach(i=>{let o=s[i].flat(1/0);B(n,this.walkTokens(o,e))}):s.tokens&&B(n,this.walkTokens(
s.tokens,e))}}return n}use(...t){let e=this.defaults.extensions||{renderers:Object.create(null),childTokens:Object.create(null)};return t.forEach(n=>{let r={...n};
if(r.async=this.defaults.async||r.async||!1,n.extensions&&(n.extensions.forEach(s=>{if(!s.name)throw new Error("extension name required");if("renderer"in s){let i=e.
renderers[s.name];i?e.renderers[s.name]=function(...o){let a=s.renderer.apply(this,o);return a===!1&&(a=i.apply(this,o)),a}:e.renderers[s.name]=s.renderer}if("t\
okenizer"in s){if(!s.level||s.level!=="block"&&s.level!=="inline")throw new Error("extension level must be 'block' or 'inline'");let i=e[s.level];i?i.unshift(s.
tokenizer):e[s.level]=[s.tokenizer],s.start&&(s.level==="block"?e.startBlock?e.startBlock.push(s.start):e.startBlock=[s.start]:s.level==="inline"&&(e.startInline?
e.startInline.push(s.start):e.startInline=[s.start]))}"childTokens"in s&&s.childTokens&&(e.childTokens[s.name]=s.childTokens)}),r.extensions=e),n.renderer){let s=this.
defaults.renderer||new ve(this.defaults);for(let i in n.renderer){if(!(i in s))throw new Error(`renderer '${i}' does not exist`);if(["options","parser"].includes(
i))continue;let o=i,a=n.renderer[o],l=s[o];s[o]=(...p)=>{let u=a.apply(s,p);return u===!1&&(u=l.apply(s,p)),u===!1?"":u??""}}r.renderer=s}if(n.tokenizer){let s=this.
defaults.tokenizer||new F(this.defaults);for(let i in n.tokenizer){if(!(i in s))throw new Error(`tokenizer '${i}' does not exist`);if(["options","rules","lexer"].
includes(i))continue;let o=i,a=n.tokenizer[o],l=s[o];s[o]=(...p)=>{let u=a.apply(s,p);return u===!1&&(u=l.apply(s,p)),u}}r.tokenizer=s}if(n.hooks){let s=this.defaults.
hooks||new ce;for(let i in n.hooks){if(!(i in s))throw new Error(`hook '${i}' does not exist`);if(["options","block"].includes(i))continue;let o=i,a=n.hooks[o],
l=s[o];ce.passThroughHooks.has(i)?s[o]=p=>{if(s.options.async&&ce.passThroughHooksRespectAsync.has(i))return(async()=>{let d=await a.call(s,p);return l.call(s,d)})();
let u=a.call(s,p);return l.call(s,u)}:s[o]=(...p)=>{if(s.options.async)return(async()=>{let d=await a.apply(s,p);return d===!1&&(d=await l.apply(s,p)),d})();let u=a.
apply(s,p);return u===!1&&(u=l.apply(s,p)),u}}r.hooks=s}if(n.walkTokens){let s=this.defaults.walkTokens,i=n.walkTokens;r.walkTokens=function(o){let a=[];return B(
a,i.call(this,o)),s&&B(a,s.call(this,o)),a}}this.defaults={...this.defaults,...r}}),this}setOptions(t){return this.defaults={...this.defaults,...t},this}lexer(t,e){
return v.lex(t,e??this.defaults)}parser(t,e){return E.parse(t,e??this.defaults)}parseMarkdown(t){return(e,n)=>{let r={...n},s={...this.defaults,...r},i=this.onError(
!!s.silent,!!s.async);if(this.defaults.async===!0&&r.async===!1)return i(new Error("marked(): The async option was set to true by an extension. Remove async: fa\
lse from the parse options object to return a Promise."));if(typeof e>"u"||e===null)return i(new Error("marked(): input parameter is undefined or null"));if(typeof e!=
"string")return i(new Error("marked(): input parameter is of type "+Object.prototype.toString.call(e)+", string expected"));if(s.hooks&&(s.hooks.options=s,s.hooks.
block=t),s.async)return(async()=>{let o=s.hooks?await s.hooks.preprocess(e):e,a=await(s.hooks?await s.hooks.provideLexer(t):t?v.lex:v.lexInline)(o,s),l=s.hooks?
await s.hooks.processAllTokens(a):a;s.walkTokens&&await Promise.all(this.walkTokens(l,s.walkTokens));let p=await(s.hooks?await s.hooks.provideParser(t):t?E.parse:
E.parseInline)(l,s);return s.hooks?await s.hooks.postprocess(p):p})().catch(i);try{s.hooks&&(e=s.hooks.preprocess(e));let o=(s.hooks?s.hooks.provideLexer(t):t?v.
lex:v.lexInline)(e,s);s.hooks&&(o=s.hooks.processAllTokens(o)),s.walkTokens&&this.walkTokens(o,s.walkTokens);let a=(s.hooks?s.hooks.provideParser(t):t?E.parse:E.
parseInline)(o,s);return s.hooks&&(a=s.hooks.postprocess(a)),a}catch(o){return i(o)}}}onError(t,e){return n=>{if(n.message+=`
Please report this to https://github.com/markedjs/marked.`,t){let r="<p>An error occurred:</p><pre>"+A(n.message+"",!0)+"</pre>";return e?Promise.resolve(r):r}if(e)
return Promise.reject(n);throw n}}},j=new Gr;function w(t,e){return j.parse(t,e)}w.options=w.setOptions=function(t){return j.setOptions(t),w.defaults=j.defaults,
Et(w.defaults),w};w.getDefaults=We;w.defaults=J;function Yr(...t){return j.use(...t),w.defaults=j.defaults,Et(w.defaults),w}w.use=Yr;w.walkTokens=function(t,e){
return j.walkTokens(t,e)};w.parseInline=j.parseInline;w.Parser=E;w.parser=E.parse;w.Renderer=ve;w.TextRenderer=et;w.Lexer=v;w.lexer=v.lex;w.Tokenizer=F;w.Hooks=
ce;w.parse=w;var gi=w.options,fi=w.setOptions,mi=w.walkTokens,ki=w.parseInline;var xi=E.parse,Ft=v.lex;var es=/(^|\n)[ \t]*(?:#{1,6}|\d{1,9}[.)]?|[-*+>]|[-*_]{2,}|=+|`{1,2}|~{1,2})[ \t]*$/,ts=/^ {0,3}(`{3,}|~{3,})/,ns=/!?\[([^\]\n]*)\]\([^)\n]*$/,rs=/!?\[([^\]\n]*)\]?$/,
ss=["**","__","~~","*","_"];function Jt(t){if(is(t))return os(t);let e=t.replace(es,"$1");return ls(as(e))}function is(t){let e="";for(let n of t.split(`
`)){let r=ts.exec(n)?.[1]??"";e===""?e=r:r.startsWith(e)&&n.trim()===r&&(e="")}return e!==""}function os(t){return t.replace(/\n {0,3}(?:`{1,2}|~{1,2})$/,`
`)}function as(t){let e=t.lastIndexOf(`

`)+1,n=t.slice(e).replace(/^\n/,"").split(`
`),r=n.findIndex(i=>i.trimStart().startsWith("|"));if(r<0||n.length-r>2)return t;let s=n[r+1];return s!==void 0&&jt(s)>=jt(n[r]??"")?t:t.slice(0,t.length-n.slice(
r).join(`
`).length)}function jt(t){return t.split("|").filter(e=>e.trim()!=="").length}function ls(t){let e=Math.max(t.lastIndexOf(`

`)+2,t.lastIndexOf(`
- `)+1,t.lastIndexOf(`
* `)+1,0),n=t.slice(0,e),r=t.slice(e),s=cs(r);return s!==null?n+(s.isEmpty?r.slice(0,s.at):r+s.ticks):(r=r.replace(ns,"$1").replace(rs,"$1"),n+us(r))}function cs(t){
let e=[...t.matchAll(/`+/g)];for(let n=0;n<e.length;n+=1){let r=e[n],s=e.findIndex((i,o)=>o>n&&i[0].length===r[0].length);if(s<0){let i=t.slice(r.index+r[0].length);
return{at:r.index,ticks:r[0],isEmpty:i.trim()===""}}n=s}return null}function us(t){let e=t.replace(/\\[\s\S]|(`+)[\s\S]*?\1/g,s=>" ".repeat(s.length)).replace(/^(\s*)[*+-] /gm,
"$1  "),n=[];for(let s=0;s<e.length;){let i=ss.find(o=>e.startsWith(o,s));if(i===void 0){s+=1;continue}hs(n,i,s,e),s+=i.length}let r=t;for(let{mark:s,at:i}of n.
reverse())t.slice(i+s.length).trim()===""?r=r.slice(0,i).trimEnd():s.length===2&&r.endsWith(s[0])?r+=s[0]:r=r.trimEnd()+s;return r}function hs(t,e,n,r){let s=r[n-
1]??" ",i=r[n+e.length]??"",o=t.findLastIndex(l=>l.mark===e);if(o>=0&&s.trim()!==""){t.splice(o);return}let a=/\w/.test(s);e[0]==="_"&&a||i!==""&&i.trim()===""||
e.length===1&&t.some(l=>l.mark===e+e)&&i===""||t.push({mark:e,at:n})}var ps=2,Wt=256,de=class{settled=[];length=0;#e=new be;#t="";#n=Wt;push(e){this.length+=e.length,this.#t+=this.#e.push(e),this.#t.length>=this.#n&&this.#r()}tail(e){
return Ut(e?this.#t:Jt(this.#t))}#r(){let e=Ut(this.#t),n=e.length-ps;for(;n>0&&e[n-1]?.type!=="space"&&e[n-1]?.type!=="heading";)n-=1;let r=0;for(let s of e.slice(
0,Math.max(0,n)))this.settled.push(s),r+=s.raw.length;this.#t=this.#t.slice(r),this.#n=this.#t.length+Math.max(Wt,this.#t.length)}};function Ut(t){return Ft(t,{
gfm:!0,breaks:!1})}var ds=2e5,gs=4e3,ge=class extends st{#e=new de;#t=[];#n="";shouldComponentUpdate(e){return e.text.length!==this.props.text.length||e.isComplete!==this.props.isComplete}render({
text:e,isComplete:n}){this.#r(e);let r=e.length-this.#e.length;return c("div",{class:"markdown",children:[this.#t,Re(this.#e.tail(n||r>0)),r>0&&c(fs,{text:e,from:this.#e.
length})]})}#r(e){let n=e.slice(0,32);(e.length<this.#e.length||!n.startsWith(this.#n))&&(this.#e=new de,this.#t=[]),this.#n=n,this.#e.push(e.slice(this.#e.length,
ds));let{settled:r}=this.#e;for(let s=this.#t.length;s<r.length;s+=1)this.#t.push(He(r[s]))}};function fs({text:t,from:e}){let n=Math.max(e,t.length-gs);return c(
rt,{children:[c("p",{class:"muted",children:[(t.length-e).toLocaleString()," more characters are not laid out; copying the answer has all of them. Its end:"]}),
c("pre",{class:"plain-end",tabIndex:0,"aria-label":"End of the answer",children:N(t.slice(n))})]})}var ms=200,Ee=2e4;function ji({answer:t,isOpen:e,atMs:n}){let{parts:r}=t,s=Math.max(0,r.length-ms);return c("div",{class:"answer",children:[s>0&&c("p",{class:"m\
uted",children:[s.toLocaleString()," earlier parts are not shown here; the events have them all."]}),r.slice(s).map((i,o)=>c(ks,{part:i,isOpen:e&&s+o===r.length-
1,isLive:e,atMs:n},s+o)),t.partsDropped>0&&c("p",{class:"muted",children:[t.partsDropped.toLocaleString()," more parts were counted and not kept."]}),t.dataCount>
0&&c(Ss,{answer:t})]})}function ks({part:t,isOpen:e,isLive:n,atMs:r}){switch(t.kind){case"text":return c(ge,{text:t.text,isComplete:!e});case"reasoning":return c(
xs,{text:t.text,isOpen:e});case"tool":return c(ys,{tool:t,isLive:n,atMs:r});case"error":return c(bs,{error:t})}}function xs({text:t,isOpen:e}){return c("details",
{class:"reasoning",open:e,children:[c("summary",{children:"Reasoning"}),c(ge,{text:t,isComplete:!e})]})}function bs({error:t}){return c("div",{class:"note is-ba\
d",role:"alert",children:[c("strong",{children:t.errorType??"Error"})," ",c("span",{children:N(t.message).slice(0,Ee)})]})}function ys({tool:t,isLive:e,atMs:n}){
let r=t.endMs===null&&e,s=(t.endMs??(e?n:null))===null?null:(t.endMs??n)-t.startMs;return c("details",{class:`tool-call${t.isError?" is-error":""}`,open:!0,"dat\
a-tool":t.name,children:[c("summary",{children:[c(at,{name:"right",size:12}),c("code",{class:"tool-name",children:t.name||"tool"}),c(ws,{tool:t,isRunning:r}),c(
"span",{class:"spacer"}),s!==null&&c("span",{class:"number muted",children:$(s)})]}),c("div",{class:"tool-body",children:[c(tt,{label:"Input",text:ie(t.input||"\
{}")}),t.progressCount>0&&t.result===null&&c(tt,{label:`Progress (${t.progressCount})`,text:JSON.stringify(t.progress.at(-1))}),t.result!==null&&c(tt,{label:t.isError?
"Error":"Result",text:ie(t.result)})]})]})}function ws({tool:t,isRunning:e}){return t.isError?c(re,{tone:"bad",children:"failed"}):t.result!==null?c(re,{tone:"o\
k",children:"done"}):e?c(re,{tone:"busy",children:"running"}):c(re,{tone:"off",children:"no result"})}function tt({label:t,text:e}){let n=N(e);return c("div",{class:"\
tool-text",children:[c("span",{class:"muted",children:t}),c("pre",{tabIndex:0,"aria-label":t,children:[n.slice(0,Ee),n.length>Ee&&"…"]})]})}function Ss({answer:t}){
let e=t.data.map(n=>JSON.stringify(n,null,2)).join(`
`);return c("details",{class:"data-list",children:[c("summary",{children:[t.dataCount.toLocaleString()," ",t.dataCount===1?"event is":"events are"," neither tex\
t nor tool"]}),c("div",{class:"data-body",children:[c(X,{text:e,label:"Copy these events"}),c("pre",{tabIndex:0,"aria-label":"Other events",children:N(e).slice(
0,Ee)})]})]})}function Zi(t,e){return ze(`invocations/${Oe(t)}`,e?{signal:e}:{})}async function Xi(t,e){let n=await ze(`invocations/${Oe(t)}/recording`,e?{signal:e}:{}),r=n.parts.
map(i=>({atMs:i.offsetMs,bytes:Zt(i.data)})),s=r.at(-1)?.atMs??0;return{invocation:n.invocation,request:new TextDecoder().decode(Zt(n.request)),isWhole:n.isWhole,
recording:{contentType:n.contentType,parts:r,durationMs:Math.max(s,n.invocation.durationMs),outcome:Ts(n.invocation)}}}function Ki(t){return t.phases.map(({name:e,
offsetMs:n,durationMs:r})=>({name:e,startMs:n,durationMs:r}))}function Ts(t){return t.outcome==="client_gone"?"stopped":t.status==="error"?"broken":"complete"}function Zt(t){
return Uint8Array.from(atob(t),e=>e.charCodeAt(0))}var Rs=500,Gi=12,Xt=class{version=ot(0);#e=!1;bump(){if(this.#e)return;this.#e=!0;let e=()=>{this.#e=!1,this.version.value+=1};document.hidden?setTimeout(e,Rs):
requestAnimationFrame(e)}};function Yi(){return new Promise(t=>{let e=new MessageChannel;e.port1.onmessage=()=>{e.port1.close(),t()},e.port2.postMessage(null)})}function Kt(t){let e=0;for(let r=0;r<t.length;r+=1)t.charCodeAt(r)>=11904&&(e+=1);let n=Math.round(e+(t.length-e)/4);return t===""?0:Math.max(1,n)}var Ce=class{stepMs=50;totalTokens=0;#e=[];add(e,n){
let r=Math.floor(e/this.stepMs);for(;r>=240;)this.#t(),r=Math.floor(e/this.stepMs);for(;this.#e.length<=r;)this.#e.push(0);this.#e[r]=(this.#e[r]??0)+n,this.totalTokens+=
n}rates(){return this.#e.map(e=>e*1e3/this.stepMs)}#t(){let e=[];for(let n=0;n<this.#e.length;n+=2)e.push((this.#e[n]??0)+(this.#e[n+1]??0));this.#e=e,this.stepMs*=
2}};var Pe=class{droppedChars=0;#e=new TextDecoder("utf-8");#t=[];#n=0;#r=!1;#s=[];#i=0;#l="";#u="";feed(e){return this.#h(this.#e.decode(e,{stream:!0}))}close(){let e=this.#h(
this.#e.decode());return this.#t.length>0&&this.#p(this.#a(""),e),this.#c(e),e}#h(e){let n=[],r=0;for(this.#r&&e.length>0&&(this.#r=!1,e[0]===`
`&&(r=1));r<e.length;){let s=$s(e,r);if(s<0){this.#o(e.slice(r));break}this.#p(this.#a(e.slice(r,s)),n),r=s+1,e[s]==="\r"&&(r===e.length?this.#r=!0:e[r]===`
`&&(r+=1))}return n}#o(e){if(e==="")return;let n=Math.max(0,4194304-this.#n);e.length>n&&(this.droppedChars+=e.length-n,e=e.slice(0,n)),e!==""&&(this.#t.push(e),
this.#n+=e.length)}#a(e){if(this.#t.length===0)return e;this.#o(e);let n=this.#t.join("");return this.#t=[],this.#n=0,n}#p(e,n){if(e===""){this.#c(n);return}let r=e.
indexOf(":"),s=r<0?e:e.slice(0,r),i=r<0?"":e.slice(e[r+1]===" "?r+2:r+1);s==="data"?this.#g(i):s==="event"?this.#l=i:s==="id"&&!i.includes("\0")&&(this.#u=i)}#g(e){
let n=Math.max(0,4194304-this.#i);e.length>n&&(this.droppedChars+=e.length-n,e=e.slice(0,n)),this.#s.push(e),this.#i+=e.length+1}#c(e){this.#s.length>0&&e.push(
{data:this.#s.join(`
`),event:this.#l||"message",id:this.#u}),this.#s=[],this.#i=0,this.#l=""}};function $s(t,e){for(let n=e;n<t.length;n+=1){let r=t.charCodeAt(n);if(r===10||r===13)
return n}return-1}var As=2e5,Ms=32*1024*1024,_s=16*1024*1024,Qt=256,Vt=class{events=[];answer=new ye;rate=new Ce;framing="events";outcome="open";headMs=null;firstByteMs=null;firstTokenMs=null;lastMs=0;endMs=null;byteCount=0;eventCount=0;#e=0;#t=new Pe;#n=new TextDecoder(
"utf-8");#r="";#s=[];#i=0;#l=new se;get droppedCount(){return this.#t.droppedChars+Math.max(0,this.byteCount-this.#i)*Number(this.#u)}get durationMs(){return this.
endMs??this.lastMs}get#u(){return this.framing==="json"||this.framing==="bytes"}begin(e,n){this.framing=vs(e),this.headMs=n,this.lastMs=n}feed(e,n){if(e.length!==
0)if(this.firstByteMs??=n,this.lastMs=n,this.byteCount+=e.length,this.framing==="events")for(let r of this.#t.feed(e))this.#c(r.event,r.data,D(r.data),n);else this.
framing==="lines"?this.#o(this.#n.decode(e,{stream:!0}),n):this.framing==="text"?this.#a(this.#n.decode(e,{stream:!0}),n):this.#g(e)}end(e,n){this.endMs===null&&
(this.#h(n),this.outcome=e,this.lastMs=n,this.endMs=n)}#h(e){if(this.framing==="events")for(let n of this.#t.close())this.#c(n.event,n.data,D(n.data),e);else this.
framing==="lines"?this.#o(`${this.#n.decode()}
`,e):this.framing==="text"?this.#a(this.#n.decode(),e):this.#i>0&&this.#p(Es(this.#s,this.#i),e)}#o(e,n){let r=(this.#r+e).split(`
`);this.#r=r.pop()??"";for(let s of r)s.trim()!==""&&this.#c("message",s,D(s),n)}#a(e,n){e!==""&&this.#d("message",e,[{kind:"text",text:e}],n)}#p(e,n){if(this.framing===
"bytes"){this.#d("message",Gt(e),[{kind:"data",value:Gt(e)}],n);return}let r=new TextDecoder().decode(e),s=D(r),i=Le(s),o=typeof s=="string"?[]:new se().read(s).
filter(l=>l.kind==="error"),a=i===null?[{kind:"data",value:s}]:[{kind:"text",text:i}];this.#d("message",r,o.length>0?o:a,n)}#g(e){let n=e.subarray(0,Math.max(0,
_s-this.#i));this.#s.push(n),this.#i+=n.length}#c(e,n,r,s){this.#d(e,n,this.#l.read(r),s)}#d(e,n,r,s){for(let a of r)a.kind==="text"&&a.text!==""&&(this.firstTokenMs??=
s,this.rate.add(s,Kt(a.text))),this.answer.take(a,s);let i=this.eventCount;if(this.eventCount+=1,this.events.length>=As)return;let o=this.#e+n.length<=Ms;o&&(this.#e+=
n.length),this.events.push({index:i,atMs:s,name:e,raw:o?n:null,chars:n.length,meanings:r})}};function vs(t){let e=(t.split(";")[0]??"").trim().toLowerCase();return e===
"text/event-stream"?"events":e.endsWith("ndjson")||e.endsWith("jsonl")||e.endsWith("json-lines")?"lines":e.endsWith("json")||e===""?"json":e.startsWith("text/")?
"text":"bytes"}function Es(t,e){let n=new Uint8Array(e),r=0;for(let s of t)n.set(s,r),r+=s.length;return n}function Gt(t){let e=[...t.subarray(0,Qt)].map(r=>r.toString(
16).padStart(2,"0")),n=t.length-Qt;return`${t.length} bytes: ${e.join(" ")}${n>0?` … and ${n} more`:""}`}export{Be as a,D as b,y as c,ji as d,ft as e,si as f,Ln as g,Nn as h,Zi as i,Xi as j,Ki as k,Vt as l,Gi as m,Xt as n,Yi as o};
