/** Policies to start from, for three kinds of work. Their budgets are measured; see docs/policy.md. */

/** The kinds of work that there are templates for. */
export type PolicyTemplate = "text-processing" | "data-analysis" | "file-operations";

/** The text of a `policy.toml` for each kind of work. */
export const policyTemplates: Readonly<Record<PolicyTemplate, string>> = {
  "text-processing": `# Searching, counting and rewriting text: up to some 10 MB.
fuel_budget = 6_000_000_000
fuel_warning = 0.9
memory_bytes = 67_108_864
stdout_max_bytes = 1_000_000
stderr_max_bytes = 200_000
timeout_seconds = 15
preserve_logs = false

[env]
LC_ALL = "C.UTF-8"
`,
  "data-analysis": `# Reading, grouping and summing up tables: up to some 100,000 rows.
fuel_budget = 15_000_000_000
fuel_warning = 0.9
memory_bytes = 268_435_456
stdout_max_bytes = 2_000_000
stderr_max_bytes = 1_000_000
timeout_seconds = 60
preserve_logs = false

[env]
LC_ALL = "C.UTF-8"
`,
  "file-operations": `# Walking, copying, renaming and packing files: up to some 10,000.
fuel_budget = 5_000_000_000
fuel_warning = 0.9
memory_bytes = 134_217_728
stdout_max_bytes = 2_000_000
stderr_max_bytes = 1_000_000
timeout_seconds = 60
preserve_logs = true

[env]
LC_ALL = "C.UTF-8"
`,
};
