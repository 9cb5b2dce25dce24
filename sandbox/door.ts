/** What both doors of the room show, in Node and in a page. */
export type {
  CallRow,
  FunctionRow,
  GuestFault,
  LineRow,
  Outcome,
  Profile,
  ProfilePhases,
  ProfileTable,
} from "../runtime/index.ts";
export type { BoundUtilities } from "../utils-lib/index.ts";
export { type FileSystem, FsError, type FsErrorCode } from "../vfs/index.ts";
export type { Usage } from "../worker/usage.ts";
export type { Capabilities, Capability } from "./capabilities.ts";
export type { ExecOptions } from "./exec.ts";
export type { FuelAnalysis, FuelStatus } from "./fuel-analysis.ts";
export type {
  GuestSession,
  SessionLanguage,
  StepOptions,
  StepResult,
} from "./guest-session.ts";
export type { Guidance, GuidanceExample, GuidanceType } from "./guidance.ts";
export type {
  HostCommand,
  HostCommandCall,
  HostCommandOptions,
  HostCommandOutput,
  HostExecution,
  HostExecutor,
} from "./host-commands.ts";
export type { Limits, SandboxLimits } from "./limits.ts";
export type { Mount, SandboxOptions } from "./options.ts";
export type { PackageSource, VendorFolder } from "./packages/check-packages.ts";
export { parsePolicy } from "./parse-policy.ts";
export type { Policy } from "./policy.ts";
export { type PolicyTemplate, policyTemplates } from "./policy-templates.ts";
export { type ProfileSvgOptions, profileToSvg } from "./profile-svg.ts";
export type { Download, OnProgress } from "./progress.ts";
export type { FileChanges, RunResult } from "./result.ts";
export type { RunOptions } from "./run-options.ts";
export type { Sandbox } from "./sandbox.ts";
export { SandboxError, type SandboxErrorCode } from "./sandbox-error.ts";
export type { SessionKey } from "./session-snapshot.ts";
export {
  defineTool,
  type Tool,
  type ToolCall,
  type ToolContext,
  type ToolSchema,
  type ToolSchemaIssue,
  type ToolSchemaResult,
} from "./tool-types.ts";
