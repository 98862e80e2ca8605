import{h as L,i as y}from"./part-7KWEQDMS.js";import{E as n,J as w,Q as C,R as k,a as T,d as h,e as P,g as p,i as b}from"./part-HNNW76HX.js";function B({state:e}){return e==="ACTIVE"?n(y,{tone:"ok",children:"active"}):n(L,{state:e})}function A({pages:e,what:u,empty:d,children:m,moreAt:s="end",moreLabel:g="\
Show more"}){let{items:a,error:r,isLoading:o,hasMore:i}=e;if(a.length===0){if(r)return n(k,{error:r,onRetry:e.reload});if(o)return n(C,{what:u});if(!i)return n(
T,{children:d})}let l=r?n(k,{error:r,onRetry:e.more}):i&&n("div",{class:"paged-more",children:n(w,{isBusy:o,onClick:e.more,children:g})});return n(T,{children:[
s==="start"&&l,m(a),s==="end"&&l]})}function F(e,u){let d={key:e,items:[],nextToken:void 0,error:null,isLoading:!0},[m,s]=h(d),g=p(u);g.current=u;let a=p(null),r=b((i,l)=>{a.current?.abort();let c=new AbortController;
a.current=c,s(t=>({...t.key===i?t:{...d,key:i},isLoading:!0,error:null})),g.current(l,c.signal).then(t=>!c.signal.aborted&&s(f=>({key:i,items:l===void 0?t.items:
[...f.items,...t.items],nextToken:t.nextToken,error:null,isLoading:!1})),t=>!c.signal.aborted&&s(f=>({...f,key:i,error:t,isLoading:!1})))},[]);P(()=>(r(e,void 0),
()=>a.current?.abort()),[e]);let o=m.key===e?m:d;return{items:o.items,error:o.error,isLoading:o.isLoading,hasMore:o.nextToken!==void 0,more:()=>r(e,o.nextToken),
reload:()=>r(e,void 0)}}export{B as a,A as b,F as c};
