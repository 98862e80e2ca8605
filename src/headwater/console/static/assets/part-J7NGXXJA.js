import{a as h}from"./part-6OM2XB4G.js";import{A as i,B as p,C as o,e as v,g as y,k as l,x as S,z as u}from"./part-HNNW76HX.js";function A(t,e){return new Promise(n=>{let s=()=>{clearTimeout(r),e.removeEventListener("abort",s),n()},r=setTimeout(s,t);e.addEventListener("abort",s)})}var f=class{rest="";endsWithCr=!1;push(e){if(this.endsWithCr&&e.startsWith(`
`)&&(e=e.slice(1)),e==="")return[];this.endsWithCr=e.endsWith("\r");let n=(this.rest+e).split(/\r\n|\n|\r/);return this.rest=n.pop()??"",n}finish(){let e=this.rest?
[this.rest]:[];return this.rest="",e}};async function*R(t){let e=t.body?.getReader();if(e)try{for(;;){let{value:n,done:s}=await e.read();if(s)return;yield n}}finally{
e.cancel().catch(()=>{})}}async function*L(t){let e=new f,n=new TextDecoder;for await(let s of R(t))yield*e.push(n.decode(s,{stream:!0}));yield*e.push(n.decode()),
yield*e.finish()}async function*w(t){let e=new h;for await(let n of R(t))yield*e.feed(n)}var x=500,b=15e3,c=l(!1),m=l(!1),d=new Set,a=null;function E(t){return d.add(t),a||T(),()=>{d.delete(t),setTimeout(()=>d.size===0&&C(),1e3)}}function q(t){let e=y(
t);e.current=t,v(()=>E(n=>e.current(n)),[])}function T(){a=new AbortController,m.value=!0,P(a.signal)}function C(){a?.abort(),a=null,c.value=!1,m.value=!1}async function P(t){
let e=x,n=!1,s=Date.now();for(;!t.aborted;){try{let r=await u("GET","live",{signal:t,headers:{accept:"text/event-stream"}});c.value=!0,s=Date.now(),n&&k({kind:"\
reconnect",data:null}),n=!0;for await(let g of w(r))k({kind:g.event,data:JSON.parse(g.data)})}catch(r){if(t.aborted)return;if(r instanceof S&&r.status>=400&&r.status<
500){m.value=!1,c.value=!1;return}}c.value=!1,Date.now()-s>b&&(e=x),await A(e,t),e=Math.min(e*2,b)}}function k(t){for(let e of[...d])try{e(t)}catch(n){console.error(
n)}}var J=t=>i("status",t),B=t=>i("runtimes",t),U=(t,e)=>i(`runtimes/${o(t)}`,e),Y=(t,e,n)=>i(`runtimes/${o(t)}/history`,{...n,query:{before:e}}),z=(t,e,n,s)=>i(`ru\
ntimes/${o(t)}/versions/${o(e)}/build-log`,{...s,query:{offset:n}}),X=(t,e)=>i("sessions",{...e,query:{limit:100,...t}}),j=(t,e,n)=>i(`runtimes/${o(t)}/sessions\
/${o(e)}`,n),F=t=>p("POST",`runtimes/${o(t.runtimeId)}/stop`,{sessionId:t.sessionId,qualifier:t.endpoint}),H=(t,e)=>i("runs",{...e,query:t}),K=(t,e)=>i("traces",
{...e,query:t});async function*Z(t,e,n){let s=await u("GET",`runtimes/${o(t)}/logs`,{query:e,signal:n});for await(let r of L(s))try{yield JSON.parse(r)}catch{}}
async function ee(t,e){return(await p("POST",`/runtimes/${o(t)}/versions/`,void 0,{...e,query:{maxResults:100}})).agentRuntimes.sort((s,r)=>Number(r.agentRuntimeVersion)-
Number(s.agentRuntimeVersion))}var te=(t,e)=>i("series",{...e,query:t});export{A as a,c as b,m as c,q as d,J as e,B as f,U as g,Y as h,z as i,X as j,j as k,F as l,H as m,K as n,Z as o,ee as p,te as q};
