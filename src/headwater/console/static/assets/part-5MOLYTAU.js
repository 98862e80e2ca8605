import{e as A,i as q}from"./part-CODQYCYZ.js";import{m as T}from"./part-W5EOZE3Y.js";import{E as t,J as S,K as $,N as B,O as P,R as N,d as g,e as E,
g as b,q as x,s as C,t as O}from"./part-7AGHQD6Q.js";var I=3e3,H=500,W=2e3,F=/\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;function K(e){return e.includes("\x1B")?e.replace(F,""):
e}function U(e,s,{level:n,grep:r},o){let[u,d]=g({lines:[],droppedCount:0}),[h,v]=g(null),[p,f]=g(!1),l=b([]),y=b(o);return y.current=o,E(()=>{let a=new AbortController,
m=0,R=0;l.current=[],d({lines:[],droppedCount:0}),v(null);let i=()=>{if(m=0,y.current||l.current.length===0)return;let L=l.current.map(c=>({...c,id:R++}));l.current=
[],d(c=>{let w=[...c.lines,...L],k=Math.max(0,w.length-I);return{lines:k?w.slice(k):w,droppedCount:c.droppedCount+k}})};(async()=>{let L;for(;!a.signal.aborted;){
try{let c={follow:1,session:s,level:n,grep:r,since:L,limit:L?void 0:H};f(!0);for await(let w of T(e,c,a.signal))L=w.time,l.current.push(w),l.current.length>2*I&&
l.current.splice(0,I),m||=requestAnimationFrame(i)}catch(c){if(a.signal.aborted)return;v(c),f(!1);return}f(!1),await new Promise(c=>setTimeout(c,W))}})();let M=setInterval(
i,250);return()=>{a.abort(),clearInterval(M),cancelAnimationFrame(m)}},[e,s,n,r]),{...u,error:h,isOpen:p,waitingCount:()=>l.current.length}}var _=[["","All leve\
ls"],["debug","Debug and up"],["info","Info and up"],["warning","Warnings and errors"],["error","Errors"]];function re({runtime:e,session:s}){let n={level:O("le\
vel"),grep:O("grep")},[r,o]=g(!1),[u,d]=g(!0),[h,v]=g(!1),{lines:p,droppedCount:f,error:l,isOpen:y}=U(e,s,n,r),a=b(null),m=b(!0);E(()=>{m.current&&a.current&&(a.
current.scrollTop=a.current.scrollHeight)},[p]);let R=()=>{let i=a.current;i&&(m.current=i.scrollHeight-i.scrollTop-i.clientHeight<24)};return t("section",{class:"\
card is-flush log-card","aria-label":"Log",children:[t("div",{class:"log-bar",children:[t(B,{label:"Only lines with",placeholder:"Only lines with…",value:n.grep,
onInput:i=>C({grep:i})}),t(P,{label:"Level",isLabelHidden:!0,value:n.level,options:_,onChange:i=>C({level:i})}),t("span",{class:"spacer"}),y&&!r&&t(q,{tone:"bus\
y",children:"following"}),t(S,{kind:"quiet",icon:r?"play":"pause",onClick:()=>o(!r),"aria-pressed":r,children:r?"Go on":"Pause"}),t(S,{kind:"quiet",onClick:()=>d(
!u),"aria-pressed":u,children:"Wrap"}),t(S,{kind:"quiet",onClick:()=>v(!h),"aria-pressed":h,title:"Lines of JSON as they were written",children:"Raw"}),t($,{icon:"\
download",label:"Save what is shown",onClick:()=>G(p,s??e),disabled:p.length===0})]}),l!==null&&t(N,{error:l}),l===null&&t("div",{class:`log${u?" wraps":""}`,ref:a,
onScroll:R,tabIndex:0,role:"log","aria-live":"off","aria-label":"Lines of the log",children:[f>0&&t("p",{class:"log-note",children:[f," earlier lines are not sh\
own; the server has them (headwater logs)"]}),p.map(i=>t(V,{line:i,isOfOne:s!==void 0,isRaw:h,runtime:e},i.id)),p.length===0&&t("p",{class:"log-note",children:n.
grep||n.level?"No line fits yet.":"Nothing was printed yet. Lines appear here as they are written."})]})]})}var J={stdout:"out",stderr:"err",event:"evt"};function V({
line:e,isOfOne:s,isRaw:n,runtime:r}){let o=(e.level??"").toLowerCase(),u=/err|crit|fatal/.test(o)?"is-bad":/warn/.test(o)?"is-warn":"",d=e.source!==void 0&&e.source!==
"session";return t("div",{class:`line ${u}${d?" is-ours":""}`,children:[t("time",{title:e.time,children:A(e.time)}),!s&&(e.sessionId?t("a",{class:"line-from",href:x(
"/sessions",r,e.sessionId,{tab:"logs"}),title:e.sessionId,children:e.sessionId.slice(-8)}):t("span",{class:"line-from",children:e.source??""})),t("span",{class:`\
line-stream is-${e.stream}`,title:e.stream,children:J[e.stream]??e.stream.slice(0,3)}),t(D,{text:K(e.text),isRaw:n})]})}function j(e){if(!e.startsWith("{")||!e.
endsWith("}"))return null;try{let{message:s,logger:n,name:r,errorMessage:o}=JSON.parse(e);return typeof s!="string"?null:{message:typeof o=="string"&&!s.includes(
o)?`${s}: ${o}`:s,logger:typeof n=="string"?n:typeof r=="string"?r:""}}catch{return null}}function D({text:e,isRaw:s}){let n=s?null:j(e);return n?t("span",{class:"\
line-text",title:e,children:[n.logger&&t("span",{class:"muted",children:[n.logger,": "]}),n.message]}):t("span",{class:"line-text",children:e})}function G(e,s){
let n=e.map(o=>`${o.time} ${o.stream} ${o.text}
`).join(""),r=document.createElement("a");r.href=URL.createObjectURL(new Blob([n],{type:"text/plain"})),r.download=`${s}.log`,r.click(),setTimeout(()=>URL.revokeObjectURL(
r.href),1e3)}export{K as a,re as b};
