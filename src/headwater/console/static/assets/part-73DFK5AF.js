import{A as d,B as c,C as g}from"./part-HNNW76HX.js";var i=(e,t="")=>`/memories/${g(e)}/${t}`;async function a(e,t,n,r,s){let o=s?{signal:s}:{},m=await c("POST",e,{...n,nextToken:r},o);return{items:m[t]??[],nextToken:m.
nextToken}}var p=(e,t)=>a("/memories/","memories",{maxResults:100},e,t);async function x(e,t){return(await d(i(e,"details"),t?{signal:t}:{})).memory}var l=(e,t,n)=>a(
i(e,"actors"),"actorSummaries",{maxResults:100},t,n),S=(e,t,n,r)=>a(i(e,`actor/${g(t)}/sessions`),"sessionSummaries",{maxResults:50},n,r),f=(e,t,n,r,s,o)=>a(i(e,
`actor/${g(t)}/sessions/${g(n)}`),"events",{includePayloads:!0,maxResults:50,filter:r?{branch:{name:r,includeParentBranches:!0}}:void 0},s,o);function b(e,t,n,r){
let s={namespacePath:t.namespacePath,maxResults:50},o=t.strategyId||void 0,[m,u]=t.query?["retrieve",{...s,searchCriteria:{searchQuery:t.query,memoryStrategyId:o,
topK:50}}]:["memoryRecords",{...s,memoryStrategyId:o}];return a(i(e,m),"memoryRecordSummaries",u,n,r)}var R=(e,t,n)=>a(i(e,"extractionJobs"),"jobs",{maxResults:50},
t,n),I=(e,t)=>c("POST",i(e,"extractionJobs/start"),{extractionJob:{jobId:t}});function k(e){return e.replace(/-[A-Za-z0-9]{10}$/,"")}export{p as a,x as b,l as c,S as d,f as e,b as f,R as g,I as h,k as i};
