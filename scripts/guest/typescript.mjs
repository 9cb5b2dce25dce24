/** What makes JavaScript of TypeScript: the parts of sucrase that this takes. */
import { HelperManager } from "sucrase/dist/esm/HelperManager.js";
import identifyShadowedGlobals from "sucrase/dist/esm/identifyShadowedGlobals.js";
import NameManager from "sucrase/dist/esm/NameManager.js";
import { parse } from "sucrase/dist/esm/parser/index.js";
import TokenProcessor from "sucrase/dist/esm/TokenProcessor.js";
import RootTransformer from "sucrase/dist/esm/transformers/RootTransformer.js";
import getTSImportedNames from "sucrase/dist/esm/util/getTSImportedNames.js";

/** Parses `code`. Throws SyntaxError with `loc`. */
export const parseTypeScript = (code) => parse(code, false, true, false);

/** JavaScript on the same lines; imports that stand for types alone are gone. */
export const toJavaScript = (code, { tokens, scopes }) => {
  const options = { transforms: ["typescript"], disableESTransforms: true };
  const nameManager = new NameManager(code, tokens);
  const helperManager = new HelperManager(nameManager);
  const tokenProcessor = new TokenProcessor(code, tokens, false, true, helperManager);
  identifyShadowedGlobals(tokenProcessor, scopes, getTSImportedNames(tokenProcessor));
  const context = { tokenProcessor, scopes, nameManager, importProcessor: null, helperManager };
  return new RootTransformer(context, options.transforms, false, options).transform().code;
};
