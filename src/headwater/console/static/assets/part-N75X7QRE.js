import{a as Xi}from"./part-XWIDCBG6.js";import{e as Yn}from"./part-7KWEQDMS.js";import{E as he,K as Qi,d as Gn,e as In,g as Bn}from"./part-HNNW76HX.js";var sr="uplot",or="u-hz",rr="u-vt",ur="u-title",fr="u-wrap",ar="u-under",cr="u-over",pr="u-axis",Qt="u-off",hr="u-select",mr="u-cursor-x",dr="u-cursor-y",gr="u-\
cursor-pt",wr="u-legend",Sr="u-live",_r="u-inline",yr="u-series",br="u-marker",es="u-label",vr="u-value",Wl="width",Gl="height";var ts="bottom",bl="left",Un="right",ui="#000",ls=ui+"0",Kn="mousemove",ns="mousedown",$n="mouseup",is="mouseenter",ss="mouseleave",os="dblclick",kr="resize",xr="\
scroll",rs="change",rn="dppxchange",fi="--",Al=typeof window<"u",Qn=Al?document:null,kl=Al?window:null,Tr=Al?navigator:null,se,ln;function Xn(){let e=devicePixelRatio;
se!=e&&(se=e,ln&&ti(rs,ln,Xn),ln=matchMedia(`(min-resolution: ${se-.001}dppx) and (max-resolution: ${se+.001}dppx)`),Xt(rs,ln,Xn),kl.dispatchEvent(new CustomEvent(
rn)))}function et(e,l){if(l!=null){let s=e.classList;!s.contains(l)&&s.add(l)}}function ei(e,l){let s=e.classList;s.contains(l)&&s.remove(l)}function we(e,l,s){
e.style[l]=s+"px"}function gt(e,l,s,n){let o=Qn.createElement(e);return l!=null&&et(o,l),s?.insertBefore(o,n),o}function ft(e,l){return gt("div",e,l)}var us=new WeakMap;
function Mt(e,l,s,n,o){let a="translate("+l+"px,"+s+"px)",f=us.get(e);a!=f&&(e.style.transform=a,us.set(e,a),l<0||s<0||l>n||s>o?et(e,Qt):ei(e,Qt))}var fs=new WeakMap;
function as(e,l,s){let n=l+s,o=fs.get(e);n!=o&&(fs.set(e,n),e.style.background=l,e.style.borderColor=s)}var cs=new WeakMap;function ps(e,l,s,n){let o=l+""+s,a=cs.
get(e);o!=a&&(cs.set(e,o),e.style.height=s+"px",e.style.width=l+"px",e.style.marginLeft=n?-l/2+"px":0,e.style.marginTop=n?-s/2+"px":0)}var ai={passive:!0},Mr={...ai,
capture:!0};function Xt(e,l,s,n){l.addEventListener(e,s,n?Mr:ai)}function ti(e,l,s,n){l.removeEventListener(e,s,ai)}Al&&Xn();function wt(e,l,s,n){let o;s=s||0,n=
n||l.length-1;let a=n<=2147483647;for(;n-s>1;)o=a?s+n>>1:tt((s+n)/2),l[o]<e?s=o:n=o;return e-l[s]<=l[n]-e?s:n}function Ws(e){return(s,n,o)=>{let a=-1,f=-1;for(let h=n;h<=
o;h++)if(e(s[h])){a=h;break}for(let h=o;h>=n;h--)if(e(s[h])){f=h;break}return[a,f]}}var Gs=e=>e!=null,Is=e=>e!=null&&e>0,an=Ws(Gs),Pr=Ws(Is);function Ar(e,l,s,n=0,o=!1){
let a=o?Pr:an,f=o?Is:Gs;[l,s]=a(e,l,s);let h=e[l],p=e[l];if(l>-1)if(n==1)h=e[l],p=e[s];else if(n==-1)h=e[s],p=e[l];else for(let d=l;d<=s;d++){let _=e[d];f(_)&&(_<
h?h=_:_>p&&(p=_))}return[h??ae,p??-ae]}function cn(e,l,s,n){let o=ds(e),a=ds(l);e==l&&(o==-1?(e*=s,l/=s):(e/=s,l*=s));let f=s==10?Dt:Bs,h=o==1?tt:at,p=a==1?at:tt,
d=h(f(Ee(e))),_=p(f(Ee(l))),g=xl(s,d),w=xl(s,_);return s==10&&(d<0&&(g=ce(g,-d)),_<0&&(w=ce(w,-_))),n||s==2?(e=g*o,l=w*a):(e=$s(e,g),l=pn(l,w)),[e,l]}function ci(e,l,s,n){
let o=cn(e,l,s,n);return e==0&&(o[0]=0),l==0&&(o[1]=0),o}var pi=.1,hs={mode:3,pad:pi},Bl={pad:0,soft:null,mode:0},Er={min:Bl,max:Bl};function un(e,l,s,n){return hn(
s)?ms(e,l,s):(Bl.pad=s,Bl.soft=n?0:null,Bl.mode=n?3:0,ms(e,l,Er))}function ne(e,l){return e??l}function Dr(e,l,s){for(l=ne(l,0),s=ne(s,e.length-1);l<=s;){if(e[l]!=
null)return!0;l++}return!1}function ms(e,l,s){let n=s.min,o=s.max,a=ne(n.pad,0),f=ne(o.pad,0),h=ne(n.hard,-ae),p=ne(o.hard,ae),d=ne(n.soft,ae),_=ne(o.soft,-ae),
g=ne(n.mode,0),w=ne(o.mode,0),D=l-e,L=Dt(D),O=Ue(Ee(e),Ee(l)),N=Dt(O),G=Ee(N-L);(D<1e-24||G>10)&&(D=0,(e==0||l==0)&&(D=1e-24,g==2&&d!=ae&&(a=0),w==2&&_!=-ae&&(f=
0)));let v=D||O||1e3,H=Dt(v),k=xl(10,tt(H)),j=v*(D==0?e==0?.1:1:a),E=ce($s(e-j,k/10),24),q=e>=d&&(g==1||g==3&&E<=d||g==2&&E>=d)?d:ae,U=Ue(h,E<q&&e>=q?q:St(q,E)),
Q=v*(D==0?l==0?.1:1:f),Y=ce(pn(l+Q,k/10),24),x=l<=_&&(w==1||w==3&&Y>=_||w==2&&Y<=_)?_:-ae,$=St(p,Y>x&&l<=x?x:Ue(x,Y));return U==$&&U==0&&($=100),[U,$]}var Lr=new Intl.
NumberFormat(Al?Tr.language:"en-US"),hi=e=>Lr.format(e),lt=Math,on=lt.PI,Ee=lt.abs,tt=lt.floor,Ae=lt.round,at=lt.ceil,St=lt.min,Ue=lt.max,xl=lt.pow,ds=lt.sign,Dt=lt.
log10,Bs=lt.log2,Cr=(e,l=1)=>lt.sinh(e)*l,jn=(e,l=1)=>lt.asinh(e/l),ae=1/0;function gs(e){return(Dt((e^e>>31)-(e>>31))|0)+1}function li(e,l,s){return St(Ue(e,l),
s)}function Ys(e){return typeof e=="function"}function X(e){return Ys(e)?e:()=>e}var Rr=()=>{},Us=e=>e,Ks=(e,l)=>l,zr=e=>null,ws=e=>!0,Ss=(e,l)=>e==l,Vr=/\.\d*?(?=9{6,}|0{6,})/gm,
el=e=>{if(qs(e)||Nt.has(e))return e;let l=`${e}`,s=l.match(Vr);if(s==null)return e;let n=s[0].length-1;if(l.indexOf("e-")!=-1){let[o,a]=l.split("e");return+`${el(
o)}e${a}`}return ce(e,n)};function Jt(e,l){return el(ce(el(e/l))*l)}function pn(e,l){return el(at(el(e/l))*l)}function $s(e,l){return el(tt(el(e/l))*l)}function ce(e,l=0){
if(qs(e))return e;let s=10**l,n=e*s*(1+Number.EPSILON);return Ae(n)/s}var Nt=new Map;function js(e){return((""+e).split(".")[1]||"").length}function Ul(e,l,s,n){
let o=[],a=n.map(js);for(let f=l;f<s;f++){let h=Ee(f),p=ce(xl(e,f),h);for(let d=0;d<n.length;d++){let _=e==10?+`${n[d]}e${f}`:n[d]*p,g=(f>=0?0:h)+(f>=a[d]?0:a[d]),
w=e==10?_:ce(_,g);o.push(w),Nt.set(w,g)}}return o}var Yl={},mi=[],Tl=[null,null],Ht=Array.isArray,qs=Number.isInteger,Fr=e=>e===void 0;function _s(e){return typeof e==
"string"}function hn(e){let l=!1;if(e!=null){let s=e.constructor;l=s==null||s==Object}return l}function Or(e){return e!=null&&typeof e=="object"}var Hr=Object.getPrototypeOf(
Uint8Array),Js="__proto__";function Ml(e,l=hn){let s;if(Ht(e)){let n=e.find(o=>o!=null);if(Ht(n)||l(n)){s=Array(e.length);for(let o=0;o<e.length;o++)s[o]=Ml(e[o],
l)}else s=e.slice()}else if(e instanceof Hr)s=e.slice();else if(l(e)){s={};for(let n in e)n!=Js&&(s[n]=Ml(e[n],l))}else s=e;return s}function Te(e){let l=arguments;
for(let s=1;s<l.length;s++){let n=l[s];for(let o in n)o!=Js&&(hn(e[o])?Te(e[o],Ml(n[o])):e[o]=Ml(n[o]))}return e}var Nr=0,Wr=1,Gr=2;function Ir(e,l,s){for(let n=0,
o,a=-1;n<l.length;n++){let f=l[n];if(f>a){for(o=f-1;o>=0&&e[o]==null;)e[o--]=null;for(o=f+1;o<s&&e[o]==null;)e[a=o++]=null}}}function Br(e,l){if(Kr(e)){let f=e[0].
slice();for(let h=1;h<e.length;h++)f.push(...e[h].slice(1));return $r(f[0])||(f=Ur(f)),f}let s=new Set;for(let f=0;f<e.length;f++){let p=e[f][0],d=p.length;for(let _=0;_<
d;_++)s.add(p[_])}let n=[Array.from(s).sort((f,h)=>f-h)],o=n[0].length,a=new Map;for(let f=0;f<o;f++)a.set(n[0][f],f);for(let f=0;f<e.length;f++){let h=e[f],p=h[0];
for(let d=1;d<h.length;d++){let _=h[d],g=Array(o).fill(void 0),w=l?l[f][d]:Wr,D=[];for(let L=0;L<_.length;L++){let O=_[L],N=a.get(p[L]);O===null?w!=Nr&&(g[N]=O,
w==Gr&&D.push(N)):g[N]=O}Ir(g,D,o),n.push(g)}}return n}var Yr=typeof queueMicrotask>"u"?e=>Promise.resolve().then(e):queueMicrotask;function Ur(e){let l=e[0],s=l.
length,n=Array(s);for(let a=0;a<n.length;a++)n[a]=a;n.sort((a,f)=>l[a]-l[f]);let o=[];for(let a=0;a<e.length;a++){let f=e[a],h=Array(s);for(let p=0;p<s;p++)h[p]=
f[n[p]];o.push(h)}return o}function Kr(e){let l=e[0][0],s=l.length;for(let n=1;n<e.length;n++){let o=e[n][0];if(o.length!=s)return!1;if(o!=l){for(let a=0;a<s;a++)
if(o[a]!=l[a])return!1}}return!0}function $r(e,l=100){let s=e.length;if(s<=1)return!0;let n=0,o=s-1;for(;n<=o&&e[n]==null;)n++;for(;o>=n&&e[o]==null;)o--;if(o<=
n)return!0;let a=Ue(1,tt((o-n+1)/l));for(let f=e[n],h=n+a;h<=o;h+=a){let p=e[h];if(p!=null){if(p<=f)return!1;f=p}}return!0}var Zs=["January","February","March",
"April","May","June","July","August","September","October","November","December"],Qs=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function Xs(e){
return e.slice(0,3)}var jr=Qs.map(Xs),qr=Zs.map(Xs),Jr={MMMM:Zs,MMM:qr,WWWW:Qs,WWW:jr};function Nl(e){return(e<10?"0":"")+e}function Zr(e){return(e<10?"00":e<100?
"0":"")+e}var Qr={YYYY:e=>e.getFullYear(),YY:e=>(e.getFullYear()+"").slice(2),MMMM:(e,l)=>l.MMMM[e.getMonth()],MMM:(e,l)=>l.MMM[e.getMonth()],MM:e=>Nl(e.getMonth()+
1),M:e=>e.getMonth()+1,DD:e=>Nl(e.getDate()),D:e=>e.getDate(),WWWW:(e,l)=>l.WWWW[e.getDay()],WWW:(e,l)=>l.WWW[e.getDay()],HH:e=>Nl(e.getHours()),H:e=>e.getHours(),
h:e=>{let l=e.getHours();return l==0?12:l>12?l-12:l},AA:e=>e.getHours()>=12?"PM":"AM",aa:e=>e.getHours()>=12?"pm":"am",a:e=>e.getHours()>=12?"p":"a",mm:e=>Nl(e.
getMinutes()),m:e=>e.getMinutes(),ss:e=>Nl(e.getSeconds()),s:e=>e.getSeconds(),fff:e=>Zr(e.getMilliseconds())};function di(e,l){l=l||Jr;let s=[],n=/\{([a-z]+)\}|[^{]+/gi,
o;for(;o=n.exec(e);)s.push(o[0][0]=="{"?Qr[o[1]]:o[0]);return a=>{let f="";for(let h=0;h<s.length;h++)f+=typeof s[h]=="string"?s[h]:s[h](a,l);return f}}var Xr=new Intl.
DateTimeFormat().resolvedOptions().timeZone;function eu(e,l){let s;return l=="UTC"||l=="Etc/UTC"?s=new Date(+e+e.getTimezoneOffset()*6e4):l==Xr?s=e:(s=new Date(
e.toLocaleString("en-US",{timeZone:l})),s.setMilliseconds(e.getMilliseconds())),s}var eo=e=>e%1==0,fn=[1,2,2.5,5],tu=Ul(10,-32,0,fn),to=Ul(10,0,32,fn),lu=to.filter(
eo),Zt=tu.concat(to),gi=`
`,lo="{YYYY}",ys=gi+lo,no="{M}/{D}",Il=gi+no,nn=Il+"/{YY}",io="{aa}",nu="{h}:{mm}",vl=nu+io,bs=gi+vl,vs=":{ss}",re=null;function so(e){let l=e*1e3,s=l*60,n=s*60,
o=n*24,a=o*30,f=o*365,p=(e==1?Ul(10,0,3,fn).filter(eo):Ul(10,-3,0,fn)).concat([l,l*5,l*10,l*15,l*30,s,s*5,s*10,s*15,s*30,n,n*2,n*3,n*4,n*6,n*8,n*12,o,o*2,o*3,o*
4,o*5,o*6,o*7,o*8,o*9,o*10,o*15,a,a*2,a*3,a*4,a*6,f,f*2,f*5,f*10,f*25,f*50,f*100]),d=[[f,lo,re,re,re,re,re,re,1],[o*28,"{MMM}",ys,re,re,re,re,re,1],[o,no,ys,re,
re,re,re,re,1],[n,"{h}"+io,nn,re,Il,re,re,re,1],[s,vl,nn,re,Il,re,re,re,1],[l,vs,nn+" "+vl,re,Il+" "+vl,re,bs,re,1],[e,vs+".{fff}",nn+" "+vl,re,Il+" "+vl,re,bs,
re,1]];function _(g){return(w,D,L,O,N,G)=>{let v=[],H=N>=f,k=N>=a&&N<f,j=g(L),E=ce(j*e,3),q=qn(j.getFullYear(),H?0:j.getMonth(),k||H?1:j.getDate()),U=ce(q*e,3);
if(k||H){let Q=k?N/a:0,Y=H?N/f:0,x=E==U?E:ce(qn(q.getFullYear()+Y,q.getMonth()+Q,1)*e,3),$=new Date(Ae(x/e)),C=$.getFullYear(),I=$.getMonth();for(let F=0;x<=O;F++){
let ee=qn(C+Y*F,I+Q*F,1),V=ee-g(ce(ee*e,3));x=ce((+ee+V)*e,3),x<=O&&v.push(x)}}else{let Q=N>=o?o:N,Y=tt(L)-tt(E),x=U+Y+pn(E-U,Q);v.push(x);let $=g(x),C=$.getHours()+
$.getMinutes()/s+$.getSeconds()/n,I=N/n,F=w.axes[D]._space,ee=G/F;for(;x=ce(x+N,e==1?0:3),!(x>O);)if(I>1){let V=tt(ce(C+I,6))%24,te=g(x).getHours()-V;te>1&&(te=
-1),x-=te*n,C=(C+I)%24;let ue=v[v.length-1];ce((x-ue)/N,3)*ee>=.7&&v.push(x)}else v.push(x)}return v}}return[p,d,_]}var[iu,su,ou]=so(1),[ru,uu,fu]=so(.001);Ul(2,
-53,53,[1]);function ks(e,l){return e.map(s=>s.map((n,o)=>o==0||o==8||n==null?n:l(o==1||s[8]==0?n:s[1]+n)))}function xs(e,l){return(s,n,o,a,f)=>{let h=l.find(L=>f>=
L[0])||l[l.length-1],p,d,_,g,w,D;return n.map(L=>{let O=e(L),N=O.getFullYear(),G=O.getMonth(),v=O.getDate(),H=O.getHours(),k=O.getMinutes(),j=O.getSeconds(),E=N!=
p&&h[2]||G!=d&&h[3]||v!=_&&h[4]||H!=g&&h[5]||k!=w&&h[6]||j!=D&&h[7]||h[1];return p=N,d=G,_=v,g=H,w=k,D=j,E(O)})}}function au(e,l){let s=di(l);return(n,o,a,f,h)=>o.
map(p=>s(e(p)))}function qn(e,l,s){return new Date(e,l,s)}function Ts(e,l){return l(e)}var cu="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function Ms(e,l){return(s,n,o,a)=>a==
null?fi:l(e(n))}function pu(e,l){let s=e.series[l];return s.width?s.stroke(e,l):s.points.width?s.points.stroke(e,l):null}function hu(e,l){return e.series[l].fill(
e,l)}var mu={show:!0,live:!0,isolate:!1,mount:Rr,markers:{show:!0,width:2,stroke:pu,fill:hu,dash:"solid"},idx:null,idxs:null,values:[]};function du(e,l){let s=e.
cursor.points,n=ft(),o=s.size(e,l);we(n,Wl,o),we(n,Gl,o);let a=o/-2;we(n,"marginLeft",a),we(n,"marginTop",a);let f=s.width(e,l,o);return f&&we(n,"borderWidth",f),
n}function gu(e,l){let s=e.series[l].points;return s._fill||s._stroke}function wu(e,l){let s=e.series[l].points;return s._stroke||s._fill}function Su(e,l){return e.
series[l].points.size}var Jn=[0,0];function _u(e,l,s){return Jn[0]=l,Jn[1]=s,Jn}function sn(e,l,s,n=!0){return o=>{o.button==0&&(!n||o.target==l)&&s(o)}}function Zn(e,l,s,n=!0){
return o=>{(!n||o.target==l)&&s(o)}}var yu={show:!0,x:!0,y:!0,lock:!1,move:_u,points:{one:!1,show:du,size:Su,width:0,stroke:wu,fill:gu},bind:{mousedown:sn,mouseup:sn,
click:sn,dblclick:sn,mousemove:Zn,mouseleave:Zn,mouseenter:Zn},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(e,l)=>{l.stopPropagation(),l.stopImmediatePropagation()},
_x:!1,_y:!1},focus:{dist:(e,l,s,n,o)=>n-o,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},oo={
show:!0,stroke:"rgba(0,0,0,0.07)",width:2},wi=Te({},oo,{filter:Ks}),ro=Te({},wi,{size:10}),uo=Te({},oo,{show:!1}),Si='12px system-ui, -apple-system, "Segoe UI",\
 Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',fo="bold "+Si,ao=1.5,Ps={
show:!0,scale:"x",stroke:ui,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:fo,side:2,grid:wi,ticks:ro,border:uo,font:Si,lineGap:ao,rotate:0},
bu="Value",vu="Time",As={show:!0,scale:"x",auto:!1,sorted:1,min:ae,max:-ae,idxs:[]};function ku(e,l,s,n,o){return l.map(a=>a==null?"":hi(a))}function xu(e,l,s,n,o,a,f){
let h=[],p=Nt.get(o)||0;s=f?s:ce(pn(s,o),p);for(let d=s;d<=n;d=ce(d+o,p))h.push(Object.is(d,-0)?0:d);return h}function ni(e,l,s,n,o,a,f){let h=[],p=e.scales[e.axes[l].
scale].log,d=p==10?Dt:Bs,_=tt(d(s));o=xl(p,_),p==10&&(o=Zt[wt(o,Zt)]);let g=s,w=o*p;p==10&&(w=Zt[wt(w,Zt)]);do h.push(g),g=g+o,p==10&&!Nt.has(g)&&(g=ce(g,Nt.get(
o))),g>=w&&(o=g,w=o*p,p==10&&(w=Zt[wt(w,Zt)]));while(g<=n);return h}function Tu(e,l,s,n,o,a,f){let p=e.scales[e.axes[l].scale].asinh,d=n>p?ni(e,l,Ue(p,s),n,o):[
p],_=n>=0&&s<=0?[0]:[];return(s<-p?ni(e,l,Ue(p,-n),-s,o):[p]).reverse().map(w=>-w).concat(_,d)}var co=/./,Mu=/[12357]/,Pu=/[125]/,Es=/1/,ii=(e,l,s,n)=>e.map((o,a)=>l==
4&&o==0||a%n==0&&s.test(o.toExponential()[o<0?1:0])?o:null);function Au(e,l,s,n,o){let a=e.axes[s],f=a.scale,h=e.scales[f],p=e.valToPos,d=a._space,_=p(10,f),g=p(
9,f)-_>=d?co:p(7,f)-_>=d?Mu:p(5,f)-_>=d?Pu:Es;if(g==Es){let w=Ee(p(1,f)-_);if(w<d)return ii(l.slice().reverse(),h.distr,g,at(d/w)).reverse()}return ii(l,h.distr,
g,1)}function Eu(e,l,s,n,o){let a=e.axes[s],f=a.scale,h=a._space,p=e.valToPos,d=Ee(p(1,f)-p(2,f));return d<h?ii(l.slice().reverse(),3,co,at(h/d)).reverse():l}function Du(e,l,s,n){
return n==null?fi:l==null?"":hi(l)}var Ds={show:!0,scale:"y",stroke:ui,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:fo,side:3,grid:wi,ticks:ro,
border:uo,font:Si,lineGap:ao,rotate:0};function Lu(e,l){let s=3+(e||1)*2;return ce(s*l,3)}function Cu(e,l){let{scale:s,idxs:n}=e.series[0],o=e._data[0],a=e.valToPos(
o[n[0]],s,!0),f=e.valToPos(o[n[1]],s,!0),h=Ee(f-a),p=e.series[l],d=h/(p.points.space*se);return n[1]-n[0]<=d}var Ls={scale:null,auto:!0,sorted:0,min:ae,max:-ae},
po=(e,l,s,n,o)=>o,Cs={show:!0,auto:!0,sorted:0,gaps:po,alpha:1,facets:[Te({},Ls,{scale:"x"}),Te({},Ls,{scale:"y"})]},Rs={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,
gaps:po,alpha:1,points:{show:Cu,filter:null},values:null,min:ae,max:-ae,idxs:[],path:null,clip:null};function Ru(e,l,s,n,o){return s/10}var ho={time:!0,auto:!0,
distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},zu=Te({},ho,{time:!1,ori:1}),zs={};function mo(e,l){let s=zs[e];return s||(s={key:e,plots:[],sub(n){s.plots.
push(n)},unsub(n){s.plots=s.plots.filter(o=>o!=n)},pub(n,o,a,f,h,p,d){for(let _=0;_<s.plots.length;_++)s.plots[_]!=o&&s.plots[_].pub(n,o,a,f,h,p,d)}},e!=null&&(zs[e]=
s)),s}var Pl=1,si=2;function tl(e,l,s){let n=e.mode,o=e.series[l],a=n==2?e._data[l]:e._data,f=e.scales,h=e.bbox,p=a[0],d=n==2?a[1]:a[l],_=n==2?f[o.facets[0].scale]:
f[e.series[0].scale],g=n==2?f[o.facets[1].scale]:f[o.scale],w=h.left,D=h.top,L=h.width,O=h.height,N=e.valToPosH,G=e.valToPosV;return _.ori==0?s(o,p,d,_,g,N,G,w,
D,L,O,dn,El,wn,wo,_o):s(o,p,d,_,g,G,N,D,w,O,L,gn,Dl,bi,So,yo)}function _i(e,l){let s=0,n=0,o=ne(e.bands,mi);for(let a=0;a<o.length;a++){let f=o[a];f.series[0]==
l?s=f.dir:f.series[1]==l&&(f.dir==1?n|=1:n|=2)}return[s,n==1?-1:n==2?1:n==3?2:0]}function Vu(e,l,s,n,o){let a=e.mode,f=e.series[l],h=a==2?f.facets[1].scale:f.scale,
p=e.scales[h];return o==-1?p.min:o==1?p.max:p.distr==3?p.dir==1?p.min:p.max:0}function Lt(e,l,s,n,o,a){return tl(e,l,(f,h,p,d,_,g,w,D,L,O,N)=>{let G=f.pxRound,v=d.
dir*(d.ori==0?1:-1),H=d.ori==0?El:Dl,k,j;v==1?(k=s,j=n):(k=n,j=s);let E=G(g(h[k],d,O,D)),q=G(w(p[k],_,N,L)),U=G(g(h[j],d,O,D)),Q=G(w(a==1?_.max:_.min,_,N,L)),Y=new Path2D(
o);return H(Y,U,Q),H(Y,E,Q),H(Y,E,q),Y})}function mn(e,l,s,n,o,a){let f=null;if(e.length>0){f=new Path2D;let h=l==0?wn:bi,p=s;for(let g=0;g<e.length;g++){let w=e[g];
if(w[1]>w[0]){let D=w[0]-p;D>0&&h(f,p,n,D,n+a),p=w[1]}}let d=s+o-p,_=10;d>0&&h(f,p,n-_/2,d,n+a+_)}return f}function Fu(e,l,s){let n=e[e.length-1];n&&n[0]==l?n[1]=
s:e.push([l,s])}function yi(e,l,s,n,o,a,f){let h=[],p=e.length;for(let d=o==1?s:n;d>=s&&d<=n;d+=o)if(l[d]===null){let g=d,w=d;if(o==1)for(;++d<=n&&l[d]===null;)
w=d;else for(;--d>=s&&l[d]===null;)w=d;let D=a(e[g]),L=w==g?D:a(e[w]),O=g-o;D=f<=0&&O>=0&&O<p?a(e[O]):D;let G=w+o;L=f>=0&&G>=0&&G<p?a(e[G]):L,L>=D&&h.push([D,L])}
return h}function Vs(e){return e==0?Us:e==1?Ae:l=>Jt(l,e)}function go(e){let l=e==0?dn:gn,s=e==0?(o,a,f,h,p,d)=>{o.arcTo(a,f,h,p,d)}:(o,a,f,h,p,d)=>{o.arcTo(f,a,
p,h,d)},n=e==0?(o,a,f,h,p)=>{o.rect(a,f,h,p)}:(o,a,f,h,p)=>{o.rect(f,a,p,h)};return(o,a,f,h,p,d=0,_=0)=>{d==0&&_==0?n(o,a,f,h,p):(d=St(d,h/2,p/2),_=St(_,h/2,p/2),
l(o,a+d,f),s(o,a+h,f,a+h,f+p,d),s(o,a+h,f+p,a,f+p,_),s(o,a,f+p,a,f,_),s(o,a,f,a+h,f,d),o.closePath())}}var dn=(e,l,s)=>{e.moveTo(l,s)},gn=(e,l,s)=>{e.moveTo(s,l)},
El=(e,l,s)=>{e.lineTo(l,s)},Dl=(e,l,s)=>{e.lineTo(s,l)},wn=go(0),bi=go(1),wo=(e,l,s,n,o,a)=>{e.arc(l,s,n,o,a)},So=(e,l,s,n,o,a)=>{e.arc(s,l,n,o,a)},_o=(e,l,s,n,o,a,f)=>{
e.bezierCurveTo(l,s,n,o,a,f)},yo=(e,l,s,n,o,a,f)=>{e.bezierCurveTo(s,l,o,n,f,a)};function bo(e){return(l,s,n,o,a)=>tl(l,s,(f,h,p,d,_,g,w,D,L,O,N)=>{let{pxRound:G,
points:v}=f,H,k;d.ori==0?(H=dn,k=wo):(H=gn,k=So);let j=ce(v.width*se,3),E=(v.size-v.width)/2*se,q=ce(E*2,3),U=new Path2D,Q=new Path2D,{left:Y,top:x,width:$,height:C}=l.
bbox;wn(Q,Y-q,x-q,$+q*2,C+q*2);let I=F=>{if(p[F]!=null){let ee=G(g(h[F],d,O,D)),V=G(w(p[F],_,N,L));H(U,ee+E,V),k(U,ee,V,E,0,on*2)}};if(a)a.forEach(I);else for(let F=n;F<=
o;F++)I(F);return{stroke:j>0?U:null,fill:U,clip:Q,flags:Pl|si}})}function vo(e){return(l,s,n,o,a,f)=>{n!=o&&(a!=n&&f!=n&&e(l,s,n),a!=o&&f!=o&&e(l,s,o),e(l,s,f))}}
var Ou=vo(El),Hu=vo(Dl);function ko(e){let l=ne(e?.alignGaps,0);return(s,n,o,a)=>tl(s,n,(f,h,p,d,_,g,w,D,L,O,N)=>{[o,a]=an(p,o,a);let G=f.pxRound,v=C=>G(g(C,d,O,
D)),H=C=>G(w(C,_,N,L)),k,j;d.ori==0?(k=El,j=Ou):(k=Dl,j=Hu);let E=d.dir*(d.ori==0?1:-1),q={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Pl},U=q.
stroke,Q=!1;if(a-o>=O*4){let C=R=>s.posToVal(R,d.key,!0),I=null,F=null,ee,V,Ke,Se=v(h[E==1?o:a]),te=v(h[o]),ue=v(h[a]),J=C(E==1?te+1:ue-1);for(let R=E==1?o:a;R>=
o&&R<=a;R+=E){let Me=h[R],_e=(E==1?Me<J:Me>J)?Se:v(Me),oe=p[R];_e==Se?oe!=null?(V=oe,I==null?(k(U,_e,H(V)),ee=I=F=V):V<I?I=V:V>F&&(F=V)):oe===null&&(Q=!0):(I!=null&&
j(U,Se,H(I),H(F),H(ee),H(V)),oe!=null?(V=oe,k(U,_e,H(V)),I=F=ee=V):(I=F=null,oe===null&&(Q=!0)),Se=_e,J=C(Se+E))}I!=null&&I!=F&&Ke!=Se&&j(U,Se,H(I),H(F),H(ee),H(
V))}else for(let C=E==1?o:a;C>=o&&C<=a;C+=E){let I=p[C];I===null?Q=!0:I!=null&&k(U,v(h[C]),H(I))}let[x,$]=_i(s,n);if(f.fill!=null||x!=0){let C=q.fill=new Path2D(
U),I=f.fillTo(s,n,f.min,f.max,x),F=H(I),ee=v(h[o]),V=v(h[a]);E==-1&&([V,ee]=[ee,V]),k(C,V,F),k(C,ee,F)}if(!f.spanGaps){let C=[];Q&&C.push(...yi(h,p,o,a,E,v,l)),
q.gaps=C=f.gaps(s,n,o,a,C),q.clip=mn(C,d.ori,D,L,O,N)}return $!=0&&(q.band=$==2?[Lt(s,n,o,a,U,-1),Lt(s,n,o,a,U,1)]:Lt(s,n,o,a,U,$)),q})}function Nu(e){let l=ne(
e.align,1),s=ne(e.ascDesc,!1),n=ne(e.alignGaps,0),o=ne(e.extend,!1);return(a,f,h,p)=>tl(a,f,(d,_,g,w,D,L,O,N,G,v,H)=>{[h,p]=an(g,h,p);let k=d.pxRound,{left:j,width:E}=a.
bbox,q=te=>k(L(te,w,v,N)),U=te=>k(O(te,D,H,G)),Q=w.ori==0?El:Dl,Y={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Pl},x=Y.stroke,$=w.dir*(w.ori==
0?1:-1),C=U(g[$==1?h:p]),I=q(_[$==1?h:p]),F=I,ee=I;o&&l==-1&&(ee=j,Q(x,ee,C)),Q(x,I,C);for(let te=$==1?h:p;te>=h&&te<=p;te+=$){let ue=g[te];if(ue==null)continue;
let J=q(_[te]),R=U(ue);l==1?Q(x,J,C):Q(x,F,R),Q(x,J,R),C=R,F=J}let V=F;o&&l==1&&(V=j+E,Q(x,V,C));let[Ke,Se]=_i(a,f);if(d.fill!=null||Ke!=0){let te=Y.fill=new Path2D(
x),ue=d.fillTo(a,f,d.min,d.max,Ke),J=U(ue);Q(te,V,J),Q(te,ee,J)}if(!d.spanGaps){let te=[];te.push(...yi(_,g,h,p,$,q,n));let ue=d.width*se/2,J=s||l==1?ue:-ue,R=s||
l==-1?-ue:ue;te.forEach(Me=>{Me[0]+=J,Me[1]+=R}),Y.gaps=te=d.gaps(a,f,h,p,te),Y.clip=mn(te,w.ori,N,G,v,H)}return Se!=0&&(Y.band=Se==2?[Lt(a,f,h,p,x,-1),Lt(a,f,h,
p,x,1)]:Lt(a,f,h,p,x,Se)),Y})}function Fs(e,l,s,n,o,a,f=ae){if(e.length>1){let h=null;for(let p=0,d=1/0;p<e.length;p++)if(l[p]!==void 0){if(h!=null){let _=Ee(e[p]-
e[h]);_<d&&(d=_,f=Ee(s(e[p],n,o,a)-s(e[h],n,o,a)))}h=p}}return f}function Wu(e){e=e||Yl;let l=ne(e.size,[.6,ae,1]),s=e.align||0,n=e.gap||0,o=e.radius;o=o==null?
[0,0]:typeof o=="number"?[o,0]:o;let a=X(o),f=1-l[0],h=ne(l[1],ae),p=ne(l[2],1),d=ne(e.disp,Yl),_=ne(e.each,D=>{}),{fill:g,stroke:w}=d;return(D,L,O,N)=>tl(D,L,(G,v,H,k,j,E,q,U,Q,Y,x)=>{
let $=G.pxRound,C=s,I=n*se,F=h*se,ee=p*se,V,Ke;k.ori==0?[V,Ke]=a(D,L):[Ke,V]=a(D,L);let Se=k.dir*(k.ori==0?1:-1),te=k.ori==0?wn:bi,ue=k.ori==0?_:(P,pe,Pe,sl,It,yt,Bt)=>{
_(P,pe,Pe,It,sl,Bt,yt)},J=ne(D.bands,mi).find(P=>P.series[0]==L),R=J!=null?J.dir:0,Me=G.fillTo(D,L,G.min,G.max,R),We=$(q(Me,j,x,Q)),_e,oe,ct,qe=Y,be=$(G.width*se),
_t=!1,Pt=null,nt=null,Ct=null,ll=null;g!=null&&(be==0||w!=null)&&(_t=!0,Pt=g.values(D,L,O,N),nt=new Map,new Set(Pt).forEach(P=>{P!=null&&nt.set(P,new Path2D)}),
be>0&&(Ct=w.values(D,L,O,N),ll=new Map,new Set(Ct).forEach(P=>{P!=null&&ll.set(P,new Path2D)})));let{x0:nl,size:Ll}=d;if(nl!=null&&Ll!=null){C=1,v=nl.values(D,L,
O,N),nl.unit==2&&(v=v.map(Pe=>D.posToVal(U+Pe*Y,k.key,!0)));let P=Ll.values(D,L,O,N);Ll.unit==2?oe=P[0]*Y:oe=E(P[0],k,Y,U)-E(0,k,Y,U),qe=Fs(v,H,E,k,Y,U,qe),ct=qe-
oe+I}else qe=Fs(v,H,E,k,Y,U,qe),ct=qe*f+I,oe=qe-ct;ct<1&&(ct=0),be>=oe/2&&(be=0),ct<5&&($=Us);let Kl=ct>0,Wt=qe-ct-(Kl?be:0);oe=$(li(Wt,ee,F)),_e=(C==0?oe/2:C==
Se?0:oe)-C*Se*((C==0?I/2:0)+(Kl?be/2:0));let Ge={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},il=_t?null:new Path2D,At=null;if(J!=null)At=D.data[J.
series[1]];else{let{y0:P,y1:pe}=d;P!=null&&pe!=null&&(H=pe.values(D,L,O,N),At=P.values(D,L,O,N))}let Gt=V*oe,K=Ke*oe;for(let P=Se==1?O:N;P>=O&&P<=N;P+=Se){let pe=H[P];
if(pe==null)continue;if(At!=null){let $e=At[P]??0;if(pe-$e==0)continue;We=q($e,j,x,Q)}let Pe=k.distr!=2||d!=null?v[P]:P,sl=E(Pe,k,Y,U),It=q(ne(pe,Me),j,x,Q),yt=$(
sl-_e),Bt=$(Ue(It,We)),Je=$(St(It,We)),it=Bt-Je;if(pe!=null){let $e=pe<0?K:Gt,pt=pe<0?Gt:K;_t?(be>0&&Ct[P]!=null&&te(ll.get(Ct[P]),yt,Je+tt(be/2),oe,Ue(0,it-be),
$e,pt),Pt[P]!=null&&te(nt.get(Pt[P]),yt,Je+tt(be/2),oe,Ue(0,it-be),$e,pt)):te(il,yt,Je+tt(be/2),oe,Ue(0,it-be),$e,pt),ue(D,L,P,yt-be/2,Je,oe+be,it)}}return be>0?
Ge.stroke=_t?ll:il:_t||(Ge._fill=G.width==0?G._fill:G._stroke??G._fill,Ge.width=0),Ge.fill=_t?nt:il,Ge})}function Gu(e,l){let s=ne(l?.alignGaps,0);return(n,o,a,f)=>tl(
n,o,(h,p,d,_,g,w,D,L,O,N,G)=>{[a,f]=an(d,a,f);let v=h.pxRound,H=V=>v(w(V,_,N,L)),k=V=>v(D(V,g,G,O)),j,E,q;_.ori==0?(j=dn,q=El,E=_o):(j=gn,q=Dl,E=yo);let U=_.dir*
(_.ori==0?1:-1),Q=H(p[U==1?a:f]),Y=Q,x=[],$=[];for(let V=U==1?a:f;V>=a&&V<=f;V+=U)if(d[V]!=null){let Se=p[V],te=H(Se);x.push(Y=te),$.push(k(d[V]))}let C={stroke:e(
x,$,j,q,E,v),fill:null,clip:null,band:null,gaps:null,flags:Pl},I=C.stroke,[F,ee]=_i(n,o);if(h.fill!=null||F!=0){let V=C.fill=new Path2D(I),Ke=h.fillTo(n,o,h.min,
h.max,F),Se=k(Ke);q(V,Y,Se),q(V,Q,Se)}if(!h.spanGaps){let V=[];V.push(...yi(p,d,a,f,U,H,s)),C.gaps=V=h.gaps(n,o,a,f,V),C.clip=mn(V,_.ori,L,O,N,G)}return ee!=0&&
(C.band=ee==2?[Lt(n,o,a,f,I,-1),Lt(n,o,a,f,I,1)]:Lt(n,o,a,f,I,ee)),C})}function Iu(e){return Gu(Bu,e)}function Bu(e,l,s,n,o,a){let f=e.length;if(f<2)return null;
let h=new Path2D;if(s(h,e[0],l[0]),f==2)n(h,e[1],l[1]);else{let p=Array(f),d=Array(f-1),_=Array(f-1),g=Array(f-1);for(let w=0;w<f-1;w++)_[w]=l[w+1]-l[w],g[w]=e[w+
1]-e[w],d[w]=_[w]/g[w];p[0]=d[0];for(let w=1;w<f-1;w++)d[w]===0||d[w-1]===0||d[w-1]>0!=d[w]>0?p[w]=0:(p[w]=3*(g[w-1]+g[w])/((2*g[w]+g[w-1])/d[w-1]+(g[w]+2*g[w-1])/
d[w]),isFinite(p[w])||(p[w]=0));p[f-1]=d[f-2];for(let w=0;w<f-1;w++)o(h,e[w]+g[w]/3,l[w]+p[w]*g[w]/3,e[w+1]-g[w]/3,l[w+1]-p[w+1]*g[w]/3,e[w+1],l[w+1])}return h}
var oi=new Set;function Os(){for(let e of oi)e.syncRect(!0)}Al&&(Xt(kr,kl,Os),Xt(xr,kl,Os,!0),Xt(rn,kl,()=>{Fe.pxRatio=se}));var Yu=ko(),Uu=bo();function Hs(e,l,s,n){
return(n?[e[0],e[1]].concat(e.slice(2)):[e[0]].concat(e.slice(1))).map((a,f)=>ri(a,f,l,s))}function Ku(e,l){return e.map((s,n)=>n==0?{}:Te({},l,s))}function ri(e,l,s,n){
return Te({},l==0?s:n,e)}function xo(e,l,s){return l==null?Tl:[l,s]}var $u=xo;function ju(e,l,s){return l==null?Tl:un(l,s,pi,!0)}function To(e,l,s,n){return l==
null?Tl:cn(l,s,e.scales[n].log,!1)}var qu=To;function Mo(e,l,s,n){return l==null?Tl:ci(l,s,e.scales[n].log,!1)}var Ju=Mo;function Zu(e,l,s,n,o){let a=Ue(gs(e),gs(
l)),f=l-e,h=wt(o/n*f,s);do{let p=s[h],d=n*p/f;if(d>=o&&a+(p<5?Nt.get(p):0)<=17)return[p,d]}while(++h<s.length);return[0,0]}function Ns(e){let l,s;return e=e.replace(
/(\d+)px/,(n,o)=>(l=Ae((s=+o)*se))+"px"),[e,l,s]}function Qu(e){e.show&&[e.font,e.labelFont].forEach(l=>{let s=ce(l[2]*se,1);l[0]=l[0].replace(/[0-9.]+px/,s+"px"),
l[1]=s})}function Fe(e,l,s){let n={mode:ne(e.mode,1)},o=n.mode;function a(t,i,r,u){let c=i.valToPct(t);return u+r*(i.dir==-1?1-c:c)}function f(t,i,r,u){let c=i.
valToPct(t);return u+r*(i.dir==-1?c:1-c)}function h(t,i,r,u){return i.ori==0?a(t,i,r,u):f(t,i,r,u)}n.valToPosH=a,n.valToPosV=f;let p=!1;n.status=0;let d=n.root=
ft(sr);if(e.id!=null&&(d.id=e.id),et(d,e.class),e.title){let t=ft(ur,d);t.textContent=e.title}let _=gt("canvas"),g=n.ctx=_.getContext("2d"),w=ft(fr,d);Xt("click",
w,t=>{t.target===L&&(me!=gl||ye!=wl)&&He.click(n,t)},!0);let D=n.under=ft(ar,w);w.appendChild(_);let L=n.over=ft(cr,w);e=Ml(e);let O=+ne(e.pxAlign,1),N=Vs(O);(e.
plugins||[]).forEach(t=>{t.opts&&(e=t.opts(n,e)||e)});let G=e.ms||.001,v=n.series=o==1?Hs(e.series||[],As,Rs,!1):Ku(e.series||[null],Cs),H=n.axes=Hs(e.axes||[],
Ps,Ds,!0),k=n.scales={},j=n.bands=e.bands||[];j.forEach(t=>{t.fill=X(t.fill||null),t.dir=ne(t.dir,-1)});let E=o==2?v[1].facets[0].scale:v[0].scale,q={axes:Yo,series:No},
U=(e.drawOrder||["axes","series"]).map(t=>q[t]);function Q(t){let i=t.distr==3?r=>Dt(r>0?r:t.clamp(n,r,t.min,t.max,t.key)):t.distr==4?r=>jn(r,t.asinh):t.distr==
100?r=>t.fwd(r):r=>r;return r=>{let u=i(r),{_min:c,_max:m}=t,S=m-c;return(u-c)/S}}function Y(t){let i=k[t];if(i==null){let r=(e.scales||Yl)[t]||Yl;if(r.from!=null){
Y(r.from);let u=Te({},k[r.from],r,{key:t});u.valToPct=Q(u),k[t]=u}else{i=k[t]=Te({},t==E?ho:zu,r),i.key=t;let u=i.time,c=i.range,m=Ht(c);if((t!=E||o==2&&!u)&&(m&&
(c[0]==null||c[1]==null)&&(c={min:c[0]==null?hs:{mode:1,hard:c[0],soft:c[0]},max:c[1]==null?hs:{mode:1,hard:c[1],soft:c[1]}},m=!1),!m&&hn(c))){let S=c;c=(y,b,T)=>b==
null?Tl:un(b,T,S)}i.range=X(c||(u?$u:t==E?i.distr==3?qu:i.distr==4?Ju:xo:i.distr==3?To:i.distr==4?Mo:ju)),i.auto=X(m?!1:i.auto),i.clamp=X(i.clamp||Ru),i._min=i.
_max=null,i.valToPct=Q(i)}}}Y("x"),Y("y"),o==1&&v.forEach(t=>{Y(t.scale)}),H.forEach(t=>{Y(t.scale)});for(let t in e.scales)Y(t);let x=k[E],$=x.distr,C,I;x.ori==
0?(et(d,or),C=a,I=f):(et(d,rr),C=f,I=a);let F={};for(let t in k){let i=k[t];(i.min!=null||i.max!=null)&&(F[t]={min:i.min,max:i.max},i.min=i.max=null)}let ee=e.tzDate||
(t=>new Date(Ae(t/G))),V=e.fmtDate||di,Ke=G==1?ou(ee):fu(ee),Se=xs(ee,ks(G==1?su:uu,V)),te=Ms(ee,Ts(cu,V)),ue=[],J=n.legend=Te({},mu,e.legend),R=n.cursor=Te({},
yu,{drag:{y:o==2}},e.cursor),Me=J.show,We=R.show,_e=J.markers;J.idxs=ue,_e.width=X(_e.width),_e.dash=X(_e.dash),_e.stroke=X(_e.stroke),_e.fill=X(_e.fill);let oe,
ct,qe,be=[],_t=[],Pt,nt=!1,Ct={};if(J.live){let t=v[1]?v[1].values:null;nt=t!=null,Pt=nt?t(n,1,0):{_:0};for(let i in Pt)Ct[i]=fi}if(Me)if(oe=gt("table",wr,d),qe=
gt("tbody",null,oe),J.mount(n,oe),nt){ct=gt("thead",null,oe,qe);let t=gt("tr",null,ct);gt("th",null,t);for(var ll in Pt)gt("th",es,t).textContent=ll}else et(oe,
_r),J.live&&et(oe,Sr);let nl={show:!0},Ll={show:!1};function Kl(t,i){if(i==0&&(nt||!J.live||o==2))return Tl;let r=[],u=gt("tr",yr,qe,qe.childNodes[i]);et(u,t.class),
t.show||et(u,Qt);let c=gt("th",null,u);if(_e.show){let y=ft(br,c);if(i>0){let b=_e.width(n,i);b&&(y.style.border=b+"px "+_e.dash(n,i)+" "+_e.stroke(n,i)),y.style.
background=_e.fill(n,i)}}let m=ft(es,c);t.label instanceof HTMLElement?m.appendChild(t.label):m.textContent=t.label,i>0&&(_e.show||(m.style.color=t.width>0?_e.stroke(
n,i):_e.fill(n,i)),Ge("click",c,y=>{if(R._lock)return;Ut(y);let b=v.indexOf(t);if((y.ctrlKey||y.metaKey)!=J.isolate){let T=v.some((M,A)=>A>0&&A!=b&&M.show);v.forEach(
(M,A)=>{A>0&&vt(A,T?A==b?nl:Ll:nl,!0,xe.setSeries)})}else vt(b,{show:!t.show},!0,xe.setSeries)},!1),rl&&Ge(is,c,y=>{R._lock||(Ut(y),vt(v.indexOf(t),_l,!0,xe.setSeries))},
!1));for(var S in Pt){let y=gt("td",vr,u);y.textContent="--",r.push(y)}return[u,r]}let Wt=new Map;function Ge(t,i,r,u=!0){let c=Wt.get(i)||{},m=R.bind[t](n,i,r,
u);m&&(Xt(t,i,c[t]=m),Wt.set(i,c))}function il(t,i,r){let u=Wt.get(i)||{};for(let c in u)(t==null||c==t)&&(ti(c,i,u[c]),delete u[c]);t==null&&Wt.delete(i)}let At=0,
Gt=0,K=0,P=0,pe=0,Pe=0,sl=pe,It=Pe,yt=K,Bt=P,Je=0,it=0,$e=0,pt=0;n.bbox={};let Sn=!1,$l=!1,ol=!1,Yt=!1,jl=!1,st=!1;function _n(t,i,r){(r||t!=n.width||i!=n.height)&&
vi(t,i),pl(!1),ol=!0,$l=!0,hl()}function vi(t,i){n.width=At=K=t,n.height=Gt=P=i,pe=Pe=0,Co(),Ro();let r=n.bbox;Je=r.left=Jt(pe*se,.5),it=r.top=Jt(Pe*se,.5),$e=r.
width=Jt(K*se,.5),pt=r.height=Jt(P*se,.5)}let Eo=3;function Do(){let t=!1,i=0;for(;!t;){i++;let r=Io(i),u=Bo(i);t=i==Eo||r&&u,t||(vi(n.width,n.height),$l=!0)}}function Lo({
width:t,height:i}){_n(t,i)}n.setSize=Lo;function Co(){let t=!1,i=!1,r=!1,u=!1;H.forEach((c,m)=>{if(c.show&&c._show){let{side:S,_size:y}=c,b=S%2,T=c.label!=null?
c.labelSize:0,M=y+T;M>0&&(b?(K-=M,S==3?(pe+=M,u=!0):r=!0):(P-=M,S==0?(Pe+=M,t=!0):i=!0))}}),Kt[0]=t,Kt[1]=r,Kt[2]=i,Kt[3]=u,K-=Rt[1]+Rt[3],pe+=Rt[3],P-=Rt[2]+Rt[0],
Pe+=Rt[0]}function Ro(){let t=pe+K,i=Pe+P,r=pe,u=Pe;function c(m,S){switch(m){case 1:return t+=S,t-S;case 2:return i+=S,i-S;case 3:return r-=S,r+S;case 0:return u-=
S,u+S}}H.forEach((m,S)=>{if(m.show&&m._show){let y=m.side;m._pos=c(y,m._size),m.label!=null&&(m._lpos=c(y,m.labelSize))}})}if(R.dataIdx==null){let t=R.hover,i=t.
skip=new Set(t.skip??[]);i.add(void 0);let r=t.prox=X(t.prox),u=t.bias??=0;R.dataIdx=(c,m,S,y)=>{if(m==0)return S;let b=S,T=r(c,m,S,y)??ae,M=T>=0&&T<ae,A=x.ori==
0?K:P,B=R.left,ie=l[0],le=l[m];if(i.has(le[S])){b=null;let Z=null,W=null,z;if(u==0||u==-1)for(z=S;Z==null&&z-- >0;)i.has(le[z])||(Z=z);if(u==0||u==1)for(z=S;W==
null&&z++<le.length;)i.has(le[z])||(W=z);if(Z!=null||W!=null)if(M){let ge=Z==null?-1/0:C(ie[Z],x,A,0),ve=W==null?1/0:C(ie[W],x,A,0),Ve=B-ge,fe=ve-B;Ve<=fe?Ve<=T&&
(b=Z):fe<=T&&(b=W)}else b=W==null?Z:Z==null?W:S-Z<=W-S?Z:W}else M&&Ee(B-C(ie[S],x,A,0))>T&&(b=null);return b}}let Ut=t=>{R.event=t};R.idxs=ue,R._lock=!1;let Ne=R.
points;Ne.show=X(Ne.show),Ne.size=X(Ne.size),Ne.stroke=X(Ne.stroke),Ne.width=X(Ne.width),Ne.fill=X(Ne.fill);let bt=n.focus=Te({},e.focus||{alpha:.3},R.focus),rl=bt.
prox>=0,ul=rl&&Ne.one,ot=[],fl=[],al=[];function ki(t,i){let r=Ne.show(n,i);if(r instanceof HTMLElement)return et(r,gr),et(r,t.class),Mt(r,-10,-10,K,P),L.insertBefore(
r,ot[i]),r}function xi(t,i){if(o==1||i>0){let r=o==1&&k[t.scale].time,u=t.value;t.value=r?_s(u)?Ms(ee,Ts(u,V)):u||te:u||Du,t.label=t.label||(r?vu:bu)}if(ul||i>0){
t.width=t.width==null?1:t.width,t.paths=t.paths||Yu||zr,t.fillTo=X(t.fillTo||Vu),t.pxAlign=+ne(t.pxAlign,O),t.pxRound=Vs(t.pxAlign),t.stroke=X(t.stroke||null),t.
fill=X(t.fill||null),t._stroke=t._fill=t._paths=t._focus=null;let r=Lu(Ue(1,t.width),1),u=t.points=Te({},{size:r,width:Ue(1,r*.2),stroke:t.stroke,space:r*2,paths:Uu,
_stroke:null,_fill:null},t.points);u.show=X(u.show),u.filter=X(u.filter),u.fill=X(u.fill),u.stroke=X(u.stroke),u.paths=X(u.paths),u.pxAlign=t.pxAlign}if(Me){let r=Kl(
t,i);be.splice(i,0,r[0]),_t.splice(i,0,r[1]),J.values.push(null)}if(We){ue.splice(i,0,null);let r=null;ul?i==0&&(r=ki(t,i)):i>0&&(r=ki(t,i)),ot.splice(i,0,r),fl.
splice(i,0,0),al.splice(i,0,0)}ze("addSeries",i)}function zo(t,i){i=i??v.length,t=o==1?ri(t,i,As,Rs):ri(t,i,{},Cs),v.splice(i,0,t),xi(v[i],i)}n.addSeries=zo;function Vo(t){
if(v.splice(t,1),Me){J.values.splice(t,1),_t.splice(t,1);let i=be.splice(t,1)[0];il(null,i.firstChild),i.remove()}We&&(ue.splice(t,1),ot.splice(t,1)[0].remove(),
fl.splice(t,1),al.splice(t,1)),ze("delSeries",t)}n.delSeries=Vo;let Kt=[!1,!1,!1,!1];function Fo(t,i){if(t._show=t.show,t.show){let r=t.side%2,u=k[t.scale];u==null&&
(t.scale=r?v[1].scale:E,u=k[t.scale]);let c=u.time;t.size=X(t.size),t.space=X(t.space),t.rotate=X(t.rotate),Ht(t.incrs)&&t.incrs.forEach(S=>{!Nt.has(S)&&Nt.set(
S,js(S))}),t.incrs=X(t.incrs||(u.distr==2?lu:c?G==1?iu:ru:Zt)),t.splits=X(t.splits||(c&&u.distr==1?Ke:u.distr==3?ni:u.distr==4?Tu:xu)),t.stroke=X(t.stroke),t.grid.
stroke=X(t.grid.stroke),t.ticks.stroke=X(t.ticks.stroke),t.border.stroke=X(t.border.stroke);let m=t.values;t.values=Ht(m)&&!Ht(m[0])?X(m):c?Ht(m)?xs(ee,ks(m,V)):
_s(m)?au(ee,m):m||Se:m||ku,t.filter=X(t.filter||(u.distr>=3&&u.log==10?Au:u.distr==3&&u.log==2?Eu:Ks)),t.font=Ns(t.font),t.labelFont=Ns(t.labelFont),t._size=t.size(
n,null,i,0),t._space=t._rotate=t._incrs=t._found=t._splits=t._values=null,t._size>0&&(Kt[i]=!0,t._el=ft(pr,w))}}function Cl(t,i,r,u){let[c,m,S,y]=r,b=i%2,T=0;return b==
0&&(y||m)&&(T=i==0&&!c||i==2&&!S?Ae(Ps.size/3):0),b==1&&(c||S)&&(T=i==1&&!m||i==3&&!y?Ae(Ds.size/2):0),T}let Ti=n.padding=(e.padding||[Cl,Cl,Cl,Cl]).map(t=>X(ne(
t,Cl))),Rt=n._padding=Ti.map((t,i)=>t(n,i,Kt,0)),Oe,De=null,Le=null,ql=o==1?v[0].idxs:null,ht=null,Rl=!1;function Mi(t,i){if(l=t??[],n.data=n._data=l,o==2){Oe=0;
for(let r=1;r<v.length;r++)Oe+=l[r][0].length}else{l.length==0&&(n.data=n._data=l=[[]]),ht=l[0],Oe=ht.length;let r=l;if($==2){r=l.slice();let u=r[0]=Array(Oe);for(let c=0;c<
Oe;c++)u[c]=c}n._data=l=r}if(pl(!0),ze("setData"),$==2&&(ol=!0),i!==!1){let r=x;r.auto(n,Rl)?yn():Vt(E,r.min,r.max),Yt=Yt||R.left>=0,st=!0,hl()}}n.setData=Mi;function yn(){
Rl=!0;let t,i;o==1&&(Oe>0?(De=ql[0]=0,Le=ql[1]=Oe-1,t=l[0][De],i=l[0][Le],$==2?(t=De,i=Le):t==i&&($==3?[t,i]=cn(t,t,x.log,!1):$==4?[t,i]=ci(t,t,x.log,!1):x.time?
i=t+Ae(86400/G):[t,i]=un(t,i,pi,!0))):(De=ql[0]=t=null,Le=ql[1]=i=null)),Vt(E,t,i)}let Jl,cl,bn,vn,kn,xn,Tn,Mn,Pn,je;function Pi(t,i,r,u,c,m){t??=ls,r??=mi,u??=
"butt",c??=ls,m??="round",t!=Jl&&(g.strokeStyle=Jl=t),c!=cl&&(g.fillStyle=cl=c),i!=bn&&(g.lineWidth=bn=i),m!=kn&&(g.lineJoin=kn=m),u!=xn&&(g.lineCap=xn=u),r!=vn&&
g.setLineDash(vn=r)}function Ai(t,i,r,u){i!=cl&&(g.fillStyle=cl=i),t!=Tn&&(g.font=Tn=t),r!=Mn&&(g.textAlign=Mn=r),u!=Pn&&(g.textBaseline=Pn=u)}function An(t,i,r,u,c=0){
if(u.length>0&&t.auto(n,Rl)&&(i==null||i.min==null)){let m=ne(De,0),S=ne(Le,u.length-1),y=r.min==null?Ar(u,m,S,c,t.distr==3):[r.min,r.max];t.min=St(t.min,r.min=
y[0]),t.max=Ue(t.max,r.max=y[1])}}let Ei={min:null,max:null};function Oo(){for(let u in k){let c=k[u];F[u]==null&&(c.min==null||F[E]!=null&&c.auto(n,Rl))&&(F[u]=
Ei)}for(let u in k){let c=k[u];F[u]==null&&c.from!=null&&F[c.from]!=null&&(F[u]=Ei)}F[E]!=null&&pl(!0);let t={};for(let u in F){let c=F[u];if(c!=null){let m=t[u]=
Ml(k[u],Or);if(c.min!=null)Te(m,c);else if(u!=E||o==2)if(Oe==0&&m.from==null){let S=m.range(n,null,null,u);m.min=S[0],m.max=S[1]}else m.min=ae,m.max=-ae}}if(Oe>
0){v.forEach((u,c)=>{if(o==1){let m=u.scale,S=F[m];if(S==null)return;let y=t[m];if(c==0){let b=y.range(n,y.min,y.max,m);y.min=b[0],y.max=b[1],De=wt(y.min,l[0]),
Le=wt(y.max,l[0]),Le-De>1&&(l[0][De]<y.min&&De++,l[0][Le]>y.max&&Le--),u.min=ht[De],u.max=ht[Le]}else u.show&&u.auto&&An(y,S,u,l[c],u.sorted);u.idxs[0]=De,u.idxs[1]=
Le}else if(c>0&&u.show&&u.auto){let[m,S]=u.facets,y=m.scale,b=S.scale,[T,M]=l[c],A=t[y],B=t[b];A!=null&&An(A,F[y],m,T,m.sorted),B!=null&&An(B,F[b],S,M,S.sorted),
u.min=S.min,u.max=S.max}});for(let u in t){let c=t[u],m=F[u];if(c.from==null&&(m==null||m.min==null)){let S=c.range(n,c.min==ae?null:c.min,c.max==-ae?null:c.max,
u);c.min=S[0],c.max=S[1]}}}for(let u in t){let c=t[u];if(c.from!=null){let m=t[c.from];if(m.min==null)c.min=c.max=null;else{let S=c.range(n,m.min,m.max,u);c.min=
S[0],c.max=S[1]}}}let i={},r=!1;for(let u in t){let c=t[u],m=k[u];if(m.min!=c.min||m.max!=c.max){m.min=c.min,m.max=c.max;let S=m.distr;m._min=S==3?Dt(m.min):S==
4?jn(m.min,m.asinh):S==100?m.fwd(m.min):m.min,m._max=S==3?Dt(m.max):S==4?jn(m.max,m.asinh):S==100?m.fwd(m.max):m.max,i[u]=r=!0}}if(r){v.forEach((u,c)=>{o==2?c>0&&
i.y&&(u._paths=null):i[u.scale]&&(u._paths=null)});for(let u in i)ol=!0,ze("setScale",u);We&&R.left>=0&&(Yt=st=!0)}for(let u in F)F[u]=null}function Ho(t){let i=li(
De-1,0,Oe-1),r=li(Le+1,0,Oe-1);for(;t[i]==null&&i>0;)i--;for(;t[r]==null&&r<Oe-1;)r++;return[i,r]}function No(){if(Oe>0){let t=v.some(i=>i._focus)&&je!=bt.alpha;
t&&(g.globalAlpha=je=bt.alpha),v.forEach((i,r)=>{if(r>0&&i.show&&(Di(r,!1),Di(r,!0),i._paths==null)){let u=je;je!=i.alpha&&(g.globalAlpha=je=i.alpha);let c=o==2?
[0,l[r][0].length-1]:Ho(l[r]);i._paths=i.paths(n,r,c[0],c[1]),je!=u&&(g.globalAlpha=je=u)}}),v.forEach((i,r)=>{if(r>0&&i.show){let u=je;je!=i.alpha&&(g.globalAlpha=
je=i.alpha),i._paths!=null&&Li(r,!1);{let c=i._paths!=null?i._paths.gaps:null,m=i.points.show(n,r,De,Le,c),S=i.points.filter(n,r,m,c);(m||S)&&(i.points._paths=i.
points.paths(n,r,De,Le,S),Li(r,!0))}je!=u&&(g.globalAlpha=je=u),ze("drawSeries",r)}}),t&&(g.globalAlpha=je=1)}}function Di(t,i){let r=i?v[t].points:v[t];r._stroke=
r.stroke(n,t),r._fill=r.fill(n,t)}function Li(t,i){let r=i?v[t].points:v[t],{stroke:u,fill:c,clip:m,flags:S,_stroke:y=r._stroke,_fill:b=r._fill,_width:T=r.width}=r.
_paths;T=ce(T*se,3);let M=null,A=T%2/2;i&&b==null&&(b=T>0?"#fff":y);let B=r.pxAlign==1&&A>0;if(B&&g.translate(A,A),!i){let ie=Je-T/2,le=it-T/2,Z=$e+T,W=pt+T;M=new Path2D,
M.rect(ie,le,Z,W)}i?En(y,T,r.dash,r.cap,b,u,c,S,m):Wo(t,y,T,r.dash,r.cap,b,u,c,S,M,m),B&&g.translate(-A,-A)}function Wo(t,i,r,u,c,m,S,y,b,T,M){let A=!1;b!=0&&j.
forEach((B,ie)=>{if(B.series[0]==t){let le=v[B.series[1]],Z=l[B.series[1]],W=(le._paths||Yl).band;Ht(W)&&(W=B.dir==1?W[0]:W[1]);let z,ge=null;le.show&&W&&Dr(Z,De,
Le)?(ge=B.fill(n,ie)||m,z=le._paths.clip):W=null,En(i,r,u,c,ge,S,y,b,T,M,z,W),A=!0}}),A||En(i,r,u,c,m,S,y,b,T,M)}let Ci=Pl|si;function En(t,i,r,u,c,m,S,y,b,T,M,A){
Pi(t,i,r,u,c),(b||T||A)&&(g.save(),b&&g.clip(b),T&&g.clip(T)),A?(y&Ci)==Ci?(g.clip(A),M&&g.clip(M),Ql(c,S),Zl(t,m,i)):y&si?(Ql(c,S),g.clip(A),Zl(t,m,i)):y&Pl&&(g.
save(),g.clip(A),M&&g.clip(M),Ql(c,S),g.restore(),Zl(t,m,i)):(Ql(c,S),Zl(t,m,i)),(b||T||A)&&g.restore()}function Zl(t,i,r){r>0&&(i instanceof Map?i.forEach((u,c)=>{
g.strokeStyle=Jl=c,g.stroke(u)}):i!=null&&t&&g.stroke(i))}function Ql(t,i){i instanceof Map?i.forEach((r,u)=>{g.fillStyle=cl=u,g.fill(r)}):i!=null&&t&&g.fill(i)}
function Go(t,i,r,u){let c=H[t],m;if(u<=0)m=[0,0];else{let S=c._space=c.space(n,t,i,r,u),y=c._incrs=c.incrs(n,t,i,r,u,S);m=Zu(i,r,y,u,S)}return c._found=m}function Dn(t,i,r,u,c,m,S,y,b,T){
let M=S%2/2;O==1&&g.translate(M,M),Pi(y,S,b,T,y),g.beginPath();let A,B,ie,le,Z=c+(u==0||u==3?-m:m);r==0?(B=c,le=Z):(A=c,ie=Z);for(let W=0;W<t.length;W++)i[W]!=null&&
(r==0?A=ie=t[W]:B=le=t[W],g.moveTo(A,B),g.lineTo(ie,le));g.stroke(),O==1&&g.translate(-M,-M)}function Io(t){let i=!0;return H.forEach((r,u)=>{if(!r.show)return;
let c=k[r.scale];if(c.min==null){r._show&&(i=!1,r._show=!1,pl(!1));return}else r._show||(i=!1,r._show=!0,pl(!1));let m=r.side,S=m%2,{min:y,max:b}=c,[T,M]=Go(u,y,
b,S==0?K:P);if(M==0)return;let A=c.distr==2,B=r._splits=r.splits(n,u,y,b,T,M,A),ie=c.distr==2?B.map(z=>ht[z]):B,le=c.distr==2?ht[B[1]]-ht[B[0]]:T,Z=r._values=r.
values(n,r.filter(n,ie,u,M,le),u,M,le);r._rotate=m==2?r.rotate(n,Z,u,M):0;let W=r._size;r._size=at(r.size(n,Z,u,t)),W!=null&&r._size!=W&&(i=!1)}),i}function Bo(t){
let i=!0;return Ti.forEach((r,u)=>{let c=r(n,u,Kt,t);c!=Rt[u]&&(i=!1),Rt[u]=c}),i}function Yo(){for(let t=0;t<H.length;t++){let i=H[t];if(!i.show||!i._show)continue;
let r=i.side,u=r%2,c,m,S=i.stroke(n,t),y=r==0||r==3?-1:1,[b,T]=i._found;if(i.label!=null){let Be=i.labelGap*y,Xe=Ae((i._lpos+Be)*se);Ai(i.labelFont[0],S,"center",
r==2?"top":ts),g.save(),u==1?(c=m=0,g.translate(Xe,Ae(it+pt/2)),g.rotate((r==3?-on:on)/2)):(c=Ae(Je+$e/2),m=Xe);let qt=Ys(i.label)?i.label(n,t,b,T):i.label;g.fillText(
qt,c,m),g.restore()}if(T==0)continue;let M=k[i.scale],A=u==0?$e:pt,B=u==0?Je:it,ie=i._splits,le=M.distr==2?ie.map(Be=>ht[Be]):ie,Z=M.distr==2?ht[ie[1]]-ht[ie[0]]:
b,W=i.ticks,z=i.border,ge=W.show?W.size:0,ve=Ae(ge*se),Ve=Ae((i.alignTo==2?i._size-ge-i.gap:i.gap)*se),fe=i._rotate*-on/180,ke=N(i._pos*se),Ze=(ve+Ve)*y,Ie=ke+Ze;
m=u==0?Ie:0,c=u==1?Ie:0;let rt=i.font[0],mt=i.align==1?bl:i.align==2?Un:fe>0?bl:fe<0?Un:u==0?"center":r==3?Un:bl,xt=fe||u==1?"middle":r==2?"top":ts;Ai(rt,S,mt,xt);
let Qe=i.font[1]*i.lineGap,ut=ie.map(Be=>N(h(Be,M,A,B))),dt=i._values;for(let Be=0;Be<dt.length;Be++){let Xe=dt[Be];if(Xe!=null){u==0?c=ut[Be]:m=ut[Be],Xe=""+Xe;
let qt=Xe.indexOf(`
`)==-1?[Xe]:Xe.split(/\n/gm);for(let Ye=0;Ye<qt.length;Ye++){let Zi=qt[Ye];fe?(g.save(),g.translate(c,m+Ye*Qe),g.rotate(fe),g.fillText(Zi,0,0),g.restore()):g.fillText(
Zi,c,m+Ye*Qe)}}}W.show&&Dn(ut,W.filter(n,le,t,T,Z),u,r,ke,ve,ce(W.width*se,3),W.stroke(n,t),W.dash,W.cap);let Tt=i.grid;Tt.show&&Dn(ut,Tt.filter(n,le,t,T,Z),u,u==
0?2:1,u==0?it:Je,u==0?pt:$e,ce(Tt.width*se,3),Tt.stroke(n,t),Tt.dash,Tt.cap),z.show&&Dn([ke],[1],u==0?1:0,u==0?1:2,u==1?it:Je,u==1?pt:$e,ce(z.width*se,3),z.stroke(
n,t),z.dash,z.cap)}ze("drawAxes")}function pl(t){v.forEach((i,r)=>{r>0&&(i._paths=null,t&&(o==1?(i.min=null,i.max=null):i.facets.forEach(u=>{u.min=null,u.max=null})))})}
let Xl=!1,Ln=!1,zl=[];function Uo(){Ln=!1;for(let t=0;t<zl.length;t++)ze(...zl[t]);zl.length=0}function hl(){Xl||(Yr(Ri),Xl=!0)}function Ko(t,i=!1){Xl=!0,Ln=i,t(
n),Ri(),i&&zl.length>0&&queueMicrotask(Uo)}n.batch=Ko;function Ri(){if(Sn&&(Oo(),Sn=!1),ol&&(Do(),ol=!1),$l){if(we(D,bl,pe),we(D,"top",Pe),we(D,Wl,K),we(D,Gl,P),
we(L,bl,pe),we(L,"top",Pe),we(L,Wl,K),we(L,Gl,P),we(w,Wl,At),we(w,Gl,Gt),_.width=Ae(At*se),_.height=Ae(Gt*se),H.forEach(({_el:t,_show:i,_size:r,_pos:u,side:c})=>{
if(t!=null)if(i){let m=c===3||c===0?r:0,S=c%2==1;we(t,S?"left":"top",u-m),we(t,S?"width":"height",r),we(t,S?"top":"left",S?Pe:pe),we(t,S?"height":"width",S?P:K),
ei(t,Qt)}else et(t,Qt)}),Jl=cl=bn=kn=xn=Tn=Mn=Pn=vn=null,je=1,Ol(!0),pe!=sl||Pe!=It||K!=yt||P!=Bt){pl(!1);let t=K/yt,i=P/Bt;if(We&&!Yt&&R.left>=0){R.left*=t,R.top*=
i,ml&&Mt(ml,Ae(R.left),0,K,P),dl&&Mt(dl,0,Ae(R.top),K,P);for(let r=0;r<ot.length;r++){let u=ot[r];u!=null&&(fl[r]*=t,al[r]*=i,Mt(u,at(fl[r]),at(al[r]),K,P))}}if(de.
show&&!jl&&de.left>=0&&de.width>0){de.left*=t,de.width*=t,de.top*=i,de.height*=i;for(let r in On)we(Sl,r,de[r])}sl=pe,It=Pe,yt=K,Bt=P}ze("setSize"),$l=!1}At>0&&
Gt>0&&(g.clearRect(0,0,_.width,_.height),ze("drawClear"),U.forEach(t=>t()),ze("draw")),de.show&&jl&&(en(de),jl=!1),We&&Yt&&(jt(null,!0,!1),Yt=!1),J.show&&J.live&&
st&&(Vn(),st=!1),p||(p=!0,n.status=1,ze("ready")),Rl=!1,Xl=!1}n.redraw=(t,i)=>{ol=i||!1,t!==!1?Vt(E,x.min,x.max):hl()};function Cn(t,i){let r=k[t];if(r.from==null){
if(Oe==0){let u=r.range(n,i.min,i.max,t);i.min=u[0],i.max=u[1]}if(i.min>i.max){let u=i.min;i.min=i.max,i.max=u}if(Oe>1&&i.min!=null&&i.max!=null&&i.max-i.min<1e-16)
return;t==E&&r.distr==2&&Oe>0&&(i.min=wt(i.min,l[0]),i.max=wt(i.max,l[0]),i.min==i.max&&i.max++),F[t]=i,Sn=!0,hl()}}n.setScale=Cn;let Rn,zn,ml,dl,zi,Vi,gl,wl,Fi,
Oi,me,ye,zt=!1,He=R.drag,Ce=He.x,Re=He.y;We&&(R.x&&(Rn=ft(mr,L)),R.y&&(zn=ft(dr,L)),x.ori==0?(ml=Rn,dl=zn):(ml=zn,dl=Rn),me=R.left,ye=R.top);let de=n.select=Te(
{show:!0,over:!0,left:0,width:0,top:0,height:0},e.select),Sl=de.show?ft(hr,de.over?L:D):null;function en(t,i){if(de.show){for(let r in t)de[r]=t[r],r in On&&we(
Sl,r,t[r]);i!==!1&&ze("setSelect")}}n.setSelect=en;function $o(t){if(v[t].show)Me&&ei(be[t],Qt);else if(Me&&et(be[t],Qt),We){let r=ul?ot[0]:ot[t];r!=null&&Mt(r,
-10,-10,K,P)}}function Vt(t,i,r){Cn(t,{min:i,max:r})}function vt(t,i,r,u){i.focus!=null&&Qo(t),i.show!=null&&v.forEach((c,m)=>{m>0&&(t==m||t==null)&&(c.show=i.show,
$o(m),o==2?(Vt(c.facets[0].scale,null,null),Vt(c.facets[1].scale,null,null)):Vt(c.scale,null,null),hl())}),r!==!1&&ze("setSeries",t,i),u&&Hl("setSeries",n,t,i)}
n.setSeries=vt;function jo(t,i){Te(j[t],i)}function qo(t,i){t.fill=X(t.fill||null),t.dir=ne(t.dir,-1),i=i??j.length,j.splice(i,0,t)}function Jo(t){t==null?j.length=
0:j.splice(t,1)}n.addBand=qo,n.setBand=jo,n.delBand=Jo;function Zo(t,i){v[t].alpha=i,We&&ot[t]!=null&&(ot[t].style.opacity=i),Me&&be[t]&&(be[t].style.opacity=i)}
let Et,Ft,$t,_l={focus:!0};function Qo(t){if(t!=$t){let i=t==null,r=bt.alpha!=1;v.forEach((u,c)=>{if(o==1||c>0){let m=i||c==0||c==t;u._focus=i?null:m,r&&Zo(c,m?
1:bt.alpha)}}),$t=t,r&&hl()}}Me&&rl&&Ge(ss,oe,t=>{R._lock||(Ut(t),$t!=null&&vt(null,_l,!0,xe.setSeries))});function kt(t,i,r){let u=k[i];r&&(t=t/se-(u.ori==1?Pe:
pe));let c=K;u.ori==1&&(c=P,t=c-t),u.dir==-1&&(t=c-t);let m=u._min,S=u._max,y=t/c,b=m+(S-m)*y,T=u.distr;return T==3?xl(10,b):T==4?Cr(b,u.asinh):T==100?u.bwd(b):
b}function Xo(t,i){let r=kt(t,E,i);return wt(r,l[0],De,Le)}n.valToIdx=t=>wt(t,l[0]),n.posToIdx=Xo,n.posToVal=kt,n.valToPos=(t,i,r)=>k[i].ori==0?a(t,k[i],r?$e:K,
r?Je:0):f(t,k[i],r?pt:P,r?it:0),n.setCursor=(t,i,r)=>{me=t.left,ye=t.top,jt(null,i,r)};function Hi(t,i){we(Sl,bl,de.left=t),we(Sl,Wl,de.width=i)}function Ni(t,i){
we(Sl,"top",de.top=t),we(Sl,Gl,de.height=i)}let Vl=x.ori==0?Hi:Ni,Fl=x.ori==1?Hi:Ni;function er(){if(Me&&J.live)for(let t=o==2?1:0;t<v.length;t++){if(t==0&&nt)continue;
let i=J.values[t],r=0;for(let u in i)_t[t][r++].firstChild.nodeValue=i[u]}}function Vn(t,i){if(t!=null&&(t.idxs?t.idxs.forEach((r,u)=>{ue[u]=r}):Fr(t.idx)||ue.fill(
t.idx),J.idx=ue[0]),Me&&J.live){for(let r=0;r<v.length;r++)(r>0||o==1&&!nt)&&tr(r,ue[r]);er()}st=!1,i!==!1&&ze("setLegend")}n.setLegend=Vn;function tr(t,i){let r=v[t],
u=t==0&&$==2?ht:l[t],c;nt?c=r.values(n,t,i)??Ct:(c=r.value(n,i==null?null:u[i],t,i),c=c==null?Ct:{_:c}),J.values[t]=c}function jt(t,i,r){Fi=me,Oi=ye,[me,ye]=R.move(
n,me,ye),R.left=me,R.top=ye,We&&(ml&&Mt(ml,Ae(me),0,K,P),dl&&Mt(dl,0,Ae(ye),K,P));let u,c=De>Le;Et=ae,Ft=null;let m=x.ori==0?K:P,S=x.ori==1?K:P;if(me<0||Oe==0||
c){u=R.idx=null;for(let y=0;y<v.length;y++){let b=ot[y];b!=null&&Mt(b,-10,-10,K,P)}rl&&vt(null,_l,!0,t==null&&xe.setSeries),J.live&&(ue.fill(u),st=!0)}else{let y,
b,T;o==1&&(y=x.ori==0?me:ye,b=kt(y,E),u=R.idx=wt(b,l[0],De,Le),T=C(l[0][u],x,m,0));let M=-10,A=-10,B=0,ie=0,le=!0,Z="",W="";for(let z=o==2?1:0;z<v.length;z++){let ge=v[z],
ve=ue[z],Ve=ve==null?null:o==1?l[z][ve]:l[z][1][ve],fe=R.dataIdx(n,z,u,b),ke=fe==null?null:o==1?l[z][fe]:l[z][1][fe];if(st=st||ke!=Ve||fe!=ve,ue[z]=fe,z>0&&ge.show){
let Ze=fe==null?-10:fe==u?T:C(o==1?l[0][fe]:l[z][0][fe],x,m,0),Ie=ke==null?-10:I(ke,o==1?k[ge.scale]:k[ge.facets[1].scale],S,0);if(rl&&ke!=null){let rt=x.ori==1?
me:ye,mt=Ee(bt.dist(n,z,fe,Ie,rt));if(mt<Et){let xt=bt.bias;if(xt!=0){let Qe=kt(rt,ge.scale),ut=ke>=0?1:-1,dt=Qe>=0?1:-1;dt==ut&&(dt==1?xt==1?ke>=Qe:ke<=Qe:xt==
1?ke<=Qe:ke>=Qe)&&(Et=mt,Ft=z)}else Et=mt,Ft=z}}if(st||ul){let rt,mt;x.ori==0?(rt=Ze,mt=Ie):(rt=Ie,mt=Ze);let xt,Qe,ut,dt,Tt,Be,Xe=!0,qt=Ne.bbox;if(qt!=null){Xe=
!1;let Ye=qt(n,z);ut=Ye.left,dt=Ye.top,xt=Ye.width,Qe=Ye.height}else ut=rt,dt=mt,xt=Qe=Ne.size(n,z);if(Be=Ne.fill(n,z),Tt=Ne.stroke(n,z),ul)z==Ft&&Et<=bt.prox&&
(M=ut,A=dt,B=xt,ie=Qe,le=Xe,Z=Be,W=Tt);else{let Ye=ot[z];Ye!=null&&(fl[z]=ut,al[z]=dt,ps(Ye,xt,Qe,Xe),as(Ye,Be,Tt),Mt(Ye,at(ut),at(dt),K,P))}}}}if(ul){let z=bt.
prox,ge=$t==null?Et<=z:Et>z||Ft!=$t;if(st||ge){let ve=ot[0];ve!=null&&(fl[0]=M,al[0]=A,ps(ve,B,ie,le),as(ve,Z,W),Mt(ve,at(M),at(A),K,P))}}}if(de.show&&zt)if(t!=
null){let[y,b]=xe.scales,[T,M]=xe.match,[A,B]=t.cursor.sync.scales,ie=t.cursor.drag;if(Ce=ie._x,Re=ie._y,Ce||Re){let{left:le,top:Z,width:W,height:z}=t.select,ge=t.
scales[A].ori,ve=t.posToVal,Ve,fe,ke,Ze,Ie,rt=y!=null&&T(y,A),mt=b!=null&&M(b,B);rt&&Ce?(ge==0?(Ve=le,fe=W):(Ve=Z,fe=z),ke=k[y],Ze=C(ve(Ve,A),ke,m,0),Ie=C(ve(Ve+
fe,A),ke,m,0),Vl(St(Ze,Ie),Ee(Ie-Ze))):Vl(0,m),mt&&Re?(ge==1?(Ve=le,fe=W):(Ve=Z,fe=z),ke=k[b],Ze=I(ve(Ve,B),ke,S,0),Ie=I(ve(Ve+fe,B),ke,S,0),Fl(St(Ze,Ie),Ee(Ie-
Ze))):Fl(0,S)}else Hn()}else{let y=Ee(Fi-zi),b=Ee(Oi-Vi);if(x.ori==1){let B=y;y=b,b=B}Ce=He.x&&y>=He.dist,Re=He.y&&b>=He.dist;let T=He.uni;T!=null?Ce&&Re&&(Ce=y>=
T,Re=b>=T,!Ce&&!Re&&(b>y?Re=!0:Ce=!0)):He.x&&He.y&&(Ce||Re)&&(Ce=Re=!0);let M,A;Ce&&(x.ori==0?(M=gl,A=me):(M=wl,A=ye),Vl(St(M,A),Ee(A-M)),Re||Fl(0,S)),Re&&(x.ori==
1?(M=gl,A=me):(M=wl,A=ye),Fl(St(M,A),Ee(A-M)),Ce||Vl(0,m)),!Ce&&!Re&&(Vl(0,0),Fl(0,0))}if(He._x=Ce,He._y=Re,t==null){if(r){if(Ji!=null){let[y,b]=xe.scales;xe.values[0]=
y!=null?kt(x.ori==0?me:ye,y):null,xe.values[1]=b!=null?kt(x.ori==1?me:ye,b):null}Hl(Kn,n,me,ye,K,P,u)}if(rl){let y=r&&xe.setSeries,b=bt.prox;$t==null?Et<=b&&vt(
Ft,_l,!0,y):Et>b?vt(null,_l,!0,y):Ft!=$t&&vt(Ft,_l,!0,y)}}st&&(J.idx=u,Vn()),i!==!1&&ze("setCursor")}let Ot=null;Object.defineProperty(n,"rect",{get(){return Ot==
null&&Ol(!1),Ot}});function Ol(t=!1){t?Ot=null:(Ot=L.getBoundingClientRect(),ze("syncRect",Ot))}function Wi(t,i,r,u,c,m,S){R._lock||zt&&t!=null&&t.movementX==0&&
t.movementY==0||(Fn(t,i,r,u,c,m,S,!1,t!=null),t!=null?jt(null,!0,!0):jt(i,!0,!1))}function Fn(t,i,r,u,c,m,S,y,b){if(Ot==null&&Ol(!1),Ut(t),t!=null)r=t.clientX-Ot.
left,u=t.clientY-Ot.top;else{if(r<0||u<0){me=-10,ye=-10;return}let[T,M]=xe.scales,A=i.cursor.sync,[B,ie]=A.values,[le,Z]=A.scales,[W,z]=xe.match,ge=i.axes[0].side%
2==1,ve=x.ori==0?K:P,Ve=x.ori==1?K:P,fe=ge?m:c,ke=ge?c:m,Ze=ge?u:r,Ie=ge?r:u;if(le!=null?r=W(T,le)?h(B,k[T],ve,0):-10:r=ve*(Ze/fe),Z!=null?u=z(M,Z)?h(ie,k[M],Ve,
0):-10:u=Ve*(Ie/ke),x.ori==1){let rt=r;r=u,u=rt}}b&&(i==null||i.cursor.event.type==Kn)&&((r<=1||r>=K-1)&&(r=Jt(r,K)),(u<=1||u>=P-1)&&(u=Jt(u,P))),y?(zi=r,Vi=u,[
gl,wl]=R.move(n,r,u)):(me=r,ye=u)}let On={width:0,height:0,left:0,top:0};function Hn(){en(On,!1)}let Gi,Ii,Bi,Yi;function Ui(t,i,r,u,c,m,S){zt=!0,Ce=Re=He._x=He.
_y=!1,Fn(t,i,r,u,c,m,S,!0,!1),t!=null&&(Ge($n,Qn,Ki,!1),Hl(ns,n,gl,wl,K,P,null));let{left:y,top:b,width:T,height:M}=de;Gi=y,Ii=b,Bi=T,Yi=M}function Ki(t,i,r,u,c,m,S){
zt=He._x=He._y=!1,Fn(t,i,r,u,c,m,S,!1,!0);let{left:y,top:b,width:T,height:M}=de,A=T>0||M>0,B=Gi!=y||Ii!=b||Bi!=T||Yi!=M;if(A&&B&&en(de),He.setScale&&A&&B){let ie=y,
le=T,Z=b,W=M;if(x.ori==1&&(ie=b,le=M,Z=y,W=T),Ce&&Vt(E,kt(ie,E),kt(ie+le,E)),Re)for(let z in k){let ge=k[z];z!=E&&ge.from==null&&ge.min!=ae&&Vt(z,kt(Z+W,z),kt(Z,
z))}Hn()}else R.lock&&(R._lock=!R._lock,jt(i,!0,t!=null));t!=null&&(il($n,Qn),Hl($n,n,me,ye,K,P,null))}function lr(t,i,r,u,c,m,S){if(R._lock)return;Ut(t);let y=zt;
if(zt){let b=!0,T=!0,M=10,A,B;x.ori==0?(A=Ce,B=Re):(A=Re,B=Ce),A&&B&&(b=me<=M||me>=K-M,T=ye<=M||ye>=P-M),A&&b&&(me=me<gl?0:K),B&&T&&(ye=ye<wl?0:P),jt(null,!0,!0),
zt=!1}me=-10,ye=-10,ue.fill(null),jt(null,!0,!0),y&&(zt=y)}function $i(t,i,r,u,c,m,S){R._lock||(Ut(t),yn(),Hn(),t!=null&&Hl(os,n,me,ye,K,P,null))}function ji(){
H.forEach(Qu),_n(n.width,n.height,!0)}Xt(rn,kl,ji);let yl={};yl.mousedown=Ui,yl.mousemove=Wi,yl.mouseup=Ki,yl.dblclick=$i,yl.setSeries=(t,i,r,u)=>{let c=xe.match[2];
r=c(n,i,r),r!=-1&&vt(r,u,!0,!1)},We&&(Ge(ns,L,Ui),Ge(Kn,L,Wi),Ge(is,L,t=>{Ut(t),Ol(!1)}),Ge(ss,L,lr),Ge(os,L,$i),oi.add(n),n.syncRect=Ol);let tn=n.hooks=e.hooks||
{};function ze(t,i,r){Ln?zl.push([t,i,r]):t in tn&&tn[t].forEach(u=>{u.call(null,n,i,r)})}(e.plugins||[]).forEach(t=>{for(let i in t.hooks)tn[i]=(tn[i]||[]).concat(
t.hooks[i])});let qi=(t,i,r)=>r,xe=Te({key:null,setSeries:!1,filters:{pub:ws,sub:ws},scales:[E,v[1]?v[1].scale:null],match:[Ss,Ss,qi],values:[null,null]},R.sync);
xe.match.length==2&&xe.match.push(qi),R.sync=xe;let Ji=xe.key,Nn=mo(Ji);function Hl(t,i,r,u,c,m,S){xe.filters.pub(t,i,r,u,c,m,S)&&Nn.pub(t,i,r,u,c,m,S)}Nn.sub(n);
function nr(t,i,r,u,c,m,S){xe.filters.sub(t,i,r,u,c,m,S)&&yl[t](null,i,r,u,c,m,S)}n.pub=nr;function ir(){Nn.unsub(n),oi.delete(n),Wt.clear(),ti(rn,kl,ji),d.remove(),
oe?.remove(),ze("destroy")}n.destroy=ir;function Wn(){ze("init",e,l),Mi(l||e.data,!1),F[E]?Cn(E,F[E]):yn(),jl=de.show&&(de.width>0||de.height>0),Yt=st=!0,_n(e.width,
e.height)}return v.forEach(xi),H.forEach(Fo),s?s instanceof HTMLElement?(s.appendChild(d),Wn()):s(n,Wn):Wn(),n}Fe.assign=Te;Fe.fmtNum=hi;Fe.rangeNum=un;Fe.rangeLog=
cn;Fe.rangeAsinh=ci;Fe.orient=tl;Fe.pxRatio=se;Fe.join=Br;Fe.fmtDate=di,Fe.tzDate=eu;Fe.sync=mo;{Fe.addGap=Fu,Fe.clipGaps=mn;let e=Fe.paths={points:bo};e.linear=
ko,e.stepped=Nu,e.bars=Wu,e.spline=Iu}var Ao=168,Xu=60;function wf({title:e,times:l,series:s,format:n,empty:o,isStacked:a=!1}){let[f,h]=Gn(!1),[p,d]=Gn(null),_=s.some(g=>g.values.some(w=>w!==null));
return he("section",{class:"card chart","aria-label":e,children:[he("header",{class:"card-head",children:[he("h2",{children:e}),he(Qi,{icon:"table",label:f?`Sho\
w ${e} as a chart`:`Show ${e} as a table`,"aria-pressed":f,onClick:()=>h(!f)})]}),he(ef,{series:s,at:p,times:l,format:n,isSum:a}),!_&&he("p",{class:"chart-empty\
 muted",children:o}),_&&f&&he(nf,{title:e,times:l,series:s,format:n}),_&&!f&&he(sf,{times:l,series:s,format:n,isStacked:a,onPoint:d})]})}function ef({series:e,at:l,
times:s,format:n,isSum:o}){let a=l??lf(e),f=s[a],h=({values:p})=>o&&l===null?tf(p):p[a]??null;return he("div",{class:"legend",children:[e.map(p=>he("span",{class:`\
legend-item colour-${p.colour}${p.isDashed?" is-dashed":""}`,children:[p.label," ",he("b",{children:n(h(p))})]},p.label)),l!==null&&f!==void 0&&he("span",{class:"\
legend-time muted",children:Yn(f*1e3)})]})}function tf(e){return e.some(l=>l!==null)?e.reduce((l,s)=>l+(s??0),0):null}function lf(e){let l=Math.max(0,...e.map(s=>s.
values.length));for(let s=l-1;s>0;s--)if(e.some(n=>n.values[s]!=null))return s;return Math.max(0,l-1)}function nf({title:e,times:l,series:s,format:n}){let o=Math.
max(0,l.length-Xu),a=l.slice(o).map((f,h)=>({time:f,index:o+h})).reverse();return he("div",{class:"table-scroll chart-table",tabIndex:0,role:"group","aria-label":`${e}\
, table`,children:he("table",{children:[he("caption",{class:"hidden",children:[e,", latest first"]}),he("thead",{children:he("tr",{children:[he("th",{scope:"col",
children:"Time"}),s.map(f=>he("th",{scope:"col",class:"number",children:f.label},f.label))]})}),he("tbody",{children:a.map(({time:f,index:h})=>he("tr",{children:[
he("th",{scope:"row",children:Yn(f*1e3)}),s.map(p=>he("td",{class:"number",children:n(p.values[h]??null)},p.label))]},f))})]})})}function sf({times:e,series:l,format:s,
isStacked:n,onPoint:o}){let a=Bn(null),f=Bn(null),h=JSON.stringify(l.map(p=>[p.label,p.colour,p.isDashed]))+Xi.value;return In(()=>{let p=a.current;if(!p)return;
let d=new Fe(rf(p,l,s,n===!0,o),Po(e,l,n),p);f.current=d;let _=new ResizeObserver(()=>d.setSize({width:p.clientWidth,height:Ao}));return _.observe(p),()=>{_.disconnect(),
d.destroy(),f.current=null}},[h]),In(()=>f.current?.setData(Po(e,l,n)),[e,l]),he("div",{class:"chart-canvas",ref:a,"aria-hidden":"true"})}function Po(e,l,s=!1){
let n=l.map(a=>a.values),o=s?of(n).reverse():n;return[e,...o]}function of(e){let l=[];return e.map(s=>s.map((n,o)=>l[o]=(l[o]??0)+(n??0)))}function rf(e,l,s,n,o){
let a=getComputedStyle(document.documentElement),f=_=>a.getPropertyValue(_).trim(),h=`11px ${f("--face")}`,p={stroke:f("--muted"),font:h,grid:{stroke:f("--line"),
width:1},ticks:{show:!1}},d=Fe.paths.bars?.({size:[.7,24],radius:.1});return{width:e.clientWidth,height:Ao,legend:{show:!1},cursor:{sync:{key:"headwater"},points:{
size:6},drag:{x:!1,y:!1}},scales:{x:{time:!0,range:(_,g,w)=>ff(_.data[0],g,w)},y:{range:(_,g,w)=>[0,w>0?w*1.08:1]}},axes:[{...p,size:26,grid:{show:!1},values:(_,g)=>g.
map(w=>af(w))},{...p,size:62,values:(_,g)=>g.map(w=>s(w))}],series:[{},...(n?l.toReversed():l).map(_=>{let g=f(`--series-${_.colour}`);return{label:_.label,stroke:g,
width:n?0:1.6,points:{show:!n,size:4,fill:g,filter:(w,D)=>uf(w.data[D]??[])},..._.isDashed?{dash:[5,4]}:{},...n?{fill:g,...d?{paths:d}:{}}:{},..._.isFilled?{fill:`\
color-mix(in srgb, ${g} 14%, transparent)`}:{}}})],hooks:{setCursor:[_=>o(_.cursor.idx??null)]}}}function uf(e){let l=[];for(let s=0;s<e.length;s++)e[s]!=null&&
e[s-1]==null&&e[s+1]==null&&l.push(s);return l}function ff(e,l,s){let n=(e[1]??0)-(e[0]??0);return[l-n/2,s+n/2]}function af(e){let l=new Date(e*1e3);return l.getHours()===
0&&l.getMinutes()===0?l.toLocaleDateString([],{month:"short",day:"numeric"}):l.toLocaleTimeString([],{hour:"2-digit",minute:"2-digit",hour12:!1})}export{wf as a};
