/** The files that the examples of the utilities, and their golden costs, are about. */

/** Content by absolute path. */
export const exampleFiles: Readonly<Record<string, string>> = {
  "/app/config.toml": '[server]\nport = 8080\nhosts = ["a", "b"]\n',
  "/app/config.yaml": "server:\n  port: 8080\n  hosts: [a, b]\n",
  "/app/feed.xml": '<feed lang="en"><entry>One</entry><entry>Two</entry></feed>\n',
  "/app/logs/app.log": "2025-01-01 INFO start\n2025-01-01 ERROR disk full\n2025-01-02 INFO stop\n",
  "/app/logs/old.log": "2024-12-31 ERROR timeout\n",
  "/app/notes.txt": "buy milk\ncall Ada\nbuy bread\n",
  "/app/people.csv": "name,age\nAda,36\nGrace,85\n",
  "/app/people.json": '[{"name": "Ada", "age": 36}, {"name": "Grace", "age": 85}]\n',
  "/app/src/main.py": "import util\n\nprint(util.greet())\n",
  "/app/src/util.py": 'def greet():\n    return "hello"\n',
  "/app/todo.txt": "buy milk\ncall Bob\nbuy bread\n",
};
