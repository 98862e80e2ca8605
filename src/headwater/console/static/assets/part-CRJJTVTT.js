import{a as Mo,d as Ao,e as Eo}from"./part-PCNMRUC2.js";import{b as xo}from"./part-A4CSEMW7.js";import"./part-LOBSKZS7.js";import"./part-EHYU4QDN.js";
import{b as Po}from"./part-WLL6JUMW.js";import{a as fn,b as cn,d as ut,e as Ht,g as es}from"./part-7O7Q5NVG.js";import{a as ls,c as ns}from"./part-U5IDEJIN.js";
import{c as wo,d as So,l as vo,o as yo}from"./part-FQFJOQYA.js";import{D as x,J as bo,N as _o,O as ko,P as To,Q as ts,a as un,d as Ml,e as Jn,g as Zn,h as go,
q as Qt,s as Qn,t as Xn}from"./part-MIIG3L3L.js";var zr="uplot",Hr="u-hz",Wr="u-vt",Gr="u-title",Ir="u-wrap",$r="u-under",Br="u-over",Yr="u-axis",tl="u-off",Ur="u-select",qr="u-cursor-x",Kr="u-cursor-y",jr="u-\
cursor-pt",Jr="u-legend",Zr="u-live",Qr="u-inline",Xr="u-series",ea="u-marker",Lo="u-label",ta="u-value",Ul="width",ql="height";var Do="bottom",Al="left",ss="right",bs="#000",Co=bs+"0",os="mousemove",Ro="mousedown",is="mouseup",Oo="mouseenter",Vo="mouseleave",Fo="dblclick",la="resize",na="\
scroll",No="change",gn="dppxchange",_s="--",Ol=typeof window<"u",cs=Ol?document:null,Pl=Ol?window:null,sa=Ol?navigator:null,ie,pn;function ps(){let e=devicePixelRatio;
ie!=e&&(ie=e,pn&&ms(No,pn,ps),pn=matchMedia(`(min-resolution: ${ie-.001}dppx) and (max-resolution: ${ie+.001}dppx)`),ll(No,pn,ps),Pl.dispatchEvent(new CustomEvent(
gn)))}function et(e,l){if(l!=null){let s=e.classList;!s.contains(l)&&s.add(l)}}function hs(e,l){let s=e.classList;s.contains(l)&&s.remove(l)}function we(e,l,s){
e.style[l]=s+"px"}function wt(e,l,s,n){let i=cs.createElement(e);return l!=null&&et(i,l),s?.insertBefore(i,n),i}function ft(e,l){return wt("div",e,l)}var zo=new WeakMap;
function At(e,l,s,n,i){let f="translate("+l+"px,"+s+"px)",u=zo.get(e);f!=u&&(e.style.transform=f,zo.set(e,f),l<0||s<0||l>n||s>i?et(e,tl):hs(e,tl))}var Ho=new WeakMap;
function Wo(e,l,s){let n=l+s,i=Ho.get(e);n!=i&&(Ho.set(e,n),e.style.background=l,e.style.borderColor=s)}var Go=new WeakMap;function Io(e,l,s,n){let i=l+""+s,f=Go.
get(e);i!=f&&(Go.set(e,i),e.style.height=s+"px",e.style.width=l+"px",e.style.marginLeft=n?-l/2+"px":0,e.style.marginTop=n?-s/2+"px":0)}var ks={passive:!0},oa={...ks,
capture:!0};function ll(e,l,s,n){l.addEventListener(e,s,n?oa:ks)}function ms(e,l,s,n){l.removeEventListener(e,s,ks)}Ol&&ps();function St(e,l,s,n){let i;s=s||0,n=
n||l.length-1;let f=n<=2147483647;for(;n-s>1;)i=f?s+n>>1:tt((s+n)/2),l[i]<e?s=i:n=i;return e-l[s]<=l[n]-e?s:n}function gi(e){return(s,n,i)=>{let f=-1,u=-1;for(let h=n;h<=
i;h++)if(e(s[h])){f=h;break}for(let h=i;h>=n;h--)if(e(s[h])){u=h;break}return[f,u]}}var wi=e=>e!=null,Si=e=>e!=null&&e>0,vn=gi(wi),ia=gi(Si);function ra(e,l,s,n=0,i=!1){
let f=i?ia:vn,u=i?Si:wi;[l,s]=f(e,l,s);let h=e[l],p=e[l];if(l>-1)if(n==1)h=e[l],p=e[s];else if(n==-1)h=e[s],p=e[l];else for(let m=l;m<=s;m++){let S=e[m];u(S)&&(S<
h?h=S:S>p&&(p=S))}return[h??ce,p??-ce]}function yn(e,l,s,n){let i=Yo(e),f=Yo(l);e==l&&(i==-1?(e*=s,l/=s):(e/=s,l*=s));let u=s==10?Dt:vi,h=i==1?tt:ct,p=f==1?ct:tt,
m=h(u(Pe(e))),S=p(u(Pe(l))),g=Ll(s,m),w=Ll(s,S);return s==10&&(m<0&&(g=pe(g,-m)),S<0&&(w=pe(w,-S))),n||s==2?(e=g*i,l=w*f):(e=ki(e,g),l=bn(l,w)),[e,l]}function Ts(e,l,s,n){
let i=yn(e,l,s,n);return e==0&&(i[0]=0),l==0&&(i[1]=0),i}var xs=.1,$o={mode:3,pad:xs},jl={pad:0,soft:null,mode:0},aa={min:jl,max:jl};function wn(e,l,s,n){return _n(
s)?Bo(e,l,s):(jl.pad=s,jl.soft=n?0:null,jl.mode=n?3:0,Bo(e,l,aa))}function se(e,l){return e??l}function ua(e,l,s){for(l=se(l,0),s=se(s,e.length-1);l<=s;){if(e[l]!=
null)return!0;l++}return!1}function Bo(e,l,s){let n=s.min,i=s.max,f=se(n.pad,0),u=se(i.pad,0),h=se(n.hard,-ce),p=se(i.hard,ce),m=se(n.soft,ce),S=se(i.soft,-ce),
g=se(n.mode,0),w=se(i.mode,0),C=l-e,D=Dt(C),z=Ye(Pe(e),Pe(l)),W=Dt(z),I=Pe(W-D);(C<1e-24||I>10)&&(C=0,(e==0||l==0)&&(C=1e-24,g==2&&m!=ce&&(f=0),w==2&&S!=-ce&&(u=
0)));let _=C||z||1e3,H=Dt(_),k=Ll(10,tt(H)),j=_*(C==0?e==0?.1:1:f),L=pe(ki(e-j,k/10),24),J=e>=m&&(g==1||g==3&&L<=m||g==2&&L>=m)?m:ce,U=Ye(h,L<J&&e>=J?J:vt(J,L)),
X=_*(C==0?l==0?.1:1:u),Y=pe(bn(l+X,k/10),24),T=l<=S&&(w==1||w==3&&Y>=S||w==2&&Y<=S)?S:-ce,K=vt(p,Y>T&&l<=T?T:Ye(T,Y));return U==K&&U==0&&(K=100),[U,K]}var fa=new Intl.
NumberFormat(Ol?sa.language:"en-US"),Ms=e=>fa.format(e),lt=Math,dn=lt.PI,Pe=lt.abs,tt=lt.floor,Ee=lt.round,ct=lt.ceil,vt=lt.min,Ye=lt.max,Ll=lt.pow,Yo=lt.sign,Dt=lt.
log10,vi=lt.log2,ca=(e,l=1)=>lt.sinh(e)*l,rs=(e,l=1)=>lt.asinh(e/l),ce=1/0;function Uo(e){return(Dt((e^e>>31)-(e>>31))|0)+1}function ds(e,l,s){return vt(Ye(e,l),
s)}function yi(e){return typeof e=="function"}function ee(e){return yi(e)?e:()=>e}var pa=()=>{},bi=e=>e,_i=(e,l)=>l,ha=e=>null,qo=e=>!0,Ko=(e,l)=>e==l,ma=/\.\d*?(?=9{6,}|0{6,})/gm,
nl=e=>{if(xi(e)||Gt.has(e))return e;let l=`${e}`,s=l.match(ma);if(s==null)return e;let n=s[0].length-1;if(l.indexOf("e-")!=-1){let[i,f]=l.split("e");return+`${nl(
i)}e${f}`}return pe(e,n)};function Xt(e,l){return nl(pe(nl(e/l))*l)}function bn(e,l){return nl(ct(nl(e/l))*l)}function ki(e,l){return nl(tt(nl(e/l))*l)}function pe(e,l=0){
if(xi(e))return e;let s=10**l,n=e*s*(1+Number.EPSILON);return Ee(n)/s}var Gt=new Map;function Ti(e){return((""+e).split(".")[1]||"").length}function Zl(e,l,s,n){
let i=[],f=n.map(Ti);for(let u=l;u<s;u++){let h=Pe(u),p=pe(Ll(e,u),h);for(let m=0;m<n.length;m++){let S=e==10?+`${n[m]}e${u}`:n[m]*p,g=(u>=0?0:h)+(u>=f[m]?0:f[m]),
w=e==10?S:pe(S,g);i.push(w),Gt.set(w,g)}}return i}var Jl={},As=[],Dl=[null,null],Wt=Array.isArray,xi=Number.isInteger,da=e=>e===void 0;function jo(e){return typeof e==
"string"}function _n(e){let l=!1;if(e!=null){let s=e.constructor;l=s==null||s==Object}return l}function ga(e){return e!=null&&typeof e=="object"}var wa=Object.getPrototypeOf(
Uint8Array),Mi="__proto__";function Cl(e,l=_n){let s;if(Wt(e)){let n=e.find(i=>i!=null);if(Wt(n)||l(n)){s=Array(e.length);for(let i=0;i<e.length;i++)s[i]=Cl(e[i],
l)}else s=e.slice()}else if(e instanceof wa)s=e.slice();else if(l(e)){s={};for(let n in e)n!=Mi&&(s[n]=Cl(e[n],l))}else s=e;return s}function xe(e){let l=arguments;
for(let s=1;s<l.length;s++){let n=l[s];for(let i in n)i!=Mi&&(_n(e[i])?xe(e[i],Cl(n[i])):e[i]=Cl(n[i]))}return e}var Sa=0,va=1,ya=2;function ba(e,l,s){for(let n=0,
i,f=-1;n<l.length;n++){let u=l[n];if(u>f){for(i=u-1;i>=0&&e[i]==null;)e[i--]=null;for(i=u+1;i<s&&e[i]==null;)e[f=i++]=null}}}function _a(e,l){if(xa(e)){let u=e[0].
slice();for(let h=1;h<e.length;h++)u.push(...e[h].slice(1));return Ma(u[0])||(u=Ta(u)),u}let s=new Set;for(let u=0;u<e.length;u++){let p=e[u][0],m=p.length;for(let S=0;S<
m;S++)s.add(p[S])}let n=[Array.from(s).sort((u,h)=>u-h)],i=n[0].length,f=new Map;for(let u=0;u<i;u++)f.set(n[0][u],u);for(let u=0;u<e.length;u++){let h=e[u],p=h[0];
for(let m=1;m<h.length;m++){let S=h[m],g=Array(i).fill(void 0),w=l?l[u][m]:va,C=[];for(let D=0;D<S.length;D++){let z=S[D],W=f.get(p[D]);z===null?w!=Sa&&(g[W]=z,
w==ya&&C.push(W)):g[W]=z}ba(g,C,i),n.push(g)}}return n}var ka=typeof queueMicrotask>"u"?e=>Promise.resolve().then(e):queueMicrotask;function Ta(e){let l=e[0],s=l.
length,n=Array(s);for(let f=0;f<n.length;f++)n[f]=f;n.sort((f,u)=>l[f]-l[u]);let i=[];for(let f=0;f<e.length;f++){let u=e[f],h=Array(s);for(let p=0;p<s;p++)h[p]=
u[n[p]];i.push(h)}return i}function xa(e){let l=e[0][0],s=l.length;for(let n=1;n<e.length;n++){let i=e[n][0];if(i.length!=s)return!1;if(i!=l){for(let f=0;f<s;f++)
if(i[f]!=l[f])return!1}}return!0}function Ma(e,l=100){let s=e.length;if(s<=1)return!0;let n=0,i=s-1;for(;n<=i&&e[n]==null;)n++;for(;i>=n&&e[i]==null;)i--;if(i<=
n)return!0;let f=Ye(1,tt((i-n+1)/l));for(let u=e[n],h=n+f;h<=i;h+=f){let p=e[h];if(p!=null){if(p<=u)return!1;u=p}}return!0}var Ai=["January","February","March",
"April","May","June","July","August","September","October","November","December"],Ei=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function Pi(e){
return e.slice(0,3)}var Aa=Ei.map(Pi),Ea=Ai.map(Pi),Pa={MMMM:Ai,MMM:Ea,WWWW:Ei,WWW:Aa};function Yl(e){return(e<10?"0":"")+e}function La(e){return(e<10?"00":e<100?
"0":"")+e}var Da={YYYY:e=>e.getFullYear(),YY:e=>(e.getFullYear()+"").slice(2),MMMM:(e,l)=>l.MMMM[e.getMonth()],MMM:(e,l)=>l.MMM[e.getMonth()],MM:e=>Yl(e.getMonth()+
1),M:e=>e.getMonth()+1,DD:e=>Yl(e.getDate()),D:e=>e.getDate(),WWWW:(e,l)=>l.WWWW[e.getDay()],WWW:(e,l)=>l.WWW[e.getDay()],HH:e=>Yl(e.getHours()),H:e=>e.getHours(),
h:e=>{let l=e.getHours();return l==0?12:l>12?l-12:l},AA:e=>e.getHours()>=12?"PM":"AM",aa:e=>e.getHours()>=12?"pm":"am",a:e=>e.getHours()>=12?"p":"a",mm:e=>Yl(e.
getMinutes()),m:e=>e.getMinutes(),ss:e=>Yl(e.getSeconds()),s:e=>e.getSeconds(),fff:e=>La(e.getMilliseconds())};function Es(e,l){l=l||Pa;let s=[],n=/\{([a-z]+)\}|[^{]+/gi,
i;for(;i=n.exec(e);)s.push(i[0][0]=="{"?Da[i[1]]:i[0]);return f=>{let u="";for(let h=0;h<s.length;h++)u+=typeof s[h]=="string"?s[h]:s[h](f,l);return u}}var Ca=new Intl.
DateTimeFormat().resolvedOptions().timeZone;function Ra(e,l){let s;return l=="UTC"||l=="Etc/UTC"?s=new Date(+e+e.getTimezoneOffset()*6e4):l==Ca?s=e:(s=new Date(
e.toLocaleString("en-US",{timeZone:l})),s.setMilliseconds(e.getMilliseconds())),s}var Li=e=>e%1==0,Sn=[1,2,2.5,5],Oa=Zl(10,-32,0,Sn),Di=Zl(10,0,32,Sn),Va=Di.filter(
Li),el=Oa.concat(Di),Ps=`
`,Ci="{YYYY}",Jo=Ps+Ci,Ri="{M}/{D}",Kl=Ps+Ri,hn=Kl+"/{YY}",Oi="{aa}",Fa="{h}:{mm}",El=Fa+Oi,Zo=Ps+El,Qo=":{ss}",ae=null;function Vi(e){let l=e*1e3,s=l*60,n=s*60,
i=n*24,f=i*30,u=i*365,p=(e==1?Zl(10,0,3,Sn).filter(Li):Zl(10,-3,0,Sn)).concat([l,l*5,l*10,l*15,l*30,s,s*5,s*10,s*15,s*30,n,n*2,n*3,n*4,n*6,n*8,n*12,i,i*2,i*3,i*
4,i*5,i*6,i*7,i*8,i*9,i*10,i*15,f,f*2,f*3,f*4,f*6,u,u*2,u*5,u*10,u*25,u*50,u*100]),m=[[u,Ci,ae,ae,ae,ae,ae,ae,1],[i*28,"{MMM}",Jo,ae,ae,ae,ae,ae,1],[i,Ri,Jo,ae,
ae,ae,ae,ae,1],[n,"{h}"+Oi,hn,ae,Kl,ae,ae,ae,1],[s,El,hn,ae,Kl,ae,ae,ae,1],[l,Qo,hn+" "+El,ae,Kl+" "+El,ae,Zo,ae,1],[e,Qo+".{fff}",hn+" "+El,ae,Kl+" "+El,ae,Zo,
ae,1]];function S(g){return(w,C,D,z,W,I)=>{let _=[],H=W>=u,k=W>=f&&W<u,j=g(D),L=pe(j*e,3),J=as(j.getFullYear(),H?0:j.getMonth(),k||H?1:j.getDate()),U=pe(J*e,3);
if(k||H){let X=k?W/f:0,Y=H?W/u:0,T=L==U?L:pe(as(J.getFullYear()+Y,J.getMonth()+X,1)*e,3),K=new Date(Ee(T/e)),R=K.getFullYear(),$=K.getMonth();for(let N=0;T<=z;N++){
let te=as(R+Y*N,$+X*N,1),F=te-g(pe(te*e,3));T=pe((+te+F)*e,3),T<=z&&_.push(T)}}else{let X=W>=i?i:W,Y=tt(D)-tt(L),T=U+Y+bn(L-U,X);_.push(T);let K=g(T),R=K.getHours()+
K.getMinutes()/s+K.getSeconds()/n,$=W/n,N=w.axes[C]._space,te=I/N;for(;T=pe(T+W,e==1?0:3),!(T>z);)if($>1){let F=tt(pe(R+$,6))%24,le=g(T).getHours()-F;le>1&&(le=
-1),T-=le*n,R=(R+$)%24;let ue=_[_.length-1];pe((T-ue)/W,3)*te>=.7&&_.push(T)}else _.push(T)}return _}}return[p,m,S]}var[Na,za,Ha]=Vi(1),[Wa,Ga,Ia]=Vi(.001);Zl(2,
-53,53,[1]);function Xo(e,l){return e.map(s=>s.map((n,i)=>i==0||i==8||n==null?n:l(i==1||s[8]==0?n:s[1]+n)))}function ei(e,l){return(s,n,i,f,u)=>{let h=l.find(D=>u>=
D[0])||l[l.length-1],p,m,S,g,w,C;return n.map(D=>{let z=e(D),W=z.getFullYear(),I=z.getMonth(),_=z.getDate(),H=z.getHours(),k=z.getMinutes(),j=z.getSeconds(),L=W!=
p&&h[2]||I!=m&&h[3]||_!=S&&h[4]||H!=g&&h[5]||k!=w&&h[6]||j!=C&&h[7]||h[1];return p=W,m=I,S=_,g=H,w=k,C=j,L(z)})}}function $a(e,l){let s=Es(l);return(n,i,f,u,h)=>i.
map(p=>s(e(p)))}function as(e,l,s){return new Date(e,l,s)}function ti(e,l){return l(e)}var Ba="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function li(e,l){return(s,n,i,f)=>f==
null?_s:l(e(n))}function Ya(e,l){let s=e.series[l];return s.width?s.stroke(e,l):s.points.width?s.points.stroke(e,l):null}function Ua(e,l){return e.series[l].fill(
e,l)}var qa={show:!0,live:!0,isolate:!1,mount:pa,markers:{show:!0,width:2,stroke:Ya,fill:Ua,dash:"solid"},idx:null,idxs:null,values:[]};function Ka(e,l){let s=e.
cursor.points,n=ft(),i=s.size(e,l);we(n,Ul,i),we(n,ql,i);let f=i/-2;we(n,"marginLeft",f),we(n,"marginTop",f);let u=s.width(e,l,i);return u&&we(n,"borderWidth",u),
n}function ja(e,l){let s=e.series[l].points;return s._fill||s._stroke}function Ja(e,l){let s=e.series[l].points;return s._stroke||s._fill}function Za(e,l){return e.
series[l].points.size}var us=[0,0];function Qa(e,l,s){return us[0]=l,us[1]=s,us}function mn(e,l,s,n=!0){return i=>{i.button==0&&(!n||i.target==l)&&s(i)}}function fs(e,l,s,n=!0){
return i=>{(!n||i.target==l)&&s(i)}}var Xa={show:!0,x:!0,y:!0,lock:!1,move:Qa,points:{one:!1,show:Ka,size:Za,width:0,stroke:Ja,fill:ja},bind:{mousedown:mn,mouseup:mn,
click:mn,dblclick:mn,mousemove:fs,mouseleave:fs,mouseenter:fs},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(e,l)=>{l.stopPropagation(),l.stopImmediatePropagation()},
_x:!1,_y:!1},focus:{dist:(e,l,s,n,i)=>n-i,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},Fi={
show:!0,stroke:"rgba(0,0,0,0.07)",width:2},Ls=xe({},Fi,{filter:_i}),Ni=xe({},Ls,{size:10}),zi=xe({},Fi,{show:!1}),Ds='12px system-ui, -apple-system, "Segoe UI",\
 Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',Hi="bold "+Ds,Wi=1.5,ni={
show:!0,scale:"x",stroke:bs,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Hi,side:2,grid:Ls,ticks:Ni,border:zi,font:Ds,lineGap:Wi,rotate:0},
eu="Value",tu="Time",si={show:!0,scale:"x",auto:!1,sorted:1,min:ce,max:-ce,idxs:[]};function lu(e,l,s,n,i){return l.map(f=>f==null?"":Ms(f))}function nu(e,l,s,n,i,f,u){
let h=[],p=Gt.get(i)||0;s=u?s:pe(bn(s,i),p);for(let m=s;m<=n;m=pe(m+i,p))h.push(Object.is(m,-0)?0:m);return h}function gs(e,l,s,n,i,f,u){let h=[],p=e.scales[e.axes[l].
scale].log,m=p==10?Dt:vi,S=tt(m(s));i=Ll(p,S),p==10&&(i=el[St(i,el)]);let g=s,w=i*p;p==10&&(w=el[St(w,el)]);do h.push(g),g=g+i,p==10&&!Gt.has(g)&&(g=pe(g,Gt.get(
i))),g>=w&&(i=g,w=i*p,p==10&&(w=el[St(w,el)]));while(g<=n);return h}function su(e,l,s,n,i,f,u){let p=e.scales[e.axes[l].scale].asinh,m=n>p?gs(e,l,Ye(p,s),n,i):[
p],S=n>=0&&s<=0?[0]:[];return(s<-p?gs(e,l,Ye(p,-n),-s,i):[p]).reverse().map(w=>-w).concat(S,m)}var Gi=/./,ou=/[12357]/,iu=/[125]/,oi=/1/,ws=(e,l,s,n)=>e.map((i,f)=>l==
4&&i==0||f%n==0&&s.test(i.toExponential()[i<0?1:0])?i:null);function ru(e,l,s,n,i){let f=e.axes[s],u=f.scale,h=e.scales[u],p=e.valToPos,m=f._space,S=p(10,u),g=p(
9,u)-S>=m?Gi:p(7,u)-S>=m?ou:p(5,u)-S>=m?iu:oi;if(g==oi){let w=Pe(p(1,u)-S);if(w<m)return ws(l.slice().reverse(),h.distr,g,ct(m/w)).reverse()}return ws(l,h.distr,
g,1)}function au(e,l,s,n,i){let f=e.axes[s],u=f.scale,h=f._space,p=e.valToPos,m=Pe(p(1,u)-p(2,u));return m<h?ws(l.slice().reverse(),3,Gi,ct(h/m)).reverse():l}function uu(e,l,s,n){
return n==null?_s:l==null?"":Ms(l)}var ii={show:!0,scale:"y",stroke:bs,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Hi,side:3,grid:Ls,ticks:Ni,
border:zi,font:Ds,lineGap:Wi,rotate:0};function fu(e,l){let s=3+(e||1)*2;return pe(s*l,3)}function cu(e,l){let{scale:s,idxs:n}=e.series[0],i=e._data[0],f=e.valToPos(
i[n[0]],s,!0),u=e.valToPos(i[n[1]],s,!0),h=Pe(u-f),p=e.series[l],m=h/(p.points.space*ie);return n[1]-n[0]<=m}var ri={scale:null,auto:!0,sorted:0,min:ce,max:-ce},
Ii=(e,l,s,n,i)=>i,ai={show:!0,auto:!0,sorted:0,gaps:Ii,alpha:1,facets:[xe({},ri,{scale:"x"}),xe({},ri,{scale:"y"})]},ui={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,
gaps:Ii,alpha:1,points:{show:cu,filter:null},values:null,min:ce,max:-ce,idxs:[],path:null,clip:null};function pu(e,l,s,n,i){return s/10}var $i={time:!0,auto:!0,
distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},hu=xe({},$i,{time:!1,ori:1}),fi={};function Bi(e,l){let s=fi[e];return s||(s={key:e,plots:[],sub(n){s.plots.
push(n)},unsub(n){s.plots=s.plots.filter(i=>i!=n)},pub(n,i,f,u,h,p,m){for(let S=0;S<s.plots.length;S++)s.plots[S]!=i&&s.plots[S].pub(n,i,f,u,h,p,m)}},e!=null&&(fi[e]=
s)),s}var Rl=1,Ss=2;function sl(e,l,s){let n=e.mode,i=e.series[l],f=n==2?e._data[l]:e._data,u=e.scales,h=e.bbox,p=f[0],m=n==2?f[1]:f[l],S=n==2?u[i.facets[0].scale]:
u[e.series[0].scale],g=n==2?u[i.facets[1].scale]:u[i.scale],w=h.left,C=h.top,D=h.width,z=h.height,W=e.valToPosH,I=e.valToPosV;return S.ori==0?s(i,p,m,S,g,W,I,w,
C,D,z,Tn,Vl,Mn,Ui,Ki):s(i,p,m,S,g,I,W,C,w,z,D,xn,Fl,Os,qi,ji)}function Cs(e,l){let s=0,n=0,i=se(e.bands,As);for(let f=0;f<i.length;f++){let u=i[f];u.series[0]==
l?s=u.dir:u.series[1]==l&&(u.dir==1?n|=1:n|=2)}return[s,n==1?-1:n==2?1:n==3?2:0]}function mu(e,l,s,n,i){let f=e.mode,u=e.series[l],h=f==2?u.facets[1].scale:u.scale,
p=e.scales[h];return i==-1?p.min:i==1?p.max:p.distr==3?p.dir==1?p.min:p.max:0}function Ct(e,l,s,n,i,f){return sl(e,l,(u,h,p,m,S,g,w,C,D,z,W)=>{let I=u.pxRound,_=m.
dir*(m.ori==0?1:-1),H=m.ori==0?Vl:Fl,k,j;_==1?(k=s,j=n):(k=n,j=s);let L=I(g(h[k],m,z,C)),J=I(w(p[k],S,W,D)),U=I(g(h[j],m,z,C)),X=I(w(f==1?S.max:S.min,S,W,D)),Y=new Path2D(
i);return H(Y,U,X),H(Y,L,X),H(Y,L,J),Y})}function kn(e,l,s,n,i,f){let u=null;if(e.length>0){u=new Path2D;let h=l==0?Mn:Os,p=s;for(let g=0;g<e.length;g++){let w=e[g];
if(w[1]>w[0]){let C=w[0]-p;C>0&&h(u,p,n,C,n+f),p=w[1]}}let m=s+i-p,S=10;m>0&&h(u,p,n-S/2,m,n+f+S)}return u}function du(e,l,s){let n=e[e.length-1];n&&n[0]==l?n[1]=
s:e.push([l,s])}function Rs(e,l,s,n,i,f,u){let h=[],p=e.length;for(let m=i==1?s:n;m>=s&&m<=n;m+=i)if(l[m]===null){let g=m,w=m;if(i==1)for(;++m<=n&&l[m]===null;)
w=m;else for(;--m>=s&&l[m]===null;)w=m;let C=f(e[g]),D=w==g?C:f(e[w]),z=g-i;C=u<=0&&z>=0&&z<p?f(e[z]):C;let I=w+i;D=u>=0&&I>=0&&I<p?f(e[I]):D,D>=C&&h.push([C,D])}
return h}function ci(e){return e==0?bi:e==1?Ee:l=>Xt(l,e)}function Yi(e){let l=e==0?Tn:xn,s=e==0?(i,f,u,h,p,m)=>{i.arcTo(f,u,h,p,m)}:(i,f,u,h,p,m)=>{i.arcTo(u,f,
p,h,m)},n=e==0?(i,f,u,h,p)=>{i.rect(f,u,h,p)}:(i,f,u,h,p)=>{i.rect(u,f,p,h)};return(i,f,u,h,p,m=0,S=0)=>{m==0&&S==0?n(i,f,u,h,p):(m=vt(m,h/2,p/2),S=vt(S,h/2,p/2),
l(i,f+m,u),s(i,f+h,u,f+h,u+p,m),s(i,f+h,u+p,f,u+p,S),s(i,f,u+p,f,u,S),s(i,f,u,f+h,u,m),i.closePath())}}var Tn=(e,l,s)=>{e.moveTo(l,s)},xn=(e,l,s)=>{e.moveTo(s,l)},
Vl=(e,l,s)=>{e.lineTo(l,s)},Fl=(e,l,s)=>{e.lineTo(s,l)},Mn=Yi(0),Os=Yi(1),Ui=(e,l,s,n,i,f)=>{e.arc(l,s,n,i,f)},qi=(e,l,s,n,i,f)=>{e.arc(s,l,n,i,f)},Ki=(e,l,s,n,i,f,u)=>{
e.bezierCurveTo(l,s,n,i,f,u)},ji=(e,l,s,n,i,f,u)=>{e.bezierCurveTo(s,l,i,n,u,f)};function Ji(e){return(l,s,n,i,f)=>sl(l,s,(u,h,p,m,S,g,w,C,D,z,W)=>{let{pxRound:I,
points:_}=u,H,k;m.ori==0?(H=Tn,k=Ui):(H=xn,k=qi);let j=pe(_.width*ie,3),L=(_.size-_.width)/2*ie,J=pe(L*2,3),U=new Path2D,X=new Path2D,{left:Y,top:T,width:K,height:R}=l.
bbox;Mn(X,Y-J,T-J,K+J*2,R+J*2);let $=N=>{if(p[N]!=null){let te=I(g(h[N],m,z,C)),F=I(w(p[N],S,W,D));H(U,te+L,F),k(U,te,F,L,0,dn*2)}};if(f)f.forEach($);else for(let N=n;N<=
i;N++)$(N);return{stroke:j>0?U:null,fill:U,clip:X,flags:Rl|Ss}})}function Zi(e){return(l,s,n,i,f,u)=>{n!=i&&(f!=n&&u!=n&&e(l,s,n),f!=i&&u!=i&&e(l,s,i),e(l,s,u))}}
var gu=Zi(Vl),wu=Zi(Fl);function Qi(e){let l=se(e?.alignGaps,0);return(s,n,i,f)=>sl(s,n,(u,h,p,m,S,g,w,C,D,z,W)=>{[i,f]=vn(p,i,f);let I=u.pxRound,_=R=>I(g(R,m,z,
C)),H=R=>I(w(R,S,W,D)),k,j;m.ori==0?(k=Vl,j=gu):(k=Fl,j=wu);let L=m.dir*(m.ori==0?1:-1),J={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Rl},U=J.
stroke,X=!1;if(f-i>=z*4){let R=O=>s.posToVal(O,m.key,!0),$=null,N=null,te,F,Ue,Se=_(h[L==1?i:f]),le=_(h[i]),ue=_(h[f]),Z=R(L==1?le+1:ue-1);for(let O=L==1?i:f;O>=
i&&O<=f;O+=L){let Me=h[O],ve=(L==1?Me<Z:Me>Z)?Se:_(Me),re=p[O];ve==Se?re!=null?(F=re,$==null?(k(U,ve,H(F)),te=$=N=F):F<$?$=F:F>N&&(N=F)):re===null&&(X=!0):($!=null&&
j(U,Se,H($),H(N),H(te),H(F)),re!=null?(F=re,k(U,ve,H(F)),$=N=te=F):($=N=null,re===null&&(X=!0)),Se=ve,Z=R(Se+L))}$!=null&&$!=N&&Ue!=Se&&j(U,Se,H($),H(N),H(te),H(
F))}else for(let R=L==1?i:f;R>=i&&R<=f;R+=L){let $=p[R];$===null?X=!0:$!=null&&k(U,_(h[R]),H($))}let[T,K]=Cs(s,n);if(u.fill!=null||T!=0){let R=J.fill=new Path2D(
U),$=u.fillTo(s,n,u.min,u.max,T),N=H($),te=_(h[i]),F=_(h[f]);L==-1&&([F,te]=[te,F]),k(R,F,N),k(R,te,N)}if(!u.spanGaps){let R=[];X&&R.push(...Rs(h,p,i,f,L,_,l)),
J.gaps=R=u.gaps(s,n,i,f,R),J.clip=kn(R,m.ori,C,D,z,W)}return K!=0&&(J.band=K==2?[Ct(s,n,i,f,U,-1),Ct(s,n,i,f,U,1)]:Ct(s,n,i,f,U,K)),J})}function Su(e){let l=se(
e.align,1),s=se(e.ascDesc,!1),n=se(e.alignGaps,0),i=se(e.extend,!1);return(f,u,h,p)=>sl(f,u,(m,S,g,w,C,D,z,W,I,_,H)=>{[h,p]=vn(g,h,p);let k=m.pxRound,{left:j,width:L}=f.
bbox,J=le=>k(D(le,w,_,W)),U=le=>k(z(le,C,H,I)),X=w.ori==0?Vl:Fl,Y={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Rl},T=Y.stroke,K=w.dir*(w.ori==
0?1:-1),R=U(g[K==1?h:p]),$=J(S[K==1?h:p]),N=$,te=$;i&&l==-1&&(te=j,X(T,te,R)),X(T,$,R);for(let le=K==1?h:p;le>=h&&le<=p;le+=K){let ue=g[le];if(ue==null)continue;
let Z=J(S[le]),O=U(ue);l==1?X(T,Z,R):X(T,N,O),X(T,Z,O),R=O,N=Z}let F=N;i&&l==1&&(F=j+L,X(T,F,R));let[Ue,Se]=Cs(f,u);if(m.fill!=null||Ue!=0){let le=Y.fill=new Path2D(
T),ue=m.fillTo(f,u,m.min,m.max,Ue),Z=U(ue);X(le,F,Z),X(le,te,Z)}if(!m.spanGaps){let le=[];le.push(...Rs(S,g,h,p,K,J,n));let ue=m.width*ie/2,Z=s||l==1?ue:-ue,O=s||
l==-1?-ue:ue;le.forEach(Me=>{Me[0]+=Z,Me[1]+=O}),Y.gaps=le=m.gaps(f,u,h,p,le),Y.clip=kn(le,w.ori,W,I,_,H)}return Se!=0&&(Y.band=Se==2?[Ct(f,u,h,p,T,-1),Ct(f,u,h,
p,T,1)]:Ct(f,u,h,p,T,Se)),Y})}function pi(e,l,s,n,i,f,u=ce){if(e.length>1){let h=null;for(let p=0,m=1/0;p<e.length;p++)if(l[p]!==void 0){if(h!=null){let S=Pe(e[p]-
e[h]);S<m&&(m=S,u=Pe(s(e[p],n,i,f)-s(e[h],n,i,f)))}h=p}}return u}function vu(e){e=e||Jl;let l=se(e.size,[.6,ce,1]),s=e.align||0,n=e.gap||0,i=e.radius;i=i==null?
[0,0]:typeof i=="number"?[i,0]:i;let f=ee(i),u=1-l[0],h=se(l[1],ce),p=se(l[2],1),m=se(e.disp,Jl),S=se(e.each,C=>{}),{fill:g,stroke:w}=m;return(C,D,z,W)=>sl(C,D,
(I,_,H,k,j,L,J,U,X,Y,T)=>{let K=I.pxRound,R=s,$=n*ie,N=h*ie,te=p*ie,F,Ue;k.ori==0?[F,Ue]=f(C,D):[Ue,F]=f(C,D);let Se=k.dir*(k.ori==0?1:-1),le=k.ori==0?Mn:Os,ue=k.
ori==0?S:(E,he,Ae,fl,Bt,bt,Yt)=>{S(E,he,Ae,Bt,fl,Yt,bt)},Z=se(C.bands,As).find(E=>E.series[0]==D),O=Z!=null?Z.dir:0,Me=I.fillTo(C,D,I.min,I.max,O),We=K(J(Me,j,T,
X)),ve,re,pt,je=Y,be=K(I.width*ie),yt=!1,Et=null,nt=null,Rt=null,rl=null;g!=null&&(be==0||w!=null)&&(yt=!0,Et=g.values(C,D,z,W),nt=new Map,new Set(Et).forEach(E=>{
E!=null&&nt.set(E,new Path2D)}),be>0&&(Rt=w.values(C,D,z,W),rl=new Map,new Set(Rt).forEach(E=>{E!=null&&rl.set(E,new Path2D)})));let{x0:al,size:Nl}=m;if(al!=null&&
Nl!=null){R=1,_=al.values(C,D,z,W),al.unit==2&&(_=_.map(Ae=>C.posToVal(U+Ae*Y,k.key,!0)));let E=Nl.values(C,D,z,W);Nl.unit==2?re=E[0]*Y:re=L(E[0],k,Y,U)-L(0,k,Y,
U),je=pi(_,H,L,k,Y,U,je),pt=je-re+$}else je=pi(_,H,L,k,Y,U,je),pt=je*u+$,re=je-pt;pt<1&&(pt=0),be>=re/2&&(be=0),pt<5&&(K=bi);let Ql=pt>0,It=je-pt-(Ql?be:0);re=K(
ds(It,te,N)),ve=(R==0?re/2:R==Se?0:re)-R*Se*((R==0?$/2:0)+(Ql?be/2:0));let Ge={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},ul=yt?null:new Path2D,
Pt=null;if(Z!=null)Pt=C.data[Z.series[1]];else{let{y0:E,y1:he}=m;E!=null&&he!=null&&(H=he.values(C,D,z,W),Pt=E.values(C,D,z,W))}let $t=F*re,q=Ue*re;for(let E=Se==
1?z:W;E>=z&&E<=W;E+=Se){let he=H[E];if(he==null)continue;if(Pt!=null){let qe=Pt[E]??0;if(he-qe==0)continue;We=J(qe,j,T,X)}let Ae=k.distr!=2||m!=null?_[E]:E,fl=L(
Ae,k,Y,U),Bt=J(se(he,Me),j,T,X),bt=K(fl-ve),Yt=K(Ye(Bt,We)),Je=K(vt(Bt,We)),st=Yt-Je;if(he!=null){let qe=he<0?q:$t,ht=he<0?$t:q;yt?(be>0&&Rt[E]!=null&&le(rl.get(
Rt[E]),bt,Je+tt(be/2),re,Ye(0,st-be),qe,ht),Et[E]!=null&&le(nt.get(Et[E]),bt,Je+tt(be/2),re,Ye(0,st-be),qe,ht)):le(ul,bt,Je+tt(be/2),re,Ye(0,st-be),qe,ht),ue(C,
D,E,bt-be/2,Je,re+be,st)}}return be>0?Ge.stroke=yt?rl:ul:yt||(Ge._fill=I.width==0?I._fill:I._stroke??I._fill,Ge.width=0),Ge.fill=yt?nt:ul,Ge})}function yu(e,l){
let s=se(l?.alignGaps,0);return(n,i,f,u)=>sl(n,i,(h,p,m,S,g,w,C,D,z,W,I)=>{[f,u]=vn(m,f,u);let _=h.pxRound,H=F=>_(w(F,S,W,D)),k=F=>_(C(F,g,I,z)),j,L,J;S.ori==0?
(j=Tn,J=Vl,L=Ki):(j=xn,J=Fl,L=ji);let U=S.dir*(S.ori==0?1:-1),X=H(p[U==1?f:u]),Y=X,T=[],K=[];for(let F=U==1?f:u;F>=f&&F<=u;F+=U)if(m[F]!=null){let Se=p[F],le=H(
Se);T.push(Y=le),K.push(k(m[F]))}let R={stroke:e(T,K,j,J,L,_),fill:null,clip:null,band:null,gaps:null,flags:Rl},$=R.stroke,[N,te]=Cs(n,i);if(h.fill!=null||N!=0){
let F=R.fill=new Path2D($),Ue=h.fillTo(n,i,h.min,h.max,N),Se=k(Ue);J(F,Y,Se),J(F,X,Se)}if(!h.spanGaps){let F=[];F.push(...Rs(p,m,f,u,U,H,s)),R.gaps=F=h.gaps(n,i,
f,u,F),R.clip=kn(F,S.ori,D,z,W,I)}return te!=0&&(R.band=te==2?[Ct(n,i,f,u,$,-1),Ct(n,i,f,u,$,1)]:Ct(n,i,f,u,$,te)),R})}function bu(e){return yu(_u,e)}function _u(e,l,s,n,i,f){
let u=e.length;if(u<2)return null;let h=new Path2D;if(s(h,e[0],l[0]),u==2)n(h,e[1],l[1]);else{let p=Array(u),m=Array(u-1),S=Array(u-1),g=Array(u-1);for(let w=0;w<
u-1;w++)S[w]=l[w+1]-l[w],g[w]=e[w+1]-e[w],m[w]=S[w]/g[w];p[0]=m[0];for(let w=1;w<u-1;w++)m[w]===0||m[w-1]===0||m[w-1]>0!=m[w]>0?p[w]=0:(p[w]=3*(g[w-1]+g[w])/((2*
g[w]+g[w-1])/m[w-1]+(g[w]+2*g[w-1])/m[w]),isFinite(p[w])||(p[w]=0));p[u-1]=m[u-2];for(let w=0;w<u-1;w++)i(h,e[w]+g[w]/3,l[w]+p[w]*g[w]/3,e[w+1]-g[w]/3,l[w+1]-p[w+
1]*g[w]/3,e[w+1],l[w+1])}return h}var vs=new Set;function hi(){for(let e of vs)e.syncRect(!0)}Ol&&(ll(la,Pl,hi),ll(na,Pl,hi,!0),ll(gn,Pl,()=>{Fe.pxRatio=ie}));var ku=Qi(),
Tu=Ji();function mi(e,l,s,n){return(n?[e[0],e[1]].concat(e.slice(2)):[e[0]].concat(e.slice(1))).map((f,u)=>ys(f,u,l,s))}function xu(e,l){return e.map((s,n)=>n==
0?{}:xe({},l,s))}function ys(e,l,s,n){return xe({},l==0?s:n,e)}function Xi(e,l,s){return l==null?Dl:[l,s]}var Mu=Xi;function Au(e,l,s){return l==null?Dl:wn(l,s,
xs,!0)}function er(e,l,s,n){return l==null?Dl:yn(l,s,e.scales[n].log,!1)}var Eu=er;function tr(e,l,s,n){return l==null?Dl:Ts(l,s,e.scales[n].log,!1)}var Pu=tr;function Lu(e,l,s,n,i){
let f=Ye(Uo(e),Uo(l)),u=l-e,h=St(i/n*u,s);do{let p=s[h],m=n*p/u;if(m>=i&&f+(p<5?Gt.get(p):0)<=17)return[p,m]}while(++h<s.length);return[0,0]}function di(e){let l,
s;return e=e.replace(/(\d+)px/,(n,i)=>(l=Ee((s=+i)*ie))+"px"),[e,l,s]}function Du(e){e.show&&[e.font,e.labelFont].forEach(l=>{let s=pe(l[2]*ie,1);l[0]=l[0].replace(
/[0-9.]+px/,s+"px"),l[1]=s})}function Fe(e,l,s){let n={mode:se(e.mode,1)},i=n.mode;function f(t,o,r,a){let c=o.valToPct(t);return a+r*(o.dir==-1?1-c:c)}function u(t,o,r,a){
let c=o.valToPct(t);return a+r*(o.dir==-1?c:1-c)}function h(t,o,r,a){return o.ori==0?f(t,o,r,a):u(t,o,r,a)}n.valToPosH=f,n.valToPosV=u;let p=!1;n.status=0;let m=n.
root=ft(zr);if(e.id!=null&&(m.id=e.id),et(m,e.class),e.title){let t=ft(Gr,m);t.textContent=e.title}let S=wt("canvas"),g=n.ctx=S.getContext("2d"),w=ft(Ir,m);ll("\
click",w,t=>{t.target===D&&(me!=bl||ye!=_l)&&ze.click(n,t)},!0);let C=n.under=ft($r,w);w.appendChild(S);let D=n.over=ft(Br,w);e=Cl(e);let z=+se(e.pxAlign,1),W=ci(
z);(e.plugins||[]).forEach(t=>{t.opts&&(e=t.opts(n,e)||e)});let I=e.ms||.001,_=n.series=i==1?mi(e.series||[],si,ui,!1):xu(e.series||[null],ai),H=n.axes=mi(e.axes||
[],ni,ii,!0),k=n.scales={},j=n.bands=e.bands||[];j.forEach(t=>{t.fill=ee(t.fill||null),t.dir=se(t.dir,-1)});let L=i==2?_[1].facets[0].scale:_[0].scale,J={axes:kr,
series:Sr},U=(e.drawOrder||["axes","series"]).map(t=>J[t]);function X(t){let o=t.distr==3?r=>Dt(r>0?r:t.clamp(n,r,t.min,t.max,t.key)):t.distr==4?r=>rs(r,t.asinh):
t.distr==100?r=>t.fwd(r):r=>r;return r=>{let a=o(r),{_min:c,_max:d}=t,v=d-c;return(a-c)/v}}function Y(t){let o=k[t];if(o==null){let r=(e.scales||Jl)[t]||Jl;if(r.
from!=null){Y(r.from);let a=xe({},k[r.from],r,{key:t});a.valToPct=X(a),k[t]=a}else{o=k[t]=xe({},t==L?$i:hu,r),o.key=t;let a=o.time,c=o.range,d=Wt(c);if((t!=L||i==
2&&!a)&&(d&&(c[0]==null||c[1]==null)&&(c={min:c[0]==null?$o:{mode:1,hard:c[0],soft:c[0]},max:c[1]==null?$o:{mode:1,hard:c[1],soft:c[1]}},d=!1),!d&&_n(c))){let v=c;
c=(y,b,M)=>b==null?Dl:wn(b,M,v)}o.range=ee(c||(a?Mu:t==L?o.distr==3?Eu:o.distr==4?Pu:Xi:o.distr==3?er:o.distr==4?tr:Au)),o.auto=ee(d?!1:o.auto),o.clamp=ee(o.clamp||
pu),o._min=o._max=null,o.valToPct=X(o)}}}Y("x"),Y("y"),i==1&&_.forEach(t=>{Y(t.scale)}),H.forEach(t=>{Y(t.scale)});for(let t in e.scales)Y(t);let T=k[L],K=T.distr,
R,$;T.ori==0?(et(m,Hr),R=f,$=u):(et(m,Wr),R=u,$=f);let N={};for(let t in k){let o=k[t];(o.min!=null||o.max!=null)&&(N[t]={min:o.min,max:o.max},o.min=o.max=null)}
let te=e.tzDate||(t=>new Date(Ee(t/I))),F=e.fmtDate||Es,Ue=I==1?Ha(te):Ia(te),Se=ei(te,Xo(I==1?za:Ga,F)),le=li(te,ti(Ba,F)),ue=[],Z=n.legend=xe({},qa,e.legend),
O=n.cursor=xe({},Xa,{drag:{y:i==2}},e.cursor),Me=Z.show,We=O.show,ve=Z.markers;Z.idxs=ue,ve.width=ee(ve.width),ve.dash=ee(ve.dash),ve.stroke=ee(ve.stroke),ve.fill=
ee(ve.fill);let re,pt,je,be=[],yt=[],Et,nt=!1,Rt={};if(Z.live){let t=_[1]?_[1].values:null;nt=t!=null,Et=nt?t(n,1,0):{_:0};for(let o in Et)Rt[o]=_s}if(Me)if(re=
wt("table",Jr,m),je=wt("tbody",null,re),Z.mount(n,re),nt){pt=wt("thead",null,re,je);let t=wt("tr",null,pt);wt("th",null,t);for(var rl in Et)wt("th",Lo,t).textContent=
rl}else et(re,Qr),Z.live&&et(re,Zr);let al={show:!0},Nl={show:!1};function Ql(t,o){if(o==0&&(nt||!Z.live||i==2))return Dl;let r=[],a=wt("tr",Xr,je,je.childNodes[o]);
et(a,t.class),t.show||et(a,tl);let c=wt("th",null,a);if(ve.show){let y=ft(ea,c);if(o>0){let b=ve.width(n,o);b&&(y.style.border=b+"px "+ve.dash(n,o)+" "+ve.stroke(
n,o)),y.style.background=ve.fill(n,o)}}let d=ft(Lo,c);t.label instanceof HTMLElement?d.appendChild(t.label):d.textContent=t.label,o>0&&(ve.show||(d.style.color=
t.width>0?ve.stroke(n,o):ve.fill(n,o)),Ge("click",c,y=>{if(O._lock)return;qt(y);let b=_.indexOf(t);if((y.ctrlKey||y.metaKey)!=Z.isolate){let M=_.some((A,P)=>P>0&&
P!=b&&A.show);_.forEach((A,P)=>{P>0&&kt(P,M?P==b?al:Nl:al,!0,Te.setSeries)})}else kt(b,{show:!t.show},!0,Te.setSeries)},!1),pl&&Ge(Oo,c,y=>{O._lock||(qt(y),kt(_.
indexOf(t),Tl,!0,Te.setSeries))},!1));for(var v in Et){let y=wt("td",ta,a);y.textContent="--",r.push(y)}return[a,r]}let It=new Map;function Ge(t,o,r,a=!0){let c=It.
get(o)||{},d=O.bind[t](n,o,r,a);d&&(ll(t,o,c[t]=d),It.set(o,c))}function ul(t,o,r){let a=It.get(o)||{};for(let c in a)(t==null||c==t)&&(ms(c,o,a[c]),delete a[c]);
t==null&&It.delete(o)}let Pt=0,$t=0,q=0,E=0,he=0,Ae=0,fl=he,Bt=Ae,bt=q,Yt=E,Je=0,st=0,qe=0,ht=0;n.bbox={};let An=!1,Xl=!1,cl=!1,Ut=!1,en=!1,ot=!1;function En(t,o,r){
(r||t!=n.width||o!=n.height)&&Hs(t,o),wl(!1),cl=!0,Xl=!0,Sl()}function Hs(t,o){n.width=Pt=q=t,n.height=$t=E=o,he=Ae=0,cr(),pr();let r=n.bbox;Je=r.left=Xt(he*ie,
.5),st=r.top=Xt(Ae*ie,.5),qe=r.width=Xt(q*ie,.5),ht=r.height=Xt(E*ie,.5)}let ar=3;function ur(){let t=!1,o=0;for(;!t;){o++;let r=br(o),a=_r(o);t=o==ar||r&&a,t||
(Hs(n.width,n.height),Xl=!0)}}function fr({width:t,height:o}){En(t,o)}n.setSize=fr;function cr(){let t=!1,o=!1,r=!1,a=!1;H.forEach((c,d)=>{if(c.show&&c._show){let{
side:v,_size:y}=c,b=v%2,M=c.label!=null?c.labelSize:0,A=y+M;A>0&&(b?(q-=A,v==3?(he+=A,a=!0):r=!0):(E-=A,v==0?(Ae+=A,t=!0):o=!0))}}),Kt[0]=t,Kt[1]=r,Kt[2]=o,Kt[3]=
a,q-=Ot[1]+Ot[3],he+=Ot[3],E-=Ot[2]+Ot[0],Ae+=Ot[0]}function pr(){let t=he+q,o=Ae+E,r=he,a=Ae;function c(d,v){switch(d){case 1:return t+=v,t-v;case 2:return o+=
v,o-v;case 3:return r-=v,r+v;case 0:return a-=v,a+v}}H.forEach((d,v)=>{if(d.show&&d._show){let y=d.side;d._pos=c(y,d._size),d.label!=null&&(d._lpos=c(y,d.labelSize))}})}
if(O.dataIdx==null){let t=O.hover,o=t.skip=new Set(t.skip??[]);o.add(void 0);let r=t.prox=ee(t.prox),a=t.bias??=0;O.dataIdx=(c,d,v,y)=>{if(d==0)return v;let b=v,
M=r(c,d,v,y)??ce,A=M>=0&&M<ce,P=T.ori==0?q:E,B=O.left,oe=l[0],ne=l[d];if(o.has(ne[v])){b=null;let Q=null,G=null,V;if(a==0||a==-1)for(V=v;Q==null&&V-- >0;)o.has(
ne[V])||(Q=V);if(a==0||a==1)for(V=v;G==null&&V++<ne.length;)o.has(ne[V])||(G=V);if(Q!=null||G!=null)if(A){let ge=Q==null?-1/0:R(oe[Q],T,P,0),_e=G==null?1/0:R(oe[G],
T,P,0),Ve=B-ge,fe=_e-B;Ve<=fe?Ve<=M&&(b=Q):fe<=M&&(b=G)}else b=G==null?Q:Q==null?G:v-Q<=G-v?Q:G}else A&&Pe(B-R(oe[v],T,P,0))>M&&(b=null);return b}}let qt=t=>{O.
event=t};O.idxs=ue,O._lock=!1;let He=O.points;He.show=ee(He.show),He.size=ee(He.size),He.stroke=ee(He.stroke),He.width=ee(He.width),He.fill=ee(He.fill);let _t=n.
focus=xe({},e.focus||{alpha:.3},O.focus),pl=_t.prox>=0,hl=pl&&He.one,it=[],ml=[],dl=[];function Ws(t,o){let r=He.show(n,o);if(r instanceof HTMLElement)return et(
r,jr),et(r,t.class),At(r,-10,-10,q,E),D.insertBefore(r,it[o]),r}function Gs(t,o){if(i==1||o>0){let r=i==1&&k[t.scale].time,a=t.value;t.value=r?jo(a)?li(te,ti(a,
F)):a||le:a||uu,t.label=t.label||(r?tu:eu)}if(hl||o>0){t.width=t.width==null?1:t.width,t.paths=t.paths||ku||ha,t.fillTo=ee(t.fillTo||mu),t.pxAlign=+se(t.pxAlign,
z),t.pxRound=ci(t.pxAlign),t.stroke=ee(t.stroke||null),t.fill=ee(t.fill||null),t._stroke=t._fill=t._paths=t._focus=null;let r=fu(Ye(1,t.width),1),a=t.points=xe(
{},{size:r,width:Ye(1,r*.2),stroke:t.stroke,space:r*2,paths:Tu,_stroke:null,_fill:null},t.points);a.show=ee(a.show),a.filter=ee(a.filter),a.fill=ee(a.fill),a.stroke=
ee(a.stroke),a.paths=ee(a.paths),a.pxAlign=t.pxAlign}if(Me){let r=Ql(t,o);be.splice(o,0,r[0]),yt.splice(o,0,r[1]),Z.values.push(null)}if(We){ue.splice(o,0,null);
let r=null;hl?o==0&&(r=Ws(t,o)):o>0&&(r=Ws(t,o)),it.splice(o,0,r),ml.splice(o,0,0),dl.splice(o,0,0)}Oe("addSeries",o)}function hr(t,o){o=o??_.length,t=i==1?ys(t,
o,si,ui):ys(t,o,{},ai),_.splice(o,0,t),Gs(_[o],o)}n.addSeries=hr;function mr(t){if(_.splice(t,1),Me){Z.values.splice(t,1),yt.splice(t,1);let o=be.splice(t,1)[0];
ul(null,o.firstChild),o.remove()}We&&(ue.splice(t,1),it.splice(t,1)[0].remove(),ml.splice(t,1),dl.splice(t,1)),Oe("delSeries",t)}n.delSeries=mr;let Kt=[!1,!1,!1,
!1];function dr(t,o){if(t._show=t.show,t.show){let r=t.side%2,a=k[t.scale];a==null&&(t.scale=r?_[1].scale:L,a=k[t.scale]);let c=a.time;t.size=ee(t.size),t.space=
ee(t.space),t.rotate=ee(t.rotate),Wt(t.incrs)&&t.incrs.forEach(v=>{!Gt.has(v)&&Gt.set(v,Ti(v))}),t.incrs=ee(t.incrs||(a.distr==2?Va:c?I==1?Na:Wa:el)),t.splits=ee(
t.splits||(c&&a.distr==1?Ue:a.distr==3?gs:a.distr==4?su:nu)),t.stroke=ee(t.stroke),t.grid.stroke=ee(t.grid.stroke),t.ticks.stroke=ee(t.ticks.stroke),t.border.stroke=
ee(t.border.stroke);let d=t.values;t.values=Wt(d)&&!Wt(d[0])?ee(d):c?Wt(d)?ei(te,Xo(d,F)):jo(d)?$a(te,d):d||Se:d||lu,t.filter=ee(t.filter||(a.distr>=3&&a.log==10?
ru:a.distr==3&&a.log==2?au:_i)),t.font=di(t.font),t.labelFont=di(t.labelFont),t._size=t.size(n,null,o,0),t._space=t._rotate=t._incrs=t._found=t._splits=t._values=
null,t._size>0&&(Kt[o]=!0,t._el=ft(Yr,w))}}function zl(t,o,r,a){let[c,d,v,y]=r,b=o%2,M=0;return b==0&&(y||d)&&(M=o==0&&!c||o==2&&!v?Ee(ni.size/3):0),b==1&&(c||v)&&
(M=o==1&&!d||o==3&&!y?Ee(ii.size/2):0),M}let Is=n.padding=(e.padding||[zl,zl,zl,zl]).map(t=>ee(se(t,zl))),Ot=n._padding=Is.map((t,o)=>t(n,o,Kt,0)),Ne,Le=null,De=null,
tn=i==1?_[0].idxs:null,mt=null,Hl=!1;function $s(t,o){if(l=t??[],n.data=n._data=l,i==2){Ne=0;for(let r=1;r<_.length;r++)Ne+=l[r][0].length}else{l.length==0&&(n.
data=n._data=l=[[]]),mt=l[0],Ne=mt.length;let r=l;if(K==2){r=l.slice();let a=r[0]=Array(Ne);for(let c=0;c<Ne;c++)a[c]=c}n._data=l=r}if(wl(!0),Oe("setData"),K==2&&
(cl=!0),o!==!1){let r=T;r.auto(n,Hl)?Pn():Ft(L,r.min,r.max),Ut=Ut||O.left>=0,ot=!0,Sl()}}n.setData=$s;function Pn(){Hl=!0;let t,o;i==1&&(Ne>0?(Le=tn[0]=0,De=tn[1]=
Ne-1,t=l[0][Le],o=l[0][De],K==2?(t=Le,o=De):t==o&&(K==3?[t,o]=yn(t,t,T.log,!1):K==4?[t,o]=Ts(t,t,T.log,!1):T.time?o=t+Ee(86400/I):[t,o]=wn(t,o,xs,!0))):(Le=tn[0]=
t=null,De=tn[1]=o=null)),Ft(L,t,o)}let ln,gl,Ln,Dn,Cn,Rn,On,Vn,Fn,Ke;function Bs(t,o,r,a,c,d){t??=Co,r??=As,a??="butt",c??=Co,d??="round",t!=ln&&(g.strokeStyle=
ln=t),c!=gl&&(g.fillStyle=gl=c),o!=Ln&&(g.lineWidth=Ln=o),d!=Cn&&(g.lineJoin=Cn=d),a!=Rn&&(g.lineCap=Rn=a),r!=Dn&&g.setLineDash(Dn=r)}function Ys(t,o,r,a){o!=gl&&
(g.fillStyle=gl=o),t!=On&&(g.font=On=t),r!=Vn&&(g.textAlign=Vn=r),a!=Fn&&(g.textBaseline=Fn=a)}function Nn(t,o,r,a,c=0){if(a.length>0&&t.auto(n,Hl)&&(o==null||o.
min==null)){let d=se(Le,0),v=se(De,a.length-1),y=r.min==null?ra(a,d,v,c,t.distr==3):[r.min,r.max];t.min=vt(t.min,r.min=y[0]),t.max=Ye(t.max,r.max=y[1])}}let Us={
min:null,max:null};function gr(){for(let a in k){let c=k[a];N[a]==null&&(c.min==null||N[L]!=null&&c.auto(n,Hl))&&(N[a]=Us)}for(let a in k){let c=k[a];N[a]==null&&
c.from!=null&&N[c.from]!=null&&(N[a]=Us)}N[L]!=null&&wl(!0);let t={};for(let a in N){let c=N[a];if(c!=null){let d=t[a]=Cl(k[a],ga);if(c.min!=null)xe(d,c);else if(a!=
L||i==2)if(Ne==0&&d.from==null){let v=d.range(n,null,null,a);d.min=v[0],d.max=v[1]}else d.min=ce,d.max=-ce}}if(Ne>0){_.forEach((a,c)=>{if(i==1){let d=a.scale,v=N[d];
if(v==null)return;let y=t[d];if(c==0){let b=y.range(n,y.min,y.max,d);y.min=b[0],y.max=b[1],Le=St(y.min,l[0]),De=St(y.max,l[0]),De-Le>1&&(l[0][Le]<y.min&&Le++,l[0][De]>
y.max&&De--),a.min=mt[Le],a.max=mt[De]}else a.show&&a.auto&&Nn(y,v,a,l[c],a.sorted);a.idxs[0]=Le,a.idxs[1]=De}else if(c>0&&a.show&&a.auto){let[d,v]=a.facets,y=d.
scale,b=v.scale,[M,A]=l[c],P=t[y],B=t[b];P!=null&&Nn(P,N[y],d,M,d.sorted),B!=null&&Nn(B,N[b],v,A,v.sorted),a.min=v.min,a.max=v.max}});for(let a in t){let c=t[a],
d=N[a];if(c.from==null&&(d==null||d.min==null)){let v=c.range(n,c.min==ce?null:c.min,c.max==-ce?null:c.max,a);c.min=v[0],c.max=v[1]}}}for(let a in t){let c=t[a];
if(c.from!=null){let d=t[c.from];if(d.min==null)c.min=c.max=null;else{let v=c.range(n,d.min,d.max,a);c.min=v[0],c.max=v[1]}}}let o={},r=!1;for(let a in t){let c=t[a],
d=k[a];if(d.min!=c.min||d.max!=c.max){d.min=c.min,d.max=c.max;let v=d.distr;d._min=v==3?Dt(d.min):v==4?rs(d.min,d.asinh):v==100?d.fwd(d.min):d.min,d._max=v==3?Dt(
d.max):v==4?rs(d.max,d.asinh):v==100?d.fwd(d.max):d.max,o[a]=r=!0}}if(r){_.forEach((a,c)=>{i==2?c>0&&o.y&&(a._paths=null):o[a.scale]&&(a._paths=null)});for(let a in o)
cl=!0,Oe("setScale",a);We&&O.left>=0&&(Ut=ot=!0)}for(let a in N)N[a]=null}function wr(t){let o=ds(Le-1,0,Ne-1),r=ds(De+1,0,Ne-1);for(;t[o]==null&&o>0;)o--;for(;t[r]==
null&&r<Ne-1;)r++;return[o,r]}function Sr(){if(Ne>0){let t=_.some(o=>o._focus)&&Ke!=_t.alpha;t&&(g.globalAlpha=Ke=_t.alpha),_.forEach((o,r)=>{if(r>0&&o.show&&(qs(
r,!1),qs(r,!0),o._paths==null)){let a=Ke;Ke!=o.alpha&&(g.globalAlpha=Ke=o.alpha);let c=i==2?[0,l[r][0].length-1]:wr(l[r]);o._paths=o.paths(n,r,c[0],c[1]),Ke!=a&&
(g.globalAlpha=Ke=a)}}),_.forEach((o,r)=>{if(r>0&&o.show){let a=Ke;Ke!=o.alpha&&(g.globalAlpha=Ke=o.alpha),o._paths!=null&&Ks(r,!1);{let c=o._paths!=null?o._paths.
gaps:null,d=o.points.show(n,r,Le,De,c),v=o.points.filter(n,r,d,c);(d||v)&&(o.points._paths=o.points.paths(n,r,Le,De,v),Ks(r,!0))}Ke!=a&&(g.globalAlpha=Ke=a),Oe(
"drawSeries",r)}}),t&&(g.globalAlpha=Ke=1)}}function qs(t,o){let r=o?_[t].points:_[t];r._stroke=r.stroke(n,t),r._fill=r.fill(n,t)}function Ks(t,o){let r=o?_[t].
points:_[t],{stroke:a,fill:c,clip:d,flags:v,_stroke:y=r._stroke,_fill:b=r._fill,_width:M=r.width}=r._paths;M=pe(M*ie,3);let A=null,P=M%2/2;o&&b==null&&(b=M>0?"#\
fff":y);let B=r.pxAlign==1&&P>0;if(B&&g.translate(P,P),!o){let oe=Je-M/2,ne=st-M/2,Q=qe+M,G=ht+M;A=new Path2D,A.rect(oe,ne,Q,G)}o?zn(y,M,r.dash,r.cap,b,a,c,v,d):
vr(t,y,M,r.dash,r.cap,b,a,c,v,A,d),B&&g.translate(-P,-P)}function vr(t,o,r,a,c,d,v,y,b,M,A){let P=!1;b!=0&&j.forEach((B,oe)=>{if(B.series[0]==t){let ne=_[B.series[1]],
Q=l[B.series[1]],G=(ne._paths||Jl).band;Wt(G)&&(G=B.dir==1?G[0]:G[1]);let V,ge=null;ne.show&&G&&ua(Q,Le,De)?(ge=B.fill(n,oe)||d,V=ne._paths.clip):G=null,zn(o,r,
a,c,ge,v,y,b,M,A,V,G),P=!0}}),P||zn(o,r,a,c,d,v,y,b,M,A)}let js=Rl|Ss;function zn(t,o,r,a,c,d,v,y,b,M,A,P){Bs(t,o,r,a,c),(b||M||P)&&(g.save(),b&&g.clip(b),M&&g.
clip(M)),P?(y&js)==js?(g.clip(P),A&&g.clip(A),sn(c,v),nn(t,d,o)):y&Ss?(sn(c,v),g.clip(P),nn(t,d,o)):y&Rl&&(g.save(),g.clip(P),A&&g.clip(A),sn(c,v),g.restore(),nn(
t,d,o)):(sn(c,v),nn(t,d,o)),(b||M||P)&&g.restore()}function nn(t,o,r){r>0&&(o instanceof Map?o.forEach((a,c)=>{g.strokeStyle=ln=c,g.stroke(a)}):o!=null&&t&&g.stroke(
o))}function sn(t,o){o instanceof Map?o.forEach((r,a)=>{g.fillStyle=gl=a,g.fill(r)}):o!=null&&t&&g.fill(o)}function yr(t,o,r,a){let c=H[t],d;if(a<=0)d=[0,0];else{
let v=c._space=c.space(n,t,o,r,a),y=c._incrs=c.incrs(n,t,o,r,a,v);d=Lu(o,r,y,a,v)}return c._found=d}function Hn(t,o,r,a,c,d,v,y,b,M){let A=v%2/2;z==1&&g.translate(
A,A),Bs(y,v,b,M,y),g.beginPath();let P,B,oe,ne,Q=c+(a==0||a==3?-d:d);r==0?(B=c,ne=Q):(P=c,oe=Q);for(let G=0;G<t.length;G++)o[G]!=null&&(r==0?P=oe=t[G]:B=ne=t[G],
g.moveTo(P,B),g.lineTo(oe,ne));g.stroke(),z==1&&g.translate(-A,-A)}function br(t){let o=!0;return H.forEach((r,a)=>{if(!r.show)return;let c=k[r.scale];if(c.min==
null){r._show&&(o=!1,r._show=!1,wl(!1));return}else r._show||(o=!1,r._show=!0,wl(!1));let d=r.side,v=d%2,{min:y,max:b}=c,[M,A]=yr(a,y,b,v==0?q:E);if(A==0)return;
let P=c.distr==2,B=r._splits=r.splits(n,a,y,b,M,A,P),oe=c.distr==2?B.map(V=>mt[V]):B,ne=c.distr==2?mt[B[1]]-mt[B[0]]:M,Q=r._values=r.values(n,r.filter(n,oe,a,A,
ne),a,A,ne);r._rotate=d==2?r.rotate(n,Q,a,A):0;let G=r._size;r._size=ct(r.size(n,Q,a,t)),G!=null&&r._size!=G&&(o=!1)}),o}function _r(t){let o=!0;return Is.forEach(
(r,a)=>{let c=r(n,a,Kt,t);c!=Ot[a]&&(o=!1),Ot[a]=c}),o}function kr(){for(let t=0;t<H.length;t++){let o=H[t];if(!o.show||!o._show)continue;let r=o.side,a=r%2,c,d,
v=o.stroke(n,t),y=r==0||r==3?-1:1,[b,M]=o._found;if(o.label!=null){let $e=o.labelGap*y,Xe=Ee((o._lpos+$e)*ie);Ys(o.labelFont[0],v,"center",r==2?"top":Do),g.save(),
a==1?(c=d=0,g.translate(Xe,Ee(st+ht/2)),g.rotate((r==3?-dn:dn)/2)):(c=Ee(Je+qe/2),d=Xe);let Zt=yi(o.label)?o.label(n,t,b,M):o.label;g.fillText(Zt,c,d),g.restore()}
if(M==0)continue;let A=k[o.scale],P=a==0?qe:ht,B=a==0?Je:st,oe=o._splits,ne=A.distr==2?oe.map($e=>mt[$e]):oe,Q=A.distr==2?mt[oe[1]]-mt[oe[0]]:b,G=o.ticks,V=o.border,
ge=G.show?G.size:0,_e=Ee(ge*ie),Ve=Ee((o.alignTo==2?o._size-ge-o.gap:o.gap)*ie),fe=o._rotate*-dn/180,ke=W(o._pos*ie),Ze=(_e+Ve)*y,Ie=ke+Ze;d=a==0?Ie:0,c=a==1?Ie:
0;let rt=o.font[0],dt=o.align==1?Al:o.align==2?ss:fe>0?Al:fe<0?ss:a==0?"center":r==3?ss:Al,xt=fe||a==1?"middle":r==2?"top":Do;Ys(rt,v,dt,xt);let Qe=o.font[1]*o.
lineGap,at=oe.map($e=>W(h($e,A,P,B))),gt=o._values;for(let $e=0;$e<gt.length;$e++){let Xe=gt[$e];if(Xe!=null){a==0?c=at[$e]:d=at[$e],Xe=""+Xe;let Zt=Xe.indexOf(
`
`)==-1?[Xe]:Xe.split(/\n/gm);for(let Be=0;Be<Zt.length;Be++){let mo=Zt[Be];fe?(g.save(),g.translate(c,d+Be*Qe),g.rotate(fe),g.fillText(mo,0,0),g.restore()):g.fillText(
mo,c,d+Be*Qe)}}}G.show&&Hn(at,G.filter(n,ne,t,M,Q),a,r,ke,_e,pe(G.width*ie,3),G.stroke(n,t),G.dash,G.cap);let Mt=o.grid;Mt.show&&Hn(at,Mt.filter(n,ne,t,M,Q),a,a==
0?2:1,a==0?st:Je,a==0?ht:qe,pe(Mt.width*ie,3),Mt.stroke(n,t),Mt.dash,Mt.cap),V.show&&Hn([ke],[1],a==0?1:0,a==0?1:2,a==1?st:Je,a==1?ht:qe,pe(V.width*ie,3),V.stroke(
n,t),V.dash,V.cap)}Oe("drawAxes")}function wl(t){_.forEach((o,r)=>{r>0&&(o._paths=null,t&&(i==1?(o.min=null,o.max=null):o.facets.forEach(a=>{a.min=null,a.max=null})))})}
let on=!1,Wn=!1,Wl=[];function Tr(){Wn=!1;for(let t=0;t<Wl.length;t++)Oe(...Wl[t]);Wl.length=0}function Sl(){on||(ka(Js),on=!0)}function xr(t,o=!1){on=!0,Wn=o,t(
n),Js(),o&&Wl.length>0&&queueMicrotask(Tr)}n.batch=xr;function Js(){if(An&&(gr(),An=!1),cl&&(ur(),cl=!1),Xl){if(we(C,Al,he),we(C,"top",Ae),we(C,Ul,q),we(C,ql,E),
we(D,Al,he),we(D,"top",Ae),we(D,Ul,q),we(D,ql,E),we(w,Ul,Pt),we(w,ql,$t),S.width=Ee(Pt*ie),S.height=Ee($t*ie),H.forEach(({_el:t,_show:o,_size:r,_pos:a,side:c})=>{
if(t!=null)if(o){let d=c===3||c===0?r:0,v=c%2==1;we(t,v?"left":"top",a-d),we(t,v?"width":"height",r),we(t,v?"top":"left",v?Ae:he),we(t,v?"height":"width",v?E:q),
hs(t,tl)}else et(t,tl)}),ln=gl=Ln=Cn=Rn=On=Vn=Fn=Dn=null,Ke=1,$l(!0),he!=fl||Ae!=Bt||q!=bt||E!=Yt){wl(!1);let t=q/bt,o=E/Yt;if(We&&!Ut&&O.left>=0){O.left*=t,O.top*=
o,vl&&At(vl,Ee(O.left),0,q,E),yl&&At(yl,0,Ee(O.top),q,E);for(let r=0;r<it.length;r++){let a=it[r];a!=null&&(ml[r]*=t,dl[r]*=o,At(a,ct(ml[r]),ct(dl[r]),q,E))}}if(de.
show&&!en&&de.left>=0&&de.width>0){de.left*=t,de.width*=t,de.top*=o,de.height*=o;for(let r in Un)we(kl,r,de[r])}fl=he,Bt=Ae,bt=q,Yt=E}Oe("setSize"),Xl=!1}Pt>0&&
$t>0&&(g.clearRect(0,0,S.width,S.height),Oe("drawClear"),U.forEach(t=>t()),Oe("draw")),de.show&&en&&(rn(de),en=!1),We&&Ut&&(Jt(null,!0,!1),Ut=!1),Z.show&&Z.live&&
ot&&(Bn(),ot=!1),p||(p=!0,n.status=1,Oe("ready")),Hl=!1,on=!1}n.redraw=(t,o)=>{cl=o||!1,t!==!1?Ft(L,T.min,T.max):Sl()};function Gn(t,o){let r=k[t];if(r.from==null){
if(Ne==0){let a=r.range(n,o.min,o.max,t);o.min=a[0],o.max=a[1]}if(o.min>o.max){let a=o.min;o.min=o.max,o.max=a}if(Ne>1&&o.min!=null&&o.max!=null&&o.max-o.min<1e-16)
return;t==L&&r.distr==2&&Ne>0&&(o.min=St(o.min,l[0]),o.max=St(o.max,l[0]),o.min==o.max&&o.max++),N[t]=o,An=!0,Sl()}}n.setScale=Gn;let In,$n,vl,yl,Zs,Qs,bl,_l,Xs,
eo,me,ye,Vt=!1,ze=O.drag,Ce=ze.x,Re=ze.y;We&&(O.x&&(In=ft(qr,D)),O.y&&($n=ft(Kr,D)),T.ori==0?(vl=In,yl=$n):(vl=$n,yl=In),me=O.left,ye=O.top);let de=n.select=xe(
{show:!0,over:!0,left:0,width:0,top:0,height:0},e.select),kl=de.show?ft(Ur,de.over?D:C):null;function rn(t,o){if(de.show){for(let r in t)de[r]=t[r],r in Un&&we(
kl,r,t[r]);o!==!1&&Oe("setSelect")}}n.setSelect=rn;function Mr(t){if(_[t].show)Me&&hs(be[t],tl);else if(Me&&et(be[t],tl),We){let r=hl?it[0]:it[t];r!=null&&At(r,
-10,-10,q,E)}}function Ft(t,o,r){Gn(t,{min:o,max:r})}function kt(t,o,r,a){o.focus!=null&&Dr(t),o.show!=null&&_.forEach((c,d)=>{d>0&&(t==d||t==null)&&(c.show=o.show,
Mr(d),i==2?(Ft(c.facets[0].scale,null,null),Ft(c.facets[1].scale,null,null)):Ft(c.scale,null,null),Sl())}),r!==!1&&Oe("setSeries",t,o),a&&Bl("setSeries",n,t,o)}
n.setSeries=kt;function Ar(t,o){xe(j[t],o)}function Er(t,o){t.fill=ee(t.fill||null),t.dir=se(t.dir,-1),o=o??j.length,j.splice(o,0,t)}function Pr(t){t==null?j.length=
0:j.splice(t,1)}n.addBand=Er,n.setBand=Ar,n.delBand=Pr;function Lr(t,o){_[t].alpha=o,We&&it[t]!=null&&(it[t].style.opacity=o),Me&&be[t]&&(be[t].style.opacity=o)}
let Lt,Nt,jt,Tl={focus:!0};function Dr(t){if(t!=jt){let o=t==null,r=_t.alpha!=1;_.forEach((a,c)=>{if(i==1||c>0){let d=o||c==0||c==t;a._focus=o?null:d,r&&Lr(c,d?
1:_t.alpha)}}),jt=t,r&&Sl()}}Me&&pl&&Ge(Vo,re,t=>{O._lock||(qt(t),jt!=null&&kt(null,Tl,!0,Te.setSeries))});function Tt(t,o,r){let a=k[o];r&&(t=t/ie-(a.ori==1?Ae:
he));let c=q;a.ori==1&&(c=E,t=c-t),a.dir==-1&&(t=c-t);let d=a._min,v=a._max,y=t/c,b=d+(v-d)*y,M=a.distr;return M==3?Ll(10,b):M==4?ca(b,a.asinh):M==100?a.bwd(b):
b}function Cr(t,o){let r=Tt(t,L,o);return St(r,l[0],Le,De)}n.valToIdx=t=>St(t,l[0]),n.posToIdx=Cr,n.posToVal=Tt,n.valToPos=(t,o,r)=>k[o].ori==0?f(t,k[o],r?qe:q,
r?Je:0):u(t,k[o],r?ht:E,r?st:0),n.setCursor=(t,o,r)=>{me=t.left,ye=t.top,Jt(null,o,r)};function to(t,o){we(kl,Al,de.left=t),we(kl,Ul,de.width=o)}function lo(t,o){
we(kl,"top",de.top=t),we(kl,ql,de.height=o)}let Gl=T.ori==0?to:lo,Il=T.ori==1?to:lo;function Rr(){if(Me&&Z.live)for(let t=i==2?1:0;t<_.length;t++){if(t==0&&nt)continue;
let o=Z.values[t],r=0;for(let a in o)yt[t][r++].firstChild.nodeValue=o[a]}}function Bn(t,o){if(t!=null&&(t.idxs?t.idxs.forEach((r,a)=>{ue[a]=r}):da(t.idx)||ue.fill(
t.idx),Z.idx=ue[0]),Me&&Z.live){for(let r=0;r<_.length;r++)(r>0||i==1&&!nt)&&Or(r,ue[r]);Rr()}ot=!1,o!==!1&&Oe("setLegend")}n.setLegend=Bn;function Or(t,o){let r=_[t],
a=t==0&&K==2?mt:l[t],c;nt?c=r.values(n,t,o)??Rt:(c=r.value(n,o==null?null:a[o],t,o),c=c==null?Rt:{_:c}),Z.values[t]=c}function Jt(t,o,r){Xs=me,eo=ye,[me,ye]=O.move(
n,me,ye),O.left=me,O.top=ye,We&&(vl&&At(vl,Ee(me),0,q,E),yl&&At(yl,0,Ee(ye),q,E));let a,c=Le>De;Lt=ce,Nt=null;let d=T.ori==0?q:E,v=T.ori==1?q:E;if(me<0||Ne==0||
c){a=O.idx=null;for(let y=0;y<_.length;y++){let b=it[y];b!=null&&At(b,-10,-10,q,E)}pl&&kt(null,Tl,!0,t==null&&Te.setSeries),Z.live&&(ue.fill(a),ot=!0)}else{let y,
b,M;i==1&&(y=T.ori==0?me:ye,b=Tt(y,L),a=O.idx=St(b,l[0],Le,De),M=R(l[0][a],T,d,0));let A=-10,P=-10,B=0,oe=0,ne=!0,Q="",G="";for(let V=i==2?1:0;V<_.length;V++){let ge=_[V],
_e=ue[V],Ve=_e==null?null:i==1?l[V][_e]:l[V][1][_e],fe=O.dataIdx(n,V,a,b),ke=fe==null?null:i==1?l[V][fe]:l[V][1][fe];if(ot=ot||ke!=Ve||fe!=_e,ue[V]=fe,V>0&&ge.show){
let Ze=fe==null?-10:fe==a?M:R(i==1?l[0][fe]:l[V][0][fe],T,d,0),Ie=ke==null?-10:$(ke,i==1?k[ge.scale]:k[ge.facets[1].scale],v,0);if(pl&&ke!=null){let rt=T.ori==1?
me:ye,dt=Pe(_t.dist(n,V,fe,Ie,rt));if(dt<Lt){let xt=_t.bias;if(xt!=0){let Qe=Tt(rt,ge.scale),at=ke>=0?1:-1,gt=Qe>=0?1:-1;gt==at&&(gt==1?xt==1?ke>=Qe:ke<=Qe:xt==
1?ke<=Qe:ke>=Qe)&&(Lt=dt,Nt=V)}else Lt=dt,Nt=V}}if(ot||hl){let rt,dt;T.ori==0?(rt=Ze,dt=Ie):(rt=Ie,dt=Ze);let xt,Qe,at,gt,Mt,$e,Xe=!0,Zt=He.bbox;if(Zt!=null){Xe=
!1;let Be=Zt(n,V);at=Be.left,gt=Be.top,xt=Be.width,Qe=Be.height}else at=rt,gt=dt,xt=Qe=He.size(n,V);if($e=He.fill(n,V),Mt=He.stroke(n,V),hl)V==Nt&&Lt<=_t.prox&&
(A=at,P=gt,B=xt,oe=Qe,ne=Xe,Q=$e,G=Mt);else{let Be=it[V];Be!=null&&(ml[V]=at,dl[V]=gt,Io(Be,xt,Qe,Xe),Wo(Be,$e,Mt),At(Be,ct(at),ct(gt),q,E))}}}}if(hl){let V=_t.
prox,ge=jt==null?Lt<=V:Lt>V||Nt!=jt;if(ot||ge){let _e=it[0];_e!=null&&(ml[0]=A,dl[0]=P,Io(_e,B,oe,ne),Wo(_e,Q,G),At(_e,ct(A),ct(P),q,E))}}}if(de.show&&Vt)if(t!=
null){let[y,b]=Te.scales,[M,A]=Te.match,[P,B]=t.cursor.sync.scales,oe=t.cursor.drag;if(Ce=oe._x,Re=oe._y,Ce||Re){let{left:ne,top:Q,width:G,height:V}=t.select,ge=t.
scales[P].ori,_e=t.posToVal,Ve,fe,ke,Ze,Ie,rt=y!=null&&M(y,P),dt=b!=null&&A(b,B);rt&&Ce?(ge==0?(Ve=ne,fe=G):(Ve=Q,fe=V),ke=k[y],Ze=R(_e(Ve,P),ke,d,0),Ie=R(_e(Ve+
fe,P),ke,d,0),Gl(vt(Ze,Ie),Pe(Ie-Ze))):Gl(0,d),dt&&Re?(ge==1?(Ve=ne,fe=G):(Ve=Q,fe=V),ke=k[b],Ze=$(_e(Ve,B),ke,v,0),Ie=$(_e(Ve+fe,B),ke,v,0),Il(vt(Ze,Ie),Pe(Ie-
Ze))):Il(0,v)}else qn()}else{let y=Pe(Xs-Zs),b=Pe(eo-Qs);if(T.ori==1){let B=y;y=b,b=B}Ce=ze.x&&y>=ze.dist,Re=ze.y&&b>=ze.dist;let M=ze.uni;M!=null?Ce&&Re&&(Ce=y>=
M,Re=b>=M,!Ce&&!Re&&(b>y?Re=!0:Ce=!0)):ze.x&&ze.y&&(Ce||Re)&&(Ce=Re=!0);let A,P;Ce&&(T.ori==0?(A=bl,P=me):(A=_l,P=ye),Gl(vt(A,P),Pe(P-A)),Re||Il(0,v)),Re&&(T.ori==
1?(A=bl,P=me):(A=_l,P=ye),Il(vt(A,P),Pe(P-A)),Ce||Gl(0,d)),!Ce&&!Re&&(Gl(0,0),Il(0,0))}if(ze._x=Ce,ze._y=Re,t==null){if(r){if(ho!=null){let[y,b]=Te.scales;Te.values[0]=
y!=null?Tt(T.ori==0?me:ye,y):null,Te.values[1]=b!=null?Tt(T.ori==1?me:ye,b):null}Bl(os,n,me,ye,q,E,a)}if(pl){let y=r&&Te.setSeries,b=_t.prox;jt==null?Lt<=b&&kt(
Nt,Tl,!0,y):Lt>b?kt(null,Tl,!0,y):Nt!=jt&&kt(Nt,Tl,!0,y)}}ot&&(Z.idx=a,Bn()),o!==!1&&Oe("setCursor")}let zt=null;Object.defineProperty(n,"rect",{get(){return zt==
null&&$l(!1),zt}});function $l(t=!1){t?zt=null:(zt=D.getBoundingClientRect(),Oe("syncRect",zt))}function no(t,o,r,a,c,d,v){O._lock||Vt&&t!=null&&t.movementX==0&&
t.movementY==0||(Yn(t,o,r,a,c,d,v,!1,t!=null),t!=null?Jt(null,!0,!0):Jt(o,!0,!1))}function Yn(t,o,r,a,c,d,v,y,b){if(zt==null&&$l(!1),qt(t),t!=null)r=t.clientX-zt.
left,a=t.clientY-zt.top;else{if(r<0||a<0){me=-10,ye=-10;return}let[M,A]=Te.scales,P=o.cursor.sync,[B,oe]=P.values,[ne,Q]=P.scales,[G,V]=Te.match,ge=o.axes[0].side%
2==1,_e=T.ori==0?q:E,Ve=T.ori==1?q:E,fe=ge?d:c,ke=ge?c:d,Ze=ge?a:r,Ie=ge?r:a;if(ne!=null?r=G(M,ne)?h(B,k[M],_e,0):-10:r=_e*(Ze/fe),Q!=null?a=V(A,Q)?h(oe,k[A],Ve,
0):-10:a=Ve*(Ie/ke),T.ori==1){let rt=r;r=a,a=rt}}b&&(o==null||o.cursor.event.type==os)&&((r<=1||r>=q-1)&&(r=Xt(r,q)),(a<=1||a>=E-1)&&(a=Xt(a,E))),y?(Zs=r,Qs=a,[
bl,_l]=O.move(n,r,a)):(me=r,ye=a)}let Un={width:0,height:0,left:0,top:0};function qn(){rn(Un,!1)}let so,oo,io,ro;function ao(t,o,r,a,c,d,v){Vt=!0,Ce=Re=ze._x=ze.
_y=!1,Yn(t,o,r,a,c,d,v,!0,!1),t!=null&&(Ge(is,cs,uo,!1),Bl(Ro,n,bl,_l,q,E,null));let{left:y,top:b,width:M,height:A}=de;so=y,oo=b,io=M,ro=A}function uo(t,o,r,a,c,d,v){
Vt=ze._x=ze._y=!1,Yn(t,o,r,a,c,d,v,!1,!0);let{left:y,top:b,width:M,height:A}=de,P=M>0||A>0,B=so!=y||oo!=b||io!=M||ro!=A;if(P&&B&&rn(de),ze.setScale&&P&&B){let oe=y,
ne=M,Q=b,G=A;if(T.ori==1&&(oe=b,ne=A,Q=y,G=M),Ce&&Ft(L,Tt(oe,L),Tt(oe+ne,L)),Re)for(let V in k){let ge=k[V];V!=L&&ge.from==null&&ge.min!=ce&&Ft(V,Tt(Q+G,V),Tt(Q,
V))}qn()}else O.lock&&(O._lock=!O._lock,Jt(o,!0,t!=null));t!=null&&(ul(is,cs),Bl(is,n,me,ye,q,E,null))}function Vr(t,o,r,a,c,d,v){if(O._lock)return;qt(t);let y=Vt;
if(Vt){let b=!0,M=!0,A=10,P,B;T.ori==0?(P=Ce,B=Re):(P=Re,B=Ce),P&&B&&(b=me<=A||me>=q-A,M=ye<=A||ye>=E-A),P&&b&&(me=me<bl?0:q),B&&M&&(ye=ye<_l?0:E),Jt(null,!0,!0),
Vt=!1}me=-10,ye=-10,ue.fill(null),Jt(null,!0,!0),y&&(Vt=y)}function fo(t,o,r,a,c,d,v){O._lock||(qt(t),Pn(),qn(),t!=null&&Bl(Fo,n,me,ye,q,E,null))}function co(){
H.forEach(Du),En(n.width,n.height,!0)}ll(gn,Pl,co);let xl={};xl.mousedown=ao,xl.mousemove=no,xl.mouseup=uo,xl.dblclick=fo,xl.setSeries=(t,o,r,a)=>{let c=Te.match[2];
r=c(n,o,r),r!=-1&&kt(r,a,!0,!1)},We&&(Ge(Ro,D,ao),Ge(os,D,no),Ge(Oo,D,t=>{qt(t),$l(!1)}),Ge(Vo,D,Vr),Ge(Fo,D,fo),vs.add(n),n.syncRect=$l);let an=n.hooks=e.hooks||
{};function Oe(t,o,r){Wn?Wl.push([t,o,r]):t in an&&an[t].forEach(a=>{a.call(null,n,o,r)})}(e.plugins||[]).forEach(t=>{for(let o in t.hooks)an[o]=(an[o]||[]).concat(
t.hooks[o])});let po=(t,o,r)=>r,Te=xe({key:null,setSeries:!1,filters:{pub:qo,sub:qo},scales:[L,_[1]?_[1].scale:null],match:[Ko,Ko,po],values:[null,null]},O.sync);
Te.match.length==2&&Te.match.push(po),O.sync=Te;let ho=Te.key,Kn=Bi(ho);function Bl(t,o,r,a,c,d,v){Te.filters.pub(t,o,r,a,c,d,v)&&Kn.pub(t,o,r,a,c,d,v)}Kn.sub(n);
function Fr(t,o,r,a,c,d,v){Te.filters.sub(t,o,r,a,c,d,v)&&xl[t](null,o,r,a,c,d,v)}n.pub=Fr;function Nr(){Kn.unsub(n),vs.delete(n),It.clear(),ms(gn,Pl,co),m.remove(),
re?.remove(),Oe("destroy")}n.destroy=Nr;function jn(){Oe("init",e,l),$s(l||e.data,!1),N[L]?Gn(L,N[L]):Pn(),en=de.show&&(de.width>0||de.height>0),Ut=ot=!0,En(e.width,
e.height)}return _.forEach(Gs),H.forEach(dr),s?s instanceof HTMLElement?(s.appendChild(m),jn()):s(n,jn):jn(),n}Fe.assign=xe;Fe.fmtNum=Ms;Fe.rangeNum=wn;Fe.rangeLog=
yn;Fe.rangeAsinh=Ts;Fe.orient=sl;Fe.pxRatio=ie;Fe.join=_a;Fe.fmtDate=Es,Fe.tzDate=Ra;Fe.sync=Bi;{Fe.addGap=du,Fe.clipGaps=kn;let e=Fe.paths={points:Ji};e.linear=
Qi,e.stepped=Su,e.bars=vu,e.spline=bu}var nr=168,Cu=60;function ol({title:e,times:l,series:s,format:n,empty:i,isStacked:f=!1}){let[u,h]=Ml(!1),[p,m]=Ml(null),S=s.some(g=>g.values.some(w=>w!==null));
return x("section",{class:"card chart","aria-label":e,children:[x("header",{class:"card-head",children:[x("h2",{children:e}),x(bo,{icon:"table",label:u?`Show ${e}\
 as a chart`:`Show ${e} as a table`,"aria-pressed":u,onClick:()=>h(!u)})]}),x(Ru,{series:s,at:p,times:l,format:n}),!S&&x("p",{class:"chart-empty muted",children:i}),
S&&u&&x(Vu,{title:e,times:l,series:s,format:n}),S&&!u&&x(Fu,{times:l,series:s,format:n,isStacked:f,onPoint:m})]})}function Ru({series:e,at:l,times:s,format:n}){
let i=l??Ou(e),f=s[i];return x("div",{class:"legend",children:[e.map(u=>x("span",{class:`legend-item colour-${u.colour}${u.isDashed?" is-dashed":""}`,children:[
u.label," ",x("b",{children:n(u.values[i]??null)})]},u.label)),l!==null&&f!==void 0&&x("span",{class:"legend-time muted",children:es(f*1e3)})]})}function Ou(e){
let l=Math.max(0,...e.map(s=>s.values.length));for(let s=l-1;s>0;s--)if(e.some(n=>n.values[s]!=null))return s;return Math.max(0,l-1)}function Vu({title:e,times:l,
series:s,format:n}){let i=Math.max(0,l.length-Cu),f=l.slice(i).map((u,h)=>({time:u,index:i+h})).reverse();return x("div",{class:"table-scroll chart-table",tabIndex:0,
role:"group","aria-label":`${e}, table`,children:x("table",{children:[x("caption",{class:"hidden",children:[e,", latest first"]}),x("thead",{children:x("tr",{children:[
x("th",{scope:"col",children:"Time"}),s.map(u=>x("th",{scope:"col",class:"number",children:u.label},u.label))]})}),x("tbody",{children:f.map(({time:u,index:h})=>x(
"tr",{children:[x("th",{scope:"row",children:es(u*1e3)}),s.map(p=>x("td",{class:"number",children:n(p.values[h]??null)},p.label))]},u))})]})})}function Fu({times:e,
series:l,format:s,isStacked:n,onPoint:i}){let f=Zn(null),u=Zn(null),h=JSON.stringify(l.map(p=>[p.label,p.colour,p.isDashed]))+Po.value;return Jn(()=>{let p=f.current;
if(!p)return;let m=new Fe(zu(p,l,s,n===!0,i),lr(e,l,n),p);u.current=m;let S=new ResizeObserver(()=>m.setSize({width:p.clientWidth,height:nr}));return S.observe(
p),()=>{S.disconnect(),m.destroy(),u.current=null}},[h]),Jn(()=>u.current?.setData(lr(e,l,n)),[e,l]),x("div",{class:"chart-canvas",ref:f,"aria-hidden":"true"})}
function lr(e,l,s=!1){let n=l.map(f=>f.values),i=s?Nu(n).reverse():n;return[e,...i]}function Nu(e){let l=[];return e.map(s=>s.map((n,i)=>l[i]=(l[i]??0)+(n??0)))}
function zu(e,l,s,n,i){let f=getComputedStyle(document.documentElement),u=S=>f.getPropertyValue(S).trim(),h=`11px ${u("--face")}`,p={stroke:u("--muted"),font:h,
grid:{stroke:u("--line"),width:1},ticks:{show:!1}},m=Fe.paths.bars?.({size:[.7,24],radius:.1});return{width:e.clientWidth,height:nr,legend:{show:!1},cursor:{sync:{
key:"headwater"},points:{size:6},drag:{x:!1,y:!1}},scales:{x:{time:!0},y:{range:(S,g,w)=>[0,w>0?w*1.08:1]}},axes:[{...p,grid:{show:!1},values:(S,g)=>g.map(w=>Hu(
w))},{...p,size:62,values:(S,g)=>g.map(w=>s(w))}],series:[{},...(n?l.toReversed():l).map(S=>{let g=u(`--series-${S.colour}`);return{label:S.label,stroke:g,width:n?
0:1.6,points:{show:!n&&S.values.filter(w=>w!==null).length<3},...S.isDashed?{dash:[5,4]}:{},...n?{fill:g,...m?{paths:m}:{}}:{},...S.isFilled?{fill:`color-mix(in\
 srgb, ${g} 14%, transparent)`}:{}}})],hooks:{setCursor:[S=>i(S.cursor.idx??null)]}}}function Hu(e){let l=new Date(e*1e3);return l.getHours()===0&&l.getMinutes()===
0?l.toLocaleDateString([],{month:"short",day:"numeric"}):l.toLocaleTimeString([],{hour:"2-digit",minute:"2-digit",hour12:!1})}var Vs="No requests in this time.";function sr({series:e}){let{times:l}=e,s=go(()=>Wu(e),[e]);return x("div",{class:"charts",children:[x(ol,{title:`Requests, ea\
ch ${Ns(e.stepS)}`,times:l,series:s.requests,format:ut,empty:Vs,isStacked:!0}),x(ol,{title:"Latency",times:l,series:s.latency,format:Ht,empty:Vs}),x(ol,{title:"\
Time to first token",times:l,series:s.firstToken,format:Ht,empty:"No answer with tokens in this time."}),x(ol,{title:"Live sessions",times:l,series:s.live,format:ut,
empty:"Nothing is known of this time."}),x(ol,{title:`Cold and warm calls, each ${Ns(e.stepS)}`,times:l,series:s.starts,format:ut,empty:Vs,isStacked:!0}),x(ol,{
title:`Tokens, each ${Ns(e.stepS)}`,times:l,series:s.tokens,format:ut,empty:"No agent told of tokens in this time."})]})}function Wu(e){let l=Gu(Object.values(e.
errors),e.times.length),s=e.requests.map((f,u)=>f-(l[u]??0)),{latencyMs:n,firstTokenMs:i}=e;return{requests:Fs([{label:"Answered",values:s,colour:1},{label:"Err\
ors",values:l,colour:4}]),latency:[{label:"p50",values:n.p50,colour:1},{label:"p95",values:n.p95,colour:3},{label:"p99",values:n.p99,colour:2,isDashed:!0}],firstToken:[
{label:"p50",values:i.p50,colour:1},{label:"p95",values:i.p95,colour:3}],live:[{label:"Sessions",values:e.liveSessions,colour:5,isFilled:!0}],starts:Fs([{label:"\
Warm",values:e.warm,colour:1},{label:"Cold",values:e.cold,colour:2}]),tokens:Fs([{label:"In",values:e.tokens.input,colour:3},{label:"Out",values:e.tokens.output,
colour:1}])}}function Gu(e,l){return Array.from({length:l},(s,n)=>e.reduce((i,f)=>i+(f[n]??0),0))}function Fs(e){return e.every(s=>s.values.every(n=>!n))?e.map(
s=>({...s,values:s.values.map(()=>null)})):e}function Ns(e){return e<60?`${e} s`:e<3600?`${e/60} min`:`${e/3600} h`}var zs=[["15m","15 min"],["1h","1 h"],["6h","6 h"],["24h","24 h"],["7d","7 d"]],Iu={"15m":900,"1h":3600,"6h":21600,"24h":86400,"7d":604800},rr="1h",or=1e4,$u=6e4,
Bu=6,ir=8;function Yu(){let e=Xn("range");return zs.some(([l])=>l===e)?e:rr}function Uu(){let e=Yu(),l=Xn("runtime"),s=Mo(),n=fn(`${e} ${l}`,w=>yo({runtime:l,since:new Date(
Date.now()-Iu[e]*1e3).toISOString()},{signal:w}),{keepsOld:!0}),[i,f]=Ml(0),u=cn(n.reload,or),h=cn(n.reload,$u),p=cn(()=>f(w=>w+1),or),[m,S]=Ml(null);wo(w=>{w.kind===
"tick"?(S(w.data.sessions),h()):(w.kind==="sessions"||w.kind==="reconnect")&&(u(),p())});let g=s.data?.runtimes;return s.error!==null?x(un,{children:[x(ls,{title:"\
Overview"}),x(ts,{error:s.error,onRetry:s.reload})]}):g?x(un,{children:[x(ls,{title:"Overview",children:[g.length>1&&x(_o,{label:"Agent",value:l,options:[["","A\
ll agents"],...g.map(w=>[w.name,w.name])],onChange:w=>Qn({runtime:w})}),x(ko,{label:"Time",value:e,options:zs,onChange:w=>Qn({range:w===rr?void 0:w})})]}),g.length===
0?x(Ao,{}):x("div",{class:"stack",children:[x(qu,{runtimes:g,counts:m,total:n.data?.total,range:e}),n.error!==null&&x(ts,{error:n.error,onRetry:n.reload}),n.data&&
x(sr,{series:n.data}),x(Ku,{runtimes:g}),x(ju,{runtime:l,version:i})]}),x(Ju,{})]}):x(To,{what:"the overview"})}function qu({runtimes:e,counts:l,total:s,range:n}){
let i=e.filter(m=>m.status.endsWith("FAILED")).length,f=l?.live??e.reduce((m,S)=>m+(S.sessions?.live??0),0),u=l?.active??e.reduce((m,S)=>m+(S.sessions?.active??
0),0),h=`last ${zs.find(([m])=>m===n)?.[1]??n}`,p=s?s.cold+s.warm:0;return x("div",{class:"tiles",children:[x(il,{label:"Agents",to:Qt("/agents"),value:ut(e.length),
note:i?`${i} failed`:"all well",isBad:i>0}),x(il,{label:"Live sessions",to:Qt("/sessions"),value:ut(f),note:`${ut(u)} active`}),x(il,{label:"Requests",value:ut(
s?.requests),note:h}),x(il,{label:"Errors",to:Qt("/traces",{errors:"1"}),value:ut(s?.errors),note:s?.requests?`${(100*s.errors/s.requests).toFixed(s.errors?1:0)}\
 % of requests`:h,isBad:(s?.errors??0)>0}),x(il,{label:"Latency p95",value:Ht(s?.latencyMs.p95),note:`median ${Ht(s?.latencyMs.p50)}`}),x(il,{label:"First token\
 p95",value:Ht(s?.firstTokenMs.p95),note:`median ${Ht(s?.firstTokenMs.p50)}`}),x(il,{label:"Cold",value:p&&s?`${(100*s.cold/p).toFixed(0)} %`:"–",note:p&&s?`${ut(
s.cold)} calls started a session`:h})]})}function il({label:e,value:l,note:s,to:n,isBad:i=!1}){let f=x(un,{children:[x("span",{class:"tile-label",children:e}),x(
"span",{class:"tile-value",children:l}),x("span",{class:`tile-note${i?" is-bad":""}`,children:s})]});return n?x("a",{class:"tile",href:n,children:f}):x("div",{class:"\
tile",children:f})}function Ku({runtimes:e}){let l=[...e].sort((s,n)=>(n.sessions?.live??0)-(s.sessions?.live??0)).slice(0,ir);return x(ns,{title:"Agents",isFlush:!0,
actions:x("a",{href:Qt("/agents"),children:e.length>ir?`All ${e.length}`:"All"}),children:x(Eo,{runtimes:l})})}function ju({runtime:e,version:l}){let s=fn(`${e}\
 ${l}`,n=>vo({runtime:e,limit:Bu},{signal:n}),{keepsOld:!0});return s.error!==null||!s.data?null:x(ns,{title:"Latest invocations",isFlush:!0,actions:x("a",{href:Qt(
"/traces",{runtime:e}),children:"All"}),children:s.data.traces.length===0?x("p",{class:"nothing muted",children:["None yet. Call an agent from the ",x("a",{href:Qt(
"/playground"),children:"playground"}),"."]}):x(xo,{spans:s.data.traces})})}function Ju(){let e=fn("status",f=>So({signal:f}));if(!e.data)return null;let{version:l,
isolation:s,authentication:n,dataDir:i}=e.data;return x("p",{class:"server-line muted",children:["Headwater ",l," · isolation: ",s.level," ·"," ",n==="open"?"\
open to this machine, nobody is asked for a key":"callers sign with keys"," · data in"," ",x("code",{children:i})]})}export{Uu as default};
