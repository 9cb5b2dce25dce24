import { expect, test } from "vitest";
import { runPython } from "../../../test/support/run-python.ts";

test("spike", async () => {
  const source = `import json, colorsys
def work(n):
    total = 0
    for i in range(n):
        total += i * i
    return total

def parse():
    return json.loads("[" + ",".join(str(i) for i in range(20000)) + "]")

work(50000)
x = parse()
print(sum(x))
from sandbox_utils import find
find("*.py")
`;
  const plain = await runPython(source);
  const t0 = performance.now();
  await runPython(source);
  const t1 = performance.now();
  const profile = await runPython(source, { profile: true });
  const t2 = performance.now();
  console.log(t1 - t0, t2 - t1, plain.fuelUsed, profile.fuelUsed, plain.stdout === profile.stdout);
  console.log(JSON.stringify(profile.profile, null, 1));
}, 60_000);
