// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is code
/** What is changed so that output flows while a script runs: statements pass theirs on, unless somebody else is to have it. */

/** Text for text. */
export const outputReplacements = [
  {
    what: "let output flow from where nobody gathers it",
    from: "append(t,n,r=0,s=`text`){let i;try{i=this.scope.appendOutput(t,n,this.site,r,s)}catch(o){throw this.prependTo(o),o}n&&(t===`stdout`?this.stdoutChunks:this.stderrChunks).push(n),t===`stdout`?this.stdoutBytes+=i:this.stderrBytes+=i}",
    to: "append(t,n){n&&($sink&&this.site!==`find`&&this.site!==`xargs`?$sink(t,n):(t===`stdout`?this.stdoutChunks:this.stderrChunks).push(n))}",
    times: 1,
  },
  {
    what: "let the output of a statement flow",
    from: "n.appendResult(f,$c(f))",
    to: "$sink?$pass(f):n.appendResult(f,$c(f))",
    times: 1,
  },
  {
    what: "gather the output of substitutions",
    from: "await e.executeScript(t.body)",
    to: "await $gather(()=>e.executeScript(t.body))",
    times: 1,
  },
  {
    what: "gather the output of processes that are substituted",
    from: "h=await e.executeScript(t)}catch(m){",
    to: "h=await $gather(()=>e.executeScript(t))}catch(m){",
    times: 1,
  },
  {
    what: "gather the output of scripts that commands run",
    from: "},m).executeScript(x);",
    to: "},m)[s===0?`executeScript`:`$gatherScript`](x);",
    times: 1,
  },
  {
    what: "gather what goes into a pipe",
    from: "R=await n(y,s)}catch(I){",
    to: "x?$sink&&l&&($sink(`stderr`,l),l=``):0,R=await(x?n(y,s):$gather(()=>n(y,s)))}catch(I){",
    times: 1,
  },
  {
    what: "gather the output of compound commands that is led away",
    from: "return await fs(e,await r(i),t,i.targets",
    to: "return await fs(e,await($leads(e,t)?$gather(()=>r(i)):r(i)),t,i.targets",
    times: 1,
  },
  {
    what: "gather the output of functions that is led away",
    from: "await e.executeCommand(t.body,p,h)",
    to: "await($leads(e,t.redirections)?$gather(()=>e.executeCommand(t.body,p,h)):e.executeCommand(t.body,p,h))",
    times: 1,
  },
  {
    // What is traced, and what expansions have complained of, comes before what the command says.
    what: "gather the output of commands that is led away",
    from: "S=await this.runCommand(u,f,d,n,!1,!1,w,y)",
    to: "S=await($leads(this.ctx,t.redirections)||o||x||this.ctx.state.expansionStderr?$gather(()=>this.runCommand(u,f,d,n,!1,!1,w,y)):this.runCommand(u,f,d,n,!1,!1,w,y))",
    times: 1,
  },
  {
    what: "take a script's output for what it is",
    from: "t.stdout=$3(t.stdout),t.stderr=$3(t.stderr),t",
    to: "t",
    times: 1,
  },
];
