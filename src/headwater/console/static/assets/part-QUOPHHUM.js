import{e as q,i as U}from"./part-7KWEQDMS.js";import{o as N}from"./part-J7NGXXJA.js";import{E as t,J as E,K as H,N as P,O as $,R as W,b as x,d as g,
e as T,g as b,q as O,s as A,t as C}from"./part-HNNW76HX.js";var S=class{constructor(n){this.draw=n}draw;#t=0;#e=0;ask(){this.#e||=window.setTimeout(()=>this.#n(),Math.max(0,this.#t-performance.now()))}stop(){clearTimeout(
this.#e),this.#e=0}#n(){this.#e=0;let n=performance.now();this.#t=n+100,requestAnimationFrame(()=>setTimeout(()=>{let s=performance.now();this.#t=s+Math.min(Math.
max(3*(s-n),100),1e3),this.#e&&(this.stop(),this.ask())})),this.draw()}};var I=2e3,V=500,D=2e3,F=100,G=/\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;function J(e){return e.includes("\x1B")?e.replace(
G,""):e}function j(e,n,{level:s,grep:r},o){let[c,f]=g({lines:[],droppedCount:0}),[h,v]=g(null),[u,m]=g(!1),a=b([]),R=b(o);return R.current=o,T(()=>{let l=new AbortController,
y=0,w=0;a.current=[],f({lines:[],droppedCount:0}),v(null);let i=()=>{if(R.current||a.current.length===0)return;let L=a.current.map(d=>({...d,id:y++})),p=w;a.current=
[],w=0,f(d=>{let M=[...d.lines,...L],k=Math.max(0,M.length-I);return{lines:k?M.slice(k):M,droppedCount:d.droppedCount+k+p}})};(async()=>{let L;for(;!l.signal.aborted;){
try{let p={follow:1,session:n,level:s,grep:r,since:L,limit:L?void 0:V};m(!0);for await(let d of N(e,p,l.signal))L=d.time,a.current.push(d),a.current.length>2*I&&
(w+=a.current.splice(0,I).length)}catch(p){if(l.signal.aborted)return;v(p),m(!1);return}m(!1),await new Promise(p=>setTimeout(p,D))}})();let _=new S(i),K=setInterval(
()=>a.current.length>0&&_.ask(),F);return()=>{l.abort(),clearInterval(K),_.stop()}},[e,n,s,r]),{...c,error:h,isOpen:u}}var X=[["","All levels"],["debug","Debug \
and up"],["info","Info and up"],["warning","Warnings and errors"],["error","Errors"]];function de({runtime:e,session:n}){let s={level:C("level"),grep:C("grep")},
[r,o]=g(!1),[c,f]=g(!0),[h,v]=g(!1),{lines:u,droppedCount:m,error:a,isOpen:R}=j(e,n,s,r),l=b(null),y=b(!0);T(()=>{y.current&&l.current&&(l.current.scrollTop=l.current.
scrollHeight)},[u]);let w=()=>{let i=l.current;i&&(y.current=i.scrollHeight-i.scrollTop-i.clientHeight<24)};return t("section",{class:"card is-flush log-card","\
aria-label":"Log",children:[t("div",{class:"log-bar",children:[t(P,{label:"Only lines with",placeholder:"Only lines with…",value:s.grep,onInput:i=>A({grep:i})}),
t($,{label:"Level",isLabelHidden:!0,value:s.level,options:X,onChange:i=>A({level:i})}),t("span",{class:"spacer"}),R&&!r&&t(U,{tone:"busy",children:"following"}),
t(E,{kind:"quiet",icon:r?"play":"pause",onClick:()=>o(!r),"aria-pressed":r,children:r?"Go on":"Pause"}),t(E,{kind:"quiet",onClick:()=>f(!c),"aria-pressed":c,children:"\
Wrap"}),t(E,{kind:"quiet",onClick:()=>v(!h),"aria-pressed":h,title:"Lines of JSON as they were written",children:"Raw"}),t(H,{icon:"download",label:"Save what i\
s shown",onClick:()=>ee(u,n??e),disabled:u.length===0})]}),a!==null&&t(W,{error:a}),a===null&&t("div",{class:`log${c?" wraps":""}`,ref:l,onScroll:w,tabIndex:0,role:"\
log","aria-live":"off","aria-label":"Lines of the log",children:[m>0&&t("p",{class:"log-note",children:[m," earlier lines are not shown; the server has them (he\
adwater logs)"]}),u.map(i=>t(B,{line:i,isOfOne:n!==void 0,isRaw:h,runtime:e},i.id)),u.length===0&&t("p",{class:"log-note",children:s.grep||s.level?"No line fits\
 yet.":"Nothing was printed yet. Lines appear here as they are written."})]})]})}var Y={stdout:"out",stderr:"err",event:"evt"},B=class extends x{shouldComponentUpdate(n){
return n.line!==this.props.line||n.isRaw!==this.props.isRaw}render(){return Q(this.props)}};function Q({line:e,isOfOne:n,isRaw:s,runtime:r}){let o=(e.level??"").
toLowerCase(),c=/err|crit|fatal/.test(o)?"is-bad":/warn/.test(o)?"is-warn":"",f=e.source!==void 0&&e.source!=="session";return t("div",{class:`line ${c}${f?" is\
-ours":""}`,children:[t("time",{title:e.time,children:q(e.time)}),!n&&(e.sessionId?t("a",{class:"line-from",href:O("/sessions",r,e.sessionId,{tab:"logs"}),title:e.
sessionId,children:e.sessionId.slice(-8)}):t("span",{class:"line-from",children:e.source??""})),t("span",{class:`line-stream is-${e.stream}`,title:e.stream,children:Y[e.
stream]??e.stream.slice(0,3)}),t(z,{text:J(e.text),isRaw:s})]})}function Z(e){if(!e.startsWith("{")||!e.endsWith("}"))return null;try{let{message:n,logger:s,name:r,
errorMessage:o}=JSON.parse(e);return typeof n!="string"?null:{message:typeof o=="string"&&!n.includes(o)?`${n}: ${o}`:n,logger:typeof s=="string"?s:typeof r=="s\
tring"?r:""}}catch{return null}}function z({text:e,isRaw:n}){let s=n?null:Z(e);return s?t("span",{class:"line-text",title:e,children:[s.logger&&t("span",{class:"\
muted",children:[s.logger,": "]}),s.message]}):t("span",{class:"line-text",children:e})}function ee(e,n){let s=e.map(o=>`${o.time} ${o.stream} ${o.text}
`).join(""),r=document.createElement("a");r.href=URL.createObjectURL(new Blob([s],{type:"text/plain"})),r.download=`${n}.log`,r.click(),setTimeout(()=>URL.revokeObjectURL(
r.href),1e3)}export{S as a,J as b,de as c};
