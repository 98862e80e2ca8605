var s="console-";function o(){let n=crypto.getRandomValues(new Uint8Array(16));return s+[...n].map(t=>t.toString(16).padStart(2,"0")).join("")}function e(n){let t=n.startsWith(s)?
n.slice(s.length):n;return t.length>16?`${t.slice(0,8)}…${t.slice(-4)}`:t}export{o as a,e as b};
