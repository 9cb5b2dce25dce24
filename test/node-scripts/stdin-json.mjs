let input = "";
process.stdin.setEncoding("utf8");
for await (const chunk of process.stdin) input += chunk;
const orders = JSON.parse(input);
const sum = (xs) => xs.reduce((a, b) => a + b, 0);
const perCustomer = Object.entries(Object.fromEntries(orders.map((o) => [o.customer, 0]))).map(([c]) => ({ customer: c, total: sum(orders.filter((o) => o.customer === c).map((o) => o.qty * o.price)) }));
console.log(JSON.stringify(perCustomer, null, 2));
console.log(perCustomer.sort((a, b) => b.total - a.total)[0]);
process.stdout.write(`${orders.length} orders\n`);
