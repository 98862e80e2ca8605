import{d as m,e as f,g as d,i as l}from"./part-HNNW76HX.js";function L(e,o,{keepsOld:i=!1}={}){let[t,n]=m({key:e,data:void 0,error:null,isLoading:!0}),a=d(o);a.current=o;let c=d(null),T=l(s=>{c.current?.abort();let r=new AbortController;
c.current=r,n(u=>({...u,isLoading:!0})),a.current(r.signal).then(u=>!r.signal.aborted&&n({key:s,data:u,error:null,isLoading:!1}),u=>!r.signal.aborted&&n(b=>({key:s,
data:b.key===s?b.data:void 0,error:u,isLoading:!1})))},[]);f(()=>(T(e),()=>c.current?.abort()),[e]);let g=t.key!==e;return{data:g&&!i?void 0:t.data,error:g?null:
t.error,isLoading:t.isLoading||g,reload:l(()=>T(e),[e]),change:l(s=>n(r=>r.data===void 0?r:{...r,data:s(r.data)}),[])}}function A(e,o){let i=d(e);i.current=e;let t=d(
{timer:0,isAgain:!1});return f(()=>()=>clearTimeout(t.current.timer),[]),l(()=>{let{current:n}=t;if(n.timer){n.isAgain=!0;return}i.current();let a=()=>{n.timer=
0,n.isAgain&&(n.isAgain=!1,i.current(),n.timer=window.setTimeout(a,o))};n.timer=window.setTimeout(a,o)},[o])}export{L as a,A as b};
