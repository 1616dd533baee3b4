/** What a setting of a run can be. */
export type ConfigValue = number | string | boolean | null | readonly number[];
