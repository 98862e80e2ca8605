import{h as v,j as b,l as P,p as S,q as w,r as R,t as k}from"./part-ZMJYDRDF.js";import{a as h}from"./part-HTCV3HVM.js";import{c as d}from"./part-7KWEQDMS.js";
import{E as r,K as y,O as f,Q as g,R as M,e as m,h as l,l as u}from"./part-HNNW76HX.js";var A=[.25,.5,1,2,4,16],c=class{record;positionMs=0;speed=1;isPlaying=!1;#e;#t=0;constructor(e){this.#e=e,this.record=this.#r()}get durationMs(){return this.#e.
durationMs}get isAtEnd(){return this.positionMs>=this.durationMs}toggle(){this.isPlaying=!this.isPlaying,this.isPlaying&&this.isAtEnd&&this.seek(0)}advance(e){this.
isPlaying&&(this.#o(this.positionMs+e*this.speed),this.isAtEnd&&(this.isPlaying=!1))}seek(e){e<this.positionMs&&(this.record=this.#r(),this.#t=0),this.#o(Math.max(
0,e))}#r(){let e=new R;return e.begin(this.#e.contentType,0),e}#o(e){this.positionMs=Math.min(e,this.durationMs);let{parts:i,outcome:s}=this.#e;for(let n=i[this.#t];n!==
void 0&&n.atMs<=this.positionMs;n=i[this.#t])this.record.feed(n.bytes,n.atMs),this.#t+=1;this.isAtEnd&&this.record.end(s,this.durationMs)}};var E=.05;function V({requestId:o}){let e=h(`recording ${o}`,i=>S(o,i));return e.error?r(M,{error:e.error,onRetry:e.reload}):e.data===void 0?r(g,{what:"the reco\
rding"}):r(x,{found:e.data},o)}function x({found:o}){let e=l(()=>{let t=new c(o.recording);return t.seek(t.durationMs),t},[o]),i=l(()=>new k,[o]),s=u("1");i.version.
value,T(e,i);let n=t=>{t(),i.bump()},a=t=>n(()=>e.seek(t));return r("div",{class:"player",children:[r("div",{class:"player-bar",children:[r(y,{icon:e.isPlaying?
"pause":"play",label:e.isPlaying?"Pause":"Play the stream again",onClick:()=>n(()=>e.toggle())}),r("input",{type:"range","aria-label":"Position in the stream","\
aria-valuetext":`${d(e.positionMs)} of ${d(e.durationMs)}`,min:0,max:e.durationMs,step:"any",value:e.positionMs,onInput:t=>a(Number(t.currentTarget.value)),onKeyDown:t=>{
let p={ArrowLeft:-1,ArrowRight:1}[t.key];p!==void 0&&(t.preventDefault(),a(e.positionMs+p*E*e.durationMs))}}),r("span",{class:"number nowrap",children:[d(e.positionMs),
" ",r("span",{class:"muted",children:["/ ",d(e.durationMs)]})]}),r(f,{label:"Speed",value:s.value,options:A.map(t=>[String(t),`${t}×`]),onChange:t=>{s.value=t,
e.speed=Number(t)}})]}),!o.isWhole&&r("p",{class:"note",children:"Only the beginning of this answer was kept (telemetry.content_max_bytes)."}),r("div",{class:"p\
layer-columns",children:[r("div",{class:"player-answer",tabIndex:0,role:"region","aria-label":"Answer",children:[o.request!==""&&r(v,{payload:o.request}),r(b,{answer:e.
record.answer,isOpen:!e.isAtEnd,atMs:e.positionMs})]}),r(P,{record:e.record,phases:w(o.invocation),durationMs:e.durationMs,positionMs:e.positionMs,onSeek:a})]})]})}
function T(o,e){let{isPlaying:i}=o;m(()=>{if(!i)return;let s=performance.now(),n=requestAnimationFrame(function a(t){o.advance(Math.max(0,t-s)),e.bump(),s=t,n=requestAnimationFrame(
a)});return()=>cancelAnimationFrame(n)},[o,i])}export{V as a};
