import{a as Mo,d as Ao,e as Po}from"./part-A6MSWV77.js";import{b as xo}from"./part-LC3CNVLQ.js";import"./part-JY6BLLEX.js";import"./part-BKAELMUX.js";
import{b as Eo}from"./part-V3AVMOEH.js";import{a as fn,b as cn}from"./part-ILYGHR7E.js";import{b as et,c as Ht,e as ls}from"./part-CODQYCYZ.js";
import{a as hn,c as ss}from"./part-J53JVBTT.js";import{c as So,d as vo,l as yo,o as bo}from"./part-W5EOZE3Y.js";import{E as k,K as _o,O as ko,P as To,
Q as ns,R as pn,a as Yl,d as Ml,e as Qn,g as Xn,h as wo,q as Qt,s as es,t as ts}from"./part-7AGHQD6Q.js";var zr="uplot",Hr="u-hz",Wr="u-vt",Gr="u-title",Ir="u-wrap",$r="u-under",Br="u-over",Yr="u-axis",tl="u-off",Ur="u-select",qr="u-cursor-x",Kr="u-cursor-y",jr="u-\
cursor-pt",Jr="u-legend",Zr="u-live",Qr="u-inline",Xr="u-series",eu="u-marker",Lo="u-label",tu="u-value",ql="width",Kl="height";var Do="bottom",Al="left",os="right",_s="#000",Co=_s+"0",is="mousemove",Ro="mousedown",rs="mouseup",Oo="mouseenter",Vo="mouseleave",No="dblclick",lu="resize",nu="\
scroll",Fo="change",Sn="dppxchange",ks="--",Ol=typeof window<"u",ps=Ol?document:null,El=Ol?window:null,su=Ol?navigator:null,ie,mn;function hs(){let e=devicePixelRatio;
ie!=e&&(ie=e,mn&&ds(Fo,mn,hs),mn=matchMedia(`(min-resolution: ${ie-.001}dppx) and (max-resolution: ${ie+.001}dppx)`),ll(Fo,mn,hs),El.dispatchEvent(new CustomEvent(
Sn)))}function tt(e,l){if(l!=null){let s=e.classList;!s.contains(l)&&s.add(l)}}function ms(e,l){let s=e.classList;s.contains(l)&&s.remove(l)}function we(e,l,s){
e.style[l]=s+"px"}function wt(e,l,s,n){let i=ps.createElement(e);return l!=null&&tt(i,l),s?.insertBefore(i,n),i}function ft(e,l){return wt("div",e,l)}var zo=new WeakMap;
function At(e,l,s,n,i){let f="translate("+l+"px,"+s+"px)",a=zo.get(e);f!=a&&(e.style.transform=f,zo.set(e,f),l<0||s<0||l>n||s>i?tt(e,tl):ms(e,tl))}var Ho=new WeakMap;
function Wo(e,l,s){let n=l+s,i=Ho.get(e);n!=i&&(Ho.set(e,n),e.style.background=l,e.style.borderColor=s)}var Go=new WeakMap;function Io(e,l,s,n){let i=l+""+s,f=Go.
get(e);i!=f&&(Go.set(e,i),e.style.height=s+"px",e.style.width=l+"px",e.style.marginLeft=n?-l/2+"px":0,e.style.marginTop=n?-s/2+"px":0)}var Ts={passive:!0},ou={...Ts,
capture:!0};function ll(e,l,s,n){l.addEventListener(e,s,n?ou:Ts)}function ds(e,l,s,n){l.removeEventListener(e,s,Ts)}Ol&&hs();function St(e,l,s,n){let i;s=s||0,n=
n||l.length-1;let f=n<=2147483647;for(;n-s>1;)i=f?s+n>>1:lt((s+n)/2),l[i]<e?s=i:n=i;return e-l[s]<=l[n]-e?s:n}function gi(e){return(s,n,i)=>{let f=-1,a=-1;for(let h=n;h<=
i;h++)if(e(s[h])){f=h;break}for(let h=i;h>=n;h--)if(e(s[h])){a=h;break}return[f,a]}}var wi=e=>e!=null,Si=e=>e!=null&&e>0,bn=gi(wi),iu=gi(Si);function ru(e,l,s,n=0,i=!1){
let f=i?iu:bn,a=i?Si:wi;[l,s]=f(e,l,s);let h=e[l],p=e[l];if(l>-1)if(n==1)h=e[l],p=e[s];else if(n==-1)h=e[s],p=e[l];else for(let m=l;m<=s;m++){let S=e[m];a(S)&&(S<
h?h=S:S>p&&(p=S))}return[h??ce,p??-ce]}function _n(e,l,s,n){let i=Yo(e),f=Yo(l);e==l&&(i==-1?(e*=s,l/=s):(e/=s,l*=s));let a=s==10?Dt:vi,h=i==1?lt:ct,p=f==1?ct:lt,
m=h(a(Ee(e))),S=p(a(Ee(l))),g=Ll(s,m),w=Ll(s,S);return s==10&&(m<0&&(g=pe(g,-m)),S<0&&(w=pe(w,-S))),n||s==2?(e=g*i,l=w*f):(e=ki(e,g),l=kn(l,w)),[e,l]}function xs(e,l,s,n){
let i=_n(e,l,s,n);return e==0&&(i[0]=0),l==0&&(i[1]=0),i}var Ms=.1,$o={mode:3,pad:Ms},Jl={pad:0,soft:null,mode:0},uu={min:Jl,max:Jl};function vn(e,l,s,n){return Tn(
s)?Bo(e,l,s):(Jl.pad=s,Jl.soft=n?0:null,Jl.mode=n?3:0,Bo(e,l,uu))}function se(e,l){return e??l}function au(e,l,s){for(l=se(l,0),s=se(s,e.length-1);l<=s;){if(e[l]!=
null)return!0;l++}return!1}function Bo(e,l,s){let n=s.min,i=s.max,f=se(n.pad,0),a=se(i.pad,0),h=se(n.hard,-ce),p=se(i.hard,ce),m=se(n.soft,ce),S=se(i.soft,-ce),
g=se(n.mode,0),w=se(i.mode,0),T=l-e,C=Dt(T),z=Ye(Ee(e),Ee(l)),W=Dt(z),I=Ee(W-C);(T<1e-24||I>10)&&(T=0,(e==0||l==0)&&(T=1e-24,g==2&&m!=ce&&(f=0),w==2&&S!=-ce&&(a=
0)));let _=T||z||1e3,H=Dt(_),x=Ll(10,lt(H)),j=_*(T==0?e==0?.1:1:f),D=pe(ki(e-j,x/10),24),J=e>=m&&(g==1||g==3&&D<=m||g==2&&D>=m)?m:ce,U=Ye(h,D<J&&e>=J?J:vt(J,D)),
X=_*(T==0?l==0?.1:1:a),Y=pe(kn(l+X,x/10),24),M=l<=S&&(w==1||w==3&&Y>=S||w==2&&Y<=S)?S:-ce,K=vt(p,Y>M&&l<=M?M:Ye(M,Y));return U==K&&U==0&&(K=100),[U,K]}var fu=new Intl.
NumberFormat(Ol?su.language:"en-US"),As=e=>fu.format(e),nt=Math,wn=nt.PI,Ee=nt.abs,lt=nt.floor,Pe=nt.round,ct=nt.ceil,vt=nt.min,Ye=nt.max,Ll=nt.pow,Yo=nt.sign,Dt=nt.
log10,vi=nt.log2,cu=(e,l=1)=>nt.sinh(e)*l,us=(e,l=1)=>nt.asinh(e/l),ce=1/0;function Uo(e){return(Dt((e^e>>31)-(e>>31))|0)+1}function gs(e,l,s){return vt(Ye(e,l),
s)}function yi(e){return typeof e=="function"}function ee(e){return yi(e)?e:()=>e}var pu=()=>{},bi=e=>e,_i=(e,l)=>l,hu=e=>null,qo=e=>!0,Ko=(e,l)=>e==l,mu=/\.\d*?(?=9{6,}|0{6,})/gm,
nl=e=>{if(xi(e)||Gt.has(e))return e;let l=`${e}`,s=l.match(mu);if(s==null)return e;let n=s[0].length-1;if(l.indexOf("e-")!=-1){let[i,f]=l.split("e");return+`${nl(
i)}e${f}`}return pe(e,n)};function Xt(e,l){return nl(pe(nl(e/l))*l)}function kn(e,l){return nl(ct(nl(e/l))*l)}function ki(e,l){return nl(lt(nl(e/l))*l)}function pe(e,l=0){
if(xi(e))return e;let s=10**l,n=e*s*(1+Number.EPSILON);return Pe(n)/s}var Gt=new Map;function Ti(e){return((""+e).split(".")[1]||"").length}function Ql(e,l,s,n){
let i=[],f=n.map(Ti);for(let a=l;a<s;a++){let h=Ee(a),p=pe(Ll(e,a),h);for(let m=0;m<n.length;m++){let S=e==10?+`${n[m]}e${a}`:n[m]*p,g=(a>=0?0:h)+(a>=f[m]?0:f[m]),
w=e==10?S:pe(S,g);i.push(w),Gt.set(w,g)}}return i}var Zl={},Ps=[],Dl=[null,null],Wt=Array.isArray,xi=Number.isInteger,du=e=>e===void 0;function jo(e){return typeof e==
"string"}function Tn(e){let l=!1;if(e!=null){let s=e.constructor;l=s==null||s==Object}return l}function gu(e){return e!=null&&typeof e=="object"}var wu=Object.getPrototypeOf(
Uint8Array),Mi="__proto__";function Cl(e,l=Tn){let s;if(Wt(e)){let n=e.find(i=>i!=null);if(Wt(n)||l(n)){s=Array(e.length);for(let i=0;i<e.length;i++)s[i]=Cl(e[i],
l)}else s=e.slice()}else if(e instanceof wu)s=e.slice();else if(l(e)){s={};for(let n in e)n!=Mi&&(s[n]=Cl(e[n],l))}else s=e;return s}function xe(e){let l=arguments;
for(let s=1;s<l.length;s++){let n=l[s];for(let i in n)i!=Mi&&(Tn(e[i])?xe(e[i],Cl(n[i])):e[i]=Cl(n[i]))}return e}var Su=0,vu=1,yu=2;function bu(e,l,s){for(let n=0,
i,f=-1;n<l.length;n++){let a=l[n];if(a>f){for(i=a-1;i>=0&&e[i]==null;)e[i--]=null;for(i=a+1;i<s&&e[i]==null;)e[f=i++]=null}}}function _u(e,l){if(xu(e)){let a=e[0].
slice();for(let h=1;h<e.length;h++)a.push(...e[h].slice(1));return Mu(a[0])||(a=Tu(a)),a}let s=new Set;for(let a=0;a<e.length;a++){let p=e[a][0],m=p.length;for(let S=0;S<
m;S++)s.add(p[S])}let n=[Array.from(s).sort((a,h)=>a-h)],i=n[0].length,f=new Map;for(let a=0;a<i;a++)f.set(n[0][a],a);for(let a=0;a<e.length;a++){let h=e[a],p=h[0];
for(let m=1;m<h.length;m++){let S=h[m],g=Array(i).fill(void 0),w=l?l[a][m]:vu,T=[];for(let C=0;C<S.length;C++){let z=S[C],W=f.get(p[C]);z===null?w!=Su&&(g[W]=z,
w==yu&&T.push(W)):g[W]=z}bu(g,T,i),n.push(g)}}return n}var ku=typeof queueMicrotask>"u"?e=>Promise.resolve().then(e):queueMicrotask;function Tu(e){let l=e[0],s=l.
length,n=Array(s);for(let f=0;f<n.length;f++)n[f]=f;n.sort((f,a)=>l[f]-l[a]);let i=[];for(let f=0;f<e.length;f++){let a=e[f],h=Array(s);for(let p=0;p<s;p++)h[p]=
a[n[p]];i.push(h)}return i}function xu(e){let l=e[0][0],s=l.length;for(let n=1;n<e.length;n++){let i=e[n][0];if(i.length!=s)return!1;if(i!=l){for(let f=0;f<s;f++)
if(i[f]!=l[f])return!1}}return!0}function Mu(e,l=100){let s=e.length;if(s<=1)return!0;let n=0,i=s-1;for(;n<=i&&e[n]==null;)n++;for(;i>=n&&e[i]==null;)i--;if(i<=
n)return!0;let f=Ye(1,lt((i-n+1)/l));for(let a=e[n],h=n+f;h<=i;h+=f){let p=e[h];if(p!=null){if(p<=a)return!1;a=p}}return!0}var Ai=["January","February","March",
"April","May","June","July","August","September","October","November","December"],Pi=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function Ei(e){
return e.slice(0,3)}var Au=Pi.map(Ei),Pu=Ai.map(Ei),Eu={MMMM:Ai,MMM:Pu,WWWW:Pi,WWW:Au};function Ul(e){return(e<10?"0":"")+e}function Lu(e){return(e<10?"00":e<100?
"0":"")+e}var Du={YYYY:e=>e.getFullYear(),YY:e=>(e.getFullYear()+"").slice(2),MMMM:(e,l)=>l.MMMM[e.getMonth()],MMM:(e,l)=>l.MMM[e.getMonth()],MM:e=>Ul(e.getMonth()+
1),M:e=>e.getMonth()+1,DD:e=>Ul(e.getDate()),D:e=>e.getDate(),WWWW:(e,l)=>l.WWWW[e.getDay()],WWW:(e,l)=>l.WWW[e.getDay()],HH:e=>Ul(e.getHours()),H:e=>e.getHours(),
h:e=>{let l=e.getHours();return l==0?12:l>12?l-12:l},AA:e=>e.getHours()>=12?"PM":"AM",aa:e=>e.getHours()>=12?"pm":"am",a:e=>e.getHours()>=12?"p":"a",mm:e=>Ul(e.
getMinutes()),m:e=>e.getMinutes(),ss:e=>Ul(e.getSeconds()),s:e=>e.getSeconds(),fff:e=>Lu(e.getMilliseconds())};function Es(e,l){l=l||Eu;let s=[],n=/\{([a-z]+)\}|[^{]+/gi,
i;for(;i=n.exec(e);)s.push(i[0][0]=="{"?Du[i[1]]:i[0]);return f=>{let a="";for(let h=0;h<s.length;h++)a+=typeof s[h]=="string"?s[h]:s[h](f,l);return a}}var Cu=new Intl.
DateTimeFormat().resolvedOptions().timeZone;function Ru(e,l){let s;return l=="UTC"||l=="Etc/UTC"?s=new Date(+e+e.getTimezoneOffset()*6e4):l==Cu?s=e:(s=new Date(
e.toLocaleString("en-US",{timeZone:l})),s.setMilliseconds(e.getMilliseconds())),s}var Li=e=>e%1==0,yn=[1,2,2.5,5],Ou=Ql(10,-32,0,yn),Di=Ql(10,0,32,yn),Vu=Di.filter(
Li),el=Ou.concat(Di),Ls=`
`,Ci="{YYYY}",Jo=Ls+Ci,Ri="{M}/{D}",jl=Ls+Ri,dn=jl+"/{YY}",Oi="{aa}",Nu="{h}:{mm}",Pl=Nu+Oi,Zo=Ls+Pl,Qo=":{ss}",ue=null;function Vi(e){let l=e*1e3,s=l*60,n=s*60,
i=n*24,f=i*30,a=i*365,p=(e==1?Ql(10,0,3,yn).filter(Li):Ql(10,-3,0,yn)).concat([l,l*5,l*10,l*15,l*30,s,s*5,s*10,s*15,s*30,n,n*2,n*3,n*4,n*6,n*8,n*12,i,i*2,i*3,i*
4,i*5,i*6,i*7,i*8,i*9,i*10,i*15,f,f*2,f*3,f*4,f*6,a,a*2,a*5,a*10,a*25,a*50,a*100]),m=[[a,Ci,ue,ue,ue,ue,ue,ue,1],[i*28,"{MMM}",Jo,ue,ue,ue,ue,ue,1],[i,Ri,Jo,ue,
ue,ue,ue,ue,1],[n,"{h}"+Oi,dn,ue,jl,ue,ue,ue,1],[s,Pl,dn,ue,jl,ue,ue,ue,1],[l,Qo,dn+" "+Pl,ue,jl+" "+Pl,ue,Zo,ue,1],[e,Qo+".{fff}",dn+" "+Pl,ue,jl+" "+Pl,ue,Zo,
ue,1]];function S(g){return(w,T,C,z,W,I)=>{let _=[],H=W>=a,x=W>=f&&W<a,j=g(C),D=pe(j*e,3),J=as(j.getFullYear(),H?0:j.getMonth(),x||H?1:j.getDate()),U=pe(J*e,3);
if(x||H){let X=x?W/f:0,Y=H?W/a:0,M=D==U?D:pe(as(J.getFullYear()+Y,J.getMonth()+X,1)*e,3),K=new Date(Pe(M/e)),R=K.getFullYear(),$=K.getMonth();for(let F=0;M<=z;F++){
let te=as(R+Y*F,$+X*F,1),N=te-g(pe(te*e,3));M=pe((+te+N)*e,3),M<=z&&_.push(M)}}else{let X=W>=i?i:W,Y=lt(C)-lt(D),M=U+Y+kn(D-U,X);_.push(M);let K=g(M),R=K.getHours()+
K.getMinutes()/s+K.getSeconds()/n,$=W/n,F=w.axes[T]._space,te=I/F;for(;M=pe(M+W,e==1?0:3),!(M>z);)if($>1){let N=lt(pe(R+$,6))%24,le=g(M).getHours()-N;le>1&&(le=
-1),M-=le*n,R=(R+$)%24;let ae=_[_.length-1];pe((M-ae)/W,3)*te>=.7&&_.push(M)}else _.push(M)}return _}}return[p,m,S]}var[Fu,zu,Hu]=Vi(1),[Wu,Gu,Iu]=Vi(.001);Ql(2,
-53,53,[1]);function Xo(e,l){return e.map(s=>s.map((n,i)=>i==0||i==8||n==null?n:l(i==1||s[8]==0?n:s[1]+n)))}function ei(e,l){return(s,n,i,f,a)=>{let h=l.find(C=>a>=
C[0])||l[l.length-1],p,m,S,g,w,T;return n.map(C=>{let z=e(C),W=z.getFullYear(),I=z.getMonth(),_=z.getDate(),H=z.getHours(),x=z.getMinutes(),j=z.getSeconds(),D=W!=
p&&h[2]||I!=m&&h[3]||_!=S&&h[4]||H!=g&&h[5]||x!=w&&h[6]||j!=T&&h[7]||h[1];return p=W,m=I,S=_,g=H,w=x,T=j,D(z)})}}function $u(e,l){let s=Es(l);return(n,i,f,a,h)=>i.
map(p=>s(e(p)))}function as(e,l,s){return new Date(e,l,s)}function ti(e,l){return l(e)}var Bu="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function li(e,l){return(s,n,i,f)=>f==
null?ks:l(e(n))}function Yu(e,l){let s=e.series[l];return s.width?s.stroke(e,l):s.points.width?s.points.stroke(e,l):null}function Uu(e,l){return e.series[l].fill(
e,l)}var qu={show:!0,live:!0,isolate:!1,mount:pu,markers:{show:!0,width:2,stroke:Yu,fill:Uu,dash:"solid"},idx:null,idxs:null,values:[]};function Ku(e,l){let s=e.
cursor.points,n=ft(),i=s.size(e,l);we(n,ql,i),we(n,Kl,i);let f=i/-2;we(n,"marginLeft",f),we(n,"marginTop",f);let a=s.width(e,l,i);return a&&we(n,"borderWidth",a),
n}function ju(e,l){let s=e.series[l].points;return s._fill||s._stroke}function Ju(e,l){let s=e.series[l].points;return s._stroke||s._fill}function Zu(e,l){return e.
series[l].points.size}var fs=[0,0];function Qu(e,l,s){return fs[0]=l,fs[1]=s,fs}function gn(e,l,s,n=!0){return i=>{i.button==0&&(!n||i.target==l)&&s(i)}}function cs(e,l,s,n=!0){
return i=>{(!n||i.target==l)&&s(i)}}var Xu={show:!0,x:!0,y:!0,lock:!1,move:Qu,points:{one:!1,show:Ku,size:Zu,width:0,stroke:Ju,fill:ju},bind:{mousedown:gn,mouseup:gn,
click:gn,dblclick:gn,mousemove:cs,mouseleave:cs,mouseenter:cs},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(e,l)=>{l.stopPropagation(),l.stopImmediatePropagation()},
_x:!1,_y:!1},focus:{dist:(e,l,s,n,i)=>n-i,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},Ni={
show:!0,stroke:"rgba(0,0,0,0.07)",width:2},Ds=xe({},Ni,{filter:_i}),Fi=xe({},Ds,{size:10}),zi=xe({},Ni,{show:!1}),Cs='12px system-ui, -apple-system, "Segoe UI",\
 Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',Hi="bold "+Cs,Wi=1.5,ni={
show:!0,scale:"x",stroke:_s,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Hi,side:2,grid:Ds,ticks:Fi,border:zi,font:Cs,lineGap:Wi,rotate:0},
ea="Value",ta="Time",si={show:!0,scale:"x",auto:!1,sorted:1,min:ce,max:-ce,idxs:[]};function la(e,l,s,n,i){return l.map(f=>f==null?"":As(f))}function na(e,l,s,n,i,f,a){
let h=[],p=Gt.get(i)||0;s=a?s:pe(kn(s,i),p);for(let m=s;m<=n;m=pe(m+i,p))h.push(Object.is(m,-0)?0:m);return h}function ws(e,l,s,n,i,f,a){let h=[],p=e.scales[e.axes[l].
scale].log,m=p==10?Dt:vi,S=lt(m(s));i=Ll(p,S),p==10&&(i=el[St(i,el)]);let g=s,w=i*p;p==10&&(w=el[St(w,el)]);do h.push(g),g=g+i,p==10&&!Gt.has(g)&&(g=pe(g,Gt.get(
i))),g>=w&&(i=g,w=i*p,p==10&&(w=el[St(w,el)]));while(g<=n);return h}function sa(e,l,s,n,i,f,a){let p=e.scales[e.axes[l].scale].asinh,m=n>p?ws(e,l,Ye(p,s),n,i):[
p],S=n>=0&&s<=0?[0]:[];return(s<-p?ws(e,l,Ye(p,-n),-s,i):[p]).reverse().map(w=>-w).concat(S,m)}var Gi=/./,oa=/[12357]/,ia=/[125]/,oi=/1/,Ss=(e,l,s,n)=>e.map((i,f)=>l==
4&&i==0||f%n==0&&s.test(i.toExponential()[i<0?1:0])?i:null);function ra(e,l,s,n,i){let f=e.axes[s],a=f.scale,h=e.scales[a],p=e.valToPos,m=f._space,S=p(10,a),g=p(
9,a)-S>=m?Gi:p(7,a)-S>=m?oa:p(5,a)-S>=m?ia:oi;if(g==oi){let w=Ee(p(1,a)-S);if(w<m)return Ss(l.slice().reverse(),h.distr,g,ct(m/w)).reverse()}return Ss(l,h.distr,
g,1)}function ua(e,l,s,n,i){let f=e.axes[s],a=f.scale,h=f._space,p=e.valToPos,m=Ee(p(1,a)-p(2,a));return m<h?Ss(l.slice().reverse(),3,Gi,ct(h/m)).reverse():l}function aa(e,l,s,n){
return n==null?ks:l==null?"":As(l)}var ii={show:!0,scale:"y",stroke:_s,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Hi,side:3,grid:Ds,ticks:Fi,
border:zi,font:Cs,lineGap:Wi,rotate:0};function fa(e,l){let s=3+(e||1)*2;return pe(s*l,3)}function ca(e,l){let{scale:s,idxs:n}=e.series[0],i=e._data[0],f=e.valToPos(
i[n[0]],s,!0),a=e.valToPos(i[n[1]],s,!0),h=Ee(a-f),p=e.series[l],m=h/(p.points.space*ie);return n[1]-n[0]<=m}var ri={scale:null,auto:!0,sorted:0,min:ce,max:-ce},
Ii=(e,l,s,n,i)=>i,ui={show:!0,auto:!0,sorted:0,gaps:Ii,alpha:1,facets:[xe({},ri,{scale:"x"}),xe({},ri,{scale:"y"})]},ai={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,
gaps:Ii,alpha:1,points:{show:ca,filter:null},values:null,min:ce,max:-ce,idxs:[],path:null,clip:null};function pa(e,l,s,n,i){return s/10}var $i={time:!0,auto:!0,
distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},ha=xe({},$i,{time:!1,ori:1}),fi={};function Bi(e,l){let s=fi[e];return s||(s={key:e,plots:[],sub(n){s.plots.
push(n)},unsub(n){s.plots=s.plots.filter(i=>i!=n)},pub(n,i,f,a,h,p,m){for(let S=0;S<s.plots.length;S++)s.plots[S]!=i&&s.plots[S].pub(n,i,f,a,h,p,m)}},e!=null&&(fi[e]=
s)),s}var Rl=1,vs=2;function sl(e,l,s){let n=e.mode,i=e.series[l],f=n==2?e._data[l]:e._data,a=e.scales,h=e.bbox,p=f[0],m=n==2?f[1]:f[l],S=n==2?a[i.facets[0].scale]:
a[e.series[0].scale],g=n==2?a[i.facets[1].scale]:a[i.scale],w=h.left,T=h.top,C=h.width,z=h.height,W=e.valToPosH,I=e.valToPosV;return S.ori==0?s(i,p,m,S,g,W,I,w,
T,C,z,Mn,Vl,Pn,Ui,Ki):s(i,p,m,S,g,I,W,T,w,z,C,An,Nl,Vs,qi,ji)}function Rs(e,l){let s=0,n=0,i=se(e.bands,Ps);for(let f=0;f<i.length;f++){let a=i[f];a.series[0]==
l?s=a.dir:a.series[1]==l&&(a.dir==1?n|=1:n|=2)}return[s,n==1?-1:n==2?1:n==3?2:0]}function ma(e,l,s,n,i){let f=e.mode,a=e.series[l],h=f==2?a.facets[1].scale:a.scale,
p=e.scales[h];return i==-1?p.min:i==1?p.max:p.distr==3?p.dir==1?p.min:p.max:0}function Ct(e,l,s,n,i,f){return sl(e,l,(a,h,p,m,S,g,w,T,C,z,W)=>{let I=a.pxRound,_=m.
dir*(m.ori==0?1:-1),H=m.ori==0?Vl:Nl,x,j;_==1?(x=s,j=n):(x=n,j=s);let D=I(g(h[x],m,z,T)),J=I(w(p[x],S,W,C)),U=I(g(h[j],m,z,T)),X=I(w(f==1?S.max:S.min,S,W,C)),Y=new Path2D(
i);return H(Y,U,X),H(Y,D,X),H(Y,D,J),Y})}function xn(e,l,s,n,i,f){let a=null;if(e.length>0){a=new Path2D;let h=l==0?Pn:Vs,p=s;for(let g=0;g<e.length;g++){let w=e[g];
if(w[1]>w[0]){let T=w[0]-p;T>0&&h(a,p,n,T,n+f),p=w[1]}}let m=s+i-p,S=10;m>0&&h(a,p,n-S/2,m,n+f+S)}return a}function da(e,l,s){let n=e[e.length-1];n&&n[0]==l?n[1]=
s:e.push([l,s])}function Os(e,l,s,n,i,f,a){let h=[],p=e.length;for(let m=i==1?s:n;m>=s&&m<=n;m+=i)if(l[m]===null){let g=m,w=m;if(i==1)for(;++m<=n&&l[m]===null;)
w=m;else for(;--m>=s&&l[m]===null;)w=m;let T=f(e[g]),C=w==g?T:f(e[w]),z=g-i;T=a<=0&&z>=0&&z<p?f(e[z]):T;let I=w+i;C=a>=0&&I>=0&&I<p?f(e[I]):C,C>=T&&h.push([T,C])}
return h}function ci(e){return e==0?bi:e==1?Pe:l=>Xt(l,e)}function Yi(e){let l=e==0?Mn:An,s=e==0?(i,f,a,h,p,m)=>{i.arcTo(f,a,h,p,m)}:(i,f,a,h,p,m)=>{i.arcTo(a,f,
p,h,m)},n=e==0?(i,f,a,h,p)=>{i.rect(f,a,h,p)}:(i,f,a,h,p)=>{i.rect(a,f,p,h)};return(i,f,a,h,p,m=0,S=0)=>{m==0&&S==0?n(i,f,a,h,p):(m=vt(m,h/2,p/2),S=vt(S,h/2,p/2),
l(i,f+m,a),s(i,f+h,a,f+h,a+p,m),s(i,f+h,a+p,f,a+p,S),s(i,f,a+p,f,a,S),s(i,f,a,f+h,a,m),i.closePath())}}var Mn=(e,l,s)=>{e.moveTo(l,s)},An=(e,l,s)=>{e.moveTo(s,l)},
Vl=(e,l,s)=>{e.lineTo(l,s)},Nl=(e,l,s)=>{e.lineTo(s,l)},Pn=Yi(0),Vs=Yi(1),Ui=(e,l,s,n,i,f)=>{e.arc(l,s,n,i,f)},qi=(e,l,s,n,i,f)=>{e.arc(s,l,n,i,f)},Ki=(e,l,s,n,i,f,a)=>{
e.bezierCurveTo(l,s,n,i,f,a)},ji=(e,l,s,n,i,f,a)=>{e.bezierCurveTo(s,l,i,n,a,f)};function Ji(e){return(l,s,n,i,f)=>sl(l,s,(a,h,p,m,S,g,w,T,C,z,W)=>{let{pxRound:I,
points:_}=a,H,x;m.ori==0?(H=Mn,x=Ui):(H=An,x=qi);let j=pe(_.width*ie,3),D=(_.size-_.width)/2*ie,J=pe(D*2,3),U=new Path2D,X=new Path2D,{left:Y,top:M,width:K,height:R}=l.
bbox;Pn(X,Y-J,M-J,K+J*2,R+J*2);let $=F=>{if(p[F]!=null){let te=I(g(h[F],m,z,T)),N=I(w(p[F],S,W,C));H(U,te+D,N),x(U,te,N,D,0,wn*2)}};if(f)f.forEach($);else for(let F=n;F<=
i;F++)$(F);return{stroke:j>0?U:null,fill:U,clip:X,flags:Rl|vs}})}function Zi(e){return(l,s,n,i,f,a)=>{n!=i&&(f!=n&&a!=n&&e(l,s,n),f!=i&&a!=i&&e(l,s,i),e(l,s,a))}}
var ga=Zi(Vl),wa=Zi(Nl);function Qi(e){let l=se(e?.alignGaps,0);return(s,n,i,f)=>sl(s,n,(a,h,p,m,S,g,w,T,C,z,W)=>{[i,f]=bn(p,i,f);let I=a.pxRound,_=R=>I(g(R,m,z,
T)),H=R=>I(w(R,S,W,C)),x,j;m.ori==0?(x=Vl,j=ga):(x=Nl,j=wa);let D=m.dir*(m.ori==0?1:-1),J={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Rl},U=J.
stroke,X=!1;if(f-i>=z*4){let R=O=>s.posToVal(O,m.key,!0),$=null,F=null,te,N,Ue,Se=_(h[D==1?i:f]),le=_(h[i]),ae=_(h[f]),Z=R(D==1?le+1:ae-1);for(let O=D==1?i:f;O>=
i&&O<=f;O+=D){let Me=h[O],ve=(D==1?Me<Z:Me>Z)?Se:_(Me),re=p[O];ve==Se?re!=null?(N=re,$==null?(x(U,ve,H(N)),te=$=F=N):N<$?$=N:N>F&&(F=N)):re===null&&(X=!0):($!=null&&
j(U,Se,H($),H(F),H(te),H(N)),re!=null?(N=re,x(U,ve,H(N)),$=F=te=N):($=F=null,re===null&&(X=!0)),Se=ve,Z=R(Se+D))}$!=null&&$!=F&&Ue!=Se&&j(U,Se,H($),H(F),H(te),H(
N))}else for(let R=D==1?i:f;R>=i&&R<=f;R+=D){let $=p[R];$===null?X=!0:$!=null&&x(U,_(h[R]),H($))}let[M,K]=Rs(s,n);if(a.fill!=null||M!=0){let R=J.fill=new Path2D(
U),$=a.fillTo(s,n,a.min,a.max,M),F=H($),te=_(h[i]),N=_(h[f]);D==-1&&([N,te]=[te,N]),x(R,N,F),x(R,te,F)}if(!a.spanGaps){let R=[];X&&R.push(...Os(h,p,i,f,D,_,l)),
J.gaps=R=a.gaps(s,n,i,f,R),J.clip=xn(R,m.ori,T,C,z,W)}return K!=0&&(J.band=K==2?[Ct(s,n,i,f,U,-1),Ct(s,n,i,f,U,1)]:Ct(s,n,i,f,U,K)),J})}function Sa(e){let l=se(
e.align,1),s=se(e.ascDesc,!1),n=se(e.alignGaps,0),i=se(e.extend,!1);return(f,a,h,p)=>sl(f,a,(m,S,g,w,T,C,z,W,I,_,H)=>{[h,p]=bn(g,h,p);let x=m.pxRound,{left:j,width:D}=f.
bbox,J=le=>x(C(le,w,_,W)),U=le=>x(z(le,T,H,I)),X=w.ori==0?Vl:Nl,Y={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Rl},M=Y.stroke,K=w.dir*(w.ori==
0?1:-1),R=U(g[K==1?h:p]),$=J(S[K==1?h:p]),F=$,te=$;i&&l==-1&&(te=j,X(M,te,R)),X(M,$,R);for(let le=K==1?h:p;le>=h&&le<=p;le+=K){let ae=g[le];if(ae==null)continue;
let Z=J(S[le]),O=U(ae);l==1?X(M,Z,R):X(M,F,O),X(M,Z,O),R=O,F=Z}let N=F;i&&l==1&&(N=j+D,X(M,N,R));let[Ue,Se]=Rs(f,a);if(m.fill!=null||Ue!=0){let le=Y.fill=new Path2D(
M),ae=m.fillTo(f,a,m.min,m.max,Ue),Z=U(ae);X(le,N,Z),X(le,te,Z)}if(!m.spanGaps){let le=[];le.push(...Os(S,g,h,p,K,J,n));let ae=m.width*ie/2,Z=s||l==1?ae:-ae,O=s||
l==-1?-ae:ae;le.forEach(Me=>{Me[0]+=Z,Me[1]+=O}),Y.gaps=le=m.gaps(f,a,h,p,le),Y.clip=xn(le,w.ori,W,I,_,H)}return Se!=0&&(Y.band=Se==2?[Ct(f,a,h,p,M,-1),Ct(f,a,h,
p,M,1)]:Ct(f,a,h,p,M,Se)),Y})}function pi(e,l,s,n,i,f,a=ce){if(e.length>1){let h=null;for(let p=0,m=1/0;p<e.length;p++)if(l[p]!==void 0){if(h!=null){let S=Ee(e[p]-
e[h]);S<m&&(m=S,a=Ee(s(e[p],n,i,f)-s(e[h],n,i,f)))}h=p}}return a}function va(e){e=e||Zl;let l=se(e.size,[.6,ce,1]),s=e.align||0,n=e.gap||0,i=e.radius;i=i==null?
[0,0]:typeof i=="number"?[i,0]:i;let f=ee(i),a=1-l[0],h=se(l[1],ce),p=se(l[2],1),m=se(e.disp,Zl),S=se(e.each,T=>{}),{fill:g,stroke:w}=m;return(T,C,z,W)=>sl(T,C,
(I,_,H,x,j,D,J,U,X,Y,M)=>{let K=I.pxRound,R=s,$=n*ie,F=h*ie,te=p*ie,N,Ue;x.ori==0?[N,Ue]=f(T,C):[Ue,N]=f(T,C);let Se=x.dir*(x.ori==0?1:-1),le=x.ori==0?Pn:Vs,ae=x.
ori==0?S:(E,he,Ae,fl,Bt,bt,Yt)=>{S(E,he,Ae,Bt,fl,Yt,bt)},Z=se(T.bands,Ps).find(E=>E.series[0]==C),O=Z!=null?Z.dir:0,Me=I.fillTo(T,C,I.min,I.max,O),We=K(J(Me,j,M,
X)),ve,re,pt,je=Y,be=K(I.width*ie),yt=!1,Pt=null,st=null,Rt=null,rl=null;g!=null&&(be==0||w!=null)&&(yt=!0,Pt=g.values(T,C,z,W),st=new Map,new Set(Pt).forEach(E=>{
E!=null&&st.set(E,new Path2D)}),be>0&&(Rt=w.values(T,C,z,W),rl=new Map,new Set(Rt).forEach(E=>{E!=null&&rl.set(E,new Path2D)})));let{x0:ul,size:Fl}=m;if(ul!=null&&
Fl!=null){R=1,_=ul.values(T,C,z,W),ul.unit==2&&(_=_.map(Ae=>T.posToVal(U+Ae*Y,x.key,!0)));let E=Fl.values(T,C,z,W);Fl.unit==2?re=E[0]*Y:re=D(E[0],x,Y,U)-D(0,x,Y,
U),je=pi(_,H,D,x,Y,U,je),pt=je-re+$}else je=pi(_,H,D,x,Y,U,je),pt=je*a+$,re=je-pt;pt<1&&(pt=0),be>=re/2&&(be=0),pt<5&&(K=bi);let Xl=pt>0,It=je-pt-(Xl?be:0);re=K(
gs(It,te,F)),ve=(R==0?re/2:R==Se?0:re)-R*Se*((R==0?$/2:0)+(Xl?be/2:0));let Ge={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},al=yt?null:new Path2D,
Et=null;if(Z!=null)Et=T.data[Z.series[1]];else{let{y0:E,y1:he}=m;E!=null&&he!=null&&(H=he.values(T,C,z,W),Et=E.values(T,C,z,W))}let $t=N*re,q=Ue*re;for(let E=Se==
1?z:W;E>=z&&E<=W;E+=Se){let he=H[E];if(he==null)continue;if(Et!=null){let qe=Et[E]??0;if(he-qe==0)continue;We=J(qe,j,M,X)}let Ae=x.distr!=2||m!=null?_[E]:E,fl=D(
Ae,x,Y,U),Bt=J(se(he,Me),j,M,X),bt=K(fl-ve),Yt=K(Ye(Bt,We)),Je=K(vt(Bt,We)),ot=Yt-Je;if(he!=null){let qe=he<0?q:$t,ht=he<0?$t:q;yt?(be>0&&Rt[E]!=null&&le(rl.get(
Rt[E]),bt,Je+lt(be/2),re,Ye(0,ot-be),qe,ht),Pt[E]!=null&&le(st.get(Pt[E]),bt,Je+lt(be/2),re,Ye(0,ot-be),qe,ht)):le(al,bt,Je+lt(be/2),re,Ye(0,ot-be),qe,ht),ae(T,
C,E,bt-be/2,Je,re+be,ot)}}return be>0?Ge.stroke=yt?rl:al:yt||(Ge._fill=I.width==0?I._fill:I._stroke??I._fill,Ge.width=0),Ge.fill=yt?st:al,Ge})}function ya(e,l){
let s=se(l?.alignGaps,0);return(n,i,f,a)=>sl(n,i,(h,p,m,S,g,w,T,C,z,W,I)=>{[f,a]=bn(m,f,a);let _=h.pxRound,H=N=>_(w(N,S,W,C)),x=N=>_(T(N,g,I,z)),j,D,J;S.ori==0?
(j=Mn,J=Vl,D=Ki):(j=An,J=Nl,D=ji);let U=S.dir*(S.ori==0?1:-1),X=H(p[U==1?f:a]),Y=X,M=[],K=[];for(let N=U==1?f:a;N>=f&&N<=a;N+=U)if(m[N]!=null){let Se=p[N],le=H(
Se);M.push(Y=le),K.push(x(m[N]))}let R={stroke:e(M,K,j,J,D,_),fill:null,clip:null,band:null,gaps:null,flags:Rl},$=R.stroke,[F,te]=Rs(n,i);if(h.fill!=null||F!=0){
let N=R.fill=new Path2D($),Ue=h.fillTo(n,i,h.min,h.max,F),Se=x(Ue);J(N,Y,Se),J(N,X,Se)}if(!h.spanGaps){let N=[];N.push(...Os(p,m,f,a,U,H,s)),R.gaps=N=h.gaps(n,i,
f,a,N),R.clip=xn(N,S.ori,C,z,W,I)}return te!=0&&(R.band=te==2?[Ct(n,i,f,a,$,-1),Ct(n,i,f,a,$,1)]:Ct(n,i,f,a,$,te)),R})}function ba(e){return ya(_a,e)}function _a(e,l,s,n,i,f){
let a=e.length;if(a<2)return null;let h=new Path2D;if(s(h,e[0],l[0]),a==2)n(h,e[1],l[1]);else{let p=Array(a),m=Array(a-1),S=Array(a-1),g=Array(a-1);for(let w=0;w<
a-1;w++)S[w]=l[w+1]-l[w],g[w]=e[w+1]-e[w],m[w]=S[w]/g[w];p[0]=m[0];for(let w=1;w<a-1;w++)m[w]===0||m[w-1]===0||m[w-1]>0!=m[w]>0?p[w]=0:(p[w]=3*(g[w-1]+g[w])/((2*
g[w]+g[w-1])/m[w-1]+(g[w]+2*g[w-1])/m[w]),isFinite(p[w])||(p[w]=0));p[a-1]=m[a-2];for(let w=0;w<a-1;w++)i(h,e[w]+g[w]/3,l[w]+p[w]*g[w]/3,e[w+1]-g[w]/3,l[w+1]-p[w+
1]*g[w]/3,e[w+1],l[w+1])}return h}var ys=new Set;function hi(){for(let e of ys)e.syncRect(!0)}Ol&&(ll(lu,El,hi),ll(nu,El,hi,!0),ll(Sn,El,()=>{Ne.pxRatio=ie}));var ka=Qi(),
Ta=Ji();function mi(e,l,s,n){return(n?[e[0],e[1]].concat(e.slice(2)):[e[0]].concat(e.slice(1))).map((f,a)=>bs(f,a,l,s))}function xa(e,l){return e.map((s,n)=>n==
0?{}:xe({},l,s))}function bs(e,l,s,n){return xe({},l==0?s:n,e)}function Xi(e,l,s){return l==null?Dl:[l,s]}var Ma=Xi;function Aa(e,l,s){return l==null?Dl:vn(l,s,
Ms,!0)}function er(e,l,s,n){return l==null?Dl:_n(l,s,e.scales[n].log,!1)}var Pa=er;function tr(e,l,s,n){return l==null?Dl:xs(l,s,e.scales[n].log,!1)}var Ea=tr;function La(e,l,s,n,i){
let f=Ye(Uo(e),Uo(l)),a=l-e,h=St(i/n*a,s);do{let p=s[h],m=n*p/a;if(m>=i&&f+(p<5?Gt.get(p):0)<=17)return[p,m]}while(++h<s.length);return[0,0]}function di(e){let l,
s;return e=e.replace(/(\d+)px/,(n,i)=>(l=Pe((s=+i)*ie))+"px"),[e,l,s]}function Da(e){e.show&&[e.font,e.labelFont].forEach(l=>{let s=pe(l[2]*ie,1);l[0]=l[0].replace(
/[0-9.]+px/,s+"px"),l[1]=s})}function Ne(e,l,s){let n={mode:se(e.mode,1)},i=n.mode;function f(t,o,r,u){let c=o.valToPct(t);return u+r*(o.dir==-1?1-c:c)}function a(t,o,r,u){
let c=o.valToPct(t);return u+r*(o.dir==-1?c:1-c)}function h(t,o,r,u){return o.ori==0?f(t,o,r,u):a(t,o,r,u)}n.valToPosH=f,n.valToPosV=a;let p=!1;n.status=0;let m=n.
root=ft(zr);if(e.id!=null&&(m.id=e.id),tt(m,e.class),e.title){let t=ft(Gr,m);t.textContent=e.title}let S=wt("canvas"),g=n.ctx=S.getContext("2d"),w=ft(Ir,m);ll("\
click",w,t=>{t.target===C&&(me!=bl||ye!=_l)&&ze.click(n,t)},!0);let T=n.under=ft($r,w);w.appendChild(S);let C=n.over=ft(Br,w);e=Cl(e);let z=+se(e.pxAlign,1),W=ci(
z);(e.plugins||[]).forEach(t=>{t.opts&&(e=t.opts(n,e)||e)});let I=e.ms||.001,_=n.series=i==1?mi(e.series||[],si,ai,!1):xa(e.series||[null],ui),H=n.axes=mi(e.axes||
[],ni,ii,!0),x=n.scales={},j=n.bands=e.bands||[];j.forEach(t=>{t.fill=ee(t.fill||null),t.dir=se(t.dir,-1)});let D=i==2?_[1].facets[0].scale:_[0].scale,J={axes:kr,
series:Sr},U=(e.drawOrder||["axes","series"]).map(t=>J[t]);function X(t){let o=t.distr==3?r=>Dt(r>0?r:t.clamp(n,r,t.min,t.max,t.key)):t.distr==4?r=>us(r,t.asinh):
t.distr==100?r=>t.fwd(r):r=>r;return r=>{let u=o(r),{_min:c,_max:d}=t,v=d-c;return(u-c)/v}}function Y(t){let o=x[t];if(o==null){let r=(e.scales||Zl)[t]||Zl;if(r.
from!=null){Y(r.from);let u=xe({},x[r.from],r,{key:t});u.valToPct=X(u),x[t]=u}else{o=x[t]=xe({},t==D?$i:ha,r),o.key=t;let u=o.time,c=o.range,d=Wt(c);if((t!=D||i==
2&&!u)&&(d&&(c[0]==null||c[1]==null)&&(c={min:c[0]==null?$o:{mode:1,hard:c[0],soft:c[0]},max:c[1]==null?$o:{mode:1,hard:c[1],soft:c[1]}},d=!1),!d&&Tn(c))){let v=c;
c=(y,b,A)=>b==null?Dl:vn(b,A,v)}o.range=ee(c||(u?Ma:t==D?o.distr==3?Pa:o.distr==4?Ea:Xi:o.distr==3?er:o.distr==4?tr:Aa)),o.auto=ee(d?!1:o.auto),o.clamp=ee(o.clamp||
pa),o._min=o._max=null,o.valToPct=X(o)}}}Y("x"),Y("y"),i==1&&_.forEach(t=>{Y(t.scale)}),H.forEach(t=>{Y(t.scale)});for(let t in e.scales)Y(t);let M=x[D],K=M.distr,
R,$;M.ori==0?(tt(m,Hr),R=f,$=a):(tt(m,Wr),R=a,$=f);let F={};for(let t in x){let o=x[t];(o.min!=null||o.max!=null)&&(F[t]={min:o.min,max:o.max},o.min=o.max=null)}
let te=e.tzDate||(t=>new Date(Pe(t/I))),N=e.fmtDate||Es,Ue=I==1?Hu(te):Iu(te),Se=ei(te,Xo(I==1?zu:Gu,N)),le=li(te,ti(Bu,N)),ae=[],Z=n.legend=xe({},qu,e.legend),
O=n.cursor=xe({},Xu,{drag:{y:i==2}},e.cursor),Me=Z.show,We=O.show,ve=Z.markers;Z.idxs=ae,ve.width=ee(ve.width),ve.dash=ee(ve.dash),ve.stroke=ee(ve.stroke),ve.fill=
ee(ve.fill);let re,pt,je,be=[],yt=[],Pt,st=!1,Rt={};if(Z.live){let t=_[1]?_[1].values:null;st=t!=null,Pt=st?t(n,1,0):{_:0};for(let o in Pt)Rt[o]=ks}if(Me)if(re=
wt("table",Jr,m),je=wt("tbody",null,re),Z.mount(n,re),st){pt=wt("thead",null,re,je);let t=wt("tr",null,pt);wt("th",null,t);for(var rl in Pt)wt("th",Lo,t).textContent=
rl}else tt(re,Qr),Z.live&&tt(re,Zr);let ul={show:!0},Fl={show:!1};function Xl(t,o){if(o==0&&(st||!Z.live||i==2))return Dl;let r=[],u=wt("tr",Xr,je,je.childNodes[o]);
tt(u,t.class),t.show||tt(u,tl);let c=wt("th",null,u);if(ve.show){let y=ft(eu,c);if(o>0){let b=ve.width(n,o);b&&(y.style.border=b+"px "+ve.dash(n,o)+" "+ve.stroke(
n,o)),y.style.background=ve.fill(n,o)}}let d=ft(Lo,c);t.label instanceof HTMLElement?d.appendChild(t.label):d.textContent=t.label,o>0&&(ve.show||(d.style.color=
t.width>0?ve.stroke(n,o):ve.fill(n,o)),Ge("click",c,y=>{if(O._lock)return;qt(y);let b=_.indexOf(t);if((y.ctrlKey||y.metaKey)!=Z.isolate){let A=_.some((P,L)=>L>0&&
L!=b&&P.show);_.forEach((P,L)=>{L>0&&kt(L,A?L==b?ul:Fl:ul,!0,Te.setSeries)})}else kt(b,{show:!t.show},!0,Te.setSeries)},!1),pl&&Ge(Oo,c,y=>{O._lock||(qt(y),kt(_.
indexOf(t),Tl,!0,Te.setSeries))},!1));for(var v in Pt){let y=wt("td",tu,u);y.textContent="--",r.push(y)}return[u,r]}let It=new Map;function Ge(t,o,r,u=!0){let c=It.
get(o)||{},d=O.bind[t](n,o,r,u);d&&(ll(t,o,c[t]=d),It.set(o,c))}function al(t,o,r){let u=It.get(o)||{};for(let c in u)(t==null||c==t)&&(ds(c,o,u[c]),delete u[c]);
t==null&&It.delete(o)}let Et=0,$t=0,q=0,E=0,he=0,Ae=0,fl=he,Bt=Ae,bt=q,Yt=E,Je=0,ot=0,qe=0,ht=0;n.bbox={};let En=!1,en=!1,cl=!1,Ut=!1,tn=!1,it=!1;function Ln(t,o,r){
(r||t!=n.width||o!=n.height)&&Ws(t,o),wl(!1),cl=!0,en=!0,Sl()}function Ws(t,o){n.width=Et=q=t,n.height=$t=E=o,he=Ae=0,cr(),pr();let r=n.bbox;Je=r.left=Xt(he*ie,
.5),ot=r.top=Xt(Ae*ie,.5),qe=r.width=Xt(q*ie,.5),ht=r.height=Xt(E*ie,.5)}let ur=3;function ar(){let t=!1,o=0;for(;!t;){o++;let r=br(o),u=_r(o);t=o==ur||r&&u,t||
(Ws(n.width,n.height),en=!0)}}function fr({width:t,height:o}){Ln(t,o)}n.setSize=fr;function cr(){let t=!1,o=!1,r=!1,u=!1;H.forEach((c,d)=>{if(c.show&&c._show){let{
side:v,_size:y}=c,b=v%2,A=c.label!=null?c.labelSize:0,P=y+A;P>0&&(b?(q-=P,v==3?(he+=P,u=!0):r=!0):(E-=P,v==0?(Ae+=P,t=!0):o=!0))}}),Kt[0]=t,Kt[1]=r,Kt[2]=o,Kt[3]=
u,q-=Ot[1]+Ot[3],he+=Ot[3],E-=Ot[2]+Ot[0],Ae+=Ot[0]}function pr(){let t=he+q,o=Ae+E,r=he,u=Ae;function c(d,v){switch(d){case 1:return t+=v,t-v;case 2:return o+=
v,o-v;case 3:return r-=v,r+v;case 0:return u-=v,u+v}}H.forEach((d,v)=>{if(d.show&&d._show){let y=d.side;d._pos=c(y,d._size),d.label!=null&&(d._lpos=c(y,d.labelSize))}})}
if(O.dataIdx==null){let t=O.hover,o=t.skip=new Set(t.skip??[]);o.add(void 0);let r=t.prox=ee(t.prox),u=t.bias??=0;O.dataIdx=(c,d,v,y)=>{if(d==0)return v;let b=v,
A=r(c,d,v,y)??ce,P=A>=0&&A<ce,L=M.ori==0?q:E,B=O.left,oe=l[0],ne=l[d];if(o.has(ne[v])){b=null;let Q=null,G=null,V;if(u==0||u==-1)for(V=v;Q==null&&V-- >0;)o.has(
ne[V])||(Q=V);if(u==0||u==1)for(V=v;G==null&&V++<ne.length;)o.has(ne[V])||(G=V);if(Q!=null||G!=null)if(P){let ge=Q==null?-1/0:R(oe[Q],M,L,0),_e=G==null?1/0:R(oe[G],
M,L,0),Ve=B-ge,fe=_e-B;Ve<=fe?Ve<=A&&(b=Q):fe<=A&&(b=G)}else b=G==null?Q:Q==null?G:v-Q<=G-v?Q:G}else P&&Ee(B-R(oe[v],M,L,0))>A&&(b=null);return b}}let qt=t=>{O.
event=t};O.idxs=ae,O._lock=!1;let He=O.points;He.show=ee(He.show),He.size=ee(He.size),He.stroke=ee(He.stroke),He.width=ee(He.width),He.fill=ee(He.fill);let _t=n.
focus=xe({},e.focus||{alpha:.3},O.focus),pl=_t.prox>=0,hl=pl&&He.one,rt=[],ml=[],dl=[];function Gs(t,o){let r=He.show(n,o);if(r instanceof HTMLElement)return tt(
r,jr),tt(r,t.class),At(r,-10,-10,q,E),C.insertBefore(r,rt[o]),r}function Is(t,o){if(i==1||o>0){let r=i==1&&x[t.scale].time,u=t.value;t.value=r?jo(u)?li(te,ti(u,
N)):u||le:u||aa,t.label=t.label||(r?ta:ea)}if(hl||o>0){t.width=t.width==null?1:t.width,t.paths=t.paths||ka||hu,t.fillTo=ee(t.fillTo||ma),t.pxAlign=+se(t.pxAlign,
z),t.pxRound=ci(t.pxAlign),t.stroke=ee(t.stroke||null),t.fill=ee(t.fill||null),t._stroke=t._fill=t._paths=t._focus=null;let r=fa(Ye(1,t.width),1),u=t.points=xe(
{},{size:r,width:Ye(1,r*.2),stroke:t.stroke,space:r*2,paths:Ta,_stroke:null,_fill:null},t.points);u.show=ee(u.show),u.filter=ee(u.filter),u.fill=ee(u.fill),u.stroke=
ee(u.stroke),u.paths=ee(u.paths),u.pxAlign=t.pxAlign}if(Me){let r=Xl(t,o);be.splice(o,0,r[0]),yt.splice(o,0,r[1]),Z.values.push(null)}if(We){ae.splice(o,0,null);
let r=null;hl?o==0&&(r=Gs(t,o)):o>0&&(r=Gs(t,o)),rt.splice(o,0,r),ml.splice(o,0,0),dl.splice(o,0,0)}Oe("addSeries",o)}function hr(t,o){o=o??_.length,t=i==1?bs(t,
o,si,ai):bs(t,o,{},ui),_.splice(o,0,t),Is(_[o],o)}n.addSeries=hr;function mr(t){if(_.splice(t,1),Me){Z.values.splice(t,1),yt.splice(t,1);let o=be.splice(t,1)[0];
al(null,o.firstChild),o.remove()}We&&(ae.splice(t,1),rt.splice(t,1)[0].remove(),ml.splice(t,1),dl.splice(t,1)),Oe("delSeries",t)}n.delSeries=mr;let Kt=[!1,!1,!1,
!1];function dr(t,o){if(t._show=t.show,t.show){let r=t.side%2,u=x[t.scale];u==null&&(t.scale=r?_[1].scale:D,u=x[t.scale]);let c=u.time;t.size=ee(t.size),t.space=
ee(t.space),t.rotate=ee(t.rotate),Wt(t.incrs)&&t.incrs.forEach(v=>{!Gt.has(v)&&Gt.set(v,Ti(v))}),t.incrs=ee(t.incrs||(u.distr==2?Vu:c?I==1?Fu:Wu:el)),t.splits=ee(
t.splits||(c&&u.distr==1?Ue:u.distr==3?ws:u.distr==4?sa:na)),t.stroke=ee(t.stroke),t.grid.stroke=ee(t.grid.stroke),t.ticks.stroke=ee(t.ticks.stroke),t.border.stroke=
ee(t.border.stroke);let d=t.values;t.values=Wt(d)&&!Wt(d[0])?ee(d):c?Wt(d)?ei(te,Xo(d,N)):jo(d)?$u(te,d):d||Se:d||la,t.filter=ee(t.filter||(u.distr>=3&&u.log==10?
ra:u.distr==3&&u.log==2?ua:_i)),t.font=di(t.font),t.labelFont=di(t.labelFont),t._size=t.size(n,null,o,0),t._space=t._rotate=t._incrs=t._found=t._splits=t._values=
null,t._size>0&&(Kt[o]=!0,t._el=ft(Yr,w))}}function zl(t,o,r,u){let[c,d,v,y]=r,b=o%2,A=0;return b==0&&(y||d)&&(A=o==0&&!c||o==2&&!v?Pe(ni.size/3):0),b==1&&(c||v)&&
(A=o==1&&!d||o==3&&!y?Pe(ii.size/2):0),A}let $s=n.padding=(e.padding||[zl,zl,zl,zl]).map(t=>ee(se(t,zl))),Ot=n._padding=$s.map((t,o)=>t(n,o,Kt,0)),Fe,Le=null,De=null,
ln=i==1?_[0].idxs:null,mt=null,Hl=!1;function Bs(t,o){if(l=t??[],n.data=n._data=l,i==2){Fe=0;for(let r=1;r<_.length;r++)Fe+=l[r][0].length}else{l.length==0&&(n.
data=n._data=l=[[]]),mt=l[0],Fe=mt.length;let r=l;if(K==2){r=l.slice();let u=r[0]=Array(Fe);for(let c=0;c<Fe;c++)u[c]=c}n._data=l=r}if(wl(!0),Oe("setData"),K==2&&
(cl=!0),o!==!1){let r=M;r.auto(n,Hl)?Dn():Nt(D,r.min,r.max),Ut=Ut||O.left>=0,it=!0,Sl()}}n.setData=Bs;function Dn(){Hl=!0;let t,o;i==1&&(Fe>0?(Le=ln[0]=0,De=ln[1]=
Fe-1,t=l[0][Le],o=l[0][De],K==2?(t=Le,o=De):t==o&&(K==3?[t,o]=_n(t,t,M.log,!1):K==4?[t,o]=xs(t,t,M.log,!1):M.time?o=t+Pe(86400/I):[t,o]=vn(t,o,Ms,!0))):(Le=ln[0]=
t=null,De=ln[1]=o=null)),Nt(D,t,o)}let nn,gl,Cn,Rn,On,Vn,Nn,Fn,zn,Ke;function Ys(t,o,r,u,c,d){t??=Co,r??=Ps,u??="butt",c??=Co,d??="round",t!=nn&&(g.strokeStyle=
nn=t),c!=gl&&(g.fillStyle=gl=c),o!=Cn&&(g.lineWidth=Cn=o),d!=On&&(g.lineJoin=On=d),u!=Vn&&(g.lineCap=Vn=u),r!=Rn&&g.setLineDash(Rn=r)}function Us(t,o,r,u){o!=gl&&
(g.fillStyle=gl=o),t!=Nn&&(g.font=Nn=t),r!=Fn&&(g.textAlign=Fn=r),u!=zn&&(g.textBaseline=zn=u)}function Hn(t,o,r,u,c=0){if(u.length>0&&t.auto(n,Hl)&&(o==null||o.
min==null)){let d=se(Le,0),v=se(De,u.length-1),y=r.min==null?ru(u,d,v,c,t.distr==3):[r.min,r.max];t.min=vt(t.min,r.min=y[0]),t.max=Ye(t.max,r.max=y[1])}}let qs={
min:null,max:null};function gr(){for(let u in x){let c=x[u];F[u]==null&&(c.min==null||F[D]!=null&&c.auto(n,Hl))&&(F[u]=qs)}for(let u in x){let c=x[u];F[u]==null&&
c.from!=null&&F[c.from]!=null&&(F[u]=qs)}F[D]!=null&&wl(!0);let t={};for(let u in F){let c=F[u];if(c!=null){let d=t[u]=Cl(x[u],gu);if(c.min!=null)xe(d,c);else if(u!=
D||i==2)if(Fe==0&&d.from==null){let v=d.range(n,null,null,u);d.min=v[0],d.max=v[1]}else d.min=ce,d.max=-ce}}if(Fe>0){_.forEach((u,c)=>{if(i==1){let d=u.scale,v=F[d];
if(v==null)return;let y=t[d];if(c==0){let b=y.range(n,y.min,y.max,d);y.min=b[0],y.max=b[1],Le=St(y.min,l[0]),De=St(y.max,l[0]),De-Le>1&&(l[0][Le]<y.min&&Le++,l[0][De]>
y.max&&De--),u.min=mt[Le],u.max=mt[De]}else u.show&&u.auto&&Hn(y,v,u,l[c],u.sorted);u.idxs[0]=Le,u.idxs[1]=De}else if(c>0&&u.show&&u.auto){let[d,v]=u.facets,y=d.
scale,b=v.scale,[A,P]=l[c],L=t[y],B=t[b];L!=null&&Hn(L,F[y],d,A,d.sorted),B!=null&&Hn(B,F[b],v,P,v.sorted),u.min=v.min,u.max=v.max}});for(let u in t){let c=t[u],
d=F[u];if(c.from==null&&(d==null||d.min==null)){let v=c.range(n,c.min==ce?null:c.min,c.max==-ce?null:c.max,u);c.min=v[0],c.max=v[1]}}}for(let u in t){let c=t[u];
if(c.from!=null){let d=t[c.from];if(d.min==null)c.min=c.max=null;else{let v=c.range(n,d.min,d.max,u);c.min=v[0],c.max=v[1]}}}let o={},r=!1;for(let u in t){let c=t[u],
d=x[u];if(d.min!=c.min||d.max!=c.max){d.min=c.min,d.max=c.max;let v=d.distr;d._min=v==3?Dt(d.min):v==4?us(d.min,d.asinh):v==100?d.fwd(d.min):d.min,d._max=v==3?Dt(
d.max):v==4?us(d.max,d.asinh):v==100?d.fwd(d.max):d.max,o[u]=r=!0}}if(r){_.forEach((u,c)=>{i==2?c>0&&o.y&&(u._paths=null):o[u.scale]&&(u._paths=null)});for(let u in o)
cl=!0,Oe("setScale",u);We&&O.left>=0&&(Ut=it=!0)}for(let u in F)F[u]=null}function wr(t){let o=gs(Le-1,0,Fe-1),r=gs(De+1,0,Fe-1);for(;t[o]==null&&o>0;)o--;for(;t[r]==
null&&r<Fe-1;)r++;return[o,r]}function Sr(){if(Fe>0){let t=_.some(o=>o._focus)&&Ke!=_t.alpha;t&&(g.globalAlpha=Ke=_t.alpha),_.forEach((o,r)=>{if(r>0&&o.show&&(Ks(
r,!1),Ks(r,!0),o._paths==null)){let u=Ke;Ke!=o.alpha&&(g.globalAlpha=Ke=o.alpha);let c=i==2?[0,l[r][0].length-1]:wr(l[r]);o._paths=o.paths(n,r,c[0],c[1]),Ke!=u&&
(g.globalAlpha=Ke=u)}}),_.forEach((o,r)=>{if(r>0&&o.show){let u=Ke;Ke!=o.alpha&&(g.globalAlpha=Ke=o.alpha),o._paths!=null&&js(r,!1);{let c=o._paths!=null?o._paths.
gaps:null,d=o.points.show(n,r,Le,De,c),v=o.points.filter(n,r,d,c);(d||v)&&(o.points._paths=o.points.paths(n,r,Le,De,v),js(r,!0))}Ke!=u&&(g.globalAlpha=Ke=u),Oe(
"drawSeries",r)}}),t&&(g.globalAlpha=Ke=1)}}function Ks(t,o){let r=o?_[t].points:_[t];r._stroke=r.stroke(n,t),r._fill=r.fill(n,t)}function js(t,o){let r=o?_[t].
points:_[t],{stroke:u,fill:c,clip:d,flags:v,_stroke:y=r._stroke,_fill:b=r._fill,_width:A=r.width}=r._paths;A=pe(A*ie,3);let P=null,L=A%2/2;o&&b==null&&(b=A>0?"#\
fff":y);let B=r.pxAlign==1&&L>0;if(B&&g.translate(L,L),!o){let oe=Je-A/2,ne=ot-A/2,Q=qe+A,G=ht+A;P=new Path2D,P.rect(oe,ne,Q,G)}o?Wn(y,A,r.dash,r.cap,b,u,c,v,d):
vr(t,y,A,r.dash,r.cap,b,u,c,v,P,d),B&&g.translate(-L,-L)}function vr(t,o,r,u,c,d,v,y,b,A,P){let L=!1;b!=0&&j.forEach((B,oe)=>{if(B.series[0]==t){let ne=_[B.series[1]],
Q=l[B.series[1]],G=(ne._paths||Zl).band;Wt(G)&&(G=B.dir==1?G[0]:G[1]);let V,ge=null;ne.show&&G&&au(Q,Le,De)?(ge=B.fill(n,oe)||d,V=ne._paths.clip):G=null,Wn(o,r,
u,c,ge,v,y,b,A,P,V,G),L=!0}}),L||Wn(o,r,u,c,d,v,y,b,A,P)}let Js=Rl|vs;function Wn(t,o,r,u,c,d,v,y,b,A,P,L){Ys(t,o,r,u,c),(b||A||L)&&(g.save(),b&&g.clip(b),A&&g.
clip(A)),L?(y&Js)==Js?(g.clip(L),P&&g.clip(P),on(c,v),sn(t,d,o)):y&vs?(on(c,v),g.clip(L),sn(t,d,o)):y&Rl&&(g.save(),g.clip(L),P&&g.clip(P),on(c,v),g.restore(),sn(
t,d,o)):(on(c,v),sn(t,d,o)),(b||A||L)&&g.restore()}function sn(t,o,r){r>0&&(o instanceof Map?o.forEach((u,c)=>{g.strokeStyle=nn=c,g.stroke(u)}):o!=null&&t&&g.stroke(
o))}function on(t,o){o instanceof Map?o.forEach((r,u)=>{g.fillStyle=gl=u,g.fill(r)}):o!=null&&t&&g.fill(o)}function yr(t,o,r,u){let c=H[t],d;if(u<=0)d=[0,0];else{
let v=c._space=c.space(n,t,o,r,u),y=c._incrs=c.incrs(n,t,o,r,u,v);d=La(o,r,y,u,v)}return c._found=d}function Gn(t,o,r,u,c,d,v,y,b,A){let P=v%2/2;z==1&&g.translate(
P,P),Ys(y,v,b,A,y),g.beginPath();let L,B,oe,ne,Q=c+(u==0||u==3?-d:d);r==0?(B=c,ne=Q):(L=c,oe=Q);for(let G=0;G<t.length;G++)o[G]!=null&&(r==0?L=oe=t[G]:B=ne=t[G],
g.moveTo(L,B),g.lineTo(oe,ne));g.stroke(),z==1&&g.translate(-P,-P)}function br(t){let o=!0;return H.forEach((r,u)=>{if(!r.show)return;let c=x[r.scale];if(c.min==
null){r._show&&(o=!1,r._show=!1,wl(!1));return}else r._show||(o=!1,r._show=!0,wl(!1));let d=r.side,v=d%2,{min:y,max:b}=c,[A,P]=yr(u,y,b,v==0?q:E);if(P==0)return;
let L=c.distr==2,B=r._splits=r.splits(n,u,y,b,A,P,L),oe=c.distr==2?B.map(V=>mt[V]):B,ne=c.distr==2?mt[B[1]]-mt[B[0]]:A,Q=r._values=r.values(n,r.filter(n,oe,u,P,
ne),u,P,ne);r._rotate=d==2?r.rotate(n,Q,u,P):0;let G=r._size;r._size=ct(r.size(n,Q,u,t)),G!=null&&r._size!=G&&(o=!1)}),o}function _r(t){let o=!0;return $s.forEach(
(r,u)=>{let c=r(n,u,Kt,t);c!=Ot[u]&&(o=!1),Ot[u]=c}),o}function kr(){for(let t=0;t<H.length;t++){let o=H[t];if(!o.show||!o._show)continue;let r=o.side,u=r%2,c,d,
v=o.stroke(n,t),y=r==0||r==3?-1:1,[b,A]=o._found;if(o.label!=null){let $e=o.labelGap*y,Xe=Pe((o._lpos+$e)*ie);Us(o.labelFont[0],v,"center",r==2?"top":Do),g.save(),
u==1?(c=d=0,g.translate(Xe,Pe(ot+ht/2)),g.rotate((r==3?-wn:wn)/2)):(c=Pe(Je+qe/2),d=Xe);let Zt=yi(o.label)?o.label(n,t,b,A):o.label;g.fillText(Zt,c,d),g.restore()}
if(A==0)continue;let P=x[o.scale],L=u==0?qe:ht,B=u==0?Je:ot,oe=o._splits,ne=P.distr==2?oe.map($e=>mt[$e]):oe,Q=P.distr==2?mt[oe[1]]-mt[oe[0]]:b,G=o.ticks,V=o.border,
ge=G.show?G.size:0,_e=Pe(ge*ie),Ve=Pe((o.alignTo==2?o._size-ge-o.gap:o.gap)*ie),fe=o._rotate*-wn/180,ke=W(o._pos*ie),Ze=(_e+Ve)*y,Ie=ke+Ze;d=u==0?Ie:0,c=u==1?Ie:
0;let ut=o.font[0],dt=o.align==1?Al:o.align==2?os:fe>0?Al:fe<0?os:u==0?"center":r==3?os:Al,xt=fe||u==1?"middle":r==2?"top":Do;Us(ut,v,dt,xt);let Qe=o.font[1]*o.
lineGap,at=oe.map($e=>W(h($e,P,L,B))),gt=o._values;for(let $e=0;$e<gt.length;$e++){let Xe=gt[$e];if(Xe!=null){u==0?c=at[$e]:d=at[$e],Xe=""+Xe;let Zt=Xe.indexOf(
`
`)==-1?[Xe]:Xe.split(/\n/gm);for(let Be=0;Be<Zt.length;Be++){let go=Zt[Be];fe?(g.save(),g.translate(c,d+Be*Qe),g.rotate(fe),g.fillText(go,0,0),g.restore()):g.fillText(
go,c,d+Be*Qe)}}}G.show&&Gn(at,G.filter(n,ne,t,A,Q),u,r,ke,_e,pe(G.width*ie,3),G.stroke(n,t),G.dash,G.cap);let Mt=o.grid;Mt.show&&Gn(at,Mt.filter(n,ne,t,A,Q),u,u==
0?2:1,u==0?ot:Je,u==0?ht:qe,pe(Mt.width*ie,3),Mt.stroke(n,t),Mt.dash,Mt.cap),V.show&&Gn([ke],[1],u==0?1:0,u==0?1:2,u==1?ot:Je,u==1?ht:qe,pe(V.width*ie,3),V.stroke(
n,t),V.dash,V.cap)}Oe("drawAxes")}function wl(t){_.forEach((o,r)=>{r>0&&(o._paths=null,t&&(i==1?(o.min=null,o.max=null):o.facets.forEach(u=>{u.min=null,u.max=null})))})}
let rn=!1,In=!1,Wl=[];function Tr(){In=!1;for(let t=0;t<Wl.length;t++)Oe(...Wl[t]);Wl.length=0}function Sl(){rn||(ku(Zs),rn=!0)}function xr(t,o=!1){rn=!0,In=o,t(
n),Zs(),o&&Wl.length>0&&queueMicrotask(Tr)}n.batch=xr;function Zs(){if(En&&(gr(),En=!1),cl&&(ar(),cl=!1),en){if(we(T,Al,he),we(T,"top",Ae),we(T,ql,q),we(T,Kl,E),
we(C,Al,he),we(C,"top",Ae),we(C,ql,q),we(C,Kl,E),we(w,ql,Et),we(w,Kl,$t),S.width=Pe(Et*ie),S.height=Pe($t*ie),H.forEach(({_el:t,_show:o,_size:r,_pos:u,side:c})=>{
if(t!=null)if(o){let d=c===3||c===0?r:0,v=c%2==1;we(t,v?"left":"top",u-d),we(t,v?"width":"height",r),we(t,v?"top":"left",v?Ae:he),we(t,v?"height":"width",v?E:q),
ms(t,tl)}else tt(t,tl)}),nn=gl=Cn=On=Vn=Nn=Fn=zn=Rn=null,Ke=1,$l(!0),he!=fl||Ae!=Bt||q!=bt||E!=Yt){wl(!1);let t=q/bt,o=E/Yt;if(We&&!Ut&&O.left>=0){O.left*=t,O.top*=
o,vl&&At(vl,Pe(O.left),0,q,E),yl&&At(yl,0,Pe(O.top),q,E);for(let r=0;r<rt.length;r++){let u=rt[r];u!=null&&(ml[r]*=t,dl[r]*=o,At(u,ct(ml[r]),ct(dl[r]),q,E))}}if(de.
show&&!tn&&de.left>=0&&de.width>0){de.left*=t,de.width*=t,de.top*=o,de.height*=o;for(let r in Kn)we(kl,r,de[r])}fl=he,Bt=Ae,bt=q,Yt=E}Oe("setSize"),en=!1}Et>0&&
$t>0&&(g.clearRect(0,0,S.width,S.height),Oe("drawClear"),U.forEach(t=>t()),Oe("draw")),de.show&&tn&&(un(de),tn=!1),We&&Ut&&(Jt(null,!0,!1),Ut=!1),Z.show&&Z.live&&
it&&(Un(),it=!1),p||(p=!0,n.status=1,Oe("ready")),Hl=!1,rn=!1}n.redraw=(t,o)=>{cl=o||!1,t!==!1?Nt(D,M.min,M.max):Sl()};function $n(t,o){let r=x[t];if(r.from==null){
if(Fe==0){let u=r.range(n,o.min,o.max,t);o.min=u[0],o.max=u[1]}if(o.min>o.max){let u=o.min;o.min=o.max,o.max=u}if(Fe>1&&o.min!=null&&o.max!=null&&o.max-o.min<1e-16)
return;t==D&&r.distr==2&&Fe>0&&(o.min=St(o.min,l[0]),o.max=St(o.max,l[0]),o.min==o.max&&o.max++),F[t]=o,En=!0,Sl()}}n.setScale=$n;let Bn,Yn,vl,yl,Qs,Xs,bl,_l,eo,
to,me,ye,Vt=!1,ze=O.drag,Ce=ze.x,Re=ze.y;We&&(O.x&&(Bn=ft(qr,C)),O.y&&(Yn=ft(Kr,C)),M.ori==0?(vl=Bn,yl=Yn):(vl=Yn,yl=Bn),me=O.left,ye=O.top);let de=n.select=xe(
{show:!0,over:!0,left:0,width:0,top:0,height:0},e.select),kl=de.show?ft(Ur,de.over?C:T):null;function un(t,o){if(de.show){for(let r in t)de[r]=t[r],r in Kn&&we(
kl,r,t[r]);o!==!1&&Oe("setSelect")}}n.setSelect=un;function Mr(t){if(_[t].show)Me&&ms(be[t],tl);else if(Me&&tt(be[t],tl),We){let r=hl?rt[0]:rt[t];r!=null&&At(r,
-10,-10,q,E)}}function Nt(t,o,r){$n(t,{min:o,max:r})}function kt(t,o,r,u){o.focus!=null&&Dr(t),o.show!=null&&_.forEach((c,d)=>{d>0&&(t==d||t==null)&&(c.show=o.show,
Mr(d),i==2?(Nt(c.facets[0].scale,null,null),Nt(c.facets[1].scale,null,null)):Nt(c.scale,null,null),Sl())}),r!==!1&&Oe("setSeries",t,o),u&&Bl("setSeries",n,t,o)}
n.setSeries=kt;function Ar(t,o){xe(j[t],o)}function Pr(t,o){t.fill=ee(t.fill||null),t.dir=se(t.dir,-1),o=o??j.length,j.splice(o,0,t)}function Er(t){t==null?j.length=
0:j.splice(t,1)}n.addBand=Pr,n.setBand=Ar,n.delBand=Er;function Lr(t,o){_[t].alpha=o,We&&rt[t]!=null&&(rt[t].style.opacity=o),Me&&be[t]&&(be[t].style.opacity=o)}
let Lt,Ft,jt,Tl={focus:!0};function Dr(t){if(t!=jt){let o=t==null,r=_t.alpha!=1;_.forEach((u,c)=>{if(i==1||c>0){let d=o||c==0||c==t;u._focus=o?null:d,r&&Lr(c,d?
1:_t.alpha)}}),jt=t,r&&Sl()}}Me&&pl&&Ge(Vo,re,t=>{O._lock||(qt(t),jt!=null&&kt(null,Tl,!0,Te.setSeries))});function Tt(t,o,r){let u=x[o];r&&(t=t/ie-(u.ori==1?Ae:
he));let c=q;u.ori==1&&(c=E,t=c-t),u.dir==-1&&(t=c-t);let d=u._min,v=u._max,y=t/c,b=d+(v-d)*y,A=u.distr;return A==3?Ll(10,b):A==4?cu(b,u.asinh):A==100?u.bwd(b):
b}function Cr(t,o){let r=Tt(t,D,o);return St(r,l[0],Le,De)}n.valToIdx=t=>St(t,l[0]),n.posToIdx=Cr,n.posToVal=Tt,n.valToPos=(t,o,r)=>x[o].ori==0?f(t,x[o],r?qe:q,
r?Je:0):a(t,x[o],r?ht:E,r?ot:0),n.setCursor=(t,o,r)=>{me=t.left,ye=t.top,Jt(null,o,r)};function lo(t,o){we(kl,Al,de.left=t),we(kl,ql,de.width=o)}function no(t,o){
we(kl,"top",de.top=t),we(kl,Kl,de.height=o)}let Gl=M.ori==0?lo:no,Il=M.ori==1?lo:no;function Rr(){if(Me&&Z.live)for(let t=i==2?1:0;t<_.length;t++){if(t==0&&st)continue;
let o=Z.values[t],r=0;for(let u in o)yt[t][r++].firstChild.nodeValue=o[u]}}function Un(t,o){if(t!=null&&(t.idxs?t.idxs.forEach((r,u)=>{ae[u]=r}):du(t.idx)||ae.fill(
t.idx),Z.idx=ae[0]),Me&&Z.live){for(let r=0;r<_.length;r++)(r>0||i==1&&!st)&&Or(r,ae[r]);Rr()}it=!1,o!==!1&&Oe("setLegend")}n.setLegend=Un;function Or(t,o){let r=_[t],
u=t==0&&K==2?mt:l[t],c;st?c=r.values(n,t,o)??Rt:(c=r.value(n,o==null?null:u[o],t,o),c=c==null?Rt:{_:c}),Z.values[t]=c}function Jt(t,o,r){eo=me,to=ye,[me,ye]=O.move(
n,me,ye),O.left=me,O.top=ye,We&&(vl&&At(vl,Pe(me),0,q,E),yl&&At(yl,0,Pe(ye),q,E));let u,c=Le>De;Lt=ce,Ft=null;let d=M.ori==0?q:E,v=M.ori==1?q:E;if(me<0||Fe==0||
c){u=O.idx=null;for(let y=0;y<_.length;y++){let b=rt[y];b!=null&&At(b,-10,-10,q,E)}pl&&kt(null,Tl,!0,t==null&&Te.setSeries),Z.live&&(ae.fill(u),it=!0)}else{let y,
b,A;i==1&&(y=M.ori==0?me:ye,b=Tt(y,D),u=O.idx=St(b,l[0],Le,De),A=R(l[0][u],M,d,0));let P=-10,L=-10,B=0,oe=0,ne=!0,Q="",G="";for(let V=i==2?1:0;V<_.length;V++){let ge=_[V],
_e=ae[V],Ve=_e==null?null:i==1?l[V][_e]:l[V][1][_e],fe=O.dataIdx(n,V,u,b),ke=fe==null?null:i==1?l[V][fe]:l[V][1][fe];if(it=it||ke!=Ve||fe!=_e,ae[V]=fe,V>0&&ge.show){
let Ze=fe==null?-10:fe==u?A:R(i==1?l[0][fe]:l[V][0][fe],M,d,0),Ie=ke==null?-10:$(ke,i==1?x[ge.scale]:x[ge.facets[1].scale],v,0);if(pl&&ke!=null){let ut=M.ori==1?
me:ye,dt=Ee(_t.dist(n,V,fe,Ie,ut));if(dt<Lt){let xt=_t.bias;if(xt!=0){let Qe=Tt(ut,ge.scale),at=ke>=0?1:-1,gt=Qe>=0?1:-1;gt==at&&(gt==1?xt==1?ke>=Qe:ke<=Qe:xt==
1?ke<=Qe:ke>=Qe)&&(Lt=dt,Ft=V)}else Lt=dt,Ft=V}}if(it||hl){let ut,dt;M.ori==0?(ut=Ze,dt=Ie):(ut=Ie,dt=Ze);let xt,Qe,at,gt,Mt,$e,Xe=!0,Zt=He.bbox;if(Zt!=null){Xe=
!1;let Be=Zt(n,V);at=Be.left,gt=Be.top,xt=Be.width,Qe=Be.height}else at=ut,gt=dt,xt=Qe=He.size(n,V);if($e=He.fill(n,V),Mt=He.stroke(n,V),hl)V==Ft&&Lt<=_t.prox&&
(P=at,L=gt,B=xt,oe=Qe,ne=Xe,Q=$e,G=Mt);else{let Be=rt[V];Be!=null&&(ml[V]=at,dl[V]=gt,Io(Be,xt,Qe,Xe),Wo(Be,$e,Mt),At(Be,ct(at),ct(gt),q,E))}}}}if(hl){let V=_t.
prox,ge=jt==null?Lt<=V:Lt>V||Ft!=jt;if(it||ge){let _e=rt[0];_e!=null&&(ml[0]=P,dl[0]=L,Io(_e,B,oe,ne),Wo(_e,Q,G),At(_e,ct(P),ct(L),q,E))}}}if(de.show&&Vt)if(t!=
null){let[y,b]=Te.scales,[A,P]=Te.match,[L,B]=t.cursor.sync.scales,oe=t.cursor.drag;if(Ce=oe._x,Re=oe._y,Ce||Re){let{left:ne,top:Q,width:G,height:V}=t.select,ge=t.
scales[L].ori,_e=t.posToVal,Ve,fe,ke,Ze,Ie,ut=y!=null&&A(y,L),dt=b!=null&&P(b,B);ut&&Ce?(ge==0?(Ve=ne,fe=G):(Ve=Q,fe=V),ke=x[y],Ze=R(_e(Ve,L),ke,d,0),Ie=R(_e(Ve+
fe,L),ke,d,0),Gl(vt(Ze,Ie),Ee(Ie-Ze))):Gl(0,d),dt&&Re?(ge==1?(Ve=ne,fe=G):(Ve=Q,fe=V),ke=x[b],Ze=$(_e(Ve,B),ke,v,0),Ie=$(_e(Ve+fe,B),ke,v,0),Il(vt(Ze,Ie),Ee(Ie-
Ze))):Il(0,v)}else jn()}else{let y=Ee(eo-Qs),b=Ee(to-Xs);if(M.ori==1){let B=y;y=b,b=B}Ce=ze.x&&y>=ze.dist,Re=ze.y&&b>=ze.dist;let A=ze.uni;A!=null?Ce&&Re&&(Ce=y>=
A,Re=b>=A,!Ce&&!Re&&(b>y?Re=!0:Ce=!0)):ze.x&&ze.y&&(Ce||Re)&&(Ce=Re=!0);let P,L;Ce&&(M.ori==0?(P=bl,L=me):(P=_l,L=ye),Gl(vt(P,L),Ee(L-P)),Re||Il(0,v)),Re&&(M.ori==
1?(P=bl,L=me):(P=_l,L=ye),Il(vt(P,L),Ee(L-P)),Ce||Gl(0,d)),!Ce&&!Re&&(Gl(0,0),Il(0,0))}if(ze._x=Ce,ze._y=Re,t==null){if(r){if(mo!=null){let[y,b]=Te.scales;Te.values[0]=
y!=null?Tt(M.ori==0?me:ye,y):null,Te.values[1]=b!=null?Tt(M.ori==1?me:ye,b):null}Bl(is,n,me,ye,q,E,u)}if(pl){let y=r&&Te.setSeries,b=_t.prox;jt==null?Lt<=b&&kt(
Ft,Tl,!0,y):Lt>b?kt(null,Tl,!0,y):Ft!=jt&&kt(Ft,Tl,!0,y)}}it&&(Z.idx=u,Un()),o!==!1&&Oe("setCursor")}let zt=null;Object.defineProperty(n,"rect",{get(){return zt==
null&&$l(!1),zt}});function $l(t=!1){t?zt=null:(zt=C.getBoundingClientRect(),Oe("syncRect",zt))}function so(t,o,r,u,c,d,v){O._lock||Vt&&t!=null&&t.movementX==0&&
t.movementY==0||(qn(t,o,r,u,c,d,v,!1,t!=null),t!=null?Jt(null,!0,!0):Jt(o,!0,!1))}function qn(t,o,r,u,c,d,v,y,b){if(zt==null&&$l(!1),qt(t),t!=null)r=t.clientX-zt.
left,u=t.clientY-zt.top;else{if(r<0||u<0){me=-10,ye=-10;return}let[A,P]=Te.scales,L=o.cursor.sync,[B,oe]=L.values,[ne,Q]=L.scales,[G,V]=Te.match,ge=o.axes[0].side%
2==1,_e=M.ori==0?q:E,Ve=M.ori==1?q:E,fe=ge?d:c,ke=ge?c:d,Ze=ge?u:r,Ie=ge?r:u;if(ne!=null?r=G(A,ne)?h(B,x[A],_e,0):-10:r=_e*(Ze/fe),Q!=null?u=V(P,Q)?h(oe,x[P],Ve,
0):-10:u=Ve*(Ie/ke),M.ori==1){let ut=r;r=u,u=ut}}b&&(o==null||o.cursor.event.type==is)&&((r<=1||r>=q-1)&&(r=Xt(r,q)),(u<=1||u>=E-1)&&(u=Xt(u,E))),y?(Qs=r,Xs=u,[
bl,_l]=O.move(n,r,u)):(me=r,ye=u)}let Kn={width:0,height:0,left:0,top:0};function jn(){un(Kn,!1)}let oo,io,ro,uo;function ao(t,o,r,u,c,d,v){Vt=!0,Ce=Re=ze._x=ze.
_y=!1,qn(t,o,r,u,c,d,v,!0,!1),t!=null&&(Ge(rs,ps,fo,!1),Bl(Ro,n,bl,_l,q,E,null));let{left:y,top:b,width:A,height:P}=de;oo=y,io=b,ro=A,uo=P}function fo(t,o,r,u,c,d,v){
Vt=ze._x=ze._y=!1,qn(t,o,r,u,c,d,v,!1,!0);let{left:y,top:b,width:A,height:P}=de,L=A>0||P>0,B=oo!=y||io!=b||ro!=A||uo!=P;if(L&&B&&un(de),ze.setScale&&L&&B){let oe=y,
ne=A,Q=b,G=P;if(M.ori==1&&(oe=b,ne=P,Q=y,G=A),Ce&&Nt(D,Tt(oe,D),Tt(oe+ne,D)),Re)for(let V in x){let ge=x[V];V!=D&&ge.from==null&&ge.min!=ce&&Nt(V,Tt(Q+G,V),Tt(Q,
V))}jn()}else O.lock&&(O._lock=!O._lock,Jt(o,!0,t!=null));t!=null&&(al(rs,ps),Bl(rs,n,me,ye,q,E,null))}function Vr(t,o,r,u,c,d,v){if(O._lock)return;qt(t);let y=Vt;
if(Vt){let b=!0,A=!0,P=10,L,B;M.ori==0?(L=Ce,B=Re):(L=Re,B=Ce),L&&B&&(b=me<=P||me>=q-P,A=ye<=P||ye>=E-P),L&&b&&(me=me<bl?0:q),B&&A&&(ye=ye<_l?0:E),Jt(null,!0,!0),
Vt=!1}me=-10,ye=-10,ae.fill(null),Jt(null,!0,!0),y&&(Vt=y)}function co(t,o,r,u,c,d,v){O._lock||(qt(t),Dn(),jn(),t!=null&&Bl(No,n,me,ye,q,E,null))}function po(){
H.forEach(Da),Ln(n.width,n.height,!0)}ll(Sn,El,po);let xl={};xl.mousedown=ao,xl.mousemove=so,xl.mouseup=fo,xl.dblclick=co,xl.setSeries=(t,o,r,u)=>{let c=Te.match[2];
r=c(n,o,r),r!=-1&&kt(r,u,!0,!1)},We&&(Ge(Ro,C,ao),Ge(is,C,so),Ge(Oo,C,t=>{qt(t),$l(!1)}),Ge(Vo,C,Vr),Ge(No,C,co),ys.add(n),n.syncRect=$l);let an=n.hooks=e.hooks||
{};function Oe(t,o,r){In?Wl.push([t,o,r]):t in an&&an[t].forEach(u=>{u.call(null,n,o,r)})}(e.plugins||[]).forEach(t=>{for(let o in t.hooks)an[o]=(an[o]||[]).concat(
t.hooks[o])});let ho=(t,o,r)=>r,Te=xe({key:null,setSeries:!1,filters:{pub:qo,sub:qo},scales:[D,_[1]?_[1].scale:null],match:[Ko,Ko,ho],values:[null,null]},O.sync);
Te.match.length==2&&Te.match.push(ho),O.sync=Te;let mo=Te.key,Jn=Bi(mo);function Bl(t,o,r,u,c,d,v){Te.filters.pub(t,o,r,u,c,d,v)&&Jn.pub(t,o,r,u,c,d,v)}Jn.sub(n);
function Nr(t,o,r,u,c,d,v){Te.filters.sub(t,o,r,u,c,d,v)&&xl[t](null,o,r,u,c,d,v)}n.pub=Nr;function Fr(){Jn.unsub(n),ys.delete(n),It.clear(),ds(Sn,El,po),m.remove(),
re?.remove(),Oe("destroy")}n.destroy=Fr;function Zn(){Oe("init",e,l),Bs(l||e.data,!1),F[D]?$n(D,F[D]):Dn(),tn=de.show&&(de.width>0||de.height>0),Ut=it=!0,Ln(e.width,
e.height)}return _.forEach(Is),H.forEach(dr),s?s instanceof HTMLElement?(s.appendChild(m),Zn()):s(n,Zn):Zn(),n}Ne.assign=xe;Ne.fmtNum=As;Ne.rangeNum=vn;Ne.rangeLog=
_n;Ne.rangeAsinh=xs;Ne.orient=sl;Ne.pxRatio=ie;Ne.join=_u;Ne.fmtDate=Es,Ne.tzDate=Ru;Ne.sync=Bi;{Ne.addGap=da,Ne.clipGaps=xn;let e=Ne.paths={points:Ji};e.linear=
Qi,e.stepped=Sa,e.bars=va,e.spline=ba}var nr=168,Ca=60;function ol({title:e,times:l,series:s,format:n,empty:i,isStacked:f=!1}){let[a,h]=Ml(!1),[p,m]=Ml(null),S=s.some(g=>g.values.some(w=>w!==null));
return k("section",{class:"card chart","aria-label":e,children:[k("header",{class:"card-head",children:[k("h2",{children:e}),k(_o,{icon:"table",label:a?`Show ${e}\
 as a chart`:`Show ${e} as a table`,"aria-pressed":a,onClick:()=>h(!a)})]}),k(Ra,{series:s,at:p,times:l,format:n,isSum:f}),!S&&k("p",{class:"chart-empty muted",
children:i}),S&&a&&k(Na,{title:e,times:l,series:s,format:n}),S&&!a&&k(Fa,{times:l,series:s,format:n,isStacked:f,onPoint:m})]})}function Ra({series:e,at:l,times:s,
format:n,isSum:i}){let f=l??Va(e),a=s[f],h=({values:p})=>i&&l===null?Oa(p):p[f]??null;return k("div",{class:"legend",children:[e.map(p=>k("span",{class:`legend-\
item colour-${p.colour}${p.isDashed?" is-dashed":""}`,children:[p.label," ",k("b",{children:n(h(p))})]},p.label)),l!==null&&a!==void 0&&k("span",{class:"legend-\
time muted",children:ls(a*1e3)})]})}function Oa(e){return e.some(l=>l!==null)?e.reduce((l,s)=>l+(s??0),0):null}function Va(e){let l=Math.max(0,...e.map(s=>s.values.
length));for(let s=l-1;s>0;s--)if(e.some(n=>n.values[s]!=null))return s;return Math.max(0,l-1)}function Na({title:e,times:l,series:s,format:n}){let i=Math.max(0,
l.length-Ca),f=l.slice(i).map((a,h)=>({time:a,index:i+h})).reverse();return k("div",{class:"table-scroll chart-table",tabIndex:0,role:"group","aria-label":`${e}\
, table`,children:k("table",{children:[k("caption",{class:"hidden",children:[e,", latest first"]}),k("thead",{children:k("tr",{children:[k("th",{scope:"col",children:"\
Time"}),s.map(a=>k("th",{scope:"col",class:"number",children:a.label},a.label))]})}),k("tbody",{children:f.map(({time:a,index:h})=>k("tr",{children:[k("th",{scope:"\
row",children:ls(a*1e3)}),s.map(p=>k("td",{class:"number",children:n(p.values[h]??null)},p.label))]},a))})]})})}function Fa({times:e,series:l,format:s,isStacked:n,
onPoint:i}){let f=Xn(null),a=Xn(null),h=JSON.stringify(l.map(p=>[p.label,p.colour,p.isDashed]))+Eo.value;return Qn(()=>{let p=f.current;if(!p)return;let m=new Ne(
Ha(p,l,s,n===!0,i),lr(e,l,n),p);a.current=m;let S=new ResizeObserver(()=>m.setSize({width:p.clientWidth,height:nr}));return S.observe(p),()=>{S.disconnect(),m.destroy(),
a.current=null}},[h]),Qn(()=>a.current?.setData(lr(e,l,n)),[e,l]),k("div",{class:"chart-canvas",ref:f,"aria-hidden":"true"})}function lr(e,l,s=!1){let n=l.map(f=>f.
values),i=s?za(n).reverse():n;return[e,...i]}function za(e){let l=[];return e.map(s=>s.map((n,i)=>l[i]=(l[i]??0)+(n??0)))}function Ha(e,l,s,n,i){let f=getComputedStyle(
document.documentElement),a=S=>f.getPropertyValue(S).trim(),h=`11px ${a("--face")}`,p={stroke:a("--muted"),font:h,grid:{stroke:a("--line"),width:1},ticks:{show:!1}},
m=Ne.paths.bars?.({size:[.7,24],radius:.1});return{width:e.clientWidth,height:nr,legend:{show:!1},cursor:{sync:{key:"headwater"},points:{size:6},drag:{x:!1,y:!1}},
scales:{x:{time:!0,range:(S,g,w)=>Ga(S.data[0],g,w)},y:{range:(S,g,w)=>[0,w>0?w*1.08:1]}},axes:[{...p,size:26,grid:{show:!1},values:(S,g)=>g.map(w=>Ia(w))},{...p,
size:62,values:(S,g)=>g.map(w=>s(w))}],series:[{},...(n?l.toReversed():l).map(S=>{let g=a(`--series-${S.colour}`);return{label:S.label,stroke:g,width:n?0:1.6,points:{
show:!n,size:4,fill:g,filter:(w,T)=>Wa(w.data[T]??[])},...S.isDashed?{dash:[5,4]}:{},...n?{fill:g,...m?{paths:m}:{}}:{},...S.isFilled?{fill:`color-mix(in srgb, ${g}\
 14%, transparent)`}:{}}})],hooks:{setCursor:[S=>i(S.cursor.idx??null)]}}}function Wa(e){let l=[];for(let s=0;s<e.length;s++)e[s]!=null&&e[s-1]==null&&e[s+1]==null&&
l.push(s);return l}function Ga(e,l,s){let n=(e[1]??0)-(e[0]??0);return[l-n/2,s+n/2]}function Ia(e){let l=new Date(e*1e3);return l.getHours()===0&&l.getMinutes()===
0?l.toLocaleDateString([],{month:"short",day:"numeric"}):l.toLocaleTimeString([],{hour:"2-digit",minute:"2-digit",hour12:!1})}var Ns="No requests in this time.";function sr({series:e}){let{times:l}=e,s=wo(()=>$a(e),[e]);return k("div",{class:"charts",children:[k(ol,{title:`Requests, ea\
ch ${zs(e.stepS)}`,times:l,series:s.requests,format:et,empty:Ns,isStacked:!0}),k(ol,{title:"Latency",times:l,series:s.latency,format:Ht,empty:Ns}),k(ol,{title:"\
Time to first token",times:l,series:s.firstToken,format:Ht,empty:"No answer with tokens in this time."}),k(ol,{title:"Live sessions",times:l,series:s.live,format:et,
empty:"Nothing is known of this time."}),k(ol,{title:`Cold and warm calls, each ${zs(e.stepS)}`,times:l,series:s.starts,format:et,empty:Ns,isStacked:!0}),k(ol,{
title:`Tokens, each ${zs(e.stepS)}`,times:l,series:s.tokens,format:et,empty:"No agent told of tokens in this time.",isStacked:!0})]})}function $a(e){let l=Ba(Object.
values(e.errors),e.times.length),s=e.requests.map((f,a)=>f-(l[a]??0)),{latencyMs:n,firstTokenMs:i}=e;return{requests:Fs([{label:"Answered",values:s,colour:1},{label:"\
Errors",values:l,colour:4}]),latency:[{label:"p50",values:n.p50,colour:1},{label:"p95",values:n.p95,colour:3},{label:"p99",values:n.p99,colour:2,isDashed:!0}],firstToken:[
{label:"p50",values:i.p50,colour:1},{label:"p95",values:i.p95,colour:3}],live:[{label:"Sessions",values:e.liveSessions,colour:5,isFilled:!0}],starts:Fs([{label:"\
Warm",values:e.warm,colour:1},{label:"Cold",values:e.cold,colour:2}]),tokens:Fs([{label:"In",values:e.tokens.input,colour:3},{label:"Out",values:e.tokens.output,
colour:1}])}}function Ba(e,l){return Array.from({length:l},(s,n)=>e.reduce((i,f)=>i+(f[n]??0),0))}function Fs(e){return e.every(s=>s.values.every(n=>!n))?e.map(
s=>({...s,values:s.values.map(()=>null)})):e}function zs(e){return e<60?`${e} s`:e<3600?`${e/60} min`:`${e/3600} h`}var Hs=[["15m","15 min"],["1h","1 h"],["6h","6 h"],["24h","24 h"],["7d","7 d"]],or={"15m":900,"1h":3600,"6h":21600,"24h":86400,"7d":604800},Ya=60,Ua=2700,ir=1e4,
qa=6e4,Ka=6,rr=8;function ja(e){let l=ts("range");return Hs.some(([s])=>s===l)?l:e<Ua?"15m":"1h"}function Ja(e,l,s){let n=new Date(Date.now()-or[e]*1e3).toISOString();
return bo({runtime:l,since:n,step:or[e]/Ya},{signal:s})}function Za(){let e=fn("status",l=>vo({signal:l}));return e.error!==null?k(Yl,{children:[k(hn,{title:"Ov\
erview"}),k(pn,{error:e.error,onRetry:e.reload})]}):e.data?k(Qa,{status:e.data}):k(ns,{what:"the overview"})}function Qa({status:e}){let l=ja(e.uptimeS),s=ts("r\
untime"),n=Mo(),i=fn(`${l} ${s}`,T=>Ja(l,s,T),{keepsOld:!0}),[f,a]=Ml(0),h=cn(i.reload,ir),p=cn(i.reload,qa),m=cn(()=>a(T=>T+1),ir),[S,g]=Ml(null);So(T=>{T.kind===
"tick"?(g(T.data.sessions),p()):(T.kind==="sessions"||T.kind==="reconnect")&&(h(),m())});let w=n.data?.runtimes;return n.error!==null?k(Yl,{children:[k(hn,{title:"\
Overview"}),k(pn,{error:n.error,onRetry:n.reload})]}):w?k(Yl,{children:[k(hn,{title:"Overview",children:[w.length>1&&k(ko,{label:"Agent",value:s,options:[["","A\
ll agents"],...w.map(T=>[T.name,T.name])],onChange:T=>es({runtime:T})}),k(To,{label:"Time",value:l,options:Hs,onChange:T=>es({range:T})})]}),w.length===0?k(Ao,{}):
k("div",{class:"stack",children:[k(Xa,{runtimes:w,counts:S,total:i.data?.total,range:l}),i.error!==null&&k(pn,{error:i.error,onRetry:i.reload}),i.data&&k(sr,{series:i.
data}),k(ef,{runtimes:w}),k(tf,{runtime:s,version:f})]}),k(lf,{status:e})]}):k(ns,{what:"the overview"})}function Xa({runtimes:e,counts:l,total:s,range:n}){let i=e.
filter(m=>m.status.endsWith("FAILED")).length,f=l?.live??e.reduce((m,S)=>m+(S.sessions?.live??0),0),a=l?.active??e.reduce((m,S)=>m+(S.sessions?.active??0),0),h=`\
last ${Hs.find(([m])=>m===n)?.[1]??n}`,p=s?s.cold+s.warm:0;return k("div",{class:"tiles",children:[k(il,{label:"Agents",to:Qt("/agents"),value:et(e.length),note:i?
`${i} failed`:"all well",isBad:i>0}),k(il,{label:"Live sessions",to:Qt("/sessions"),value:et(f),note:`${et(a)} active`}),k(il,{label:"Requests",value:et(s?.requests),
note:h}),k(il,{label:"Errors",to:Qt("/traces",{errors:"1"}),value:et(s?.errors),note:s?.requests?`${(100*s.errors/s.requests).toFixed(s.errors?1:0)} % of reques\
ts`:h,isBad:(s?.errors??0)>0}),k(il,{label:"Latency p95",value:Ht(s?.latencyMs.p95),note:`median ${Ht(s?.latencyMs.p50)}`}),k(il,{label:"First token p95",value:Ht(
s?.firstTokenMs.p95),note:`median ${Ht(s?.firstTokenMs.p50)}`}),k(il,{label:"Cold",value:p&&s?`${(100*s.cold/p).toFixed(0)} %`:"–",note:p&&s?`${et(s.cold)} of\
 ${et(p)} calls`:h})]})}function il({label:e,value:l,note:s,to:n,isBad:i=!1}){let f=k(Yl,{children:[k("span",{class:"tile-label",children:e}),k("span",{class:"t\
ile-value",children:l}),k("span",{class:`tile-note${i?" is-bad":""}`,children:s})]});return n?k("a",{class:"tile",href:n,children:f}):k("div",{class:"tile",children:f})}
function ef({runtimes:e}){let l=[...e].sort((s,n)=>(n.sessions?.live??0)-(s.sessions?.live??0)).slice(0,rr);return k(ss,{title:"Agents",isFlush:!0,actions:k("a",
{href:Qt("/agents"),children:e.length>rr?`All ${e.length}`:"All"}),children:k(Po,{runtimes:l})})}function tf({runtime:e,version:l}){let s=fn(`${e} ${l}`,n=>yo({
runtime:e,limit:Ka},{signal:n}),{keepsOld:!0});return s.error!==null||!s.data?null:k(ss,{title:"Latest invocations",isFlush:!0,actions:k("a",{href:Qt("/traces",
{runtime:e}),children:"All"}),children:s.data.traces.length===0?k("p",{class:"nothing muted",children:["None yet. Call an agent from the ",k("a",{href:Qt("/play\
ground"),children:"playground"}),"."]}):k(xo,{spans:s.data.traces})})}function lf({status:{version:e,isolation:l,authentication:s,dataDir:n}}){return k("p",{class:"\
server-line muted",children:["Headwater ",e," · isolation: ",l.level," ·"," ",s==="open"?"open to this machine, nobody is asked for a key":"callers sign with \
keys"," · data in"," ",k("code",{children:n})]})}export{Za as default};
