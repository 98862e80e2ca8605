import{A as o,B as t,k as e,q as s,w as i}from"./part-HNNW76HX.js";var r=e(null);async function I(){r.value=await o("signin",{staysHere:!0})}async function S(a,g){let n=await t("POST","signin",{accessKeyId:a,secretAccessKey:g},
{staysHere:!0});i(n.csrfToken??""),r.value={authentication:n.authentication,signedIn:n.signedIn}}async function m(){await t("DELETE","signin",void 0,{staysHere:!0}),
i(""),window.location.assign(s("/signin"))}export{r as a,I as b,S as c,m as d};
