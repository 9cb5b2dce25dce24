// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is code
/** What is changed about scripts: what they call themselves, what they read, and how they end. */

/** Text for text. */
export const scriptReplacements = [
  {
    what: "take a stdin that others share",
    from: "groupStdin:XO(",
    to: "groupStdin:$isShared(u.stdin)?u.stdin:XO(",
    times: 1,
  },
  {
    what: "read lines into arrays from a stdin that others share",
    from: "e.state.groupStdin!==void 0&&(u=e.state.groupStdin)",
    to: "e.state.groupStdin!==void 0&&(u=$rest(e.state.groupStdin))",
    times: 1,
  },
  {
    what: "take lines that were read into arrays off",
    from: "!n&&(e.state.groupStdin=``)",
    to: "!n&&(e.state.groupStdin=$after(e.state.groupStdin,u.length))",
    times: 1,
  },
  {
    what: "read a line from a stdin that others share",
    from: "e.state.groupStdin!==void 0&&(b=e.state.groupStdin)",
    to: "e.state.groupStdin!==void 0&&(b=$rest(e.state.groupStdin))",
    times: 1,
  },
  {
    what: "take a line that was read off",
    from: "(e.state.groupStdin=b.substring(F),",
    to: "(e.state.groupStdin=$after(e.state.groupStdin,F),",
    times: 1,
  },
  {
    what: "let a command have its stdin when it asks for it",
    from: "get stdin(){return p=!0,d}",
    to: "get stdin(){return p=!0,d=$takeAll(d)},inheritStdin:()=>$isShared(d)&&(d.release(),!0)",
    times: 1,
  },
  {
    what: "let a program have the stdin of the script that starts it",
    from: "await a(c.path,n,r)",
    to: "await a(c.path,n,r,t)",
    times: 1,
  },
  {
    what: "tell what a script was called as",
    from: "executeUserScript:(d,p,h)=>this.executeUserScript(d,p,h)",
    to: "executeUserScript:(d,p,h,$as)=>this.executeUserScript(d,p,h,$as)",
    times: 1,
  },
  {
    what: "hear what a script was called as",
    from: "async executeUserScript(t,n,r=``){return S3(this.ctx,t,n,r,s=>this.executeScript(s))}",
    to: "async executeUserScript(t,n,r=``,$as=t){return S3(this.ctx,t,n,r,s=>this.executeScript(s),$as)}",
    times: 1,
  },
  {
    what: "take over what a script was called as",
    from: "async function S3(e,t,n,r,s){",
    to: "async function S3(e,t,n,r,s,$as){",
    times: 1,
  },
  {
    what: "let a script call itself what it was called",
    from: "e.state.currentSource=t,e.state.env.set(`0`,t),",
    to: "e.state.currentSource=t,e.state.env.set(`0`,$as.includes(`/`)?$as:t),",
    times: 1,
  },
  {
    what: "say what bash says of a script that cannot be read",
    from: "if(y.name===`ParseException`)return l({stdout:``,stderr:`bash: syntax error: ${Ye(y.message)}\n`,exitCode:2,env:kn(this.state.env,u.env)});if(y instanceof In)return l({stdout:``,stderr:`bash: ${Ye(y.message)}\n`,exitCode:2,",
    to: "if(y.name===`ParseException`||y instanceof In)return l({stdout:``,stderr:$host.explainSyntax(y,t,h.get(`0`)??`bash`),exitCode:2,",
    times: 1,
  },
  {
    what: "miss the command that a pipe leads to",
    from: "this.skipNewlines(),o.push(l.type===v.PIPE_AMP);",
    to: "this.skipNewlines(),this.check(v.EOF)&&this.error(`syntax error: unexpected end of file`),o.push(l.type===v.PIPE_AMP);",
    times: 1,
  },
  {
    what: "miss the command that depends on the one before",
    from: "r.push(l.type===v.AND_AND?`&&`:`||`),this.skipNewlines();let c=this.parsePipeline();",
    to: "r.push(l.type===v.AND_AND?`&&`:`||`),this.skipNewlines();this.check(v.EOF)&&this.error(`syntax error: unexpected end of file`);let c=this.parsePipeline();",
    times: 1,
  },
  {
    what: "have a way to run a script that commands run, with traps of its own",
    from: "async executeScript(t){",
    to: "$gatherScript(t){return $gather(()=>$withTraps(this,t))}async executeScript(t){",
    times: 1,
  },
];
