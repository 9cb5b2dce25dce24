/** The rows of the module `formats`. */
import { csvToJson } from "./formats/csv-to-json.ts";
import { jsonQuery } from "./formats/json-query.ts";
import { jsonToCsv } from "./formats/json-to-csv.ts";
import { jsonToYaml } from "./formats/json-to-yaml.ts";
import { tomlToJson } from "./formats/toml-to-json.ts";
import { xmlToDict } from "./formats/xml-to-dict.ts";
import { yamlToJson } from "./formats/yaml-to-json.ts";

/** The utilities of the module `formats`, by their JavaScript names. */
export interface FormatsUtilities {
  readonly csvToJson: typeof csvToJson;
  readonly jsonQuery: typeof jsonQuery;
  readonly jsonToCsv: typeof jsonToCsv;
  readonly yamlToJson: typeof yamlToJson;
  readonly jsonToYaml: typeof jsonToYaml;
  readonly tomlToJson: typeof tomlToJson;
  readonly xmlToDict: typeof xmlToDict;
}

/** The rows. */
export const formatsUtilities: FormatsUtilities = {
  csvToJson,
  jsonQuery,
  jsonToCsv,
  yamlToJson,
  jsonToYaml,
  tomlToJson,
  xmlToDict,
};
