import{e as H,i as _}from"./part-7KWEQDMS.js";import{o as A}from"./part-J7NGXXJA.js";import{E as t,J as S,K as M,N,O as q,R as W,b as P,d,e as O,g as L,
q as $,s as I,t as T}from"./part-HNNW76HX.js";var x=2e3,V=500,D=2e3,F=100,J=3,j=/\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;function G(e){return e.includes("\x1B")?e.replace(
j,""):e}function Y(e,n,{level:r,grep:s},o){let[c,g]=d({lines:[],droppedCount:0}),[m,b]=d(null),[u,f]=d(!1),l=L([]),v=L(o);return v.current=o,O(()=>{let a=new AbortController,
y=0,w=0;l.current=[],g({lines:[],droppedCount:0}),b(null);let i=0,U=()=>{if(performance.now()<i||v.current||l.current.length===0)return;let h=l.current.map(E=>({
...E,id:y++})),p=w,R=performance.now();requestAnimationFrame(()=>setTimeout(()=>i=performance.now()+J*(performance.now()-R))),l.current=[],w=0,g(E=>{let k=[...E.
lines,...h],C=Math.max(0,k.length-x);return{lines:C?k.slice(C):k,droppedCount:E.droppedCount+C+p}})};(async()=>{let h;for(;!a.signal.aborted;){try{let p={follow:1,
session:n,level:r,grep:s,since:h,limit:h?void 0:V};f(!0);for await(let R of A(e,p,a.signal))h=R.time,l.current.push(R),l.current.length>2*x&&(w+=l.current.splice(
0,x).length)}catch(p){if(a.signal.aborted)return;b(p),f(!1);return}f(!1),await new Promise(p=>setTimeout(p,D))}})();let K=setInterval(U,F);return()=>{a.abort(),
clearInterval(K)}},[e,n,r,s]),{...c,error:m,isOpen:u}}var Q=[["","All levels"],["debug","Debug and up"],["info","Info and up"],["warning","Warnings and errors"],
["error","Errors"]];function pe({runtime:e,session:n}){let r={level:T("level"),grep:T("grep")},[s,o]=d(!1),[c,g]=d(!0),[m,b]=d(!1),{lines:u,droppedCount:f,error:l,
isOpen:v}=Y(e,n,r,s),a=L(null),y=L(!0);O(()=>{y.current&&a.current&&(a.current.scrollTop=a.current.scrollHeight)},[u]);let w=()=>{let i=a.current;i&&(y.current=
i.scrollHeight-i.scrollTop-i.clientHeight<24)};return t("section",{class:"card is-flush log-card","aria-label":"Log",children:[t("div",{class:"log-bar",children:[
t(N,{label:"Only lines with",placeholder:"Only lines with…",value:r.grep,onInput:i=>I({grep:i})}),t(q,{label:"Level",isLabelHidden:!0,value:r.level,options:Q,
onChange:i=>I({level:i})}),t("span",{class:"spacer"}),v&&!s&&t(_,{tone:"busy",children:"following"}),t(S,{kind:"quiet",icon:s?"play":"pause",onClick:()=>o(!s),"\
aria-pressed":s,children:s?"Go on":"Pause"}),t(S,{kind:"quiet",onClick:()=>g(!c),"aria-pressed":c,children:"Wrap"}),t(S,{kind:"quiet",onClick:()=>b(!m),"aria-pr\
essed":m,title:"Lines of JSON as they were written",children:"Raw"}),t(M,{icon:"download",label:"Save what is shown",onClick:()=>te(u,n??e),disabled:u.length===
0})]}),l!==null&&t(W,{error:l}),l===null&&t("div",{class:`log${c?" wraps":""}`,ref:a,onScroll:w,tabIndex:0,role:"log","aria-live":"off","aria-label":"Lines of t\
he log",children:[f>0&&t("p",{class:"log-note",children:[f," earlier lines are not shown; the server has them (headwater logs)"]}),u.map(i=>t(B,{line:i,isOfOne:n!==
void 0,isRaw:m,runtime:e},i.id)),u.length===0&&t("p",{class:"log-note",children:r.grep||r.level?"No line fits yet.":"Nothing was printed yet. Lines appear here \
as they are written."})]})]})}var Z={stdout:"out",stderr:"err",event:"evt"},B=class extends P{shouldComponentUpdate(n){return n.line!==this.props.line||n.isRaw!==
this.props.isRaw}render(){return z(this.props)}};function z({line:e,isOfOne:n,isRaw:r,runtime:s}){let o=(e.level??"").toLowerCase(),c=/err|crit|fatal/.test(o)?"\
is-bad":/warn/.test(o)?"is-warn":"",g=e.source!==void 0&&e.source!=="session";return t("div",{class:`line ${c}${g?" is-ours":""}`,children:[t("time",{title:e.time,
children:H(e.time)}),!n&&(e.sessionId?t("a",{class:"line-from",href:$("/sessions",s,e.sessionId,{tab:"logs"}),title:e.sessionId,children:e.sessionId.slice(-8)}):
t("span",{class:"line-from",children:e.source??""})),t("span",{class:`line-stream is-${e.stream}`,title:e.stream,children:Z[e.stream]??e.stream.slice(0,3)}),t(ee,
{text:G(e.text),isRaw:r})]})}function X(e){if(!e.startsWith("{")||!e.endsWith("}"))return null;try{let{message:n,logger:r,name:s,errorMessage:o}=JSON.parse(e);return typeof n!=
"string"?null:{message:typeof o=="string"&&!n.includes(o)?`${n}: ${o}`:n,logger:typeof r=="string"?r:typeof s=="string"?s:""}}catch{return null}}function ee({text:e,
isRaw:n}){let r=n?null:X(e);return r?t("span",{class:"line-text",title:e,children:[r.logger&&t("span",{class:"muted",children:[r.logger,": "]}),r.message]}):t("\
span",{class:"line-text",children:e})}function te(e,n){let r=e.map(o=>`${o.time} ${o.stream} ${o.text}
`).join(""),s=document.createElement("a");s.href=URL.createObjectURL(new Blob([r],{type:"text/plain"})),s.download=`${n}.log`,s.click(),setTimeout(()=>URL.revokeObjectURL(
s.href),1e3)}export{G as a,pe as b};
