// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is code
/** What is changed so that bytes which are no UTF-8 stay what they are. */

/** Text for text. */
export const byteReplacements = [
  {
    what: "keep bytes that are no UTF-8 when output is put together",
    from: "function $c(e){return ah(e)===`bytes`?ue(e.stdout):e.stdout}",
    to: "function $c(e){return ah(e)===`bytes`?$toText(e.stdout):e.stdout}",
    times: 1,
  },
  {
    what: "write the bytes that octal numbers stand for",
    from: "n+=String.fromCharCode(parseInt(i,8))",
    to: "n+=$byte(parseInt(i,8))",
    times: 3,
  },
  {
    what: "write the bytes that hexadecimal numbers stand for in formats",
    from: "try{let a=new TextDecoder(`utf-8`,{fatal:!0});n+=a.decode(new Uint8Array(i))}catch{for(let a of i)n+=String.fromCharCode(a)}",
    to: "n+=$fromBytes(i);",
    times: 1,
  },
  {
    what: "write the bytes that numbers stand for in echo",
    from: "t+=String.fromCharCode(o)",
    to: "t+=$byte(o)",
    times: 2,
  },
  {
    what: "take the bytes that octal numbers stand for in $'…'",
    from: "let c=parseInt(a,8);r+=String.fromCharCode(c),s=l;break}default:r+=i,s++}else r+=i,s++}return s<t.length&&t[s]===`'`&&s++,{part:Y.literal(r),endIndex:s}",
    to: "let c=parseInt(a,8);r+=$byte(c),s=l;break}default:r+=i,s++}else r+=i,s++}return s<t.length&&t[s]===`'`&&s++,{part:Y.literal($joined(r)),endIndex:s}",
    times: 1,
  },
  {
    // Also: a pattern takes time that grows with the square of the newlines that are not at the end.
    what: "make text of what substitutions leave",
    from: "/\\n+$/,``)",
    to: "$lastNewlines,``)",
    times: 7,
  },
  {
    what: "read text",
    from: "x===`\n`&&S.endsWith(",
    to: "S=$toText(S);x===`\n`&&S.endsWith(",
    times: 1,
  },
  {
    what: "read so much of a text",
    from: "S=b.substring(0,F),O(S)",
    to: "S=$toText(b.substring(0,F)),O(S)",
    times: 1,
  },
  {
    what: "read lines of text into arrays",
    from: "`string_length`);f.push(w)};",
    to: "`string_length`);f.push($toText(w))};",
    times: 1,
  },
  {
    what: "make bytes of what descriptors read of a text",
    from: "content:`${S}\n`}",
    to: "content:Dn(`${S}\n`)}",
    times: 2,
  },
  {
    what: "look at all of a text for what is not ASCII",
    from: "function x4(e){let n=Math.min(e.length,8192);",
    to: "function x4(e){let n=e.length;",
    times: 1,
  },
  {
    what: "compress without Node",
    from: "function fl(e){return Buffer.from(e).toString(`latin1`)}",
    to: "function fl(e){return $host.toCharacters(e)}",
    times: 1,
  },
];

/** Functions by their names: how each begins, and what stands in its place. */
export const byteFunctions = {
  _: {
    begins: "function _(e){let t=0;for(let n=0;n<e.length;n++){let r=e.charCodeAt(n);",
    to: "function _(e){return $byteLength(e)}",
  },
  ue: {
    begins: "function ue(e,t=Tc){let n=e;if(!n)return n;Rc(n.length,t,`UTF-8 decode`);",
    to: "function ue(e){return $toText(e)}",
  },
  Dn: {
    begins: "function Dn(e,t=Tc){if(!e)return e;Rc(_(e),t,`UTF-8 encode`);",
    to: "function Dn(e){return $toBytes(e)}",
  },
  Q3: {
    begins: "function Q3(e,t=Tc){Rc(e.byteLength,t,`byte-string conversion`);",
    to: "function Q3(e){return $pay(e.byteLength>>3),$host.toCharacters(e)}",
  },
  mk: {
    begins: "function mk(e){let t=``,n=0;for(;n<e.length;){let r=e[n];if(r<128)",
    to: "function mk(e){return $fromBytes(e)}",
  },
  d8: {
    begins: "function d8(e){let t=``,n=0;for(;n<e.length;){let r=e[n];if(r<128)",
    to: "function d8(e){return $fromBytes(e)}",
  },
};
