import{d as v,f as b,j as P,k as S,l as R,n as k}from"./part-BKAELMUX.js";import{a as h}from"./part-ILYGHR7E.js";import{c as d}from"./part-CODQYCYZ.js";
import{E as r,K as f,O as y,Q as g,R as M,e as u,h as p,l as m}from"./part-7AGHQD6Q.js";var w=[.25,.5,1,2,4,16],c=class{record;positionMs=0;speed=1;isPlaying=!1;#e;#t=0;constructor(e){this.#e=e,this.record=this.#r()}get durationMs(){return this.#e.
durationMs}get isAtEnd(){return this.positionMs>=this.durationMs}toggle(){this.isPlaying=!this.isPlaying,this.isPlaying&&this.isAtEnd&&this.seek(0)}advance(e){this.
isPlaying&&(this.#o(this.positionMs+e*this.speed),this.isAtEnd&&(this.isPlaying=!1))}seek(e){e<this.positionMs&&(this.record=this.#r(),this.#t=0),this.#o(Math.max(
0,e))}#r(){let e=new R;return e.begin(this.#e.contentType,0),e}#o(e){this.positionMs=Math.min(e,this.durationMs);let{parts:n,outcome:s}=this.#e;for(let i=n[this.#t];i!==
void 0&&i.atMs<=this.positionMs;i=n[this.#t])this.record.feed(i.bytes,i.atMs),this.#t+=1;this.isAtEnd&&this.record.end(s,this.durationMs)}};var E=.05;function B({requestId:o}){let e=h(`recording ${o}`,n=>P(o,n));return e.error?r(M,{error:e.error,onRetry:e.reload}):e.data===void 0?r(g,{what:"the reco\
rding"}):r(A,{found:e.data},o)}function A({found:o}){let e=p(()=>{let t=new c(o.recording);return t.seek(t.durationMs),t},[o]),n=p(()=>new k,[o]),s=m("1");x(e,n),
n.version.value;let i=t=>{t(),n.bump()},a=t=>i(()=>e.seek(t));return r("div",{class:"player",children:[r("div",{class:"player-bar",children:[r(f,{icon:e.isPlaying?
"pause":"play",label:e.isPlaying?"Pause":"Play the stream again",onClick:()=>i(()=>e.toggle())}),r("input",{type:"range","aria-label":"Position in the stream","\
aria-valuetext":`${d(e.positionMs)} of ${d(e.durationMs)}`,min:0,max:e.durationMs,step:"any",value:e.positionMs,onInput:t=>a(Number(t.currentTarget.value)),onKeyDown:t=>{
let l={ArrowLeft:-1,ArrowRight:1}[t.key];l!==void 0&&(t.preventDefault(),a(e.positionMs+l*E*e.durationMs))}}),r("span",{class:"number nowrap",children:[d(e.positionMs),
" ",r("span",{class:"muted",children:["/ ",d(e.durationMs)]})]}),r(y,{label:"Speed",value:s.value,options:w.map(t=>[String(t),`${t}×`]),onChange:t=>{s.value=t,
e.speed=Number(t)}})]}),!o.isWhole&&r("p",{class:"note",children:"Only the beginning of this answer was kept (telemetry.content_max_bytes)."}),r("div",{class:"p\
layer-columns",children:[r(v,{answer:e.record.answer,isOpen:!e.isAtEnd,atMs:e.positionMs}),r(b,{record:e.record,phases:S(o.invocation),durationMs:e.durationMs,positionMs:e.
positionMs,onSeek:a})]})]})}function x(o,e){u(()=>{let n=performance.now(),s=requestAnimationFrame(function i(a){o.isPlaying&&(o.advance(a-n),e.bump()),n=a,s=requestAnimationFrame(
i)});return()=>cancelAnimationFrame(s)},[o])}export{B as a};
