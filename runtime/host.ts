/** What the host's side of the wall needs of the runtime: no engine is loaded with it. */
export { compileCached } from "./compile-cached.ts";
export { outcomeExitCodes } from "./outcome.ts";
export { dropNotice } from "./output.ts";
export { checkAsset, pinnedAssets } from "./pinned-assets.ts";
export { RecentMap } from "./recent-map.ts";
