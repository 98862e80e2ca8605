import{A as i,B as g,C as o,e as h,g as y,k as p,x as S,z as c}from"./part-7AGHQD6Q.js";var d=class{rest="";endsWithCr=!1;push(e){if(this.endsWithCr&&e.startsWith(`
`)&&(e=e.slice(1)),e==="")return[];this.endsWithCr=e.endsWith("\r");let n=(this.rest+e).split(/\r\n|\n|\r/);return this.rest=n.pop()??"",n}finish(){let e=this.rest?
[this.rest]:[];return this.rest="",e}},m=class{data=[];event="";id="";push(e){if(e===""){let a=this.data.length>0,k={event:this.event||"message",data:this.data.
join(`
`),id:this.id};return this.data=[],this.event="",a?k:null}let n=e.indexOf(":"),s=n<0?e:e.slice(0,n),r=n<0?"":e.slice(n+1).replace(/^ /,"");return s==="data"?this.
data.push(r):s==="event"?this.event=r:s==="id"&&!r.includes("\0")&&(this.id=r),null}};async function*x(t){let e=t.body?.getReader();if(!e)return;let n=new TextDecoder;
try{for(;;){let{value:s,done:r}=await e.read();if(r)break;yield n.decode(s,{stream:!0})}yield n.decode()}finally{e.cancel().catch(()=>{})}}async function*A(t){let e=new d;
for await(let n of x(t))yield*e.push(n);yield*e.finish()}async function*w(t){let e=new d,n=new m;for await(let s of x(t))for(let r of e.push(s)){let a=n.push(r);
a&&(yield a)}}var R=500,L=15e3,l=p(!1),v=p(!1),f=new Set,u=null;function E(t){return f.add(t),u||T(),()=>{f.delete(t),setTimeout(()=>f.size===0&&C(),1e3)}}function W(t){let e=y(
t);e.current=t,h(()=>E(n=>e.current(n)),[])}function T(){u=new AbortController,v.value=!0,P(u.signal)}function C(){u?.abort(),u=null,l.value=!1,v.value=!1}async function P(t){
let e=R,n=!1,s=Date.now();for(;!t.aborted;){try{let r=await c("GET","live",{signal:t,headers:{accept:"text/event-stream"}});l.value=!0,s=Date.now(),n&&b({kind:"\
reconnect",data:null}),n=!0;for await(let a of w(r))b({kind:a.event,data:JSON.parse(a.data)})}catch(r){if(t.aborted)return;if(r instanceof S&&r.status>=400&&r.status<
500){v.value=!1,l.value=!1;return}}l.value=!1,Date.now()-s>L&&(e=R),await $(e,t),e=Math.min(e*2,L)}}function b(t){for(let e of[...f])try{e(t)}catch(n){console.error(
n)}}function $(t,e){return new Promise(n=>{let s=setTimeout(n,t);e.addEventListener("abort",()=>(clearTimeout(s),n()),{once:!0})})}var Q=t=>i("status",t),_=t=>i("runtimes",t),J=(t,e)=>i(`runtimes/${o(t)}`,e),B=(t,e,n)=>i(`runtimes/${o(t)}/history`,{...n,query:{before:e}}),Y=(t,e,n,s)=>i(`ru\
ntimes/${o(t)}/versions/${o(e)}/build-log`,{...s,query:{offset:n}}),j=(t,e)=>i("sessions",{...e,query:{limit:100,...t}}),z=(t,e,n)=>i(`runtimes/${o(t)}/sessions\
/${o(e)}`,n),U=t=>g("POST",`runtimes/${o(t.runtimeId)}/stop`,{sessionId:t.sessionId,qualifier:t.endpoint}),X=(t,e)=>i("traces",{...e,query:t});async function*F(t,e,n){
let s=await c("GET",`runtimes/${o(t)}/logs`,{query:e,signal:n});for await(let r of A(s))try{yield JSON.parse(r)}catch{}}async function H(t,e){return(await g("PO\
ST",`/runtimes/${o(t)}/versions/`,void 0,{...e,query:{maxResults:100}})).agentRuntimes.sort((s,r)=>Number(r.agentRuntimeVersion)-Number(s.agentRuntimeVersion))}
var K=(t,e)=>i("series",{...e,query:t});export{l as a,v as b,W as c,Q as d,_ as e,J as f,B as g,Y as h,j as i,z as j,U as k,X as l,F as m,H as n,K as o};
