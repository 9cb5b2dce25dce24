// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is code
/** What is left out of the interpreter because nothing here can come of it, and takes time. */

/** Text for text. */
export const speedReplacements = [
  {
    what: "count no output: fuel pays for it",
    from: "appendOutput(t,n,r=`execution`,s=0,i=`text`){this.assertUsable();let o=i===`bytes`?n.length:_(n);",
    to: "appendOutput(t,n,r=`execution`,s=0,i=`text`){return 0;let o=0;",
    times: 1,
  },
  {
    what: "count no results: fuel pays for them",
    from: "accountResult(t,n=`execution`,r=Number.POSITIVE_INFINITY){let s=t.internalOutputAccounting,",
    to: "accountResult(t,n=`execution`,r=Number.POSITIVE_INFINITY){return t;let s=t.internalOutputAccounting,",
    times: 1,
  },
  {
    what: "give no output back that was not counted",
    from: "relinquishOutput(t,n,r){this.assertUsable(),",
    to: "relinquishOutput(t,n,r){return;this.assertUsable(),",
    times: 1,
  },
  {
    what: "measure no output that is not counted",
    from: "let r=t.stdoutKind===`bytes`||t.stdoutEncoding===`binary`?`bytes`:`text`,s=r===`bytes`?n.length:_(n);this.append(`stdout`,n,Math.min(t.internalOutputAccounting?.stdout??0,s),r),this.append(`stderr`,t.stderr,t.internalOutputAccounting?.stderr??0)",
    to: "this.append(`stdout`,n),this.append(`stderr`,t.stderr)",
    times: 1,
  },
  {
    what: "gather the output of loops without measuring it, and without copying it in each round",
    from: "append(t,n){let r=_(t)+_(n);r>this.ctx.limits.maxOutputSize-this.totalBytes&&is(`total output size exceeded (>${this.ctx.limits.maxOutputSize} bytes), increase executionLimits.maxOutputSize`,`output_size`),t&&this.stdoutChunks.push(t),n&&this.stderrChunks.push(n),this.totalBytes+=r}",
    to: "stdout=``;stderr=``;append(t,n){this.stdout+=t,this.stderr+=n}",
    times: 1,
  },
  {
    what: "replace the output of loops",
    from: "replace(t,n){this.stdoutChunks=[],this.stderrChunks=[],this.totalBytes=0,this.append(t,n)}get stdout(){return this.stdoutChunks.join(``)}get stderr(){return this.stderrChunks.join(``)}build(t){let n=this.stdout,r=this.stderr;return{stdout:n,stderr:r,exitCode:t,internalOutputAccounting:{stdout:_(n),stderr:_(r)}}}",
    to: "replace(t,n){this.stdout=t,this.stderr=n}build(t){return{stdout:this.stdout,stderr:this.stderr,exitCode:t}}",
    times: 1,
  },
  {
    what: "pay for copies of all variables",
    from: "new Map(e.state.env)",
    to: "$copyMap(e.state.env)",
    times: 4,
  },
  {
    what: "pay for copies of arrays",
    from: "function ln(e){return{kind:e.kind,elements:new Map(e.elements)}}",
    to: "function ln(e){return{kind:e.kind,elements:$copyMap(e.elements)}}",
    times: 1,
  },
  {
    what: "leave deadlines to the host",
    from: ",Date.now()-this.startedAt>this.limits.maxExecutionTimeMs&&this.fail(new He(``,`bash: ${t} exceeded execution deadline (${this.limits.maxExecutionTimeMs}ms)\n`))}",
    to: "}",
    times: 1,
  },
  {
    what: "leave the variables out of results",
    from: ",env:Ht(this.ctx.state.env)}",
    to: "}",
    times: 5,
  },
  {
    what: "give commands their context as it is: they are ours",
    from: "if(g){let S=Object.getOwnPropertyDescriptors(m);S.executionScope={value:i.executionScope,enumerable:!0,configurable:!0,writable:!0};let A=c3(Object.defineProperties(Object.create(Object.getPrototypeOf(m)),S),g.name),O=$p(A.context,g.name);b=A.revoke,m.origCommand=R=>{let N=()=>g.execute(R,O);return g.trusted?St.runTrustedAsync(N):St.runUntrustedAsync(N)}}let w=c3(m,t),y=$p(w.context,t),x=()=>{w.revoke(),b()};try{let S=()=>sn(i.requireDefenseContext,`command`,`${t} execution`,()=>u.execute(n,y)),E=()=>pO(S,y,x,t,i.executionScope,i.state.signal),A=u.trusted?await St.runTrustedAsync(E):await E();return",
    to: "if(g)m.origCommand=R=>g.execute(R,m);try{let A=await u.execute(n,m);return",
    times: 1,
  },
  {
    what: "count for all commands alike",
    from: "executionScope:u.internalIsExtension?k6(i.executionScope):i.executionScope",
    to: "executionScope:i.executionScope",
    times: 1,
  },
  {
    what: "ask at once whether a command is built in",
    from: "let{ctx:c,runCommand:u}=e;if(c.coverage&&Bi.has(t)&&c.coverage.hit(`bash:builtin:${t}`),t===`export`)",
    to: "let{ctx:c,runCommand:u}=e;if(!Bi.has(t)&&t!==`__just_bash_tee_restore`){let f=i?void 0:c.state.functions.get(t);return f?pc(c,f,n,s,void 0,l):null}if(t===`export`)",
    times: 1,
  },
];
