import{e as h,g as y,k as p,v as S,w as c,x as i,y as g,z as o}from"./part-BI2FADSV.js";var d=class{rest="";endsWithCr=!1;push(e){if(this.endsWithCr&&e.startsWith(`
`)&&(e=e.slice(1)),e==="")return[];this.endsWithCr=e.endsWith("\r");let n=(this.rest+e).split(/\r\n|\n|\r/);return this.rest=n.pop()??"",n}finish(){let e=this.rest?
[this.rest]:[];return this.rest="",e}},m=class{data=[];event="";id="";push(e){if(e===""){let u=this.data.length>0,b={event:this.event||"message",data:this.data.
join(`
`),id:this.id};return this.data=[],this.event="",u?b:null}let n=e.indexOf(":"),s=n<0?e:e.slice(0,n),r=n<0?"":e.slice(n+1).replace(/^ /,"");return s==="data"?this.
data.push(r):s==="event"?this.event=r:s==="id"&&!r.includes("\0")&&(this.id=r),null}};async function*x(t){let e=t.body?.getReader();if(!e)return;let n=new TextDecoder;
try{for(;;){let{value:s,done:r}=await e.read();if(r)break;yield n.decode(s,{stream:!0})}yield n.decode()}finally{e.cancel().catch(()=>{})}}async function*A(t){let e=new d;
for await(let n of x(t))yield*e.push(n);yield*e.finish()}async function*R(t){let e=new d,n=new m;for await(let s of x(t))for(let r of e.push(s)){let u=n.push(r);
u&&(yield u)}}var w=500,k=15e3,l=p(!1),v=p(!1),f=new Set,a=null;function E(t){return f.add(t),a||T(),()=>{f.delete(t),setTimeout(()=>f.size===0&&C(),1e3)}}function W(t){let e=y(
t);e.current=t,h(()=>E(n=>e.current(n)),[])}function T(){a=new AbortController,v.value=!0,P(a.signal)}function C(){a?.abort(),a=null,l.value=!1,v.value=!1}async function P(t){
let e=w,n=!1;for(;!t.aborted;){try{let s=await c("GET","live",{signal:t,headers:{accept:"text/event-stream"}});l.value=!0,e=w,n&&L({kind:"reconnect",data:null}),
n=!0;for await(let r of R(s))L({kind:r.event,data:JSON.parse(r.data)})}catch(s){if(t.aborted)return;if(s instanceof S&&s.status>=400&&s.status<500){v.value=!1,l.
value=!1;return}}l.value=!1,await $(e,t),e=Math.min(e*2,k)}}function L(t){for(let e of[...f])try{e(t)}catch(n){console.error(n)}}function $(t,e){return new Promise(
n=>{let s=setTimeout(n,t);e.addEventListener("abort",()=>(clearTimeout(s),n()),{once:!0})})}var _=t=>i("status",t),J=t=>i("runtimes",t),B=(t,e)=>i(`runtimes/${o(t)}`,e),D=(t,e,n)=>i(`runtimes/${o(t)}/history`,{...n,query:{before:e}}),Y=(t,e,n,s)=>i(`ru\
ntimes/${o(t)}/versions/${o(e)}/build-log`,{...s,query:{offset:n}}),j=(t,e)=>i("sessions",{...e,query:{limit:100,...t}}),z=(t,e,n)=>i(`runtimes/${o(t)}/sessions\
/${o(e)}`,n),U=t=>g("POST",`runtimes/${o(t.runtimeId)}/stop`,{sessionId:t.sessionId,qualifier:t.endpoint}),X=(t,e)=>i("traces",{...e,query:t});async function*F(t,e,n){
let s=await c("GET",`runtimes/${o(t)}/logs`,{query:e,signal:n});for await(let r of A(s))try{yield JSON.parse(r)}catch{}}async function H(t,e){return(await g("PO\
ST",`/runtimes/${o(t)}/versions/`,void 0,{...e,query:{maxResults:100}})).agentRuntimes.sort((s,r)=>Number(r.agentRuntimeVersion)-Number(s.agentRuntimeVersion))}
var K=(t,e)=>i("series",{...e,query:t});export{l as a,v as b,W as c,_ as d,J as e,B as f,D as g,Y as h,j as i,z as j,U as k,X as l,F as m,H as n,K as o};
